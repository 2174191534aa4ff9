/* settings: what the command line says about every command, on top of what is configured. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H
#include "cli/command.h"
#include "store/config.h"

struct settings {
    struct paths paths;
    struct config config;
};

bool settings_load(struct settings *s, const struct command_line *line, struct err *e);
void settings_release(struct settings *s);
#endif
