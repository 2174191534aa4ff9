/* mark: the line that binds a file to the chain of events. */
#include "report/mark.h"

#include <string.h>

#include "report/model.h"

static const char word[] = "triage-record 1 ";
enum { ID_DIGITS = 32, HEAD_DIGITS = 64, SEQ_DIGITS = 18 };

void report_add_mark(const struct report *r, struct str *out)
{
    if (r->head[0])
        str_addf(out, "%s%s %lld %s", word, r->id, (long long)r->seq, r->head);
}

static bool take_hex(const char **s, const char *end, size_t n, char *to)
{
    if ((size_t)(end - *s) < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!strchr("0123456789abcdef", (*s)[i]) || !(*s)[i])
            return false;
    memcpy(to, *s, n);
    to[n] = '\0';
    *s += n;
    return true;
}

static bool take_number(const char **s, const char *end, int64_t *to)
{
    int64_t n = 0;
    int digits = 0;
    for (; *s < end && **s >= '0' && **s <= '9' && digits < SEQ_DIGITS; digits++)
        n = n * 10 + (*(*s)++ - '0');
    *to = n;
    return n > 0;
}

static bool take_space(const char **s, const char *end)
{
    return *s < end && *(*s)++ == ' ';
}

static bool read_mark(const char *s, const char *end, struct report_mark *mark)
{
    struct report_mark m = {0};
    bool is_mark = take_hex(&s, end, ID_DIGITS, m.incident) && take_space(&s, end) && take_number(&s, end, &m.seq) &&
                   take_space(&s, end) && take_hex(&s, end, HEAD_DIGITS, m.head);
    if (is_mark)
        *mark = m;
    return is_mark;
}

/* The last one: what a stranger wrote stands before the record, never after it. */
bool report_find_mark(const char *text, size_t n, struct report_mark *mark)
{
    const size_t length = sizeof word - 1;
    for (size_t i = n; i-- > 0;)
        if (n - i >= length && memcmp(text + i, word, length) == 0 && read_mark(text + i + length, text + n, mark))
            return true;
    return false;
}
