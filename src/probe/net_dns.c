/* net_dns: getaddrinfo for what programs get, and questions of our own for the rest. */
#include "probe/net_dns.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "observe/dns_message.h"
#include "probe/net_dns_ask.h"
#include "probe/net_tcp.h"
#include "probe/tool.h"

#define BESIDE (2 * TIME_SECOND) /* for what is asked beside what is known already */

struct looking {
    const struct net_dns_options *options;
    struct observation *o;
    int64_t deadline;
    char name[NET_HOST_MOST]; /* as it is asked for: of an address that is asked backwards its name in in-addr.arpa */
    struct net_addresses system;
    struct net_dns_servers servers;
};

/* ---- records ---------------------------------------------------------------------------------------------------------------------- */

struct records {
    struct str all;
    char first[DNS_RECORD_TEXT];
    size_t n;
    uint32_t ttl;
};

static void add_records(struct records *r, const struct dns_answer *a, unsigned type)
{
    for (size_t i = 0; i < a->n_records; i++) {
        const struct dns_record *record = &a->record[i];
        if (!r->all.n || record->ttl < r->ttl)
            r->ttl = record->ttl;
        if (record->type != type)
            continue; /* on the way there */
        if (!r->n)
            snprintf(r->first, sizeof r->first, "%s", record->text);
        str_addf(&r->all, r->n++ ? ", %s" : "%s", record->text);
    }
}

static void put_records(struct observation *o, const struct records *r)
{
    observation_number(o, "addresses", (double)r->n);
    if (!r->n)
        return;
    observation_text(o, "first", r->first);
    observation_text(o, "answers", str_get(&r->all));
}

/* ---- the name server ----------------------------------------------------------------------------------------------------------------- */

static void put_asked(struct observation *o, const struct net_dns_reply *reply)
{
    char name[16];
    if (*reply->server)
        observation_text(o, "server", reply->server);
    if (!reply->has_answer)
        return;
    observation_text(o, "rcode", dns_rcode_name(reply->answer.rcode, name));
    observation_us(o, "took", reply->took);
}

static const char *word_of(const struct net_dns_reply *reply, size_t n_records)
{
    if (!reply->has_answer)
        return reply->word;
    switch (reply->answer.rcode) {
    case 0:
        return n_records ? NULL : "no_data";
    case 2:
        return "servfail";
    case 3:
        return "nxdomain";
    case 5:
        return "refused";
    default:
        return "rcode";
    }
}

/* The records of one type, or of both of addresses; the word for what is wrong, NULL: there are some. */
static const char *ask(struct looking *l, struct records *r, int64_t deadline)
{
    const unsigned both[] = {DNS_A, DNS_AAAA}, one[] = {l->options->type};
    bool is_one = l->options->type != DNS_NO_TYPE;
    const unsigned *type = is_one ? one : both;
    const char *word = NULL;
    static const size_t lengths[] = {2, 1};
    for (size_t i = 0; i < lengths[is_one]; i++) {
        struct net_dns_reply reply;
        net_dns_ask(&l->servers, l->name, type[i], deadline, &reply);
        if (reply.has_answer)
            add_records(r, &reply.answer, type[i]);
        if (!i || !word || reply.has_answer) {
            word = word_of(&reply, r->n);
            put_asked(l->o, &reply);
        }
        if (!reply.has_answer || reply.answer.rcode)
            break; /* it would be the same with the other */
    }
    if (r->all.n || r->n)
        observation_us(l->o, "ttl", (int64_t)r->ttl * TIME_SECOND);
    return r->n ? NULL : word;
}

/* ---- this machine ------------------------------------------------------------------------------------------------------------------------- */

static void add_system(const struct looking *l, struct records *r)
{
    for (int i = 0; i < l->system.n; i++) {
        char text[NET_ADDRESS_TEXT];
        net_address_text(&l->system.v[i], text);
        if (!r->n)
            snprintf(r->first, sizeof r->first, "%s", text);
        str_addf(&r->all, r->n++ ? ", %s" : "%s", text);
    }
}

/* What programs get decides; the name server says for how long, or why not. */
static const char *look_as_programs(struct looking *l)
{
    struct records system = {{0}, "", 0, 0}, said = {{0}, "", 0, 0};
    struct net_address literal;
    const char *word = NULL;
    net_look_up(l->options->name, 0, l->deadline, &l->system);
    add_system(l, &system);
    int64_t soon = tool_clock() + BESIDE;
    if (*l->system.name && dns_is_name(l->system.name))
        snprintf(l->name, sizeof l->name, "%s", l->system.name);
    if (!net_address_parse(l->options->name, 0, &literal))
        word = ask(l, &said, !system.n || soon > l->deadline ? l->deadline : soon);
    put_records(l->o, system.n ? &system : &said);
    if (system.n)
        word = NULL;
    else if (!word)
        word = "not_here";
    else if (strcmp(word, "no_server") == 0)
        word = strcmp(net_name_word(l->system.error, l->system.is_late), "no_name") == 0 ? "nxdomain" : "timeout";
    observation_flag(l->o, "found", system.n > 0);
    str_release(&system.all);
    str_release(&said.all);
    return word;
}

static const char *look_at_server(struct looking *l)
{
    struct records r = {{0}, "", 0, 0};
    const char *word = ask(l, &r, l->deadline);
    put_records(l->o, &r);
    observation_flag(l->o, "found", r.n > 0);
    str_release(&r.all);
    return word && strcmp(word, "no_server") == 0 ? "unreachable" : word;
}

/* 10.0.0.5 asked backwards is 5.0.0.10.in-addr.arpa. */
static void turn_around(const struct net_address *a, char *out, size_t room)
{
    const unsigned char *bytes = a->at.any.sa_family == AF_INET6 ? a->at.v6.sin6_addr.s6_addr : (const unsigned char *)&a->at.v4.sin_addr;
    size_t at = 0;
    if (a->at.any.sa_family == AF_INET) {
        snprintf(out, room, "%u.%u.%u.%u.in-addr.arpa", bytes[3], bytes[2], bytes[1], bytes[0]);
        return;
    }
    for (int i = 15; i >= 0; i--)
        at += (size_t)snprintf(out + at, room - at, "%x.%x.", bytes[i] & 0xfu, (unsigned)bytes[i] >> 4);
    snprintf(out + at, room - at, "ip6.arpa");
}

void net_dns_look(const struct net_dns_options *options, struct observation *o)
{
    struct looking l = {.options = options, .o = o, .deadline = tool_clock() + options->timeout};
    struct net_address address;
    const char *type = dns_type_name(options->type), *word = NULL;
    bool is_address = net_address_parse(options->name, 0, &address);
    if (type)
        observation_text(o, "type", type);
    snprintf(l.name, sizeof l.name, "%s", strlen(options->name) < sizeof l.name ? options->name : "");
    if (is_address && options->type == DNS_PTR)
        turn_around(&address, l.name, sizeof l.name);
    if (!is_address && !dns_is_name(l.name))
        word = "bad_name";
    else if (!net_dns_servers_find(options->server, options->resolv_conf, &l.servers))
        word = "bad_server";
    if (word)
        observation_flag(o, "found", false);
    else
        word = options->type == DNS_NO_TYPE && !options->server ? look_as_programs(&l) : look_at_server(&l);
    if (word)
        observation_text(o, "trouble", word);
}
