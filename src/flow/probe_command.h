/* probe_command: the shell text of a probe that triage itself is the engine of: logs, changes, http and the small looks are commands of triage,
 * so that what runs is what is shown, is cancelled, timed out and recorded like any command, and can be typed on a host
 * that triage does not reach. Values are never in the text: "$access_log" stands for one. */
#ifndef FLOW_PROBE_COMMAND_H
#define FLOW_PROBE_COMMAND_H
#include "flow/flow.h"

/* In the arena; NULL for a kind that is no command of triage. */
const char *probe_command(const struct flow_probe *probe, struct arena *arena);
/* Texts that such a command fills in by itself, for `inner` of the probe; in the arena, or NULL. */
const char *probe_inner(const struct flow_probe *probe, struct arena *arena);
/* The shell text that such a probe runs in turn (`command:`), or NULL: the values it reads are passed on to it. */
const char *probe_inner_shell(const struct flow_probe *probe);
#endif
