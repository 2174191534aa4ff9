/* import: a Markdown runbook in a file as the text of a flow. The Markdown is a stranger's: it is parsed in the sandbox. */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H
#include "base/err.h"
#include "base/str.h"
#include "runbook/runbook.h"

/* figures may be NULL. Where the Markdown cannot be parsed the flow shows it as written, and says why. */
bool import_file(const char *path, struct str *yaml, struct runbook_figures *figures, struct err *e);
#endif
