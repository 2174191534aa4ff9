/* curl_open: libcurl opened, and its multi interface by its sockets, on ppoll. */
#include "probe/curl.h"

#ifdef WITH_HTTP
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/time.h"
#include "probe/curl_own.h"
#include "probe/tool.h"

static const struct {
    const char *name;
    size_t at;
} calls[] = {
#define C(name) {"curl_" #name, offsetof(struct library, name)},
    CALLS(C)
#undef C
};
enum { N_CALLS = sizeof calls / sizeof *calls };

bool curl_is_built_in(void)
{
    return true;
}

static int note_socket(CURL *easy, curl_socket_t fd, int what, void *to, void *its)
{
    struct curl *c = to;
    size_t i = 0;
    (void)easy, (void)its;
    while (i < c->socket.n && c->socket.v[i].fd != fd)
        i++;
    if (what == CURL_POLL_REMOVE) {
        if (i < c->socket.n)
            c->socket.v[i] = c->socket.v[--c->socket.n];
        return 0;
    }
    struct pollfd *p = i < c->socket.n ? &c->socket.v[i] : vec_push(&c->socket);
    int events = (what & CURL_POLL_IN ? POLLIN : 0) | (what & CURL_POLL_OUT ? POLLOUT : 0);
    *p = (struct pollfd){.fd = fd, .events = (short)events};
    return 0;
}

static int note_timer(CURLM *multi, long ms, void *to)
{
    struct curl *c = to;
    (void)multi;
    c->timer = ms < 0 ? TIME_NONE : tool_clock() + (int64_t)ms * 1000;
    return 0;
}

static bool find_calls(struct curl *c, struct err *e)
{
    for (size_t i = 0; i < N_CALLS; i++) {
        void *found = dlsym(c->opened, calls[i].name);
        if (!found)
            return err_set(e, ERR_SERVICE, _("%s has no %s: it is too old or damaged; install libcurl 7.68 or newer"), CURL_SONAME,
                           calls[i].name);
        memcpy((char *)&c->lib + calls[i].at, &found, sizeof found);
    }
    return true;
}

static bool start_library(struct curl *c, struct err *e)
{
    if (c->lib.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return err_set(e, ERR_SERVICE, _("%s does not start"), CURL_SONAME);
    c->multi = c->lib.multi_init();
    if (!c->multi)
        mem_die("out of memory");
    c->lib.multi_setopt(c->multi, CURLMOPT_SOCKETFUNCTION, note_socket);
    c->lib.multi_setopt(c->multi, CURLMOPT_SOCKETDATA, c);
    c->lib.multi_setopt(c->multi, CURLMOPT_TIMERFUNCTION, note_timer);
    c->lib.multi_setopt(c->multi, CURLMOPT_TIMERDATA, c);
    return true;
}

struct curl *curl_open(struct err *e)
{
    struct curl *c = mem_alloc(sizeof *c);
    c->timer = TIME_NONE;
    c->opened = dlopen(CURL_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (!c->opened)
        err_set(e, ERR_SERVICE, _("%s cannot be opened, and without it there are no HTTP requests: install libcurl (Debian: "
                                  "libcurl4)"), CURL_SONAME);
    if (c->opened && find_calls(c, e) && start_library(c, e))
        return c;
    if (c->opened)
        dlclose(c->opened);
    mem_free(c);
    return NULL;
}

/* The library stays loaded: the TLS library below it leaves hooks for the end of the process. */
void curl_close(struct curl *c)
{
    if (!c)
        return;
    while (c->call.n)
        curl_end(c->call.v[0]);
    c->lib.multi_cleanup(c->multi);
    c->lib.global_cleanup();
    vec_release(&c->socket);
    vec_release(&c->call);
    mem_free(c);
}

void curl_library_version(const struct curl *c, char out[64])
{
    const char *text = c->lib.version();
    snprintf(out, 64, "%.60s", str_starts(text, "libcurl/") ? text + strlen("libcurl/") : text);
}
/* ---- the loop --------------------------------------------------------------------------------------------------------- */

static void take_ends(struct curl *c)
{
    int left;
    for (CURLMsg *m; (m = c->lib.multi_info_read(c->multi, &left));) {
        struct curl_call *call = NULL;
        if (m->msg != CURLMSG_DONE)
            continue;
        c->lib.easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&call);
        call->is_done = true;
        call->code = m->data.result;
    }
}

static int bits_of(short events)
{
    return (events & (POLLIN | POLLHUP) ? CURL_CSELECT_IN : 0) | (events & POLLOUT ? CURL_CSELECT_OUT : 0) |
           (events & (POLLERR | POLLNVAL) ? CURL_CSELECT_ERR : 0);
}

/* The list of sockets changes while they are served. */
static void serve(struct curl *c)
{
    size_t n = c->socket.n;
    int running;
    struct pollfd *ready = mem_array(n + 1, sizeof *ready);
    if (n)
        memcpy(ready, c->socket.v, n * sizeof *ready);
    for (size_t i = 0; i < n; i++)
        if (ready[i].revents)
            c->lib.multi_socket_action(c->multi, ready[i].fd, bits_of(ready[i].revents), &running);
    mem_free(ready);
    if (c->timer != TIME_NONE && c->timer <= tool_clock()) {
        c->timer = TIME_NONE;
        c->lib.multi_socket_action(c->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
}

void curl_turn(struct curl *c, int64_t until, const sigset_t *mask)
{
    int64_t wake = c->timer != TIME_NONE && c->timer < until ? c->timer : until;
    int64_t wait = wake == INT64_MAX ? INT64_MAX : wake - tool_clock();
    struct timespec span = {0};
    if (wait > 0)
        span = (struct timespec){.tv_sec = wait / TIME_SECOND, .tv_nsec = (long)(wait % TIME_SECOND) * 1000};
    for (size_t i = 0; i < c->socket.n; i++)
        c->socket.v[i].revents = 0;
    if (ppoll(c->socket.v, (nfds_t)c->socket.n, wait == INT64_MAX ? NULL : &span, mask) < 0)
        for (size_t i = 0; i < c->socket.n; i++)
            c->socket.v[i].revents = 0;
    serve(c);
    take_ends(c);
}
#endif
