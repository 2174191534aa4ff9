/* step_looked: findings of logs and of changes, on the step. */
#include "ui/step_looked.h"

#include <string.h>

#include "base/i18n.h"
#include "change/change.h"
#include "logs/finding.h"
#include "observe/say.h"
#include "ui/chart.h"
#include "ui/frame.h"
#include "ui/step_http.h"
#include "ui/words.h"

enum { BAR = 40, TALL_ROWS = 4, KINDS_SHOWN = 2, SMALL_LINES = 2, RANGE = 22 };

const struct model_looked *step_looked(const struct model *m, int64_t run)
{
    for (size_t i = 0; i < m->step->n_looked; i++)
        if (m->step->looked[i].run == run)
            return &m->step->looked[i];
    return NULL;
}

static void put_below(struct sheet *s, int column, unsigned style, const struct str *text)
{
    if (!text->n)
        return;
    sheet_line(s);
    sheet_put(s, column, style, text->s);
}

/* ---- while it runs ---------------------------------------------------------------------------------------------------- */

/* "61% · 671 MB of 1.1 GB · 1 s left", as much of it as is known. */
static void say_progress(const struct model *m, const struct model_live *live, const struct log_finding *f, struct str *out)
{
    double share = f->bytes_total ? (double)f->bytes / (double)f->bytes_total : 0;
    struct str read = {0}, all = {0}, left = {0};
    words_bytes(f->bytes, &read);
    words_bytes(f->bytes_total, &all);
    if (share > 0.02 && share < 1)
        words_short((int64_t)((double)(m->now - live->started) / share * (1 - share)) + TIME_SECOND, &left);
    if (left.n)
        str_addf(out, _("%d%% · %s of %s · %s left"), (int)(share * 100), read.s, all.s, left.s);
    else if (f->bytes_total)
        str_addf(out, _("%d%% · %s of %s"), (int)(share * 100), read.s, all.s);
    else
        str_add(out, read.s);
    str_release(&read);
    str_release(&all);
    str_release(&left);
}

/* "access.log, app.log   ": the files, without where they are. */
static void say_names(const struct log_finding *f, struct str *out)
{
    for (size_t i = 0; i < f->n_sources; i++) {
        const char *slash = strrchr(f->source[i].name, '/');
        str_addf(out, "%s%.40s", i ? ", " : "", slash ? slash + 1 : f->source[i].name);
    }
    if (f->n_sources)
        str_add(out, "   ");
}

void step_put_looking(const struct model *m, const struct model_live *live, const struct model_looked *found, int column,
                      struct sheet *s)
{
    const struct log_finding *f = found->log;
    struct str text = {0}, headline = {0};
    say_names(f, &text);
    say_progress(m, live, f, &text);
    sheet_put(s, column, STYLE_PLAIN, str_get(&text));
    if (!s->is_compact && s->squeeze < 3 && f->bytes_total) {
        sheet_line(s);
        sheet_bar(s, column, BAR, (double)f->bytes / (double)f->bytes_total);
    }
    log_finding_headline(f, m->now, m->zone, &headline);
    if (!s->is_compact)
        put_below(s, column, STYLE_PLAIN, &headline);
    str_release(&text);
    str_release(&headline);
}

/* ---- when it has ended ------------------------------------------------------------------------------------------------ */

static void put_bars(const struct chart *chart, int line, int column, struct sheet *s)
{
    struct str bars = {0};
    chart_line(chart, line, &bars);
    sheet_line(s);
    sheet_put(s, column, STYLE_PLAIN, str_get(&bars));
    sheet_to_the_letter(s);
    str_release(&bars);
}

