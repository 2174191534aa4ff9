/* net_dns: what a name is, as programs on this machine see it (getaddrinfo), and as the name server says it, asked by ourselves so that
 * there is no such name, no answer, a failing server and a refusing one can be told apart. */
#ifndef PROBE_NET_DNS_H
#define PROBE_NET_DNS_H
#include "observe/observation.h"

struct net_dns_options {
    const char *name;
    unsigned type;      /* enum dns_type; DNS_NO_TYPE: addresses, A and AAAA */
    const char *server; /* ADDRESS or ADDRESS:PORT; NULL: those of the system, and what programs here get is asked too */
    int64_t timeout;    /* us, for all of it */
    const char *resolv_conf; /* NULL: "/etc/resolv.conf" */
};

/* `o` is set up with observation_init. Waits. */
void net_dns_look(const struct net_dns_options *options, struct observation *o);
#endif
