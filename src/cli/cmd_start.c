/* start: open a new incident from a flow. */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"

enum { SETS_MOST = 60 };

/* A flow with mistakes is not refused at 3 a.m.: on a screen it is shown with the ways on. */
static bool open_first(struct desk *d, const struct command_line *line, struct err *e)
{
    const char *set[SETS_MOST];
    struct names sets = {set, 0};
    const char *value;
    while (sets.n < SETS_MOST && (value = command_option_at(line, "set", sets.n)))
        set[sets.n++] = value;
    return open_flow(&d->session, line->arg[0], &sets, "start", e);
}

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    if (!desk_open(&d, line, &e) || !open_first(&d, line, &e))
        return desk_end(&d, false, &e);
    if (command_option(line, "detach")) {
        printf("INC-%lld\n", (long long)d.session.inc->number);
        return desk_end(&d, true, NULL);
    }
    int status = desk_work(&d);
    desk_close(&d);
    return status;
}

static const struct option_row options[] = {
    {0, "set", "NAME=VALUE", N_("give an input of the flow a value; may be repeated")},
    {0, "detach", NULL, N_("open the incident, print its name and leave it open: for scripts and alert hooks")},
    {0, NULL, NULL, NULL},
};

const struct command command_start = {
    .name = "start",
    .args = "FLOW",
    .summary = N_("open a new incident from a flow"),
    .details = N_("FLOW is the id of a flow, or the path of a YAML file. Nothing runs until you say so."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
