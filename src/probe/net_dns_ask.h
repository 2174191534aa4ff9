/* net_dns_ask: one question to name servers, one after the other, by UDP, and by TCP where the answer is too long; for net_dns.c. */
#ifndef PROBE_NET_DNS_ASK_H
#define PROBE_NET_DNS_ASK_H
#include "observe/dns_message.h"
#include "probe/net_address.h"

enum { NET_DNS_SERVERS_MOST = 3 };

struct net_dns_servers {
    struct net_address v[NET_DNS_SERVERS_MOST];
    size_t n;
};

/* The one that is named, or those of the file; none is no mistake. False: what is named is no address. */
bool net_dns_servers_find(const char *named, const char *resolv_conf, struct net_dns_servers *servers);

struct net_dns_reply {
    bool has_answer;
    const char *word;    /* without an answer: "timeout", "unreachable", "garbage", "no_server" */
    struct dns_answer answer;
    char server[NET_ADDRESS_TEXT]; /* who said it, or was asked last; "" */
    int64_t took;        /* us */
};

/* The first answer that is more than "I could not find out" counts, else the last. Until `deadline` (of tool_clock). */
void net_dns_ask(const struct net_dns_servers *servers, const char *name, unsigned type, int64_t deadline, struct net_dns_reply *reply);
#endif
