/* look_take: what each record adds. Nothing is allocated for a record whose texts were seen before. */
#include "logs/look.h"

#include <string.h>

#include "base/mem.h"
#include "logs/fold.h"
#include "logs/look_own.h"
#include "logs/signature.h"
#include "text/clean.h"
#include "text/regex.h"

struct log_look *log_look_new(const struct log_look_options *options)
{
    struct log_look *l = mem_alloc(sizeof *l);
    l->options = *options;
    l->now = l->first = l->last = l->first_error = l->last_error = TIME_NONE;
    l->series.max = LOOK_SERIES;
    log_tally_init(&l->endpoints, LOOK_ENDPOINTS);
    log_tally_init(&l->clients, LOOK_CLIENTS);
    log_tally_init(&l->users, LOOK_USERS);
    log_tally_init(&l->kind_keys, LOOK_KINDS);
    log_grid_init(&l->failures, LOOK_COLUMNS);
    log_grid_init(&l->latency, LATENCY_BINS);
    l->seen = mem_array(LOOK_SEEN, sizeof *l->seen);
    l->named = mem_array(options->n_counts + 1, sizeof *l->named);
    return l;
}

void log_look_free(struct log_look *l)
{
    if (!l)
        return;
    log_series_release(&l->series);
    log_tally_release(&l->endpoints);
    log_tally_release(&l->clients);
    log_tally_release(&l->users);
    log_tally_release(&l->kind_keys);
    log_grid_release(&l->failures);
    log_grid_release(&l->latency);
    vec_release(&l->kinds);
    vec_release(&l->requests);
    arena_release(&l->arena);
    mem_free(l->seen);
    mem_free(l->named);
    mem_free(l);
}

void log_look_source(struct log_look *l, uint32_t source)
{
    l->source = source;
}

void log_look_totals(const struct log_look *l, uint64_t *records, uint64_t *errors)
{
    *records = l->records;
    *errors = l->errors;
}

/* ---- time ---- */

static bool is_outside(const struct log_look *l, int64_t at)
{
    const struct log_look_options *o = &l->options;
    return at != TIME_NONE && ((o->since != TIME_NONE && at < o->since) || (o->until != TIME_NONE && at >= o->until));
}

static void stretch(struct log_look *l, int64_t from, int64_t to)
{
    if (l->first == TIME_NONE || from < l->first)
        l->first = from;
    if (l->last == TIME_NONE || to > l->last)
        l->last = to;
}

static void find_bucket(struct log_look *l, int64_t at)
{
    l->bucket = log_series_place(&l->series, at);
    l->bucket_from = l->series.start + (int64_t)l->bucket * l->series.width;
    l->bucket_to = l->bucket_from + l->series.width;
}

static void take_time(struct log_look *l, int64_t at, bool is_error)
{
    stretch(l, at, at);
    if (is_error) {
        log_series_add(&l->series, at, 1, 1);
        l->bucket_to = l->bucket_from; /* the series may have moved */
        return;
    }
    if (at < l->bucket_from || at >= l->bucket_to)
        find_bucket(l, at);
    struct log_bucket *b = &l->series.v[l->bucket];
    b->all += b->all < UINT32_MAX;
}

/* ---- what is tallied ---- */

static void note_error(const struct log_look *l, struct log_count *c, const struct log_record *r, int64_t at)
{
    if (c->first == TIME_NONE || at < c->first || c->errors == 1) {
        c->first = at;
        c->offset = r->offset;
        c->source = l->source;
    }
    if (c->last == TIME_NONE || at > c->last || c->errors == 1)
        c->last = at;
}

static struct log_count *tally(const struct log_look *l, struct log_tally *t, struct log_text text, const struct log_record *r,
                               int64_t at, bool is_error)
{
    struct log_count *c = text.n ? log_tally_add(t, text.s, text.n, is_error) : NULL;
    if (c && is_error)
        note_error(l, c, r, at);
    return c;
}

/* Eight bytes at a time; only has to spread, never leaves this process. */
static size_t spot_of(const char *s, size_t n, size_t seed)
{
    uint64_t h = seed ^ n * UINT64_C(0x9e3779b97f4a7c15), w;
    for (; n >= sizeof w; s += sizeof w, n -= sizeof w) {
        memcpy(&w, s, sizeof w);
        h = (h ^ w) * UINT64_C(0xff51afd7ed558ccd);
        h ^= h >> 29;
    }
    for (w = 0; n > 0; s++, n--)
        w = w << 8 | (unsigned char)*s;
    h = (h ^ w) * UINT64_C(0xc4ceb9fe1a85ec53);
    return (size_t)(h >> 40) % LOOK_SEEN;
}

