/* articles: kb_index, wired. */
#include "app/articles.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "kb/layout.h"
#include "probe/sandbox_markdown.h"

/* The number is the schema's, so that two versions of triage do not throw away each other's. */
static const char CACHE[] = "articles-1.db";

/* LANGUAGE may be a list, "de_AT:de"; "C" and "POSIX" are no language, and ".UTF-8@euro" is none of ours. */
void articles_language(char language[16])
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    const char *value = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !(value && *value); i++)
        value = getenv(names[i]);
    size_t n = value ? strcspn(value, ":.@") : 0;
    bool is_none = n == 0 || n > 15 || (n == 1 && *value == 'C') || strncmp(value, "POSIX", n) == 0;
    snprintf(language, 16, "%.*s", is_none ? 0 : (int)n, is_none ? "" : value);
}

bool articles_open(struct articles *a, struct config *config, const struct paths *paths, struct err *e)
{
    char language[16];
    struct str cache = {0};
    *a = (struct articles){0};
    articles_language(language);
    a->n_places = config_places(config, paths, CONFIG_KIND_ARTICLES, &a->place);
    const char **dir = mem_array(a->n_places, sizeof *dir);
    for (size_t i = 0; i < a->n_places; i++)
        dir[i] = a->place[i].path;
    str_addf(&cache, "%s/%s", paths->cache, CACHE);
    struct kb_options o = {
        .dir = dir, .n_dirs = a->n_places, .cache = cache.s, .lang = language, .read = sandbox_markdown_all};
    bool ok = kb_open(&o, &a->kb, e);
    str_release(&cache);
    mem_free(dir);
    return ok;
}

void articles_release(struct articles *a)
{
    kb_close(a->kb);
    *a = (struct articles){0};
}

bool articles_refresh(struct articles *a, struct err *e)
{
    a->is_fresh = kb_refresh(a->kb, e);
    return a->is_fresh;
}

static bool be_fresh(struct articles *a, struct err *e)
{
    return a->is_fresh || articles_refresh(a, e);
}

bool articles_search(struct articles *a, const char *words, size_t limit, struct arena *arena, struct model_found *found,
                     struct err *e)
{
    struct kb_found f;
    if (!be_fresh(a, e) || !kb_search(a->kb, words, limit, arena, &f, e))
        return false;
    struct model_article_row *row = arena_array(arena, f.n, sizeof *row);
    for (size_t i = 0; i < f.n; i++)
        row[i] = (struct model_article_row){.id = f.entry[i].id, .title = f.entry[i].title,
                                            .snippet = *f.entry[i].snippet ? f.entry[i].snippet : NULL,
                                            .minutes = f.entry[i].minutes};
    *found = (struct model_found){.text = arena_strdup(arena, words), .row = row, .n = f.n, .total = f.total};
    return true;
}

bool articles_ships(const struct articles *a, const struct kb_entry *entry)
{
    return entry->dir < a->n_places && str_eq(a->place[entry->dir].origin, "shipped");
}

static const char *source_of(const struct articles *a, const struct kb_entry *entry)
{
    return articles_ships(a, entry) ? _("comes with triage") : entry->path;
}

const char *const *articles_link_names(struct articles *a, const struct document *d, struct arena *arena)
{
    const char **name = arena_array(arena, d->n_links, sizeof *name);
    for (size_t i = 0; i < d->n_links; i++) {
        struct kb_entry entry;
        struct err ignored = {0};
        const char *target = d->link[i].target;
        if (*target != '#' && !strstr(target, ":") && kb_find(a->kb, target, arena, &entry, &ignored))
            name[i] = entry.title;
    }
    return name;
}

bool articles_find(struct articles *a, const char *id, struct arena *arena, struct kb_entry *entry, struct err *e)
{
    return be_fresh(a, e) && kb_find(a->kb, id, arena, entry, e);
}

bool articles_read(struct articles *a, const char *id, struct arena *arena, struct model_article *article,
                   struct kb_entry *entry, struct err *e)
{
    struct kb_entry found;
    struct article read;
    struct document *d = arena_alloc(arena, sizeof *d);
    if (!be_fresh(a, e) || !kb_find(a->kb, id, arena, &found, e) ||
        !kb_load(sandbox_markdown_all, found.path, arena, &read, d, e))
        return false;
    *article = (struct model_article){.id = found.id, .title = read.title, .document = d,
                                      .link_name = articles_link_names(a, d, arena), .source = source_of(a, &found),
                                      .minutes = document_minutes(d)};
    if (entry)
        *entry = found;
    return true;
}
