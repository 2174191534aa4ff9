/* log_stock_own: what the files of log_stock share. */
#ifndef PROBE_LOG_STOCK_OWN_H
#define PROBE_LOG_STOCK_OWN_H
#include "probe/log_stock.h"

enum { STOCK_BLOCK = 512 << 10 };

struct stock_reading { /* what is read just now */
    log_take take;
    void *to;
    uint64_t from, until;
    bool has_enough;
};

struct stock_file {
    struct log_stock_file seen;
    int fd;
    uint64_t device, inode;
    struct log_source *source;  /* what is unpacked, NULL of a plain file */
    struct log_clock clock;
    struct log_reader *reader;  /* NULL: nothing was read yet */
    struct stock_reading reading;
    struct log_scratch *scratch;
    bool is_utf16;
    uint64_t primed_by;         /* bytes by which the format was looked for; 0: not yet */
};

struct log_stock {
    struct arena arena;
    struct log_stock_options options;
    VEC(struct stock_file *) file;
    VEC(const char *) trouble;
    uint64_t unpack_left;
    unsigned n_rotations;
    char *block;                /* STOCK_BLOCK bytes */
};

int64_t stock_ticks(void); /* us, never backwards */
#endif
