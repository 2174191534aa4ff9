/* log_scan_plan: a look at the beginning of every piece says its format and its time; from that follows what is read. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "logs/quick.h"
#include "logs/seek.h"
#include "logs/sniff.h"
#include "probe/log_denied.h"
#include "probe/log_scan_own.h"
#include "probe/log_source.h"

enum { LINES_OF_BEFORE = 20 }; /* that must fit for a piece to have the format of the one before it */
static const uint64_t NARROW_FROM = 4 << 20;
/* Less than this is read record by record in a tenth of a second, and more is known then. Packed logs are some ten times as large
 * as they look. */
static const uint64_t QUICK_FROM = 32 << 20, QUICK_FROM_PACKED = 4 << 20;

struct lines { /* of a beginning, one after another; the last may be cut */
    const char *at, *end;
};

static bool next_line(struct lines *l, const char **line, size_t *n)
{
    const char *newline = l->at < l->end ? memchr(l->at, '\n', (size_t)(l->end - l->at)) : NULL;
    if (!newline)
        return false;
    *line = l->at;
    *n = (size_t)(newline - l->at);
    l->at = newline + 1;
    return true;
}

/* ---- the beginning of a piece ---- */

/* Several reads of what is packed, until there is enough. SIZE_MAX: it cannot be read, which was said. */
static size_t read_beginning(struct scan *s, struct scan_log *l, const struct scan_piece *p)
{
    struct err e = {0};
    size_t n = 0;
    ssize_t got = -1;
    struct log_source *source = log_source_open(p->file, &e);
    while (source && n < SCAN_BEGINNING && (got = log_source_read(source, s->block + n, SCAN_BEGINNING - n, &e)) > 0)
        n += (size_t)got;
    log_source_free(source);
    if (got >= 0 || n > 0)
        return n;
    scan_say_of(s, l, e.text);
    return SIZE_MAX;
}

static bool fits(const struct log_format *f, const struct log_clock *clock, struct lines lines)
{
    struct log_scratch *scratch = log_scratch_new();
    struct log_record r;
    const char *line;
    size_t n, all = 0, fitted = 0;
    for (; all < LINES_OF_BEFORE && next_line(&lines, &line, &n); all++)
        fitted += log_format_parse(f, clock, line, n, scratch, &r);
    log_scratch_free(scratch);
    return all > 0 && fitted == all;
}

static const struct log_format *format_of(const struct scan *s, const struct scan_log *l, const struct log_format *before, struct lines lines)
{
    struct log_detection d;
    if (s->options->forced)
        return s->options->forced;
    if (before && fits(before, &l->clock, lines))
        return before;
    log_detect_first(s->options->formats, lines.at, (size_t)(lines.end - lines.at), &d);
    return d.format;
}

static int64_t first_time(const struct log_format *f, const struct log_clock *clock, struct lines lines)
{
    struct log_scratch *scratch = log_scratch_new();
    struct log_record r = {.at = TIME_NONE};
    int64_t at = TIME_NONE;
    const char *line;
    size_t n;
    while (at == TIME_NONE && next_line(&lines, &line, &n))
        at = log_format_parse(f, clock, line, n, scratch, &r) ? r.at : TIME_NONE;
    log_scratch_free(scratch);
    return at;
}

static void look_into(struct scan *s, struct scan_log *l, struct scan_piece *p, const struct log_format *before)
{
    size_t n = read_beginning(s, l, p);
    p->is_unreadable = n == SIZE_MAX;
    if (p->is_unreadable)
        return;
    if (log_sniff(s->block, n) == CONTENT_BINARY) {
        struct str why = {0};
        log_unfit_add(p->file->path, p->file->path, CONTENT_BINARY, &why);
        scan_say_of(s, l, why.s);
        str_release(&why);
        p->is_unreadable = true;
        return;
    }
    struct lines lines = {s->block, s->block + n};
    l->is_readable = true;
    l->clock.newest = p->file->modified;
    p->format = format_of(s, l, before, lines);
    p->first = p->format ? first_time(p->format, &l->clock, lines) : TIME_NONE;
}

/* ---- pieces ---- */

/* By the time they begin with, where all have one: names do not say it for every way of rotating. */
static void sort_pieces(struct scan_log *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->piece[i].first == TIME_NONE)
            return;
    for (size_t i = 1; i < l->n; i++)
        for (size_t k = i; k > 0 && l->piece[k - 1].first > l->piece[k].first; k--) {
            struct scan_piece later = l->piece[k - 1];
            l->piece[k - 1] = l->piece[k];
            l->piece[k] = later;
        }
}

/* A piece ends where the next one begins. Of a log in one piece that is not known: it may not be sorted. */
static bool is_outside(const struct scan *s, const struct scan_log *l, size_t i)
{
    int64_t since = s->options->look.since, until = s->options->look.until;
    int64_t first = l->piece[i].first, next = i + 1 < l->n ? l->piece[i + 1].first : TIME_NONE;
    if (l->is_whole || l->n == 1 || first == TIME_NONE)
        return false;
    return (until != TIME_NONE && first - SEEK_SLACK >= until) || (since != TIME_NONE && next != TIME_NONE && next + SEEK_SLACK < since);
}

