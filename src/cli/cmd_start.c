/* start: open a new incident from a flow, or from an alert. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "app/alert.h"
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

/* ---- from an alert ------------------------------------------------------------------------------------------------------ */

static bool detach_alert(struct desk *d, const char *flow, struct err *e)
{
    struct session *s = &d->session;
    struct err said = {0}, mistake = {0};
    bool ok = alert_detached(s, flow, &said, e);
    if (said.code)
        command_fail(&said);
    if (ok && s->flow && !problems_none(&s->flow->problems, &mistake))
        command_fail(&mistake);
    if (ok && s->inc)
        printf("INC-%lld\n", (long long)s->inc->number);
    return ok;
}

/* Standard input was the alert: what is typed comes from the terminal. */
static void type_at_terminal(void)
{
    int fd = isatty(STDOUT_FILENO) ? open("/dev/tty", O_RDWR | O_CLOEXEC) : -1;
    if (fd >= 0) {
        dup2(fd, STDIN_FILENO);
        close(fd);
    }
}

/* ---- from a flow -------------------------------------------------------------------------------------------------------- */

/* A flow with mistakes is not refused at 3 a.m.: it is shown with the ways on. */
static bool check_there(struct desk *d, const char *flow, struct err *e)
{
    return library_load(&d->session.library, flow, e) != NULL;
}

/* True: there is something to work with. A flow beside an alert is opened from it at once. */
static bool prepare(struct desk *d, const char *flow, const char *alert, struct err *e)
{
    if (flow && !check_there(d, flow, e))
        return false;
    if (alert && !alert_take(&d->session, alert, e))
        return false;
    if (alert && str_eq(alert, "-"))
        type_at_terminal();
    d->session.start_with = flow;
    return true;
}

static bool detach(struct desk *d, const char *flow, const char *alert, struct err *e)
{
    if (!alert)
        return open_detached(d, flow, e);
    return alert_take(&d->session, alert, e) && detach_alert(d, flow, e);
}

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    const char *set[SETS_MOST], *flow = line->n_args ? line->arg[0] : NULL, *alert = command_option(line, "alert");
    struct names sets = {set, 0};
    take_sets(line, &sets);
    if (!flow && !alert) {
        err_set(&e, ERR_USAGE, _("start needs a FLOW, or --alert FILE; triage list --flows shows which flows there are"));
        return command_fail(&e);
    }
    if (!desk_open(&d, line, &e))
        return desk_end(&d, false, &e);
    d.session.sets = sets;
    if (command_option(line, "detach"))
        return desk_end(&d, detach(&d, flow, alert, &e), &e);
    if (!prepare(&d, flow, alert, &e))
        return desk_end(&d, false, &e);
    int status = desk_work(&d);
    desk_close(&d);
    return status;
}

static const struct option_row options[] = {
    {0, "set", "NAME=VALUE", N_("give an input of the flow a value; may be repeated")},
    {0, "alert", "FILE", N_("an alert as JSON proposes the flow and fills it in; - reads it from standard input")},
    {0, "detach", NULL, N_("open the incident, print its name and leave it open: for scripts and alert hooks")},
    {0, NULL, NULL, NULL},
};

const struct command command_start = {
    .name = "start",
    .args = "[FLOW]",
    .summary = N_("open a new incident from a flow or an alert"),
    .details = N_("FLOW is the id of a flow, or the path of a YAML file or of a Markdown runbook; with --alert it need not be said. An alert whose group has an "
                  "open incident is added to that one. Nothing runs until you say so."),
    .option = options,
    .max_args = 1,
    .run = run,
};
