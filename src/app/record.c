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
    return journal_put_blob(s->journal, s->inc, bytes, n, JOURNAL_REDACTED, digest, e) || note_trouble(s, e);
}

static bool is_recorded(struct session *s)
{
    s->is_recorded = true;
    s->trouble = (struct err){0};
    return true;
}

bool record_event(struct session *s, struct event *ev, struct err *e)
{
    ev->at = ev->at ? ev->at : clock_now();
    ev->actor = s->actor;
    ev->host = s->host;
    if (!ev->step)
        ev->step = s->inc->step;
    return journal_append(s->journal, s->inc, ev, e) ? is_recorded(s) : note_trouble(s, e);
}

static bool try_turn(struct session *s, records *does, void *what, bool *again, struct err *e)
{
    if (!journal_begin_turn(s->journal, s->inc, e))
        return note_trouble(s, e);
    bool is_done = does(s, what, e); /* what the journal did not take is noted by then */
    return journal_end_turn(s->journal, s->inc, is_done, again, e) || (is_done && note_trouble(s, e));
}

bool record_turn(struct session *s, records *does, void *what, struct err *e)
{
    bool again = false;
    if (try_turn(s, does, what, &again, e))
        return true;
    if (!again)
        return false;
    *e = (struct err){0};
    return try_turn(s, does, what, &again, e) && is_recorded(s);
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
