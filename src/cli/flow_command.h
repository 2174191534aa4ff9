/* flow_command: what commands that read one flow have in common. They need no journal; a mistake in the flow is said, and what
 * can be used of it is used. */
#ifndef CLI_FLOW_COMMAND_H
#define CLI_FLOW_COMMAND_H
#include "cli/command.h"
#include "flow/flow.h"
#include "store/config.h"

typedef bool flow_command_fn(const struct flow *flow, const struct command_line *line, const struct config *config, struct err *e);

/* Loads the flow that the line's first argument names, by id or by file, and hands it to `use`. The exit status. */
int flow_command_run(const struct command_line *line, flow_command_fn *use);
#endif
