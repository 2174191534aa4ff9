/* logs_row: a record as a row: what a person looks for in it, first. */
#include <inttypes.h>
#include <string.h>

#include "app/logs_own.h"
#include "base/i18n.h"
#include "ui/words.h"

enum { LINES_MOST = 200, TEXT_MOST = 2000 };

int64_t logs_key(const struct log_hit *hit)
{
    return (int64_t)(((uint64_t)hit->file + 1) << 48 | (hit->offset & ((UINT64_C(1) << 48) - 1)));
}

void logs_at_key(int64_t key, uint32_t *file, uint64_t *offset)
{
    *file = (uint32_t)((uint64_t)key >> 48) - 1;
    *offset = (uint64_t)key & ((UINT64_C(1) << 48) - 1);
}

/* ---- making one -------------------------------------------------------------------------------------------------------- */

/* NULs cannot stand in a text; they are shown as blanks. */
static char *text_of(struct arena *arena, struct log_text t)
{
    size_t n = t.s ? t.n < TEXT_MOST ? t.n : TEXT_MOST : 0;
    char *copy = arena_alloc(arena, n + 1);
    for (size_t i = 0; i < n; i++)
        copy[i] = t.s[i] ? t.s[i] : ' ';
    return copy;
}

static const char *text_or_null(struct arena *arena, struct log_text t)
{
    return t.s && t.n ? text_of(arena, t) : NULL;
}

static const char *took_text(struct arena *arena, int64_t took)
{
    if (took < 0)
        return NULL;
    return took < TIME_SECOND / 1000 ? _("< 1 ms") : arena_printf(arena, _("%lld ms"), (long long)(took / 1000));
}

/* "access" of access.log */
static const char *source_of(struct arena *arena, const char *name)
{
    struct str said = {0};
    words_source(name, &said);
    const char *base = str_get(&said), *dot = strrchr(base, '.');
    bool says_nothing = dot && dot > base && (strcmp(dot, ".log") == 0 || strcmp(dot, ".json") == 0 || strcmp(dot, ".txt") == 0);
    const char *kept = arena_strndup(arena, base, says_nothing ? (size_t)(dot - base) : said.n);
    str_release(&said);
    return kept;
}

/* The first line of a message; the rest of it is with the lines that belong to the record. */
static struct log_text first_line(struct log_text t)
{
    const char *end = t.s ? memchr(t.s, '\n', t.n) : NULL;
    return end ? (struct log_text){t.s, (size_t)(end - t.s)} : t;
}

static const char *said(struct arena *arena, const struct log_record *r)
{
    const struct log_text *f = r->field;
    if (r->status && f[FIELD_PATH].s) {
        const char *method = f[FIELD_METHOD].s ? text_of(arena, f[FIELD_METHOD]) : "";
        return arena_printf(arena, "%d %s%s%s", r->status, method, *method ? " " : "", text_of(arena, f[FIELD_PATH]));
    }
    return text_of(arena, first_line(f[FIELD_MESSAGE].n ? f[FIELD_MESSAGE] : r->raw));
}

static void add_lines(struct logs_row *row, struct log_text t)
{
    const char **line = arena_array(&row->arena, LINES_MOST, sizeof *line);
    row->row.more = line;
    while (t.n) {
        struct log_text one = first_line(t);
        size_t whole = one.n < t.n ? one.n + 1 : one.n;
        struct log_text shown = {one.s, one.n && one.s[one.n - 1] == '\r' ? one.n - 1 : one.n};
        if (shown.n && row->row.n_more < LINES_MOST)
            line[row->row.n_more++] = text_of(&row->arena, shown);
        row->row.all_more += shown.n > 0;
        t.s += whole;
        t.n -= whole;
    }
}

struct making {
    struct logs *logs;
    const struct log_hit *hit;
    struct logs_row *row;
};

