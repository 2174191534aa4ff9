/* seek: probes kept in order of their place; every new one goes between two. */
#include "logs/seek.h"

#include <string.h>

#include "base/mem.h"

enum { SPREAD = 8 }; /* probes over the whole log first: one that is not sorted shows it there */

/* The first line with a time that begins at or after the place that was asked. */
struct probe {
    uint64_t asked, at;
    int64_t time;
    bool is_none; /* there is no such line in the block that was read */
};

struct search {
    const struct seek_log *log;
    struct seek_found *out;
    char *block;
    struct probe probe[SEEK_READS]; /* by place */
    size_t n;
};

/* What is known of a moment: the line at `low` is before it; asked at `high`, the first line is the one at `high_line`, and is
 * not before it. */
struct bracket {
    uint64_t low, high, high_line;
};

/* Among n bytes that stand at `at`. Unless they are the log's beginning, what comes before the first newline is the end of a
 * line that began earlier. */
static bool find_line(const struct search *s, size_t n, uint64_t at, struct probe *p)
{
    const char *line = s->block, *end = s->block + n, *stop;
    if (at > 0) {
        stop = memchr(line, '\n', n);
        line = stop ? stop + 1 : end;
    }
    for (; line < end; line = stop + 1) {
        stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop && at + n < s->log->size)
            return false; /* it goes on */
        p->at = at + (uint64_t)(line - s->block);
        if (s->log->time(s->log->of, line, (size_t)((stop ? stop : end) - line), &p->time))
            return true;
        if (!stop)
            return false;
    }
    return false;
}

/* Puts it at its place. Times that go back by more than the slack say that the log is not sorted. */
static void keep(struct search *s, const struct probe *p)
{
    size_t i = s->n++;
    for (; i > 0 && s->probe[i - 1].asked > p->asked; i--)
        s->probe[i] = s->probe[i - 1];
    s->probe[i] = *p;
    for (size_t k = 0; k < s->n && !p->is_none; k++) {
        const struct probe *q = &s->probe[k];
        int64_t back = k < i ? q->time - p->time : p->time - q->time;
        if (k != i && !q->is_none && back > SEEK_SLACK)
            s->out->is_sorted = false;
    }
}

/* One read, one byte early, so that a line that begins right there is seen to begin. False: no read is left, or it fails. */
static bool ask(struct search *s, uint64_t at)
{
    struct probe p = {.asked = at};
    uint64_t from = at > 0 ? at - 1 : 0;
    if (s->out->reads == SEEK_READS)
        return false;
    s->out->reads++;
    ssize_t n = s->log->read(s->log->of, s->block, SEEK_BLOCK, from);
    p.is_none = n < 0 || !find_line(s, (size_t)n, from, &p);
    keep(s, &p);
    return n >= 0;
}

static struct bracket bracket_of(const struct search *s, int64_t moment)
{
    struct bracket b = {0, s->log->size, s->log->size};
    size_t i = s->n;
    while (i > 0 && (s->probe[i - 1].is_none || s->probe[i - 1].time >= moment)) {
        i--;
        if (!s->probe[i].is_none)
            b.high = s->probe[i].asked, b.high_line = s->probe[i].at;
    }
    if (i > 0)
        b.low = s->probe[i - 1].at;
    return b;
}

static bool was_asked(const struct search *s, uint64_t at)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->probe[i].asked == at)
            return true;
    return false;
}

/* Halves the bracket. Where a block in the middle has no line with a time (one line may be 100 MB), the quarters are tried. */
static bool ask_between(struct search *s, const struct bracket *b)
{
    uint64_t quarter = (b->high - b->low) / 4, place[] = {b->low + 2 * quarter, b->low + 3 * quarter, b->low + quarter};
    for (size_t i = 0; i < sizeof place / sizeof *place; i++)
        if (!was_asked(s, place[i]))
            return ask(s, place[i]);
    return false;
}

/* In a log of any size both ends are found with the reads there are: the last stretch grows with it. */
static uint64_t narrow_enough(const struct search *s)
{
    uint64_t share = s->log->size >> 26;
    return share > SEEK_BLOCK / 2 ? share : SEEK_BLOCK / 2;
}

/* The first line not before the moment, where the bracket fits into one block. */
static bool walk(struct search *s, const struct bracket *b, int64_t moment, uint64_t *at)
{
    if (b->high <= b->low || b->high - b->low > SEEK_BLOCK / 2 || s->out->reads == SEEK_READS)
        return false;
    s->out->reads++;
    ssize_t n = s->log->read(s->log->of, s->block, SEEK_BLOCK, b->low);
    const char *line = s->block, *end = s->block + (n > 0 ? n : 0), *stop;
    *at = b->high_line;
    for (; line < end && b->low + (uint64_t)(line - s->block) < b->high; line = stop + 1) {
        int64_t time;
        stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop)
            return false;
        if (s->log->time(s->log->of, line, (size_t)(stop - line), &time) && time >= moment) {
            *at = b->low + (uint64_t)(line - s->block);
            return true;
        }
    }
    return n > 0;
}

/* Where the lines begin that are not before the moment; where that cannot be told, a line before it or one behind it. */
static uint64_t find_moment(struct search *s, int64_t moment, bool rather_behind)
{
    struct bracket b = bracket_of(s, moment);
    uint64_t at;
    while (s->out->is_sorted && b.high > b.low && b.high - b.low > narrow_enough(s) && ask_between(s, &b))
        b = bracket_of(s, moment);
    if (walk(s, &b, moment, &at))
        return at;
    return rather_behind ? b.high_line : b.low;
}

static bool spread_probes(struct search *s)
{
    for (uint64_t i = 0; i < SPREAD; i++)
        if (!ask(s, s->log->size / SPREAD * i))
            return false;
    return ask(s, s->log->size > SEEK_BLOCK / 2 ? s->log->size - SEEK_BLOCK / 2 : 0);
}

void seek_window(const struct seek_log *log, int64_t since, int64_t until, struct seek_found *out)
{
    struct search s = {.log = log, .out = out, .block = mem_alloc(SEEK_BLOCK)};
    *out = (struct seek_found){.end = log->size, .is_sorted = true};
    bool is_read = spread_probes(&s);
    if (is_read && out->is_sorted && since != TIME_NONE)
        out->start = find_moment(&s, since - SEEK_SLACK, false);
    if (is_read && out->is_sorted && until != TIME_NONE)
        out->end = find_moment(&s, until + SEEK_SLACK, true);
    if (!is_read || !out->is_sorted || out->end < out->start)
        out->start = 0, out->end = log->size;
    mem_free(s.block);
}
