/* journal_blob: outputs and flow texts, packed, by the digest of what was stored. */
#include "base/i18n.h"
#include "store/journal.h"
#include "store/journal_inside.h"
#include "store/spare.h"
#include "text/zip.h"

static bool has_blob(struct journal *j, const unsigned char digest[DIGEST_SIZE], bool *has, struct err *e)
{
    struct db_query *q = journal_query(j, QUERY_HAS_BLOB, e);
    if (!q)
        return false;
    db_bind_blob(q, 1, digest, DIGEST_SIZE);
    bool ok = db_step(q, has, e);
    db_reset(q);
    return ok;
}

static bool insert(struct journal *j, const unsigned char *digest, size_t size, const struct str *packed, struct err *e)
{
    bool has = false;
    if (!journal_begin(j, e))
        return false;
    bool ok = has_blob(j, digest, &has, e);
    struct db_query *q = ok && !has ? journal_query(j, QUERY_ADD_BLOB, e) : NULL;
    if (q) {
        db_bind_blob(q, 1, digest, DIGEST_SIZE);
        db_bind_int(q, 2, (int64_t)size);
        db_bind_blob(q, 3, packed->s, packed->n);
        ok = db_do(q, e);
    }
    ok = ok && (has || q) && db_commit(j->db, e);
    if (!ok)
        db_rollback(j->db);
    return ok;
}

static bool put(struct journal *j, const char *p, size_t n, char hex[65], struct err *e)
{
    unsigned char digest[DIGEST_SIZE];
    bool has = false;
    digest_of(p, n, digest);
    digest_hex(digest, sizeof digest, hex);
    if (!has_blob(j, digest, &has, e))
        return false;
    if (has)
        return true;
    struct str packed = {0};
    zip_pack(p, n, &packed);
    bool ok = insert(j, digest, n, &packed, e);
    if (!ok && e->code == ERR_IO && db_failure(j->db) == DB_IS_FULL && spare_release(j->spare)) {
        *e = (struct err){0};
        ok = insert(j, digest, n, &packed, e);
    }
    str_release(&packed);
    return ok;
}

/* Numbers are given, and kept, before the text that has them is packed: that takes long, and the lock is held short. */
static bool fill(struct journal *j, const struct incident *inc, const char *p, size_t n, const struct redact_list *list,
                 struct str *clean, struct err *e)
{
    if (!journal_begin(j, e))
        return false;
    struct redact_book *book = journal_book(j, inc->id, e);
    if (book)
        redact_fill(p, n, list, book, clean);
    if (book && journal_book_keep(j, e) && db_commit(j->db, e))
        return true;
    db_rollback(j->db);
    journal_book_drop(j);
    str_clear(clean);
    return false;
}

static bool put_clean(struct journal *j, const struct incident *inc, const char *p, size_t n, char digest[65], struct err *e)
{
    struct redact_list list = {0};
    struct redact_book own = {0};
    struct str clean = {0};
    bool ok = true;
    redact_find(j->redactor, p, n, &list);
    if (list.of.n && !inc)
        redact_fill(p, n, &list, &own, &clean);
    else if (list.of.n && !fill(j, inc, p, n, &list, &clean, e))
        ok = e->code == ERR_IO && db_failure(j->db) == DB_IS_FULL && spare_release(j->spare) &&
             (*e = (struct err){0}, fill(j, inc, p, n, &list, &clean, e));
    ok = ok && put(j, list.of.n ? str_get(&clean) : p, list.of.n ? clean.n : n, digest, e);
    vec_release(&list.of);
    redact_book_release(&own);
    str_release(&clean);
    return ok;
}

bool journal_put_blob(struct journal *j, const struct incident *inc, const void *p, size_t n, enum journal_care care, char digest[65],
                      struct err *e)
{
    if (n > JOURNAL_MAX_BLOB)
        return err_set(e, ERR_INPUT, _("%zu bytes are too many for the journal; it keeps %d at most"), n, JOURNAL_MAX_BLOB);
    if (care == JOURNAL_EXACT)
        return put(j, n ? p : "", n, digest, e);
    return put_clean(j, inc, n ? p : "", n, digest, e);
}

static bool unpack(struct db_query *q, const unsigned char *want, struct str *out, struct err *e)
{
    unsigned char digest[DIGEST_SIZE];
    size_t n, start = out->n;
    const void *packed = db_blob(q, 1, &n);
    int64_t size = db_int(q, 0);
    if (size < 0 || size > JOURNAL_MAX_STORED)
        return err_set(e, ERR_INPUT, _("its size is damaged"));
    if (!zip_unpack(packed, n, (size_t)size, out, e))
        return false;
    digest_of(str_get(out) + start, out->n - start, digest);
    if (memcmp(digest, want, DIGEST_SIZE) == 0)
        return true;
    str_cut(out, start);
    return err_set(e, ERR_INPUT, _("it is not what was stored"));
}

bool journal_get_blob(struct journal *j, const char *hex, struct str *out, struct err *e)
{
    unsigned char digest[DIGEST_SIZE];
    bool row = false;
    if (!digest_unhex(hex, digest, sizeof digest))
        return err_set(e, ERR_ABSENT, _("'%.70s' is not a digest"), hex);
    struct db_query *q = journal_query(j, QUERY_BLOB, e);
    if (!q)
        return false;
    db_bind_blob(q, 1, digest, sizeof digest);
    bool ok = db_step(q, &row, e);
    if (ok && !row)
        ok = err_set(e, ERR_ABSENT, _("the journal has no text or output %.16s"), hex);
    else if (ok && !unpack(q, digest, out, e))
        ok = err_where(e, _("output %.16s in the journal"), hex);
    db_reset(q);
    return ok;
}
