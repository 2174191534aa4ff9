/* command: what `triage NAME ...` does. Each command is one const struct in its own file, plus one line in
 * commands.def; --help, the man page and the completions are made from these tables. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct option_row {
    char letter;       /* 'o', 0 for none */
    const char *name;  /* "out" */
    const char *value; /* "FILE"; NULL: a flag */
    const char *help;  /* one line, marked with N_ */
};

enum { OPTIONS_MOST = 24, VALUES_MOST = 64 };

struct command_line {
    const struct command *command;
    struct option_value {
        const char *name, *value; /* value "" for a flag */
    } given[VALUES_MOST];
    size_t n_given;
    char **arg; /* what is left, in order */
    int n_args;
};

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

/* The value of an option: NULL when not given, "" for a given flag; the last one counts. */
const char *command_option(const struct command_line *line, const char *name);
/* The i-th value of an option that may be repeated, NULL past the last. */
const char *command_option_at(const struct command_line *line, const char *name, size_t i);

extern const struct command *const commands[];
extern const size_t n_commands;
extern const struct option_row options_everywhere[];
const struct command *command_find(const char *name);

/* Reads argv into line. False: e says what is not understood and what is near. */
bool command_line_parse(int argc, char **argv, struct command_line *line, struct err *e);

/* Prints "triage: WHY", cleaned, to standard error; returns the exit status for it. */
int command_fail(const struct err *e);
#endif
