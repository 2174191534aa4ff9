/* quick: blocks cut into stretches of time, the lines of each counted, the failing ones handed over. */
#include "logs/quick.h"

#include <string.h>

#include "base/mem.h"
#include "logs/bytes.h"
#include "logs/quick_lines.h"

enum {
    GAP = 64 << 10, /* between lines whose time is looked at in any case */
    TRIES = 8,      /* lines that may be odd one after the other */
    STRETCHES = 2048, /* of time, before they are made twice as long: as many as a finding has buckets */
};

static const int64_t COARSEST = 32 * TIME_SECOND;

struct log_quick {
    const struct log_format *format;
    struct log_scratch *scratch;
    struct log_look *look;
    bool is_by_hand;
    int64_t since, until;
    char lowest;      /* first digit of the statuses that are looked for */
    struct quick_reader reader;
    int64_t start, newest; /* of the first line that was counted, of all lines so far; TIME_NONE none yet */
    int64_t step;     /* us: as wide as the buckets that a finding can have by now */
    uint64_t lines;
};

struct block { /* whole lines */
    const char *s;
    size_t n;
    uint64_t at;
};

struct stretch { /* lines of one step, so far */
    int64_t at;       /* of the first */
    uint64_t lines;   /* that do not fail */
};

bool log_quick_fits(const struct log_format *f, const struct log_rule *rule)
{
    return log_format_is_access(f) && !rule->pattern && rule->status >= 400 && rule->status < 600;
}

struct log_quick *log_quick_new(const struct log_format *f, const struct log_rule *rule, const struct log_clock *clock,
                                struct log_look *look, int64_t since, int64_t until)
{
    struct log_quick *q = mem_alloc(sizeof *q);
    *q = (struct log_quick){
        .format = f,
        .scratch = log_scratch_new(),
        .look = look,
        .is_by_hand = log_format_is_by_hand(f),
        .since = since,
        .until = until == TIME_NONE ? INT64_MAX : until,
        .lowest = (char)('0' + rule->status / 100),
        .reader = {.clock = clock},
        .start = TIME_NONE,
        .newest = TIME_NONE,
        .step = TIME_SECOND,
    };
    return q;
}

/* No coarser than half a minute: the last line may be odd, and then the log is shorter than it seems. */
void log_quick_expect(struct log_quick *q, int64_t from, int64_t to)
{
    from = from < q->since ? q->since : from;
    to = to < q->until ? to : q->until;
    while (from != TIME_NONE && to > from && q->step < COARSEST && (to - from) / q->step >= STRETCHES)
        q->step *= 2;
}

void log_quick_free(struct log_quick *q)
{
    if (q)
        log_scratch_free(q->scratch);
    mem_free(q);
}

bool log_quick_is_past(const struct log_quick *q)
{
    return q->newest >= q->until;
}

uint64_t log_quick_lines(const struct log_quick *q)
{
    return q->lines;
}

/* ---- the failing lines ---- */

/* What was found may have been in the address of a page, or in the name of a browser: only the format knows. */
static bool parse_line(struct log_quick *q, const char *line, const struct bytes_line *marks, struct log_record *r)
{
    return (q->is_by_hand && log_format_parse_by_hand(q->format, q->reader.clock, line, marks, q->scratch, r)) ||
           log_format_parse(q->format, q->reader.clock, line, marks->n, q->scratch, r);
}

static bool take_line(struct log_quick *q, const char *line, struct bytes_line *marks, uint64_t offset)
{
    struct log_record r;
    marks->n -= marks->n && line[marks->n - 1] == '\r';
    if (!parse_line(q, line, marks, &r) || r.status < (q->lowest - '0') * 100)
        return false;
    r.offset = offset;
    r.n_lines = 1;
    log_look_take(q->look, &r);
    return true;
}

static bool is_wanted(const struct log_quick *q, const struct stretch *part)
{
    return part->at >= q->since && part->at < q->until;
}

/* Lines that belong to the stretch. */
static void scan(struct log_quick *q, const struct block *b, size_t from, size_t to, struct stretch *part)
{
    const char *s = b->s + from, *end = b->s + to, *hit;
    size_t lines = 0, taken = 0;
    if (from == to || !is_wanted(q, part))
        return;
    while ((hit = bytes_find_status(s, (size_t)(end - s), q->lowest, &lines))) {
        const char *before = memrchr(s, '\n', (size_t)(hit - s)), *line = before ? before + 1 : s;
        struct bytes_line marks;
        bytes_read_line(line, (size_t)(end - line), &marks);
        s = line + marks.n;
        taken += take_line(q, line, &marks, b->at + (uint64_t)(line - b->s));
        lines += s < end;
        s += s < end;
    }
    lines += end[-1] != '\n'; /* the last of all */
    q->lines += lines;
    part->lines += lines - taken;
}

/* ---- stretches ---- */

