/* print: a flow as a page for the wall. */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/flow_command.h"
#include "draw/print.h"
#include "probe/sandbox_markdown.h"

static bool print(const struct flow *flow, const struct command_line *line, const struct config *config, struct err *e)
{
    const char *name = command_option(line, "format");
    const struct print_format *format = print_find_format(name ? name : print_formats[0]->name);
    struct card card;
    struct str out = {0};
    (void)config;
    if (!format)
        return err_set(e, ERR_USAGE, _("'%s' is no format to print in; md and html are."), name);
    card_build(&card, flow, sandbox_markdown_all);
    format->write(&card, &out);
    fwrite(out.s, 1, out.n, stdout);
    str_release(&out);
    card_release(&card);
    return true;
}

static int run(const struct command_line *line)
{
    return flow_command_run(line, print);
}

static const struct option_row options[] = {
    {'f', "format", "md|html", N_("Markdown (the default), or one HTML file that prints well on A4")},
    {0, NULL, NULL, NULL},
};

const struct command command_print = {
    .name = "print",
    .args = "FLOW",
    .summary = N_("print a flow as a quick-reference page for the wall"),
    .details = N_("The page is followed without triage: steps by number, the commands to look with, and below each condition what "
                  "follows from it. Fixes stand in the order in which they are worth trying while nothing is known."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
