/* label: short lines. */
#include "draw/label.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum { WIDE = 28, WORDS_MOST = 6, LINES_MOST = 6 };

/* Words in lines of WIDE columns; what is longer than six of those ends in dots. */
static void add_wrapped(const char *text, struct str *out)
{
    size_t used = 0, lines = 1;
    for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
        size_t n = strcspn(text, " ");
        n = utf8_fit(text, n, WIDE) ? utf8_fit(text, n, WIDE) : n;
        size_t columns = utf8_columns(text, n);
        bool is_full = used && used + 1 + columns > WIDE;
        if (is_full && lines++ == LINES_MOST) {
            str_add(out, " …");
            return;
        }
        if (used)
            str_add_char(out, is_full ? '\n' : ' ');
        str_add_n(out, text, n);
        used = is_full ? columns : used + columns + (used > 0);
        text += n;
    }
}

void label_of_step(const struct chart_step *s, struct str *out)
{
    struct str minutes = {0};
    add_wrapped(s->title, out);
    str_add(out, "\n");
    str_add(out, s->id);
    if (s->step->takes) {
        chart_minutes(s->step->takes, &minutes);
        str_addf(out, " · %s", str_get(&minutes));
    }
    if (s->call) {
        str_add(out, "\n");
        str_addf(out, _("calls the flow %s"), s->call);
    }
    if (s->when) {
        struct str when = {0};
        str_addf(&when, _("only when %s"), s->when);
        str_add(out, "\n");
        add_wrapped(str_get(&when), out);
        str_release(&when);
    }
    str_release(&minutes);
}

void label_of_way(const struct chart_way *way, struct str *out)
{
    for (size_t i = 0; i < way->words.n && i < WORDS_MOST; i++) {
        const struct chart_word *w = &way->words.v[i];
        if (w->kind == CHART_ON)
            continue;
        str_add(out, i ? "\n" : "");
        str_add(out, w->n_taken ? "✓ " : "");
        add_wrapped(chart_word(w), out);
    }
    if (way->words.n > WORDS_MOST) {
        str_add(out, "\n");
        str_addf(out, _("and %zu more"), way->words.n - WORDS_MOST);
    }
}

void label_end(const struct chart_way *way, struct str *out)
{
    if (way->to >= 0)
        str_addf(out, "s%d", way->to);
    else
        str_addf(out, "end_%s", way->outcome ? outcome_name(way->outcome) : "nowhere");
}

bool label_is_quiet(const struct chart_way *way)
{
    for (size_t i = 0; i < way->words.n; i++)
        if (way->words.v[i].kind != CHART_UNSURE && way->words.v[i].kind != CHART_PASSED)
            return false;
    return true;
}

void label_ends(const struct chart *c, bool has[OUTCOME_ESCALATED + 1])
{
    for (size_t i = 0; i < c->steps.n; i++)
        for (size_t k = 0; k < c->steps.v[i].ways.n; k++)
            if (c->steps.v[i].ways.v[k].to < 0)
                has[c->steps.v[i].ways.v[k].outcome] = true;
}
