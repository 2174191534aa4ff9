/* remote: one command on another machine, as a text for its /bin/sh, and what comes back of it, apart from what else comes.
 *
 * The text travels on ssh's standard input, and nothing of it stands in a command line, here or there. It is one compound command,
 * so the shell there has read all of it before it does any of it, and what the author wrote cannot eat the rest: its
 * standard input is /dev/null. Values are assignments, each quoted by shell_add_quoted, exported; the author's text is one
 * more value, which a shell of its own takes out of its environment and reads by `eval`, as `sh -c` would.
 *
 * The two sides then talk in words. There: MARK begin. Here: "go", without which nothing is run, so that a connection that breaks
 * before is known to have changed nothing. There: the output, and MARK end STATUS, by which the command's own 255 is told from
 * that of ssh. Here, at any time: "stop", or the end of input. A process there waits for these, and ends the group of all
 * that was started (TERM, two seconds, KILL), except when input ends and `stays` was ordered: such a change goes on, into
 * /dev/null where nobody takes what it prints. */
#ifndef PROBE_REMOTE_H
#define PROBE_REMOTE_H
#include <stdbool.h>
#include <stddef.h>

#include "flow/flow.h"
#include "incident/why.h"
#include "probe/output.h"

enum { REMOTE_MARK = 48, REMOTE_HOST_MOST = 255, REMOTE_NOISE = 2000 };
#define REMOTE_GO "go\n"
#define REMOTE_STOP "stop\n"

/* What reaches ssh as the name of a machine: letters, digits and . _ - : @ [ ] and no dash where an option would have one.
 * Configurations hand the name to shells (%h), so nothing that means anything there passes. */
bool remote_is_name(const char *host);

/* A mark that no output holds, made anew for each run. */
void remote_make_mark(char mark[REMOTE_MARK]);
struct remote_order {
    const char *mark, *command;
    const struct names *names; /* NAME=value */
    bool stays;
};
void remote_script(const struct remote_order *order, struct str *out);

struct remote_stream { /* zeroed but for the mark, it is at the beginning */
    char mark[REMOTE_MARK];
    bool has_begun, has_ended;
    int exit_status; /* once it has ended */
    struct str held; /* may be the beginning of a mark */
    struct str noise; /* what came before the beginning: what a login prints, or why there was none */
};
/* Bytes as they came; what the command printed is added to the output. */
void remote_take(struct remote_stream *s, const char *bytes, size_t n, struct output *output);
/* Nothing more comes: what was held back is output after all. */
void remote_take_rest(struct remote_stream *s, struct output *output);
/* Why nothing was run there: by what ssh said, and, where that is nothing, by what came before the beginning. */
void remote_why(const char *said, const char *noise, const char *host, char why[WHY_TEXT]);
void remote_release(struct remote_stream *s);
#endif
