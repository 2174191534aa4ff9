/* step_soak: a probe that is repeated, while it runs: how many samples, how long still, how long each took. */
#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/spark.h"
#include "ui/step_own.h"
#include "ui/words.h"

enum { BAR_WIDTH = 40 };

/* "24 of 30 are 200, none failed" */
static void add_count(const struct model_live *live, struct str *out)
{
    const struct flow_probe *p = live->probe;
    long long passed = live->samples - live->failures, all = live->samples + live->to_come;
    bool has_status = p->kind == PROBE_HTTP && p->expect.status.n == 1;
    if (has_status)
        str_addf(out, _("%lld of %lld are %s"), passed, all, p->expect.status.v[0]);
    else
        str_addf(out, _("%lld of %lld passed"), passed, all);
    str_add(out, ", ");
    if (live->failures)
        str_addf(out, ngettext("%lld failed", "%lld failed", (unsigned long)live->failures), (long long)live->failures);
    else
        str_add(out, _("none failed"));
}

static void put_pace(const struct model_live *live, struct sheet *s)
{
    struct str text = {0};
    char every[TIME_TEXT];
    time_format_length(live->probe->every, every);
    str_addf(&text, _("every %s"), every);
    sheet_right(s, BAR_WIDTH, STYLE_DIM, str_get(&text));
    str_release(&text);
}

static void put_bar(const struct model *m, const struct model_live *live, int column, struct sheet *s)
{
    struct str text = {0}, so_far = {0}, most = {0};
    words_short(m->now - live->started, &so_far);
    words_short(live->timeout, &most);
    str_addf(&text, _("%s of %s"), str_get(&so_far), str_get(&most));
    sheet_line(s);
    sheet_bar(s, column, BAR_WIDTH, live->share);
    sheet_right(s, column + BAR_WIDTH, STYLE_PLAIN, str_get(&text));
    str_release(&text);
    str_release(&so_far);
    str_release(&most);
}

/* How long each sample took, as bars, the one in the middle, and what it was before. */
static void put_took(const struct model_live *live, int column, struct sheet *s)
{
    struct str bars = {0}, middle = {0};
    char median[TIME_TEXT], before[TIME_TEXT];
    if (live->n_took < 2)
        return;
    time_format_length(live->median, median);
    time_format_length(live->before, before);
    if (live->before)
        str_addf(&middle, _("median %s, before %s"), median, before);
    else
        str_addf(&middle, _("median %s"), median);
    int room = s->width - column - 2 - (int)utf8_columns(str_get(&middle), middle.n);
    size_t n = room < 2 ? 2 : room > BAR_WIDTH ? BAR_WIDTH : (size_t)room;
    n = live->n_took < n ? live->n_took : n;
    spark_add(live->took + (live->n_took - n), n, &bars);
    sheet_line(s);
    sheet_put(s, STEP_LABEL, STYLE_DIM, live->probe->kind == PROBE_HTTP ? _("latency") : _("took"));
    sheet_end(s, column - 1);
    sheet_put(s, column, STYLE_PLAIN, str_get(&bars));
    sheet_right(s, column + (int)n + 1, STYLE_PLAIN, str_get(&middle));
    str_release(&bars);
    str_release(&middle);
}

/* What was missed is said: it did not pass, it was not looked at. */
static void put_gap(const struct model_live *live, int column, struct sheet *s)
{
    char gap[TIME_TEXT];
    int64_t took = live->median > live->probe->every ? live->median : live->probe->every;
    if (live->gap <= 2 * took + TIME_SECOND)
        return;
    time_format_length(live->gap, gap);
    sheet_line(s);
    sheet_put(s, STEP_LABEL, STYLE_DIM, _("gap"));
    sheet_end(s, column - 1);
    sheet_putf(s, column, STYLE_WARN, _("nothing was looked at for %s"), gap);
}

void step_put_soak(const struct model *m, const struct model_live *live, int column, struct sheet *s)
{
    struct str text = {0};
    add_count(live, &text);
    sheet_put(s, column, live->failures ? STYLE_BAD : STYLE_PLAIN, str_get(&text));
    str_release(&text);
    if (s->is_compact)
        return;
    put_pace(live, s);
    if (s->squeeze >= 3)
        return;
    put_bar(m, live, column, s);
    put_took(live, column, s);
    put_gap(live, column, s);
}

/* What has to be, under the bars, until it is known whether it is: the verdict is reckoned, not seen. */
void step_build_passes_if(const struct model *m, struct sheet *s)
{
    const struct flow_step *step = m->step->step;
    int column = step_text_column(m);
    bool is_first = true;
    for (size_t i = 0; i < step->n_probes; i++) {
        struct str text = {0};
        const struct run *run = step_run(m, step->probe[i].id, true);
        if (!soak_is(&step->probe[i]) || (run && run->ended))
            continue;
        soak_say_passes_if(&step->probe[i], &text);
        sheet_line(s);
        if (is_first)
            sheet_put(s, 2, STYLE_DIM, _("passes if"));
        sheet_put(s, column < STEP_VALUE - 4 ? STEP_VALUE - 4 : column, STYLE_PLAIN, str_get(&text));
        str_release(&text);
        is_first = false;
    }
    if (!is_first)
        sheet_space(s);
}
