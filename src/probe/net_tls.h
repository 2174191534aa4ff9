/* net_tls: the certificate that a service shows, and whether it stands up to the check, by libcurl: twice connected, once to see it
 * whatever it is, once as a client that checks. Nothing is asked for. */
#ifndef PROBE_NET_TLS_H
#define PROBE_NET_TLS_H
#include "observe/observation.h"

struct net_tls_options {
    const char *target; /* HOST:PORT, or an https:// URL, of which the host and port count */
    int port;           /* where the target has none */
    const char *name;   /* that the certificate has to be for; NULL: the host */
    const char *ca;     /* a file with the authorities that are trusted; NULL: the system's */
    int64_t timeout;    /* us, for all of it */
    int64_t now;        /* us since 1970 */
};

/* `o` is set up with observation_init. Waits. */
void net_tls_look(const struct net_tls_options *options, struct observation *o);
#endif
