/* plain: what a look at logs or at changes found, a sentence a line. */
#include "base/i18n.h"
#include "change/change.h"
#include "logs/finding.h"
#include "observe/finding.h"
#include "observe/say.h"
#include "ui/plain_own.h"
#include "ui/step_http.h"
#include "ui/step_looked.h"
#include "ui/words.h"

enum { SMALL_READ = 2, KINDS_READ = 3, SUSPECTS_READ = 3 };

static void say_log(struct plain *p, const struct model *m, const char *probe, const struct log_finding *f, struct str *out)
{
    struct str text = {0};
    log_finding_headline(f, m->now, m->zone, &text);
    plain_say(p, out, _("probe %s: %s"), probe, str_get(&text));
    str_clear(&text);
    log_finding_spread(f, &text);
    if (text.n)
        plain_say(p, out, _("probe %s: %s"), probe, text.s);
    for (size_t i = 0; i < f->n_kinds && i < KINDS_READ && f->kind[i].is_new; i++) {
        str_clear(&text);
        words_count(f->kind[i].errors, &text);
        plain_say(p, out, ngettext("probe %s: new kind of error: %s, %s time", "probe %s: new kind of error: %s, %s times",
                                   (unsigned long)f->kind[i].errors),
                  probe, f->kind[i].title, str_get(&text));
    }
    str_release(&text);
}

static void say_changes(struct plain *p, const struct model *m, const char *probe, const struct change_list *list, struct str *out)
{
    struct arena arena = {0};
    struct str text = {0};
    struct change_suspect *suspect = arena_array(&arena, list->list.n + 1, sizeof *suspect);
    change_headline(list, &list->asked, m->now, m->zone, &text);
    plain_say(p, out, _("probe %s: %s"), probe, str_get(&text));
    change_rank(list, &list->asked, &arena, suspect);
    for (size_t i = 0; i < list->list.n && i < SUSPECTS_READ; i++) {
        const struct change *c = &list->list.v[suspect[i].change];
        struct str what = {0};
        char distance[80];
        change_distance(c, &suspect[i], m->now, distance);
        change_tell(c->what, &what);
        plain_say(p, out, _("change %zu: %s, %s"), i + 1, str_get(&what), distance);
        str_release(&what);
    }
    str_release(&text);
    arena_release(&arena);
}

static void say_small(struct plain *p, const struct model *m, const char *probe, const struct observation *o, struct str *out)
{
    struct str text = {0};
    observation_sentence(o, m->now, m->zone, &text);
    plain_say(p, out, _("probe %s: %s"), probe, str_get(&text));
    str_clear(&text);
    observation_details(o, SMALL_READ, m->now, m->zone, &text);
    for (const char *rest = str_get(&text); *rest; rest += strcspn(rest, "\n") + 1)
        plain_say(p, out, _("probe %s: %.*s"), probe, (int)strcspn(rest, "\n"), rest);
    str_release(&text);
}

static void say_http(struct plain *p, const struct model *m, const char *probe, const struct model_looked *found, struct str *out)
{
    const struct http_finding *f = found->http;
    struct str text = {0};
    http_finding_say(f, true, &text);
    plain_say(p, out, _("probe %s: %s"), probe, str_get(&text));
    for (size_t i = 0; i < f->wrong.n; i++) {
        str_clear(&text);
        http_wrong_say(&f->wrong.v[i], &text);
        plain_say(p, out, _("probe %s: %s"), probe, str_get(&text));
    }
    str_clear(&text);
    if (f->has_other)
        http_hint_say(f->comparison.hint, f->comparison.about, &text);
    if (text.n)
        plain_say(p, out, _("probe %s: %s"), probe, text.s);
    str_clear(&text);
    step_http_before(m, found, &text);
    if (text.n)
        plain_say(p, out, _("probe %s: %s"), probe, text.s);
    str_release(&text);
}

bool plain_looked(struct plain *p, const struct model *m, const char *probe, const struct run *run, struct str *out)
{
    const struct model_looked *found = run ? step_looked(m, run->seq) : NULL;
    if (!found || !run->ended)
        return false;
    if (found->http)
        say_http(p, m, probe, found, out);
    else if (found->small)
        say_small(p, m, probe, found->small, out);
    else if (found->log)
        say_log(p, m, probe, found->log, out);
    else
        say_changes(p, m, probe, found->changes, out);
    return true;
}
