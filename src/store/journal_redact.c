/* journal_redact: plan, rewrite, record, scrub. */
#include "store/journal_redact.h"

#include <sys/stat.h>

#include "base/i18n.h"
#include "store/event_redact.h"
#include "store/journal_inside.h"
#include "store/random.h"
#include "text/regex.h"
#include "text/zip.h"

struct act {
    struct journal *j;
    struct incident *inc;
    const struct journal_act *is;
    struct regex *pattern;
    struct regex_work *work;
    struct redact_book own;   /* of a plan */
    struct arena arena;
    VEC(struct journal_change) change;
    VEC(const char *) gone;   /* outputs that were replaced */
    struct journal_redacted *done;
    bool is_real;
    /* of the event at hand */
    struct journal_change now;
    struct str fields;
};

/* ---- what is to go ---- */

/* Texts that are no texts: taking something out of them would break what they point at. */
static bool is_pointer(const char *field)
{
    static const char *const names[] = {"output", "digest", "calls", "head", "body", "liveness"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(field, names[i]))
            return true;
    return false;
}

static void add(struct redact_list *list, size_t start, size_t end, const char *kind)
{
    if (end > start)
        *vec_push(&list->of) = (struct redact_found){start, end, kind, 0, NULL};
}

static void find_pattern(struct act *a, const char *s, size_t n, struct redact_list *list)
{
    struct regex_span span[1];
    size_t from = 0;
    enum regex_result found = REGEX_NO;
    vec_clear(&list->of);
    while (from <= n && (found = regex_groups_from(a->pattern, s, n, from, a->work, span, 1)) == REGEX_YES) {
        add(list, span[0].start, span[0].end, "pattern");
        from = span[0].end > from ? span[0].end : from + 1;
    }
    if (found == REGEX_GAVE_UP) { /* what it could not decide goes */
        vec_clear(&list->of);
        add(list, 0, n, "pattern");
    }
}

static void find(struct act *a, const char *s, size_t n, struct redact_list *list)
{
    if (a->pattern)
        find_pattern(a, s, n, list);
    else
        redact_find(a->j->redactor, s, n, list);
}

static void note_field(struct act *a, const char *field, const struct redact_list *list)
{
    size_t n = strlen(field), n_all = a->fields.n;
    const char *all = str_get(&a->fields);
    if (list->of.n && !(n_all >= n && str_eq(all + n_all - n, field)))
        str_addf(&a->fields, n_all ? ", %s" : "%s", field);
    for (size_t i = 0; i < list->of.n; i++)
        redact_tally_add(&a->now.tally, list->of.v[i].kind, strlen(list->of.v[i].kind));
}

static void find_in_field(void *who, const char *field, const char *s, size_t n, struct redact_list *list)
{
    struct act *a = who;
    vec_clear(&list->of);
    if (is_pointer(field) || (a->is->field && !str_eq(a->is->field, field)))
        return;
    if (a->is->field || (a->is->of && !a->pattern))
        add(list, 0, n, "text");
    else
        find(a, s, n, list);
    note_field(a, field, list);
}

static struct redact_book *book(void *who, struct err *e)
{
    struct act *a = who;
    return a->is_real ? journal_book(a->j, a->inc->id, e) : &a->own;
}

/* ---- kept outputs ---- */

static const char **output_of(struct event *ev)
{
    const struct event_shape *shape = &event_shapes[ev->kind];
    for (size_t i = 0; i < shape->n_fields; i++)
        if (str_eq(shape->field[i].name, "output"))
            return (const char **)(void *)((char *)&ev->as + shape->field[i].offset);
    return NULL;
}

static bool insert_blob(struct act *a, const struct str *text, const char **digest, struct err *e)
{
    unsigned char bytes[DIGEST_SIZE];
    char hex[DIGEST_HEX];
    struct str packed = {0};
    bool has = false;
    digest_of(str_get(text), text->n, bytes);
    digest_hex(bytes, sizeof bytes, hex);
    struct db_query *q = journal_query(a->j, QUERY_HAS_BLOB, e);
    if (!q)
        return false;
    db_bind_blob(q, 1, bytes, sizeof bytes);
    bool ok = db_step(q, &has, e);
    db_reset(q);
    zip_pack(str_get(text), text->n, &packed);
    q = ok && !has ? journal_query(a->j, QUERY_ADD_BLOB, e) : NULL;
    if (q) {
        db_bind_blob(q, 1, bytes, sizeof bytes);
        db_bind_int(q, 2, (int64_t)text->n);
        db_bind_blob(q, 3, packed.s, packed.n);
        ok = db_do(q, e);
    }
    str_release(&packed);
    *digest = arena_strdup(&a->arena, hex);
    return ok && (has || q);
}

