/* ssh_place: where the sockets of our connections lie: a directory of our own that nobody else may enter, short enough for the
 * address of a socket. A small process keeps it and ends what is there when triage is gone, however it went: it bids each
 * connection take no further command and close with its last one, so that a change that goes on is not cut off. A place whose
 * process is gone too is cleared away by the next triage that needs one. */
#ifndef PROBE_SSH_PLACE_H
#define PROBE_SSH_PLACE_H
#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"

enum { SSH_PLACE_MOST = 80 }; /* bytes; ssh adds a name for a moment, and an address has room for 104 */

struct ssh_place {
    char *path;   /* NULL: there is none */
    int life;     /* closed when we end: the keeper of the place waits for that */
    pid_t keeper;
};

bool ssh_place_open(struct ssh_place *p, const char *program, struct err *e);
/* Ends the connections and waits until that is done. */
void ssh_place_close(struct ssh_place *p);
/* The path of a socket, by its number: the caller's. */
char *ssh_place_socket(const struct ssh_place *p, int number);
#endif
