/* net_address: HOST:PORT taken apart, and a name as the addresses that programs on this machine get for it. */
#ifndef PROBE_NET_ADDRESS_H
#define PROBE_NET_ADDRESS_H
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

enum { NET_HOST_MOST = 256, NET_ADDRESSES_MOST = 32, NET_ADDRESS_TEXT = 80 };

struct net_target {
    char host[NET_HOST_MOST]; /* without the brackets of [::1] */
    int port;
};

/* HOST:PORT, [ADDRESS]:PORT, or a HOST alone where a port is given otherwise; 0: there is none. */
bool net_target_read(const char *text, int port, struct net_target *t);

struct net_address {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } at;
    socklen_t n;
};
struct net_addresses {
    struct net_address v[NET_ADDRESSES_MOST];
    int n;
    int error;     /* of getaddrinfo; 0 */
    bool is_late;  /* no answer in time */
    char name[NET_HOST_MOST]; /* the whole name that was found; "" */
};

/* Waits for the name servers, until `deadline` (of tool_clock). In the order that RFC 8305 tries them: of the two families in
 * turn, the one that the system puts first first. */
void net_look_up(const char *host, int port, int64_t deadline, struct net_addresses *found);
/* An address as it is written, with its port when there is one: "10.0.0.1:80", "[::1]:80". */
void net_address_text(const struct net_address *a, char out[NET_ADDRESS_TEXT]);
/* An address of letters and digits alone, with perhaps :PORT behind it; no name is looked up. */
bool net_address_parse(const char *text, int port, struct net_address *a);
#endif
