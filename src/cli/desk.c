/* desk: screens or lines. */
#include "cli/desk.h"

#include <stdlib.h>
#include <unistd.h>

#include "app/lines.h"
#include "app/screen.h"
#include "base/mem.h"
#include "ui/term.h"

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

static void last_words(const char *why)
{
    (void)why;
    term_restore_now();
}

static bool wants_lines(const struct desk *d)
{
    return config_flag(&d->settings.config, CONFIG_PLAIN) || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO);
}

int desk_work(struct desk *d)
{
    struct term_options options = {
        .want_ascii = config_flag(&d->settings.config, CONFIG_ASCII),
        .no_colour = str_eq(config_text(&d->settings.config, CONFIG_THEME), "mono"),
        .mouse = config_flag(&d->settings.config, CONFIG_MOUSE),
    };
    struct err e = {0};
    struct term *term = wants_lines(d) ? NULL : term_open(&options, &e);
    if (!term)
        return lines_run(&d->session, &e) ? 0 : command_fail(&e);
    mem_set_last_words(last_words);
    int status = screen_run(&d->session, term);
    term_close(term);
    mem_set_last_words(NULL);
    return status;
}

int desk_end(struct desk *d, bool ok, const struct err *e)
{
    desk_close(d);
    return ok ? 0 : command_fail(e);
}
