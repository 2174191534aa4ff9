/* parse_pattern: a line's parts by the named groups of the first pattern that matches. */
#include "logs/format_own.h"

static void fill(const struct log_pattern *p, const struct regex_span *span, const char *line, struct log_parts *parts)
{
    for (size_t i = 0; i < p->n_groups; i++) {
        struct regex_span here = span[p->group[i].number];
        struct log_text *slot = &parts->slot[p->group[i].slot];
        if (here.start != REGEX_UNSET && here.end > here.start && !slot->n)
            *slot = (struct log_text){line + here.start, here.end - here.start};
    }
}

bool log_format_follows(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch)
{
    return f->n_follows && log_follows(f, line, n, scratch);
}

bool log_follows(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch)
{
    for (size_t i = 0; i < f->n_follows; i++)
        if (regex_groups(f->follows[i].re, line, n, scratch->work, NULL, 0) == REGEX_YES)
            return true;
    return false;
}

bool log_parse_pattern(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch,
                       struct log_parts *parts)
{
    struct regex_span span[REGEX_GROUPS];
    for (size_t i = 0; i < f->n_patterns; i++) {
        const struct log_pattern *p = &f->pattern[i];
        if (regex_groups(p->re, line, n, scratch->work, span, p->n_spans) != REGEX_YES)
            continue;
        fill(p, span, line, parts);
        return true;
    }
    return false;
}
