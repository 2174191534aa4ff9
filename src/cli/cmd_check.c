/* check: whether flows are sound: every mistake of every file in one run. */
#include <stdio.h>
#include <string.h>

#include "app/inspect.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "text/clean.h"
#include "text/json.h"

struct tally {
    size_t n_files, n_errors, n_warnings;
    struct err refused; /* the first file that could not be read */
    struct json *list;  /* of problems, where JSON is wanted */
};

static void print_problem(const struct problem *p)
{
    struct str t = {0};
    struct problem said = *p;
    if (p->severity == PROBLEM_WARNING) {
        str_addf(&t, _("warning: %s"), p->text);
        said.text = str_take(&t);
    }
    problem_print(&said, &t);
    char *clean = clean_line(str_get(&t));
    puts(clean);
    mem_free(clean);
    if (said.text != p->text)
        mem_free((char *)(uintptr_t)said.text);
    str_release(&t);
}

/* Editors show it in terminals too. */
static void put_clean(struct json *j, const char *key, const char *text)
{
    char *clean = text ? clean_line(text) : NULL;
    json_put_text(j, key, clean);
    mem_free(clean);
}

static struct json *problem_json(const struct problem *p)
{
    struct json *j = json_map();
    json_put_text(j, "file", p->file);
    json_put_int(j, "line", p->mark.line);
    json_put_int(j, "column", p->mark.column);
    json_put_text(j, "severity", p->severity == PROBLEM_ERROR ? "error" : "warning");
    json_put_text(j, "rule", p->rule);
    put_clean(j, "text", p->text);
    put_clean(j, "remedy", p->remedy);
    return j;
}

static void report(struct tally *t, const struct problems *ps)
{
    t->n_errors += ps->n_errors;
    t->n_warnings += ps->n_warnings;
    for (size_t i = 0; i < ps->list.n; i++)
        if (t->list)
            json_add(t->list, problem_json(&ps->list.v[i]));
        else
            print_problem(&ps->list.v[i]);
    size_t more = ps->n_errors + ps->n_warnings - ps->list.n;
    if (more && !t->list)
        printf(ngettext("%s: and %zu more\n", "%s: and %zu more\n", more), ps->file, more);
}

static void check_path(struct inspection *in, const char *path, struct tally *t)
{
    struct names files = {0};
    struct err e = {0};
    if (!inspect_find(in, path, &files, &e)) {
        command_fail(&e);
        t->refused = t->refused.code ? t->refused : e;
    }
    for (size_t i = 0; i < files.n; i++) {
        struct problems ps = {0};
        struct err why = {0};
        t->n_files++;
        if (!inspect_file(in, files.v[i], &ps, &why)) {
            command_fail(&why);
            t->refused = t->refused.code ? t->refused : why;
        }
        report(t, &ps);
        problems_release(&ps);
    }
}

static void print_json(struct tally *t)
{
    struct json *j = json_map();
    struct str out = {0};
    json_put_int(j, "version", 1);
    json_put_int(j, "files", (int64_t)t->n_files);
    json_put_int(j, "errors", (int64_t)t->n_errors);
    json_put_int(j, "warnings", (int64_t)t->n_warnings);
    json_put(j, "problems", t->list);
    json_print(j, true, &out);
    puts(str_get(&out));
    str_release(&out);
    json_free(j);
}

static void print_sum(const struct tally *t)
{
    struct str out = {0};
    str_addf(&out, ngettext("%zu file", "%zu files", t->n_files), t->n_files);
    str_add(&out, ": ");
    str_addf(&out, ngettext("%zu error", "%zu errors", t->n_errors), t->n_errors);
    str_add(&out, ", ");
    str_addf(&out, ngettext("%zu warning", "%zu warnings", t->n_warnings), t->n_warnings);
    puts(str_get(&out));
    str_release(&out);
}

static int run(const struct command_line *line)
{
    struct inspection in;
    struct tally t = {.list = command_option(line, "json") ? json_list() : NULL};
    struct err e = {0};
    bool ok = inspect_open(&in, &e);
    for (int i = 0; ok && i < line->n_args; i++)
        check_path(&in, line->arg[i], &t);
    if (ok && t.list)
        print_json(&t);
    else if (ok)
        print_sum(&t);
    else
        json_free(t.list);
    inspect_release(&in);
    if (!ok)
        return command_fail(&e);
    if (t.refused.code)
        return err_exit_status(&t.refused);
    return t.n_errors ? err_exit_status(&(struct err){.code = ERR_INPUT}) : 0;
}

static const struct option_row options[] = {
    {0, "json", NULL, N_("for editors: every message with file, line, column, rule and remedy, as JSON")},
    {0, NULL, NULL, NULL},
};

const struct command command_check = {
    .name = "check",
    .args = "FILE|DIRECTORY...",
    .summary = N_("check flows: every mistake with its place and what to do"),
    .details =
        N_("Reads flows and says what is wrong with them: keys that have no meaning, steps nobody reaches, conditions "
           "that cannot hold, fixes that nothing verifies, values that a shell would take apart. The examples in a "
           "flow are walked. Of a directory every .yaml file below it is read. The exit status is 65 when there are "
           "errors; warnings alone leave it 0."),
    .option = options,
    .min_args = 1,
    .max_args = -1,
    .run = run,
};
