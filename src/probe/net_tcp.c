/* net_tcp: connections begun one after the other, a quarter of a second apart, until one stands (RFC 8305). */
#include "probe/net_tcp.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "observe/amiss.h"
#include "probe/bounded.h"
#include "probe/net_address.h"
#include "probe/tool.h"
#include "text/regex.h"

#define APART (TIME_SECOND / 4)
#define WAIT_UNASKED (TIME_SECOND * 3 / 10) /* for what nobody asked for: a greeting, or that it closes at once */
enum { BANNER_MOST = 64 * 1024, BANNER_KEPT = 600 };

const char *net_name_word(int error, bool is_late)
{
    if (is_late)
        return "no_dns";
    return error == EAI_AGAIN || error == EAI_FAIL || error == EAI_SYSTEM || error == EAI_MEMORY ? "no_dns" : "no_name";
}

/* ---- what is sent -------------------------------------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

size_t net_tcp_unescape(char *text)
{
    static const char names[] = "rnt0\\", meanings[] = "\r\n\t\0\\";
    size_t n = 0;
    for (const char *s = text; *s; n++) {
        const char *name = *s == '\\' && s[1] ? strchr(names, s[1]) : NULL;
        if (name) {
            text[n] = meanings[name - names];
            s += 2;
        } else if (*s == '\\' && s[1] == 'x' && hex_digit(s[2]) >= 0 && hex_digit(s[3]) >= 0) {
            text[n] = (char)(hex_digit(s[2]) * 16 + hex_digit(s[3]));
            s += 4;
        } else {
            text[n] = *s++;
        }
    }
    text[n] = '\0';
    return n;
}

/* ---- connecting ------------------------------------------------------------------------------------------------------------------- */

struct attempt {
    int fd[NET_ADDRESSES_MOST]; /* -1: over, or not begun */
    int64_t began[NET_ADDRESSES_MOST];
    int n;                      /* begun */
    int error;                  /* of the last that failed */
};

