/* plain_second: the second yes in words. */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "ui/plain_own.h"

static void show(struct typed *t)
{
    const struct model_second *q = t->m->second;
    char until[TIME_TEXT];
    if (!q) {
        plain_say(t->p, t->out, _("Nobody asks for a second yes."));
        return;
    }
    time_format_minute(q->until, t->m->now, t->m->zone, until);
    plain_say(t->p, t->out, _("%s asks for a second yes to %s, on %s, until %s:"), q->asker, q->action,
              q->environment ? q->environment : _("a system, environment unknown"), until);
    plain_quote(t->p, t->out, q->command);
    for (size_t i = 0; i < q->n_lines; i++)
        plain_say(t->p, t->out, q->line[i].label ? "%s: %s" : "%s%s", q->line[i].label ? q->line[i].label : "", q->line[i].text);
    if (q->hindrance)
        plain_say(t->p, t->out, _("It cannot be answered here: %s"), q->hindrance);
    else
        plain_say(t->p, t->out, _("\"second yes\" lets %s run it, \"second no WHY\" does not."), q->asker);
}

void plain_do_second(struct typed *t)
{
    bool is_yes = str_eq(t->rest, "yes") || str_eq(t->rest, "y");
    bool is_no = str_starts(t->rest, "no") && (!t->rest[2] || t->rest[2] == ' ');
    if (!t->m->second || (!is_yes && !is_no)) {
        show(t);
        return;
    }
    const char *why = is_no ? t->rest + 2 + strspn(t->rest + 2, " ") : "";
    *t->w = (struct wish){.kind = WISH_SECOND, .number = t->m->second->ask, .flag = is_yes, .reason = plain_lend(&t->p->text, why)};
}
