/* log_scan_clock: clocks of logs set against one another by the request ids that both have, from samples of their ends and
 * beginnings. */
#include "base/i18n.h"
#include "logs/skew.h"
#include "probe/log_scan_own.h"
#include "probe/log_source.h"

enum { LOGS_MAX = 64, RECORDS_WITHOUT = 500 };
static const uint64_t SAMPLES = 64 << 20, SAMPLE_MOST = 2 << 20;

struct sampling {
    struct log_skew *skew;
    uint32_t number;
    size_t with, without; /* an id */
};

static bool take_id(void *to, const struct log_record *r)
{
    struct sampling *t = to;
    const struct log_text *request = &r->field[FIELD_REQUEST], *id = request->n > 0 ? request : &r->field[FIELD_TRACE];
    t->with += id->n > 0;
    t->without += id->n == 0;
    log_skew_take(t->skew, t->number, *id, r->at);
    return t->with > 0 || t->without < RECORDS_WITHOUT;
}

static void sample_from(struct scan *s, struct scan_log *l, const struct scan_piece *p, uint64_t at, uint64_t size, struct sampling *t)
{
    struct err e = {0};
    struct log_source *source = log_source_open(p->file, &e);
    if (!source || (at > 0 && !log_source_seek(source, at)))
        size = 0;
    l->clock.newest = p->file->modified;
    struct log_reader *reader = log_reader_new(s->options->formats, p->format, &l->clock, take_id, t);
    ssize_t n = 1;
    for (bool wants = true; wants && size > 0 && n > 0 && scan_goes_on(s); size -= (uint64_t)n < size ? (uint64_t)n : size) {
        uint64_t offset = log_source_offset(source);
        n = log_source_read(source, s->block, size < SCAN_BLOCK ? (size_t)size : SCAN_BLOCK, &e);
        if (n > 0)
            wants = log_reader_feed(reader, s->block, (size_t)n, offset);
        else
            n = 0;
    }
    log_reader_end(reader);
    log_reader_free(reader);
    log_source_free(source);
}

/* The newest piece: logs that are written now agree at their ends, copies of the same hours at their beginnings. */
static void sample(struct scan *s, uint32_t number, struct log_skew *skew)
{
    struct scan_log *l = &s->log.v[number];
    struct sampling t = {skew, number, 0, 0};
    const struct scan_piece *p = l->n > 0 ? &l->piece[l->n - 1] : NULL;
    uint64_t size = SAMPLES / s->log.n / 2;
    if (!p || l->is_stream || p->is_unreadable || !p->format)
        return;
    if (size > SAMPLE_MOST)
        size = SAMPLE_MOST;
    sample_from(s, l, p, 0, size, &t);
    if (p->file->packing == LOG_PLAIN && t.with > 0 && p->file->bytes > 2 * size)
        sample_from(s, l, p, p->file->bytes - size, size, &t);
}

static void correct(struct scan *s, struct scan_log *l, const struct scan_log *reference, const struct log_skew_found *f)
{
    char length[TIME_TEXT];
    l->is_estimated = true;
    l->clock.offset = reference->clock.offset + f->offset;
    for (size_t i = 0; i < l->n; i++)
        if (l->piece[i].first != TIME_NONE)
            l->piece[i].first += l->clock.offset;
    time_format_length(f->offset < 0 ? -f->offset : f->offset, length);
    if (f->offset > 0)
        scan_say(s, _("the clock of %s is %s behind that of %s, by %zu requests that both logged; its times were corrected"), l->name, length,
                 reference->name, f->pairs);
    else
        scan_say(s, _("the clock of %s is %s ahead of that of %s, by %zu requests that both logged; its times were corrected"), l->name, length,
                 reference->name, f->pairs);
}

/* Samples were taken as the clocks are set, so a found difference is one more to that. */
static void estimate(struct scan *s, size_t i, const struct log_skew *skew)
{
    struct log_skew_found f;
    for (size_t k = 0; k < i; k++)
        if (log_skew_between(skew, (uint32_t)k, (uint32_t)i, &f)) {
            correct(s, &s->log.v[i], &s->log.v[k], &f);
            return;
        }
}

void scan_estimate_clocks(struct scan *s)
{
    size_t open = 0;
    for (size_t i = 1; i < s->log.n; i++)
        open += !s->log.v[i].is_offset_set;
    if (open == 0 || s->log.n > LOGS_MAX || s->is_stopped)
        return;
    struct log_skew *skew = log_skew_new();
    for (size_t i = 0; i < s->log.n; i++)
        sample(s, (uint32_t)i, skew);
    for (size_t i = 1; i < s->log.n; i++)
        if (!s->log.v[i].is_offset_set)
            estimate(s, i, skew);
    log_skew_free(skew);
}
