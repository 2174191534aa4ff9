/* journal: where the record is, and whether anybody touched it. */
#include <stdio.h>
#include <stdlib.h>

#include "app/secrets.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/command.h"
#include "cli/settings.h"
#include "report/report.h"
#include "store/actor.h"
#include "store/files.h"
#include "store/journal_redact.h"
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
    if (f->n_redacted)
        printf(ngettext("INC-%lld: out of %lld event secrets were taken, by a recorded act; the rest of it holds\n",
                        "INC-%lld: out of %lld events secrets were taken, by a recorded act; the rest of them holds\n",
                        (unsigned long)f->n_redacted), (long long)f->number, (long long)f->n_redacted);
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

/* ---- redact ---- */

static void print_change(const struct journal_change *c, void *who)
{
    struct str line = {0};
    (void)who;
    str_addf(&line, ngettext("event %lld, %s: %zu in %s (", "event %lld, %s: %zu in %s (", c->tally.n), (long long)c->seq, c->kind,
             c->tally.n, c->fields);
    for (size_t i = 0; i < c->tally.n_kinds; i++)
        str_addf(&line, "%s%zu %s", i ? ", " : "", c->tally.of[i].n, c->tally.of[i].kind);
    char *clean = clean_line(str_get(&line));
    printf("%s)\n", clean);
    mem_free(clean);
    str_release(&line);
}

/* A write-up is a file of its own, and keeps what was in it. */
static void print_exports(const struct incident *inc)
{
    for (size_t i = 0; i < inc->events.n; i++) {
        const struct event *ev = &inc->events.v[i];
        if (ev->kind != EVENT_exported || !ev->as.exported.file)
            continue;
        char *clean = clean_line(ev->as.exported.file);
        printf(_("The write-up %s was made before, and may have it too.\n"), clean);
        mem_free(clean);
    }
}

static void print_rest(const struct journal_redacted *d)
{
    if (d->n_shared)
        printf(ngettext("%zu output belongs to another incident too, and stays there: redact that one as well.\n",
                        "%zu outputs belong to other incidents too, and stay there: redact those as well.\n", d->n_shared), d->n_shared);
    if (d->is_in_flow)
        puts(_("The text of the flow has it too. It is kept as it was written, because it must run so; correct the flow."));
    if (d->is_in_log)
        puts(_("Another triage has the journal open: old bytes stay in its -wal file until that one ends. Then run: triage journal redact "
               "again."));
}

static bool is_wanted(const struct command_line *line)
{
    char answer[16] = "";
    if (command_option(line, "yes"))
        return true;
    printf("%s ", _("What is taken out cannot be brought back; that it was done, by whom and why stays in the record. Type yes:"));
    fflush(stdout);
    return fgets(answer, sizeof answer, stdin) && str_eq(answer, "yes\n");
}

static bool read_act(const struct command_line *line, struct journal_act *act, struct err *e)
{
    const char *of = command_option(line, "event");
    char *end = NULL;
    act->pattern = command_option(line, "pattern");
    act->field = command_option(line, "field");
    act->reason = command_option(line, "reason");
    act->of = of ? strtoll(of, &end, 10) : 0;
    if (of && (end == of || *end || act->of < 1))
        return err_set(e, ERR_USAGE, _("--event is the number of an event, not '%.40s'"), of);
    if (act->field && !of)
        return err_set(e, ERR_USAGE, _("--field is of one event; say which with --event"));
    return line->n_args == 2 || err_set(e, ERR_USAGE, _("say which incident: triage journal redact INC-42"));
}

static bool redact_in(struct journal *j, const struct command_line *line, const struct journal_act *act, struct incident *inc,
                      struct err *e)
{
    struct journal_redacted d;
    if (!journal_redact_plan(j, line->arg[1], act, inc, print_change, NULL, &d, e))
        return false;
    if (d.n_events == 0) {
        puts(_("There is nothing to take out."));
        print_rest(&d);
        return true;
    }
    if (!is_wanted(line))
        return err_set(e, ERR_USAGE, _("nothing was changed"));
    if (!journal_redact(j, act, inc, &d, e))
        return false;
    printf(ngettext("%zu secret is gone", "%zu secrets are gone", d.n_secrets), d.n_secrets);
    printf(ngettext(", out of %zu event; triage journal verify says so too.\n", ", out of %zu events; triage journal verify says so too.\n",
                    d.n_events), d.n_events);
    print_rest(&d);
    print_exports(inc);
    return true;
}

static bool redact(struct settings *s, const struct command_line *line, struct err *e)
{
    struct journal_options o = {.path = config_text(&s->config, CONFIG_JOURNAL), .shared = config_flag(&s->config, CONFIG_SHARED)};
    struct journal_act act = {0};
    struct redact_set set = {0};
    struct problems ps = {0};
    struct incident inc;
    struct journal *j = NULL;
    struct actor who;
    actor_find(&who, config_text(&s->config, CONFIG_OPERATOR));
    act.actor = who.name;
    act.host = who.host;
    incident_init(&inc);
    secrets_load(&set, &s->paths, &ps);
    secrets_options(&s->config, &set, &o);
    bool ok = read_act(line, &act, e) && journal_open(&o, &j, e);
    if (ok)
        secrets_hide(&s->config, j);
    ok = ok && redact_in(j, line, &act, &inc, e);
    incident_release(&inc);
    journal_close(j);
    redact_set_release(&set);
    problems_release(&ps);
    actor_release(&who);
    return ok;
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
    else if (ok && str_eq(line->arg[0], "redact"))
        ok = redact(&s, line, &e);
    else if (ok)
        ok = err_set(&e, ERR_USAGE, _("triage journal knows: verify [INCIDENT], redact INCIDENT, path"));
    settings_release(&s);
    return ok ? 0 : command_fail(&e);
}

static const struct option_row options[] = {
    {0, "against", "EXPORT", N_("compare with the record that a write-up saw: a cut end shows only so")},
    {0, "pattern", "PATTERN", N_("redact: take out what this matches, instead of what the rules find")},
    {0, "event", "NUMBER", N_("redact: in this event alone; without a pattern all texts of it")},
    {0, "field", "NAME", N_("redact: of that event this field alone, whole")},
    {0, "reason", "TEXT", N_("redact: why; it becomes part of the record")},
    {0, "yes", NULL, N_("redact: do not ask")},
    {0, NULL, NULL, NULL},
};

const struct command command_journal = {
    .name = "journal",
    .args = "verify [INCIDENT]|redact INCIDENT|path",
    .summary = N_("check that nobody touched the record, take a secret out of it, or say where it is"),
    .details = N_("verify reads every event and output, computes the chain of hashes anew, and names the first event of "
                  "each incident that does not hold; then the exit status is 65. docs/journal.md explains the chain, so "
                  "that another program can check it too. redact takes secrets out of what was stored, as an act that is recorded "
                  "itself: it shows which events it would change, and asks; the chain of hashes still holds."),
    .option = options,
    .min_args = 1,
    .max_args = 2,
    .words = "verify redact path",
    .run = run,
};
