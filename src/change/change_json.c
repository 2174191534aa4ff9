/* change_json: a list on one line, the most suspect first, and back. */
#include "base/mem.h"
#include "change/change.h"
#include "text/json.h"

enum { PRINTED_MOST = 1000, BYTES_MOST = 700 * 1024, FILES_PRINTED = 300, TRACE_PRINTED = 100 };

static void put_time(struct json *map, const char *key, int64_t at)
{
    char text[TIME_TEXT];
    if (at == TIME_NONE)
        return;
    time_format_utc(at, text);
    json_put_text(map, key, text);
}

/* Bytes of a text as JSON, at most: a control character takes six, a byte that is no UTF-8 three. */
static size_t cost(const char *text)
{
    size_t n = 16;
    for (; text && *text; text++)
        n += (unsigned char)*text < ' ' ? 6 : *text == '"' || *text == '\\' ? 2 : (unsigned char)*text > '~' ? 3 : 1;
    return n;
}

static void put_texts(struct json *map, const char *key, const char *const *text, size_t most, size_t *bytes)
{
    if (!text || !most || !*text)
        return;
    struct json *list = json_list();
    for (size_t i = 0; i < most && text[i] && *bytes < BYTES_MOST; i++) {
        json_add_text(list, text[i]);
        *bytes += cost(text[i]);
    }
    json_put(map, key, list);
}

static const struct {
    const char *key;
    size_t field;
} texts[] = {
#define TEXT(name) {#name, offsetof(struct change, name)}
    TEXT(what), TEXT(who), TEXT(detail), TEXT(source), TEXT(see), TEXT(undo), TEXT(service), TEXT(host), TEXT(id),
#undef TEXT
};
enum { N_TEXTS = sizeof texts / sizeof *texts };

static const char **text_of(struct change *c, size_t i)
{
    return (const char **)(void *)((char *)c + texts[i].field);
}

static struct json *change_as_json(const struct change *c, const struct change_suspect *s, size_t *bytes)
{
    struct json *map = json_map();
    struct change copy = *c;
    put_time(map, "at", c->at);
    json_put_text(map, "kind", change_kind_name(c->kind));
    for (size_t i = 0; i < N_TEXTS; i++) {
        const char *text = *text_of(&copy, i);
        json_put_text(map, texts[i].key, text);
        *bytes += cost(text);
    }
    put_texts(map, "files", c->file, FILES_PRINTED, bytes);
    put_texts(map, "parts", c->part, FILES_PRINTED, bytes);
    if (s->before != TIME_NONE)
        json_put_number(map, "before_s", (double)s->before / (double)TIME_SECOND);
    json_put_flag(map, "after", s->is_after);
    json_put_number(map, "score", s->score);
    json_put_text(map, "why", s->why);
    *bytes += 160;
    return map;
}

static void put_case(struct json *map, const struct change_case *c)
{
    size_t bytes = 0;
    put_time(map, "onset", c->onset);
    if (c->onset != TIME_NONE && c->onset_within)
        json_put_number(map, "onset_within_s", (double)c->onset_within / (double)TIME_SECOND);
    json_put_text(map, "service", c->service);
    json_put_text(map, "host", c->host);
    if (c->n_trace_files)
        put_texts(map, "trace", c->trace_file, c->n_trace_files < TRACE_PRINTED ? c->n_trace_files : TRACE_PRINTED, &bytes);
}

static void put_sources(struct json *map, const struct change_list *l)
{
    struct json *looked = json_list(), *missing = json_list();
    for (size_t i = 0; i < l->looked.n; i++)
        json_add_text(looked, l->looked.v[i]);
    for (size_t i = 0; i < l->missing.n; i++) {
        struct json *one = json_map();
        json_put_text(one, "source", l->missing.v[i].source);
        json_put_text(one, "why", l->missing.v[i].why);
        json_add(missing, one);
    }
    json_put(map, "looked", looked);
    json_put(map, "missing", missing);
}

