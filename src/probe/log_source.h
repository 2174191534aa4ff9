/* log_source: where log bytes come from: a file, a compressed one, standard input, what a command prints. Files that shrink,
 * rotate or vanish while they are read end there, and are said. Nothing waits but on a pipe. Sentences quote names as they
 * are: whoever prints one cleans it (text/clean). */
#ifndef PROBE_LOG_SOURCE_H
#define PROBE_LOG_SOURCE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "probe/log_places.h"

struct log_source;
/* NULL with *e: it is not there, may not be read, is a device, or a pipe that nobody writes to. `-` and pipes may be packed too. */
struct log_source *log_source_open(const struct log_file *file, struct err *e);
/* What a command prints (by /bin/sh -c, the environment as it is, no input, no terminal), its standard error apart: its first
 * line is told by log_source_trouble. */
struct log_source *log_source_command(const char *command, struct err *e);
/* Bytes, decompressed; 0 at the end, -1 with *e. A file ends where it ended when it was opened: what is written meanwhile is
 * log_follow's. A compressed one gives at most what its limit says (bombs: 1,000 times its size and at least 64 MiB), then it
 * ends. Holes of sparse files are skipped. */
ssize_t log_source_read(struct log_source *s, char *to, size_t room, struct err *e);
/* Waits until log_source_read would not, at most so long (-1: without limit); true when it would not. Takes in what a command
 * says meanwhile, so that it can go on: to be called rather than poll. */
bool log_source_wait(struct log_source *s, int ms);
/* Where reading stands: in the file as it is on disk (for progress), and as decompressed. */
uint64_t log_source_at(const struct log_source *s);
uint64_t log_source_offset(const struct log_source *s);
/* Plain regular files only: goes on reading at that byte; reads bytes from elsewhere without moving. */
bool log_source_seek(struct log_source *s, uint64_t offset);
ssize_t log_source_peek(const struct log_source *s, char *to, size_t room, uint64_t at);
/* To be mapped instead of read: the descriptor of a plain regular file without holes; -1. */
int log_source_to_map(struct log_source *s);
/* Once it ended: what of it was not read, and why (it shrank, is damaged, the command failed). NULL: all was well. */
const char *log_source_trouble(const struct log_source *s);
int log_source_fd(const struct log_source *s); /* to poll beside others: pipes; -1 */
/* Ends a command that still runs. */
void log_source_free(struct log_source *s);
#endif
