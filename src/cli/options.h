/* options: reading argv against option tables. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct command;

struct option_row {
    char letter;       /* 'o', 0 for none */
    const char *name;  /* "out" */
    const char *value; /* "FILE"; NULL: a flag */
    const char *help;  /* one line, marked with N_ */
};

enum { OPTIONS_MOST = 48, VALUES_MOST = 64 };

struct command_line {
    const struct command *command;
    struct option_value {
        const char *name, *value; /* value "" for a flag */
    } given[VALUES_MOST];
    size_t n_given;
    char **arg; /* what is left, in order */
    int n_args;
};

extern const struct option_row options_everywhere[];

/* The value of an option: NULL when not given, "" for a given flag; the last one counts. */
const char *command_option(const struct command_line *line, const char *name);
/* The i-th value of an option that may be repeated, NULL past the last. */
const char *command_option_at(const struct command_line *line, const char *name, size_t i);

/* Adds what is given in argv[1..] to the line: the rows of `own` (may be NULL) and those everywhere. until_word: stops
 * at the first argument that is not an option. The rest is left in line->arg. */
bool options_parse(int argc, char **argv, const struct option_row *own, bool until_word, struct command_line *line,
                   struct err *e);
#endif
