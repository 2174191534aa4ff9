/* log_scan_own: what the parts of log_scan share. First a plan is made: which pieces, which part of them, in which format, by
 * which clock (log_scan_plan.c, log_scan_clock.c); then it is read (log_scan_read.c); what is known is told (log_scan_tell.c). */
#ifndef PROBE_LOG_SCAN_OWN_H
#define PROBE_LOG_SCAN_OWN_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "logs/look.h"
#include "logs/reader.h"
#include "probe/log_file.h"
#include "probe/log_scan_options.h"

enum { SCAN_BLOCK = 256 << 10, SCAN_BEGINNING = 64 << 10, SCAN_ROOM = 2 * SCAN_BLOCK };

struct log_source;

struct scan_piece { /* of a rotated set; most logs have one */
    const struct log_file *file;
    const struct log_format *format; /* NULL: none fits */
    int64_t first;                   /* time of its first record; TIME_NONE unknown */
    uint64_t start, end;             /* what of it is read: narrowed to the window */
    bool is_narrowed, is_unreadable;
    bool is_left_out;                /* unreadable, or outside of the window */
};

struct scan_log {
    const char *name, *command; /* NULL: a file */
    struct scan_piece *piece;
    size_t n;
    bool is_stream;             /* it can be read only once: a pipe, a command */
    bool is_readable;           /* some of it was read */
    bool is_full, is_whole;     /* the quick way, a part of it were not enough */
    struct log_clock clock;
    bool is_offset_set, is_estimated;
    /* What was read. */
    const char *format, *trouble;
    uint64_t bytes, records, errors;
    int64_t first, last;
    int64_t before;             /* of the record before; TIME_NONE none */
    int64_t newest, back;       /* of the records so far; by how much one went back behind it */
    struct log_reader_counts counts;
};

struct scan {
    const struct log_scan_options *options;
    struct arena arena;
    VEC(struct scan_log) log;
    VEC(const char *) said;
    struct log_look *look;
    char *block;                /* SCAN_ROOM */
    uint64_t bytes_total;
    int64_t told, tell_after;   /* us, monotonic */
    bool is_quick, is_stopped;
};

/* ---- plan ---- */
void scan_plan(struct scan *s);                      /* formats, and the order of pieces */
void scan_estimate_clocks(struct scan *s);
void scan_cut(struct scan *s, struct scan_log *l);   /* to the window */
/* Of a piece's last records; TIME_NONE where they cannot be reached (packed) or have none. */
int64_t scan_last_time(struct scan *s, const struct scan_log *l, const struct scan_piece *p, struct log_source *source);

/* ---- reading ---- */
/* False: what was looked at is to be thrown away and looked at again, another way; the log has noted which. */
bool scan_read_files(struct scan *s, struct scan_log *l, uint32_t number);
void scan_read_streams(struct scan *s);
/* The window is what is counted: before and after reading some of a log. */
struct scan_count { uint64_t records, errors; };
struct scan_count scan_count_begin(const struct scan *s);
void scan_count_end(const struct scan *s, struct scan_log *l, struct scan_count before);

void scan_follow(struct scan *s);

/* ---- telling ---- */
int64_t scan_ticks(void); /* us, monotonic */
void scan_say(struct scan *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Of one log; only its first trouble is kept with it. */
void scan_say_of(struct scan *s, struct scan_log *l, const char *sentence);
/* Tells what is known when it is time to. False: stop. */
bool scan_goes_on(struct scan *s);
void scan_say_rest(struct scan *s); /* what the lines were not that should have been */
void scan_fill(struct scan *s, bool is_partial, struct log_finding *out);
#endif
