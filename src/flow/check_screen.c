/* check: what does not fit on the smallest screen that shows everything, 80x24. */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "flow/check_rule.h"

/* Of 24 rows the header has three, the title one, Likely and Next two, the message and the keys two. */
enum { TEXT_ROWS = 16, PROSE_COLUMNS = 72, TITLE_COLUMNS = 60, LABEL_COLUMNS = 60 };

/* Most text is ASCII, whose columns are its bytes. */
static size_t columns_of(const char *s, size_t n)
{
    unsigned char bits = 0;
    for (size_t i = 0; i < n; i++)
        bits |= (unsigned char)s[i];
    return bits & 0x80 ? utf8_columns(s, n) : n;
}

/* Rows of one line wrapped at words; a word wider than a row is cut. */
static size_t rows_of_line(const char *s, size_t n)
{
    size_t rows = 1, used = 0;
    if (n <= PROSE_COLUMNS) /* never more columns than bytes */
        return 1;
    for (size_t i = 0; i < n;) {
        size_t word = i;
        while (word < n && s[word] != ' ')
            word++;
        size_t columns = columns_of(s + i, word - i);
        if (used && used + 1 + columns > PROSE_COLUMNS) {
            rows++;
            used = 0;
        }
        used += columns + (used ? 1 : 0);
        rows += used > PROSE_COLUMNS ? (used - 1) / PROSE_COLUMNS : 0;
        used = used > PROSE_COLUMNS ? used % PROSE_COLUMNS : used;
        i = word + 1;
    }
    return rows;
}

static size_t rows_of(const char *text)
{
    size_t rows = 0;
    while (*text) {
        size_t n = strcspn(text, "\n");
        rows += rows_of_line(text, n);
        text += n + (text[n] == '\n');
    }
    return rows;
}

/* All that stands below the title before anything was looked at: a form first, its answers when it is filled in. */
static size_t rows_of_step(const struct flow_step *s, size_t text)
{
    size_t before = s->n_inputs + s->n_probes + s->n_actions, after = s->n_answers ? s->n_answers + 1 : 0;
    bool has_tip = s->tip && !s->n_inputs, is_form = s->n_inputs && s->n_probes;
    return text + (size_t)has_tip + (text || has_tip ? 1 : 0) + before + (is_form || !after ? 0 : 1 + after);
}

static void check_all(struct checking *c, const struct flow_step *s, size_t text)
{
    size_t rows = rows_of_step(s, text);
    if (rows <= TEXT_ROWS)
        return;
    problem_warning(c->problems, "step-tall", s->mark, _("step '%s' takes %zu lines; a screen of 24 has room for %d"), s->id, rows, TEXT_ROWS);
    problem_remedy(c->problems, _("shorten its text, or make two steps of it"));
}

static void check_text(struct checking *c, const struct flow_step *s)
{
    size_t rows = s->text ? rows_of(s->text) : 0;
    if (rows <= TEXT_ROWS)
        check_all(c, s, rows);
    if (rows <= TEXT_ROWS)
        return;
    problem_warning(c->problems, "text-tall", check_mark(s->source, "text", s->mark),
                    _("the text of step '%s' takes %zu lines; a screen of 24 has room for %d"), s->id, rows, TEXT_ROWS);
    problem_remedy(c->problems, _("move what is not needed at this moment into an article, and name it under `articles`"));
}

static void check_width(struct checking *c, const char *text, size_t most, const struct yaml_node *source, const char *key)
{
    size_t bytes = text ? strlen(text) : 0, columns = bytes > most ? columns_of(text, bytes) : bytes;
    if (columns <= most)
        return;
    problem_warning(c->problems, "wide", check_mark(source, key, source->mark),
                    _("this line is %zu columns wide; %zu are shown"), columns, most);
    problem_remedy(c->problems, _("say it shorter; the details belong into `text`"));
}

void check_screen(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_steps; i++) {
        const struct flow_step *s = &c->flow->step[i];
        check_text(c, s);
        check_width(c, s->title, TITLE_COLUMNS, s->source, "title");
        for (size_t k = 0; k < s->n_answers; k++)
            check_width(c, s->answer[k].label, LABEL_COLUMNS, s->answer[k].source, "label");
    }
}
