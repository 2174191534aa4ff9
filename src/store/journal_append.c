/* journal_append: the one path by which anything gets into the journal. */
#include <string.h>

#include "base/i18n.h"
#include "store/event_redact.h"
#include "store/journal.h"
#include "store/journal_inside.h"
#include "store/random.h"
#include "store/spare.h"

struct entry { /* what is about to be recorded */
    const struct event *from;
    struct event ev; /* without secrets */
    struct arena arena;
    struct str body;
    struct chain_row row;
    unsigned char salt[CHAIN_SALT], hash[DIGEST_SIZE];
};

static bool read_prev(struct journal *j, const struct incident *inc, unsigned char prev[DIGEST_SIZE], struct err *e)
{
    char hex[DIGEST_HEX];
    memset(prev, 0, DIGEST_SIZE);
    return inc->seq == 0 || (journal_head(j, inc, hex, e) && digest_unhex(hex, prev, DIGEST_SIZE));
}

static bool make_entry(struct journal *j, const struct incident *inc, struct entry *en, struct err *e)
{
    if (!read_prev(j, inc, en->row.prev, e))
        return false;
    str_clear(&en->body);
    event_encode(&en->ev, &en->body);
    random_bytes(en->salt, sizeof en->salt);
    chain_hash_body(en->salt, str_get(&en->body), en->body.n, en->row.body);
    en->row.incident = inc->id;
    en->row.seq = en->ev.seq;
    en->row.at = en->ev.at;
    en->row.recorded_at = en->ev.recorded_at;
    en->row.actor = en->ev.actor;
    en->row.host = en->ev.host;
    en->row.kind = event_shapes[en->ev.kind].name;
    en->row.step = en->ev.step;
    chain_hash_row(&en->row, en->hash);
    return true;
}

static bool insert_row(struct journal *j, const struct entry *en, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_ADD_EVENT, e);
    if (!q)
        return false;
    db_bind_blob(q, 1, en->row.incident, CHAIN_ID);
    db_bind_int(q, 2, en->row.seq);
    db_bind_int(q, 3, en->row.at);
    db_bind_int(q, 4, en->row.recorded_at);
    db_bind_text(q, 5, en->row.actor);
    db_bind_text(q, 6, en->row.host);
    db_bind_text(q, 7, en->row.kind);
    db_bind_text(q, 8, en->row.step);
    db_bind_blob(q, 9, en->salt, CHAIN_SALT);
    db_bind_blob(q, 10, str_get(&en->body), en->body.n);
    db_bind_blob(q, 11, en->row.body, DIGEST_SIZE);
    db_bind_blob(q, 12, en->row.prev, DIGEST_SIZE);
    db_bind_blob(q, 13, en->hash, DIGEST_SIZE);
    return db_do(q, e);
}

static bool note_presence(struct journal *j, const struct incident *inc, const struct event *ev, struct err *e)
{
    bool comes = ev->kind == EVENT_joined && ev->as.joined.liveness;
    bool leaves = ev->kind == EVENT_departed && ev->as.departed.liveness;
    if (!comes && !leaves)
        return true;
    struct db_query *q = journal_query(j, comes ? QUERY_COME : QUERY_LEAVE, e);
    if (!q)
        return false;
    db_bind_blob(q, 1, inc->id, CHAIN_ID);
    db_bind_text(q, 2, comes ? ev->as.joined.liveness : ev->as.departed.liveness);
    if (comes) {
        db_bind_text(q, 3, ev->actor);
        db_bind_text(q, 4, ev->host);
        db_bind_text(q, 5, ev->as.joined.tty ? ev->as.joined.tty : "");
        db_bind_int(q, 6, ev->at);
    }
    return db_do(q, e);
}

static int64_t newest_open_run(const struct incident *inc)
{
    int64_t newest = 0;
    for (size_t i = 0; i < inc->open_runs.n; i++)
        newest = inc->runs.v[inc->open_runs.v[i]].started > newest ? inc->runs.v[inc->open_runs.v[i]].started : newest;
    for (size_t i = 0; i < inc->open_questions.n; i++)
        newest = inc->runs.v[inc->open_questions.v[i]].started > newest ? inc->runs.v[inc->open_questions.v[i]].started : newest;
    return newest;
}

static const char *text_or_empty(const char *s)
{
    return s ? s : "";
}

static const char *fact_text(const struct incident *inc, const char *name)
{
    const struct fact *f = incident_find_fact(inc, name);
    return f && f->value.kind == VALUE_TEXT ? text_or_empty(f->value.text) : "";
}

static const char *title_of_step(const struct incident *inc)
{
    int64_t seq = inc->visits.n ? vec_last(&inc->visits)->seq : 0;
    const struct event *ev = seq > 0 && (size_t)seq <= inc->events.n ? &inc->events.v[seq - 1] : NULL;
    return ev && ev->kind == EVENT_entered ? text_or_empty(ev->as.entered.title) : "";
}

