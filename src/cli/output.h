/* output: text for people on standard output. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H
#include <stddef.h>

/* The columns to wrap to: $COLUMNS, else the terminal's, else 80. */
size_t output_width(void);
#endif
