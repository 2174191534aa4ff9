/* log_scan_streams: pipes and commands, which can be read only once: side by side, each as it comes. */
#include <poll.h>

#include "base/mem.h"
#include "logs/sniff.h"
#include "probe/log_denied.h"
#include "probe/log_scan_reading.h"

enum { WAIT_MS = 100, SILENT_ROUNDS = 10 };

static bool open_stream(struct scan_reading *g)
{
    struct scan *s = g->scan;
    struct err e = {0};
    g->source = g->log->command ? log_source_command(g->log->command, &e) : log_source_open(g->log->piece[0].file, &e);
    if (!g->source) {
        scan_say_of(s, g->log, e.text);
        return false;
    }
    g->log->clock.newest = s->options->now;
    scan_begin(g, s->options->forced);
    return true;
}

static bool is_text(struct scan_reading *g, const char *bytes, size_t n)
{
    struct str why = {0};
    if (g->is_known_text || log_sniff(bytes, n) != CONTENT_BINARY)
        return g->is_known_text = g->log->is_readable = true;
    log_unfit_add("-", g->log->name, CONTENT_BINARY, &why);
    scan_say_of(g->scan, g->log, why.s);
    str_release(&why);
    return false;
}

/* What has come, at most a block of it. False: it has ended. */
static bool step_stream(struct scan_reading *g)
{
    struct scan *s = g->scan;
    struct err e = {0};
    if (!log_source_wait(g->source, 0))
        return true;
    ssize_t n = log_source_read(g->source, s->block, SCAN_BLOCK, &e);
    if (n < 0)
        scan_say_of(s, g->log, e.text);
    g->log->is_readable |= n == 0;
    if (n <= 0 || !is_text(g, s->block, (size_t)n))
        return false;
    scan_feed(g, s->block, (size_t)n, log_source_offset(g->source) - (uint64_t)n);
    return true;
}

static void close_stream(struct scan_reading *g)
{
    if (!g->source)
        return;
    scan_end(g);
    scan_close(g);
    g->source = NULL;
}

/* Until one of them has something, or a little while: a command may say something on its standard error alone. False: nothing came. */
static bool await_streams(const struct scan_reading *list, size_t n)
{
    struct pollfd *fds = mem_array(n + 1, sizeof *fds);
    nfds_t open = 0;
    bool is_ready = false;
    for (size_t i = 0; i < n && !is_ready; i++)
        if (list[i].source) {
            is_ready = log_source_wait(list[i].source, 0);
            fds[open++] = (struct pollfd){.fd = log_source_fd(list[i].source), .events = POLLIN};
        }
    is_ready = is_ready || poll(fds, open, WAIT_MS) > 0;
    mem_free(fds);
    return is_ready;
}

/* They are silent: what waits for more lines of its own is told of. */
static void settle(struct scan_reading *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!list[i].source)
            continue;
        struct scan_count before = scan_count_begin(list[i].scan);
        log_look_source(list[i].scan->look, list[i].number);
        log_reader_settle(list[i].reader);
        scan_count_end(list[i].scan, list[i].log, before);
    }
}

void scan_read_streams(struct scan *s)
{
    struct scan_reading *list = mem_array(s->log.n + 1, sizeof *list);
    size_t n = 0, open = 0;
    for (size_t i = 0; i < s->log.n; i++) {
        list[n] = (struct scan_reading){.scan = s, .log = &s->log.v[i], .number = (uint32_t)i};
        if (s->log.v[i].is_stream && open_stream(&list[n]))
            n++, open++;
    }
    for (size_t silent = 0; open > 0 && scan_goes_on(s);) {
        silent = await_streams(list, n) ? 0 : silent + 1;
        if (silent == SILENT_ROUNDS)
            settle(list, n);
        for (size_t i = 0; i < n; i++)
            if (list[i].source && !step_stream(&list[i])) {
                close_stream(&list[i]);
                open--;
            }
    }
    for (size_t i = 0; i < n; i++)
        close_stream(&list[i]);
    mem_free(list);
}
