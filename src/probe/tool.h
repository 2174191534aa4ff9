/* tool: one program that only reads, run to its end or its limits, and what it printed. For short questions (git log, kubectl
 * get) in a process that may wait; what an operator runs is a child (probe/child.h). No shell: arguments are words. It gets no
 * terminal and no input, speaks English, asks for no password, and dies with us. */
#ifndef PROBE_TOOL_H
#define PROBE_TOOL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum tool_end {
    TOOL_DONE,    /* `status` is its own */
    TOOL_ABSENT,  /* there is no such program */
    TOOL_LATE,    /* ended by us at its time limit */
    TOOL_MUCH,    /* ended by us: it printed more than `most`; `out` has the beginning */
    TOOL_FAILED,  /* no process could be made, or it died of a signal */
};

struct tool_call {
    const char *const *argv; /* NULL-terminated; the program is looked for in PATH */
    int limit_ms;
    size_t most;             /* bytes of output */
};

struct tool_answer {
    enum tool_end end;
    int status;
    struct str out;
    char said[200]; /* the first line of its standard error that is no record of a log, as it came */
};

/* Waits. Release the answer, whatever came. */
void tool_run(const struct tool_call *call, struct tool_answer *answer);
void tool_release(struct tool_answer *answer);
/* Microseconds of a clock that only goes forward. */
int64_t tool_clock(void);
#endif
