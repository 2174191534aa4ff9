/* print: a flow as a page for the wall. */
#include <stdio.h>

#include "app/flows.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/settings.h"
#include "draw/print.h"
#include "probe/sandbox_markdown.h"

static bool print(const struct flow *flow, const struct print_format *format)
{
    struct card card;
    struct str out = {0};
    card_build(&card, flow, sandbox_markdown_all);
    format->write(&card, &out);
    fwrite(out.s, 1, out.n, stdout);
    str_release(&out);
    card_release(&card);
    return true;
}

static bool print_flow(struct library *l, const struct command_line *line, struct err *e)
{
    const char *name = command_option(line, "format");
    const struct print_format *format = print_find_format(name ? name : print_formats[0]->name);
    struct err mistake = {0};
    if (!format)
        return err_set(e, ERR_USAGE, _("'%s' is no format to print in; md and html are."), name);
    struct flow_text *text = flows_load(l, line->arg[0], &mistake, e);
    if (text && mistake.code)
        command_fail(&mistake);
    return text && print(text->flow, format);
}

static int run(const struct command_line *line)
{
    struct settings settings;
    struct library l = {0};
    struct err e = {0};
    bool ok = settings_load(&settings, line, &e);
    if (ok)
        flows_open(&l, &settings.config, &settings.paths);
    ok = ok && print_flow(&l, line, &e);
    library_release(&l);
    settings_release(&settings);
    return ok ? 0 : command_fail(&e);
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
