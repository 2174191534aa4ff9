/* log_places: what a person names (files, directories, globs, "-") becomes a list of logs; a rotated set (access.log, access.log.1,
 * access.log.2.gz) is one of them. Sentences quote names as they are: whoever prints one cleans it (text/clean). */
#ifndef PROBE_LOG_PLACES_H
#define PROBE_LOG_PLACES_H
#include "base/err.h"
#include "probe/log_file.h"

/* Expands names to streams: globs, directories (every log in it, not deeper), and the rotated pieces of what was named
 * (`with_rotated`, unless a rotated piece itself was named). Pieces of one log are one stream in the order of their names, which
 * is that of time for all but the oddest rotation. A file that several names lead to is read once. Names of streams are
 * different from one another. False only when nothing at all can be read; *e says why, and so does `trouble`. */
bool log_places_find(struct log_places *p, const char *const *names, size_t n, bool with_rotated, struct err *e);
void log_places_release(struct log_places *p);
#endif