/* Where there is room: high, with its scale and times. */
static void put_tall_chart(const struct model *m, const struct log_finding *f, int column, struct sheet *s)
{
    struct chart chart;
    struct str scale = {0}, times = {0};
    chart_make(&f->series, f->from, f->to, s->width - column - 2, TALL_ROWS, &chart);
    chart_scale(&chart, &scale);
    chart_axis(&chart, f->onset.is_found ? f->onset.at : TIME_NONE, m->zone, &times);
    sheet_space(s);
    put_bars(&chart, 0, column, s);
    sheet_put(s, 2, STYLE_DIM, str_get(&scale));
    sheet_end(s, column - 1);
    for (int i = 1; i < TALL_ROWS; i++)
        put_bars(&chart, i, column, s);
    sheet_line(s);
    sheet_put(s, column, STYLE_DIM, str_get(&times));
    sheet_space(s);
    str_release(&scale);
    str_release(&times);
}

static void put_flat_chart(const struct model *m, const struct log_finding *f, int column, struct sheet *s)
{
    struct chart chart;
    struct str from = {0}, to = {0};
    chart_make(&f->series, f->from, f->to, s->width - column - RANGE, 1, &chart);
    put_bars(&chart, 0, column, s);
    words_minute(m, f->from, &from);
    words_minute(m, f->to, &to);
    sheet_putf(s, column + chart.width + 3, STYLE_DIM, _("%s to %s"), str_get(&from), str_get(&to));
    str_release(&from);
    str_release(&to);
}

static void put_kinds(const struct log_finding *f, int column, struct sheet *s)
{
    for (size_t i = 0; i < f->n_kinds && i < KINDS_SHOWN && f->kind[i].is_new; i++) {
        struct str count = {0};
        words_count(f->kind[i].errors, &count);
        sheet_line(s);
        sheet_putf(s, column, STYLE_PLAIN, _("NEW %s"), f->kind[i].title);
        sheet_end(s, s->width - 10);
        sheet_right(s, s->width - 8, STYLE_PLAIN, str_get(&count));
        str_release(&count);
    }
}

static void put_changes(const struct model *m, const struct change_list *list, int column, struct sheet *s)
{
    struct str text = {0};
    change_headline(list, &list->asked, m->now, m->zone, &text);
    sheet_wrap(s, column, s->width, STYLE_BOLD, str_get(&text), true);
    str_release(&text);
}

/* The sentence, and below it no more than two lines: all of it is one Enter away. */
static void put_small(const struct model *m, const struct observation *o, int column, struct sheet *s)
{
    struct str text = {0}, line = {0};
    observation_sentence(o, m->now, m->zone, &text);
    if (s->is_compact) {
        sheet_put(s, column, STYLE_PLAIN, str_get(&text));
    } else {
        sheet_wrap(s, column, s->width, STYLE_BOLD, str_get(&text), true);
        str_clear(&text);
        observation_details(o, s->squeeze < 2 ? SMALL_LINES : 0, m->now, m->zone, &text);
        for (const char *rest = str_get(&text); *rest; rest += strcspn(rest, "\n") + 1) {
            str_clear(&line);
            str_add_n(&line, rest, strcspn(rest, "\n"));
            put_below(s, column, STYLE_PLAIN, &line);
        }
    }
    str_release(&text);
    str_release(&line);
}

void step_put_looked(const struct model *m, const struct model_looked *found, int column, struct sheet *s)
{
    const struct log_finding *f = found->log;
    if (found->small) {
        put_small(m, found->small, column, s);
        return;
    }
    if (found->http) {
        step_put_http(m, found, column, s);
        return;
    }
    if (!f) {
        put_changes(m, found->changes, column, s);
        return;
    }
    struct str headline = {0}, spread = {0};
    log_finding_headline(f, m->now, m->zone, &headline);
    log_finding_spread(f, &spread);
    sheet_put(s, column, STYLE_BOLD, str_get(&headline));
    if (!s->is_compact) {
        put_below(s, column, STYLE_PLAIN, &spread);
        if (f->n_new && s->squeeze < 2)
            put_kinds(f, column, s);
        if (f->errors && f->from != TIME_NONE && s->squeeze < 3)
            s->squeeze ? put_flat_chart(m, f, column, s) : put_tall_chart(m, f, column, s);
    }
    str_release(&headline);
    str_release(&spread);
}
