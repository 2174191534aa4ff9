/* ssh_dial: one ssh that opens a connection and leaves it in the background, and what it says when it does not. */
#ifndef PROBE_SSH_DIAL_H
#define PROBE_SSH_DIAL_H
#include <stdbool.h>

#include "incident/why.h"

struct ssh_terminal { /* where the operator can be asked */
    bool is_there;
    const char *says;            /* a line that says what is going on, or NULL */
    void (*lend)(void *who);     /* before and after, or NULL */
    void (*take_back)(void *who);
    void *who;
};

/* Waits for its end. In the operator's terminal it is in the foreground, so that it can ask there and Ctrl-C ends it alone;
 * where there is none it has none, and is ended after half a minute. */
bool ssh_dial(const char *const *argv, const char *host, const struct ssh_terminal *terminal, char why[WHY_TEXT]);
#endif
