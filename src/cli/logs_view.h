/* logs_view: `triage logs FILE... -i`: the log view alone, on the terminal that is there. */
#ifndef CLI_LOGS_VIEW_H
#define CLI_LOGS_VIEW_H
#include "cli/logs_request.h"
#include "cli/settings.h"

bool logs_view(const struct logs_request *r, const struct settings *settings, struct err *e);
#endif
