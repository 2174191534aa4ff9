/* log_apart: a look at logs in a process of its own, so that nobody waits for it: it prints what it has found so far, a line
 * of JSON at a time, and ends with us. Owns its findings. */
#ifndef PROBE_LOG_APART_H
#define PROBE_LOG_APART_H
#include "probe/log_scan.h"

struct log_apart;
/* The quick way first, and where that left something out and the full one is asked for, that one as well. options->tell is
 * ours. NULL with *e: no process can be made. */
struct log_apart *log_apart_start(const char *const *names, size_t n, const struct log_scan_options *options, struct err *e);
/* The same with logs that are open already and have no name of their own: each a plain file, in the finding under that name. */
struct log_apart_kept {
    int fd;
    const char *name;
};
struct log_apart *log_apart_start_kept(const char *const *names, size_t n, const struct log_apart_kept *kept, size_t n_kept,
                                       const struct log_scan_options *options, struct err *e);
int log_apart_fd(const struct log_apart *a); /* to poll; -1 once it has ended */
/* Takes in what has come; true when there is another finding. */
bool log_apart_step(struct log_apart *a);
/* The newest; NULL: none yet. Holds until the next step. */
const struct log_finding *log_apart_finding(const struct log_apart *a);
void log_apart_free(struct log_apart *a); /* ends it; NULL is fine */
#endif
