/* look_command: what the commands that look at one thing share: a time limit, what is expected, and the finding as text or as one
 * line of JSON. Exit status 0: it is as it should be; 1: it is not. */
#ifndef CLI_LOOK_COMMAND_H
#define CLI_LOOK_COMMAND_H
#include "cli/command.h"
#include "observe/observation.h"

struct look_command {
    enum observe_kind kind;
    const char *of;  /* what is looked at, as it is said */
    int64_t timeout; /* us, when none is given */
    /* Looks: fills in `o`, whose expectations are there already. */
    bool (*look)(const struct command_line *line, int64_t timeout, struct observation *o, struct err *e);
};

int look_command_run(const struct look_command *what, const struct command_line *line);
/* An option's value; NULL when it is not given or empty: flows hand over what they have. */
const char *look_option(const struct command_line *line, const char *name);
/* A whole number from `least` to `most`; `to` keeps its value when the option is not given. */
bool look_number(const struct command_line *line, const char *name, int64_t least, int64_t most, int64_t *to, struct err *e);

#define LOOK_OPTIONS \
    {0, "timeout", "TIME", N_("how long it may take in all: 500ms, 5s")}, {0, "json", NULL, N_("print what was found as JSON on one line")}, \
    { 0, NULL, NULL, NULL }
#endif
