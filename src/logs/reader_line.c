/* reader_line: which record a line belongs to. Of a log with a format a line that fits begins one, any other goes on with the
 * one before it, unless it begins a trace of its own; of a log without, lines are told apart by what they are to a trace. */
#include <string.h>

#include "base/time.h"
#include "logs/reader_own.h"
#include "logs/shape.h"
#include "logs/trace.h"

enum { ALSO_MAX = 3 }; /* other formats that a line is tried with */

static bool starts(const char *s, size_t n, const char *prefix)
{
    size_t length = strlen(prefix);
    return n >= length && memcmp(s, prefix, length) == 0;
}

/* ---- lines that no format fits ---- */

static void begin_raw(struct log_reader *r, const struct line *line)
{
    struct held *h = r->next;
    h->r = (struct log_record){.at = TIME_NONE, .took = -1, .n_lines = 1, .offset = line->at, .raw = {line->s, line->n}};
    h->r.field[FIELD_MESSAGE] = h->r.raw;
    h->r.level = log_level_guess(line->s, line->n);
    h->is_raw = true;
    h->is_own = false;
    r->counts.unread += r->format && !log_group_is_head(line->s, line->n);
    reader_hold_next(r);
}

/* What else than frames and the like may go on with what is held. An exception behind a line that only tells is none of its
 * own: it would be hidden there. */
static unsigned may_take(const struct log_reader *r, const struct held *h)
{
    unsigned may = 0;
    if (!r->format)
        return 0;
    if (h->r.level != LEVEL_INFO)
        may |= GROUP_HEADS;
    if (!r->is_access && (!h->is_raw || h->group.state != GROUP_PLAIN))
        may |= GROUP_TEXT;
    return may;
}

static bool parse(struct log_reader *r, const struct log_format *f, const struct line *line)
{
    struct held *h = r->next;
    if (!log_format_parse(f, &r->clock, line->s, line->n, h->scratch, &h->r))
        return false;
    h->r.offset = line->at;
    h->r.n_lines = 1;
    h->is_raw = h->is_own = false;
    return true;
}

/* A log that several programs write to: a line that another format reads, with a time, is a record of its own. */
static bool parse_otherwise(struct log_reader *r, const struct line *line)
{
    const struct log_detection *d = &r->detection;
    for (size_t i = 0; i < d->n_also && i < ALSO_MAX; i++)
        if (d->also[i].fitted > 1 && parse(r, d->also[i].format, line) && r->next->r.at != TIME_NONE)
            return true;
    return false;
}

static void take_unfit(struct log_reader *r, const struct line *line)
{
    struct log_text text = {line->s, line->n};
    struct held *h = r->now && !r->now->r.status ? r->now : NULL; /* nothing goes on with a request */
    if (h) {
        held_begin_group(h);
        struct log_group before = h->group;
        if (log_group_takes(&h->group, 0, line->s, line->n)) {
            held_add(r, h, text, 1);
            return;
        }
        h->group = before;
    }
    if (r->format && parse_otherwise(r, line)) {
        reader_hold_next(r);
        return;
    }
    unsigned may = h ? may_take(r, h) : 0;
    if (may && log_group_takes(&h->group, may, line->s, line->n))
        held_add(r, h, text, 1);
    else
        begin_raw(r, line);
}

/* ---- lines that fit, and may go on with a record all the same: each line of a trace wrapped by itself ---- */

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

static bool goes_on_inside(struct log_reader *r, struct held *h, const struct log_record *next)
{
    struct log_text said = next->field[FIELD_MESSAGE];
    if (!said.n || !same_origin(&h->r, next))
        return false;
    held_begin_group(h);
    bool is_open = h->group.state != GROUP_PLAIN;
    if (next->level && next->level != h->r.level && !is_open)
        return false;
    if (!r->is_wrapper && mark_of(said) == MARK_NONE)
        return false;
    unsigned may = h->r.level >= LEVEL_WARNING ? GROUP_HEADS : 0;
    return log_group_takes(&h->group, may, said.s, said.n) || (r->is_wrapper && is_undated_behind_dated(h, next));
}

static bool is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(shape_of(s[i]) & CLASS_BLANK) || !s[i])
            return false;
    return true;
}

void reader_take_record(struct log_reader *r)
{
    const struct log_record *next = &r->next->r;
    struct log_text said = next->field[FIELD_MESSAGE];
    bool is_alone = !r->now || (!r->is_wrapper && !looks_inside_trace(said));
    if (is_alone)
        reader_hold_next(r);
    else if (r->is_wrapper && is_blank(said.s, said.n) && !next->status && !next->level)
        r->now->blanks++;
    else if (goes_on_inside(r, r->now, next))
        held_add(r, r->now, said, next->n_lines);
    else
        reader_hold_next(r);
}

/* ---- every line ---- */

/* Behind a tab, or a frame: no format's lines begin so, and most lines of a log of traces do. */
static bool is_surely_inside(const char *s, size_t n)
{
    if (s[0] == '\t')
        return true;
    size_t i = 0;
    while (i < n && s[i] == ' ')
        i++;
    return i > 1 && n - i > 3 && memcmp(s + i, "at ", 3) == 0;
}

void reader_take_line(struct log_reader *r, const struct line *line)
{
    if (is_blank(line->s, line->n)) {
        if (r->now)
            r->now->blanks++;
        return;
    }
    if (!r->format || (r->now && is_surely_inside(line->s, line->n)) || !parse(r, r->format, line)) {
        take_unfit(r, line);
        return;
    }
    const struct log_record *next = &r->next->r;
    bool is_piece = next->is_partial || r->piece[next->is_stderr].is_open;
    if (!is_piece || !reader_join(r, line))
        reader_take_record(r);
}
