/* reader: bytes of one source to records. Splits lines, joins those that belong together (stack traces of Java, Python,
 * Go, Node, Ruby, PHP, C#; the pieces that Docker and CRI split a line into), detects the format by the first lines and
 * keeps to it. Handed bytes as they come, in pieces of any size. Memory is bounded: a line longer than LINE_MAX bytes keeps
 * its beginning, a record more than RECORD_MAX bytes keeps its first lines; what was left out is counted.
 * Blank lines are no records; within one they are kept. UTF-16 becomes UTF-8, byte order marks and holes of NULs at the
 * beginning of a line go; offsets are always those of the source. A line that does not fit and begins something of its own (a
 * trace behind a line that only tells) gets the time of the record before it. */
#ifndef LOGS_READER_H
#define LOGS_READER_H
#include "logs/format.h"

enum { LOG_LINE_MAX = 1 << 16, LOG_RECORD_MAX = 1 << 18 };

/* Called for every record, in the order of the source. False: enough, reading stops. */
typedef bool (*log_take)(void *to, const struct log_record *r);

struct log_reader_counts {
    uint64_t bytes, lines, records;
    uint64_t unread;    /* lines that no format fits and that belong to no record */
    uint64_t cut;       /* lines or records longer than is kept */
    uint64_t binary;    /* lines with NUL bytes */
    uint64_t backwards; /* records older than one before them by more than a second */
    uint64_t no_time;   /* records without a time, their own or that of the one before */
};

struct log_reader;
/* formats outlive it. `forced` NULL: it is detected. */
struct log_reader *log_reader_new(struct log_formats *formats, const struct log_format *forced,
                                  const struct log_clock *clock, log_take take, void *to);
/* Records that are below a level, one line each, and of which nobody wants more than that they were: they do not go to take, but
 * are told many at a time. Where reading them whole is no slower they go to take all the same. */
typedef void (*log_tell)(void *to, const struct log_quiet *quiet);
void log_reader_tell(struct log_reader *r, enum log_level below, log_tell tell);
/* False once take has said enough. `at` is the offset of these bytes in the source. */
bool log_reader_feed(struct log_reader *r, const char *bytes, size_t n, uint64_t at);
/* Nothing more came for a while (a log that is followed): the format is decided by what there is, and the record that waits
 * for what may go on with it goes out. What still comes for it becomes a record of its own. */
bool log_reader_settle(struct log_reader *r);
/* The last record goes out; the reader can begin with another source of the same kind. */
bool log_reader_end(struct log_reader *r);
const struct log_detection *log_reader_detection(const struct log_reader *r); /* NULL: not decided yet */
const struct log_reader_counts *log_reader_counts(const struct log_reader *r);
void log_reader_free(struct log_reader *r);
#endif
