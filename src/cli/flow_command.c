/* flow_command: settings, the directories of flows, one flow. */
#include "cli/flow_command.h"

#include "app/flows.h"
#include "cli/settings.h"

static bool use_flow(struct library *l, const struct command_line *line, const struct config *config, flow_command_fn *use, struct err *e)
{
    struct err mistake = {0};
    struct flow_text *text = flows_load(l, line->arg[0], &mistake, e);
    if (text && mistake.code)
        command_fail(&mistake);
    return text && use(text->flow, line, config, e);
}

int flow_command_run(const struct command_line *line, flow_command_fn *use)
{
    struct settings settings;
    struct library l = {0};
    struct err e = {0};
    bool ok = settings_load(&settings, line, &e);
    if (ok)
        flows_open(&l, &settings.config, &settings.paths);
    ok = ok && use_flow(&l, line, &settings.config, use, &e);
    library_release(&l);
    settings_release(&settings);
    return ok ? 0 : command_fail(&e);
}