/* ---- a window of a piece ---- */

struct window {
    const struct log_source *source;
    const struct log_format *format;
    const struct log_clock *clock;
    struct log_scratch *scratch;
};

static ssize_t peek(void *of, char *to, size_t room, uint64_t at)
{
    return log_source_peek(((struct window *)of)->source, to, room, at);
}

static bool time_of(void *of, const char *line, size_t n, int64_t *at)
{
    const struct window *w = of;
    struct log_record r = {.at = TIME_NONE};
    bool ok = log_format_parse(w->format, w->clock, line, n, w->scratch, &r) && r.at != TIME_NONE;
    *at = r.at;
    return ok;
}

static bool may_narrow(const struct scan *s, const struct scan_log *l, const struct scan_piece *p)
{
    const struct log_look_options *o = &s->options->look;
    return (o->since != TIME_NONE || o->until != TIME_NONE) && p->first != TIME_NONE && !l->is_whole && p->file->bytes >= NARROW_FROM &&
           p->file->packing == LOG_PLAIN;
}

static void narrow(struct scan *s, struct scan_log *l, struct scan_piece *p)
{
    struct err e = {0};
    struct log_source *source = log_source_open(p->file, &e);
    if (!source)
        return; /* the one who reads it will say so */
    l->clock.newest = p->file->modified;
    struct window w = {source, p->format, &l->clock, log_scratch_new()};
    struct seek_log log = {p->file->bytes, peek, time_of, &w};
    struct seek_found found;
    seek_window(&log, s->options->look.since, s->options->look.until, &found);
    log_scratch_free(w.scratch);
    log_source_free(source);
    l->is_whole = !found.is_sorted;
    p->start = found.start;
    p->end = found.end;
    p->is_narrowed = found.start > 0 || found.end < p->file->bytes;
}

int64_t scan_last_time(struct scan *s, const struct scan_log *l, const struct scan_piece *p, struct log_source *source)
{
    struct log_scratch *scratch = log_scratch_new();
    struct log_record r = {.at = TIME_NONE};
    int64_t last = TIME_NONE;
    const char *line;
    size_t n;
    uint64_t size = p->file->bytes, from = size > SCAN_BEGINNING ? size - SCAN_BEGINNING : 0;
    ssize_t got = p->file->packing == LOG_PLAIN ? log_source_peek(source, s->block, SCAN_BEGINNING, from) : 0;
    struct lines lines = {s->block, s->block + (got > 0 ? got : 0)};
    while (next_line(&lines, &line, &n))
        if (log_format_parse(p->format, &l->clock, line, n, scratch, &r) && r.at != TIME_NONE)
            last = r.at;
    log_scratch_free(scratch);
    return last;
}

/* ---- all of it ---- */

static bool may_go_quick(const struct scan *s, const struct scan_log *l)
{
    const struct log_scan_options *o = s->options;
    bool quick = !o->is_full && !o->keeps;
    for (size_t i = 0; i < l->n && quick; i++)
        quick = l->piece[i].is_left_out || (l->piece[i].format && log_quick_fits(l->piece[i].format, &o->look.rule));
    return quick;
}

static bool pays(const struct scan *s, const struct scan_log *l)
{
    uint64_t plain = 0, packed = 0, from = s->options->quick_from;
    for (size_t i = 0; i < l->n; i++) {
        const struct scan_piece *p = &l->piece[i];
        uint64_t bytes = p->is_left_out ? 0 : p->end - p->start;
        plain += p->file->packing == LOG_PLAIN ? bytes : 0;
        packed += p->file->packing == LOG_PLAIN ? 0 : bytes;
    }
    return plain >= (from ? from : QUICK_FROM) || packed >= (from ? from : QUICK_FROM_PACKED);
}

void scan_cut(struct scan *s, struct scan_log *l)
{
    bool was_whole = l->is_whole;
    for (size_t i = 0; i < l->n; i++) {
        struct scan_piece *p = &l->piece[i];
        p->start = 0;
        p->end = p->file->bytes;
        p->is_narrowed = false;
        p->is_left_out = p->is_unreadable || is_outside(s, l, i);
        if (!p->is_left_out && may_narrow(s, l, p))
            narrow(s, l, p);
    }
    if (l->is_whole && !was_whole)
        scan_cut(s, l); /* the pieces before were cut as if it were sorted */
    l->is_full |= l->is_whole || !may_go_quick(s, l) || !pays(s, l);
}

void scan_plan(struct scan *s)
{
    for (size_t i = 0; i < s->log.n && !s->is_stopped; i++) {
        struct scan_log *l = &s->log.v[i];
        for (size_t k = 0; k < l->n && !l->is_stream && scan_goes_on(s); k++)
            look_into(s, l, &l->piece[k], k > 0 ? l->piece[k - 1].format : NULL);
        if (!l->is_stream)
            sort_pieces(l);
        l->is_full = l->is_stream;
    }
}
