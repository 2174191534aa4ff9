/* record: events on their way to the disk. */
#include <stdarg.h>
#include <string.h>

#include "app/clock.h"
#include "app/session.h"
#include "base/i18n.h"
#include "text/redact_tally.h"

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

static void tally_texts(const struct event *ev, struct redact_tally *t)
{
    const struct event_shape *shape = &event_shapes[ev->kind];
    for (size_t i = 0; i < shape->n_fields; i++) {
        const char *text = shape->field[i].type == FIELD_TEXT ? *(const char *const *)((const char *)&ev->as + shape->field[i].offset) : NULL;
        if (text)
            redact_tally_marks(t, text, strlen(text));
    }
}

/* What a person typed and is not kept as typed is said at once. */
static void say_taken_out(struct session *s, const struct event *ev)
{
    struct redact_tally typed = {0}, kept = {0};
    struct str said = {0};
    const struct event *recorded = incident_event(s->inc, s->inc->seq);
    bool is_typed = ev->kind == EVENT_noted || ev->kind == EVENT_described || ev->kind == EVENT_action_item || ev->kind == EVENT_told ||
                    ev->kind == EVENT_given;
    if (!is_typed || !recorded || recorded->kind != ev->kind)
        return;
    tally_texts(ev, &typed);
    tally_texts(recorded, &kept);
    redact_tally_say(&kept, &said);
    if (kept.n > typed.n)
        session_say(s, "%s", str_get(&said));
    str_release(&said);
}

bool record_event(struct session *s, struct event *ev, struct err *e)
{
    ev->at = ev->at ? ev->at : clock_now();
    ev->actor = s->actor;
    ev->host = s->host;
    if (!ev->step)
        ev->step = s->inc->step;
    if (!journal_append(s->journal, s->inc, ev, e))
        return note_trouble(s, e);
    say_taken_out(s, ev);
    return is_recorded(s);
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
