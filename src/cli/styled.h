/* styled: laid out text for standard output, bold and dim where that is a terminal that knows how. */
#ifndef CLI_STYLED_H
#define CLI_STYLED_H
#include "kb/layout.h"

bool styled_is_wanted(void); /* standard output is a terminal, and TERM is not dumb */
void styled_add(const struct layout *layout, bool styled, struct str *out);
#endif
