/* reader_inside: a line that fits and may go on with a record all the same: inside Docker, CRI, syslog and the journal, and now
 * and then in JSON, each line of a trace comes wrapped by itself. */
#include <string.h>

#include "logs/reader_own.h"
#include "logs/shape.h"
#include "logs/trace.h"

static bool starts(const char *s, size_t n, const char *prefix)
{
    size_t length = strlen(prefix);
    return n >= length && memcmp(s, prefix, length) == 0;
}

static bool looks_inside_trace(struct log_text said)
{
    return said.n && (shape_of(said.s[0]) & CLASS_BLANK || starts(said.s, said.n, "at ") || starts(said.s, said.n, "Caused by:"));
}

static enum trace_mark mark_of(struct log_text said)
{
    size_t i = 0;
    while (i < said.n && (said.s[i] == ' ' || said.s[i] == '\t'))
        i++;
    return trace_mark(said.s + i, said.n - i);
}

static bool same_text(struct log_text a, struct log_text b)
{
    return a.n == b.n && (!a.n || memcmp(a.s, b.s, a.n) == 0);
}

static bool same_origin(const struct log_record *a, const struct log_record *b)
{
    return a->is_stderr == b->is_stderr && !a->status && !b->status &&
           same_text(a->field[FIELD_HOST], b->field[FIELD_HOST]) && same_text(a->field[FIELD_SERVICE], b->field[FIELD_SERVICE]);
}

/* "2020-03-24 ...", "[2020/03/24 ...", "Mar 24 ...". */
static bool is_dated(struct log_text t)
{
    const char *s = t.s;
    size_t n = t.n;
    if (n && s[0] == '[')
        s++, n--;
    if (n > 10 && shape_digits(s, n) == 4 && (s[4] == '-' || s[4] == '/') && shape_digits(s + 5, 3) == 2 && s[7] == s[4])
        return shape_digits(s + 8, 3) == 2;
    return n > 6 && shape_is_month_or_day(s, 3) && s[3] == ' ' && (s[4] == ' ' || shape_digits(s + 4, 1));
}

/* Inside a wrapper, where lines begin with a date, those without go on: the same as outside of one. */
static bool is_undated_behind_dated(const struct held *h, const struct log_record *next)
{
    return h->r.field[FIELD_MESSAGE].n && is_dated(h->r.field[FIELD_MESSAGE]) && !is_dated(next->field[FIELD_MESSAGE]) &&
           !next->level;
}

/* What was said with the blanks before it, which some formats take off: frames are known by them. rsyslog writes a tab as
 * "#011". */
static struct log_text whole_text(struct log_reader *r, const struct log_record *next)
{
    static const char tab[] = "#011";
    struct log_text said = next->field[FIELD_MESSAGE], raw = next->raw;
    if (said.s > raw.s && said.s < raw.s + raw.n)
        while (said.s - raw.s >= 2 && shape_of(said.s[-1]) & shape_of(said.s[-2]) & CLASS_BLANK)
            said.s--, said.n++;
    if (!starts(said.s, said.n, tab))
        return said;
    str_clear(&r->said);
    for (; starts(said.s, said.n, tab); said.s += sizeof tab - 1, said.n -= sizeof tab - 1)
        str_add_char(&r->said, '\t');
    str_add_n(&r->said, said.s, said.n);
    return (struct log_text){r->said.s, r->said.n};
}

/* A level of its own says that it is a record of its own, unless what it is can be nothing else. */
static bool is_of_its_own(const struct held *h, const struct log_record *next, struct log_text said)
{
    bool is_expected = h->group.state == GROUP_PYTHON || h->group.state == GROUP_DUMP;
    return next->level && next->level != h->r.level && !is_expected && !looks_inside_trace(said) && mark_of(said) == MARK_NONE;
}

bool reader_goes_on_inside(struct log_reader *r, const struct log_record *next, struct log_text *said)
{
    struct held *h = r->now;
    if (!said->n || (!r->is_wrapper && !looks_inside_trace(*said)) || !same_origin(&h->r, next))
        return false;
    *said = r->is_wrapper ? whole_text(r, next) : *said;
    held_begin_group(h);
    if (is_of_its_own(h, next, *said) || (!r->is_wrapper && mark_of(*said) == MARK_NONE))
        return false;
    unsigned may = h->r.level >= LEVEL_WARNING ? GROUP_HEADS : 0;
    return log_group_takes(&h->group, may, said->s, said->n) || (r->is_wrapper && is_undated_behind_dated(h, next));
}
