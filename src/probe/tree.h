/* tree: every file below a directory, once, without following links, on one file system, and no more than so many. */
#ifndef PROBE_TREE_H
#define PROBE_TREE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct tree_walk {
    size_t left;      /* entries that may still be looked at; shared by many walks */
    int64_t ends;     /* of tool_clock: no directory is opened after it; 0: no end */
    bool is_late;     /* it came to that */
    size_t n_refused; /* directories that may not be read */
    void (*see)(void *to, const char *path, const struct stat *st); /* files, links, devices; not directories */
    void *to;
};

/* `top` may be a file itself. Names ".git", ".svn" are passed over. False: there is nothing of that name, or `left` ran out
 * (then it is 0), or it was late. */
bool tree_walk(struct tree_walk *w, const char *top);
#endif
