/* finding: giving it back. */
#include "logs/finding.h"

void log_finding_release(struct log_finding *f)
{
    log_series_release(&f->series);
    arena_release(&f->arena);
    *f = (struct log_finding){0};
}
