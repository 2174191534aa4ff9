/* skeleton: a copy with another name in it. */
#include "app/skeleton.h"

#include <ctype.h>
#include <string.h>

#include "app/articles.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/files.h"

enum { MOST = 1 << 16, NAME_MOST = 64 };

static const char id_word[] = "skeleton-name", title_word[] = "Skeleton title";

static const struct kind {
    const char *name, *ending, *also;
} kinds[] = {{"flow", ".yaml", ".yml"}, {"article", ".md", ".markdown"}};

static const struct kind *find_kind(const char *name, struct err *e)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(kinds[i].name, name))
            return &kinds[i];
    err_set(e, ERR_USAGE, _("new '%s': flow and article are what can be begun."), name);
    return NULL;
}

/* ---- the name --------------------------------------------------------------------------------------------------------------- */

static bool is_id(const char *id)
{
    size_t n = strlen(id);
    return n && n <= NAME_MOST && id[0] >= 'a' && id[0] <= 'z' && id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

/* "disk-full" of "flows/disk-full.yaml"; the caller's. NULL where that is no id. */
static char *id_of(const char *name, const struct kind *k, struct err *e)
{
    const char *last = strrchr(name, '/');
    char *id = mem_strdup(last ? last + 1 : name);
    const char *const endings[] = {k->ending, k->also};
    for (size_t i = 0; i < 2; i++)
        if (str_ends(id, endings[i]))
            id[strlen(id) - strlen(endings[i])] = '\0';
    if (is_id(id))
        return id;
    err_set(e, ERR_USAGE, _("'%s' cannot be an id: small letters first, then small letters, digits, - and _, %d at most."), id, NAME_MOST);
    mem_free(id);
    return NULL;
}

/* "Disk full" of "disk-full". */
static char *title_of(const char *id)
{
    char *title = mem_strdup(id);
    title[0] = (char)toupper((unsigned char)title[0]);
    for (char *s = title; *s; s++)
        *s = *s == '-' || *s == '_' ? ' ' : *s;
    return title;
}

/* ---- the text --------------------------------------------------------------------------------------------------------------- */

static void add_replaced(const char *text, const char *id, const char *title, struct str *out)
{
    while (*text) {
        bool is_id_here = str_starts(text, id_word), is_title = str_starts(text, title_word);
        if (is_id_here || is_title) {
            str_add(out, is_id_here ? id : title);
            text += strlen(is_id_here ? id_word : title_word);
        } else {
            str_add_char(out, *text++);
        }
    }
}

/* The one for the language of the messages, where there is one. */
static bool read_skeleton(const struct paths *paths, const struct kind *k, struct str *text, struct err *e)
{
    struct str path = {0};
    char language[16];
    articles_language(language);
    str_addf(&path, "%s/data/skeletons/%s.%.2s%s", paths->shipped, k->name, language, k->ending);
    if (!files_exist(str_get(&path))) {
        str_clear(&path);
        str_addf(&path, "%s/data/skeletons/%s%s", paths->shipped, k->name, k->ending);
    }
    bool ok = files_read(str_get(&path), MOST, text, e);
    str_release(&path);
    return ok;
}

static char *file_of(const char *name, const struct kind *k)
{
    struct str path = {0};
    str_add(&path, name);
    if (!str_ends(name, k->ending) && !str_ends(name, k->also))
        str_add(&path, k->ending);
    return str_take(&path);
}

static bool write_as(const struct str *text, const char *id, char *path, struct err *e)
{
    struct str out = {0};
    char *title = title_of(id);
    add_replaced(str_get(text), id, title, &out);
    bool ok = files_write_new(path, out.s, out.n, 0644, e);
    str_release(&out);
    mem_free(title);
    return ok;
}

bool skeleton_write(const struct paths *paths, const char *kind, const char *name, char **path, struct err *e)
{
    const struct kind *k = find_kind(kind, e);
    char *id = k ? id_of(name, k, e) : NULL;
    struct str text = {0};
    bool ok = id && read_skeleton(paths, k, &text, e);
    char *file = ok ? file_of(name, k) : NULL;
    ok = ok && write_as(&text, id, file, e);
    if (ok)
        *path = file;
    else
        mem_free(file);
    str_release(&text);
    mem_free(id);
    return ok;
}
