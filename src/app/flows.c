/* flows: directories, languages, one flow. */
#include "app/flows.h"

#include <string.h>

#include "app/articles.h"

/* "de" of "de_AT"; NULL for English, the language that everything ships in. */
static const char *language(struct arena *arena)
{
    char name[16];
    articles_language(name);
    return strlen(name) < 2 || str_starts(name, "en") ? NULL : arena_strndup(arena, name, 2);
}

void flows_open(struct library *l, struct config *config, const struct paths *paths)
{
    const struct config_place *places;
    const char *dirs[64];
    size_t n = config_places(config, paths, CONFIG_KIND_FLOWS, &places), n_dirs = 0;
    for (size_t i = 0; i < n && n_dirs < sizeof dirs / sizeof *dirs; i++)
        dirs[n_dirs++] = places[i].path;
    library_open(l, dirs, n_dirs, language(&l->arena));
}

struct flow_text *flows_load(struct library *l, const char *id_or_file, struct err *mistake, struct err *e)
{
    struct flow_text *text = library_load(l, id_or_file, e);
    if (text && !text->flow) {
        problems_none(&text->problems, e);
        return NULL;
    }
    if (text)
        problems_none(&text->problems, mistake);
    return text;
}
