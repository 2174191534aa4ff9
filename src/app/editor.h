/* editor: a text in the operator's own editor. */
#ifndef APP_EDITOR_H
#define APP_EDITOR_H
#include "base/err.h"

/* Opens $VISUAL, $EDITOR or vi on the text, in a private file that is removed afterwards; the terminal is the editor's
 * meanwhile. Returns what was left in it, the caller's; NULL where that failed or the editor said so. */
char *editor_run(const char *text, struct err *e);
#endif
