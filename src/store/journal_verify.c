/* journal_verify: walks each chain from its first row, and says where it breaks. */
#include "store/journal_verify.h"

#include "base/i18n.h"
#include "store/db_open.h"
#include "store/journal_inside.h"
#include "text/zip.h"

enum { KIND = 5, BODY = 7, SALT, BODY_HASH, PREV, HASH };

struct replaced { /* what `redacted` says of an event: what stands there now */
    int64_t seq;
    unsigned char body[DIGEST_SIZE];
};

struct walk {
    struct journal *j;
    struct incident inc; /* folded along the way */
    struct arena arena;
    struct journal_finding f;
    unsigned char prev[DIGEST_SIZE];
    VEC(struct replaced) replaced;
};

static bool is_blob(struct db_query *q, int col, size_t size, const void *same)
{
    size_t n;
    const void *p = db_type(q, col) == DB_BLOB ? db_blob(q, col, &n) : NULL;
    return p && n == size && (!same || memcmp(p, same, size) == 0);
}

/* The last one counts: secrets may be taken out of an event more than once. */
static const struct replaced *find_replaced(const struct walk *w, int64_t seq)
{
    for (size_t i = w->replaced.n; i > 0; i--)
        if (w->replaced.v[i - 1].seq == seq)
            return &w->replaced.v[i - 1];
    return NULL;
}

/* Who took secrets out of what comes before the walk does: their events are at the end. They are checked like all others
 * when the walk gets there. */
static bool read_acts(struct walk *w, struct err *e)
{
    struct db_query *q = journal_query(w->j, QUERY_ACTS, e);
    bool row = true, ok = q != NULL;
    if (q)
        db_bind_blob(q, 1, w->inc.id, CHAIN_ID);
    while (ok && (ok = db_step(q, &row, e)) && row) {
        struct event ev;
        struct err ignored = {0};
        struct replaced is;
        if (!journal_read_event(q, w->inc.number, db_int(q, 0), &ev, &w->arena, &ignored) || !ev.as.redacted.body ||
            !digest_unhex(ev.as.redacted.body, is.body, DIGEST_SIZE) || ev.as.redacted.of >= ev.seq)
            continue;
        is.seq = ev.as.redacted.of;
        *vec_push(&w->replaced) = is;
    }
    if (q)
        db_reset(q);
    return ok;
}

/* The row's hash is over what was recorded first; the body may be another one that a recorded act put there. */
static bool body_holds(struct walk *w, struct db_query *q, int64_t seq, unsigned char hash[DIGEST_SIZE])
{
    const struct replaced *is = find_replaced(w, seq);
    size_t n_salt, n;
    if (!is_blob(q, SALT, CHAIN_SALT, NULL))
        return false;
    const void *salt = db_blob(q, SALT, &n_salt), *body = db_blob(q, BODY, &n);
    chain_hash_body(salt, body, n, hash);
    if (is_blob(q, BODY_HASH, DIGEST_SIZE, hash))
        return true;
    if (!is || memcmp(is->body, hash, DIGEST_SIZE) != 0 || !is_blob(q, BODY_HASH, DIGEST_SIZE, NULL))
        return false;
    memcpy(hash, db_blob(q, BODY_HASH, &n), DIGEST_SIZE);
    w->f.n_redacted++;
    return true;
}

static bool chain_holds(struct walk *w, struct db_query *q, const struct event *ev, struct err *e)
{
    struct chain_row row = {
        w->inc.id, ev->seq, ev->at, ev->recorded_at, ev->actor, ev->host, event_shapes[ev->kind].name, ev->step, {0}, {0},
    };
    unsigned char hash[DIGEST_SIZE];
    memcpy(row.prev, w->prev, DIGEST_SIZE);
    if (!body_holds(w, q, ev->seq, row.body))
        return err_set(e, ERR_INPUT, _("what it says is not what was recorded"));
    if (!is_blob(q, PREV, DIGEST_SIZE, w->prev))
        return err_set(e, ERR_INPUT, _("it does not follow the event before it"));
    chain_hash_row(&row, hash);
    if (!is_blob(q, HASH, DIGEST_SIZE, hash))
        return err_set(e, ERR_INPUT, _("its time, actor, host, kind, step or hash was changed"));
    memcpy(w->prev, hash, DIGEST_SIZE);
    return true;
}

