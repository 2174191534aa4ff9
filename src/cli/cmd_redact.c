/* redact: a text without its secrets, or what is secret in it; the same as what the journal does before it stores anything. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/secrets.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/command.h"
#include "cli/settings.h"
#include "store/files.h"
#include "text/clean.h"
#include "text/redact_tally.h"

enum { MAX_TEXT = 1 << 30, BLOCK = 1 << 16, FOUND = 1, LITERALS_SHOWN = 4 };

struct job {
    struct settings settings;
    struct redact_set set;
    struct redactor *redactor;
    struct redact_book book;
    struct redact_tally tally;
    bool lists, explains;
};

static bool read_input(struct str *text, struct err *e)
{
    char block[BLOCK];
    ssize_t n;
    while ((n = read(STDIN_FILENO, block, sizeof block)) > 0) {
        str_add_n(text, block, (size_t)n);
        if (text->n > MAX_TEXT)
            return err_set(e, ERR_INPUT, _("standard input is larger than a gigabyte; give it in pieces"));
    }
    return n == 0 || err_sys(e, ERR_IO, _("standard input cannot be read"));
}

/* Where the rule is that found it: those of the team by their file, those that ship by what they look for. */
static void explain(const struct job *job, const struct redact_found *f)
{
    struct str text = {0};
    if (f->rule >= n_redact_rules + job->set.rule.n) {
        str_add(&text, _("a value that was named, or an address that the configuration asks for"));
    } else if (f->rule >= n_redact_rules) {
        const struct redact_own *own = &job->set.rule.v[f->rule - n_redact_rules];
        str_addf(&text, _("your rule at %s:%u"), own->file, own->mark.line);
    } else {
        const char *const *l = redact_rules[f->rule].literals;
        for (size_t i = 0; l[i] && i < LITERALS_SHOWN; i++)
            str_addf(&text, i ? ", \"%s\"" : "\"%s\"", l[i]);
        str_add(&text, redact_rules[f->rule].entropy ? _(" and a value behind it that looks random") : _(" and what has to stand around it"));
    }
    char *clean = clean_line(str_get(&text));
    printf("    %s\n", clean);
    mem_free(clean);
    str_release(&text);
}

static size_t count_lines(const char *s, size_t from, size_t to)
{
    size_t n = 0;
    for (const char *at = s + from; at < s + to && (at = memchr(at, '\n', (size_t)(s + to - at))); at++)
        n++;
    return n;
}

/* FILE:LINE:COLUMN: the mark, and how long the secret is; never the secret. */
static void list(struct job *job, const char *name, const struct str *text, const struct redact_list *found)
{
    size_t line = 1, done = 0;
    for (size_t i = 0; i < found->of.n; i++) {
        const struct redact_found *f = &found->of.v[i];
        line += count_lines(str_get(text), done, f->start);
        done = f->start;
        const char *start = memrchr(str_get(text), '\n', f->start);
        size_t column = f->start - (start ? (size_t)(start + 1 - str_get(text)) : 0) + 1;
        const char *secret = f->value ? f->value : str_get(text) + f->start;
        size_t number = redact_book_number(&job->book, f->kind, secret, f->value ? strlen(secret) : f->end - f->start);
        printf(ngettext("%s:%zu:%zu: %s#%zu, %zu byte\n", "%s:%zu:%zu: %s#%zu, %zu bytes\n", f->end - f->start), name, line, column,
               f->kind, number, f->end - f->start);
        if (job->explains)
            explain(job, f);
    }
}

static bool redact_one(struct job *job, const char *path, struct err *e)
{
    bool is_input = str_eq(path, "-");
    struct str text = {0}, out = {0};
    struct redact_list found = {0};
    bool ok = is_input ? read_input(&text, e) : files_read(path, MAX_TEXT, &text, e);
    char *name = clean_line(is_input ? "-" : path);
    if (ok)
        redact_find(job->redactor, str_get(&text), text.n, &found);
    for (size_t i = 0; i < found.of.n; i++)
        redact_tally_add(&job->tally, found.of.v[i].kind, strlen(found.of.v[i].kind));
    if (ok && job->lists)
        list(job, name, &text, &found);
    else if (ok)
        redact_fill(str_get(&text), text.n, &found, &job->book, &out);
    ok = ok && (out.n == 0 || fwrite(out.s, 1, out.n, stdout) == out.n || err_sys(e, ERR_IO, _("the text could not be printed")));
    mem_free(name);
    vec_release(&found.of);
    str_release(&text);
    str_release(&out);
    return ok;
}

/* Broken rules of one's own are said, and the others are used. */
static void make_ready(struct job *job)
{
    struct problems ps = {0};
    secrets_load(&job->set, &job->settings.paths, &ps);
    for (size_t i = 0; i < ps.list.n; i++) {
        struct str line = {0};
        problem_print(&ps.list.v[i], &line);
        char *clean = clean_line(str_get(&line));
        fprintf(stderr, "triage: %s\n", clean);
        mem_free(clean);
        str_release(&line);
    }
    problems_release(&ps);
    job->redactor = secrets_redactor(&job->settings.config, &job->set);
}

static int finish(struct job *job, bool ok, struct err *e)
{
    struct str said = {0};
    (job->lists ? redact_tally_foretell : redact_tally_say)(&job->tally, &said);
    if (said.n)
        fprintf(job->lists ? stdout : stderr, "%s\n", said.s);
    bool found = job->lists && job->tally.n;
    str_release(&said);
    redact_free(job->redactor);
    redact_book_release(&job->book);
    redact_set_release(&job->set);
    settings_release(&job->settings);
    return !ok ? command_fail(e) : found ? FOUND : 0;
}

static int run(const struct command_line *line)
{
    struct job job = {.lists = command_option(line, "list") || command_option(line, "explain"),
                      .explains = command_option(line, "explain")};
    struct err e = {0};
    bool ok = settings_load(&job.settings, line, &e);
    if (ok)
        make_ready(&job);
    for (int i = 0; ok && i < (line->n_args ? line->n_args : 1); i++)
        ok = redact_one(&job, line->n_args ? line->arg[i] : "-", &e);
    return finish(&job, ok, &e);
}

static const struct option_row options[] = {
    {0, "list", NULL, N_("say what would be taken out, and where, instead; never the secret itself")},
    {0, "explain", NULL, N_("the same, and by which rule")},
    {0, NULL, NULL, NULL},
};

const struct command command_redact = {
    .name = "redact",
    .args = "[FILE|-]...",
    .summary = N_("a text without its secrets, or what is secret in it"),
    .details = N_("Prints the files, or standard input, with marks in place of passwords, tokens and keys, as the journal keeps what "
                  "enters it: <redacted:aws-key#1>, equal numbers for equal secrets. With --list nothing is printed but where "
                  "each is; then the exit status is 1 where there is any, which suits a check before a commit or an upload. "
                  "Rules of one's own are files secrets/*.yaml beside config.yaml; docs/secrets.md explains them."),
    .option = options,
    .max_args = -1,
    .run = run,
};
