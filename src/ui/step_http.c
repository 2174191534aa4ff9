/* step_http: findings of requests, on the step. */
#include "ui/step_http.h"

#include "base/i18n.h"
#include "observe/finding.h"
#include "ui/frame.h"
#include "ui/spark.h"
#include "ui/words.h"

enum { BARS = 40 };

void step_http_before(const struct model *m, const struct model_looked *found, struct str *out)
{
    struct str at = {0}, was = {0};
    if (!found->http_before)
        return;
    words_clock(m, found->http_before->at, &at);
    http_finding_say(found->http_before, true, &was);
    str_addf(out, _("before (%s): %s"), str_get(&at), str_get(&was));
    str_release(&at);
    str_release(&was);
}

static void put_line(struct sheet *s, int column, unsigned style, const struct str *text)
{
    if (!text->n)
        return;
    sheet_wrap(s, column, s->width, style, text->s, false);
}

/* How long each took, and the one in the middle and the slowest. */
static void put_series(const struct http_finding *f, int column, struct sheet *s)
{
    struct arena arena = {0};
    struct http_series all;
    struct str bars = {0};
    char p95[TIME_TEXT], slowest[TIME_TEXT];
    int64_t *took = arena_array(&arena, f->n_samples + 1, sizeof *took);
    size_t n = 0;
    for (size_t i = 0; i < f->n_samples; i++)
        if (f->sample[i].took >= 0)
            took[n++] = f->sample[i].took;
    series_sum(f->sample, f->n_samples, &all);
    if (n > 1) {
        spark_add(n > BARS ? took + (n - BARS) : took, n > BARS ? BARS : n, &bars);
        time_format_length(all.p95, p95);
        time_format_length(all.slowest, slowest);
        sheet_line(s);
        sheet_put(s, column, STYLE_PLAIN, str_get(&bars));
        sheet_putf(s, column + (int)(n > BARS ? BARS : n) + 2, STYLE_DIM, _("95 %% within %s, slowest %s"), p95, slowest);
        sheet_end(s, s->width - 1);
    }
    str_release(&bars);
    arena_release(&arena);
}

void step_put_http(const struct model *m, const struct model_looked *found, int column, struct sheet *s)
{
    const struct http_finding *f = found->http;
    struct str text = {0};
    http_finding_say(f, true, &text);
    sheet_wrap(s, column, s->width, STYLE_BOLD, str_get(&text), true);
    if (!s->is_compact && s->squeeze < 3) {
        if (f->n_samples > 1)
            put_series(f, column, s);
        str_clear(&text);
        if (f->wrong.n && f->wrong.v[0].aspect != HTTP_STATUS)
            http_wrong_say(&f->wrong.v[0], &text);
        put_line(s, column, STYLE_PLAIN, &text);
        str_clear(&text);
        if (f->has_other)
            http_hint_say(f->comparison.hint, f->comparison.about, &text);
        put_line(s, column, STYLE_PLAIN, &text);
        str_clear(&text);
        step_http_before(m, found, &text);
        put_line(s, column, STYLE_DIM, &text);
    }
    str_release(&text);
}