static bool output_is_there(struct walk *w, const char *hex, struct err *e)
{
    unsigned char digest[DIGEST_SIZE];
    bool row = true;
    if (!hex || !digest_unhex(hex, digest, sizeof digest))
        return true;
    struct db_query *q = journal_query(w->j, QUERY_HAS_BLOB, e);
    if (!q)
        return false;
    db_bind_blob(q, 1, digest, sizeof digest);
    bool ok = db_step(q, &row, e);
    db_reset(q);
    return ok && (row || err_set(e, ERR_INPUT, _("the output %.16s it names is not in the journal"), hex));
}

static const char *output_of(const struct event *ev)
{
    const struct event_shape *shape = &event_shapes[ev->kind];
    for (size_t i = 0; i < shape->n_fields; i++)
        if (str_eq(shape->field[i].name, "output"))
            return *(const char *const *)((const char *)&ev->as + shape->field[i].offset);
    return ev->kind == EVENT_opened ? ev->as.opened.digest : NULL;
}

static bool event_holds(struct walk *w, struct db_query *q, struct err *e)
{
    struct event ev;
    if (!journal_read_event(q, w->inc.number, w->inc.seq + 1, &ev, &w->arena, e) || !chain_holds(w, q, &ev, e) ||
        !incident_admits(&w->inc, &ev, e) || !output_is_there(w, output_of(&ev), e))
        return false;
    incident_apply(&w->inc, &ev);
    return true;
}

static void condemn(struct walk *w, const struct err *why)
{
    w->f.touched = w->inc.seq + 1;
    snprintf(w->f.why, sizeof w->f.why, "%.399s", why->text);
}

static bool walk_rows(struct walk *w, struct err *e)
{
    struct db_query *q = journal_query(w->j, QUERY_ROWS, e);
    bool row = true;
    struct err why = {0};
    if (!q)
        return false;
    db_bind_blob(q, 1, w->inc.id, CHAIN_ID);
    while (row && !w->f.touched) {
        if (!db_step(q, &row, &why))
            condemn(w, &why), row = false; /* a damaged page */
        else if (row && !event_holds(w, q, &why))
            condemn(w, &why);
        if (w->arena.bytes > 65536)
            arena_release(&w->arena);
    }
    db_reset(q);
    return true;
}

/* The tail of a chain can be cut without a trace in it; the summary is a first, weak witness against that. */
static bool look_at_summary(struct walk *w, struct err *e)
{
    struct db_query *q = journal_query(w->j, QUERY_SUMMARY, e);
    bool row = false;
    if (!q)
        return false;
    db_bind_blob(q, 1, w->inc.id, CHAIN_ID);
    bool ok = db_step(q, &row, e);
    if (ok && (!row || db_int(q, 0) != w->inc.seq || !is_blob(q, 1, DIGEST_SIZE, w->prev))) {
        struct err why = {0};
        err_set(&why, ERR_INPUT, _("the summary says that there are %lld events, and there are %lld"),
                (long long)(row ? db_int(q, 0) : 0), (long long)w->inc.seq);
        condemn(w, &why);
    }
    db_reset(q);
    return ok;
}

static bool verify_one(struct journal *j, const unsigned char id[CHAIN_ID], int64_t number, struct journal_finding *f, struct err *e)
{
    struct walk w = {.j = j, .f = {.number = number}};
    incident_init(&w.inc);
    memcpy(w.inc.id, id, CHAIN_ID);
    w.inc.number = number;
    bool ok = read_acts(&w, e) && walk_rows(&w, e) && (w.f.touched || look_at_summary(&w, e));
    w.f.n_events = w.inc.seq;
    if (w.inc.seq)
        digest_hex(w.prev, DIGEST_SIZE, w.f.head);
    *f = w.f;
    vec_release(&w.replaced);
    incident_release(&w.inc);
    arena_release(&w.arena);
    return ok;
}

