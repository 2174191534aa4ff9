/* log_scan_follow: not what a log holds but what comes to it from now on, for so long: whether it is well now. */
#include <poll.h>

#include "base/mem.h"
#include "probe/log_follow.h"
#include "probe/log_scan_own.h"

enum { ROUND_MS = 200 };

struct following {
    struct scan *scan;
    struct log_follow *follow;
    struct log_reader **reader; /* by number of the log */
    uint32_t *log;              /* number in the follow to that in the scan */
    uint32_t now;               /* the log whose record is taken */
};

static bool take(void *to, const struct log_record *r)
{
    struct following *f = to;
    const struct log_scan_options *o = f->scan->options;
    struct scan_log *l = &f->scan->log.v[f->now];
    if (o->keeps && !o->keeps(o->keeps_to, r))
        return true;
    log_look_source(f->scan->look, f->now);
    log_look_take(f->scan->look, r);
    l->first = l->first == TIME_NONE && r->at != TIME_NONE ? r->at : l->first;
    l->last = r->at != TIME_NONE ? r->at : l->last;
    return true;
}

static void give(void *to, uint32_t number, enum log_follow_event event, const char *bytes, size_t n, uint64_t offset)
{
    struct following *f = to;
    struct scan_log *l = &f->scan->log.v[f->log[number]];
    f->now = f->log[number];
    if (event == FOLLOW_BYTES) {
        struct scan_count before = scan_count_begin(f->scan);
        log_reader_feed(f->reader[f->now], bytes, n, offset);
        scan_count_end(f->scan, l, before);
        l->bytes += n;
        return;
    }
    struct str said = {0};
    log_follow_say(event, l->name, &said);
    scan_say(f->scan, "%s", str_get(&said));
    str_release(&said);
}

/* From the end of each log's newest piece. Pipes and commands have no end to begin at. */
static void add_all(struct following *f)
{
    struct scan *s = f->scan;
    for (uint32_t i = 0; i < s->log.n; i++) {
        struct scan_log *l = &s->log.v[i];
        const struct scan_piece *p = l->n && !l->is_stream ? &l->piece[l->n - 1] : NULL;
        if (!p)
            continue;
        uint32_t number = log_follow_add(f->follow, p->file->path, p->file->inode, LOG_FOLLOW_FROM_END);
        f->log[number] = i;
        f->reader[i] = log_reader_new(s->options->formats, p->format, &l->clock, take, f);
        l->is_readable = true;
    }
}

static void end_all(struct following *f)
{
    for (uint32_t i = 0; i < f->scan->log.n; i++) {
        struct scan_log *l = &f->scan->log.v[i];
        f->now = i;
        if (!f->reader[i])
            continue;
        struct scan_count before = scan_count_begin(f->scan);
        log_reader_end(f->reader[i]);
        scan_count_end(f->scan, l, before);
        const struct log_detection *d = log_reader_detection(f->reader[i]);
        l->counts = *log_reader_counts(f->reader[i]);
        l->format = d && d->format ? log_format_id(d->format) : l->format;
        log_reader_free(f->reader[i]);
    }
}

void scan_follow(struct scan *s)
{
    struct following f = {s, log_follow_new(), mem_array(s->log.n + 1, sizeof *f.reader), mem_array(s->log.n + 1, sizeof *f.log), 0};
    int64_t until = s->options->follow > 0 ? scan_ticks() + s->options->follow : INT64_MAX;
    add_all(&f);
    while (scan_goes_on(s) && scan_ticks() < until) {
        int64_t left = (until - scan_ticks()) / 1000 + 1;
        struct pollfd fd = {.fd = log_follow_fd(f.follow), .events = POLLIN};
        if (!log_follow_step(f.follow, give, &f))
            poll(&fd, 1, left < ROUND_MS ? (int)left : ROUND_MS);
    }
    log_follow_step(f.follow, give, &f);
    end_all(&f);
    log_follow_free(f.follow);
    mem_free(f.reader);
    mem_free(f.log);
}
