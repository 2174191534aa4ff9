/* home: triage without a command: what is open, what can be started. */
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    if (!desk_open(&d, line, &e))
        return desk_end(&d, false, &e);
    int status = desk_work(&d);
    desk_close(&d);
    return status;
}

const struct command command_home = {
    .name = "home",
    .args = "",
    .summary = N_("what is open and what can be started; the same as triage alone"),
    .run = run,
};
