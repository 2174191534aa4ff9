/* process_list: which processes of a name, a user or a number run, since when, and what they hold, from /proc alone. Processes that
 * come and go meanwhile are counted or not, and are no trouble. */
#ifndef PROBE_PROCESS_LIST_H
#define PROBE_PROCESS_LIST_H
#include "observe/observation.h"

struct process_list_options {
    const char *name; /* exact, or NULL: any */
    const char *user; /* login or number of the owner, or NULL: any */
    int64_t pid;      /* 0: any */
    int64_t timeout;  /* us */
    const char *proc; /* "/proc"; another directory in tests */
};

/* `o` is set up with observation_init. This process itself is never counted. Waits. */
void process_list_look(const struct process_list_options *options, struct observation *o);
#endif