static bool summarize(struct journal *j, const struct incident *inc, const unsigned char *head, struct err *e)
{
    const struct event *last = vec_last(&inc->events);
    struct db_query *q = journal_query(j, QUERY_SUMMARIZE, e);
    if (!q)
        return false;
    const char *const texts[] = {
        inc->title, inc->flow, inc->flow_digest, fact_text(inc, "service"), fact_text(inc, "environment"),
        inc->step,  title_of_step(inc), inc->phase,
    };
    const int64_t numbers[] = {
        inc->opened_at, inc->since, last->at, inc->closed_at ? inc->closed_at : inc->resolved_at,
        (int64_t)incident_n_left(inc), (int64_t)inc->open_runs.n, (int64_t)inc->open_questions.n,
        newest_open_run(inc), last->kind == EVENT_exported ? inc->seq : 0,
    };
    db_bind_blob(q, 1, inc->id, CHAIN_ID);
    db_bind_int(q, 2, inc->seq);
    db_bind_blob(q, 3, head, DIGEST_SIZE);
    db_bind_text(q, 4, status_name(inc->status));
    db_bind_int(q, 5, inc->severity);
    for (int i = 0; i < 8; i++)
        db_bind_text(q, 6 + i, text_or_empty(texts[i]));
    for (int i = 0; i < 9; i++)
        db_bind_int(q, 14 + i, numbers[i]);
    return db_do(q, e);
}

/* Events that were applied but could not be committed are taken back by folding the first n anew: memory only, so it
 * works on a full disk too. The texts of the incident stay where they are: the event itself may be made of them, and is
 * tried again. */
static void take_back(struct incident *inc, size_t n)
{
    struct arena texts = {0};
    struct incident again;
    incident_init(&again);
    memcpy(again.id, inc->id, sizeof again.id);
    again.number = inc->number;
    again.n_folds = inc->n_folds + 1;
    for (size_t i = 0; i < n; i++)
        incident_apply(&again, &inc->events.v[i]);
    arena_adopt(&texts, &inc->arena);
    incident_release(inc);
    *inc = again;
    arena_adopt(&inc->arena, &texts);
}

struct book_of { /* the incident that is being written */
    struct journal *j;
    const struct incident *inc;
};

static struct redact_book *open_book(void *who, struct err *e)
{
    struct book_of *of = who;
    return journal_book(of->j, of->inc->id, e);
}

/* What a rule finds goes, whatever the field; what is only called like a value that was named stays. */
static void keep_words(struct redact_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->of.n; i++)
        if (!list->of.v[i].value)
            list->of.v[kept++] = list->of.v[i];
    list->of.n = kept;
}

static void find_by_rules(void *who, const char *field, const char *s, size_t n, struct redact_list *list)
{
    struct book_of *of = who;
    redact_find(of->j->redactor, s, n, list);
    if (event_field_is_word(field))
        keep_words(list);
}

/* Numbers are given under the writer's lock: two terminals cannot give one twice. */
static bool take_secrets_out(struct journal *j, const struct incident *inc, struct entry *en, struct err *e)
{
    struct book_of of = {j, inc};
    int64_t at = en->ev.at, recorded_at = en->ev.recorded_at;
    struct event_secrets how = {find_by_rules, open_book, &of};
    if (!event_redact(&how, en->from, &en->ev, &en->arena, e))
        return false;
    en->ev.at = at;
    en->ev.recorded_at = recorded_at;
    return journal_book_keep(j, e);
}

static bool is_closing(const struct event *ev)
{
    return ev->kind == EVENT_status_set && str_eq(ev->as.status_set.status, "closed");
}

static bool admit(const struct incident *inc, const struct event *ev, struct err *e)
{
    if (incident_admits(inc, ev, e))
        return true;
    e->code = ERR_REFUSED;
    return false;
}

static bool fits(const struct entry *en, struct err *e)
{
    const char *const texts[] = {en->ev.actor, en->ev.host, en->ev.step ? en->ev.step : ""};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strlen(texts[i]) > JOURNAL_MAX_TEXT)
            return err_set(e, ERR_INPUT, _("the name '%.40s...' is too long to be recorded"), texts[i]);
    return en->body.n <= JOURNAL_MAX_BODY ||
           err_set(e, ERR_INPUT, _("%zu bytes are too many for one event; put them into a file and name that"), en->body.n);
}

/* Inside the transaction. The event is applied before the commit because the summary is made from the state after it;
 * nobody sees that until the commit is done. */
