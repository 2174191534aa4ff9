/* articles_check: file by file, then all ids together. */
#include "app/articles_check.h"

#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "kb/article_check.h"
#include "probe/sandbox_markdown.h"
#include "store/files.h"
#include "store/kb_scan.h"

struct check {
    struct articles *articles;
    struct arena arena;
    struct problems *ps;
    struct kb_found known; /* every article of the knowledge base */
    struct map first;      /* "where/language/id" to the file that has it */
    VEC(const char *) file;
    const char *present;   /* the file looked at */
    struct err *e;
};

/* ---- links ---- */

static const char *nearest_id(const struct check *c, const char *target)
{
    const char *best = NULL;
    unsigned nearest = 3;
    for (size_t i = 0; i < c->known.n; i++) {
        unsigned distance = str_distance(target, c->known.entry[i].id);
        if (distance < nearest) {
            nearest = distance;
            best = c->known.entry[i].id;
        }
    }
    return best;
}

static bool is_beside(struct check *c, const char *target)
{
    char *directory = files_directory_of(c->present);
    const char *path = arena_printf(&c->arena, "%s/%.*s", directory, (int)strcspn(target, "#?"), target);
    mem_free(directory);
    return files_exist(path);
}

static enum link_end ask(void *of, const char *target, const char **nearest)
{
    struct check *c = of;
    struct kb_entry entry;
    struct err ignored = {0};
    if (kb_find(c->articles->kb, target, &c->arena, &entry, &ignored) || is_beside(c, target))
        return LINK_IS_FINE;
    *nearest = nearest_id(c, target);
    return LINK_IS_DEAD;
}

/* ---- one file ---- */

/* Two files of one directory with one id in one language: only one of them can be shown. */
static void check_id(struct check *c, const struct article *a, const char *where)
{
    const char *key = arena_printf(&c->arena, "%s\n%s\n%s", where, a->lang, a->id);
    uint32_t at = map_find(&c->first, key);
    if (at == MAP_ABSENT) {
        map_set(&c->first, key, (uint32_t)c->file.n);
        *vec_push(&c->file) = c->present;
        return;
    }
    problem_error(c->ps, "article-twice", (struct mark){1, 1}, _("the id '%s' is that of %s too"), a->id, c->file.v[at]);
    problem_remedy(c->ps, _("give one of them another id"));
}

static bool check_file(struct check *c, const char *path, const char *name, const char *where)
{
    struct str bytes = {0};
    struct article a;
    struct document d;
    struct arena arena = {0};
    c->present = c->ps->file = arena_strdup(&c->ps->arena, path);
    if (!files_read_head(path, (size_t)KB_LARGEST + 1, &bytes, c->e)) {
        str_release(&bytes);
        return false;
    }
    if (bytes.n > KB_LARGEST)
        problem_warning(c->ps, "article-large", (struct mark){1, 1}, _("only the first %d MiB are shown"), KB_LARGEST >> 20);
    article_read(name, str_get(&bytes), bytes.n, &arena, &a);
    sandbox_markdown(a.body, a.n_body, &arena, &d);
    article_check_front_matter(str_get(&bytes), bytes.n, c->ps);
    if (d.warning)
        problem_error(c->ps, "article-raw", (struct mark){1, 1}, "%s", d.warning);
    if (!article_says_something(str_get(&bytes), bytes.n)) {
        problem_warning(c->ps, "article-empty", (struct mark){1, 1}, _("this article says nothing yet"));
        problem_remedy(c->ps, _("write it, or remove the file"));
    }
    article_check_links(str_get(&bytes), bytes.n, &d, ask, c, c->ps);
    check_id(c, &a, where);
    arena_release(&arena);
    str_release(&bytes);
    return true;
}

/* ---- all of them ---- */

static bool check_known(struct check *c, size_t *n_files)
{
    for (size_t i = 0; i < c->known.n; i++, ++*n_files) {
        const char *path = c->known.entry[i].path, *dir = kb_dir(c->articles->kb, c->known.entry[i].dir);
        if (!check_file(c, path, path + strlen(dir) + 1, dir))
            return false;
    }
    return true;
}

static bool check_path(struct check *c, const char *path, size_t *n_files)
{
    struct stat st;
    struct kb_files files = {0};
    const char *slash = strrchr(path, '/');
    if (stat(path, &st) < 0)
        return err_sys(c->e, ERR_ABSENT, _("cannot open %s"), path);
    if (!S_ISDIR(st.st_mode)) {
        ++*n_files;
        return check_file(c, path, slash ? slash + 1 : path, "");
    }
    bool ok = true;
    kb_scan(&path, 1, &c->arena, &files);
    for (size_t i = 0; ok && i < files.n; i++, ++*n_files)
        ok = check_file(c, arena_printf(&c->arena, "%s/%s", path, files.v[i].name), files.v[i].name, path);
    vec_release(&files);
    return ok;
}

bool articles_check(struct articles *a, char *const *path, size_t n, struct problems *ps, size_t *n_files,
                    struct err *e)
{
    struct check c = {.articles = a, .ps = ps, .e = e};
    *n_files = 0;
    bool ok = articles_refresh(a, e) && kb_list(a->kb, true, &c.arena, &c.known, e) &&
              (n > 0 || check_known(&c, n_files));
    for (size_t i = 0; ok && i < n; i++)
        ok = check_path(&c, path[i], n_files);
    ps->file = NULL;
    problems_sort(ps);
    map_release(&c.first);
    vec_release(&c.file);
    arena_release(&c.arena);
    return ok;
}
