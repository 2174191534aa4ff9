/* reader_line: which record a line belongs to. Of a log with a format a line that fits begins one, any other goes on with the
 * one before it, unless it begins a trace of its own; of a log without, lines are told apart by what they are to a trace. */
#include <string.h>

#include "base/time.h"
#include "logs/reader_own.h"
#include "logs/shape.h"

enum { ALSO_MAX = 3 }; /* other formats that a line is tried with */

/* ---- lines that no format fits ---- */

static void set_raw(struct held *h, const struct line *line)
{
    h->r = (struct log_record){.at = TIME_NONE, .took = -1, .n_lines = 1, .offset = line->at, .raw = {line->s, line->n}};
    h->r.field[FIELD_MESSAGE] = h->r.raw;
    h->is_raw = true;
    h->is_own = false;
}

static void begin_raw(struct log_reader *r, const struct line *line)
{
    set_raw(r->next, line);
    r->next->r.level = log_level_guess(line->s, line->n);
    r->counts.unread += r->format && !log_group_is_head(line->s, line->n);
    reader_hold_next(r);
}

/* What else than frames and the like may go on with what is held. A traceback behind a line that only tells is none of its
 * own: whoever prints one does so to standard error, in between. A type behind it was logged with it, and the level that the
 * program gave it says how bad it is. */
static unsigned may_take(const struct log_reader *r, const struct held *h)
{
    unsigned may = 0;
    if (!r->format)
        return 0;
    may |= h->r.level != LEVEL_INFO ? GROUP_HEADS : h->is_raw ? 0 : GROUP_TYPES;
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

/* A line that begins as the format's do, and goes on as it likes: it is a record of its own. */
static bool begin_by_glance(struct log_reader *r, const struct line *line)
{
    int64_t at;
    enum log_level level;
    if (!r->is_glanced || !log_format_glance(r->format, &r->clock, line->s, line->n, r->next->scratch, &at, &level))
        return false;
    if (!parse_otherwise(r, line))
        set_raw(r->next, line);
    r->next->r.at = at;
    r->next->r.level = level;
    r->next->is_raw = false;
    reader_hold_next(r);
    return true;
}

/* "SEVERE: no coupon" behind "Mar 01, 2026 3:01:12 AM shop.Cart total", as Java's own logger writes it: one record, and how bad
 * it is stands in its second line. */
static bool ends_head(struct log_reader *r, const struct line *line)
{
    struct held *h = r->now;
    size_t n = 0;
    if (!r->format || !h || h->is_raw || h->r.field[FIELD_MESSAGE].n || h->r.level || h->r.status || h->rest.n)
        return false;
    while (n < line->n && (shape_of(line->s[n]) & CLASS_UPPER))
        n++;
    enum log_level level = n && n + 1 < line->n && line->s[n] == ':' ? log_level_parse(line->s, n) : LEVEL_UNSAID;
    if (!level || !log_format_follows(r->format, line->s, line->n, r->next->scratch))
        return false;
    h->r.level = level;
    h->is_headed = true;
    held_add(r, h, (struct log_text){line->s + n + 2, line->n - n - 2}, 1);
    return true;
}

static void take_unfit(struct log_reader *r, const struct line *line)
{
    if (ends_head(r, line))
        return;
    if (begin_by_glance(r, line))
        return;
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
    if (r->now && r->is_wrapper && is_blank(said.s, said.n) && !next->status)
        r->now->blanks++;
    else if (r->now && !r->is_glanced && reader_goes_on_inside(r, next, &said))
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