static bool redact_output(struct act *a, struct event *ev, struct err *e)
{
    const char **digest = output_of(ev);
    struct str text = {0}, clean = {0};
    struct redact_list list = {0};
    struct err absent = {0};
    bool ok = true, wanted = digest && *digest && **digest && (!a->is->field || str_eq(a->is->field, "output"));
    if (wanted && journal_get_blob(a->j, *digest, &text, &absent)) {
        if (a->is->of && !a->pattern)
            add(&list, 0, text.n, "text");
        else
            find(a, str_get(&text), text.n, &list);
        note_field(a, "output", &list);
    }
    struct redact_book *numbers = list.of.n ? book(a, e) : NULL;
    if (list.of.n && !numbers)
        ok = false;
    if (numbers) {
        a->done->n_outputs++;
        redact_fill(str_get(&text), text.n, &list, numbers, &clean);
        *vec_push(&a->gone) = arena_strdup(&a->arena, *digest);
        ok = !a->is_real || insert_blob(a, &clean, digest, e);
    }
    vec_release(&list.of);
    str_release(&text);
    str_release(&clean);
    return ok;
}

/* ---- one event ---- */

/* The one place where a row of events is rewritten; db.c refuses it to everybody else. */
static bool rewrite_row(struct act *a, const struct event *ev, struct err *e)
{
    static const char sql[] = "UPDATE event SET salt=?3, body=?4 WHERE incident=?1 AND seq=?2";
    static const char *const none[] = {NULL};
    unsigned char salt[CHAIN_SALT], digest[DIGEST_SIZE];
    char hex[DIGEST_HEX];
    struct str body = {0};
    event_encode(ev, &body);
    random_bytes(salt, sizeof salt);
    chain_hash_body(salt, str_get(&body), body.n, digest);
    digest_hex(digest, sizeof digest, hex);
    a->now.body = arena_strdup(&a->arena, hex);
    db_set_insert_only(a->j->db, none);
    struct db_query *q = db_prepare(a->j->db, sql, e);
    db_set_insert_only(a->j->db, journal_schema.insert_only);
    if (q) {
        db_bind_blob(q, 1, a->inc->id, CHAIN_ID);
        db_bind_int(q, 2, ev->seq);
        db_bind_blob(q, 3, salt, sizeof salt);
        db_bind_blob(q, 4, str_get(&body), body.n);
    }
    bool ok = q && db_do(q, e);
    db_finish(q);
    str_release(&body);
    return ok;
}

static bool redact_event(struct act *a, const struct event *ev, struct err *e)
{
    struct event_secrets how = {find_in_field, book, a};
    struct event clean;
    a->now = (struct journal_change){.seq = ev->seq, .kind = event_shapes[ev->kind].name, .body = ""};
    str_clear(&a->fields);
    if (!event_redact(&how, ev, &clean, &a->arena, e) || !redact_output(a, &clean, e))
        return false;
    if (a->now.tally.n == 0)
        return true;
    a->now.fields = arena_strdup(&a->arena, str_get(&a->fields));
    a->done->n_events++;
    a->done->n_secrets += a->now.tally.n;
    if (a->is_real && !rewrite_row(a, &clean, e))
        return false;
    *vec_push(&a->change) = a->now;
    return true;
}

static bool is_in_flow(struct act *a)
{
    struct str text = {0};
    struct redact_list list = {0};
    struct err absent = {0};
    if (a->inc->flow_digest && !a->is->of && journal_get_blob(a->j, a->inc->flow_digest, &text, &absent))
        find(a, str_get(&text), text.n, &list);
    bool found = list.of.n > 0;
    vec_release(&list.of);
    str_release(&text);
    return found;
}

/* Events that say what was redacted stay: nothing of a secret is in them. */
static bool redact_events(struct act *a, struct err *e)
{
    size_t n = a->inc->events.n;
    if (a->is->of > (int64_t)n)
        return err_set(e, ERR_ABSENT, _("there is no event %lld; the newest is %zu"), (long long)a->is->of, n);
    for (size_t i = 0; i < n; i++) {
        const struct event *ev = &a->inc->events.v[i];
        if ((a->is->of && ev->seq != a->is->of) || ev->kind == EVENT_redacted)
            continue;
        if (!redact_event(a, ev, e))
            return err_where(e, _("event %lld"), (long long)ev->seq);
    }
    a->done->is_in_flow = is_in_flow(a);
    return true;
}

