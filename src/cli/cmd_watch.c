/* watch: goes on verifying after resolution. */
#include "app/watch.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"

enum { EXIT_RELAPSED = 1 };

static bool read_length(const struct command_line *line, const char *name, int64_t *length, struct err *e)
{
    const char *text = command_option(line, name);
    return !text || (time_parse_duration(text, length) && *length > 0) ||
           err_set(e, ERR_USAGE, _("'%s' is no length of time; 30s, 10m or 2h is."), text);
}

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    bool has_relapsed = false;
    struct watch_options o = {.which = line->arg[0], .probe = command_option(line, "probe"),
                              .once = command_option(line, "once"), .reopens = command_option(line, "reopen")};
    bool ok = read_length(line, "every", &o.every, &e) && read_length(line, "for", &o.length, &e);
    if (!ok)
        return command_fail(&e);
    ok = desk_open(&d, line, &e) && watch_run(&d.session, &o, &has_relapsed, &e);
    int status = desk_end(&d, ok, &e);
    return status ? status : has_relapsed ? EXIT_RELAPSED : 0;
}

static const struct option_row options[] = {
    {0, "every", "LENGTH", N_("how often each is looked at: 30s, 5m; the probe's own pace, at least 1s")},
    {0, "for", "LENGTH", N_("end after so long: 2h; else it goes on until it is ended")},
    {0, "probe", "NAME", N_("only this probe, of any step")},
    {0, "once", NULL, N_("one look at each, then end: for cron")},
    {0, "reopen", NULL, N_("open the incident again when it is back, unasked")},
    {0, NULL, NULL, NULL},
};

const struct command command_watch = {
    .name = "watch",
    .args = "INCIDENT",
    .summary = N_("go on verifying an incident that was mitigated or resolved"),
    .details = N_("Runs the probes of the verify steps of INCIDENT again and again, with its values; they only read. A secret is taken "
                  "from the environment variable of its name. While all is well it looks less and less often, up to every five "
                  "minutes. A line is printed for what changes, and one a minute at most for how it stands, each with its time.\n\n"
                  "What fails more often in a row than the probe allows is a relapse: it is recorded, and the terminal rings and asks "
                  "whether to open the incident again. Where there is no terminal (nohup, systemd) the watch ends then. SIGTERM ends "
                  "it cleanly. There is one watch an incident; home shows it.\n\n"
                  "Exit status 0 when it stayed well, 1 when it came back."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
