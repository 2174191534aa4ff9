/* keeper_record: the end of a change whose triage is gone is told to a fresh triage, which records it. */
#ifndef PROBE_KEEPER_RECORD_H
#define PROBE_KEEPER_RECORD_H
#include "incident/why.h"
#include "probe/output.h"
#include "probe/will.h"

struct keeper_report {
    int started_errno;  /* why the shell could not be started, 0 when it was */
    int wait_status;    /* as waitpid gives it */
    int survivors;      /* processes of the command that were still there when it ended */
};

struct keeper_end {
    struct keeper_report report;
    const char *outcome;   /* as events name it: exited, timed_out, cancelled */
    char why[WHY_TEXT];    /* as in incident/why.h, or "" */
    int64_t took, gone_at; /* us; gone_at on the wall clock, 0: triage lived until the command had ended */
};

/* Waits until it is done; nobody hears of it when it fails: the outcome then stays unknown. For the keeper alone. */
void keeper_record(const struct will *will, const struct keeper_end *end, const struct output *output);
#endif
