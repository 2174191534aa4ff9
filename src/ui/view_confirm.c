/* view_confirm: the question before a change: the command to the letter, with what, where, as whom, and the way back.
 * Enter by habit is no. */
#include <string.h>

#include "base/i18n.h"
#include "ui/view.h"

enum { TEXT_COLUMN = 12, COMMAND_COLUMN = 4 };

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    const struct model_question *q = m->question;
    const char *where = q && q->environment ? q->environment : _("a system, environment unknown");
    (void)ui;
    str_add(out, q && q->by_hand ? _("By hand") : _("Confirm"));
    str_add(out, "\t");
    if (q && q->by_hand)
        str_add(out, _("to copy; nothing runs from here"));
    if (!q || q->by_hand)
        return;
    str_addf(out, q->risk == RISK_DESTROY ? _("this destroys data on %s") : _("this changes %s"), where);
    str_addf(right, _("risk: %s"), risk_name(q->risk));
}

void confirm_build_command(const char *command, struct sheet *s)
{
    bool is_first = true;
    for (const char *line = command; line && *line; is_first = false) {
        size_t n = strcspn(line, "\n");
        const char *text = sheet_keep(s, "%.*s", (int)n, line);
        sheet_line(s);
        if (is_first)
            sheet_put(s, COMMAND_COLUMN, STYLE_DIM, "$");
        sheet_wrap(s, COMMAND_COLUMN + 2, s->width, STYLE_BOLD, text, true);
        line += n + (line[n] == '\n');
    }
}

/* ✓, ✗ and ? at the front of a text have their colour. */
static const struct {
    const char *glyph;
    unsigned style, text_style;
} glyphs[] = {{"✓", STYLE_GOOD, STYLE_PLAIN}, {"✗", STYLE_BAD, STYLE_BOLD}, {"?", STYLE_WARN, STYLE_BOLD}};

static void put_text(const char *text, int column, struct sheet *s)
{
    for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++) {
        size_t n = strlen(glyphs[i].glyph);
        if (!str_starts(text, glyphs[i].glyph) || text[n] != ' ')
            continue;
        sheet_put(s, column, glyphs[i].style, glyphs[i].glyph);
        sheet_wrap(s, column + 2, s->width, glyphs[i].text_style, text + n + 1, true);
        return;
    }
    sheet_wrap(s, column, s->width, STYLE_PLAIN, text, true);
}

void confirm_build_pairs(const struct model_pair *p, size_t n, struct sheet *s)
{
    for (size_t i = 0; i < n; i++) {
        if (!p[i].text) {
            sheet_space(s);
            continue;
        }
        sheet_line(s);
        if (p[i].label)
            sheet_put(s, 2, STYLE_DIM, p[i].label);
        put_text(p[i].text, sheet_after(s, s->is_compact ? 9 : TEXT_COLUMN), s);
    }
}

void confirm_question(const struct model_question *q, struct str *out)
{
    if (q->by_hand)
        str_add(out, _("y copies it; o says what came of it."));
    if (q->refused)
        return;
    if (q->waits)
        str_add(out, q->waits);
    else if (q->risk == RISK_DESTROY)
        str_addf(out, _("To destroy it, type its name: %s"), q->confirm);
    else if (q->environment)
        str_addf(out, _("Run it on %s?"), q->environment);
    else
        str_add(out, _("Run it? Environment unknown: = gives it."));
}

static void build_ask(const struct model_question *q, struct sheet *s)
{
    sheet_space(s);
    sheet_line(s);
    if (q->by_hand || q->wants_edit) {
        sheet_wrap(s, 2, s->width, STYLE_PLAIN, q->by_hand ? _("Type it where it belongs, then say what came of it: o.") : _("Nothing has run yet. Its line is edited first."), true);
        return;
    }
    if (q->refused) {
        sheet_put(s, 2, STYLE_BAD, "✗");
        sheet_wrap(s, 4, s->width, STYLE_BOLD, q->refused, true);
        return;
    }
    sheet_put(s, 2, STYLE_PLAIN, _("Nothing has run yet.")); /* the question stands over the line that is typed */
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_question *q = m->question;
    (void)ui;
    if (!q)
        return;
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, q->title);
    sheet_space(s);
    confirm_build_command(q->command, s);
    sheet_space(s);
    confirm_build_pairs(q->line, q->n_lines, s);
    build_ask(q, s);
}

const struct view view_confirm = {.page = PAGE_CONFIRM, .name = name, .build = build, .is_prose = true};
