/* signals: what the system says to the whole process, as flags that the loops look at. Handlers only set them and wake
 * the loop through a pipe. */
#ifndef APP_SIGNALS_H
#define APP_SIGNALS_H
#include <stdbool.h>

struct signals { /* read and cleared by signals_take */
    bool resized, interrupted, ended, hung_up, continued; /* hung_up: ended, too */
};

/* Installs the handlers (WINCH, INT, TERM, HUP, CONT) and ignores PIPE and XFSZ. Returns the descriptor to poll. */
int signals_open(void);
struct signals signals_take(void);
/* HUP or TERM came: what waits for a terminal that takes nothing need not wait any longer. */
bool signals_want_end(void);
#endif
