/* unruly: an HTTP server that does what servers must not, on loopback, for tests. Prints its port, then serves until its
 * standard input ends, two minutes at most. What it does is said by the path; every connection is a process of its own, and
 * there are never more than 64. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MOST = 64, LIFE_S = 120, REQUEST_MOST = 16 * 1024, TIMES_MOST = 4096 };

struct shared { /* by all processes */
    atomic_int n_busy, n_flaky, n_seen;
    int64_t at_ms[TIMES_MOST];
};

struct asked {
    int fd;
    char text[REQUEST_MOST + 1], method[16], path[512];
    struct shared *shared;
};

static void put(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
        if (sent <= 0)
            _exit(0); /* the client has gone, as it should */
        bytes += sent, n -= (size_t)sent;
    }
}

static void say(int fd, const char *text)
{
    put(fd, text, strlen(text));
}

/* Until the client goes. */
static void stay(int fd)
{
    char sink[512];
    while (recv(fd, sink, sizeof sink, 0) > 0)
        ;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void answer(const struct asked *a, int status, const char *headers, const char *body)
{
    char head[1024];
    snprintf(head, sizeof head, "HTTP/1.1 %d Word\r\nContent-Length: %zu\r\n%s\r\n", status, strlen(body), headers);
    say(a->fd, head);
    if (strcmp(a->method, "HEAD") != 0)
        say(a->fd, body);
}

/* ---- what it can do ---------------------------------------------------------------------------------------------------- */

static const char *after(const struct asked *a, const char *prefix)
{
    return a->path + strlen(prefix);
}

static void ok(struct asked *a)
{
    answer(a, 200,
           "Server: unruly/1\r\nContent-Type: text/plain\r\nX-Request-Id: 7f3a9c\r\nVia: 1.1 edge-7\r\nX-Served-By: app-2\r\n"
           "Set-Cookie: session=hush-hush; Path=/\r\n",
           "all is well\nversion=r417\n");
}

static void status(struct asked *a)
{
    answer(a, (int)strtol(after(a, "/status/"), NULL, 10), "Server: unruly/1\r\nX-Request-Id: 7f3a9c\r\n",
           "<h1>Whoops</h1>\n");
}

static void json(struct asked *a)
{
    answer(a, 200, "Content-Type: application/json\r\n", "{\"status\": \"degraded\", \"checks\": {\"db\": \"down\"}, \"version\": 7}\n");
}

static void cached(struct asked *a)
{
    answer(a, 500, "Server: cloudflare\r\nAge: 30\r\nX-Cache: HIT from edge-7\r\nCF-Cache-Status: HIT\r\nCF-Ray: 7d0f\r\n", "cached\n");
}

static void reset(struct asked *a)
{
    struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    setsockopt(a->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(a->fd);
    _exit(0);
}

static void hang(struct asked *a)
{
    stay(a->fd);
}

/* One byte a minute: in the time of a test that is one byte. */
static void drip(struct asked *a)
{
    say(a->fd, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx");
    stay(a->fd);
}

static void flood(struct asked *a)
{
    static const char block[64 * 1024] = "NaN";
    say(a->fd, "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
    for (int64_t left = INT64_C(10737418240); left > 0; left -= (int64_t)sizeof block)
        put(a->fd, block, sizeof block);
}

static void redirect(struct asked *a)
{
    char location[128];
    snprintf(location, sizeof location, "Location: /redirect/%ld\r\n", strtol(after(a, "/redirect/"), NULL, 10) + 1);
    answer(a, 302, location, "");
}

static void circle(struct asked *a)
{
    answer(a, 302, strcmp(a->path, "/circle/a") == 0 ? "Location: /circle/b\r\n" : "Location: /circle/a\r\n", "");
}

/* /away/PORT: the same path on another port, which is another origin. */
static void away(struct asked *a)
{
    char location[128];
    snprintf(location, sizeof location, "Location: http://localhost:%.8s/echo\r\n", after(a, "/away/"));
    answer(a, 302, location, "");
}

static void once(struct asked *a)
{
    answer(a, 301, "Location: /ok\r\n", "");
}

static void bad_chunk(struct asked *a)
{
    say(a->fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n");
}

static void huge_headers(struct asked *a)
{
    char line[4096];
    memset(line, 'h', sizeof line);
    memcpy(line, "X-Huge: ", 8);
    memcpy(line + sizeof line - 2, "\r\n", 2);
    say(a->fd, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 100000; i++)
        put(a->fd, line, sizeof line);
}

/* /busy/N: 429 to the first N of them all, then 200. */
static void busy(struct asked *a)
{
    if (atomic_fetch_add(&a->shared->n_busy, 1) < strtol(after(a, "/busy/"), NULL, 10))
        answer(a, 429, "Retry-After: 0\r\n", "slow down\n");
    else
        answer(a, 200, "", "now you may\n");
}

/* /flaky/N: 500 to N of each 20. */
static void flaky(struct asked *a)
{
    bool fails = atomic_fetch_add(&a->shared->n_flaky, 1) % 20 < strtol(after(a, "/flaky/"), NULL, 10);
    answer(a, fails ? 500 : 200, "X-Request-Id: 7f3a9c\r\n", fails ? "failed\n" : "fine\n");
}

static void late(struct asked *a)
{
    answer(a, 503, "Retry-After: 86400\r\n", "tomorrow\n");
}

static void nul(struct asked *a)
{
    static const char text[] = "HTTP/1.1 200 OK\r\nX-Odd: a\0b\r\nContent-Length: 9\r\n\r\none\0two\n\x1b";
    static const char plain[] = "HTTP/1.1 200 OK\r\nX-Odd: \x1b[31mred\x1b[0m\r\nContent-Length: 9\r\n\r\none\0two\n\x1b";
    if (strcmp(a->path, "/nul/header") == 0)
        put(a->fd, text, sizeof text - 1);
    else
        put(a->fd, plain, sizeof plain - 1);
}

static void http09(struct asked *a)
{
    say(a->fd, "<html>no status line, as in 1991</html>\n");
}

static void empty(struct asked *a)
{
    (void)a;
}

static void cut(struct asked *a)
{
    say(a->fd, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
}

/* The request as it came. */
static void echo(struct asked *a)
{
    answer(a, 200, "Content-Type: text/plain\r\n", a->text);
}

/* When requests came, ms since the first; this one is not among them. */
static void times(struct asked *a)
{
    struct shared *s = a->shared;
    char text[TIMES_MOST];
    size_t n = 0;
    int seen = atomic_load(&s->n_seen) - 1;
    for (int i = 0; i < seen && i < TIMES_MOST && n < sizeof text - 16; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%lld\n", (long long)(s->at_ms[i] - s->at_ms[0]));
    text[n] = '\0';
    answer(a, 200, "", text);
}

static const struct {
    const char *prefix;
    void (*act)(struct asked *a);
} acts[] = {
    {"/ok", ok},           {"/status/", status}, {"/json", json},       {"/cached", cached},      {"/reset", reset},
    {"/hang", hang},       {"/drip", drip},      {"/flood", flood},     {"/redirect/", redirect}, {"/circle/", circle},
    {"/away/", away},      {"/once", once},      {"/badchunk", bad_chunk}, {"/headers", huge_headers}, {"/busy/", busy},
    {"/flaky/", flaky},    {"/late", late},      {"/nul", nul},         {"/http09", http09},      {"/empty", empty},
    {"/cut", cut},         {"/echo", echo},      {"/times", times},
};

/* ---- serving ----------------------------------------------------------------------------------------------------------- */

static void read_request(struct asked *a)
{
    size_t n = 0;
    const char *end = NULL;
    while (n < REQUEST_MOST && !end) {
        ssize_t got = recv(a->fd, a->text + n, REQUEST_MOST - n, 0);
        if (got <= 0)
            _exit(0);
        n += (size_t)got;
        a->text[n] = '\0';
        end = strstr(a->text, "\r\n\r\n");
    }
    const char *length = strcasestr(a->text, "\r\nContent-Length:");
    size_t body = length ? (size_t)strtoul(length + 17, NULL, 10) : 0, head = end ? (size_t)(end + 4 - a->text) : n;
    while (n < REQUEST_MOST && n < head + body) {
        ssize_t got = recv(a->fd, a->text + n, REQUEST_MOST - n, 0);
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    a->text[n] = '\0';
    if (sscanf(a->text, "%15s %511s", a->method, a->path) != 2)
        _exit(0);
}

static void serve(int fd, struct shared *shared)
{
    static struct asked a;
    a.fd = fd;
    a.shared = shared;
    alarm(LIFE_S);
    read_request(&a);
    int seen = atomic_fetch_add(&shared->n_seen, 1);
    if (seen < TIMES_MOST)
        shared->at_ms[seen] = now_ms();
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (strncmp(a.path, acts[i].prefix, strlen(acts[i].prefix)) == 0) {
            acts[i].act(&a);
            return;
        }
    answer(&a, 404, "", "no such trick\n");
}

static int listen_here(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, 64) || getsockname(fd, (struct sockaddr *)&at, &n)) {
        perror("unruly");
        exit(1);
    }
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    fclose(stdout);
    return fd;
}

static void reap(int *n_children)
{
    while (*n_children && waitpid(-1, NULL, *n_children < CONNECTIONS_MOST ? WNOHANG : 0) > 0)
        --*n_children;
}

int main(void)
{
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int fd = listen_here(), n_children = 0;
    setpgid(0, 0);
    alarm(LIFE_S);
    for (;;) {
        struct pollfd wait[] = {{.fd = fd, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
        char sink[64];
        reap(&n_children);
        if (poll(wait, 2, -1) < 0 && errno != EINTR)
            break;
        if (wait[1].revents && read(STDIN_FILENO, sink, sizeof sink) <= 0)
            break;
        int got = wait[0].revents ? accept(fd, NULL, NULL) : -1;
        if (got < 0)
            continue;
        n_children++;
        if (fork() == 0) {
            close(fd);
            serve(got, shared);
            shutdown(got, SHUT_WR);
            _exit(0);
        }
        close(got);
    }
    signal(SIGTERM, SIG_IGN); /* what is still being served ends with us */
    kill(0, SIGTERM);
    return 0;
}
