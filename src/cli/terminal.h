/* terminal: the operator's terminal, opened as it is configured, and put back whatever happens. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H
#include "store/config.h"
#include "ui/term.h"

/* Keys come from that descriptor (0: standard input). NULL with *e: it cannot show screens. */
struct term *terminal_open(const struct config *config, int keys, struct err *e);
void terminal_close(struct term *term);
#endif
