/* logs: how many errors, since when, where and of which kind, in any logs, outside an incident too. It is also the engine
 * of a logs probe: then it tells what it has found so far, a line of JSON at a time. */
#include <signal.h>
#include <stdio.h>

#include "app/log_formats.h"
#include "base/i18n.h"
#include "cli/logs_request.h"
#include "cli/logs_view.h"
#include "cli/output.h"
#include "cli/settings.h"
#include "logs/format_tell.h"
#include "probe/log_source.h"
#include "text/clean.h"

/* ---- looking ---------------------------------------------------------------------------------------------------------- */

static volatile sig_atomic_t is_stopped; /* Ctrl-C, or a probe that is stopped: what is known is said */

static void stop(int signal)
{
    (void)signal;
    is_stopped = 1;
}

static void stop_on_signals(void)
{
    struct sigaction act = {.sa_handler = stop};
    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
}

static void print_json(const struct log_finding *f)
{
    struct str text = {0};
    log_finding_print(f, &text);
    puts(str_get(&text));
    fflush(stdout);
    str_release(&text);
}

static bool tell(void *line, const struct log_finding *so_far)
{
    if (command_option(line, "progress") && !is_stopped)
        print_json(so_far);
    return !is_stopped;
}

static void print_summary(const struct logs_request *r, const struct log_finding *f)
{
    struct str text = {0};
    struct log_text_options options = {
        .now = r->options.now, .zone = &r->zone, .top = 10, .columns = (int)output_width(), .has_unicode = !r->is_ascii};
    log_finding_summary(f, &options, &text);
    fputs(str_get(&text), stdout);
    str_release(&text);
}

static const char *trouble_of(const struct log_finding *f)
{
    for (size_t i = 0; i < f->n_sources; i++)
        if (f->source[i].trouble)
            return f->source[i].trouble;
    return f->n_said ? f->said[0] : NULL;
}

static bool look(struct logs_request *r, struct err *e)
{
    static const char *const piped[] = {"-"};
    bool is_piped = !r->line->n_args && !r->options.n_commands;
    const char *const *names = is_piped ? piped : (const char *const *)r->line->arg;
    size_t n = is_piped ? 1 : (size_t)r->line->n_args;
    struct log_finding f = {0};
    r->options.tell = tell;
    r->options.tell_to = (void *)(size_t)r->line;
    stop_on_signals();
    if (!log_scan(names, n, &r->options, &f, e))
        return false;
    if (!f.bytes && trouble_of(&f)) { /* what could not be read has not been found quiet */
        err_set(e, ERR_ABSENT, "%s", trouble_of(&f));
        log_finding_release(&f);
        return false;
    }
    if (command_option(r->line, "json") || command_option(r->line, "progress"))
        print_json(&f);
    else
        print_summary(r, &f);
    log_finding_release(&f);
    return true;
}

/* ---- the command ------------------------------------------------------------------------------------------------------ */

static void say(const char *text)
{
    char *clean = clean_line(text);
    fprintf(stderr, "triage: %s\n", clean);
    mem_free(clean);
}

static void say_problems(struct problems *ps)
{
    for (size_t i = 0; i < ps->list.n; i++) {
        struct str text = {0};
        problem_print(&ps->list.v[i], &text);
        say(str_get(&text));
        str_release(&text);
    }
}

/* Their samples are run too: who writes a format looks here for what is wrong with it. */
static bool list_formats(struct logs_request *r)
{
    struct str text = {0};
    struct problems ps = {0};
    log_formats_wake(&r->formats, &ps);
    log_formats_list(&r->formats, &text);
    fputs(str_get(&text), stdout);
    for (size_t i = 0; i < r->formats.list.n; i++)
        log_format_check(r->formats.list.v[i], &ps);
    say_problems(&ps);
    problems_release(&ps);
    str_release(&text);
    return true;
}

/* The first block of a source, as decompressed: what its format is found by. */
static bool explain_file(struct logs_request *r, const struct log_file *file, struct err *e)
{
    enum { LOOKED_AT = 64 << 10 };
    struct log_source *source = log_source_open(file, e);
    struct log_detection d;
    struct str text = {0};
    size_t n = 0;
    if (!source)
        return false;
    char *block = mem_array(LOOKED_AT, 1);
    for (ssize_t got = 1; got > 0 && n < LOOKED_AT; n += got > 0 ? (size_t)got : 0)
        got = log_source_read(source, block + n, LOOKED_AT - n, e);
    log_source_free(source);
    log_detect(&r->formats, block, n, &d);
    char *name = clean_line(file->path);
    printf("%s\n", name);
    log_detection_explain(&d, &text);
    fputs(str_get(&text), stdout);
    mem_free(name);
    mem_free(block);
    str_release(&text);
    return true;
}

static bool explain(struct logs_request *r, struct err *e)
{
    struct log_places places = {0};
    bool ok = log_places_find(&places, (const char *const *)r->line->arg, (size_t)r->line->n_args, false, e);
    for (size_t i = 0; ok && i < places.trouble.n; i++)
        say(places.trouble.v[i]);
    for (size_t i = 0; i < places.list.n && ok; i++)
        for (size_t k = 0; k < places.list.v[i].n && ok; k++)
            ok = explain_file(r, &places.list.v[i].file[k], e);
    log_places_release(&places);
    return ok;
}

static bool obey(struct logs_request *r, const struct settings *settings, struct err *e)
{
    if (command_option(r->line, "formats"))
        return list_formats(r);
    if (command_option(r->line, "explain"))
        return r->line->n_args ? explain(r, e) : err_set(e, ERR_USAGE, _("--explain wants the files to look at"));
    return logs_request_read(r, e) && (command_option(r->line, "interactive") ? logs_view(r, settings, e) : look(r, e));
}

static int run(const struct command_line *line)
{
    struct settings settings = {0};
    struct logs_request r = {.line = line};
    struct problems ps = {0};
    struct err e = {0};
    bool ok = settings_load(&settings, line, &e);
    if (ok) {
        r.is_ascii = config_flag(&settings.config, CONFIG_ASCII);
        log_formats_load(&r.formats, &settings.paths, &ps);
        say_problems(&ps);
        ok = obey(&r, &settings, &e);
    }
    problems_release(&ps);
    logs_request_release(&r);
    settings_release(&settings);
    return ok ? 0 : command_fail(&e);
}

const struct command command_logs = {
    .name = "logs",
    .args = "[FILE...]",
    .summary = N_("look at logs: how many errors, since when, where, of which kind"),
    .details = N_("Files, directories, globs, rotated and compressed pieces (access.log.2.gz), - or nothing for standard input. "
                  "The format is found by the first lines. Ctrl-C ends early and says what is known.\n\n"
                  "Without --top a sorted access log is only looked at where it fails, which is many times faster."),
    .option = logs_options,
    .max_args = -1,
    .run = run,
};
