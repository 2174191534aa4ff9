/* finding_read: a finding from its JSON. It may have been tampered with: every list is bounded, no time is so far that a
 * sum of two does not fit, and every text is clean again. */
#include <limits.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "logs/finding.h"
#include "logs/finding_own.h"
#include "text/clean.h"
#include "text/json.h"

#define FAR INT64_C(253402300800000000) /* us; calendars end there */

static bool refuse(const char *key, struct err *e)
{
    return err_set(e, ERR_INPUT, _("this is not a finding of triage: '%s' is not what it should be"), key);
}

static bool read_text(const struct json *j, enum clean_mode mode, struct arena *a, const char **to)
{
    const char *s = json_text(j);
    struct str out = {0};
    if (s && strlen(s) > FINDING_TEXT)
        return false;
    clean_add(&out, s ? s : "", s ? strlen(s) : 0, mode);
    *to = arena_strndup(a, str_get(&out), out.n);
    str_release(&out);
    return true;
}

static bool read_key(const struct json *j, struct arena *a, const char **to)
{
    const char *s = json_text(j);
    *to = arena_strdup(a, s ? s : "");
    return !s || strlen(s) <= FINDING_TEXT;
}

static bool read_whole_number(const struct json *j, const struct finding_field *f, void *at)
{
    int64_t i = -1;
    bool is_int = json_int(j, &i);
    if (f->type == TYPE_TIME || f->type == TYPE_SHIFT)
        *(int64_t *)at = is_int ? i : f->type == TYPE_TIME ? TIME_NONE : 0;
    else if (f->type == TYPE_COUNT)
        *(uint64_t *)at = (uint64_t)i;
    else if (f->type == TYPE_SIZE)
        *(size_t *)at = (size_t)i;
    else if (f->type == TYPE_INDEX)
        *(uint32_t *)at = (uint32_t)i;
    else
        *(int64_t *)at = i;
    if (f->type == TYPE_TIME || f->type == TYPE_SHIFT)
        return i >= -2 * FAR && i <= 2 * FAR; /* buckets may begin before the calendar does */
    return i >= 0 && (f->type != TYPE_LENGTH || i <= 4 * FAR) && (f->type != TYPE_INDEX || i <= UINT32_MAX);
}

static bool read_field(const struct json *j, const struct finding_field *f, void *into, struct arena *a)
{
    void *at = (char *)into + f->at;
    switch (f->type) {
    case TYPE_KEY:
        return read_key(j, a, at);
    case TYPE_TEXT:
        return read_text(j, CLEAN_LINE, a, at);
    case TYPE_LINES:
        return read_text(j, CLEAN_TEXT, a, at);
    case TYPE_FLAG:
        *(bool *)at = json_flag(j);
        return true;
    case TYPE_NUMBER:
        *(double *)at = 0;
        json_number(j, at);
        return true;
    case TYPE_COUNT:
    case TYPE_TIME:
    case TYPE_SHIFT:
    case TYPE_LENGTH:
    case TYPE_SIZE:
    case TYPE_INDEX:
        return read_whole_number(j, f, at);
    }
    return false;
}

struct reading { /* where what is read lives, and what was wrong */
    struct arena *arena;
    struct err *e;
};

struct entries { /* of a list */
    const char *key;
    size_t most, size;
    const struct finding_field *fields;
};

static bool read_map(const struct reading *r, const struct json *j, const struct finding_field *fields, void *into)
{
    for (; fields->key; fields++)
        if (!read_field(json_get(j, fields->key), fields, into, r->arena))
            return refuse(fields->key, r->e);
    return true;
}

/* Room for as many entries as the list has. */
static bool make_room(const struct reading *r, const struct json *list, const struct entries *x, void **v)
{
    *v = NULL;
    if (json_count(list) > x->most)
        return refuse(x->key, r->e);
    *v = arena_array(r->arena, json_count(list) + 1, x->size);
    return true;
}

static void *read_list(const struct reading *r, const struct json *list, const struct entries *x, size_t *n)
{
    void *v;
    if (!make_room(r, list, x, &v))
        return NULL;
    for (*n = 0; *n < json_count(list); ++*n)
        if (!read_map(r, json_item(list, *n), x->fields, (char *)v + *n * x->size)) {
            err_where(r->e, "%s", x->key);
            return NULL;
        }
    return v;
}

static const char **read_texts(const struct reading *r, const struct json *list, const struct entries *x, size_t *n)
{
    void *room;
    if (!make_room(r, list, x, &room))
        return NULL;
    const char **v = room;
    for (*n = 0; *n < json_count(list); ++*n)
        if (!read_text(json_item(list, *n), CLEAN_LINE, r->arena, &v[*n])) {
            refuse(x->key, r->e);
            return NULL;
        }
    return v;
}

static bool read_rows(const struct reading *r, const struct json *j, struct log_list *l)
{
    static const struct entries rows = {"row", FINDING_ROWS, sizeof(struct log_row), finding_row};
    return read_map(r, j, finding_list, l) && (l->row = read_list(r, json_get(j, "row"), &rows, &l->n));
}

static bool read_bucket(const struct json *all, const struct json *errors, struct log_bucket *b)
{
    int64_t x = -1, y = -1;
    if (!json_int(all, &x) || !json_int(errors, &y) || x < 0 || y < 0)
        return false;
    b->all = x > UINT32_MAX ? UINT32_MAX : (uint32_t)x;
    b->errors = y > UINT32_MAX ? UINT32_MAX : (uint32_t)y;
    return true;
}