static bool take(void *to, const struct log_record *r)
{
    struct making *m = to;
    struct logs_row *row = m->row;
    const struct log_rule *rule = m->logs->how.rule ? m->logs->how.rule : &log_rule_usual;
    const struct log_text *f = r->field;
    if (r->offset != m->hit->offset)
        return false;
    row->row.at = r->at != TIME_NONE ? r->at : m->hit->at;
    row->row.level = r->level;
    row->row.is_error = log_is_error(r, rule);
    row->row.text = said(&row->arena, r);
    row->row.raw = text_of(&row->arena, r->raw);
    row->row.id = text_or_null(&row->arena, f[FIELD_REQUEST].n ? f[FIELD_REQUEST] : f[FIELD_TRACE]);
    if (r->status && f[FIELD_PATH].s) {
        row->row.client = text_or_null(&row->arena, f[FIELD_CLIENT]);
        row->row.took = took_text(&row->arena, r->took);
    }
    add_lines(row, f[FIELD_STACK]);
    return false;
}

struct logs_row *logs_row_read(struct logs *l, const struct log_hit *hit)
{
    struct logs_row *row = mem_alloc(sizeof *row);
    struct making m = {l, hit, row};
    row->row = (struct model_log_row){.key = logs_key(hit), .at = hit->at, .text = "", .raw = ""};
    row->row.source = source_of(&row->arena, log_stock_file(l->stock, hit->file)->name);
    log_stock_read_one(l->stock, hit->file, hit->offset, take, &m);
    return row;
}

void logs_row_free(struct logs_row *row)
{
    arena_release(&row->arena);
    mem_free(row);
}

/* ---- the window -------------------------------------------------------------------------------------------------------- */

static bool is_same(const struct logs *l, const struct log_hit *hit, size_t n)
{
    if (n != l->row.n || l->has_grown)
        return false;
    for (size_t i = 0; i < n; i++)
        if (l->row.v[i]->row.key != logs_key(&hit[i]))
            return false;
    return true;
}

/* Mostly the one after the last that was found. */
static size_t find_old(const struct logs *l, int64_t key, size_t near)
{
    if (near < l->row.n && l->row.v[near] && l->row.v[near]->row.key == key)
        return near;
    for (size_t i = 0; i < l->row.n; i++)
        if (l->row.v[i] && l->row.v[i]->row.key == key)
            return i;
    return l->row.n;
}

static bool is_last_of_file(const struct log_hit *hit, size_t i, size_t n)
{
    for (size_t k = i + 1; k < n; k++)
        if (hit[k].file == hit[i].file)
            return false;
    return true;
}

void logs_rows_forget(struct logs *l)
{
    for (size_t i = 0; i < l->row.n; i++)
        logs_row_free(l->row.v[i]);
    vec_clear(&l->row);
    vec_clear(&l->flat);
}

bool logs_rows_renew(struct logs *l)
{
    size_t n, here, near = 0;
    const struct log_hit *hit = log_index_window(l->index, &n, &here);
    if (is_same(l, hit, n))
        return false;
    struct logs_row **fresh = mem_array(n + 1, sizeof *fresh);
    for (size_t i = 0; i < n; i++) {
        bool may_be_another = l->has_grown && is_last_of_file(hit, i, n);
        size_t old = may_be_another ? l->row.n : find_old(l, logs_key(&hit[i]), near);
        fresh[i] = old < l->row.n ? l->row.v[old] : logs_row_read(l, &hit[i]);
        if (old < l->row.n)
            l->row.v[old] = NULL, near = old + 1;
    }
    for (size_t i = 0; i < l->row.n; i++)
        if (l->row.v[i])
            logs_row_free(l->row.v[i]);
    vec_clear(&l->row);
    vec_clear(&l->flat);
    for (size_t i = 0; i < n; i++) {
        *vec_push(&l->row) = fresh[i];
        *vec_push(&l->flat) = fresh[i]->row;
    }
    mem_free(fresh);
    l->has_grown = false;
    return true;
}

const struct model_log_row *logs_row_find(const struct logs *l, int64_t key)
{
    for (size_t i = 0; i < l->row.n; i++)
        if (l->row.v[i]->row.key == key)
            return &l->row.v[i]->row;
    return NULL;
}
