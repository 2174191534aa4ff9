/* try: a flow is walked while it is written. */
#include <stdio.h>

#include "app/trial.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"

static bool begin(struct desk *d, struct trial *t, const struct command_line *line, struct err *e)
{
    *d = (struct desk){0};
    *t = (struct trial){0};
    return settings_load(&d->settings, line, e) && trial_open(t, &d->settings.config, &d->settings.paths, e) &&
           session_open(&d->session, &d->settings.config, &d->settings.paths, e) &&
           trial_begin(&d->session, t, line->arg[0], command_option(line, "watch") != NULL, e);
}

static int run(const struct command_line *line)
{
    struct desk d;
    struct trial t;
    struct err e = {0};
    bool ok = begin(&d, &t, line, &e);
    int status = ok ? desk_work(&d) : 0;
    desk_close(&d);
    trial_release(&t);
    return ok ? status : command_fail(&e);
}

static const struct option_row options[] = {
    {0, "watch", NULL, N_("read the file again whenever it is saved, and stay at the step")},
    {0, NULL, NULL, NULL},
};

const struct command command_try = {
    .name = "try",
    .args = "FLOW",
    .summary = N_("walk a flow while you write it: nothing runs, nothing is recorded"),
    .details = N_("FLOW is the id of a flow, or the path of a YAML file. What a probe would find is asked for instead of looked for; "
                  "actions never run. The journal is not touched. With --watch what was answered is kept as far as its ids are "
                  "still there; a file with a mistake is told with its place, and the last good one goes on."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
