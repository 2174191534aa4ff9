/* start: open a new incident from a flow. */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"

enum { SETS_MOST = VALUES_MOST };

static void take_sets(const struct command_line *line, struct names *sets)
{
    const char *value;
    while (sets->n < SETS_MOST && (value = command_option_at(line, "set", sets->n)))
        sets->v[sets->n++] = value;
}

/* Scripts and hooks are told of mistakes, and get their incident all the same when the flow can be walked. */
static bool open_detached(struct desk *d, const char *flow, struct err *e)
{
    struct flow_text *text = library_load(&d->session.library, flow, e);
    struct err mistake = {0};
    if (!text || !text->flow)
        return text ? problems_none(&text->problems, e) : false;
    if (!problems_none(&text->problems, &mistake))
        command_fail(&mistake);
    if (!open_flow_text(&d->session, text, &d->session.sets, "start", e))
        return false;
    printf("INC-%lld\n", (long long)d->session.inc->number);
    return true;
}

/* A flow with mistakes is not refused at 3 a.m.: it is shown with the ways on. */
static bool check_there(struct desk *d, const char *flow, struct err *e)
{
    return library_load(&d->session.library, flow, e) != NULL;
}

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    const char *set[SETS_MOST];
    struct names sets = {set, 0};
    take_sets(line, &sets);
    if (!desk_open(&d, line, &e))
        return desk_end(&d, false, &e);
    d.session.sets = sets;
    if (command_option(line, "detach"))
        return desk_end(&d, open_detached(&d, line->arg[0], &e), &e);
    if (!check_there(&d, line->arg[0], &e))
        return desk_end(&d, false, &e);
    d.session.start_with = line->arg[0];
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
