/* kb: the knowledge base from the shell. */
#include <stdio.h>
#include <string.h>

#include "app/articles.h"
#include "app/articles_check.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/settings.h"
#include "cli/styled.h"
#include "kb/wrap.h"
#include "probe/sandbox_markdown.h"
#include "store/files.h"
#include "text/clean.h"
#include "text/json.h"

enum { SEARCH_SHOWS = 20 };

struct job {
    const struct command_line *line;
    struct settings settings;
    struct articles articles;
    struct arena arena;
    struct str out;
    bool as_json;
    int status; /* when all went well */
};

static void print_json(struct job *j, struct json *root)
{
    json_print(root, true, &j->out);
    str_add_char(&j->out, '\n');
    json_free(root);
}

static struct json *versioned(void)
{
    struct json *root = json_map();
    json_put_int(root, "version", 1);
    return root;
}

static const char *origin_of(const struct job *j, const struct kb_entry *entry)
{
    return entry->dir < j->articles.n_places ? j->articles.place[entry->dir].origin : "";
}

static struct json *entry_json(const struct job *j, const struct kb_entry *entry)
{
    const struct {
        const char *key, *value;
    } row[] = {
        {"id", entry->id},             {"title", entry->title},     {"category", entry->category},
        {"summary", entry->summary},   {"owner", entry->owner},     {"reviewed", entry->reviewed},
        {"language", entry->lang},     {"origin", origin_of(j, entry)}, {"file", entry->path},
        {"snippet", entry->snippet},   {"problem", entry->problem},
    };
    struct json *map = json_map();
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        json_put_text(map, row[i].key, *row[i].value ? row[i].value : NULL);
    json_put_int(map, "minutes", entry->minutes);
    json_put_flag(map, "shown", entry->is_shown);
    return map;
}

static void print_entries_json(struct job *j, const struct kb_found *found)
{
    struct json *root = versioned(), *list = json_list();
    for (size_t i = 0; i < found->n; i++)
        json_add(list, entry_json(j, &found->entry[i]));
    json_put_text(root, "corrected", found->corrected);
    json_put_int(root, "total", (int64_t)found->total);
    json_put(root, "articles", list);
    print_json(j, root);
}

static void print_lines(struct job *j, struct lines *lines)
{
    styled_add(&(struct layout){.line = lines->v, .n_lines = lines->n}, styled_is_wanted(), &j->out);
    vec_release(lines);
}

static void print_document(struct job *j, const struct document *d, const char *const *link_name)
{
    struct layout layout;
    struct layout_options options = {.width = output_width(), .link_name = link_name};
    layout_document(d, &options, &j->arena, &layout);
    styled_add(&layout, styled_is_wanted(), &j->out);
}

/* ---- search ---- */

static char *words_of(const struct command_line *line)
{
    struct str s = {0};
    for (int i = 1; i < line->n_args; i++)
        str_addf(&s, "%s%s", i > 1 ? " " : "", line->arg[i]);
    return str_take(&s);
}

static void wrap_text(struct wrap *w, const char *text, unsigned style)
{
    wrap_add(w, text, strlen(text), style, -1);
    wrap_end_line(w);
}

static void print_found(struct job *j, const struct kb_found *found)
{
    struct lines lines = {0};
    size_t width = output_width();
    struct wrap w = {.lines = &lines, .arena = &j->arena,
                     .width = width < LAYOUT_PROSE ? width : LAYOUT_PROSE};
    for (size_t i = 0; i < found->n; i++) {
        const struct kb_entry *entry = &found->entry[i];
        w.prefix = w.rest = NULL;
        wrap_add(&w, entry->id, strlen(entry->id), SPAN_PLAIN, -1);
        wrap_add(&w, "  ", 2, SPAN_PLAIN, -1);
        wrap_text(&w, entry->title, SPAN_STRONG);
        w.prefix = w.rest = "    ";
        if (*entry->snippet || *entry->summary)
            wrap_text(&w, *entry->snippet ? entry->snippet : entry->summary, RUN_QUIET);
    }
    wrap_finish(&w);
    print_lines(j, &lines);
}