static size_t without_query(struct log_text path)
{
    const char *end = memchr(path.s, '?', path.n);
    return end ? (size_t)(end - path.s) : path.n;
}

/* Most requests are for few paths as they are: those are not folded again. */
static struct log_count *endpoint(struct log_look *l, const struct log_record *r, bool is_error)
{
    struct log_text method = r->field[FIELD_METHOD], path = r->field[FIELD_PATH];
    char folded[FOLD_MAX];
    path.n = without_query(path);
    size_t n = method.n + path.n;
    struct look_seen *seen = &l->seen[spot_of(path.s, path.n, method.n ? (unsigned char)*method.s : 0)];
    bool fits = n <= LOOK_SEEN_TEXT && path.n;
    if (fits && seen->n == n && (!method.n || memcmp(seen->text, method.s, method.n) == 0)
        && memcmp(seen->text + method.n, path.s, path.n) == 0) {
        struct log_count *c = &l->endpoints.v[seen->index];
        c->all++;
        c->errors += is_error;
        return c;
    }
    size_t folded_n = fold_endpoint(method, r->field[FIELD_PATH], folded);
    struct log_count *c = folded_n ? log_tally_add(&l->endpoints, folded, folded_n, is_error) : NULL;
    if (!c || !fits)
        return c;
    *seen = (struct look_seen){.index = (uint32_t)(c - l->endpoints.v), .n = (uint16_t)n};
    if (method.n)
        memcpy(seen->text, method.s, method.n);
    memcpy(seen->text + method.n, path.s, path.n);
    return c;
}

static void take_request(struct log_look *l, const struct log_record *r, int64_t at, bool is_error)
{
    if (r->field[FIELD_PATH].n) {
        struct log_count *c = endpoint(l, r, is_error);
        if (c && is_error)
            note_error(l, c, r, at);
        if (c && is_error && at != TIME_NONE)
            log_grid_row(&l->failures, at)[c - l->endpoints.v]++;
    }
    tally(l, &l->clients, r->field[FIELD_CLIENT], r, at, is_error);
    if (r->field[FIELD_USER].n)
        tally(l, &l->users, r->field[FIELD_USER], r, at, is_error);
    struct look_times *times = r->status > 0 && r->status < LOOK_STATUSES ? &l->status[r->status] : &l->level[r->level];
    times->all++;
    times->errors += is_error;
    if (r->took >= 0 && at != TIME_NONE)
        log_grid_row(&l->latency, at)[look_latency_bin(r->took)]++;
}

size_t look_latency_bin(int64_t took)
{
    if (took < 8)
        return took < 0 ? 0 : (size_t)took;
    int octave = 63 - __builtin_clzll((unsigned long long)took);
    size_t bin = (size_t)(octave - 2) * 8 + (size_t)(took >> (octave - 3)) % 8;
    return bin < LATENCY_BINS ? bin : LATENCY_BINS - 1;
}

int64_t look_latency_of(size_t bin)
{
    if (bin < 8)
        return (int64_t)bin;
    int64_t step = INT64_C(1) << (bin / 8 - 1);
    return (int64_t)(8 + bin % 8) * step + step / 2;
}

/* ---- errors ---- */

static const char *example_of(struct log_look *l, const struct log_record *r)
{
    const struct log_text *stack = &r->field[FIELD_STACK];
    struct str out = {0};
    clean_add(&out, r->raw.s, r->raw.n < LOOK_EXAMPLE ? r->raw.n : LOOK_EXAMPLE, CLEAN_LINE);
    if (stack->n && r->n_lines > 1) {
        str_add_char(&out, '\n');
        clean_add(&out, stack->s, stack->n < LOOK_EXAMPLE ? stack->n : LOOK_EXAMPLE, CLEAN_TEXT);
    }
    size_t n = out.n < LOOK_EXAMPLE ? out.n : LOOK_EXAMPLE;
    while (n < out.n && n > 0 && ((unsigned char)out.s[n] & 0xc0) == 0x80)
        n--; /* not inside a character */
    const char *kept = arena_strndup(&l->arena, str_get(&out), n);
    str_release(&out);
    return kept;
}

