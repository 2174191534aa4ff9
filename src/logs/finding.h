/* finding: what a look at logs amounts to. Made by logs/look, printed as JSON by finding_json and read back from it, so
 * that the journal keeps the very thing that the screen shows. Lives in one arena; constant once made. */
#ifndef LOGS_FINDING_H
#define LOGS_FINDING_H
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "logs/series.h"
#include "logs/signature.h"

struct log_row { /* of a list: an endpoint, a client, a status, a user, a level */
    const char *text;
    uint64_t all, errors;
};

struct log_list {
    struct log_row *row;      /* most errors (since the onset) first, at most 50 */
    size_t n;
    /* How many have errors since the onset (ever, when there is none), and how many there are. Of endpoints those that have
     * more than the baseline explains: a stray failure elsewhere does not make one endpoint two. */
    uint64_t failing;
    uint64_t different;       /* 0 with failing ones: not counted, a quick look sees only errors */
    bool more;                /* the table was full: both numbers are at least */
    bool is_known;            /* false: the format does not log it */
};

struct log_kind { /* a signature */
    const char *key, *title, *type;
    uint64_t errors, before;  /* all, and in the window before the onset */
    bool is_new;              /* since the onset: none before it */
    int64_t first, last;
    uint32_t source;          /* index into sources */
    uint64_t offset;          /* of its first record, for the log view */
    const char *example;      /* its first record's lines, cleaned, at most 2 KiB */
    struct log_frame *frame;
    size_t n_frames;
};

struct log_source_said {
    const char *name, *format; /* format id; "" none fits */
    uint64_t bytes, records, errors;
    int64_t first, last;
    int64_t offset;           /* us, clock offset as set or estimated */
    bool is_estimated;
    const char *trouble;      /* "3 lines were not read: ...", one sentence, or NULL */
};

struct log_latency { /* us, within 1.6 %; -1 unknown */
    int64_t median, p95, p99;
};

struct log_finding {
    struct arena arena;
    bool is_partial;          /* still reading */
    bool is_quick;            /* only failing lines were parsed */
    uint64_t bytes, bytes_total, lines, requests, errors, bad_lines; /* requests: all records that were looked at */
    uint64_t astray;          /* records so far in time from all others that they have no place in it */
    int64_t from, to;         /* of the window looked at; TIME_NONE: nothing has a time */
    int64_t first_error, last_error; /* the first since the onset, where there is one; TIME_NONE: none */
    struct log_series series;
    struct log_onset onset;
    struct log_list endpoints, clients, statuses, users;
    struct log_latency before, after;
    bool has_latency;
    struct log_kind *kind;    /* new ones first, then by errors */
    size_t n_kinds, n_new;
    bool more_kinds;
    const char **request;     /* ids of the first failures, at most 20 */
    size_t n_requests;
    const char **trace_file;  /* files named in the stack traces of the failures, each once */
    size_t n_trace_files;
    struct log_named_count { const char *name; uint64_t n; } *count; /* asked for by `count` */
    size_t n_counts;
    struct log_source_said *source;
    size_t n_sources;
    const char **said;        /* sentences about what was not read or not sure */
    size_t n_said;
};

/* On one line of at most LOG_FINDING_BYTES: long lists, texts and examples are cut until it is. Reading refuses what is not
 * a finding with a sentence, whatever the bytes are; *f is to be released either way. */
enum { LOG_FINDING_BYTES = 256 << 10 };
void log_finding_print(const struct log_finding *f, struct str *out);
bool log_finding_read(const char *json, size_t n, struct log_finding *f, struct err *e);
/* For people, translated; times local by `zone`, with a date when it is not today. */
struct log_text_options {
    int64_t now;
    const struct time_zone *zone; /* NULL is UTC */
    size_t top;       /* rows of each list; 0: five */
    int columns;      /* 0: 80 */
    bool has_unicode; /* false: bars and separators in ASCII */
};

/* "8.1% errors since 03:01:12 (917 of 11,320), baseline 0.1%": one sentence, "so far: " before it while it is partial. */
void log_finding_headline(const struct log_finding *f, int64_t now, const struct time_zone *zone, struct str *out);
/* "1 of 23 endpoints: POST /checkout · 371 of 4,870 clients"; "" when nothing fails or nothing of it is logged. */
void log_finding_spread(const struct log_finding *f, struct str *out);
/* A page of it all: rate, chart with the onset marked, lists, kinds with an example each, latency, what was not read. Every
 * line ends with \n and fits the columns. */
void log_finding_summary(const struct log_finding *f, const struct log_text_options *o, struct str *out);
void log_finding_release(struct log_finding *f);
#endif
