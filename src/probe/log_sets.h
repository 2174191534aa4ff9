/* log_sets: which of the files that were found are pieces of one log. */
#ifndef PROBE_LOG_SETS_H
#define PROBE_LOG_SETS_H
#include "logs/rotation.h"
#include "probe/log_file.h"

struct log_found {
    struct log_file file;
    const char *directory; /* with its slash; "" where none was named */
    struct rotation rotation;
};

/* Sorts them and adds them to the list as streams, in the order of their directories and names. */
void log_sets_make(struct log_found *found, size_t n, struct log_places *p);
const char *log_name_in(const char *path); /* without its directory */
#endif
