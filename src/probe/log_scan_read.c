/* log_scan_read: bytes of one log to the look, the quick way or record by record. */
#include <poll.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "logs/quick.h"
#include "logs/seek.h"
#include "logs/sniff.h"
#include "probe/log_denied.h"
#include "probe/log_scan_own.h"
#include "probe/log_source.h"
#include "probe/log_window.h"

enum { WAIT_MS = 100, SILENT_ROUNDS = 10 };

/* One piece, or a pipe, while it is read. */
struct reading {
    struct scan *scan;
    struct scan_log *log;
    uint32_t number;
    struct log_source *source;
    struct log_reader *reader;
    uint64_t at;       /* as on disk, counted already */
    bool is_known_text;
};

/* ---- records ---- */

static void note_time(struct scan_log *l, const struct log_look_options *o, int64_t at)
{
    if (at == TIME_NONE || (o->since != TIME_NONE && at < o->since) || (o->until != TIME_NONE && at >= o->until))
        return;
    l->first = l->first == TIME_NONE || at < l->first ? at : l->first;
    l->last = l->last == TIME_NONE || at > l->last ? at : l->last;
}

/* How far times go back. A moment counts once the next record has come as far: one odd date is no log out of order. */
static void note_order(struct scan_log *l, int64_t at)
{
    int64_t back;
    if (at == TIME_NONE)
        return;
    if (l->newest != TIME_NONE && !__builtin_sub_overflow(l->newest, at, &back) && back > l->back)
        l->back = back;
    int64_t both = at < l->before ? at : l->before;
    l->newest = both > l->newest ? both : l->newest;
    l->before = at;
}

static bool take(void *to, const struct log_record *r)
{
    struct reading *g = to;
    struct scan *s = g->scan;
    struct scan_log *l = g->log;
    note_order(l, r->at);
    if (s->options->keeps && !s->options->keeps(s->options->keeps_to, r))
        return true;
    log_look_take(s->look, r);
    note_time(l, &s->options->look, r->at);
    return true;
}

/* How far reading has come on the disk. */
static void count_bytes(struct reading *g)
{
    uint64_t at = log_source_at(g->source);
    g->log->bytes += at > g->at ? at - g->at : 0;
    g->at = at;
}

static void add_counts(struct scan_log *l, const struct log_reader_counts *c)
{
    l->counts.lines += c->lines;
    l->counts.unread += c->unread;
    l->counts.cut += c->cut;
    l->counts.binary += c->binary;
    l->counts.backwards += c->backwards;
    l->counts.no_time += c->no_time;
}

static void feed_reader(struct reading *g, const char *bytes, size_t n, uint64_t offset)
{
    struct scan_count before = scan_count_begin(g->scan);
    log_look_source(g->scan->look, g->number);
    log_reader_feed(g->reader, bytes, n, offset);
    scan_count_end(g->scan, g->log, before);
    count_bytes(g);
}

static void end_reader(struct reading *g)
{
    struct scan_count before = scan_count_begin(g->scan);
    log_look_source(g->scan->look, g->number);
    log_reader_end(g->reader);
    scan_count_end(g->scan, g->log, before);
    const struct log_detection *d = log_reader_detection(g->reader);
    if (!g->log->format && d && d->format)
        g->log->format = log_format_id(d->format);
    add_counts(g->log, log_reader_counts(g->reader));
    log_reader_free(g->reader);
    g->reader = NULL;
}

/* ---- files ---- */

static size_t room_until(const struct scan_piece *p, const struct log_source *source, size_t room)
{
    uint64_t at = log_source_offset(source), left = p->end > at ? p->end - at : 0;
    return p->is_narrowed && left < room ? (size_t)left : room;
}

static ssize_t read_some(struct reading *g, const struct scan_piece *p, char *to, size_t room)
{
    struct err e = {0};
    room = room_until(p, g->source, room);
    ssize_t n = room > 0 ? log_source_read(g->source, to, room, &e) : 0;
    if (n < 0)
        scan_say_of(g->scan, g->log, e.text);
    return n;
}

static bool read_full(struct reading *g, const struct scan_piece *p)
{
    struct scan *s = g->scan;
    ssize_t n = 1;
    g->reader = log_reader_new(s->options->formats, p->format, &g->log->clock, take, g);
    while (n > 0 && scan_goes_on(s)) {
        uint64_t offset = log_source_offset(g->source);
        n = read_some(g, p, s->block, SCAN_BLOCK);
        if (n > 0) /* holes are skipped: where the bytes stand is known only now */
            offset = log_source_offset(g->source) - (uint64_t)n;
        if (n > 0)
            feed_reader(g, s->block, (size_t)n, offset);
    }
    end_reader(g);
    return true;
}

/* The part of a block that was not taken stays at its beginning, and more is read behind it. */
static bool feed_quick(struct reading *g, struct log_quick *q, size_t *have, ssize_t n)
{
    struct scan *s = g->scan;
    uint64_t offset = log_source_offset(g->source) - *have;
    struct scan_count before = scan_count_begin(s);
    size_t used = 0;
    log_look_source(s->look, g->number);
    bool ok = log_quick_feed(q, s->block, *have, offset, n <= 0, &used);
    scan_count_end(s, g->log, before);
    count_bytes(g);
    *have -= used;
    memmove(s->block, s->block + used, *have);
    return ok;
}

/* Only failing lines were parsed: when it begins was seen before, when it ends is in its last lines. */
static void note_ends(struct reading *g, const struct scan_piece *p)
{
    const struct log_look_options *o = &g->scan->options->look;
    int64_t last = scan_last_time(g->scan, g->log, p, g->source);
    note_time(g->log, o, o->since != TIME_NONE && p->first < o->since ? o->since : p->first);
    note_time(g->log, o, o->until != TIME_NONE && last >= o->until ? o->until - 1 : last);
}

