/* ssh: connections to other machines, one for each, by the operator's own OpenSSH with the operator's configuration, agent and
 * jump hosts. A connection is opened at the first need, in the operator's own terminal where there is one, because a host key,
 * a password or a second factor may be asked for there; every command then takes it, and asks for nothing. It is closed when
 * the struct is released, and when triage dies. The options that are set here name the socket, keep the connection to the one
 * thing it is for, and make nothing less strict. */
#ifndef PROBE_SSH_H
#define PROBE_SSH_H
#include "base/arena.h"
#include "base/vec.h"
#include "incident/why.h"
#include "probe/ssh_dial.h"
#include "probe/ssh_place.h"

struct ssh_line {
    char *host;
    int number; /* of its socket */
};

struct ssh {
    char *program; /* with its path; NULL: not wanted, or not there */
    struct ssh_place place;
    VEC(struct ssh_line) lines;
    int next;
    char *failed;         /* the machine that could not be reached last, when, and why */
    int64_t failed_at;
    char why[WHY_TEXT];
};

/* "false", the path of a program, or a name that is looked for in PATH. Runs nothing. */
void ssh_init(struct ssh *s, const char *setting);
void ssh_release(struct ssh *s);
/* There is a connection to that machine, opened now if need be. Waits: as long as the operator does where there is a terminal,
 * else half a minute. False: why. */
bool ssh_connect(struct ssh *s, const char *host, const struct ssh_terminal *terminal, char why[WHY_TEXT]);
/* Is there one, without opening any? */
bool ssh_is_connected(const struct ssh *s, const char *host);
/* The words of a command that reads its text (probe/remote.h) there, over the connection that there is, and never over
 * another; in the arena, NULL-terminated. */
const char *const *ssh_words(const struct ssh *s, const char *host, struct arena *arena);
/* It did not carry a command to its end: the next one gets a new connection. */
void ssh_forget(struct ssh *s, const char *host);
#endif
