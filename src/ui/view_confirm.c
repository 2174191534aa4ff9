/* view_confirm: the question before a change: the command to the letter, with what, where, as whom, and the way back.
 * Enter by habit is no. */
#include <string.h>

#include "base/i18n.h"
#include "ui/view.h"

enum { TEXT_COLUMN = 12, COMMAND_COLUMN = 4 };

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    const struct model_question *q = m->question;
    const char *where = q && q->environment ? q->environment : _("this system");
    (void)ui;
    str_add(out, _("Confirm"));
    str_add(out, "\t");
    if (!q)
        return;
    str_addf(out, q->risk == RISK_DESTROY ? _("this destroys data on %s") : _("this changes %s"), where);
    str_addf(right, _("risk: %s"), risk_name(q->risk));
}

static void build_command(const char *command, struct sheet *s)
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

/* A line of what stands behind the command; ✓ and ✗ at its front have their colour. */
static void build_pair(const struct model_pair *p, struct sheet *s)
{
    if (!p->text) {
        sheet_space(s);
        return;
    }
    sheet_line(s);
    if (p->label)
        sheet_put(s, 2, STYLE_DIM, p->label);
    int column = sheet_after(s, s->is_compact ? 9 : TEXT_COLUMN);
    bool is_good = str_starts(p->text, "✓ "), is_bad = str_starts(p->text, "✗ ");
    if (!is_good && !is_bad) {
        sheet_wrap(s, column, s->width, STYLE_PLAIN, p->text, true);
        return;
    }
    sheet_put(s, column, is_good ? STYLE_GOOD : STYLE_BAD, is_good ? "✓" : "✗");
    sheet_wrap(s, column + 2, s->width, is_bad ? STYLE_BOLD : STYLE_PLAIN, p->text + strlen("✓ "), true);
}

void confirm_question(const struct model_question *q, struct str *out)
{
    if (q->refused)
        return;
    if (q->risk == RISK_DESTROY)
        str_addf(out, _("To destroy it, type its name: %s"), q->confirm);
    else if (q->environment)
        str_addf(out, _("Run it on %s?"), q->environment);
    else
        str_add(out, _("Run it?"));
}

static void build_ask(const struct model_question *q, struct sheet *s)
{
    sheet_space(s);
    sheet_line(s);
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
    build_command(q->command, s);
    sheet_space(s);
    for (size_t i = 0; i < q->n_lines; i++)
        build_pair(&q->line[i], s);
    build_ask(q, s);
}

const struct view view_confirm = {.page = PAGE_CONFIRM, .name = name, .build = build, .is_prose = true};
