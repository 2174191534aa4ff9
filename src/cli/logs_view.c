/* logs_view: a terminal, and the view on it. */
#include "cli/logs_view.h"

#include <fcntl.h>
#include <unistd.h>

#include "app/logs_alone.h"
#include "base/i18n.h"
#include "cli/terminal.h"

/* Keys come from standard input, or, where a log comes through that, from the terminal itself. -1 with *e: there is none. */
static int open_keys(struct err *e)
{
    int keys = isatty(STDIN_FILENO) ? STDIN_FILENO : open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (keys >= 0 && isatty(STDOUT_FILENO))
        return keys;
    if (keys > STDIN_FILENO)
        close(keys);
    err_set(e, ERR_USAGE, _("-i needs a terminal; without it a summary is printed"));
    return -1;
}

static bool run(const struct logs_alone *what, const struct settings *settings, int keys, struct err *e)
{
    struct term *term = terminal_open(&settings->config, keys, e);
    if (!term)
        return false;
    bool ok = logs_alone_run(what, term, e);
    terminal_close(term);
    return ok;
}

bool logs_view(const struct logs_request *r, const struct settings *settings, struct err *e)
{
    static const char *const piped[] = {"-"};
    struct logs_alone what = {(const char *const *)r->line->arg, (size_t)r->line->n_args, &r->options, command_option(r->line, "where")};
    bool is_named = what.n || r->options.n_commands;
    int keys = open_keys(e);
    if (keys < 0)
        return false;
    if (!is_named && keys == STDIN_FILENO)
        return err_set(e, ERR_USAGE, _("-i wants the logs to look into: files, - for standard input, or --command"));
    if (!is_named) { /* as without -i: what is piped in */
        what.name = piped;
        what.n = 1;
    }
    bool ok = run(&what, settings, keys, e);
    if (keys > STDIN_FILENO)
        close(keys);
    return ok;
}
