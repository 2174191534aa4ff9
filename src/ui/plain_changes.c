/* plain_changes: what changed, in words: the list, one of them whole, and what a person says of it. */
#include <string.h>

#include "base/i18n.h"
#include "change/change.h"
#include "ui/plain_own.h"
#include "ui/words.h"

enum { ROWS = 9 };

/* ---- saying ------------------------------------------------------------------------------------------------------------ */

static void say_name(struct plain *p, const struct model *m, size_t i, struct str *out)
{
    const struct change *c = m->changes->row[i].change;
    struct str at = {0};
    words_clock(m, c->at, &at);
    if (c->who)
        plain_say(p, out, _("change %zu: %s %s, by %s"), i + 1, str_get(&at), c->what, c->who);
    else
        plain_say(p, out, _("change %zu: %s %s"), i + 1, str_get(&at), c->what);
    str_release(&at);
}

static void say_rest(struct plain *p, const struct model_change *row, size_t i, struct str *out)
{
    const char *part[] = {row->distance, change_said(row->change->detail), row->why};
    struct str text = {0};
    for (size_t k = 0; k < sizeof part / sizeof *part; k++)
        if (part[k] && *part[k])
            str_addf(&text, "%s%s", text.n ? "; " : "", part[k]);
    if (row->ruling)
        plain_say(p, out, _("change %zu is ruled out: %s"), i + 1, row->ruling->reason ? row->ruling->reason : "");
    else if (text.n)
        plain_say(p, out, _("change %zu: %s"), i + 1, text.s);
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
        plain_say(p, out, _("not looked at, %s: %s"), c->list->missing.v[i].source, change_said(c->list->missing.v[i].why));
    if (c->n)
        plain_say(p, out, "%s", _("\"changes 1\" says how to see and undo the first; \"rule out change 1 REASON\", \"restore change 1\"."));
}

/* ---- words ------------------------------------------------------------------------------------------------------------- */

void plain_do_changes(struct typed *t)
{
    const struct model_changes *c = t->m->changes;
    int64_t n = 0;
    bool is_one = plain_take_count(&t->rest, &n);
    if (!c || !c->list) {
        plain_say(t->p, t->out, "%s", _("Nobody has looked for changes yet."));
    } else if (!is_one) {
        say_list(t->p, t->m, c->n > ROWS && !str_eq(t->rest, "all") ? ROWS : c->n, t->out);
    } else if (n < 1 || (size_t)n > c->n) {
        plain_say(t->p, t->out, _("There is no change %lld."), (long long)n);
    } else {
        say_name(t->p, t->m, (size_t)n - 1, t->out);
        say_rest(t->p, &c->row[n - 1], (size_t)n - 1, t->out);
        say_commands(t->p, c->row[n - 1].change, t->out);
    }
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
