/* change_end: what became of a change, as an event, and what follows from it: what is temporary is put on the list of what is
 * left to do, and what was taken back comes off it. For who started it, and for who is called when that one is gone. */
#ifndef APP_CHANGE_END_H
#define APP_CHANGE_END_H
#include "app/session.h"
#include "probe/will.h"

struct change_end {
    int64_t run;                      /* the number of its intent */
    const char *id, *path;
    const struct flow_action *action; /* what the author expects of it, or NULL */
    enum run_outcome outcome;
    int exit_status;
    int64_t took;                     /* us */
    const char *output;               /* without the values of secrets */
    size_t n_output;
    int64_t bytes;
    int survivors;
    const char *why;                  /* as in incident/why.h, or NULL */
    const char *recorded_by;          /* NULL: who started it */
    const char *remark;               /* a line over the output that is kept, or NULL */
};

/* All of it is recorded, or nothing. */
bool change_ended(struct session *s, const struct change_end *end, struct err *e);
/* What follows from a change that has taken effect, also where somebody said so later, or did it elsewhere. */
bool change_took_effect(struct session *s, int64_t run, const char *temporary, int64_t ends, struct err *e);

/* What a fresh triage needs to record the end of this run, into the arena. */
void change_will(const struct session *s, const struct question *q, int64_t run, struct arena *arena, struct will *will);
/* That triage: reads what the keeper says from the descriptor, and records it. */
bool change_recorded_late(struct session *s, const char *text, size_t n, struct err *e);
/* The incident that it is about, from the same text; false where there is none. */
bool change_late_incident(const char *text, size_t n, char which[32]);
#endif
