/* quick_lines: in lines sorted by time, when a line is and where a moment begins: for logs/quick alone. Borrows the bytes
 * for the time of a call. */
#ifndef LOGS_QUICK_LINES_H
#define LOGS_QUICK_LINES_H
#include "logs/clf.h"

struct quick_line {
    size_t pos; /* of its first byte */
    int64_t at;
};

struct quick_reader {
    const struct log_clock *clock;
    uint64_t asked, odd; /* lines whose time was read; those that had none, or one that cannot be there */
    struct clf_minute minute;
};

/* The time of the line that begins there; it may be cut by the end of the bytes. False: none where it should be. */
bool quick_time(struct quick_reader *r, const char *line, size_t n, int64_t *at);

/* Lines lo->pos to hi->pos (a line, or the end of the bytes), the first older than `at`, hi not: moves lo to the last line
 * older than it and hi to the first that is not. */
void quick_seek(struct quick_reader *r, const char *bytes, struct quick_line *lo, struct quick_line *hi, int64_t at);
#endif