static void keep_kind(struct log_look *l, const struct log_signature *s, const struct log_record *r, int64_t at)
{
    struct look_kind *k = vec_push(&l->kinds);
    *k = (struct look_kind){
        .key = arena_strdup(&l->arena, s->key),
        .title = arena_strdup(&l->arena, s->title),
        .type = arena_strdup(&l->arena, s->kind),
        .example = example_of(l, r),
        .n_frames = s->n_frames,
        .offset = r->offset,
        .source = l->source,
        .first = at,
        .last = at,
    };
    k->frame = arena_array(&l->arena, s->n_frames + 1, sizeof *k->frame);
    memcpy(k->frame, s->frame, s->n_frames * sizeof *k->frame);
}

/* An access log's line says no more than its status, which is counted already. */
static bool has_kind(const struct log_record *r)
{
    return r->field[FIELD_STACK].n || (r->field[FIELD_MESSAGE].n && (!r->status || r->level));
}

static void take_kind(struct log_look *l, const struct log_record *r, int64_t at)
{
    struct log_signature s;
    log_signature(r, &s);
    const struct log_count *c = s.n ? log_tally_add(&l->kind_keys, s.key, s.n, true) : NULL;
    if (!c)
        return;
    size_t i = (size_t)(c - l->kind_keys.v);
    if (i == l->kinds.n)
        keep_kind(l, &s, r, at);
    struct look_kind *k = &l->kinds.v[i];
    k->errors++;
    if (at == TIME_NONE)
        return;
    if (k->first == TIME_NONE || at < k->first) {
        k->first = at;
        k->offset = r->offset;
        k->source = l->source;
    }
    k->last = k->last == TIME_NONE || at > k->last ? at : k->last;
    log_grid_row(&l->failures, at)[COLUMN_KINDS + i]++;
}

/* Some of every stretch of time: which of them are the first since the onset is known at the end. */
static void take_request_id(struct log_look *l, const struct log_text *id, int64_t at)
{
    if (!id->n || id->n >= LOOK_REQUEST || at == TIME_NONE)
        return;
    uint32_t *kept = &log_grid_row(&l->failures, at)[COLUMN_REQUESTS];
    if (*kept >= LOOK_REQUESTS_SLOT)
        return;
    ++*kept;
    struct look_request *q = vec_push(&l->requests);
    q->at = at;
    memcpy(q->id, id->s, id->n);
}

static bool says(const struct log_text *text, const struct regex *pattern)
{
    return text->n && regex_match(pattern, text->s, text->n, NULL) == REGEX_YES;
}

/* Under the first that fits: a more general one behind it takes the rest. */
static void count_by_name(struct log_look *l, const struct log_record *r)
{
    for (size_t i = 0; i < l->options.n_counts; i++)
        if (says(&r->raw, l->options.count[i].pattern) || says(&r->field[FIELD_STACK], l->options.count[i].pattern)) {
            l->named[i]++;
            return;
        }
}

static void take_error(struct log_look *l, const struct log_record *r, int64_t at)
{
    l->errors++;
    if (at != TIME_NONE && (l->first_error == TIME_NONE || at < l->first_error))
        l->first_error = at;
    if (at != TIME_NONE && (l->last_error == TIME_NONE || at > l->last_error))
        l->last_error = at;
    count_by_name(l, r);
    if (has_kind(r))
        take_kind(l, r, at);
    take_request_id(l, r->field[FIELD_REQUEST].n ? &r->field[FIELD_REQUEST] : &r->field[FIELD_TRACE], at);
}

void log_look_take(struct log_look *l, const struct log_record *r)
{
    int64_t at = r->at != TIME_NONE ? r->at : l->now; /* without a time: as the one before it */
    if (is_outside(l, at))
        return;
    bool is_error = log_is_error(r, &l->options.rule);
    l->now = at;
    l->records++;
    l->lines += r->n_lines;
    if (at != TIME_NONE)
        take_time(l, at, is_error);
    if (!l->options.is_quick || is_error)
        take_request(l, r, at, is_error);
    if (is_error)
        take_error(l, r, at);
}

/* ---- counted, not read ---- */

void log_look_count(struct log_look *l, int64_t from, int64_t to, uint64_t n)
{
    if (!n || is_outside(l, from))
        return;
    log_series_spread(&l->series, from, to, n);
    stretch(l, from, to > from ? to - 1 : from);
    l->bucket_to = l->bucket_from; /* the series may have moved */
    l->records += n;
    l->lines += n;
}
