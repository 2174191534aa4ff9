/* log_scan: reads logs from beginning to end (or the window asked for) and looks: the engine behind `triage logs` and the logs
 * probe. Chooses the quick way or the full one, corrects clocks, tells its progress. One log after the other: a look does not ask
 * in which order records of several logs come. */
#ifndef PROBE_LOG_SCAN_H
#define PROBE_LOG_SCAN_H
#include "probe/log_scan_options.h"

/* Logs that can be read only once (pipes, commands) are read last and side by side. A window (since, until) of a sorted file is found
 * by bisection, pieces of a rotated set that lie outside of it are left out; what turns out not to be sorted is read whole, and
 * that is said. Where out->source[i] had a trouble it is there, everything else in out->said. False only when nothing could be
 * read at all: *out is then empty. */
bool log_scan(const char *const *names, size_t n, const struct log_scan_options *options, struct log_finding *out, struct err *e);
#endif
