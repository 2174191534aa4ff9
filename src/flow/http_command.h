/* http_command: an http probe as the text of `triage http`. A value that stands alone is the shell's to fill in ("$url"); a text
 * with values in it, and every header with one, is filled in by the command itself, so that a secret is on no command line. */
#ifndef FLOW_HTTP_COMMAND_H
#define FLOW_HTTP_COMMAND_H
#include "flow/flow.h"

void http_command(const struct flow_probe *probe, struct str *out);
/* The same, with the request of a curl command that the environment has by that name, instead of the probe's own. */
void http_command_pasted(const struct flow_probe *probe, const char *name, struct str *out);
/* The texts that the command fills in itself, a line each; "" where there is none. */
void http_inner(const struct flow_probe *probe, struct str *out);
#endif
