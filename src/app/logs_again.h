/* logs_again: looks at logs in a process apart, for who looks into them alone. Of files one look is all. What comes through a
 * pipe (standard input, a command) can be read only once, so what of it was kept is looked at, and again when it is half as
 * much more, has ended, or has grown since and ten times as long has passed as a look takes: what is said of an endless stream
 * is never far behind it, and costs a tenth of a processor. */
#ifndef APP_LOGS_AGAIN_H
#define APP_LOGS_AGAIN_H
#include "app/logs.h"
#include "probe/log_apart.h"

struct logs_again {
    const struct log_stock *stock;
    struct log_scan_options scan;
    struct log_apart *shown, *next; /* the newest with a finding, and one that has none yet; or NULL */
    uint64_t seen;                  /* bytes of the stock, when it was looked at last */
    int64_t began, took;            /* us, of that look; took 0: it has not ended */
    bool has_streams, was_at_end;
};

/* Borrows; scan->tell is not used. */
void logs_again_start(struct logs_again *a, const struct log_stock *stock, const char *const *names, size_t n,
                      const struct log_scan_options *scan);
/* Takes in what was found, and begins the next look where it is time; true when there is another finding. */
bool logs_again_step(struct logs_again *a);
const struct log_finding *logs_again_finding(const struct logs_again *a); /* NULL: none yet */
int logs_again_fd(const struct logs_again *a); /* to poll, -1 */
void logs_again_release(struct logs_again *a);
#endif
