/* look_take: what each record adds. Nothing is allocated for a record whose texts were seen before. */
#include "logs/look.h"

#include <string.h>

#include "base/mem.h"
#include "logs/fold.h"
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
    log_seen_init(&l->paths, LOOK_SEEN_PATHS, 128);
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
    log_seen_release(&l->paths);
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

static void note_error(const struct log_look *l, struct log_count *c, const struct look_taken *t)
{
    if (c->errors == 1 || (t->at != TIME_NONE && (c->first == TIME_NONE || t->at < c->first))) {
        c->first = t->at;
        c->offset = t->r->offset;
        c->source = l->source;
    }
    c->last = t->at > c->last ? t->at : c->last; /* none is less than any */
}

/* A client through the table in front of the tally; there it is counted when it gives way, or somebody asks. */
static void take_client(struct log_look *l, char *place, const struct look_taken *t)
{
    const struct log_text *client = &t->r->field[FIELD_CLIENT];
    struct log_seen_entry *seen = log_seen_find(&l->addresses, place, client->s, client->n);
    if (seen && !t->is_error && seen->more < UINT32_MAX) {
        seen->more++;
        return;
    }
    struct log_count *c = seen ? &l->clients.v[seen->index] : log_tally_add(&l->clients, client->s, client->n, t->is_error);
    if (seen) {
        c->all++;
        c->errors += t->is_error;
    }
    if (c && t->is_error)
        note_error(l, c, t);
    if (!c || seen)
        return;
    struct log_seen_entry gone = log_seen_keep(&l->addresses, place, client->s, client->n, (uint32_t)(c - l->clients.v));
    if (gone.more)
        l->clients.v[gone.index].all += gone.more;
}

void look_settle_clients(struct log_look *l)
{
    for (size_t i = 0; i < 2 * l->addresses.places; i++) {
        struct log_seen_entry *seen = log_seen_at(&l->addresses, i);
        if (seen->more)
            l->clients.v[seen->index].all += seen->more;
        seen->more = 0;
    }
}

static size_t without_query(const struct log_text *path)
{
    const char *end = memchr(path->s, '?', path->n);
    return end ? (size_t)(end - path->s) : path->n;
}

/* "GET /path" as one text: in an access log it stands there, elsewhere it is put together. */
static struct log_text request_line(const struct log_record *r, char room[128])
{
    const struct log_text *method = &r->field[FIELD_METHOD], *path = &r->field[FIELD_PATH];
    size_t n = without_query(path);
    if (!method->n)
        return (struct log_text){path->s, n};
    if (path->s == method->s + method->n + 1)
        return (struct log_text){method->s, method->n + 1 + n};
    if (method->n + 1 + n > 120)
        return (struct log_text){NULL, SIZE_MAX};
    memcpy(room, method->s, method->n);
    room[method->n] = ' ';
    memcpy(room + method->n + 1, path->s, n);
    return (struct log_text){room, method->n + 1 + n};
}

/* Most requests are for few paths as they are: those are not folded again. */
static struct log_count *endpoint(struct log_look *l, const struct look_taken *t)
{
    char folded[FOLD_MAX], room[128];
    struct log_text line = request_line(t->r, room);
    char *place = line.s ? log_seen_place(&l->paths, line.s, line.n) : NULL;
    const struct log_seen_entry *seen = place ? log_seen_find(&l->paths, place, line.s, line.n) : NULL;
    if (seen) {
        struct log_count *known = &l->endpoints.v[seen->index];
        known->all++;
        known->errors += t->is_error;
        return known;
    }
    size_t n = fold_endpoint(t->r->field[FIELD_METHOD], t->r->field[FIELD_PATH], folded);
    struct log_count *c = n ? log_tally_add(&l->endpoints, folded, n, t->is_error) : NULL;
    if (c && place)
        log_seen_keep(&l->paths, place, line.s, line.n, (uint32_t)(c - l->endpoints.v));
    return c;
}

static void take_endpoint(struct log_look *l, const struct look_taken *t)
{
    struct log_count *c = endpoint(l, t);
    if (!c || !t->is_error)
        return;
    note_error(l, c, t);
    if (t->at != TIME_NONE)
        log_grid_row(&l->failures, t->at)[c - l->endpoints.v]++;
}

static void take_user(struct log_look *l, const struct look_taken *t)
{
    const struct log_text *user = &t->r->field[FIELD_USER];
    struct log_count *c = log_tally_add(&l->users, user->s, user->n, t->is_error);
    if (c && t->is_error)
        note_error(l, c, t);
}

static void take_request(struct log_look *l, const struct look_taken *t)
{
    const struct log_record *r = t->r;
    const struct log_text *client = &r->field[FIELD_CLIENT];
    char *place = client->n ? log_seen_place(&l->addresses, client->s, client->n) : NULL;
    if (r->field[FIELD_PATH].n)
        take_endpoint(l, t);
    if (place)
        take_client(l, place, t);
    if (r->field[FIELD_USER].n)
        take_user(l, t);
    struct look_times *times = r->status > 0 && r->status < LOOK_STATUSES ? &l->status[r->status] : &l->level[r->level];
    times->all++;
    times->errors += t->is_error;
    if (r->took >= 0 && t->at != TIME_NONE)
        log_grid_row(&l->latency, t->at)[look_latency_bin(r->took)]++;
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
