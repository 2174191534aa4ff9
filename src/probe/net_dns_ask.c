/* net_dns_ask: sockets for one question. What answers something else is not heard; what is broken is remembered, and the right
 * answer may still come after it. */
#include "probe/net_dns_ask.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <sys/random.h>
#endif

#include "base/mem.h"
#include "base/time.h"
#include "probe/bounded.h"
#include "probe/tool.h"

#define AGAIN_AFTER (TIME_SECOND * 3 / 2) /* a lost datagram is asked for again */
enum { DATAGRAM_MOST = 4096, MESSAGE_MOST = 65535, CONF_MOST = 64 * 1024, DNS_PORT = 53 };

/* ---- who is asked ------------------------------------------------------------------------------------------------------------------ */

static void read_conf(const char *path, struct net_dns_servers *servers)
{
    char *text = mem_alloc(CONF_MOST), name[64];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n = fd >= 0 ? read(fd, text, CONF_MOST) : -1;
    for (size_t i = 0; n > 0 && servers->n < NET_DNS_SERVERS_MOST && dns_server_of(text, (size_t)n, i, name); i++)
        servers->n += net_address_parse(name, DNS_PORT, &servers->v[servers->n]);
    if (fd >= 0)
        close(fd);
    mem_free(text);
}

bool net_dns_servers_find(const char *named, const char *resolv_conf, struct net_dns_servers *servers)
{
    servers->n = 0;
    if (!named) {
        read_conf(resolv_conf ? resolv_conf : "/etc/resolv.conf", servers);
        return true;
    }
    servers->n = net_address_parse(named, DNS_PORT, &servers->v[0]);
    return servers->n == 1;
}

/* ---- one server ------------------------------------------------------------------------------------------------------------------------ */

struct question {
    unsigned char bytes[DNS_QUERY_MOST];
    size_t n;
    const struct net_address *server;
    int64_t deadline;
    struct net_dns_reply *reply;
};

static int open_to(const struct net_address *server, int type)
{
    int fd = socket(server->at.any.sa_family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && connect(fd, &server->at.any, server->n) != 0 && errno != EINPROGRESS) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool take(struct question *q, const unsigned char *bytes, size_t n)
{
    enum dns_read read = dns_answer_read(bytes, n, q->bytes, q->n, &q->reply->answer);
    q->reply->has_answer = read == DNS_ANSWERED;
    if (read == DNS_GARBAGE)
        q->reply->word = "garbage";
    return q->reply->has_answer;
}

/* True: answered, or there is nobody. */
static bool hear(struct question *q, int fd, int64_t until)
{
    unsigned char bytes[DATAGRAM_MOST];
    struct pollfd in = {fd, POLLIN, 0};
    while (tool_clock() < until && poll(&in, 1, bounded_left_ms(until)) > 0) { /* it may never stop to send */
        ssize_t n = recv(fd, bytes, sizeof bytes, 0);
        if (n < 0 && errno != EAGAIN && errno != EINTR) {
            q->reply->word = "unreachable";
            return true;
        }
        if (n > 0 && take(q, bytes, (size_t)n))
            return true;
    }
    return false;
}

static void ask_by_udp(struct question *q)
{
    int fd = open_to(q->server, SOCK_DGRAM);
    if (fd < 0) {
        q->reply->word = "unreachable";
        return;
    }
    for (bool is_over = false; !is_over && tool_clock() < q->deadline;) {
        int64_t until = tool_clock() + AGAIN_AFTER;
        if (send(fd, q->bytes, q->n, MSG_NOSIGNAL) < 0 && errno != EAGAIN && errno != EINTR) {
            q->reply->word = "unreachable";
            break;
        }
        is_over = hear(q, fd, until < q->deadline ? until : q->deadline);
    }
    close(fd);
}

/* All n bytes, one way or the other, before time is up. */
static bool move_all(int fd, unsigned char *bytes, size_t n, bool out, int64_t deadline)
{
    struct pollfd ready = {fd, out ? POLLOUT : POLLIN, 0};
    while (n) {
        if (poll(&ready, 1, bounded_left_ms(deadline)) <= 0)
            return false;
        ssize_t moved = out ? send(fd, bytes, n, MSG_NOSIGNAL) : recv(fd, bytes, n, 0);
        if (moved < 0 && (errno == EAGAIN || errno == EINTR))
            continue;
        if (moved <= 0)
            return false;
        bytes += moved, n -= (size_t)moved;
    }
    return true;
}

static void ask_by_tcp(struct question *q)
{
    unsigned char length[2] = {(unsigned char)(q->n >> 8), (unsigned char)q->n};
    int fd = open_to(q->server, SOCK_STREAM);
    unsigned char *bytes = mem_alloc(MESSAGE_MOST);
    bool ok = fd >= 0 && move_all(fd, length, 2, true, q->deadline) && move_all(fd, q->bytes, q->n, true, q->deadline) &&
              move_all(fd, length, 2, false, q->deadline);
    size_t n = (size_t)length[0] << 8 | length[1];
    q->reply->has_answer = false;
    if (ok && move_all(fd, bytes, n, false, q->deadline))
        take(q, bytes, n);
    if (fd >= 0)
        close(fd);
    mem_free(bytes);
}

/* ---- all of them ------------------------------------------------------------------------------------------------------------------------ */

static void ask_one(struct question *q)
{
    int64_t began = tool_clock();
    net_address_text(q->server, q->reply->server);
    q->reply->word = "timeout";
    ask_by_udp(q);
    if (q->reply->has_answer && q->reply->answer.is_cut)
        ask_by_tcp(q);
    q->reply->took = tool_clock() - began;
}

/* SERVFAIL and REFUSED are of that server; another may know. */
static bool is_last_word(const struct net_dns_reply *reply)
{
    return reply->has_answer && (reply->answer.rcode == 0 || reply->answer.rcode == 3);
}

void net_dns_ask(const struct net_dns_servers *servers, const char *name, unsigned type, int64_t deadline, struct net_dns_reply *reply)
{
    struct question q = {.reply = reply};
    uint16_t id;
    *reply = (struct net_dns_reply){.word = "no_server"};
    for (size_t i = 0; i < servers->n; i++) {
        int64_t now = tool_clock(), share = (deadline - now) / (int64_t)(servers->n - i);
        struct net_dns_reply before = *reply;
        if (share <= 0)
            return;
        if (getentropy(&id, sizeof id) != 0)
            id = (uint16_t)now; /* guessed more easily: the port still is not */
        q.n = dns_query_write(name, type, id, q.bytes);
        q.server = &servers->v[i];
        q.deadline = now + share;
        *reply = (struct net_dns_reply){.word = ""};
        ask_one(&q);
        if (is_last_word(reply))
            return;
        if (before.has_answer && !reply->has_answer)
            *reply = before;
    }
}
