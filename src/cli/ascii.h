/* ascii: may what is printed hold more than ASCII? */
#ifndef CLI_ASCII_H
#define CLI_ASCII_H
#include "store/config.h"

/* Asked for, or the locale has no UTF-8. */
bool ascii_is_wanted(const struct config *config);
#endif
