/* library: flows in directories, and the texts that were loaded. */
#include "app/library.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "app/import.h"
#include "base/i18n.h"
#include "base/str.h"
#include "store/files.h"
#include "text/digest.h"
#include "text/yaml.h"

enum { PEEK_BYTES = 8192 };

/* ---- a look at a file: its id and title, without reading the flow ---------------------------------------------------- */

/* The value of a top-level line `key: value`, read as YAML reads that line alone. */
static const char *peek_line(const char *text, const char *key, struct arena *arena)
{
    struct problems ps = {0};
    size_t n = strlen(key);
    const char *value = NULL;
    for (const char *line = text; *line && !value; line += strcspn(line, "\n"), line += *line == '\n') {
        if (strncmp(line, key, n) != 0 || line[n] != ':')
            continue;
        const struct yaml_node *found = yaml_find(yaml_read(line, strcspn(line, "\n"), arena, &ps), key);
        value = found && found->kind == YAML_TEXT ? found->text : NULL;
    }
    problems_release(&ps);
    return value;
}

static bool peek(struct library *l, const char *path, struct library_row *row)
{
    struct str text = {0};
    struct err e = {0};
    if (!files_read_head(path, PEEK_BYTES, &text, &e)) {
        str_release(&text);
        return false;
    }
    row->id = peek_line(str_get(&text), "id", &l->arena);
    row->title = peek_line(str_get(&text), "title", &l->arena);
    row->path = arena_strdup(&l->arena, path);
    if (!row->title)
        row->title = row->id;
    str_release(&text);
    return row->id != NULL;
}

/* NAME.yaml, not NAME.de.yaml. */
static bool is_flow_file(const char *name)
{
    const char *dot = strchr(name, '.');
    return name[0] != '.' && dot && (str_eq(dot, ".yaml") || str_eq(dot, ".yml"));
}

/* The variant for the language, where there is one beside it. */
static const char *variant_of(struct library *l, const char *path)
{
    const char *dot = strrchr(path, '.');
    struct err e = {0};
    struct str head = {0};
    if (!l->language)
        return path;
    const char *variant = arena_printf(&l->arena, "%.*s.%s%s", (int)(dot - path), path, l->language, dot);
    bool is_there = files_read_head(variant, 1, &head, &e);
    str_release(&head);
    return is_there ? variant : path;
}

const struct library_row *library_find(const struct library *l, const char *id)
{
    for (size_t i = 0; i < l->rows.n; i++)
        if (str_eq(l->rows.v[i].id, id))
            return &l->rows.v[i];
    return NULL;
}

static void add_file(struct library *l, const char *dir, const char *name)
{
    struct library_row row;
    const char *path = arena_printf(&l->arena, "%s/%s", dir, name);
    if (peek(l, variant_of(l, path), &row) && !library_find(l, row.id))
        *vec_push(&l->rows) = row;
}

static int by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

static int by_title(const void *a, const void *b)
{
    const struct library_row *x = a, *y = b;
    return strcmp(x->title, y->title);
}

static void add_directory(struct library *l, const char *dir)
{
    VEC(const char *) names = {0};
    DIR *d = opendir(dir);
    for (struct dirent *entry; d && (entry = readdir(d));)
        if (is_flow_file(entry->d_name))
            *vec_push(&names) = arena_strdup(&l->arena, entry->d_name);
    if (d)
        closedir(d);
    if (names.n)
        qsort(names.v, names.n, sizeof *names.v, by_name);
    for (size_t i = 0; i < names.n; i++)
        add_file(l, dir, names.v[i]);
    vec_release(&names);
}

void library_open(struct library *l, const char *const *dir, size_t n, const char *language)
{
    l->language = language;
    for (size_t i = 0; i < n; i++)
        add_directory(l, dir[i]);
    if (l->rows.n)
        qsort(l->rows.v, l->rows.n, sizeof *l->rows.v, by_title);
}

/* ---- texts ------------------------------------------------------------------------------------------------------------- */

static void free_text(struct flow_text *t)
{
    mem_free(t->bytes);
    mem_free(t->file);
    if (t->flow)
        flow_free(t->flow);
    problems_release(&t->problems);
    mem_free(t);
}

void library_release(struct library *l)
{
    for (struct flow_text *t = l->loaded, *next; t; t = next) {
        next = t->next;
        free_text(t);
    }
    vec_release(&l->rows);
    arena_release(&l->arena);
    *l = (struct library){0};
}

struct flow_text *library_find_digest(const struct library *l, const char *digest)
{
    for (struct flow_text *t = l->loaded; t; t = t->next)
        if (str_eq(t->digest, digest))
            return t;
    return NULL;
}

struct flow_text *library_take(struct library *l, const char *bytes, size_t n, const char *name)
{
    char digest[DIGEST_HEX];
    unsigned char sum[DIGEST_SIZE];
    digest_of(bytes, n, sum);
    digest_hex(sum, sizeof sum, digest);
    struct flow_text *t = library_find_digest(l, digest);
    if (t)
        return t;
    t = mem_alloc(sizeof *t);
    memcpy(t->digest, digest, sizeof digest);
    t->bytes = mem_strndup(bytes, n);
    t->n = n;
    t->file = mem_strdup(name);
    t->flow = flow_load(t->bytes, n, t->file, &t->problems);
    t->next = l->loaded;
    return l->loaded = t;
}

/* The text of a flow: a file of YAML as it is, a runbook in Markdown as what it becomes. */
static bool read_flow(const char *path, struct str *text, struct err *e)
{
    return runbook_is_file(path) ? import_file(path, text, NULL, e) : files_read(path, YAML_MAX_BYTES, text, e);
}

struct flow_text *library_load(struct library *l, const char *id_or_file, struct err *e)
{
    const struct library_row *row = library_find(l, id_or_file);
    bool is_file = strchr(id_or_file, '/') || str_ends(id_or_file, ".yaml") || str_ends(id_or_file, ".yml") ||
                   runbook_is_file(id_or_file);
    struct str text = {0};
    if (!row && !is_file) {
        err_set(e, ERR_ABSENT, _("There is no flow '%s'; triage list --flows shows which there are."), id_or_file);
        return NULL;
    }
    const char *path = row ? row->path : id_or_file;
    if (!read_flow(path, &text, e)) {
        str_release(&text);
        return NULL;
    }
    struct flow_text *t = library_take(l, str_get(&text), text.n, path);
    str_release(&text);
    return t;
}

/* Where a flow of that id lies beside a file, or NULL. */
static const char *path_beside(struct library *l, const char *file, const char *id)
{
    const char *slash = strrchr(file, '/');
    struct str head = {0};
    struct err e = {0};
    const char *path = arena_printf(&l->arena, "%.*s%s.yaml", slash ? (int)(slash + 1 - file) : 0, file, id);
    bool is_there = files_read_head(path, 1, &head, &e);
    str_release(&head);
    return is_there ? variant_of(l, path) : NULL;
}

static bool is_of_directories(const struct library *l, const char *file)
{
    for (size_t i = 0; i < l->rows.n; i++)
        if (str_eq(l->rows.v[i].path, file))
            return true;
    return false;
}

struct flow_text *library_load_called(struct library *l, const struct flow_text *caller, const char *id, struct err *e)
{
    const char *beside = is_of_directories(l, caller->file) ? NULL : path_beside(l, caller->file, id);
    return library_load(l, beside ? beside : id, e);
}
