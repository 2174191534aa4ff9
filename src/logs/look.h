/* look: records in, a finding out: totals, errors, onset, endpoints, clients, kinds. May be asked at any time for what is
 * known so far. Bounded memory whatever comes (well under 64 MiB). */
#ifndef LOGS_LOOK_H
#define LOGS_LOOK_H
#include "logs/finding.h"

struct log_look_options {
    struct log_rule rule;
    int64_t since, until;      /* us; records outside are not counted. TIME_NONE: open */
    bool is_quick;             /* all_endpoints and the like are not counted */
    struct log_named_pattern { const char *name; const struct regex *pattern; } *count;
    size_t n_counts;
};

struct log_look;
struct log_look *log_look_new(const struct log_look_options *options);
void log_look_source(struct log_look *l, uint32_t source); /* of the records that follow */
/* A record; copies what it keeps. */
void log_look_take(struct log_look *l, const struct log_record *r);
/* Records that are no errors, within what is looked at, with nothing in them to tell apart but their level. */
void log_look_hear(struct log_look *l, const struct log_quiet *quiet);
/* Records that were counted and not parsed (quick): n of them, evenly over [from, to). None of them is an error, and the
 * first is of the moment `from`. */
void log_look_count(struct log_look *l, int64_t from, int64_t to, uint64_t n);
/* So far; errors are among the records. For who wants to know how many came from where. */
void log_look_totals(const struct log_look *l, uint64_t *records, uint64_t *errors);
/* All that is known; sources, bytes and said are the caller's to fill in. */
void log_look_find(struct log_look *l, struct log_finding *out);
void log_look_free(struct log_look *l);
#endif
