/* log_scan_reading: records on their way to the look, and what is noted of them. */
#include "probe/log_scan_reading.h"

void scan_note_time(struct scan_log *l, const struct log_look_options *o, int64_t at)
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

/* As the record before, in order and not outside of what is known: there is nothing to note. */
static bool is_noted(const struct scan_log *l, int64_t at)
{
    return at == l->before && at == l->newest && at >= l->first && at <= l->last && at != TIME_NONE;
}

static bool take(void *to, const struct log_record *r)
{
    struct scan_reading *g = to;
    struct scan *s = g->scan;
    struct scan_log *l = g->log;
    bool is_new = !is_noted(l, r->at);
    if (is_new)
        note_order(l, r->at);
    if (s->options->keeps && !s->options->keeps(s->options->keeps_to, r))
        return true;
    log_look_take(s->look, r);
    if (is_new)
        scan_note_time(l, &s->options->look, r->at);
    return true;
}

static void hear(void *to, const struct log_quiet *quiet)
{
    struct scan_reading *g = to;
    note_order(g->log, quiet->from);
    if (quiet->n > 1)
        note_order(g->log, quiet->to);
    log_look_hear(g->scan->look, quiet);
    scan_note_time(g->log, &g->scan->options->look, quiet->from);
    scan_note_time(g->log, &g->scan->options->look, quiet->to);
}

void scan_begin(struct scan_reading *g, const struct log_format *f)
{
    const struct log_scan_options *o = g->scan->options;
    const struct log_look_options *look = &o->look;
    g->reader = log_reader_new(o->formats, f, &g->log->clock, take, g);
    bool is_all = !o->keeps && look->since == TIME_NONE && look->until == TIME_NONE;
    if (is_all && look->rule.level && !look->rule.pattern)
        log_reader_tell(g->reader, look->rule.level, hear);
}

void scan_count_bytes(struct scan_reading *g)
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

void scan_feed(struct scan_reading *g, const char *bytes, size_t n, uint64_t offset)
{
    struct scan_count before = scan_count_begin(g->scan);
    log_look_source(g->scan->look, g->number);
    log_reader_feed(g->reader, bytes, n, offset);
    scan_count_end(g->scan, g->log, before);
    scan_count_bytes(g);
}

void scan_end(struct scan_reading *g)
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

void scan_close(struct scan_reading *g)
{
    if (log_source_trouble(g->source))
        scan_say_of(g->scan, g->log, log_source_trouble(g->source));
    log_source_free(g->source);
}
