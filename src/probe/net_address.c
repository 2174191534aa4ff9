/* net_address: getaddrinfo in a child, because it has no time limit of its own. */
#include "probe/net_address.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probe/bounded.h"

/* ---- HOST:PORT ---------------------------------------------------------------------------------------------------------------- */

static bool read_port(const char *text, int *port)
{
    size_t n = strlen(text);
    if (!n || n > 5 || strspn(text, "0123456789") != n)
        return false;
    *port = (int)strtol(text, NULL, 10);
    return *port > 0 && *port < 65536;
}

static bool keep_host(const char *s, size_t n, struct net_target *t)
{
    if (!n || n >= sizeof t->host)
        return false;
    memcpy(t->host, s, n);
    t->host[n] = '\0';
    for (const char *c = t->host; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 0x7f)
            return false;
    return true;
}

bool net_target_read(const char *text, int port, struct net_target *t)
{
    const char *colon = strrchr(text, ':'), *end = strrchr(text, ']');
    bool is_bracketed = text[0] == '[' && end, is_bare_v6 = !is_bracketed && colon && strchr(text, ':') != colon;
    size_t host = is_bracketed ? (size_t)(end - text) - 1 : colon && !is_bare_v6 ? (size_t)(colon - text) : strlen(text);
    *t = (struct net_target){.port = port};
    if (is_bracketed && end[1] && end[1] != ':')
        return false;
    const char *after = is_bracketed ? (end[1] ? end + 2 : NULL) : colon && !is_bare_v6 ? colon + 1 : NULL;
    if (after && !read_port(after, &t->port))
        return false;
    return keep_host(text + is_bracketed, host, t) && t->port >= 0 && t->port < 65536;
}

/* ---- names ------------------------------------------------------------------------------------------------------------------------ */

struct asking {
    const char *host;
    int port;
};

static void keep(const struct addrinfo *from, struct net_addresses *to)
{
    if (to->n == NET_ADDRESSES_MOST || from->ai_addrlen > sizeof to->v[0].at)
        return;
    memcpy(&to->v[to->n].at, from->ai_addr, from->ai_addrlen);
    to->v[to->n++].n = from->ai_addrlen;
}

/* One of each family in turn, as long as there are both. */
static void interleave(const struct addrinfo *all, struct net_addresses *to)
{
    const struct addrinfo *one = all, *two = all;
    int first = all ? all->ai_family : AF_INET6;
    while (one || two) {
        while (one && one->ai_family != first)
            one = one->ai_next;
        while (two && two->ai_family == first)
            two = two->ai_next;
        if (one)
            keep(one, to), one = one->ai_next;
        if (two)
            keep(two, to), two = two->ai_next;
    }
}

static void ask(void *of, int fd)
{
    const struct asking *asking = of;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_CANONNAME | AI_ADDRCONFIG}, *all = NULL;
    struct net_addresses found = {.n = 0};
    char port[8];
    snprintf(port, sizeof port, "%d", asking->port);
    found.error = getaddrinfo(asking->host, port, &hints, &all);
    if (found.error == EAI_NONAME || found.error == EAI_ADDRFAMILY) { /* a host whose only family is not configured here */
        hints.ai_flags = AI_CANONNAME;
        int again = getaddrinfo(asking->host, port, &hints, &all);
        found.error = again == 0 ? 0 : found.error;
    }
    if (found.error == 0) {
        if (all->ai_canonname)
            snprintf(found.name, sizeof found.name, "%s", all->ai_canonname);
        interleave(all, &found);
    }
    bounded_write(fd, &found, sizeof found);
}

void net_look_up(const char *host, int port, int64_t deadline, struct net_addresses *found)
{
    struct asking asking = {host, port};
    struct str got = {0};
    bool ok = bounded_run(ask, &asking, deadline, sizeof *found, &got) && got.n == sizeof *found;
    if (ok)
        memcpy(found, got.s, sizeof *found);
    else
        *found = (struct net_addresses){.error = EAI_AGAIN, .is_late = true};
    str_release(&got);
}

/* ---- as text ----------------------------------------------------------------------------------------------------------------------- */

void net_address_text(const struct net_address *a, char out[NET_ADDRESS_TEXT])
{
    char host[INET6_ADDRSTRLEN] = "";
    bool is_v6 = a->at.any.sa_family == AF_INET6;
    const void *bytes = is_v6 ? (const void *)&a->at.v6.sin6_addr : (const void *)&a->at.v4.sin_addr;
    int port = ntohs(is_v6 ? a->at.v6.sin6_port : a->at.v4.sin_port);
    inet_ntop(a->at.any.sa_family, bytes, host, sizeof host);
    if (!port)
        snprintf(out, NET_ADDRESS_TEXT, "%s", host);
    else
        snprintf(out, NET_ADDRESS_TEXT, is_v6 ? "[%s]:%d" : "%s:%d", host, port);
}

bool net_address_parse(const char *text, int port, struct net_address *a)
{
    struct net_target t;
    *a = (struct net_address){.n = 0};
    if (!net_target_read(text, port, &t))
        return false;
    char *scope = strchr(t.host, '%');
    if (inet_pton(AF_INET, t.host, &a->at.v4.sin_addr) == 1) {
        a->at.v4.sin_family = AF_INET;
        a->at.v4.sin_port = htons((uint16_t)t.port);
        a->n = sizeof a->at.v4;
        return true;
    }
    if (scope)
        *scope = '\0';
    if (inet_pton(AF_INET6, t.host, &a->at.v6.sin6_addr) != 1)
        return false;
    a->at.v6.sin6_family = AF_INET6;
    a->at.v6.sin6_port = htons((uint16_t)t.port);
    a->at.v6.sin6_scope_id = scope ? if_nametoindex(scope + 1) : 0;
    a->n = sizeof a->at.v6;
    return true;
}
