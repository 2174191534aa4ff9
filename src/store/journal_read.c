/* journal_read: rows into events, events into an incident, and which incident is meant. */
#include "base/i18n.h"
#include "store/journal.h"
#include "store/journal_inside.h"

enum { SEQ, AT, RECORDED_AT, ACTOR, HOST, KIND, STEP, BODY };

/* STRICT and NOT NULL hold only as long as nobody damages the file: each type is asked, each column read once. Behind a
 * NUL, a text could hold what no hash covers. */
static bool read_text(struct db_query *q, int col, const char **to)
{
    size_t n;
    return db_read_text(q, col, to, &n) && n <= JOURNAL_MAX_TEXT;
}

static bool read_columns(struct db_query *q, struct event *ev, const char **kind)
{
    return db_read_int(q, SEQ, &ev->seq) && db_read_int(q, AT, &ev->at) && db_read_int(q, RECORDED_AT, &ev->recorded_at) &&
           read_text(q, ACTOR, &ev->actor) && read_text(q, HOST, &ev->host) && read_text(q, KIND, kind) &&
           (read_text(q, STEP, &ev->step) || db_type(q, STEP) == DB_NULL) && db_type(q, BODY) == DB_BLOB;
}

bool journal_read_event(struct db_query *q, int64_t number, int64_t want, struct event *ev, struct arena *arena,
                        struct err *e)
{
    const char *kind;
    size_t n;
    ev->step = NULL;
    if (!read_columns(q, ev, &kind))
        return err_set(e, ERR_INPUT, _("INC-%lld, event %lld: damaged; run: triage journal verify"), (long long)number,
                       (long long)want);
    if (ev->seq != want)
        return err_set(e, ERR_INPUT, _("INC-%lld: event %lld is missing; run: triage journal verify"), (long long)number,
                       (long long)want);
    if (!event_kind_parse(kind, &ev->kind))
        return err_set(e, ERR_INPUT, _("INC-%lld, event %lld: its kind '%.40s' is not known to this triage"),
                       (long long)number, (long long)want, kind);
    const void *body = db_blob(q, BODY, &n);
    if (n > JOURNAL_MAX_BODY || !event_decode(body, n, ev, arena, e))
        return err_set(e, ERR_INPUT, _("INC-%lld, event %lld: its body is damaged; run: triage journal verify"),
                       (long long)number, (long long)want);
    return true;
}

static bool take_in(struct db_query *q, struct incident *inc, struct arena *arena, struct err *e)
{
    struct event ev;
    if (!journal_read_event(q, inc->number, inc->seq + 1, &ev, arena, e))
        return false;
    if (!incident_admits(inc, &ev, e)) {
        struct err why = *e;
        return err_set(e, ERR_INPUT, _("INC-%lld: event %lld does not follow from those before it (%.300s); run: triage journal "
                                       "verify"), (long long)inc->number, (long long)ev.seq, why.text);
    }
    incident_apply(inc, &ev);
    return true;
}

static bool read_rows(struct journal *j, struct incident *inc, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_EVENTS, e);
    if (!q)
        return false;
    struct arena arena = {0};
    bool row = true, ok = true;
    db_bind_blob(q, 1, inc->id, CHAIN_ID);
    db_bind_int(q, 2, inc->seq);
    while (ok && (ok = db_step(q, &row, e)) && row) {
        ok = take_in(q, inc, &arena, e);
        if (arena.bytes > 65536)
            arena_release(&arena);
        if (!ok)
            j->is_damaged = true;
    }
    db_reset(q);
    arena_release(&arena);
    return ok;
}

bool journal_fold_anew(struct journal *j, struct incident *inc, struct err *e)
{
    struct arena texts = {0};
    struct incident again;
    incident_init(&again);
    memcpy(again.id, inc->id, sizeof again.id);
    again.number = inc->number;
    again.n_folds = inc->n_folds + 1;
    if (!read_rows(j, &again, e)) {
        incident_release(&again);
        return false;
    }
    arena_adopt(&texts, &inc->arena);
    incident_release(inc);
    *inc = again;
    arena_adopt(&inc->arena, &texts);
    return true;
}

/* Another terminal took secrets out of what this one has in memory. */
static bool was_rewritten(const struct incident *inc, size_t from)
{
    for (size_t i = from; from > 0 && i < inc->events.n; i++)
        if (inc->events.v[i].kind == EVENT_redacted && inc->events.v[i].as.redacted.of <= (int64_t)from)
            return true;
    return false;
}

bool journal_catch_up(struct journal *j, struct incident *inc, struct err *e)
{
    size_t had = inc->events.n;
    return read_rows(j, inc, e) && (!was_rewritten(inc, had) || journal_fold_anew(j, inc, e));
}

bool journal_version(struct journal *j, int64_t *version, struct err *e)
{
    bool row;
    struct db_query *q = journal_query(j, QUERY_VERSION, e);
    if (!q || !db_step(q, &row, e))
        return false;
    *version = db_int(q, 0);
    db_reset(q);
    return true;
}

bool journal_changes(struct journal *j, int64_t *n, struct err *e)
{
    int64_t version;
    if (!journal_version(j, &version, e))
        return false;
    *n = (j->n_commits << 32) + version;
    return true;
}

