/* desk: a session for a command, and the way it is worked with: screens where there is a terminal, lines elsewhere. */
#ifndef CLI_DESK_H
#define CLI_DESK_H
#include "app/session.h"
#include "cli/settings.h"

struct desk {
    struct settings settings;
    struct session session;
};

bool desk_open(struct desk *d, const struct command_line *line, struct err *e);
void desk_close(struct desk *d);
/* Works until the operator leaves; the exit status. */
int desk_work(struct desk *d);
/* Ends a command: closes the desk, and says why where `ok` is false. */
int desk_end(struct desk *d, bool ok, const struct err *e);
#endif
