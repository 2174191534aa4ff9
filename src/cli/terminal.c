/* terminal: options from the configuration; last words that put it back. */
#include "cli/terminal.h"

#include "base/mem.h"

static void last_words(const char *why)
{
    (void)why;
    term_restore_now();
}

struct term *terminal_open(const struct config *config, int keys, struct err *e)
{
    struct term_options options = {
        .want_ascii = config_flag(config, CONFIG_ASCII),
        .no_colour = str_eq(config_text(config, CONFIG_THEME), "mono"),
        .keys = keys,
        .mouse = config_flag(config, CONFIG_MOUSE),
    };
    struct term *term = term_open(&options, e);
    if (term)
        mem_set_last_words(last_words);
    return term;
}

void terminal_close(struct term *term)
{
    term_close(term);
    mem_set_last_words(NULL);
}