static void begin_next(struct attempt *a, const struct net_addresses *to)
{
    const struct net_address *address = &to->v[a->n];
    int fd = socket(address->at.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    a->began[a->n] = tool_clock();
    if (fd >= 0 && connect(fd, &address->at.any, address->n) != 0 && errno != EINPROGRESS) {
        a->error = errno;
        close(fd);
        fd = -1;
    } else if (fd < 0) {
        a->error = errno;
    }
    a->fd[a->n++] = fd;
}

/* The index of one that stands, or -1. One that failed is closed. */
static int settle(struct attempt *a, int i)
{
    int error = 0;
    socklen_t n = sizeof error;
    if (getsockopt(a->fd[i], SOL_SOCKET, SO_ERROR, &error, &n) == 0 && error == 0)
        return i;
    a->error = error ? error : errno;
    close(a->fd[i]);
    a->fd[i] = -1;
    return -1;
}

static int wait_for_one(struct attempt *a, int64_t until)
{
    struct pollfd fds[NET_ADDRESSES_MOST];
    for (int i = 0; i < a->n; i++)
        fds[i] = (struct pollfd){a->fd[i], POLLOUT, 0};
    if (poll(fds, (nfds_t)a->n, bounded_left_ms(until)) <= 0)
        return -1;
    int won = -1;
    for (int i = 0; i < a->n && won < 0; i++)
        if (fds[i].fd >= 0 && fds[i].revents)
            won = settle(a, i);
    return won;
}

static bool is_any_open(const struct attempt *a)
{
    for (int i = 0; i < a->n; i++)
        if (a->fd[i] >= 0)
            return true;
    return false;
}

/* The index of the address that answered, or -1 with a->error, 0 when time was up. */
static int connect_any(struct attempt *a, const struct net_addresses *to, int64_t deadline)
{
    while (tool_clock() < deadline) {
        bool is_due = a->n < to->n && (!is_any_open(a) || tool_clock() - a->began[a->n - 1] >= APART);
        if (is_due)
            begin_next(a, to);
        else if (!is_any_open(a))
            return -1;
        int64_t next = a->n < to->n ? a->began[a->n - 1] + APART : deadline;
        int won = is_any_open(a) ? wait_for_one(a, next < deadline ? next : deadline) : -1;
        if (won >= 0)
            return won;
    }
    a->error = ETIMEDOUT;
    return -1;
}

static void close_others(struct attempt *a, int keep)
{
    for (int i = 0; i < a->n; i++)
        if (i != keep && a->fd[i] >= 0)
            close(a->fd[i]);
}

/* ---- what it says ------------------------------------------------------------------------------------------------------------------- */

struct talk {
    int fd;
    int64_t deadline;
    struct regex *wanted; /* or NULL */
    struct str got;
    bool is_closed;
    int error;
};

static bool send_all(struct talk *t, const char *s, size_t n)
{
    struct pollfd out = {t->fd, POLLOUT, 0};
    while (n && poll(&out, 1, bounded_left_ms(t->deadline)) > 0) {
        ssize_t sent = send(t->fd, s, n, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) {
            t->error = errno;
            return false;
        }
        s += sent > 0 ? sent : 0, n -= sent > 0 ? (size_t)sent : 0;
    }
    return n == 0;
}

static bool is_enough(const struct talk *t)
{
    if (t->wanted)
        return regex_match(t->wanted, str_get(&t->got), t->got.n, NULL) == REGEX_YES;
    return t->got.n && memchr(t->got.s, '\n', t->got.n);
}

static void listen_to(struct talk *t)
{
    char buffer[4096];
    struct pollfd in = {t->fd, POLLIN, 0};
    while (t->got.n < BANNER_MOST && !is_enough(t) && poll(&in, 1, bounded_left_ms(t->deadline)) > 0) {
        ssize_t n = recv(t->fd, buffer, sizeof buffer, 0);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        t->is_closed = n == 0;
        t->error = n < 0 ? errno : 0;
        if (n <= 0)
            return;
        str_add_n(&t->got, buffer, (size_t)n);
    }
}

static const char *trouble_of(const struct talk *t)
{
    if (t->error && !t->got.n)
        return observe_connect_word(t->error);
    if (t->wanted && is_enough(t))
        return NULL;
    if (!t->got.n && t->is_closed)
        return "closed";
    return !t->wanted ? NULL : t->got.n ? "banner" : "silent";
}

static void talk(const struct net_tcp_options *options, struct talk *t, struct observation *o)
{
    bool is_asked = t->wanted || options->send;
    int64_t soon = tool_clock() + WAIT_UNASKED;
    if (!is_asked && soon < t->deadline)
        t->deadline = soon;
    if (!options->send || send_all(t, options->send, options->n_send))
        listen_to(t);
    size_t line = t->got.n ? strcspn(t->got.s, "\r\n") : 0, n = line ? line : t->got.n;
    if (t->got.n)
        observation_bytes(o, "banner", t->got.s, n < BANNER_KEPT ? n : BANNER_KEPT);
    const char *trouble = trouble_of(t);
    if (trouble)
        observation_text(o, "trouble", trouble);
    str_release(&t->got);
}

/* ---- all of it ----------------------------------------------------------------------------------------------------------------------- */

static void look(const struct net_tcp_options *options, const struct net_addresses *to, struct regex *wanted, int64_t deadline,
                 struct observation *o)
{
    struct attempt a = {.n = 0};
    char text[NET_ADDRESS_TEXT];
    int won = connect_any(&a, to, deadline);
    close_others(&a, won);
    net_address_text(&to->v[won >= 0 ? won : 0], text);
    observation_flag(o, "connected", won >= 0);
    observation_text(o, "address", text);
    observation_number(o, "tried", a.n);
    if (won < 0) {
        observation_text(o, "trouble", observe_connect_word(a.error));
        if (strcmp(observe_connect_word(a.error), "failed") == 0)
            observation_say(o, strerror(a.error));
        return;
    }
    int64_t took = tool_clock() - a.began[won];
    observation_us(o, "connect_time", took > 0 ? took : 1);
    struct talk t = {.fd = a.fd[won], .deadline = deadline, .wanted = wanted};
    talk(options, &t, o);
    close(a.fd[won]);
}

bool net_tcp_look(const struct net_tcp_options *options, struct observation *o, struct err *e)
{
    struct regex *wanted = options->banner ? regex_compile(options->banner, REGEX_LINES, NULL, e) : NULL;
    struct net_target target;
    struct net_addresses to;
    int64_t deadline = tool_clock() + options->timeout;
    if (options->banner && !wanted)
        return false;
    bool is_target = net_target_read(options->target, options->port, &target) && target.port;
    if (is_target)
        net_look_up(target.host, target.port, deadline, &to);
    if (is_target && to.n) {
        look(options, &to, wanted, deadline, o);
    } else {
        observation_flag(o, "connected", false);
        observation_text(o, "trouble", is_target ? net_name_word(to.error, to.is_late) : "bad_target");
    }
    regex_free(wanted);
    return true;
}
