/* process: does it run, since when, and what does it hold? */
#include "base/i18n.h"
#include "cli/look_command.h"
#include "probe/process_list.h"

static bool look(const struct command_line *line, int64_t timeout, struct observation *o, struct err *e)
{
    struct process_list_options options = {
        .name = line->n_args && *line->arg[0] ? line->arg[0] : NULL,
        .user = look_option(line, "user"),
        .timeout = timeout,
        .proc = "/proc",
    };
    if (!look_number(line, "pid", 1, INT32_MAX, &options.pid, e))
        return false;
    process_list_look(&options, o);
    return true;
}

static int run(const struct command_line *line)
{
    const char *pid = look_option(line, "pid"), *user = look_option(line, "user");
    const char *of = line->n_args && *line->arg[0] ? line->arg[0] : pid ? pid : user ? user : "";
    return look_command_run(&(struct look_command){OBSERVE_PROCESS, of, 10 * TIME_SECOND, look}, line);
}

static const struct option_row options[] = {
    {0, "pid", "PID", N_("only the process of this number")},
    {0, "user", "NAME", N_("only processes of this user")},
    {0, "at-least", "COUNT", N_("so many have to run")},
    {0, "at-most", "COUNT", N_("no more may run")},
    {0, "at-most-memory", "SIZE", N_("together they may hold so much memory: 2GB")},
    LOOK_OPTIONS,
};

const struct command command_process = {
    .name = "process",
    .args = "[NAME]",
    .summary = N_("does a process run, since when, and what does it hold"),
    .details = N_("Counts the processes with exactly this NAME, as top and ps -C show it, and says since when the oldest and the newest run, "
                  "and what memory and open files they hold together. How often one was started again nobody records: a newest one that is "
                  "young says it. Exit status 0: one runs, and what was wanted is so; 1: not."),
    .option = options,
    .max_args = 1,
    .run = run,
};
