/* change_gather: one list of changes from everything this machine can be asked about. Waits, at most about its limit: for a
 * process of its own (triage changes). Only reads. A source that is not there, refuses or takes too long goes into `missing`
 * with a word; what the others say is there. */
#ifndef PROBE_CHANGE_GATHER_H
#define PROBE_CHANGE_GATHER_H
#include "probe/change_options.h"

/* False only where the window is none. The list is initialised in any case. */
bool change_gather(const struct change_options *options, struct change_list *list, struct err *e);
#endif
