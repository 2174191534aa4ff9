/* tool: what the words of a shell command say about it: is it one at all, does it open a shell or an editor that a pipe
 * cannot serve, must what follows stand in the same shell. Guesses made from 600 real runbooks; wrong ones cost a key. */
#ifndef RUNBOOK_TOOL_H
#define RUNBOOK_TOOL_H
#include <stdbool.h>
#include <stddef.h>

enum tool_kind {
    TOOL_RUNS,      /* starts, prints, ends */
    TOOL_WAITS,     /* wants a terminal (an editor), or does not end by itself (watch, tail -f) */
    TOOL_ENTERS,    /* opens a shell: what follows is typed there */
};

/* Does the line begin with a command that people know (kubectl, curl, systemctl ...)? */
bool tool_is_known(const char *line);
/* In a block that says it is shell: could the line be a command, rather than what one printed? */
bool tool_is_likely(const char *line);
enum tool_kind tool_kind(const char *command);
/* Does it set what a line after it needs: a variable, a directory, an option of the shell? */
bool tool_sets_state(const char *line);
/* `for`, `if`, `name() {` ...: goes on over lines. */
bool tool_is_compound(const char *line);
/* Is part of it read by a second shell (sh -c, ssh, eval, xargs), so that no value may be put there? */
bool tool_reads_code(const char *command);
#endif
