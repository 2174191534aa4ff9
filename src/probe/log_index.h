/* log_index: which records of a stock pass a filter, in the order of time over all its files: a window of them around the
 * place one looks at, and how many there are in all. Each file is divided into stretches; of each is kept how many records
 * in it pass, never more. So ten million lines cost 16 bytes for each 256 KiB, and what comes into the window is read again.
 * Works in steps from the caller's loop: first what the window needs, so that what was found is there at once, then the
 * rest from there on. A file may grow, be cut or be replaced meanwhile. Within a file the order is the file's. */
#ifndef PROBE_LOG_INDEX_H
#define PROBE_LOG_INDEX_H
#include "probe/log_filter.h"
#include "probe/log_stock.h"

struct log_hit {
    uint32_t file;       /* in the stock */
    uint64_t offset;
    int64_t at;          /* TIME_NONE: it has no time; it stands where its file has it */
};

struct log_index_limits { /* 0: the usual; tests set tiny ones */
    uint64_t stretch;    /* bytes: 256 KiB; doubled where a file has more than `stretches` of them */
    size_t stretches;    /* 65,536 in a file */
    size_t around;       /* rows on either side of where one looks: 240 */
};

struct log_index_state {
    uint64_t hits;       /* found so far; all of them when it is done */
    double share;        /* 0 to 1: how much was looked at, of what there is */
    bool is_done;
    bool more_before, more_after; /* there are or may be rows before the window and behind it */
    bool is_waiting;     /* the window wants rows that are still looked for */
    bool is_unsorted;    /* a file has records that are older than those before them by more than a minute */
};

struct log_index;
/* Takes the filter over (it is ready). The stock outlives the index. */
struct log_index *log_index_new(struct log_stock *stock, struct log_filter *filter, const struct log_index_limits *limits);
void log_index_free(struct log_index *ix); /* NULL is fine */
const struct log_filter *log_index_filter(const struct log_index *ix);

/* The window around a moment, a record, the first, the last. Its rows come by step, and are there at once where little
 * has to be read. */
void log_index_go(struct log_index *ix, int64_t at);
void log_index_go_to(struct log_index *ix, uint32_t file, uint64_t offset, int64_t at);
void log_index_go_first(struct log_index *ix);
void log_index_go_last(struct log_index *ix);
/* One looks at that row of the window now: it slides along. */
void log_index_look_at(struct log_index *ix, uint32_t file, uint64_t offset);

/* Reads for about so long; true when the window, the count or the share changed. */
bool log_index_step(struct log_index *ix, int64_t budget_us);
/* The same, and only as far as the window needs it. */
bool log_index_step_window(struct log_index *ix, int64_t budget_us);
struct log_index_state log_index_state(const struct log_index *ix);
/* The rows of the window; `here` the first one at or behind where it was gone to, n when there is none. Hold until the
 * next call. */
const struct log_hit *log_index_window(const struct log_index *ix, size_t *n, size_t *here);
#endif
