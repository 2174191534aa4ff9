/* journal_past: how the incidents that have ended went, kept beside them so that counting many reads no events. */
#include "base/i18n.h"
#include "base/vec.h"
#include "incident/course.h"
#include "store/journal.h"
#include "store/journal_inside.h"

/* ---- kept with the event that ends it ---------------------------------------------------------------------------------- */

static bool put(struct journal *j, const unsigned char id[CHAIN_ID], const char *course, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_KEEP_PAST, e);
    if (!q)
        return false;
    db_bind_blob(q, 1, id, CHAIN_ID);
    db_bind_text(q, 2, course);
    return db_do(q, e);
}

static bool drop(struct journal *j, const unsigned char id[CHAIN_ID], struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_DROP_PAST, e);
    if (q)
        db_bind_blob(q, 1, id, CHAIN_ID);
    return q && db_do(q, e);
}

/* What is written down after the end, an export or a note, changes nothing of how it went. */
static bool changes_course(enum event_kind kind)
{
    static const bool does[N_EVENT_KINDS] = {
        [EVENT_status_set] = true,     [EVENT_answered] = true,       [EVENT_answer_struck] = true,  [EVENT_entered] = true,
        [EVENT_cause_pinned] = true,   [EVENT_cause_unpinned] = true, [EVENT_cause_ruled_out] = true,
        [EVENT_cause_restored] = true,
    };
    return does[kind];
}

bool journal_past_keep(struct journal *j, const struct incident *inc, const struct event *ev, struct err *e)
{
    struct str course = {0};
    if (ev->kind == EVENT_redacted) /* the incident in memory is not yet the one that was rewritten */
        return drop(j, inc->id, e);
    if (inc->status < STATUS_RESOLVED || !changes_course(ev->kind))
        return true;
    course_write(inc, &course);
    bool ok = put(j, inc->id, str_get(&course), e);
    str_release(&course);
    return ok;
}

/* ---- made again from the events ---------------------------------------------------------------------------------------- */

struct missing {
    unsigned char id[CHAIN_ID];
    int64_t number;
};

struct missing_list {
    VEC(struct missing) of;
};

static bool list_missing(struct journal *j, const char *flow_id, size_t most, struct missing_list *list, struct err *e)
{
    struct db_query *q = journal_query(j, flow_id ? QUERY_PASTLESS_OF : QUERY_PASTLESS, e);
    bool row = true, ok = q != NULL;
    if (!q)
        return false;
    if (flow_id)
        db_bind_text(q, 1, flow_id);
    db_bind_int(q, 2, (int64_t)most);
    while (ok && (ok = db_step(q, &row, e)) && row) {
        size_t n;
        const void *id = db_blob(q, 0, &n);
        if (n != CHAIN_ID)
            continue;
        struct missing *one = vec_push(&list->of);
        memcpy(one->id, id, CHAIN_ID);
        one->number = db_int(q, 1);
    }
    db_reset(q);
    return ok;
}

/* One that is damaged is found out by whoever opens it; here it must not close the journal for the others. */
static bool make(struct journal *j, const struct missing *m, struct err *e)
{
    bool was_damaged = j->is_damaged;
    struct err ignored = {0};
    struct incident inc;
    struct str course = {0};
    incident_init(&inc);
    memcpy(inc.id, m->id, CHAIN_ID);
    inc.number = m->number;
    bool is_read = journal_catch_up(j, &inc, &ignored);
    if (is_read)
        course_write(&inc, &course);
    j->is_damaged = was_damaged;
    bool may_come = !is_read && ignored.code != ERR_INPUT; /* only what is damaged stays unread */
    bool ok = may_come ? err_set(e, ignored.code, "%s", ignored.text) : put(j, m->id, str_get(&course), e);
    incident_release(&inc);
    str_release(&course);
    return ok;
}

static bool make_all(struct journal *j, const struct missing_list *list, struct err *e)
{
    bool ok = journal_begin(j, e);
    for (size_t i = 0; ok && i < list->of.n; i++)
        ok = make(j, &list->of.v[i], e);
    if (ok && db_commit(j->db, e)) {
        j->n_commits++;
        return true;
    }
    db_rollback(j->db);
    return false;
}

bool journal_past_fill(struct journal *j, const char *flow_id, size_t most, size_t *n, struct err *e)
{
    struct missing_list list = {0};
    *n = 0;
    bool ok = list_missing(j, flow_id, most, &list, e) && (!list.of.n || journal_is_read_only(j) || make_all(j, &list, e));
    if (ok && !journal_is_read_only(j))
        *n = list.of.n;
    vec_release(&list.of);
    return ok;
}

/* ---- read -------------------------------------------------------------------------------------------------------------- */

bool journal_past(struct journal *j, const char *flow_id, size_t most, bool (*each)(const struct journal_past *past, void *who),
                  void *who, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_PAST, e);
    bool row = true, ok = q != NULL, more = true;
    if (!q)
        return false;
    db_bind_text(q, 1, flow_id);
    db_bind_int(q, 2, (int64_t)most);
    while (ok && more && (ok = db_step(q, &row, e)) && row) {
        struct journal_past past = {.service = db_text(q, 2)};
        if (db_read_int(q, 0, &past.number) && db_read_int(q, 1, &past.opened_at) && db_read_text(q, 3, &past.course, &past.n))
            more = each(&past, who);
    }
    db_reset(q);
    return ok;
}
