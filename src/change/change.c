/* change: a list that copies what it takes, bounded and clean, and puts itself in order. */
#include "change/change.h"

#include "base/i18n.h"
#include "base/map.h"
#include "base/utf8.h"
#include "text/clean.h"

enum { MOST_TEXT = 300, MOST_COMMAND = 8192 };

static const struct {
    const char *name, *word;
} kinds[N_CHANGE_KINDS] = {
    [CHANGE_RELEASE] = {"release", N_("release")},
    [CHANGE_CONFIG] = {"config", N_("configuration")},
    [CHANGE_PACKAGE] = {"package", N_("package")},
    [CHANGE_DATA] = {"data", N_("data")},
    [CHANGE_INFRASTRUCTURE] = {"infrastructure", N_("infrastructure")},
    [CHANGE_FLAG] = {"flag", N_("feature flag")},
};

const char *change_kind_name(enum change_kind kind)
{
    return kinds[kind].name;
}

const char *change_kind_word(enum change_kind kind)
{
    return _(kinds[kind].word);
}

bool change_kind_parse(const char *name, enum change_kind *kind)
{
    for (int i = 0; i < N_CHANGE_KINDS; i++)
        if (str_eq(name, kinds[i].name)) {
            *kind = (enum change_kind)i;
            return true;
        }
    return false;
}

const char *change_said(const char *text)
{
    return text && *text ? _(text) : "";
}

void change_list_init(struct change_list *l, int64_t since, int64_t until)
{
    *l = (struct change_list){.since = since, .until = until, .asked = {.onset = TIME_NONE}};
}

void change_list_release(struct change_list *l)
{
    vec_release(&l->list);
    vec_release(&l->missing);
    vec_release(&l->looked);
    arena_release(&l->arena);
    *l = (struct change_list){0};
}

/* ---- taking copies ---- */

static size_t length_shown(const char *text)
{
    size_t n = strnlen(text, MOST_TEXT), cut = n;
    if (n < MOST_TEXT || !text[n])
        return n;
    while (cut > n - 4 && ((unsigned char)text[cut] & 0xC0) == 0x80)
        cut--; /* not inside a character */
    return cut;
}

static const char *copy_shown(struct arena *arena, const char *text)
{
    struct str clean = {0};
    if (!text || !*text)
        return NULL;
    clean_add(&clean, text, length_shown(text), CLEAN_LINE);
    str_cut(&clean, utf8_fit(str_get(&clean), clean.n, MOST_TEXT));
    const char *copy = arena_strndup(arena, str_get(&clean), clean.n);
    str_release(&clean);
    return copy;
}

/* A command that was cut would be another one. */
static const char *copy_command(struct arena *arena, const char *text)
{
    return text && *text && strlen(text) <= MOST_COMMAND ? arena_strdup(arena, text) : NULL;
}

static const char *const *copy_texts(struct arena *arena, const char *const *text)
{
    size_t n = 0;
    while (text && n < CHANGE_FILES_MOST && text[n])
        n++;
    if (!n)
        return NULL;
    const char **copy = arena_array(arena, n + 1, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = arena_strdup(arena, text[i]);
    return copy;
}

bool change_add(struct change_list *l, const struct change *c)
{
    if (str_blank(c->what) || c->at < l->since || c->at > l->until)
        return false;
    if (l->list.n >= CHANGES_MOST) {
        l->n_dropped++;
        return false;
    }
    struct arena *a = &l->arena;
    *vec_push(&l->list) = (struct change){
        .at = c->at, .kind = c->kind,
        .what = copy_shown(a, c->what), .who = copy_shown(a, c->who), .detail = copy_shown(a, c->detail),
        .source = copy_shown(a, c->source), .service = copy_shown(a, c->service), .host = copy_shown(a, c->host),
        .see = copy_command(a, c->see), .undo = copy_command(a, c->undo),
        .file = copy_texts(a, c->file), .part = copy_texts(a, c->part), .id = arena_strdup(a, c->id),
    };
    return true;
}

void change_miss(struct change_list *l, const char *source, const char *why)
{
    struct change_missing m = {copy_shown(&l->arena, source), copy_shown(&l->arena, why)};
    for (size_t i = 0; i < l->missing.n; i++)
        if (str_eq(l->missing.v[i].source, m.source) && str_eq(l->missing.v[i].why, m.why))
            return;
    if (m.source && m.why)
        *vec_push(&l->missing) = m;
}

void change_looked(struct change_list *l, const char *source)
{
    for (size_t i = 0; i < l->looked.n; i++)
        if (str_eq(l->looked.v[i], source))
            return;
    const char *copy = copy_shown(&l->arena, source);
    if (copy)
        *vec_push(&l->looked) = copy;
}

void change_case_copy(struct change_case *to, const struct change_case *from, struct arena *arena)
{
    *to = *from;
    to->service = arena_strdup(arena, from->service);
    to->host = arena_strdup(arena, from->host);
    const char **file = arena_array(arena, from->n_trace_files + 1, sizeof *file);
    for (size_t i = 0; i < from->n_trace_files; i++)
        file[i] = arena_strdup(arena, from->trace_file[i]);
    to->trace_file = file;
}

void change_case_complete(struct change_case *c, const struct change_case *other)
{
    if (c->onset == TIME_NONE) {
        c->onset = other->onset;
        c->onset_within = other->onset_within;
    }
    c->service = c->service ? c->service : other->service;
    c->host = c->host ? c->host : other->host;
    if (!c->n_trace_files) {
        c->trace_file = other->trace_file;
        c->n_trace_files = other->n_trace_files;
    }
}

/* ---- order ---- */

static int by_time_down(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    if (x->at != y->at)
        return x->at > y->at ? -1 : 1;
    int way = strcmp(x->what, y->what);
    return way ? way : strcmp(x->id ? x->id : "", y->id ? y->id : "");
}

void change_list_settle(struct change_list *l)
{
    struct map seen = {0};
    size_t n = 0;
    if (l->list.n)
        qsort(l->list.v, l->list.n, sizeof *l->list.v, by_time_down);
    for (size_t i = 0; i < l->list.n; i++) {
        struct change *c = &l->list.v[i];
        uint32_t same = c->id ? map_find(&seen, c->id) : MAP_ABSENT;
        if (same != MAP_ABSENT) {
            if (!l->list.v[same].who)
                l->list.v[same].who = c->who;
            continue;
        }
        if (c->id)
            map_set(&seen, c->id, (uint32_t)n);
        l->list.v[n++] = *c;
    }
    l->list.n = n;
    map_release(&seen);
}

size_t change_list_trim(struct change_list *l, size_t first, size_t most)
{
    size_t n = l->list.n - first;
    if (n <= most)
        return 0;
    qsort(l->list.v + first, n, sizeof *l->list.v, by_time_down);
    l->list.n = first + most;
    return n - most;
}
