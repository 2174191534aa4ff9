/* look_own: what a look has seen so far; shared by look_take.c, which takes records, and look_find.c, which draws conclusions. */
#ifndef LOGS_LOOK_OWN_H
#define LOGS_LOOK_OWN_H
#include "base/vec.h"
#include "logs/grid.h"
#include "logs/look.h"
#include "logs/record.h"
#include "logs/request_key.h"
#include "logs/seen.h"
#include "logs/tally.h"

enum {
    LOOK_SERIES = 1 << 16,   /* buckets: a second each for 18 hours */
    LOOK_ENDPOINTS = 4096,
    LOOK_CLIENTS = 1 << 16,
    LOOK_USERS = 1 << 14,
    LOOK_KINDS = 1024,
    LOOK_STATUSES = 1000,
    LOOK_EXAMPLE = 2048,
    LOOK_REQUEST = 64,       /* bytes of a request id that are kept */
    LOOK_REQUESTS_SLOT = 8,  /* of a stretch of time */
    LOOK_SEEN_CLIENTS = 8192, /* in front of the tally */
};

/* Columns of the grid of errors. */
enum { COLUMN_REQUESTS, COLUMN_KINDS, COLUMN_ENDPOINTS = COLUMN_KINDS + LOOK_KINDS, LOOK_COLUMNS = COLUMN_ENDPOINTS + LOOK_ENDPOINTS };

/* Latency: 32 bins an octave from 1 us on: a quantile is off by at most 1.6 %. */
enum { LATENCY_STEPS = 32, LATENCY_BINS = LATENCY_STEPS * 34 };

struct look_times { /* of the records with some status or level */
    uint64_t all, errors;
};

struct look_kind {
    const char *key, *title, *type, *example; /* in the arena */
    struct log_frame *frame;
    size_t n_frames;
    uint64_t errors, offset;
    int64_t first, last;
    uint32_t source;
};

struct look_request {
    int64_t at;
    char id[LOOK_REQUEST];
};

struct log_look {
    struct log_look_options options;
    struct arena arena;
    uint32_t source;
    uint64_t lines, records, errors;
    int64_t now, first, last;              /* of the record before; of all */
    int64_t first_error, last_error;
    struct log_series series, astray;      /* `astray`: records far from all others */
    uint64_t placed, n_astray;
    size_t bucket;                         /* of the record before, and its stretch */
    int64_t bucket_from, bucket_to;
    int64_t bucket_error;                  /* an error in it, TIME_NONE none known: a later one is not its first */
    struct log_tally endpoints, clients, users, kind_keys;
    struct request_seen paths;             /* in front of endpoints */
    struct log_seen addresses;             /* in front of clients */
    struct look_times status[LOOK_STATUSES], level[N_LEVELS];
    struct log_grid failures, latency;
    VEC(struct look_kind) kinds;           /* by the index of kind_keys */
    VEC(struct look_request) requests;
    uint64_t *named;                       /* of options.count */
};

struct look_taken { /* a record, and what is known of it */
    const struct log_record *r;
    int64_t at;
    bool is_error;
};

struct look_rank { /* of something in a list */
    uint64_t since, errors, all;
    size_t index;
};

/* Counts a record at its time. Returns the time, TIME_NONE when it has none or stands far from all others. */
int64_t look_place(struct log_look *l, int64_t at, bool is_error);
void look_place_many(struct log_look *l, int64_t from, int64_t to, uint64_t n);
/* A copy of all that has a place in time, and its first and last moment. Returns how many records have none because they
 * stand far from all others. */
uint64_t look_whole_series(const struct log_look *l, struct log_series *out, int64_t *first, int64_t *last);
/* An error of a count: when it was the first or last one. */
void look_note_error(const struct log_look *l, struct log_count *c, const struct look_taken *t);
void look_take_endpoint(struct log_look *l, const struct look_taken *t);
void look_take_error(struct log_look *l, const struct look_taken *t);
/* The bin of a length in us, and the length in the middle of a bin. */
size_t look_latency_bin(int64_t took);
int64_t look_latency_of(size_t bin);
/* What was counted in front of the tally of clients, into it. */
void look_settle_clients(struct log_look *l);
/* For qsort: more since the onset, then more errors, then more, then what came first. */
int look_by_rank(const void *a, const void *b);
const char *look_cleaned(struct arena *a, const char *s);
/* The lists of the finding, whose onset is known already. */
void look_find_lists(const struct log_look *l, struct log_finding *f);
#endif
