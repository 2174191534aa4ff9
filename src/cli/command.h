/* command: what `triage NAME ...` does. Each command is one const struct in its own file, plus one line in
 * commands.def; --help, the man page and the completions are made from these tables. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "cli/options.h"

struct command {
    const char *name;
    const char *args;                /* "INCIDENT [FILE]", for usage */
    const char *summary;             /* one line, marked with N_ */
    const char *details;             /* paragraphs for --help and the man page, marked with N_; may be NULL */
    const struct option_row *option; /* ended by a row of zeroes; may be NULL */
    int min_args, max_args;          /* max -1: any number */
    const char *words;               /* first arguments to complete, "search show list check"; may be NULL */
    int (*run)(const struct command_line *line);
};

extern const struct command *const commands[];
extern const size_t n_commands;
const struct command *command_find(const char *name);

/* Reads argv into line. False: e says what is not understood and what is near. */
bool command_line_parse(int argc, char **argv, struct command_line *line, struct err *e);

/* Prints "triage: WHY", cleaned, to standard error; returns the exit status for it. */
int command_fail(const struct err *e);
#endif
