/* inspect: what flow/check is told of the world outside a flow. */
#include "app/inspect.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/secrets.h"
#include "base/i18n.h"
#include "flow/check.h"
#include "flow/words.h"
#include "incident/rehearse.h"
#include "kb/article_check.h"
#include "runbook/runbook.h"
#include "store/files.h"
#include "text/redact.h"
#include "text/yaml.h"

enum { DEEPEST = 8, ARTICLE_HEAD = 64 << 10 }; /* of an article enough to see that it says something */

bool inspect_open(struct inspection *in, struct err *e)
{
    *in = (struct inspection){0};
    if (!paths_find(&in->paths, e) || !config_load(&in->config, &in->paths, e))
        return false;
    struct problems unsaid = {0}; /* `triage redact` says what is wrong with a team's own rules */
    secrets_load(&in->secret_rules, &in->paths, &unsaid);
    problems_release(&unsaid);
    in->redactor = secrets_redactor(&in->config, &in->secret_rules);
    redact_want(in->redactor, false, false);
    in->has_articles =
        articles_open(&in->articles, &in->config, &in->paths, &in->why) && articles_refresh(&in->articles, &in->why);
    return true;
}

void inspect_release(struct inspection *in)
{
    for (size_t i = 0; i < in->flows.n; i++)
        flow_free(in->flows.v[i].flow);
    vec_release(&in->flows);
    articles_release(&in->articles);
    redact_free(in->redactor);
    redact_set_release(&in->secret_rules);
    config_release(&in->config);
    paths_release(&in->paths);
    arena_release(&in->arena);
}

/* ---- files ---- */

static bool is_flow_file(const char *name)
{
    return str_ends(name, ".yaml") || str_ends(name, ".yml");
}

static void add_file(struct inspection *in, const char *path, struct names *files)
{
    const char **more = arena_array(&in->arena, files->n + 1, sizeof *more);
    if (files->n)
        memcpy(more, files->v, files->n * sizeof *more);
    more[files->n] = path;
    *files = (struct names){more, files->n + 1};
}

static bool find_below(struct inspection *in, const char *path, int depth, struct names *files, struct err *e)
{
    struct dirent **entry;
    int n = scandir(path, &entry, NULL, alphasort);
    if (n < 0)
        return err_sys(e, ERR_ABSENT, _("cannot look into %s"), path);
    bool ok = true;
    for (int i = 0; i < n; i++) {
        struct stat st;
        const char *name = entry[i]->d_name, *below = arena_printf(&in->arena, "%s/%s", path, name);
        bool is_there = name[0] != '.' && lstat(below, &st) == 0;
        if (is_there && S_ISDIR(st.st_mode) && depth < DEEPEST)
            ok = find_below(in, below, depth + 1, files, e) && ok;
        else if (is_there && is_flow_file(name))
            add_file(in, below, files);
        free(entry[i]);
    }
    free(entry);
    return ok;
}

bool inspect_find(struct inspection *in, const char *path, struct names *files, struct err *e)
{
    struct stat st;
    size_t before = files->n;
    if (stat(path, &st) != 0)
        return err_sys(e, ERR_ABSENT, _("cannot read %s"), path);
    if (!S_ISDIR(st.st_mode)) {
        add_file(in, arena_strdup(&in->arena, path), files);
        return true;
    }
    size_t n = strlen(path);
    const char *dir = arena_strndup(&in->arena, path, n > 1 && path[n - 1] == '/' ? n - 1 : n);
    if (!find_below(in, dir, 0, files, e))
        return false;
    return files->n > before || err_set(e, ERR_ABSENT, _("there is no flow below %s: no file ends in .yaml"), dir);
}

const char *inspect_find_older(struct inspection *in, const char *older, const char *given, const char *file)
{
    struct stat st;
    size_t n = strlen(given);
    const char *slash = strrchr(file, '/'), *path = NULL;
    while (n > 1 && given[n - 1] == '/')
        n--;
    if (stat(older, &st) != 0 || !S_ISDIR(st.st_mode))
        return older;
    if (strncmp(file, given, n) == 0 && file[n] == '/')
        path = arena_printf(&in->arena, "%s/%s", older, file + n + 1);
    if (!path || !files_exist(path))
        path = arena_printf(&in->arena, "%s/%s", older, slash ? slash + 1 : file);
    return files_exist(path) ? path : NULL;
}

/* ---- what a flow refers to ---- */

static bool has_article(const void *of, const char *id)
{
    struct inspection *in = (struct inspection *)(uintptr_t)of;
    struct err e = {0};
    struct arena arena = {0};
    struct kb_entry entry;
    bool found = kb_find(in->articles.kb, id, &arena, &entry, &e);
    arena_release(&arena);
    return found;
}