void change_list_print(const struct change_list *l, const struct change_case *c, struct str *out)
{
    struct arena arena = {0};
    struct str headline = {0};
    struct json *map = json_map(), *list = json_list();
    struct change_suspect *rank = arena_array(&arena, l->list.n + 1, sizeof *rank);
    size_t n = 0;
    change_rank(l, c, &arena, rank);
    put_time(map, "since", l->since);
    put_time(map, "until", l->until);
    put_case(map, c);
    change_headline(l, c, l->until, NULL, &headline);
    json_put_text(map, "headline", str_get(&headline));
    for (size_t bytes = 0; n < l->list.n && n < PRINTED_MOST && bytes < BYTES_MOST; n++)
        json_add(list, change_as_json(&l->list.v[rank[n].change], &rank[n], &bytes));
    json_put(map, "changes", list);
    if (n < l->list.n || l->n_dropped)
        json_put_int(map, "left_out", (int64_t)(l->list.n - n + l->n_dropped));
    put_sources(map, l);
    json_print(map, false, out);
    json_free(map);
    str_release(&headline);
    arena_release(&arena);
}

/* ---- and back ---- */

static int64_t read_time(const struct json *j)
{
    int64_t at;
    const char *text = json_text(j);
    return text && time_parse(text, &at) ? at : TIME_NONE;
}

static const char *const *read_texts(struct arena *arena, const struct json *list, size_t *count)
{
    size_t n = json_count(list), kept = 0;
    const char **text = arena_array(arena, n + 1, sizeof *text);
    for (size_t i = 0; i < n; i++) {
        const char *one = json_text(json_item(list, i));
        if (one)
            text[kept++] = arena_strdup(arena, one);
    }
    if (count)
        *count = kept;
    return kept ? text : NULL;
}

static void read_change(struct change_list *l, const struct json *j)
{
    struct arena arena = {0};
    struct change c = {.at = read_time(json_get(j, "at"))};
    const char *kind = json_text(json_get(j, "kind"));
    for (size_t i = 0; i < N_TEXTS; i++)
        *text_of(&c, i) = json_text(json_get(j, texts[i].key));
    c.file = read_texts(&arena, json_get(j, "files"), NULL);
    c.part = read_texts(&arena, json_get(j, "parts"), NULL);
    if (kind && change_kind_parse(kind, &c.kind) && c.at != TIME_NONE)
        change_add(l, &c);
    arena_release(&arena);
}

static void read_case(struct change_list *l, const struct json *j)
{
    double within = 0;
    struct change_case *c = &l->asked;
    c->onset = read_time(json_get(j, "onset"));
    if (json_number(json_get(j, "onset_within_s"), &within) && within >= 0 && within < 1e9)
        c->onset_within = (int64_t)(within * (double)TIME_SECOND);
    c->service = arena_strdup(&l->arena, json_text(json_get(j, "service")));
    c->host = arena_strdup(&l->arena, json_text(json_get(j, "host")));
    c->trace_file = read_texts(&l->arena, json_get(j, "trace"), &c->n_trace_files);
}

static void read_sources(struct change_list *l, const struct json *j)
{
    const struct json *looked = json_get(j, "looked"), *missing = json_get(j, "missing");
    for (size_t i = 0; i < json_count(looked); i++)
        change_looked(l, json_text(json_item(looked, i)));
    for (size_t i = 0; i < json_count(missing); i++)
        change_miss(l, json_text(json_get(json_item(missing, i), "source")),
                    json_text(json_get(json_item(missing, i), "why")));
}

bool change_list_read(const char *json, size_t n, struct change_list *l, struct err *e)
{
    int64_t left_out;
    struct json *j = json_read(json, n, e);
    if (!j)
        return false;
    const struct json *list = json_get(j, "changes");
    int64_t since = read_time(json_get(j, "since")), until = read_time(json_get(j, "until"));
    if (!list || since == TIME_NONE || until == TIME_NONE) {
        json_free(j);
        return err_set(e, ERR_INPUT, "this is no list of changes: since, until or changes is missing");
    }
    change_list_init(l, since, until);
    read_case(l, j);
    for (size_t i = 0; i < json_count(list); i++)
        read_change(l, json_item(list, i));
    if (json_int(json_get(j, "left_out"), &left_out) && left_out > 0)
        l->n_dropped = (size_t)left_out;
    read_sources(l, j);
    json_free(j);
    change_list_settle(l);
    return true;
}
