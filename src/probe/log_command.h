/* log_command: a command whose output is a log. It has no input and no terminal, and its standard error is kept apart, its
 * beginning at least. Whoever starts one drains it while waiting, and ends it. */
#ifndef PROBE_LOG_COMMAND_H
#define PROBE_LOG_COMMAND_H
#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

struct log_command {
    pid_t pid;
    int out, err; /* what it prints and what it says; not to be closed by others. err is -1 once it was closed */
    struct str said;
};

bool log_command_start(struct log_command *c, const char *command, struct err *e);
void log_command_drain(struct log_command *c);
/* Once its output has ended: waits a second for its end at most, then ends it. Adds a sentence when there is something to
 * tell: it failed, or said something. */
void log_command_end(struct log_command *c, const char *command, struct str *trouble);
/* Ends it at once, if it still runs, and gives everything back. A released or zeroed one may be released again. */
void log_command_release(struct log_command *c);
#endif
