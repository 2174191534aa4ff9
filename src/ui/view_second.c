/* view_second: what another login asks a second yes to: the command to the letter, and all that its own question shows.
 * Enter alone is no answer. */
#include "base/i18n.h"
#include "ui/view.h"
#include "ui/words.h"

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    const struct model_second *q = m->second;
    (void)ui, (void)right;
    str_add(out, _("Second yes"));
    str_add(out, "\t");
    if (q)
        str_addf(out, _("%s asks, on %s"), q->asker, q->environment ? q->environment : _("a system, environment unknown"));
}

static void build_end(const struct model *m, const struct model_second *q, struct sheet *s)
{
    struct str until = {0};
    sheet_space(s);
    sheet_line(s);
    if (q->hindrance) {
        sheet_put(s, 2, STYLE_BAD, "✗");
        sheet_wrap(s, 4, s->width, STYLE_BOLD, q->hindrance, true);
        return;
    }
    words_minute(m, q->until, &until);
    sheet_wrap(s, 2, s->width, STYLE_PLAIN,
               sheet_keep(s, _("It runs only when %s confirms it after your yes. Answer until %s."), q->asker, str_get(&until)), true);
    str_release(&until);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_second *q = m->second;
    (void)ui;
    sheet_line(s);
    if (!q) {
        sheet_put(s, 2, STYLE_PLAIN, _("Nobody asks for a second yes."));
        return;
    }
    sheet_put(s, 2, STYLE_BOLD, q->action);
    sheet_space(s);
    confirm_build_command(q->command, s);
    sheet_space(s);
    confirm_build_pairs(q->line, q->n_lines, s);
    build_end(m, q, s);
}

void second_question(const struct model *m, struct str *out)
{
    const struct model_second *q = m->second;
    if (q && q->environment)
        str_addf(out, _("May %s run this on %s?"), q->asker, q->environment);
    else if (q)
        str_addf(out, _("May %s run this?"), q->asker);
}

const struct view view_second = {.page = PAGE_SECOND, .name = name, .build = build, .is_prose = true};