static bool begin(struct act *a, struct err *e)
{
    *a->done = (struct journal_redacted){0};
    if (!a->is->pattern)
        return true;
    a->pattern = regex_compile(a->is->pattern, REGEX_LINES, NULL, e);
    a->work = regex_work_new();
    regex_work_widen(a->work);
    return a->pattern != NULL;
}

static void end(struct act *a)
{
    regex_free(a->pattern);
    regex_work_free(a->work);
    redact_book_release(&a->own);
    vec_release(&a->change);
    vec_release(&a->gone);
    str_release(&a->fields);
    arena_release(&a->arena);
}

bool journal_redact_plan(struct journal *j, const char *which, const struct journal_act *act, struct incident *inc,
                         void (*each)(const struct journal_change *change, void *who), void *who, struct journal_redacted *done,
                         struct err *e)
{
    struct act a = {.j = j, .inc = inc, .is = act, .done = done};
    bool ok = journal_load(j, which, inc, e) && begin(&a, e) && redact_events(&a, e);
    for (size_t i = 0; ok && i < a.change.n; i++)
        each(&a.change.v[i], who);
    end(&a);
    return ok;
}

/* ---- what stands there then ---- */

static bool still_has(struct act *a, const char *digest, int64_t *n, struct err *e)
{
    struct db_query *q = journal_query(a->j, QUERY_EVENTS_WITH, e);
    bool row = false;
    if (!q)
        return false;
    db_bind_blob(q, 1, digest, strlen(digest));
    bool ok = db_step(q, &row, e);
    *n = ok && row ? db_int(q, 0) : 0;
    db_reset(q);
    return ok;
}

static bool drop_outputs(struct act *a, struct err *e)
{
    for (size_t i = 0; i < a->gone.n; i++) {
        unsigned char digest[DIGEST_SIZE];
        int64_t n;
        if (!still_has(a, a->gone.v[i], &n, e))
            return false;
        if (n) {
            a->done->n_shared++;
            continue;
        }
        struct db_query *q = journal_query(a->j, QUERY_DROP_BLOB, e);
        if (!q || !digest_unhex(a->gone.v[i], digest, sizeof digest))
            return false;
        db_bind_blob(q, 1, digest, sizeof digest);
        if (!db_do(q, e))
            return false;
    }
    return true;
}

/* All of it must still follow, one event from the other: read as any terminal will read it. */
static bool read_again(struct act *a, struct err *e)
{
    if (journal_fold_anew(a->j, a->inc, e))
        return true;
    a->j->is_damaged = false; /* nothing of it is committed */
    return err_where(e, _("the incident could not be read any more without that"));
}

static bool record(struct act *a, struct err *e)
{
    for (size_t i = 0; i < a->change.n; i++) {
        const struct journal_change *c = &a->change.v[i];
        const char *kinds[REDACT_TALLY_KINDS];
        for (size_t k = 0; k < c->tally.n_kinds; k++)
            kinds[k] = c->tally.of[k].kind;
        struct event ev = {.kind = EVENT_redacted, .actor = a->is->actor, .host = a->is->host};
        ev.as.redacted = (struct event_redacted){.of = c->seq, .field = c->fields, .count = (int64_t)c->tally.n,
                                                 .kinds = {kinds, c->tally.n_kinds}, .reason = a->is->reason, .body = c->body};
        if (!journal_append(a->j, a->inc, &ev, e))
            return false;
    }
    return true;
}

static bool is_empty(const char *path)
{
    struct stat st;
    struct str name = {0};
    str_addf(&name, "%s-wal", path);
    bool is = stat(str_get(&name), &st) != 0 || st.st_size == 0;
    str_release(&name);
    return is;
}

bool journal_redact(struct journal *j, const struct journal_act *act, struct incident *inc, struct journal_redacted *done,
                    struct err *e)
{
    struct act a = {.j = j, .inc = inc, .is = act, .done = done, .is_real = true};
    bool again, ok = begin(&a, e), is_begun = ok && journal_begin_turn(j, inc, e);
    ok = is_begun && redact_events(&a, e) && journal_book_keep(j, e) && read_again(&a, e) && record(&a, e) && drop_outputs(&a, e);
    if (is_begun) /* what could not be done is rolled back whole */
        ok = journal_end_turn(j, inc, ok, &again, e) && ok;
    if (ok && !db_scrub(j->db, e))
        ok = err_where(e, _("it is done and recorded, but old bytes may be left in the file; run it again"));
    done->is_in_log = ok && !is_empty(j->path);
    end(&a);
    return ok;
}
