/* log_stock: the logs that are looked into, open: records are read from any byte of them, and the place of a moment is
 * found by bisection, however large they are. Nothing is kept in memory but a block for each. What is compressed or comes
 * from a pipe is unpacked once, piece by piece, into a file without a name (gone with this process) and read from there;
 * all of that together is bounded. Nothing here waits. Owns all it hands out. */
#ifndef PROBE_LOG_STOCK_H
#define PROBE_LOG_STOCK_H
#include "base/vec.h"
#include "logs/reader.h"
#include "probe/log_source.h"

struct log_stock_options {
    struct log_formats *formats;
    const struct log_format *forced;  /* NULL: detected, for each file by itself */
    const struct time_zone *zone;
    int64_t now;
    bool with_rotated;
    struct log_stock_offset { const char *name; int64_t us; } *offset; /* clock offsets, by a stream's name */
    size_t n_offsets;
    const char *directory;            /* for what is unpacked; NULL: $TMPDIR, else /var/tmp */
    const char *const *command;       /* each one more log, kept as it prints */
    size_t n_commands;
    uint64_t unpack_most;             /* bytes there, all together; 0: 4 GiB */
};

struct log_stock_file {
    const char *name;         /* the stream's: "access.log"; its rotated pieces have the same */
    const char *path;
    uint64_t bytes;           /* that can be read now, unpacked; grows while it is unpacked or written to */
    uint64_t packed, packed_done; /* on disk, and how much of it was unpacked; 0 of a plain file */
    bool is_unpacking;
    bool is_stream;           /* standard input, a pipe, a command: it can be read only once, and what was kept of it is ours */
    unsigned generation;      /* counted up when it was cut: what was known of it no longer holds */
    const struct log_format *format; /* as log_stock_format saw it last */
    const char *trouble;      /* a sentence, or NULL */
};

struct log_stock;
/* False only when nothing at all can be read. */
struct log_stock *log_stock_open(const char *const *names, size_t n, const struct log_stock_options *options, struct err *e);
void log_stock_free(struct log_stock *s); /* NULL is fine */

size_t log_stock_n(const struct log_stock *s);
const struct log_stock_file *log_stock_file(const struct log_stock *s, size_t i);
/* Sentences about what could not be opened. */
size_t log_stock_troubles(const struct log_stock *s, const char *const **trouble);

/* What is added to the times of all files of that name, as far as it is not set by the options. True when it is another
 * than before: what was known of their times no longer holds. */
bool log_stock_set_offset(struct log_stock *s, const char *name, int64_t us);

/* Unpacks for about so long; true when bytes came. */
bool log_stock_step(struct log_stock *s, int64_t budget_us);
bool log_stock_is_unpacking(const struct log_stock *s);
/* The same, and it would not have to wait for somebody else to write. */
bool log_stock_has_more(const struct log_stock *s);
/* The plain file that it is read from; the stock's. */
int log_stock_fd(const struct log_stock *s, size_t i);
/* Looks whether plain files grew, were cut, or were replaced (then the new one is one more file). True when so. */
bool log_stock_refresh(struct log_stock *s);

/* NULL: none fits, or nothing is there yet to see it by. */
const struct log_format *log_stock_format(struct log_stock *s, size_t file);
/* Every record that begins in [from, until), until take says enough; the same that who reads all of the file gets. `take` asks
 * nothing of the stock. */
void log_stock_read(struct log_stock *s, size_t file, uint64_t from, uint64_t until, log_take take, void *to);
/* The record that begins at that very byte. */
void log_stock_read_one(struct log_stock *s, size_t file, uint64_t offset, log_take take, void *to);
/* Where the record behind it begins. */
uint64_t log_stock_end_of(struct log_stock *s, size_t file, uint64_t offset);
/* The time of the first line from `from` on that has one; TIME_NONE when there is none within the next 256 KiB. */
int64_t log_stock_time_at(struct log_stock *s, size_t file, uint64_t from);
/* Where the first record not older than `at` begins, by bisection: right where the file is sorted by time. */
uint64_t log_stock_find(struct log_stock *s, size_t file, int64_t at);
/* Bytes as they are; returns how many, 0 at the end. */
size_t log_stock_bytes(struct log_stock *s, size_t file, uint64_t from, char *to, size_t room);
/* One line as a record, without those that belong to it; false: it does not fit. */
bool log_stock_parse(struct log_stock *s, size_t file, const char *line, size_t n, struct log_record *out);
#endif
