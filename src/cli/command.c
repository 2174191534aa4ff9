/* command: finding the one that was asked for. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "cli/options.h"
#include "text/clean.h"

#define COMMAND(name) extern const struct command command_##name;
#include "cli/commands.def"
#undef COMMAND

const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "cli/commands.def"
#undef COMMAND
};
extern const struct command command_record_end; /* found by its name, and listed nowhere */
const size_t n_commands = sizeof commands / sizeof *commands;

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < n_commands; i++)
        if (str_eq(commands[i]->name, name))
            return commands[i];
    return str_eq(command_record_end.name, name) ? &command_record_end : NULL;
}

static bool refuse_name(const char *typed, struct err *e)
{
    const char *best = NULL;
    unsigned least = 3;
    for (size_t i = 0; i < n_commands; i++)
        if (str_distance(typed, commands[i]->name) < least)
            least = str_distance(typed, commands[i]->name), best = commands[i]->name;
    if (best && !str_eq(typed, "help"))
        return err_set(e, ERR_USAGE, _("there is no command '%s'; did you mean '%s'?"), typed, best);
    return err_set(e, ERR_USAGE, _("there is no command '%s'; triage --help lists them"), typed);
}

static bool check_count(const struct command_line *line, struct err *e)
{
    const struct command *c = line->command;
    if (command_option(line, "help") || command_option(line, "version"))
        return true;
    if (line->n_args < c->min_args)
        return err_set(e, ERR_USAGE, _("something is missing; usage: triage %s %s"), c->name, c->args);
    if (c->max_args >= 0 && line->n_args > c->max_args)
        return err_set(e, ERR_USAGE, _("'%s' is one argument too many; usage: triage %s %s"), line->arg[c->max_args],
                       c->name, c->args);
    return true;
}

/* Without a name it is home, the first of the table. */
bool command_line_parse(int argc, char **argv, struct command_line *line, struct err *e)
{
    *line = (struct command_line){.command = commands[0]};
    if (!options_parse(argc, argv, commands[0]->option, true, line, e))
        return false;
    if (line->n_args == 0)
        return true;
    line->command = command_find(line->arg[0]);
    if (!line->command)
        return refuse_name(line->arg[0], e);
    return options_parse(line->n_args, line->arg, line->command->option, false, line, e) && check_count(line, e);
}

int command_fail(const struct err *e)
{
    char *clean = clean_text(e->text, strlen(e->text));
    fflush(stdout); /* what was printed comes first, in a pipe too */
    fprintf(stderr, "triage: %s\n", clean);
    mem_free(clean);
    return err_exit_status(e);
}