static bool read_quick(struct reading *g, const struct scan_piece *p, struct log_quick *q)
{
    struct scan *s = g->scan;
    size_t have = 0;
    ssize_t n = 1;
    bool ok = true;
    while (ok && n > 0 && scan_goes_on(s)) { /* behind the window too: it may not be sorted */
        size_t room = SCAN_ROOM - have < SCAN_BLOCK ? SCAN_ROOM - have : SCAN_BLOCK;
        n = read_some(g, p, s->block + have, room);
        have += n > 0 ? (size_t)n : 0;
        ok = feed_quick(g, q, &have, n);
    }
    return ok;
}

/* The same without copying. Where bytes went away meanwhile, reading knows better what to make of it. */
static bool read_mapped(struct reading *g, const struct scan_piece *p, struct log_quick *q, struct log_window *w)
{
    struct scan *s = g->scan;
    size_t n, used;
    bool ok = true;
    for (uint64_t at = p->start; ok && at < p->end && scan_goes_on(s); at += used) {
        const char *bytes = log_window_at(w, at, p->end, &n);
        struct scan_count before = scan_count_begin(s);
        ok = bytes && log_quick_feed(q, bytes, n, at, at + n >= p->end, &used) && used > 0;
        scan_count_end(s, g->log, before);
        g->log->bytes += ok ? used : 0;
    }
    return ok && !log_window_is_torn(w);
}

/* So that what became of the file is noticed. */
static void go_to_end(struct reading *g, const struct scan_piece *p)
{
    struct err e = {0};
    char byte;
    log_source_seek(g->source, p->file->bytes);
    (void)log_source_read(g->source, &byte, 1, &e);
}

static bool look_quickly(struct reading *g, const struct scan_piece *p)
{
    struct scan *s = g->scan;
    const struct log_look_options *o = &s->options->look;
    int fd = log_source_to_map(g->source);
    struct log_window *w = fd >= 0 ? log_window_new(fd) : NULL;
    struct log_quick *q = log_quick_new(p->format, &o->rule, &g->log->clock, s->look, o->since, o->until);
    log_look_source(s->look, g->number);
    bool ok = w ? read_mapped(g, p, q, w) : read_quick(g, p, q);
    if (w && !p->is_narrowed && !s->is_stopped)
        go_to_end(g, p);
    log_window_free(w);
    g->log->counts.lines += log_quick_lines(q);
    log_quick_free(q);
    note_ends(g, p);
    g->log->is_full |= !ok;
    return ok;
}

static bool open_piece(struct reading *g, const struct scan_piece *p)
{
    struct err e = {0};
    g->source = log_source_open(p->file, &e);
    if (!g->source)
        scan_say_of(g->scan, g->log, e.text);
    if (g->source && p->start > 0)
        log_source_seek(g->source, p->start);
    g->at = p->start;
    return g->source != NULL;
}

static void close_piece(struct reading *g)
{
    if (log_source_trouble(g->source))
        scan_say_of(g->scan, g->log, log_source_trouble(g->source));
    log_source_free(g->source);
}

/* Many bytes further on a record is still that much older than one before it: a window cannot be trusted. */
static bool is_unsorted(const struct scan_log *l)
{
    bool is_narrowed = false;
    for (size_t i = 0; i < l->n; i++)
        is_narrowed |= l->piece[i].is_narrowed || (l->piece[i].is_left_out && !l->piece[i].is_unreadable);
    return is_narrowed && l->back > SEEK_SLACK;
}

bool scan_read_files(struct scan *s, struct scan_log *l, uint32_t number)
{
    bool ok = true;
    for (size_t i = 0; i < l->n && ok && !s->is_stopped; i++) {
        struct scan_piece *p = &l->piece[i];
        struct reading g = {.scan = s, .log = l, .number = number};
        if (p->is_left_out || !open_piece(&g, p))
            continue;
        l->clock.newest = p->file->modified;
        l->format = p->format ? log_format_id(p->format) : l->format;
        ok = l->is_full ? read_full(&g, p) : look_quickly(&g, p);
        close_piece(&g);
    }
    if (ok && is_unsorted(l)) {
        l->is_whole = true;
        return false;
    }
    return ok;
}

/* ---- pipes and commands ---- */

static bool open_stream(struct reading *g)
{
    struct scan *s = g->scan;
    struct err e = {0};
    g->source = g->log->command ? log_source_command(g->log->command, &e) : log_source_open(g->log->piece[0].file, &e);
    if (!g->source) {
        scan_say_of(s, g->log, e.text);
        return false;
    }
    g->log->clock.newest = s->options->now;
    g->reader = log_reader_new(s->options->formats, s->options->forced, &g->log->clock, take, g);
    return true;
}

static bool is_text(struct reading *g, const char *bytes, size_t n)
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
static bool step_stream(struct reading *g)
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
    feed_reader(g, s->block, (size_t)n, log_source_offset(g->source) - (uint64_t)n);
    return true;
}

static void close_stream(struct reading *g)
{
    if (!g->source)
        return;
    end_reader(g);
    close_piece(g);
    g->source = NULL;
}

/* Until one of them has something, or a little while: a command may say something on its standard error alone. False: nothing came. */
static bool await_streams(const struct reading *list, size_t n)
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
static void settle(struct reading *list, size_t n)
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
    struct reading *list = mem_array(s->log.n + 1, sizeof *list);
    size_t n = 0, open = 0;
    for (size_t i = 0; i < s->log.n; i++) {
        list[n] = (struct reading){.scan = s, .log = &s->log.v[i], .number = (uint32_t)i};
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
