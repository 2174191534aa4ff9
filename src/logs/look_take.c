/* look_take: what each record adds. Nothing is allocated for a record whose texts were seen before. */
#include "logs/look.h"

#include <string.h>

#include "base/mem.h"
#include "logs/look_own.h"

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
    request_seen_init(&l->paths);
    log_seen_init(&l->addresses, LOOK_SEEN_CLIENTS, 64);
    l->named = mem_array(options->n_counts + 1, sizeof *l->named);
    return l;
}

void log_look_free(struct log_look *l)
{
    if (!l)
        return;
    log_series_release(&l->series);
    log_series_release(&l->astray);
    log_tally_release(&l->endpoints);
    log_tally_release(&l->clients);
    log_tally_release(&l->users);
    log_tally_release(&l->kind_keys);
    log_grid_release(&l->failures);
    log_grid_release(&l->latency);
    vec_release(&l->kinds);
    vec_release(&l->requests);
    arena_release(&l->arena);
    request_seen_release(&l->paths);
    log_seen_release(&l->addresses);
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

/* ---- what is tallied ---- */

static void settle(struct log_look *l, struct log_seen_entry *seen)
{
    struct log_count *c = &l->clients.v[seen->index];
    c->all += seen->more;
    c->errors += seen->errors;
    if (seen->errors && seen->last > c->last)
        c->last = seen->last;
    seen->more = seen->errors = 0;
}

/* In the entry alone: the first error, and one that is older than another, are of more interest than that. */
static bool count_seen(struct log_seen_entry *seen, const struct look_taken *t)
{
    if (seen->more == UINT32_MAX || (t->is_error && (seen->last == TIME_NONE || t->at < seen->last)))
        return false;
    seen->more++;
    seen->errors += t->is_error;
    seen->last = t->is_error ? t->at : seen->last;
    return true;
}

/* A client through the table in front of the tally; there it is counted when it gives way, or somebody asks: most clients
 * would have to be waited for. */
static void take_client(struct log_look *l, char *place, const struct look_taken *t)
{
    const struct log_text *client = &t->r->field[FIELD_CLIENT];
    struct log_seen_entry *seen = log_seen_find(&l->addresses, place, client->s, client->n);
    if (seen && count_seen(seen, t))
        return;
    struct log_count *c = seen ? &l->clients.v[seen->index] : log_tally_add(&l->clients, client->s, client->n, t->is_error);
    if (seen) {
        settle(l, seen);
        c->all++;
        c->errors += t->is_error;
        seen->last = t->is_error ? t->at : seen->last;
    }
    if (c && t->is_error)
        look_note_error(l, c, t);
    if (!c || seen)
        return;
    struct log_seen_entry gone = log_seen_keep(&l->addresses, place, client->s, client->n, (uint32_t)(c - l->clients.v));
    if (gone.more)
        settle(l, &gone);
    if (t->is_error && (seen = log_seen_find(&l->addresses, place, client->s, client->n)))
        seen->last = t->at;
}

void look_settle_clients(struct log_look *l)
{
    for (size_t i = 0; i < 2 * l->addresses.places; i++) {
        struct log_seen_entry *seen = log_seen_at(&l->addresses, i);
        if (seen->more)
            settle(l, seen);
    }
}

static void take_user(struct log_look *l, const struct look_taken *t)
{
    const struct log_text *user = &t->r->field[FIELD_USER];
    struct log_count *c = log_tally_add(&l->users, user->s, user->n, t->is_error);
    if (c && t->is_error)
        look_note_error(l, c, t);
}

static void take_request(struct log_look *l, const struct look_taken *t)
{
    const struct log_record *r = t->r;
    const struct log_text *client = &r->field[FIELD_CLIENT];
    char *place = client->n ? log_seen_place(&l->addresses, client->s, client->n) : NULL;
    if (r->field[FIELD_PATH].n)
        look_take_endpoint(l, t);
    if (place)
        take_client(l, place, t);
    if (r->field[FIELD_USER].n)
        take_user(l, t);
    struct look_times *times = r->status > 0 && r->status < LOOK_STATUSES ? &l->status[r->status] : &l->level[r->level];
    times->all++;
    times->errors += t->is_error;
    if (r->took >= 0 && t->at != TIME_NONE)
        log_grid_add(&l->latency, t->at, look_latency_bin(r->took));
}

size_t look_latency_bin(int64_t took)
{
    if (took < LATENCY_STEPS)
        return took < 0 ? 0 : (size_t)took;
    int octave = 63 - __builtin_clzll((unsigned long long)took); /* 5 is the first */
    size_t bin = (size_t)(octave - 4) * LATENCY_STEPS + (size_t)(took >> (octave - 5)) % LATENCY_STEPS;
    return bin < LATENCY_BINS ? bin : LATENCY_BINS - 1;
}

int64_t look_latency_of(size_t bin)
{
    if (bin < LATENCY_STEPS)
        return (int64_t)bin;
    int64_t step = INT64_C(1) << (bin / LATENCY_STEPS - 1);
    return (int64_t)(LATENCY_STEPS + bin % LATENCY_STEPS) * step + step / 2;
}

static bool is_outside(const struct log_look *l, int64_t at)
{
    const struct log_look_options *o = &l->options;
    return at != TIME_NONE && ((o->since != TIME_NONE && at < o->since) || (o->until != TIME_NONE && at >= o->until));
}

void log_look_take(struct log_look *l, const struct log_record *r)
{
    int64_t at = r->at != TIME_NONE ? r->at : l->now; /* without a time: as the one before it */
    if (is_outside(l, at))
        return;
    struct look_taken t = {r, at, log_is_error(r, &l->options.rule)};
    l->records++;
    l->lines += r->n_lines;
    t.at = look_place(l, at, t.is_error);
    l->now = t.at != TIME_NONE ? t.at : l->now;
    if (!l->options.is_quick || t.is_error)
        take_request(l, &t);
    if (t.is_error)
        look_take_error(l, &t);
}

void log_look_count(struct log_look *l, int64_t from, int64_t to, uint64_t n)
{
    if (!n || is_outside(l, from))
        return;
    look_place_many(l, from, to, n);
    l->records += n;
    l->lines += n;
}
