/* log_stock_read: records from any byte of a file, and the place of a moment in it. */
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "logs/signature.h"
#include "logs/utf16.h"
#include "probe/log_stock_own.h"

enum {
    PRIME = 64 << 10,    /* of the beginning, by which the format is known */
    PIECE_LEAST = 16 << 10,
    TIMELESS_MOST = 256 << 10, /* how far a record with a time is looked for */
    BISECT_UNTIL = 4 << 10
};

int64_t stock_ticks(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

static size_t read_at(const struct stock_file *f, uint64_t from, char *to, size_t room)
{
    ssize_t n;
    if (from >= f->seen.bytes)
        return 0;
    if (room > f->seen.bytes - from)
        room = (size_t)(f->seen.bytes - from);
    do
        n = pread(f->fd, to, room, (off_t)from);
    while (n < 0 && errno == EINTR);
    return n > 0 ? (size_t)n : 0;
}

size_t log_stock_bytes(struct log_stock *s, size_t file, uint64_t from, char *to, size_t room)
{
    return read_at(s->file.v[file], from, to, room);
}

/* ---- the format -------------------------------------------------------------------------------------------------------- */

/* The reader is never told to stop: it would stay so. What comes once there is enough is not passed on. */
static bool pass_on(void *to, const struct log_record *r)
{
    struct stock_reading *g = to;
    if (!g->has_enough && r->offset >= g->from)
        g->has_enough = r->offset >= g->until || !g->take(g->to, r);
    return true;
}

static void begin_reader(struct log_stock *s, struct stock_file *f, size_t n)
{
    bool is_big;
    size_t mark;
    log_reader_free(f->reader);
    f->reader = log_reader_new(s->options.formats, s->options.forced, &f->clock, pass_on, &f->reading);
    f->reading = (struct stock_reading){.has_enough = true};
    f->is_utf16 = utf16_detect(s->block, n, &is_big, &mark);
    log_reader_feed(f->reader, s->block, n, 0);
    log_reader_end(f->reader);
    const struct log_detection *d = log_reader_detection(f->reader);
    f->seen.format = d ? d->format : NULL;
}

/* Looked for as soon as there is something to see it by, and again while there is more of it and none was found. */
static void prime(struct log_stock *s, struct stock_file *f)
{
    bool is_settled = f->primed_by && (f->seen.format || f->primed_by == PRIME || f->primed_by == f->seen.bytes);
    if (is_settled || f->seen.bytes == 0)
        return;
    f->primed_by = read_at(f, 0, s->block, PRIME);
    begin_reader(s, f, (size_t)f->primed_by);
    if (!f->scratch)
        f->scratch = log_scratch_new();
}

const struct log_format *log_stock_format(struct log_stock *s, size_t file)
{
    prime(s, s->file.v[file]);
    return s->file.v[file]->seen.format;
}

bool log_stock_parse(struct log_stock *s, size_t file, const char *line, size_t n, struct log_record *out)
{
    struct stock_file *f = s->file.v[file];
    prime(s, f);
    return f->seen.format && log_format_parse(f->seen.format, &f->clock, line, n, f->scratch, out);
}

/* ---- records ----------------------------------------------------------------------------------------------------------- */

static void read_from(struct log_stock *s, struct stock_file *f, uint64_t at, const struct stock_reading *what)
{
    size_t n;
    if (!f->reader)
        return;
    f->reading = *what;
    while (!f->reading.has_enough) {
        uint64_t left = what->until > at ? what->until - at : 0; /* behind it only the rest of the last record is of interest */
        size_t piece = left < PIECE_LEAST ? PIECE_LEAST : left > STOCK_BLOCK ? STOCK_BLOCK : (size_t)left;
        if ((n = read_at(f, at, s->block, piece)) == 0)
            break;
        log_reader_feed(f->reader, s->block, n, at);
        at += n;
    }
    log_reader_end(f->reader);
    f->reading.has_enough = true;
}

void log_stock_read_one(struct log_stock *s, size_t file, uint64_t offset, log_take take, void *to)
{
    struct stock_file *f = s->file.v[file];
    prime(s, f);
    read_from(s, f, offset, &(struct stock_reading){take, to, offset, offset + 1, false});
}

/* ---- where records begin ----------------------------------------------------------------------------------------------- */

/* What is looked for among lines: the first that begins a record, or the first that has a time as well. */
struct line_sought {
    bool with_time;
    int64_t at; /* its time, once it is found */
};

static bool is_sought(const struct stock_file *f, struct line_sought *sought, const char *line, size_t n)
{
    struct log_record r = {.at = TIME_NONE};
    if (n && line[n - 1] == '\r')
        n--;
    if (!n)
        return false;
    if (!f->seen.format)
        return !sought->with_time && !log_continues(line, n);
    if (!log_format_parse(f->seen.format, &f->clock, line, n, f->scratch, &r))
        return false;
    sought->at = r.at;
    return !sought->with_time || r.at != TIME_NONE;
}

/* Through one block of lines: true with *at on the line that is sought. False with *at where to read on. A line that does
 * not end in the block is looked at when it stands at the front of one, cut as it is. */
static bool seek_in_block(struct log_stock *s, const struct stock_file *f, size_t n, uint64_t *at, struct line_sought *sought)
{
    size_t done = 0;
    while (done < n) {
        const char *end = memchr(s->block + done, '\n', n - done);
        size_t length = end ? (size_t)(end - (s->block + done)) : n - done;
        if (!end && done > 0 && *at + n < f->seen.bytes)
            break;
        if (is_sought(f, sought, s->block + done, length)) {
            *at += done;
            return true;
        }
        done += length + (end != NULL);
    }
    *at += done;
    return false;
}

static uint64_t aligned(const struct stock_file *f, uint64_t at)
{
    return f->is_utf16 ? (at + 1) & ~UINT64_C(1) : at;
}

/* The beginning of the line after the one that `at` stands in. */
static uint64_t next_line(struct log_stock *s, const struct stock_file *f, uint64_t at)
{
    size_t n;
    for (; (n = read_at(f, at, s->block, PIECE_LEAST)) > 0; at += n) {
        const char *end = memchr(s->block, '\n', n);
        if (end)
            return aligned(f, at + (uint64_t)(end - s->block) + 1);
    }
    return f->seen.bytes;
}

/* From the line that begins at `from` or behind it, and not past `limit`. */
static uint64_t seek_line(struct log_stock *s, struct stock_file *f, uint64_t from, uint64_t limit, struct line_sought *sought)
{
    uint64_t at = from ? next_line(s, f, from - 1) : 0;
    while (at < f->seen.bytes && at < limit) {
        size_t n = read_at(f, at, s->block, LOG_LINE_MAX);
        bool was_cut = n && !memchr(s->block, '\n', n);
        uint64_t before = at;
        if (n == 0)
            break;
        if (seek_in_block(s, f, n, &at, sought))
            return at < limit ? at : f->seen.bytes;
        if (was_cut)
            at = next_line(s, f, before + n - 1);
    }
    return f->seen.bytes;
}

/* Where to begin so that the records from `from` on are what they are to who reads all: at a line before it that surely begins
 * one. Inside a wrapper, where each line of a trace stands by itself, that is not known so closely. */
static uint64_t lead_in(struct log_stock *s, struct stock_file *f, uint64_t from)
{
    static const uint64_t leads[] = {4 << 10, 64 << 10, LOG_RECORD_MAX + (64 << 10)};
    size_t first = f->seen.format && log_format_is_wrapper(f->seen.format) ? 1 : 0;
    for (size_t i = first; i < sizeof leads / sizeof *leads && from > leads[i]; i++) {
        struct line_sought sought = {.with_time = false};
        uint64_t at = seek_line(s, f, from - leads[i], from, &sought);
        if (at < from)
            return at;
    }
    return from > leads[2] ? next_line(s, f, from - leads[2]) : 0;
}

void log_stock_read(struct log_stock *s, size_t file, uint64_t from, uint64_t until, log_take take, void *to)
{
    struct stock_file *f = s->file.v[file];
    prime(s, f);
    read_from(s, f, from ? lead_in(s, f, from) : 0, &(struct stock_reading){take, to, from, until, false});
}

struct end_of {
    uint64_t offset, end;
};

static bool note_end(void *to, const struct log_record *r)
{
    struct end_of *e = to;
    if (r->offset > e->offset)
        e->end = r->offset;
    return r->offset <= e->offset;
}

uint64_t log_stock_end_of(struct log_stock *s, size_t file, uint64_t offset)
{
    struct stock_file *f = s->file.v[file];
    struct end_of e = {offset, f->seen.bytes};
    prime(s, f);
    read_from(s, f, offset, &(struct stock_reading){note_end, &e, offset, UINT64_MAX, false});
    return e.end;
}

int64_t log_stock_time_at(struct log_stock *s, size_t file, uint64_t from)
{
    struct stock_file *f = s->file.v[file];
    struct line_sought sought = {.with_time = true, .at = TIME_NONE};
    prime(s, f);
    return seek_line(s, f, from, from + TIMELESS_MOST, &sought) < f->seen.bytes ? sought.at : TIME_NONE;
}

uint64_t log_stock_find(struct log_stock *s, size_t file, int64_t at)
{
    struct stock_file *f = s->file.v[file];
    struct line_sought sought = {.with_time = true};
    uint64_t low = 0, high = f->seen.bytes;
    prime(s, f);
    while (high - low > BISECT_UNTIL) {
        uint64_t middle = low + (high - low) / 2, line = seek_line(s, f, middle, high, &sought);
        if (line < f->seen.bytes && sought.at < at)
            low = line + 1;
        else
            high = middle;
    }
    uint64_t line = seek_line(s, f, low, UINT64_MAX, &sought);
    while (line < f->seen.bytes && sought.at < at)
        line = seek_line(s, f, line + 1, UINT64_MAX, &sought);
    return line;
}
