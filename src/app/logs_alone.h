/* logs_alone: the log view outside an incident: keys in, frames out, until q. Nothing is recorded. What comes through standard
 * input or from commands is kept in a file without a name, 4 GiB at most, and looked into while it comes. */
#ifndef APP_LOGS_ALONE_H
#define APP_LOGS_ALONE_H
#include "probe/log_scan.h"
#include "ui/term.h"

struct logs_alone {
    const char *const *name;             /* files, directories, globs, - */
    size_t n;
    const struct log_scan_options *scan; /* what counts, since when, formats; its tell is not used */
    const char *where;                   /* a condition that the records are shown by from the start, or NULL */
};

/* False, before anything is painted, when none of it can be read. The terminal is the caller's. */
bool logs_alone_run(const struct logs_alone *what, struct term *t, struct err *e);
#endif
