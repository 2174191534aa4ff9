/* files: whole files, read with a bound and written so that a crash leaves the old or the new one. Nothing is owned but
 * what is added to the caller's str. A message names the file and what to do. */
#ifndef STORE_FILES_H
#define STORE_FILES_H
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* Adds the whole regular file to out. A pipe, a device or a directory is refused without waiting for it. */
bool files_read(const char *path, size_t limit, struct str *out, struct err *e);
/* Adds at most its first n bytes. */
bool files_read_head(const char *path, size_t n, struct str *out, struct err *e);
/* The file is the old one or the new one, never half of it: written beside it, synced, renamed over it. What `path` was
 * a symlink to stays as it is. */
bool files_write(const char *path, const void *p, size_t n, unsigned mode, struct err *e);
/* Refuses with ERR_DENIED when something is there already. */
bool files_write_new(const char *path, const void *p, size_t n, unsigned mode, struct err *e);
/* Makes the directory and those above it; one that is there stays as it is. */
bool files_make_directory(const char *path, unsigned mode, struct err *e);
bool files_exist(const char *path); /* anything at all */
/* The caller's: the path without symlinks and dots, so that two names of one file are one; a file that is not there yet
 * lies in a directory that is. As given where that cannot be found out. */
char *files_resolve(const char *path);
/* The directory of a path: "/a/b" of "/a/b/c", "." of "c", "/" of "/c". The caller's. */
char *files_directory_of(const char *path);
#endif