static bool search(struct job *j, struct err *e)
{
    struct kb_found found;
    char *words = words_of(j->line);
    bool ok = articles_refresh(&j->articles, e) &&
              kb_search(j->articles.kb, words, SEARCH_SHOWS, &j->arena, &found, e);
    if (ok && j->as_json)
        print_entries_json(j, &found);
    else if (ok && found.n == 0)
        ok = err_set(e, ERR_ABSENT, _("no article has these words: %s; triage kb list shows all"), words);
    else if (ok && found.corrected)
        str_addf(&j->out, _("Nothing has these words; this is what has \"%s\":"), found.corrected),
            str_add(&j->out, "\n\n");
    if (ok && !j->as_json)
        print_found(j, &found);
    mem_free(words);
    return ok;
}

/* ---- list ---- */

static struct spans cell(struct job *j, const char *text)
{
    struct spans spans = {.n = *text ? 1 : 0};
    spans.v = arena_array(&j->arena, 1, sizeof *spans.v);
    *spans.v = (struct span){.text = text, .link = -1};
    return spans;
}

static bool list(struct job *j, struct err *e)
{
    struct kb_found found;
    enum { COLUMNS = 4 };
    if (!articles_refresh(&j->articles, e) ||
        !kb_list(j->articles.kb, command_option(j->line, "all") != NULL, &j->arena, &found, e))
        return false;
    if (j->as_json) {
        print_entries_json(j, &found);
        return true;
    }
    static enum cell_align const left[COLUMNS] = {ALIGN_LEFT};
    struct block table = {.kind = BLOCK_TABLE, .n_rows = found.n + 1, .n_columns = COLUMNS};
    table.align = arena_alloc(&j->arena, sizeof left);
    table.cell = arena_array(&j->arena, table.n_rows * COLUMNS, sizeof *table.cell);
    const char *head[COLUMNS] = {_("article"), _("title"), _("category"), _("from")};
    for (size_t c = 0; c < COLUMNS; c++)
        table.cell[c] = cell(j, head[c]);
    for (size_t i = 0; i < found.n; i++) {
        const struct kb_entry *entry = &found.entry[i];
        const char *text[COLUMNS] = {entry->id, entry->title, entry->category, origin_of(j, entry)};
        for (size_t c = 0; c < COLUMNS; c++)
            table.cell[(i + 1) * COLUMNS + c] = cell(j, text[c]);
    }
    print_document(j, &(struct document){.block = &table, .n_blocks = 1}, NULL);
    return true;
}

/* ---- show ---- */

/* A title that the text does not begin with itself stands above it. */
static bool begins_with(const struct document *d, const char *title)
{
    const struct block *b = d->n_blocks ? &d->block[0] : NULL;
    return b && b->kind == BLOCK_HEADING && b->spans.n == 1 && str_eq(b->spans.v->text, title);
}

static void print_article(struct job *j, const struct model_article *a)
{
    struct lines lines = {0};
    struct wrap w = {.lines = &lines, .arena = &j->arena, .width = output_width()};
    if (!begins_with(a->document, a->title)) {
        wrap_text(&w, a->title, RUN_HEADING | SPAN_STRONG);
        wrap_whole(&w, "", 0, SPAN_PLAIN);
    }
    wrap_finish(&w);
    print_lines(j, &lines);
    print_document(j, a->document, a->link_name);
}

static bool is_file(const char *name)
{
    return (strchr(name, '/') || article_is_file(name)) && files_exist(name);
}

static bool read_file(struct job *j, const char *path, struct model_article *a, struct err *e)
{
    struct article read;
    struct document *d = arena_alloc(&j->arena, sizeof *d);
    if (!kb_load(sandbox_markdown_all, path, &j->arena, &read, d, e))
        return false;
    *a = (struct model_article){.id = read.id, .title = read.title, .document = d,
                                .link_name = articles_link_names(&j->articles, d, &j->arena)};
    return true;
}

static bool show(struct job *j, struct err *e)
{
    struct model_article a;
    const char *name = j->line->arg[1];
    bool ok = articles_refresh(&j->articles, e) &&
              (is_file(name) ? read_file(j, name, &a, e) : articles_read(&j->articles, name, &j->arena, &a, NULL, e));
    if (ok)
        print_article(j, &a);
    return ok;
}

/* ---- check ---- */

