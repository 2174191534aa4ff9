/* plain_changes: what changed, in words: the list, one of them whole, and what a person says of it. */
#include <string.h>

#include "base/i18n.h"
#include "change/change.h"
#include "ui/changes_own.h"
#include "ui/plain_own.h"
#include "ui/words.h"

enum { ROWS = 9, ROWS_CHOSEN = 50 };

/* ---- saying ------------------------------------------------------------------------------------------------------------ */

static void say_name(struct plain *p, const struct model *m, size_t i, struct str *out)
{
    const struct change *c = m->changes->row[i].change;
    struct str at = {0}, what = {0};
    words_clock(m, c->at, &at);
    change_tell(c->what, &what);
    if (c->who)
        plain_say(p, out, _("change %zu: %s %s, by %s"), i + 1, str_get(&at), str_get(&what), c->who);
    else
        plain_say(p, out, _("change %zu: %s %s"), i + 1, str_get(&at), str_get(&what));
    str_release(&at);
    str_release(&what);
}

static void say_rest(struct plain *p, const struct model_change *row, size_t i, struct str *out)
{
    struct str text = {0}, detail = {0};
    change_tell(row->change->detail, &detail);
    const char *part[] = {row->distance, str_get(&detail), row->why};
    for (size_t k = 0; k < sizeof part / sizeof *part; k++)
        if (part[k] && *part[k])
            str_addf(&text, "%s%s", text.n ? "; " : "", part[k]);
    if (row->ruling)
        plain_say(p, out, _("change %zu is ruled out: %s"), i + 1, row->ruling->reason ? row->ruling->reason : "");
    else if (text.n)
        plain_say(p, out, _("change %zu: %s"), i + 1, text.s);
    str_release(&detail);
    str_release(&text);
}

static void say_commands(struct plain *p, const struct change *c, struct str *out)
{
    if (c->see) {
        plain_say(p, out, "%s", _("To see it:"));
        plain_quote(p, out, c->see);
    }
    if (c->undo) {
        plain_say(p, out, "%s", _("To undo it:"));
        plain_quote(p, out, c->undo);
    }
}

static void say_missing(struct plain *p, const struct change_missing *missing, struct str *out)
{
    struct str why = {0};
    change_tell(missing->why, &why);
    plain_say(p, out, _("not looked at, %s: %s"), missing->source, str_get(&why));
    str_release(&why);
}

static void say_list(struct plain *p, const struct model *m, size_t n, struct str *out)
{
    const struct model_changes *c = m->changes;
    plain_say(p, out, "%s", c->n ? _("What changed, most suspect first:") : _("Nothing changed, as far as was looked."));
    for (size_t i = 0; i < n; i++) {
        say_name(p, m, i, out);
        say_rest(p, &c->row[i], i, out);
    }
    if (n < c->n)
        plain_say(p, out, ngettext("%zu more change; \"changes all\" says it, too.", "%zu more changes; \"changes all\" says them, too.", (unsigned long)(c->n - n)), c->n - n);
    for (size_t i = 0; i < c->list->missing.n; i++)
        say_missing(p, &c->list->missing.v[i], out);
    if (c->n)
        plain_say(p, out, "%s", _("\"changes 1\" says how to see and undo the first; \"rule out change 1 REASON\", \"restore change 1\"."));
}

/* Under the numbers that they have among all. */
static void say_chosen(struct plain *p, const struct model *m, const struct changes_shown *shown, struct str *out)
{
    size_t n = shown->n < ROWS_CHOSEN ? shown->n : ROWS_CHOSEN;
    plain_say(p, out, ngettext("%zu of %zu change:", "%zu of %zu changes:", (unsigned long)m->changes->n), shown->n, m->changes->n);
    for (size_t i = 0; i < n; i++) {
        size_t number = (size_t)(shown->row[i] - m->changes->row);
        say_name(p, m, number, out);
        say_rest(p, shown->row[i], number, out);
    }
    if (n < shown->n)
        plain_say(p, out, ngettext("%zu more of these.", "%zu more of these.", (unsigned long)(shown->n - n)), shown->n - n);
}

static void say_options(struct plain *p, const struct model *m, struct str *out)
{
    struct changes_options o;
    changes_options_make(m->changes, &o);
    for (size_t i = 0; i < o.n; i++)
        if (o.v[i].by != CHANGES_WORDS)
            plain_say(p, out, "%s: %s, %zu", changes_option_heading(o.v[i].by), changes_option_label(&o.v[i]), o.v[i].n);
    plain_say(p, out, "%s", _("\"changes kind config\", \"changes source dpkg\", \"changes by ann\", \"changes service NAME\", \"changes host NAME\", \"changes before\", \"changes left\", \"changes with WORDS\"."));
}

