/* check: whether flows are sound: every mistake of every file in one run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/inspect_coverage.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/coverage_text.h"
#include "flow/against.h"
#include "store/files.h"
#include "text/clean.h"
#include "text/json.h"
#include "text/yaml.h"

struct tally {
    size_t n_files, n_errors, n_warnings;
    struct err refused; /* the first file that could not be read */
    struct json *list;  /* of problems, where JSON is wanted */
    struct json *coverages;
    bool wants_coverage;
    int least;           /* percent that the examples must cover; 0: any */
    const char *against; /* an older flow, or a directory of them; NULL: none */
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

static void refuse(struct tally *t, const struct err *e)
{
    command_fail(e);
    t->refused = t->refused.code ? t->refused : *e;
}

/* ---- coverage ---- */

static void want_least(const struct coverage *c, int least, struct problems *ps)
{
    const struct yaml_node *examples = yaml_find(c->flow->source, "examples");
    int percent = coverage_percent(c, COVERED_BY_EXAMPLES);
    if (percent >= least)
        return;
    problem_error(ps, "coverage", examples ? examples->key->mark : (struct mark){1, 1},
                  _("the examples cover %d%% of the steps and answers, and %d%% are asked for"), percent, least);
    problem_remedy(ps, _("add examples; `triage check --examples` lists what none of them visits"));
}

static void tell_coverage(struct tally *t, const struct coverage *c, const char *file)
{
    if (t->list)
        json_add(t->coverages, coverage_json(c, file));
    else
        coverage_print(c, file);
}

/* ---- an older text ---- */

static void hold_against(struct tally *t, struct inspection *in, const char *given, const char *file, struct problems *ps)
{
    struct err e = {0};
    const struct flow *now = in->flow;
    const char *path = now ? inspect_find_older(in, t->against, given, file) : NULL;
    const struct flow *old = path ? inspect_read(in, path, &e) : NULL;
    if (e.code)
        refuse(t, &e);
    ps->file = now ? now->file : NULL;
    if (old)
        flow_check_against(now, old, ps);
}

/* ---- files ---- */

static void check_file(struct tally *t, struct inspection *in, const char *given, const char *file)
{
    struct problems ps = {0};
    struct err e = {0};
    struct coverage coverage = {0};
    t->n_files++;
    in->coverage = t->wants_coverage ? &coverage : NULL;
    if (!inspect_file(in, file, &ps, &e))
        refuse(t, &e);
    if (t->against && !e.code)
        hold_against(t, in, given, file, &ps);
    if (coverage.flow && t->least)
        want_least(&coverage, t->least, &ps);
    problems_sort(&ps);
    report(t, &ps);
    if (coverage.flow && !e.code && !inspect_incidents(in, &coverage, &e))
        refuse(t, &e);
    if (coverage.flow && !e.code)
        tell_coverage(t, &coverage, file);
    problems_release(&ps);
    coverage_release(&coverage);
}

static void check_path(struct inspection *in, const char *path, struct tally *t)
{
    struct names files = {0};
    struct err e = {0};
    if (!inspect_find(in, path, &files, &e))
        refuse(t, &e);
    for (size_t i = 0; i < files.n; i++)
        check_file(t, in, path, files.v[i]);
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
    if (t->coverages)
        json_put(j, "coverage", t->coverages);
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

static bool read_options(const struct command_line *line, struct tally *t, struct err *e)
{
    const char *least = command_option(line, "min-coverage");
    char *end = "";
    t->against = command_option(line, "against");
    t->wants_coverage = least || command_option(line, "examples");
    long percent = least ? strtol(least, &end, 10) : 0;
    t->least = (int)percent;
    if (least && (!*least || (*end && strcmp(end, "%") != 0) || percent < 0 || percent > 100))
        return err_set(e, ERR_USAGE, _("--min-coverage takes a percentage: 0 to 100"));
    return !t->against || files_exist(t->against) || err_set(e, ERR_ABSENT, _("there is no %s to compare with"), t->against);
}

static int run(const struct command_line *line)
{
    struct inspection in = {0};
    struct tally t = {0};
    struct err e = {0};
    const char *journal = command_option(line, "journal");
    bool ok = read_options(line, &t, &e) && inspect_open(&in, &e) &&
              (!journal || config_set(&in.config, &in.paths, CONFIG_JOURNAL, journal, "--journal", &e));
    t.list = command_option(line, "json") ? json_list() : NULL;
    t.coverages = t.list && t.wants_coverage ? json_list() : NULL;
    for (int i = 0; ok && i < line->n_args; i++)
        check_path(&in, line->arg[i], &t);
    if (ok && t.list) {
        print_json(&t);
    } else {
        if (ok)
            print_sum(&t);
        json_free(t.list);
        json_free(t.coverages);
    }
    inspect_release(&in);
    if (!ok)
        return command_fail(&e);
    if (t.refused.code)
        return err_exit_status(&t.refused);
    return t.n_errors ? err_exit_status(&(struct err){.code = ERR_INPUT}) : 0;
}

static const struct option_row options[] = {
    {0, "examples", NULL, N_("say what the examples, and the incidents of the journal, covered of each flow")},
    {0, "min-coverage", "N", N_("the examples must cover N percent of the steps and answers of each flow")},
    {0, "against", "OLD", N_("an older file of the flow, or a directory of them: ids must go on to mean what they meant")},
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
