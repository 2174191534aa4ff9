/* log_scan_read: files to the look, the quick way or record by record. */
#include <string.h>

#include "logs/quick.h"
#include "logs/seek.h"
#include "probe/log_scan_reading.h"
#include "probe/log_window.h"

static size_t room_until(const struct scan_piece *p, const struct log_source *source, size_t room)
{
    uint64_t at = log_source_offset(source), left = p->end > at ? p->end - at : 0;
    return p->is_narrowed && left < room ? (size_t)left : room;
}

static ssize_t read_some(struct scan_reading *g, const struct scan_piece *p, char *to, size_t room)
{
    struct err e = {0};
    room = room_until(p, g->source, room);
    ssize_t n = room > 0 ? log_source_read(g->source, to, room, &e) : 0;
    if (n < 0)
        scan_say_of(g->scan, g->log, e.text);
    return n;
}

static bool read_full(struct scan_reading *g, const struct scan_piece *p)
{
    struct scan *s = g->scan;
    ssize_t n = 1;
    scan_begin(g, p->format);
    while (n > 0 && scan_goes_on(s)) {
        uint64_t offset = log_source_offset(g->source);
        n = read_some(g, p, s->block, SCAN_BLOCK);
        if (n > 0) /* holes are skipped: where the bytes stand is known only now */
            offset = log_source_offset(g->source) - (uint64_t)n;
        if (n > 0)
            scan_feed(g, s->block, (size_t)n, offset);
    }
    scan_end(g);
    return true;
}

/* The part of a block that was not taken stays at its beginning, and more is read behind it. */
static bool feed_quick(struct scan_reading *g, struct log_quick *q, size_t *have, ssize_t n)
{
    struct scan *s = g->scan;
    uint64_t offset = log_source_offset(g->source) - *have;
    struct scan_count before = scan_count_begin(s);
    size_t used = 0;
    log_look_source(s->look, g->number);
    bool ok = log_quick_feed(q, s->block, *have, offset, n <= 0, &used);
    scan_count_end(s, g->log, before);
    scan_count_bytes(g);
    *have -= used;
    memmove(s->block, s->block + used, *have);
    return ok;
}

/* Only failing lines were parsed: when it begins was seen before, when it ends is in its last lines. */
static void note_ends(struct scan_reading *g, const struct scan_piece *p, int64_t last)
{
    const struct log_look_options *o = &g->scan->options->look;
    scan_note_time(g->log, o, o->since != TIME_NONE && p->first < o->since ? o->since : p->first);
    scan_note_time(g->log, o, o->until != TIME_NONE && last >= o->until ? o->until - 1 : last);
}

static bool read_quick(struct scan_reading *g, const struct scan_piece *p, struct log_quick *q)
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
static bool read_mapped(struct scan_reading *g, const struct scan_piece *p, struct log_quick *q, struct log_window *w)
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
static void go_to_end(struct scan_reading *g, const struct scan_piece *p)
{
    struct err e = {0};
    char byte;
    log_source_seek(g->source, p->file->bytes);
    (void)log_source_read(g->source, &byte, 1, &e);
}

static bool look_quickly(struct scan_reading *g, const struct scan_piece *p)
{
    struct scan *s = g->scan;
    const struct log_look_options *o = &s->options->look;
    int fd = log_source_to_map(g->source);
    struct log_window *w = fd >= 0 ? log_window_new(fd) : NULL;
    struct log_quick *q = log_quick_new(p->format, &o->rule, &g->log->clock, s->look, o->since, o->until);
    int64_t last = scan_last_time(s, g->log, p, g->source);
    log_quick_expect(q, p->first, last);
    log_look_source(s->look, g->number);
    bool ok = w ? read_mapped(g, p, q, w) : read_quick(g, p, q);
    if (w && !p->is_narrowed && !s->is_stopped)
        go_to_end(g, p);
    log_window_free(w);
    g->log->counts.lines += log_quick_lines(q);
    log_quick_free(q);
    note_ends(g, p, last);
    g->log->is_full |= !ok;
    return ok;
}

static bool open_piece(struct scan_reading *g, const struct scan_piece *p)
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
        struct scan_reading g = {.scan = s, .log = l, .number = number};
        if (p->is_left_out || !open_piece(&g, p))
            continue;
        l->clock.newest = p->file->modified;
        l->format = p->format ? log_format_id(p->format) : l->format;
        ok = l->is_full ? read_full(&g, p) : look_quickly(&g, p);
        scan_close(&g);
    }
    if (ok && is_unsorted(l)) {
        l->is_whole = true;
        return false;
    }
    return ok;
}
