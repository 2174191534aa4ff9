/* resume: back to an incident, to the same step. */
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    if (!desk_open(&d, line, &e) || !open_incident(&d.session, line->n_args ? line->arg[0] : NULL, &e))
        return desk_end(&d, false, &e);
    int status = desk_work(&d);
    desk_close(&d);
    return status;
}

const struct command command_resume = {
    .name = "resume",
    .args = "[INCIDENT]",
    .summary = N_("go on with an incident, at the step where it was left"),
    .details = N_("INCIDENT is INC-42, 42, or the beginning of its id; without one it is the newest that is open."),
    .max_args = 1,
    .run = run,
};
