/* net_tcp: can a TCP connection be made, over IPv6 or IPv4, and what does the other side say first? Connects, perhaps sends a few
 * bytes, reads a few, and closes. */
#ifndef PROBE_NET_TCP_H
#define PROBE_NET_TCP_H
#include "observe/observation.h"

struct net_tcp_options {
    const char *target; /* HOST:PORT */
    int port;           /* where the target has none; 0 */
    const char *send;   /* NULL: nothing */
    size_t n_send;
    const char *banner; /* a pattern that what comes back has to match; NULL: it may say what it likes, or nothing */
    int64_t timeout;    /* us, for all of it */
};

/* `o` is set up with observation_init; what is wanted of it may be put in before, and is judged by the caller. False: the pattern
 * is none. Waits. */
bool net_tcp_look(const struct net_tcp_options *options, struct observation *o, struct err *e);
/* "\r", "\n", "\t", "\0", "\\" and "\xNN" become what they mean, in place; returns the length. All else stays. */
size_t net_tcp_unescape(char *text);
/* The word for what getaddrinfo said: "no_name", "no_dns", "timeout". */
const char *net_name_word(int error, bool is_late);
#endif