struct one {
    unsigned char id[CHAIN_ID];
    int64_t number;
};

static bool read_all(struct journal *j, struct one **list, size_t *n_list, struct err *e)
{
    VEC(struct one) all = {0};
    struct db_query *q = journal_query(j, QUERY_ALL, e);
    bool row = true, ok = q != NULL;
    size_t n;
    while (ok && (ok = db_step(q, &row, e)) && row) {
        struct one *one = vec_push(&all);
        const void *id = db_blob(q, 0, &n);
        if (n == CHAIN_ID)
            memcpy(one->id, id, CHAIN_ID);
        one->number = db_int(q, 1);
    }
    if (q)
        db_reset(q);
    *list = all.v;
    *n_list = all.n;
    return ok;
}

bool journal_verify(struct journal *j, const char *which, void (*each)(const struct journal_finding *f, void *who), void *who,
                    struct err *e)
{
    struct one *list = NULL, named;
    struct journal_finding f;
    size_t n = 1;
    bool ok = which ? journal_find(j, which, named.id, &named.number, e) : read_all(j, &list, &n, e);
    for (size_t i = 0; ok && i < n; i++) {
        const struct one *one = which ? &named : &list[i];
        ok = verify_one(j, one->id, one->number, &f, e);
        if (ok)
            each(&f, who);
    }
    mem_free(list);
    return ok;
}

static bool blob_holds(struct db_query *q)
{
    unsigned char digest[DIGEST_SIZE];
    struct str out = {0};
    struct err ignored = {0};
    size_t n;
    const void *packed = db_blob(q, 2, &n);
    int64_t size = db_int(q, 1);
    bool ok = size >= 0 && size <= JOURNAL_MAX_STORED && zip_unpack(packed, n, (size_t)size, &out, &ignored);
    digest_of(str_get(&out), out.n, digest);
    str_release(&out);
    return ok && is_blob(q, 0, DIGEST_SIZE, digest);
}

bool journal_verify_blobs(struct journal *j, int64_t *n, int64_t *n_bad, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_BLOBS, e);
    bool row = true, ok = q != NULL;
    *n = *n_bad = 0;
    while (ok && (ok = db_step(q, &row, e)) && row) {
        ++*n;
        *n_bad += !blob_holds(q);
    }
    if (q)
        db_reset(q);
    return ok;
}

bool journal_verify_file(struct journal *j, struct err *e)
{
    return db_check_integrity(j->db, e);
}

bool journal_count_strays(struct journal *j, int64_t *n, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_STRAYS, e);
    bool row = false, ok = q && db_step(q, &row, e);
    *n = ok && row ? db_int(q, 0) : 0;
    if (q)
        db_reset(q);
    return ok;
}

bool journal_verify_mark(struct journal *j, const char *incident, int64_t seq, const char *head, struct err *e)
{
    struct incident inc = {0};
    char hash[65];
    bool row = false;
    if (!journal_find(j, incident, inc.id, &inc.number, e))
        return false;
    struct db_query *q = journal_query(j, QUERY_NEWEST_SEQ, e);
    if (!q)
        return false;
    db_bind_blob(q, 1, inc.id, CHAIN_ID);
    bool ok = db_step(q, &row, e);
    inc.seq = ok && row ? db_int(q, 0) : 0;
    db_reset(q);
    if (ok && inc.seq < seq)
        return err_set(e, ERR_INPUT, _("INC-%lld: the write-up saw %lld events, the journal has %lld: its end was cut off"),
                       (long long)inc.number, (long long)seq, (long long)inc.seq);
    inc.seq = seq;
    return ok && journal_head(j, &inc, hash, e) &&
           (str_eq(hash, head) || err_set(e, ERR_INPUT, _("INC-%lld: event %lld is not the one the write-up saw"),
                                          (long long)inc.number, (long long)seq));
}