/* ---- words ------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    enum changes_by by;
    bool has_value, by_time;
} choices[] = {
    {"kind", CHANGES_KIND, true, false},      {"source", CHANGES_SOURCE, true, false}, {"by", CHANGES_WHO, true, false},
    {"service", CHANGES_SERVICE, true, false}, {"host", CHANGES_HOST, true, false},     {"with", CHANGES_WORDS, true, false},
    {"find", CHANGES_WORDS, true, false},     {"before", CHANGES_BEFORE, false, false}, {"left", CHANGES_LEFT, false, false},
    {"newest", CHANGES_ALL, false, true},
};

/* A kind may be said as it is read: "configuration". */
static const char *value_meant(enum changes_by by, const char *typed)
{
    for (int i = 0; by == CHANGES_KIND && i < N_CHANGE_KINDS; i++)
        if (str_eq(typed, change_kind_word((enum change_kind)i)))
            return change_kind_name((enum change_kind)i);
    return typed;
}

static bool say_by_choice(struct typed *t)
{
    size_t n = strcspn(t->rest, " ");
    const char *value = t->rest + n + strspn(t->rest + n, " ");
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        struct changes_page page = {.by = choices[i].by};
        struct changes_shown shown;
        if (strlen(choices[i].word) != n || strncmp(choices[i].word, t->rest, n) != 0 || choices[i].has_value != (*value != '\0'))
            continue;
        str_add(&page.value, value_meant(page.by, value));
        changes_pick(&page, choices[i].by_time, t->m->changes, &shown);
        say_chosen(t->p, t->m, &shown, t->out);
        changes_shown_release(&shown);
        str_release(&page.value);
        return true;
    }
    return false;
}

/* "at 03:05": the change that is nearest to it. */
static bool say_at(struct typed *t)
{
    const struct model_changes *c = t->m->changes;
    int64_t at, far = INT64_MAX;
    size_t best = c->n;
    if (!str_starts(t->rest, "at ") || !time_parse_spoken(t->rest + 3, t->m->now, t->m->zone, &at))
        return false;
    for (size_t i = 0; i < c->n; i++) {
        int64_t its = c->row[i].change->at, apart = its > at ? its - at : at - its;
        if (apart < far) {
            far = apart;
            best = i;
        }
    }
    if (best < c->n) {
        say_name(t->p, t->m, best, t->out);
        say_rest(t->p, &c->row[best], best, t->out);
    }
    return true;
}

static void say_one(struct typed *t, int64_t n)
{
    const struct model_changes *c = t->m->changes;
    if (n < 1 || (size_t)n > c->n) {
        plain_say(t->p, t->out, _("There is no change %lld."), (long long)n);
        return;
    }
    say_name(t->p, t->m, (size_t)n - 1, t->out);
    say_rest(t->p, &c->row[n - 1], (size_t)n - 1, t->out);
    say_commands(t->p, c->row[n - 1].change, t->out);
}

void plain_do_changes(struct typed *t)
{
    const struct model_changes *c = t->m->changes;
    int64_t n = 0;
    bool is_all = str_eq(t->rest, "all");
    if (!c || !c->list)
        plain_say(t->p, t->out, "%s", _("Nobody has looked for changes yet."));
    else if (plain_take_count(&t->rest, &n))
        say_one(t, n);
    else if (str_eq(t->rest, "kinds"))
        say_options(t->p, t->m, t->out);
    else if (!*t->rest || is_all)
        say_list(t->p, t->m, c->n > ROWS && !is_all ? ROWS : c->n, t->out);
    else if (!say_by_choice(t) && !say_at(t))
        plain_say(t->p, t->out, "%s", _("Which changes? \"changes kinds\" says what there is to choose from."));
}

bool plain_pin_change(struct typed *t, const char *rest)
{
    const struct model_changes *c = t->m->changes;
    struct str text = {0};
    int64_t n = 0;
    if (!str_starts(rest, "change "))
        return false;
    rest += strlen("change ");
    if (!plain_take_count(&rest, &n) || !c || n < 1 || (size_t)n > c->n) {
        plain_say(t->p, t->out, _("There is no change %lld."), (long long)n);
        return true;
    }
    changes_as_evidence(c->row[n - 1].change, &text);
    *t->w = (struct wish){.kind = WISH_PIN, .text = plain_lend(&t->p->text, str_get(&text))};
    str_release(&text);
    return true;
}

bool plain_judge_change(struct typed *t, const char *rest, enum wish_kind kind)
{
    const struct model_changes *c = t->m->changes;
    int64_t n = 0;
    if (!str_starts(rest, "change "))
        return false;
    rest += strlen("change ");
    if (!plain_take_count(&rest, &n) || !c || n < 1 || (size_t)n > c->n) {
        plain_say(t->p, t->out, _("There is no change %lld."), (long long)n);
        return true;
    }
    *t->w = (struct wish){.kind = kind, .id = plain_lend(&t->p->id, c->row[n - 1].id), .text = c->row[n - 1].change->what,
                          .reason = plain_lend(&t->p->text, rest)};
    return true;
}
