/* record: events on their way to the disk. */
#include <stdarg.h>

#include "app/clock.h"
#include "app/session.h"
#include "base/i18n.h"

bool record_event(struct session *s, struct event *ev, struct err *e)
{
    ev->at = ev->at ? ev->at : clock_now();
    ev->actor = s->actor;
    ev->host = s->host;
    if (!ev->step)
        ev->step = s->inc->step;
    if (journal_append(s->journal, s->inc, ev, e)) {
        s->is_recorded = true;
        s->trouble = (struct err){0};
        return true;
    }
    if (e->code != ERR_REFUSED) {
        s->is_recorded = false;
        s->trouble = *e;
    }
    return false;
}

void session_say(struct session *s, const char *fmt, ...)
{
    struct str text = {0};
    va_list ap;
    va_start(ap, fmt);
    str_addv(&text, fmt, ap);
    va_end(ap);
    mem_free(s->status);
    s->status = str_take(&text);
}
