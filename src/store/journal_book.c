/* journal_book: which numbers the secrets of an incident have, as rows: kind, number, hash. */
#include "base/i18n.h"
#include "store/journal.h"
#include "store/journal_inside.h"
#include "store/random.h"

void journal_book_drop(struct journal *j)
{
    redact_book_release(&j->book.of);
    j->book.is_open = false;
}

static bool add_key(struct journal *j, const unsigned char id[CHAIN_ID], struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_ADD_KEY, e);
    if (!q)
        return false;
    random_bytes(j->book.of.key, REDACT_KEY);
    db_bind_blob(q, 1, id, CHAIN_ID);
    db_bind_blob(q, 2, j->book.of.key, REDACT_KEY);
    return db_do(q, e);
}

static bool read_key(struct journal *j, const unsigned char id[CHAIN_ID], struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_KEY, e);
    bool row = false;
    size_t n = 0;
    if (!q)
        return false;
    db_bind_blob(q, 1, id, CHAIN_ID);
    bool ok = db_step(q, &row, e);
    const void *key = ok && row ? db_blob(q, 0, &n) : NULL;
    if (n == REDACT_KEY)
        memcpy(j->book.of.key, key, REDACT_KEY);
    else if (ok && row)
        ok = err_set(e, ERR_INPUT, _("the list of secrets is damaged; run: triage journal verify"));
    db_reset(q);
    return ok && (row || add_key(j, id, e));
}

static bool is_kind(const char *kind, size_t n)
{
    return n > 0 && n <= REDACT_KIND_MAX && strspn(kind, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static bool read_rows(struct journal *j, const unsigned char id[CHAIN_ID], struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_SECRETS, e);
    bool row = true, ok = q != NULL;
    if (q)
        db_bind_blob(q, 1, id, CHAIN_ID);
    while (ok && (ok = db_step(q, &row, e)) && row) {
        const char *kind;
        int64_t number = 0;
        size_t n = 0, n_print = 0;
        const void *print = db_type(q, 2) == DB_BLOB ? db_blob(q, 2, &n_print) : NULL;
        if (!db_read_text(q, 0, &kind, &n) || !is_kind(kind, n) || !db_read_int(q, 1, &number) || number < 1 || number > INT32_MAX)
            ok = err_set(e, ERR_INPUT, _("the list of secrets is damaged; run: triage journal verify"));
        else
            redact_book_add(&j->book.of, kind, (size_t)number, n_print == REDACT_PRINT ? print : NULL);
    }
    if (q)
        db_reset(q);
    return ok;
}

struct redact_book *journal_book(struct journal *j, const unsigned char id[CHAIN_ID], struct err *e)
{
    int64_t version;
    if (!journal_version(j, &version, e))
        return NULL;
    if (j->book.is_open && j->book.version == version && memcmp(j->book.id, id, CHAIN_ID) == 0)
        return &j->book.of;
    journal_book_drop(j);
    if (!read_key(j, id, e) || !read_rows(j, id, e)) {
        journal_book_drop(j);
        return NULL;
    }
    memcpy(j->book.id, id, CHAIN_ID);
    j->book.version = version;
    j->book.is_open = true;
    return &j->book.of;
}

static bool insert(struct journal *j, const struct redact_entry *entry, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_ADD_SECRET, e);
    if (!q)
        return false;
    db_bind_blob(q, 1, j->book.id, CHAIN_ID);
    db_bind_text(q, 2, entry->kind);
    db_bind_int(q, 3, (int64_t)entry->number);
    db_bind_blob(q, 4, entry->print, REDACT_PRINT);
    return db_do(q, e);
}

bool journal_book_keep(struct journal *j, struct err *e)
{
    bool ok = true;
    for (size_t i = 0; ok && j->book.of.n_new && i < j->book.of.entry.n; i++)
        if (j->book.of.entry.v[i].is_new)
            ok = insert(j, &j->book.of.entry.v[i], e);
    redact_book_settle(&j->book.of);
    return ok;
}

static bool forget(struct journal *j, enum journal_query which, const unsigned char id[CHAIN_ID], struct err *e)
{
    struct db_query *q = journal_query(j, which, e);
    if (q)
        db_bind_blob(q, 1, id, CHAIN_ID);
    return q && db_do(q, e);
}

bool journal_book_forget(struct journal *j, const unsigned char id[CHAIN_ID], struct err *e)
{
    journal_book_drop(j);
    return forget(j, QUERY_FORGET_KEY, id, e) && forget(j, QUERY_FORGET_SECRETS, id, e);
}
