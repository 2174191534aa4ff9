/* log_denied: why a log cannot be read, for whoever has to ask for it. */
#ifndef PROBE_LOG_DENIED_H
#define PROBE_LOG_DENIED_H
#include <stdbool.h>

#include "base/str.h"
#include "logs/sniff.h"

/* After open, stat or opendir refused `path` with `why` (errno). Adds "access.log cannot be read on web-3: root adm, mode 0640;
 * ann is not in group adm"; where a directory above is in the way, that one is named. `shown` is the name to call it by. */
void log_denied_add(const char *path, const char *shown, int why, struct str *out);

/* Is it nothing that triage reads itself? Then this adds how it is read all the same: "x.log.xz cannot be read as it is; try:
 * xz -dc /var/log/x.log.xz | triage logs -"; `path` is quoted for a shell. */
bool log_is_unfit(enum log_content content);
void log_unfit_add(const char *path, const char *shown, enum log_content content, struct str *out);
#endif
