/* keeper: the small process between triage and a command. It is the command's subreaper, so that nothing the command
 * left behind escapes; it ends with the command, sweeps what must not survive and reports the exit status on a pipe.
 * When triage itself dies, it ends a read-only command; a change it lets run to its end, or ends, as its author chose, and
 * has a fresh triage record what became of it. */
#ifndef PROBE_KEEPER_H
#define PROBE_KEEPER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/keeper_record.h"

enum { /* the orders it takes */
    KEEPER_STOP = 'T',
    KEEPER_RECORDED = 'R', /* its end is recorded, so nobody else need do it */
    KEEPER_GO = 'G',    /* the shell on the other machine has read its text: say the word that lets it begin */
    KEEPER_OVER = 'O',  /* it has said how it ended there: what still holds the connection is not waited for */
};

struct keeper_orders {
    const char *command;  /* for /bin/sh -c */
    const char *const *argv; /* or a program that reads `input` and then words (probe/remote.h); NULL: the shell */
    const char *input;
    size_t n_input;
    const char *host, *mark; /* of such a program: where, and what tells the command's own words; NULL */
    int errors;           /* standard error of such a program; -1: none, it is the terminal's */
    char **environment;
    int terminal;         /* the pty's other end, becomes stdout, stderr and the controlling terminal */
    int control, report;  /* pipes from and to triage */
    int drain;            /* the pty's own end, read when triage is gone, so that a change can print on; -1: not wanted */
    int guard;            /* held open until the command has ended; -1: none */
    bool sweeps;          /* ends what survives the command: for read-only ones */
    bool dies_with_us;    /* a change that is ended when triage is gone */
    int64_t timeout;      /* us; kept when triage is gone. 0: none */
    const struct will *will; /* who records the end then, NULL: nobody */
};

/* Never returns: for the child of fork. */
_Noreturn void keeper_run(const struct keeper_orders *orders);
/* The same for a command that has the operator's own terminal: it stays in triage's session, and nothing is captured. */
_Noreturn void keeper_run_in_terminal(const struct keeper_orders *orders);
#endif
