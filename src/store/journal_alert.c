/* journal_alert: which open incident an alert belongs to, by what its messages have in common. The rows say what the
 * alerted events say: a name is looked up, nothing is read through. */
#include "store/journal_alert.h"

#include <sys/stat.h>

#include "store/journal_inside.h"

bool journal_alert_keep(struct journal *j, const struct incident *inc, const struct event *ev, struct err *e)
{
    if (ev->kind != EVENT_alerted || str_blank(ev->as.alerted.key))
        return true;
    struct db_query *q = journal_query(j, QUERY_KEEP_ALERT, e);
    if (!q)
        return false;
    db_bind_text(q, 1, ev->as.alerted.key);
    db_bind_blob(q, 2, inc->id, CHAIN_ID);
    return db_do(q, e);
}

bool journal_find_alert(struct journal *j, const char *key, int64_t *number, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_ALERTED, e);
    bool row = false;
    *number = 0;
    if (!q)
        return false;
    db_bind_text(q, 1, key);
    bool ok = db_step(q, &row, e);
    if (ok && row)
        *number = db_int(q, 0);
    db_reset(q);
    return ok;
}

/* Where the live ones are, old files are swept away: one that was taken between opening and locking it locks nobody out. */
bool journal_hold_alerts(struct journal *j, struct lock *l, struct err *e)
{
    enum { TRIES = 4, WAIT_MS = 10000 };
    struct str path = {0};
    struct stat st;
    bool ok = true, is_there = false;
    l->fd = -1;
    if (journal_is_read_only(j))
        return true;
    str_addf(&path, "%s/alerts", journal_live_directory(j));
    for (int i = 0; ok && !is_there && i < TRIES; i++) {
        lock_release(l);
        ok = lock_open(l, str_get(&path), journal_is_shared(j) ? 0660 : 0600, e) && lock_hold(l, str_get(&path), WAIT_MS, e);
        is_there = ok && fstat(l->fd, &st) == 0 && st.st_nlink > 0;
    }
    str_release(&path);
    return ok;
}
