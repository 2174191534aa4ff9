/* journal_list: the list of incidents from their summaries, without reading one event. */
#include "base/i18n.h"
#include "base/vec.h"
#include "store/actor.h"
#include "store/journal.h"
#include "store/journal_inside.h"
#include "store/liveness.h"

enum { ID, NUMBER, SEQ, STATUS, SEVERITY, TITLE, OPENED_AT = 12 };

static enum incident_status parse_status(const char *s)
{
    enum incident_status status = STATUS_OPEN;
    for (int i = STATUS_OPEN; i <= STATUS_CLOSED; i++)
        if (str_eq(s, status_name((enum incident_status)i)))
            status = (enum incident_status)i;
    return status;
}

/* Whatever a damaged file holds, the answer is a text or a number of some kind; only the id must be one. */
static bool read_entry(struct db_query *q, struct journal_entry *en)
{
    size_t n;
    const void *id = db_blob(q, ID, &n);
    *en = (struct journal_entry){.number = db_int(q, NUMBER), .seq = db_int(q, SEQ)};
    if (n != CHAIN_ID)
        return false;
    memcpy(en->id, id, CHAIN_ID);
    en->status = parse_status(db_text(q, STATUS));
    int64_t severity = db_int(q, SEVERITY);
    en->severity = severity >= 1 && severity <= 4 ? (int)severity : 0;
    const char **const texts[] = {&en->title, &en->flow, &en->service, &en->environment, &en->step, &en->step_title, &en->phase};
    for (int i = 0; i < 7; i++)
        *texts[i] = db_text(q, TITLE + i);
    int64_t *const numbers[] = {
        &en->opened_at, &en->since,     &en->last_at,     &en->ended_at,     &en->n_deferred,
        &en->n_running, &en->n_unknown, &en->run_started, &en->exported_seq,
    };
    for (int i = 0; i < 9; i++)
        *numbers[i] = db_int(q, OPENED_AT + i);
    return true;
}

struct presence {
    struct arena arena;
    VEC(struct journal_present) list;
    char host[256];
};

static bool read_presence(struct journal *j, const unsigned char *id, struct presence *p, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_PRESENT, e);
    bool row = true, ok = true;
    if (!q)
        return false;
    vec_clear(&p->list);
    arena_release(&p->arena);
    db_bind_blob(q, 1, id, CHAIN_ID);
    while (ok && (ok = db_step(q, &row, e)) && row) {
        struct journal_present *one = vec_push(&p->list);
        const char **const texts[] = {&one->actor, &one->host, &one->tty, &one->liveness};
        for (int i = 0; i < 4; i++)
            *texts[i] = arena_strdup(&p->arena, db_text(q, i));
        one->at = db_int(q, 4);
        one->is_live = str_eq(one->host, p->host) && !liveness_is_free(one->liveness);
    }
    db_reset(q);
    return ok;
}

/* The first row of a query about one incident. */
static bool first_time(struct journal *j, enum journal_query which, const unsigned char *id, int64_t *at, struct err *e)
{
    struct db_query *q = journal_query(j, which, e);
    bool row = false;
    *at = 0;
    if (!q)
        return false;
    db_bind_blob(q, 1, id, CHAIN_ID);
    bool ok = db_step(q, &row, e);
    if (ok && row)
        *at = db_int(q, 0);
    db_reset(q);
    return ok;
}

bool journal_asked_at(struct journal *j, const unsigned char *id, int64_t *at, struct err *e)
{
    return first_time(j, QUERY_ASKED, id, at, e);
}

bool journal_relapsed_at(struct journal *j, const unsigned char *id, int64_t *at, struct err *e)
{
    return first_time(j, QUERY_RELAPSED, id, at, e);
}

bool journal_list(struct journal *j, const struct journal_filter *filter,
                  bool (*each)(const struct journal_entry *entry, void *who), void *who, struct err *e)
{
    struct presence p = {0};
    struct db_query *q = journal_query(j, filter->only_open ? QUERY_LIST_OPEN : filter->only_ended ? QUERY_LIST_ENDED : QUERY_LIST, e);
    bool row = true, ok = q != NULL, more = true;
    if (!q)
        return false;
    actor_host(p.host, sizeof p.host);
    db_bind_int(q, 1, filter->limit ? (int64_t)filter->limit : -1);
    while (ok && more && (ok = db_step(q, &row, e)) && row) {
        struct journal_entry en;
        ok = read_entry(q, &en) ? read_presence(j, en.id, &p, e)
                                : err_set(e, ERR_INPUT, _("the list of incidents is damaged; run: triage journal verify"));
        en.present = p.list.v;
        en.n_present = p.list.n;
        more = ok && each(&en, who);
    }
    db_reset(q);
    arena_release(&p.arena);
    vec_release(&p.list);
    return ok;
}

bool journal_find_flow(struct journal *j, const char *flow_id, struct journal_flow *found, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_FLOW, e);
    bool row = false;
    if (!q)
        return false;
    db_bind_text(q, 1, flow_id);
    bool ok = db_step(q, &row, e);
    if (ok && row) {
        snprintf(found->digest, sizeof found->digest, "%s", db_text(q, 0));
        found->number = db_int(q, 1);
        found->at = db_int(q, 2);
    } else if (ok) {
        ok = err_set(e, ERR_ABSENT, _("no incident was started with a flow '%s'"), flow_id);
    }
    db_reset(q);
    return ok;
}