static int64_t floor_to(int64_t at, int64_t step)
{
    int64_t rest = at % step;
    return at - (rest < 0 ? rest + step : rest);
}

static void widen(struct log_quick *q, int64_t at)
{
    while ((at - floor_to(q->start, q->step)) / q->step >= STRETCHES)
        q->step *= 2;
}

/* Where the stretch of `at` ends at the latest. */
static int64_t boundary(struct log_quick *q, int64_t at)
{
    if (at < q->since || at >= q->until)
        return at < q->since ? q->since : INT64_MAX;
    if (q->start == TIME_NONE)
        q->start = at;
    widen(q, at);
    int64_t next = floor_to(at, q->step) + q->step;
    return next < q->until ? next : q->until;
}

static void close_at(struct log_quick *q, const struct stretch *part, int64_t last)
{
    if (is_wanted(q, part))
        log_look_count(q->look, part->at, last + 1, part->lines);
}

/* The lines from lo to hi: closes every stretch that ends between them; the one of hi stays open. */
static void cut(struct log_quick *q, const struct block *b, struct stretch *part, struct quick_line lo, struct quick_line hi)
{
    size_t from = lo.pos;
    for (int64_t next; (next = boundary(q, part->at)) <= hi.at;) {
        struct quick_line behind = hi;
        quick_seek(&q->reader, b->s, &lo, &behind, next);
        scan(q, b, from, behind.pos, part);
        close_at(q, part, lo.at);
        *part = (struct stretch){.at = behind.at};
        lo = behind;
        from = lo.pos;
    }
    scan(q, b, from, hi.pos, part);
}

/* ---- lines that hold the block ---- */

/* The first line from there on that has a time, and one not before `oldest`. */
static bool find_first(struct log_quick *q, const struct block *b, size_t pos, int64_t oldest, struct quick_line *out)
{
    for (int i = 0; i < TRIES && pos < b->n; i++) {
        if (quick_time(&q->reader, b->s + pos, b->n - pos, &out->at)) {
            out->pos = pos;
            if (out->at >= oldest)
                return true;
            q->reader.odd++;
        }
        const char *newline = memchr(b->s + pos, '\n', b->n - pos);
        pos = newline ? (size_t)(newline - b->s) + 1 : b->n;
    }
    return false;
}

static bool find_last(struct log_quick *q, const struct block *b, int64_t oldest, struct quick_line *out)
{
    size_t end = b->n;
    for (int i = 0; i < TRIES && end; i++) {
        const char *newline = memrchr(b->s, '\n', end - 1);
        out->pos = newline ? (size_t)(newline - b->s) + 1 : 0;
        if (quick_time(&q->reader, b->s + out->pos, b->n - out->pos, &out->at)) {
            if (out->at >= oldest)
                return true;
            q->reader.odd++;
        }
        end = out->pos;
    }
    return false;
}

/* The next line, a gap ahead, whose time fits between; the last where there is none. */
static struct quick_line stride(struct log_quick *q, const struct block *b, struct quick_line lo, struct quick_line last)
{
    struct quick_line next;
    if (last.pos - lo.pos < 2 * (size_t)GAP)
        return last;
    const char *newline = memchr(b->s + lo.pos + GAP, '\n', last.pos - lo.pos - GAP);
    if (!newline || !find_first(q, b, (size_t)(newline - b->s) + 1, lo.at - TIME_MINUTE, &next) || next.pos >= last.pos)
        return last;
    if (next.at > last.at + TIME_MINUTE)
        q->reader.odd++;
    next.at = next.at < lo.at ? lo.at : next.at > last.at ? last.at : next.at;
    return next;
}

static int64_t minute_before(int64_t at)
{
    return at == TIME_NONE ? at : at - TIME_MINUTE;
}

static bool look_at(struct log_quick *q, const struct block *b)
{
    struct quick_line lo, last;
    if (!find_first(q, b, 0, minute_before(q->newest), &lo) || !find_last(q, b, minute_before(lo.at), &last))
        return false;
    last.at = last.at < lo.at ? lo.at : last.at;
    q->newest = last.at > q->newest ? last.at : q->newest;
    struct stretch part = {.at = lo.at};
    lo.pos = 0;
    while (lo.pos < last.pos) {
        struct quick_line next = stride(q, b, lo, last);
        cut(q, b, &part, lo, next);
        lo = next;
    }
    scan(q, b, lo.pos, b->n, &part);
    close_at(q, &part, last.at);
    return q->reader.odd <= 2 + q->reader.asked / 50;
}

bool log_quick_feed(struct log_quick *q, const char *bytes, size_t n, uint64_t at, bool is_last, size_t *used)
{
    const char *newline = n ? memrchr(bytes, '\n', n) : NULL;
    struct block b = {.s = bytes, .n = is_last ? n : newline ? (size_t)(newline - bytes) + 1 : 0, .at = at};
    *used = b.n;
    return b.n ? look_at(q, &b) : n < QUICK_BLOCK;
}
