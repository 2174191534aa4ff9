/* finding_page: lines, and the chart. */
#include "logs/finding_page.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "logs/finding_say.h"

enum { MARGIN = 2, LABEL = 12, CHART_MOST = 160 };

/* ---- lines ---- */

void page_line(const struct page *p, const struct str *line)
{
    static const char *const dot = "\xc2\xb7"; /* the one sign outside of ASCII in our own sentences */
    const char *s = str_get(line);
    size_t n = utf8_fit(s, line->n, p->columns - 1);
    bool is_cut = n < line->n;
    n = is_cut ? utf8_fit(s, line->n, p->columns - 4) : n;
    while (n > 0 && s[n - 1] == ' ')
        n--;
    for (size_t i = 0; i < n; i++)
        if (!p->o->has_unicode && n - i >= 2 && memcmp(s + i, dot, 2) == 0) {
            str_add_char(p->out, '-');
            i++;
        } else {
            str_add_char(p->out, s[i]);
        }
    str_add_char(p->out, '\n');
}

static void pad(struct str *line, size_t to)
{
    size_t n = utf8_columns(str_get(line), line->n);
    str_add_repeat(line, ' ', n < to ? to - n : 0);
}

void page_begin(struct str *line, const char *label)
{
    str_clear(line);
    str_add_repeat(line, ' ', MARGIN);
    str_add(line, label);
    pad(line, MARGIN + LABEL - 1);
    str_add_char(line, ' ');
}

void page_labelled(const struct page *p, const char *label, const char *text)
{
    struct str line = {0};
    page_begin(&line, label);
    str_add(&line, text);
    page_line(p, &line);
    str_release(&line);
}

void page_row(const struct page *p, const char *lead, const char *text, const char *number)
{
    struct str line = {0};
    size_t edge = p->columns - MARGIN, wide = utf8_columns(number, strlen(number));
    str_add_repeat(&line, ' ', PAGE_INDENT);
    str_add(&line, lead);
    size_t used = utf8_columns(str_get(&line), line.n), room = edge > used + wide + 2 ? edge - used - wide - 2 : 1;
    str_add_n(&line, text, utf8_fit(text, strlen(text), room));
    pad(&line, edge - wide);
    str_add(&line, number);
    page_line(p, &line);
    str_release(&line);
}

void page_wrapped(const struct page *p, const char *label, const char *text)
{
    struct str line = {0};
    size_t edge = p->columns - MARGIN;
    page_begin(&line, label);
    size_t indent = utf8_columns(str_get(&line), line.n);
    for (const char *s = text; *s;) {
        size_t word = strcspn(s, " "), used = utf8_columns(str_get(&line), line.n);
        if (used > indent && used + utf8_columns(s, word) > edge) {
            page_line(p, &line);
            page_begin(&line, "");
            str_add_repeat(&line, ' ', indent - utf8_columns(str_get(&line), line.n));
        }
        str_add_n(&line, s, word);
        str_add_char(&line, ' ');
        s += word + strspn(s + word, " ");
    }
    page_line(p, &line);
    str_release(&line);
}

void page_blank(const struct page *p)
{
    str_add_char(p->out, '\n');
}

void page_right(struct str *line, const char *text, size_t columns)
{
    size_t n = utf8_columns(text, strlen(text));
    str_add_repeat(line, ' ', n < columns ? columns - n : 1);
    str_add(line, text);
}

/* ---- the chart ---- */

static void add_bars(const struct page *p, const struct log_bucket *column, size_t n, struct str *line)
{
    static const char *const tall[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char ascii[] = "_.:=+*%#";
    uint32_t most = 1;
    for (size_t i = 0; i < n; i++)
        most = column[i].errors > most ? column[i].errors : most;
    for (size_t i = 0; i < n; i++) {
        size_t height = (size_t)((double)column[i].errors / most * 7 + 0.5);
        if (p->o->has_unicode)
            str_add(line, tall[height]);
        else
            str_add_char(line, ascii[height]);
    }
}

/* The moment stands to the right of its mark, or to the left where there is no room. */
static void add_onset(const struct page *p, struct str *line, size_t mark, const char *from, const char *at)
{
    size_t left = MARGIN + LABEL, n = strlen(at);
    bool is_right = mark + 2 + n < p->columns, is_left = !is_right && mark >= left + n + 1;
    size_t begin = is_left ? mark - n - 1 : mark;
    if (begin > left + strlen(from))
        str_add(line, from);
    pad(line, begin);
    str_addf(line, is_left ? "%s ^" : is_right ? "^ %s" : "^", at);
}

/* Begin, onset and end under the bars, as far as they leave each other room. */
static void add_marks(const struct page *p, size_t wide, struct str *line)
{
    const struct log_finding *f = p->f;
    char from[TIME_TEXT], to[TIME_TEXT], at[TIME_TEXT];
    size_t left = MARGIN + LABEL;
    time_format_minute(f->from, p->o->now, p->o->zone, from);
    time_format_minute(f->to, p->o->now, p->o->zone, to);
    if (f->onset.is_found) {
        time_format_clock(f->onset.at, p->o->now, p->o->zone, at);
        double share = (double)(f->onset.at - f->from) / (double)(f->to - f->from);
        size_t mark = left + (size_t)(share < 0 ? 0 : share > 1 ? (double)wide : share * (double)wide);
        add_onset(p, line, mark, from, at);
    } else {
        str_add(line, from);
    }
    if (utf8_columns(str_get(line), line->n) + 2 + strlen(to) <= left + wide) {
        pad(line, left + wide - strlen(to));
        str_add(line, to);
    }
}

static double most_a_minute(const struct page *p, const struct log_bucket *column, size_t n)
{
    uint32_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = column[i].errors > most ? column[i].errors : most;
    double length = (double)(p->f->to - p->f->from) / (double)n;
    return most * (double)TIME_MINUTE / (length > (double)TIME_SECOND ? length : (double)TIME_SECOND);
}

void page_chart(const struct page *p)
{
    struct log_bucket column[CHART_MOST];
    struct str line = {0}, label = {0};
    char rate[SAY_NUMBER];
    size_t wide = p->columns - MARGIN - LABEL - MARGIN;
    if (!p->f->errors || p->f->from == TIME_NONE || p->f->to <= p->f->from)
        return;
    wide = wide < CHART_MOST ? wide : CHART_MOST;
    log_series_chart(&p->f->series, p->f->from, p->f->to, column, wide);
    str_addf(&label, _("%s/min"), say_rate(most_a_minute(p, column, wide), rate));
    page_begin(&line, str_get(&label));
    add_bars(p, column, wide, &line);
    page_line(p, &line);
    page_begin(&line, "");
    add_marks(p, wide, &line);
    page_line(p, &line);
    page_blank(p);
    str_release(&label);
    str_release(&line);
}
