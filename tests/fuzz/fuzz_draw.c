/* fuzz_draw: whatever a flow holds, it is drawn and printed, and nothing reaches a drawing that is not text: no control
 * character, no broken UTF-8, and in the sources of drawings no quote that was not ours. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "draw/graph.h"
#include "draw/print.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void want(bool is_so)
{
    if (!is_so)
        abort();
}

static void want_text(const struct str *out)
{
    want(utf8_valid(str_get(out), out->n));
    for (size_t i = 0; i < out->n; i++)
        want((unsigned char)out->s[i] >= ' ' || out->s[i] == '\n');
}

/* Text that is quoted ends in the line where it began. */
static void want_quotes(const struct str *out, bool has_backslashes)
{
    bool is_quoted = false;
    for (const char *s = str_get(out); *s; s++) {
        if (is_quoted && has_backslashes && *s == '\\')
            s++;
        else if (*s == '"')
            is_quoted = !is_quoted;
        want(!is_quoted || *s != '\n');
    }
    want(!is_quoted);
}

static void want_narrow(const struct str *out, size_t width)
{
    for (const char *line = str_get(out); *line; line += strcspn(line, "\n") + 1)
        want(utf8_columns(line, strcspn(line, "\n")) <= width);
}

static void draw(const struct flow *f)
{
    struct chart c;
    chart_build(&c, f);
    for (const struct graph_format *const *format = graph_formats; *format; format++) {
        struct str out = {0};
        struct graph_options options = {GRAPH_NARROWEST + f->n_steps % 60, f->n_steps % 2};
        (*format)->write(&c, &options, &out);
        want_text(&out);
        if (*format == &graph_text)
            want_narrow(&out, options.width);
        else
            want_quotes(&out, *format == &graph_dot);
        str_release(&out);
    }
    chart_release(&c);
}

static void print(const struct flow *f)
{
    struct card card;
    card_build(&card, f, markdown_read_all);
    for (const struct print_format *const *format = print_formats; *format; format++) {
        struct str out = {0};
        (*format)->write(&card, &out);
        want_text(&out);
        want(*format != &print_html || !strstr(out.s, "<script"));
        str_release(&out);
    }
    card_release(&card);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct problems ps = {0};
    struct flow *f = flow_load((const char *)bytes, n, "x.yaml", &ps);
    if (f) {
        draw(f);
        print(f);
    }
    flow_free(f);
    problems_release(&ps);
    return 0;
}
