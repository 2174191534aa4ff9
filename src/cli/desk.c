/* desk: screens or lines. */
#include "cli/desk.h"

#include <stdlib.h>
#include <unistd.h>

#include "app/lines.h"
#include "app/screen.h"
#include "cli/terminal.h"

bool desk_open(struct desk *d, const struct command_line *line, struct err *e)
{
    *d = (struct desk){0};
    return settings_load(&d->settings, line, e) && session_open(&d->session, &d->settings.config, &d->settings.paths, e);
}

void desk_close(struct desk *d)
{
    if (d->session.config)
        session_close(&d->session);
    settings_release(&d->settings);
}

static bool wants_lines(const struct desk *d)
{
    return config_flag(&d->settings.config, CONFIG_PLAIN) || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO);
}

int desk_work(struct desk *d)
{
    struct err e = {0};
    struct term *term = wants_lines(d) ? NULL : terminal_open(&d->settings.config, STDIN_FILENO, &e);
    if (!term)
        return lines_run(&d->session, &e) ? 0 : command_fail(&e);
    int status = screen_run(&d->session, term);
    terminal_close(term);
    return status;
}

int desk_end(struct desk *d, bool ok, const struct err *e)
{
    desk_close(d);
    return ok ? 0 : command_fail(e);
}