static struct json *problem_json(const struct problem *p)
{
    struct json *map = json_map();
    json_put_text(map, "severity", p->severity == PROBLEM_ERROR ? "error" : "warning");
    json_put_text(map, "rule", p->rule);
    json_put_text(map, "file", p->file);
    json_put_int(map, "line", p->mark.line);
    json_put_int(map, "column", p->mark.column);
    json_put_text(map, "text", p->text);
    json_put_text(map, "remedy", p->remedy);
    return map;
}

static void print_problems_json(struct job *j, const struct problems *ps, size_t n_files)
{
    struct json *root = versioned(), *all = json_list();
    for (size_t i = 0; i < ps->list.n; i++)
        json_add(all, problem_json(&ps->list.v[i]));
    json_put_int(root, "files", (int64_t)n_files);
    json_put(root, "problems", all);
    print_json(j, root);
}

static void print_problems(struct job *j, const struct problems *ps, size_t n_files)
{
    for (size_t i = 0; i < ps->list.n; i++) {
        struct str said = {0};
        problem_print(&ps->list.v[i], &said);
        clean_add(&j->out, said.s, said.n, CLEAN_LINE);
        str_add_char(&j->out, '\n');
        str_release(&said);
    }
    size_t n = ps->n_errors + ps->n_warnings;
    if (n)
        str_addf(&j->out, ngettext("%zu thing to mend", "%zu things to mend", n), n);
    else
        str_addf(&j->out, ngettext("%zu article, nothing to mend", "%zu articles, nothing to mend", n_files), n_files);
    str_add_char(&j->out, '\n');
}

static bool check(struct job *j, struct err *e)
{
    struct problems ps = {0};
    size_t n_files;
    bool ok = articles_check(&j->articles, j->line->arg + 1, (size_t)j->line->n_args - 1, &ps, &n_files, e);
    if (ok && j->as_json)
        print_problems_json(j, &ps, n_files);
    else if (ok)
        print_problems(j, &ps, n_files);
    j->status = ps.n_errors ? 65 : 0;
    problems_release(&ps);
    return ok;
}

/* ---- which of them ---- */

static const struct {
    const char *name;
    int least, most; /* arguments */
    const char *usage;
    bool (*run)(struct job *j, struct err *e);
} actions[] = {
    {"search", 1, -1, "triage kb search WORD...", search},
    {"show", 1, 1, "triage kb show ID|FILE", show},
    {"list", 0, 0, "triage kb list [--all]", list},
    {"check", 0, -1, "triage kb check [FILE|DIRECTORY]...", check},
};

static bool act(struct job *j, struct err *e)
{
    int n = j->line->n_args - 1;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (!str_eq(actions[i].name, j->line->arg[0]))
            continue;
        if (n < actions[i].least || (actions[i].most >= 0 && n > actions[i].most))
            return err_set(e, ERR_USAGE, _("this is how it is written: %s"), actions[i].usage);
        return actions[i].run(j, e);
    }
    return err_set(e, ERR_USAGE, _("kb knows search, show, list and check, not '%s'"), j->line->arg[0]);
}

static int run(const struct command_line *line)
{
    struct job j = {.line = line, .as_json = command_option(line, "json")};
    struct err e = {0};
    bool ok = settings_load(&j.settings, line, &e) &&
              articles_open(&j.articles, &j.settings.config, &j.settings.paths, &e) && act(&j, &e);
    fputs(str_get(&j.out), stdout);
    articles_release(&j.articles);
    settings_release(&j.settings);
    arena_release(&j.arena);
    str_release(&j.out);
    return ok ? j.status : command_fail(&e);
}

static const struct option_row options[] = {
    {0, "all", NULL, N_("list also what is hidden by an article of the same id")},
    {0, "json", NULL, N_("for programs: search, list or check as JSON")},
    {0, NULL, NULL, NULL},
};

const struct command command_kb = {
    .name = "kb",
    .args = "search WORD... | show ID|FILE | list | check [FILE|DIRECTORY]...",
    .summary = N_("Articles: search, read, list and check the knowledge base"),
    .details = N_("Articles are Markdown files in your own directory, the team's, the system's and the one that comes with "
                  "triage; an id found first hides the same id further on. search takes the beginnings of words and "
                  "forgives a typing error. show wraps to $COLUMNS and takes any Markdown file. check looks at front "
                  "matter, links and ids, and exits with 65 where something must be mended."),
    .option = options,
    .min_args = 1,
    .max_args = -1,
    .words = "search show list check",
    .run = run,
};
