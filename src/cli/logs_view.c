/* logs_view: a terminal, and the view on it. */
#include "cli/logs_view.h"

#include <unistd.h>

#include "app/logs_alone.h"
#include "base/i18n.h"
#include "cli/terminal.h"

static bool is_possible(const struct logs_request *r, struct err *e)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(e, ERR_USAGE, _("-i needs a terminal; without it a summary is printed"));
    if (r->options.n_commands)
        return err_set(e, ERR_USAGE, _("-i looks into files; write what the command prints to one"));
    return r->line->n_args || err_set(e, ERR_USAGE, _("-i wants the files to look into"));
}

bool logs_view(const struct logs_request *r, const struct settings *settings, struct err *e)
{
    struct logs_alone what = {(const char *const *)r->line->arg, (size_t)r->line->n_args, &r->options, command_option(r->line, "where")};
    struct term *term = is_possible(r, e) ? terminal_open(&settings->config, e) : NULL;
    if (!term)
        return false;
    bool ok = logs_alone_run(&what, term, e);
    terminal_close(term);
    return ok;
}
