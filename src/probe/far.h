/* far: triage's side of a command that runs on another machine: when it may begin, when it is over, and what became of it. A
 * child has one; with an empty host it runs here, and nothing of this is asked. */
#ifndef PROBE_FAR_H
#define PROBE_FAR_H
#include "incident/state.h"
#include "probe/remote.h"

struct far {
    char host[REMOTE_HOST_MOST + 1];
    int errors;      /* what ssh itself says, -1 when closed */
    struct str said;
    bool is_change;
    bool is_let_go, is_over; /* the word that it may begin was said; that it has ended came */
    struct remote_stream stream;
};

/* What ssh says is kept apart from what the command prints: *theirs is its end of the pipe. */
bool far_open(struct far *f, const char *host, bool is_change, int *theirs);
/* Bytes that came. The keeper at `control` is told to let the command go once the shell there has all of its text, unless it is
 * being stopped, and that it is over. */
void far_take(struct far *f, const char *bytes, size_t n, int control, bool is_stopping, struct output *output);
/* The beginning of what ssh says; the rest is read and dropped, so that it can say on. */
void far_read(struct far *f);
/* All has come that will: what became of it. One that did not begin was not started; where it may have begun, and no end came,
 * nobody knows. `had`: RUN_RUNNING, or what a stop made it. */
enum run_outcome far_outcome(struct far *f, enum run_outcome had, struct output *output, int *exit_status, char why[WHY_TEXT]);
void far_release(struct far *f);
#endif
