/* model_logs: what the page of logs shows: a window of records and what is known of all of them. Part of struct model;
 * everything is borrowed, nothing of it need be clean. */
#ifndef UI_MODEL_LOGS_H
#define UI_MODEL_LOGS_H
#include "logs/finding.h"
#include "logs/record.h"

struct model_log_row {
    int64_t key;              /* its place; that of another record is another one */
    int64_t at;               /* us; TIME_NONE unknown */
    enum log_level level;
    bool is_error;
    const char *source;       /* "access" */
    const char *text;         /* what it says, in one line: "500 POST /checkout" */
    const char *client, *took, *id; /* of a request; NULL where it does not say */
    const char *raw;          /* its first line, as logged */
    const char *const *more;  /* lines that belong to it: a stack trace */
    size_t n_more, all_more;  /* that are here, that there are */
};

struct model_logs {
    int64_t opened;           /* another one: these are other logs, whose rows have other keys */
    const char *names;        /* "access.log, app.log" */
    const char *filter;       /* what is shown: "errors only", "all lines", "status 504" ... */
    uint64_t hits, lines;     /* that pass it so far, of so many; lines 0: unknown */
    double share;             /* of the logs that was looked at; 1: all */
    bool is_coming;   /* through a pipe, and how much more will is not known: the share says nothing */
    const struct log_finding *finding; /* totals, kinds, lists, the chart; NULL: not known yet */
    const struct model_log_row *row;
    size_t n;
    uint64_t slide;           /* another one: the rows are others, or stand elsewhere */
    bool more_before, more_after; /* there are rows before the first and behind the last one here */
    bool is_waiting;          /* rows are still looked for at this place */
    uint64_t jump;            /* another one: ▸ goes to `to` */
    int64_t to;               /* key; 0: the first row, -1: the last one */
    bool follows;             /* the end of what grows */
    const char *empty;        /* why there is nothing to see, and what helps; NULL: there is */
    const char *trouble;      /* what could not be read, a sentence; NULL */
};
#endif