bool journal_refresh(struct journal *j, struct incident *inc, bool *changed, struct err *e)
{
    int64_t version, was = inc->seq;
    *changed = false;
    if (!journal_follow(j, e) || !journal_version(j, &version, e))
        return false;
    if (version == j->seen.version && memcmp(j->seen.id, inc->id, CHAIN_ID) == 0)
        return true;
    bool ok = journal_catch_up(j, inc, e);
    *changed = inc->seq != was;
    if (ok) {
        j->seen.version = version;
        memcpy(j->seen.id, inc->id, CHAIN_ID);
    }
    return ok;
}

/* ---- which one is meant ---- */

static bool take_id(struct db_query *q, unsigned char id[CHAIN_ID], int64_t *number, bool *found, struct err *e)
{
    size_t n;
    if (!db_step(q, found, e))
        return false;
    if (!*found)
        return true;
    const void *p = db_blob(q, 0, &n);
    if (n != CHAIN_ID || db_type(q, 1) != DB_INT)
        return err_set(e, ERR_INPUT, _("the list of incidents is damaged; run: triage journal verify"));
    memcpy(id, p, CHAIN_ID);
    *number = db_int(q, 1);
    return true;
}

static bool find_newest(struct journal *j, unsigned char id[CHAIN_ID], int64_t *number, bool *found, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_NEWEST_OPEN, e);
    bool ok = q && take_id(q, id, number, found, e);
    if (q)
        db_reset(q);
    return ok;
}

static bool find_number(struct journal *j, int64_t wanted, unsigned char id[CHAIN_ID], int64_t *number, bool *found,
                        struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_BY_NUMBER, e);
    if (!q)
        return false;
    db_bind_int(q, 1, wanted);
    bool ok = take_id(q, id, number, found, e);
    db_reset(q);
    return ok;
}

static void fill_id(const char *digits, char rest, unsigned char id[CHAIN_ID])
{
    char hex[2 * CHAIN_ID + 1];
    memset(hex, rest, sizeof hex - 1);
    hex[sizeof hex - 1] = '\0';
    memcpy(hex, digits, strlen(digits));
    digest_unhex(hex, id, CHAIN_ID);
}

/* The ids that begin with these digits are those from digits 000... to digits fff... */
static bool find_prefix(struct journal *j, const char *digits, unsigned char id[CHAIN_ID], int64_t *number, bool *found,
                        struct err *e)
{
    unsigned char low[CHAIN_ID], high[CHAIN_ID];
    int64_t other;
    bool more = false;
    size_t n = strlen(digits);
    *found = false;
    if (n < 6 || n > 2 * CHAIN_ID || strspn(digits, "0123456789abcdefABCDEF") != n)
        return true;
    struct db_query *q = journal_query(j, QUERY_BY_PREFIX, e);
    if (!q)
        return false;
    fill_id(digits, '0', low);
    fill_id(digits, 'f', high);
    db_bind_blob(q, 1, low, CHAIN_ID);
    db_bind_blob(q, 2, high, CHAIN_ID);
    bool ok = take_id(q, id, number, found, e) && (!*found || take_id(q, low, &other, &more, e));
    db_reset(q);
    return ok && (!more || err_set(e, ERR_INPUT, _("'%s' begins the ids of several incidents; give more of it, or INC-%lld"),
                                   digits, (long long)*number));
}

static bool parse_number(const char *s, int64_t *n)
{
    if (strncmp(s, "INC-", 4) == 0 || strncmp(s, "inc-", 4) == 0)
        s += 4;
    size_t digits = strspn(s, "0123456789");
    if (digits == 0 || digits > 15 || s[digits] != '\0')
        return false;
    *n = strtoll(s, NULL, 10);
    return true;
}

bool journal_find(struct journal *j, const char *which, unsigned char id[CHAIN_ID], int64_t *number, struct err *e)
{
    int64_t wanted;
    bool found = false, is_number = which && parse_number(which, &wanted);
    if (!which && !find_newest(j, id, number, &found, e))
        return false;
    if (is_number && !find_number(j, wanted, id, number, &found, e))
        return false;
    if (which && !found && !find_prefix(j, which, id, number, &found, e))
        return false;
    if (found)
        return true;
    if (!which)
        return err_set(e, ERR_ABSENT, _("no incident is open; triage list shows those that were"));
    return err_set(e, ERR_ABSENT, _("there is no incident '%.60s'; triage list shows them"), which);
}

bool journal_load(struct journal *j, const char *which, struct incident *inc, struct err *e)
{
    incident_init(inc);
    return journal_find(j, which, inc->id, &inc->number, e) && journal_catch_up(j, inc, e);
}

bool journal_head(struct journal *j, const struct incident *inc, char head[65], struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_HASH, e);
    bool row = false;
    size_t n = 0;
    if (!q)
        return false;
    db_bind_blob(q, 1, inc->id, CHAIN_ID);
    db_bind_int(q, 2, inc->seq);
    bool ok = db_step(q, &row, e);
    const void *hash = ok && row ? db_blob(q, 0, &n) : NULL;
    if (n == DIGEST_SIZE)
        digest_hex(hash, n, head);
    else if (ok)
        ok = err_set(e, ERR_INPUT, _("INC-%lld: event %lld is missing; run: triage journal verify"),
                     (long long)inc->number, (long long)inc->seq);
    db_reset(q);
    return ok;
}
