/* child: one shell command, running beside us in a terminal of its own. Nothing here waits: the caller polls
 * child_fds and calls child_step. Values reach the command as environment variables only. What it prints is kept in
 * `output`; its standard input is empty, but its controlling terminal takes what child_type sends (a sudo password).
 * On another machine it runs by way of a program that takes its text (probe/remote.h), and the same holds of it there,
 * but for the terminal; what became of it is then known by what comes back, and unknown where nothing does. */
#ifndef PROBE_CHILD_H
#define PROBE_CHILD_H
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "incident/state.h"
#include "incident/why.h"
#include "probe/far.h"
#include "probe/output.h"
#include "probe/will.h"

struct child_way { /* to another machine; borrowed while the command is started */
    const char *host;
    const char *const *argv; /* NULL-terminated, argv[0] with its path */
    bool stays;              /* it goes on there when the connection is lost */
};

struct child_spec {
    const char *command;
    struct names names;  /* NAME=value */
    int64_t timeout;     /* us; 0: none */
    bool is_read_only;   /* what survives the command is ended too */
    const struct child_way *way; /* NULL: it runs here */
    const struct will *will; /* of a change: who records its end when we are gone, NULL: nobody */
    bool dies_with_us;   /* a change that is ended when we are gone */
};

struct child {
    pid_t keeper;
    int terminal, control, report; /* -1 when closed */
    int64_t started, deadline, ended; /* us; ended 0 while it runs */
    int64_t report_at;   /* when the command ended and only output is awaited */
    size_t late_bytes;   /* what came since */
    bool is_stopping;
    bool has_will;       /* its keeper waits until it is told that the end is recorded */
    enum run_outcome outcome; /* RUN_RUNNING until it ended */
    int exit_status;     /* 128 + signal when a signal ended it */
    int survivors;       /* processes it left running */
    char why[WHY_TEXT];  /* "", or where it could not be started, or was lost */
    struct output output;
    struct far far;      /* of one on another machine; its host is "" for one here */
};

enum { CHILD_FDS = 3 };

/* Starts it; `now` in us as for child_step. False only where no process can be made: it has ended then. */
bool child_start(struct child *c, const struct child_spec *spec, int64_t now, struct err *e);
/* The same for a change: its keeper holds the descriptor `guard` open as long as the command runs, also when triage is
 * gone; the command does not get it. -1: none. */
bool child_start_guarded(struct child *c, const struct child_spec *spec, int guard, int64_t now, struct err *e);
/* One that is not started at all: it has ended, and why (incident/why.h). */
void child_refuse(struct child *c, int64_t now, const char *why);
/* Fills in what to poll for; returns how many. */
size_t child_fds(const struct child *c, struct pollfd fds[CHILD_FDS]);
/* When child_step wants to be called at the latest, INT64_MAX for never. */
int64_t child_wakes_at(const struct child *c);
/* Reads what has come, sees to the timeout; true when something changed. */
bool child_step(struct child *c, int64_t now);
void child_cancel(struct child *c);
/* Keys for its terminal; they are not echoed and not kept. */
void child_type(struct child *c, const char *bytes, size_t n);
/* Ends it, if it still runs, as a cancel would; waits at most for the grace that a command has. */
void child_release(struct child *c);
/* Releases it and leaves the command running: nobody will hear of its end. For a change, when triage leaves. */
void child_let_go(struct child *c);

/* The end of a change that has a will is recorded: its keeper may go. Until then it stays, and has the end recorded when
 * we die or let go. */
void child_recorded(struct child *c);
/* Runs a change in the operator's own terminal and waits, with a keeper beside it as for any other. */
bool child_run_kept(struct child *c, const struct child_spec *spec, int guard, int64_t now, struct err *e);

/* Runs a command in the operator's own terminal and waits: nothing is kept of what it prints. False where no process can
 * be made; errno says why. */
bool child_run_in_terminal(const struct child_spec *spec, int *exit_status, struct err *e);
#endif
