/* styled: runs as text between two escape sequences of our own. */
#include "cli/styled.h"

#include <stdlib.h>
#include <unistd.h>

bool styled_is_wanted(void)
{
    const char *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && term && *term && !str_eq(term, "dumb");
}

static const char *sequence_for(unsigned style)
{
    if (style & (SPAN_STRONG | RUN_HEADING))
        return "\x1b[1m";
    if (style & RUN_QUIET)
        return "\x1b[2m";
    return style & SPAN_EMPHASIS ? "\x1b[4m" : NULL; /* italics are rare in terminals */
}

static void add_run(const struct text_run *run, struct str *out)
{
    const char *sequence = sequence_for(run->style);
    str_add(out, sequence ? sequence : "");
    str_add_n(out, run->text, run->n);
    str_add(out, sequence ? "\x1b[0m" : "");
}

void styled_add(const struct layout *layout, bool styled, struct str *out)
{
    if (!styled) {
        layout_text(layout, out);
        return;
    }
    for (size_t i = 0; i < layout->n_lines; i++) {
        for (size_t r = 0; r < layout->line[i].n_runs; r++)
            add_run(&layout->line[i].run[r], out);
        str_add_char(out, '\n');
    }
}
