/* reader_quiet: lines that only tell, passed over. Whether one is whole is known when the next one begins: so each waits for that,
 * and what is not clear then is read as usual. */
#include <string.h>

#include "base/time.h"
#include "logs/reader_own.h"

void log_reader_tell(struct log_reader *r, enum log_level below, log_tell tell)
{
    r->below = below;
    r->tell = tell;
}

struct glance {
    int64_t at;
    enum log_level level;
    size_t n; /* bytes of the line, its end included */
};

/* False: the line is not one to pass over, or it has no end yet. */
static bool glance(struct log_reader *r, const char *s, size_t n, const struct glance *before, struct glance *g)
{
    if (!n || s[0] < '0' || s[0] > '9') /* the frames of a trace are not searched for their end twice */
        return false;
    const char *stop = memchr(s, '\n', n);
    if (!stop || stop - s > LOG_LINE_MAX)
        return false;
    size_t length = (size_t)(stop - s);
    g->n = length + 1;
    length -= length && s[length - 1] == '\r';
    if (!log_format_glance(r->format, &r->clock, s, length, r->next->scratch, &g->at, &g->level))
        return false;
    int64_t last = before->n ? before->at : r->now ? r->now->r.at : TIME_NONE, newest = last > r->newest ? last : r->newest;
    return newest == TIME_NONE || g->at >= newest - TIME_SECOND; /* one that runs backwards is counted elsewhere */
}

struct run {
    struct log_quiet quiet;
    int64_t end; /* of its second */
};

static void tell(struct log_reader *r, struct run *run)
{
    if (!run->quiet.n)
        return;
    r->tell(r->to, &run->quiet);
    r->counts.lines += run->quiet.n;
    r->counts.records += run->quiet.n;
    *run = (struct run){.quiet = {.n = 0}};
}

static void begin(struct log_reader *r, struct run *run, int64_t at)
{
    tell(r, run);
    run->quiet.from = at;
    run->end = at - at % TIME_SECOND + TIME_SECOND;
}

static void add(struct log_reader *r, struct run *run, const struct glance *g)
{
    struct log_quiet *q = &run->quiet;
    if (!q->n || g->at < q->to || g->at >= run->end || g->at < 0)
        begin(r, run, g->at);
    q->to = r->last_at = g->at;
    q->n++;
    q->level[g->level]++;
    if (r->newest == TIME_NONE || g->at > r->newest)
        r->newest = g->at;
}

size_t reader_pass_quiet(struct log_reader *r, const char *s, size_t n)
{
    struct run run = {.end = 0};
    struct glance waits = {0}, next;
    size_t used = 0; /* up to the one that waits */
    while (glance(r, s + used + waits.n, n - used - waits.n, &waits, &next)) {
        if (waits.n)
            add(r, &run, &waits);
        else
            reader_let_go(r); /* something new begins */
        used += waits.n;
        waits.n = 0;
        if (next.level >= r->below || r->is_stopped)
            break;
        waits = next;
    }
    tell(r, &run);
    return used;
}