static bool is_empty_article(const void *of, const char *id)
{
    struct inspection *in = (struct inspection *)(uintptr_t)of;
    struct err e = {0};
    struct arena arena = {0};
    struct str text = {0};
    struct kb_entry entry;
    bool is_read = kb_find(in->articles.kb, id, &arena, &entry, &e) && files_read_head(entry.path, ARTICLE_HEAD, &text, &e);
    bool is_empty = is_read && !article_says_something(str_get(&text), text.n);
    str_release(&text);
    arena_release(&arena);
    return is_empty;
}

static const char *nearest_article(const void *of, const char *id)
{
    struct inspection *in = (struct inspection *)(uintptr_t)of;
    struct err e = {0};
    struct kb_found all = {0};
    struct guess g = {.name = id};
    if (!kb_list(in->articles.kb, false, &in->arena, &all, &e))
        return NULL;
    for (size_t i = 0; i < all.n; i++)
        guess_try(&g, all.entry[i].id);
    return g.best;
}

static struct flow *keep(struct inspection *in, const char *path, struct flow *flow)
{
    *vec_push(&in->flows) = (struct inspected){arena_strdup(&in->arena, path), flow};
    return flow;
}

static struct flow *load(struct inspection *in, const char *path, struct problems *ps, struct err *e)
{
    struct str text = {0};
    const char *kept = arena_strdup(&in->arena, path);
    struct flow *flow = NULL;
    if (runbook_is_file(path))
        err_set(e, ERR_INPUT, _("%s is Markdown: what `triage import` makes of it can be checked"), path);
    else if (files_read(path, YAML_MAX_BYTES + 1, &text, e))
        flow = flow_load(str_get(&text), text.n, kept, ps);
    str_release(&text);
    return keep(in, kept, flow);
}

static const struct flow *find_in(struct inspection *in, const char *dir, const char *id)
{
    const char *path = arena_printf(&in->arena, "%s/%s.yaml", dir, id);
    for (size_t i = 0; i < in->flows.n; i++)
        if (str_eq(in->flows.v[i].path, path))
            return in->flows.v[i].flow;
    struct problems unsaid = {0}; /* that file is checked for itself */
    struct err e = {0};
    const struct flow *flow = files_exist(path) ? load(in, path, &unsaid, &e) : NULL;
    problems_release(&unsaid);
    return flow;
}

static const struct flow *find_flow(const void *of, const char *id)
{
    struct inspection *in = (struct inspection *)(uintptr_t)of;
    const struct config_place *place;
    size_t n = config_places(&in->config, &in->paths, CONFIG_KIND_FLOWS, &place);
    const struct flow *flow = find_in(in, in->dir, id);
    for (size_t i = 0; !flow && i < n; i++)
        flow = find_in(in, place[i].path, id);
    return flow;
}

static const struct flow *find_called(void *of, const char *id)
{
    return find_flow(of, id);
}

const struct flow *inspect_find_flow(struct inspection *in, const char *id)
{
    return find_flow(in, id);
}

const struct flow *inspect_read(struct inspection *in, const char *path, struct err *e)
{
    struct problems unsaid = {0};
    const struct flow *flow = load(in, path, &unsaid, e);
    problems_release(&unsaid);
    return flow;
}

/* ---- one file ---- */

static void walk_examples(struct inspection *in, const struct flow *flow, struct problems *ps)
{
    for (size_t i = 0; i < flow->n_examples; i++) {
        struct rehearsal r = {0};
        const struct flow_example *example = &flow->example[i];
        if (!rehearse_example(flow, example, find_called, in, &r)) {
            problem_error(ps, "example", example->mark, _("example '%s': %s"), example->name, r.trouble);
            problem_remedy(ps, _("correct what the example expects, or the flow"));
        }
        if (in->coverage)
            coverage_take(in->coverage, COVERED_BY_EXAMPLES, flow, &r.inc, find_called, in);
        rehearsal_release(&r);
    }
}

bool inspect_file(struct inspection *in, const char *path, struct problems *ps, struct err *e)
{
    struct err why = {0};
    struct flow_library library = {.find_flow = find_flow, .of = in, .redactor = in->redactor};
    char *dir = files_directory_of(path);
    in->dir = arena_strdup(&in->arena, dir);
    mem_free(dir);
    if (in->has_articles) {
        library.has_article = has_article;
        library.is_empty_article = is_empty_article;
        library.nearest_article = nearest_article;
    }
    in->flow = NULL;
    struct flow *flow = load(in, path, ps, &why);
    if (why.code) {
        *e = why;
        return false;
    }
    in->flow = flow;
    if (flow)
        flow_check(flow, &library, ps);
    if (in->coverage && flow)
        coverage_begin(in->coverage, flow);
    if (flow && !ps->n_errors)
        walk_examples(in, flow, ps);
    problems_sort(ps);
    return true;
}
