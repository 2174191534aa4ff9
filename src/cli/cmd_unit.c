/* unit: is a unit of systemd active, since when, how often restarted? */
#include "app/clock.h"
#include "base/i18n.h"
#include "cli/look_command.h"
#include "probe/unit_state.h"

static bool look(const struct command_line *line, int64_t timeout, struct observation *o, struct err *e)
{
    (void)e;
    unit_state_look(&(struct unit_state_options){line->arg[0], command_option(line, "user") != NULL, timeout, clock_now()}, o);
    return true;
}

static int run(const struct command_line *line)
{
    return look_command_run(&(struct look_command){OBSERVE_UNIT, line->arg[0], 10 * TIME_SECOND, look}, line);
}

static const struct option_row options[] = {
    {0, "user", NULL, N_("a unit of the user's own systemd")},
    {0, "at-most-restarts", "COUNT", N_("systemd may not have restarted it more often")},
    LOOK_OPTIONS,
};

const struct command command_unit = {
    .name = "unit",
    .args = "NAME",
    .summary = N_("is a unit of systemd active, since when, how often restarted"),
    .details = N_("Asks systemctl how the unit NAME is. How often systemd restarted it by itself counts since somebody last started it by "
                  "hand. Exit status 0: it is active, and what was wanted is so; 1: not."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
