/* journal: where the record is, and whether anybody touched it. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/command.h"
#include "cli/settings.h"
#include "report/report.h"
#include "store/files.h"
#include "store/journal_verify.h"
#include "text/clean.h"

enum { MAX_EXPORT = 64 << 20, HEAD_SHOWN = 16 };

static int say_path(struct settings *s)
{
    puts(config_text(&s->config, CONFIG_JOURNAL));
    return 0;
}

/* "c7d1 08ee 5b92 40fa", as the write-up shows it. */
static void print_head(const char *head)
{
    for (int i = 0; i < HEAD_SHOWN && head[i]; i++)
        printf(i % 4 == 0 ? " %c" : "%c", head[i]);
}

static void print_finding(const struct journal_finding *f, void *who)
{
    bool *all_hold = who;
    if (!f->touched) {
        printf(ngettext("INC-%lld: %lld event, untouched, head", "INC-%lld: %lld events, untouched, head",
                        (unsigned long)f->n_events), (long long)f->number, (long long)f->n_events);
        print_head(f->head);
        putchar('\n');
        return;
    }
    char *why = clean_line(f->why);
    printf(_("INC-%lld: event %lld does not hold: %s\n"), (long long)f->number, (long long)f->touched, why);
    mem_free(why);
    *all_hold = false;
}

static bool look_at_the_rest(struct journal *j, bool *all_hold, struct err *e)
{
    int64_t n, bad, strays;
    struct err why = {0};
    if (!journal_verify_file(j, &why)) {
        char *clean = clean_line(why.text);
        printf("%s\n", clean);
        mem_free(clean);
        *all_hold = false;
    }
    if (!journal_verify_blobs(j, &n, &bad, e) || !journal_count_strays(j, &strays, e))
        return false;
    if (bad)
        printf(ngettext("%lld of %lld output is not what was stored\n", "%lld of %lld outputs are not what was stored\n",
                        (unsigned long)n), (long long)bad, (long long)n);
    else
        printf(ngettext("%lld output, untouched\n", "%lld outputs, untouched\n", (unsigned long)n), (long long)n);
    if (strays)
        printf(ngettext("%lld event belongs to no incident: its incident was taken away\n",
                        "%lld events belong to no incident: their incidents were taken away\n", (unsigned long)strays),
               (long long)strays);
    *all_hold = *all_hold && !bad && !strays;
    return true;
}

static bool compare(struct journal *j, const char *file, struct err *e)
{
    struct str text = {0};
    struct report_mark mark;
    bool ok = files_read(file, MAX_EXPORT, &text, e);
    if (ok && !report_find_mark(str_get(&text), text.n, &mark))
        ok = err_set(e, ERR_INPUT, _("%s holds no line 'triage-record': it is no write-up, or that line was taken out"), file);
    ok = ok && journal_verify_mark(j, mark.incident, mark.seq, mark.head, e);
    if (ok)
        printf(_("%s: event %lld is the one it saw\n"), file, (long long)mark.seq);
    str_release(&text);
    return ok;
}

static bool verify(struct settings *s, const struct command_line *line, struct err *e)
{
    struct journal_options o = {.path = config_text(&s->config, CONFIG_JOURNAL), .read_only = true};
    const char *which = line->n_args > 1 ? line->arg[1] : NULL, *against = command_option(line, "against");
    struct journal *j = NULL;
    bool all_hold = true;
    bool ok = journal_open(&o, &j, e) && journal_verify(j, which, print_finding, &all_hold, e) &&
              (which || look_at_the_rest(j, &all_hold, e)) && (!against || compare(j, against, e));
    journal_close(j);
    return ok && (all_hold || err_set(e, ERR_INPUT, _("%s was touched, or is damaged"), o.path));
}

static int run(const struct command_line *line)
{
    struct settings s;
    struct err e = {0};
    bool ok = settings_load(&s, line, &e);
    if (ok && str_eq(line->arg[0], "path") && line->n_args == 1)
        say_path(&s);
    else if (ok && str_eq(line->arg[0], "verify"))
        ok = verify(&s, line, &e);
    else if (ok)
        ok = err_set(&e, ERR_USAGE, _("triage journal knows: verify [INCIDENT], path"));
    settings_release(&s);
    return ok ? 0 : command_fail(&e);
}

static const struct option_row options[] = {
    {0, "against", "EXPORT", N_("compare with the record that a write-up saw: a cut end shows only so")},
    {0, NULL, NULL, NULL},
};

const struct command command_journal = {
    .name = "journal",
    .args = "verify [INCIDENT]|path",
    .summary = N_("check that nobody touched the record, or say where it is"),
    .details = N_("verify reads every event and output, computes the chain of hashes anew, and names the first event of "
                  "each incident that does not hold; then the exit status is 65. docs/journal.md explains the chain, so "
                  "that another program can check it too."),
    .option = options,
    .min_args = 1,
    .max_args = 2,
    .words = "verify path",
    .run = run,
};
