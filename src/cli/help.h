/* help: what is said of the commands, from their tables: --help, and the documents that ship. */
#ifndef CLI_HELP_H
#define CLI_HELP_H
#include <stdio.h>

#include "cli/command.h"

void help_print_all(FILE *out);
void help_print_command(const struct command *c, FILE *out);
#endif
