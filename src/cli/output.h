/* output: text for people on standard output. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H
#include <stddef.h>

/* The columns to wrap to: $COLUMNS, else the terminal's, else 80. */
size_t output_width(void);
/* A label, and spaces to fill as many columns as it has been given, and one more. */
void output_label(const char *label, int columns);
#endif