static bool read_series(const struct reading *r, const struct json *j, struct log_series *s)
{
    const struct json *all = json_get(j, "all"), *errors = json_get(j, "errors");
    size_t n = json_count(all);
    bool fits = json_int(json_get(j, "start"), &s->start) && json_int(json_get(j, "width"), &s->width)
                && n == json_count(errors) && n <= SERIES_MAX && s->start >= -2 * FAR && s->start <= FAR && s->width >= (n > 0)
                && s->width <= 8 * FAR / (int64_t)(n + 1);
    if (!fits || !n)
        return fits || refuse("series", r->e);
    s->v = mem_array(n, sizeof *s->v);
    s->cap = n;
    for (; s->n < n; s->n++)
        if (!read_bucket(json_item(all, s->n), json_item(errors, s->n), &s->v[s->n]))
            return refuse("series", r->e);
    return true;
}

static bool read_frame(const struct json *j, struct log_frame *f)
{
    const char *function = json_text(json_get(j, "function")), *file = json_text(json_get(j, "file"));
    int64_t line = 0;
    finding_clean_copy(f->function, sizeof f->function, function);
    finding_clean_copy(f->file, sizeof f->file, file);
    json_int(json_get(j, "line"), &line);
    f->line = line >= 0 && line <= INT_MAX ? (int)line : 0;
    return function && file;
}

static bool read_frames(const struct reading *r, const struct json *list, struct log_kind *k)
{
    static const struct entries frames = {"frame", FRAMES_MAX, sizeof(struct log_frame), NULL};
    void *room;
    if (!make_room(r, list, &frames, &room))
        return false;
    k->frame = room;
    for (; k->n_frames < json_count(list); k->n_frames++)
        if (!read_frame(json_item(list, k->n_frames), &k->frame[k->n_frames]))
            return refuse("frame", r->e);
    return true;
}

static bool read_kinds(const struct reading *r, const struct json *list, struct log_finding *f)
{
    static const struct entries kinds = {"kind", FINDING_KINDS, sizeof(struct log_kind), finding_kind};
    f->kind = read_list(r, list, &kinds, &f->n_kinds);
    for (size_t i = 0; f->kind && i < f->n_kinds; i++)
        if (!read_frames(r, json_get(json_item(list, i), "frame"), &f->kind[i]))
            return false;
    return f->kind;
}

static bool read_lists(const struct reading *r, const struct json *j, struct log_finding *f)
{
    const struct {
        const char *key;
        struct log_list *list;
    } lists[] = {{"endpoints", &f->endpoints}, {"clients", &f->clients}, {"statuses", &f->statuses}, {"users", &f->users}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!read_rows(r, json_get(j, lists[i].key), lists[i].list))
            return err_where(r->e, "%s", lists[i].key);
    return true;
}

static bool read_sentences(const struct reading *r, const struct json *j, struct log_finding *f)
{
    static const struct entries request = {"request", FINDING_LISTED, sizeof(char *), NULL},
                                file = {"trace_file", FINDING_LISTED, sizeof(char *), NULL},
                                said = {"said", FINDING_SAID, sizeof(char *), NULL};
    return (f->request = read_texts(r, json_get(j, "request"), &request, &f->n_requests))
           && (f->trace_file = read_texts(r, json_get(j, "trace_file"), &file, &f->n_trace_files))
           && (f->said = read_texts(r, json_get(j, "said"), &said, &f->n_said));
}

/* A trouble that is not there is none, not an empty one. */
static bool read_sources(const struct reading *r, const struct json *j, struct log_finding *f)
{
    static const struct entries source = {"source", FINDING_SOURCES, sizeof(struct log_source_said), finding_source},
                                count = {"count", FINDING_COUNTS, sizeof(struct log_named_count), finding_count};
    f->source = read_list(r, json_get(j, "source"), &source, &f->n_sources);
    for (size_t i = 0; f->source && i < f->n_sources; i++)
        if (!*f->source[i].trouble)
            f->source[i].trouble = NULL;
    return f->source && (f->count = read_list(r, json_get(j, "count"), &count, &f->n_counts));
}

/* One that was found has a moment. */
static bool read_onset(const struct reading *r, const struct json *j, struct log_onset *o)
{
    return read_map(r, j, finding_onset, o) && ((!o->is_found || o->at != TIME_NONE) || refuse("onset", r->e));
}

static bool read_whole(const struct reading *r, const struct json *j, struct log_finding *f)
{
    int64_t version = 0;
    if (!json_int(json_get(j, "finding"), &version) || version != FINDING_VERSION)
        return err_set(r->e, ERR_INPUT, _("this is not a finding of triage, or one of a newer version"));
    return read_map(r, json_get(j, "totals"), finding_totals, f) && read_series(r, json_get(j, "series"), &f->series)
           && read_onset(r, json_get(j, "onset"), &f->onset) && read_lists(r, j, f)
           && read_map(r, json_get(j, "before"), finding_latency, &f->before)
           && read_map(r, json_get(j, "after"), finding_latency, &f->after) && read_kinds(r, json_get(j, "kind"), f)
           && read_sentences(r, j, f) && read_sources(r, j, f);
}

bool log_finding_read(const char *json, size_t n, struct log_finding *f, struct err *e)
{
    const struct reading r = {&f->arena, e};
    *f = (struct log_finding){0};
    if (n > 4 * LOG_FINDING_BYTES)
        return err_set(e, ERR_INPUT, _("this is not a finding of triage: it is longer than any"));
    struct json *j = json_read(json, n, e);
    bool fits = j && read_whole(&r, j, f);
    json_free(j);
    if (!fits)
        log_finding_release(f);
    return fits;
}
