/* options: reading argv against option tables. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H
#include "cli/command.h"

/* Adds what is given in argv[1..] to the line: the rows of `own` (may be NULL) and those everywhere. until_word: stops
 * at the first argument that is not an option. The rest is left in line->arg. */
bool options_parse(int argc, char **argv, const struct option_row *own, bool until_word, struct command_line *line,
                   struct err *e);
#endif