static bool write_entry(struct journal *j, struct incident *inc, struct entry *en, bool *applied, struct err *e)
{
    if (!journal_catch_up(j, inc, e) || !take_secrets_out(j, inc, en, e))
        return false;
    en->ev.seq = inc->seq + 1;
    if (!admit(inc, &en->ev, e) || !make_entry(j, inc, en, e) || !fits(en, e) || !insert_row(j, en, e))
        return false;
    incident_apply(inc, &en->ev);
    *applied = true;
    return note_presence(j, inc, &en->ev, e) && journal_alert_keep(j, inc, &en->ev, e) && summarize(j, inc, en->hash, e) &&
           journal_past_keep(j, inc, &en->ev, e) && (!is_closing(&en->ev) || journal_book_forget(j, inc->id, e));
}

static bool add_incident(struct journal *j, struct incident *inc, struct err *e)
{
    bool row = false;
    struct db_query *q = journal_query(j, QUERY_NEXT_NUMBER, e);
    if (!q || !db_step(q, &row, e))
        return false;
    inc->number = db_int(q, 0);
    db_reset(q);
    if (!(q = journal_query(j, QUERY_ADD_INCIDENT, e)))
        return false;
    db_bind_blob(q, 1, inc->id, CHAIN_ID);
    db_bind_int(q, 2, inc->number);
    return db_do(q, e);
}

static bool transact(struct journal *j, struct incident *inc, struct entry *en, bool is_new, struct err *e)
{
    bool applied = false;
    if (!journal_begin(j, e))
        return false;
    if ((!is_new || add_incident(j, inc, e)) && write_entry(j, inc, en, &applied, e) && db_commit(j->db, e)) {
        j->n_commits++;
        return true;
    }
    db_rollback(j->db);
    journal_book_drop(j);
    if (applied)
        take_back(inc, inc->events.n - 1);
    return false;
}

static bool append_in_turn(struct journal *j, struct incident *inc, struct entry *en, struct err *e)
{
    bool applied = false;
    if (j->turn.why.code)
        return *e = j->turn.why, false;
    if (write_entry(j, inc, en, &applied, e))
        return true;
    if (e->code != ERR_REFUSED) { /* SQLite may have rolled all of it back */
        j->turn.why = *e;
        j->turn.is_full = e->code == ERR_IO && db_failure(j->db) == DB_IS_FULL;
    }
    return false;
}

static bool record(struct journal *j, struct incident *inc, struct event *ev, bool is_new, struct err *e)
{
    struct entry en = {0};
    if (j->is_damaged)
        return err_set(e, ERR_DENIED, _("%s is damaged, so nothing more is recorded in it; run: triage journal verify"),
                       j->path);
    en.from = ev;
    en.ev = (struct event){.recorded_at = j->clock(j->who)};
    en.ev.at = ev->at ? ev->at : en.ev.recorded_at;
    bool ok = j->turn.is_open ? append_in_turn(j, inc, &en, e) : transact(j, inc, &en, is_new, e);
    if (!ok && !j->turn.is_open && e->code == ERR_IO && db_failure(j->db) == DB_IS_FULL && spare_release(j->spare)) {
        *e = (struct err){0};
        ok = transact(j, inc, &en, is_new, e);
    }
    if (ok) {
        ev->seq = en.ev.seq;
        ev->at = en.ev.at;
        ev->recorded_at = en.ev.recorded_at;
    }
    str_release(&en.body);
    arena_release(&en.arena);
    return ok;
}

bool journal_append(struct journal *j, struct incident *inc, struct event *ev, struct err *e)
{
    return record(j, inc, ev, false, e);
}

bool journal_begin_turn(struct journal *j, struct incident *inc, struct err *e)
{
    if (!journal_begin(j, e))
        return false;
    if (!journal_catch_up(j, inc, e)) {
        db_rollback(j->db);
        return false;
    }
    j->turn.is_open = true;
    j->turn.n_events = inc->events.n;
    return true;
}

static bool commit_turn(struct journal *j, struct err *e)
{
    if (j->turn.why.code)
        return *e = j->turn.why, false;
    if (db_commit(j->db, e)) {
        j->n_commits++;
        return true;
    }
    j->turn.is_full = e->code == ERR_IO && db_failure(j->db) == DB_IS_FULL;
    return false;
}

bool journal_end_turn(struct journal *j, struct incident *inc, bool keep, bool *again, struct err *e)
{
    bool ok = keep && commit_turn(j, e);
    if (!ok) {
        db_rollback(j->db);
        journal_book_drop(j);
        take_back(inc, j->turn.n_events);
    }
    *again = !ok && j->turn.is_full && spare_release(j->spare);
    memset(&j->turn, 0, sizeof j->turn);
    return ok;
}

bool journal_create(struct journal *j, struct incident *inc, struct event *first, struct err *e)
{
    incident_init(inc);
    random_bytes(inc->id, sizeof inc->id);
    return record(j, inc, first, true, e);
}
