/* record: events on their way to the disk. */
#include <stdarg.h>

#include "app/clock.h"
#include "app/session.h"
#include "base/i18n.h"

/* A refusal is the state's word; all else is the journal's trouble, and is shown as such. */
static bool note_trouble(struct session *s, const struct err *e)
{
    if (e->code != ERR_REFUSED) {
        s->is_recorded = false;
        s->trouble = *e;
    }
    return false;
}

bool record_blob(struct session *s, const char *bytes, size_t n, char digest[65], struct err *e)
{
    return journal_put_blob(s->journal, bytes, n, JOURNAL_REDACTED, digest, e) || note_trouble(s, e);
}

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
    return note_trouble(s, e);
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
