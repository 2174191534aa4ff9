/* panel_causes: beside the board of causes: the facts with their times, what would tell more, the fixes, best first. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "incident/advice.h"
#include "incident/finding.h"
#include "text/clean.h"
#include "ui/causes_own.h"
#include "ui/panel_own.h"
#include "ui/past.h"
#include "ui/words.h"

enum { FACTS_MAX = 14, QUESTIONS_MAX = 4, FIXES_MAX = 5, CLOCK = 9 };

/* A value may have no blanks to cut it at: as much of it as there is room for. */
static void put_value(struct pen *p, int from, int end, const char *value)
{
    struct str text = {0};
    size_t room = end > from + 3 ? (size_t)(end - from) : 3, n = strlen(value);
    if (utf8_columns(value, n) > room)
        str_addf(&text, "%.*s...", (int)utf8_fit(value, n, room - 3), value);
    frame_put_right(p->f, p->row, from, end, STYLE_PLAIN, text.n ? str_get(&text) : value);
    str_release(&text);
}

static void paint_fact(const struct model *m, const struct fact *f, struct pen *p)
{
    struct str value = {0}, clock = {0};
    int at = p->end - CLOCK;
    words_value(m, f->name, &f->value, &value);
    words_clock(m, f->at, &clock);
    char *clean = clean_line(str_get(&value));
    int column = frame_put_fit(p->f, p->row, PANEL_COLUMN, at - 8, STYLE_DIM, f->name);
    put_value(p, column + 1, at - 1, clean);
    frame_put_right(p->f, p->row++, at, p->end, STYLE_DIM, str_get(&clock));
    mem_free(clean);
    str_release(&value);
    str_release(&clock);
}

static void paint_facts(const struct model *m, struct pen *p)
{
    int shown = 0;
    if (!pen_has_room(p))
        return;
    int column = frame_put(p->f, p->row, PANEL_COLUMN, p->end, STYLE_BOLD, _("Facts"));
    frame_put(p->f, p->row++, column + 2, p->end, STYLE_DIM, _("= corrects one"));
    for (size_t i = m->incident->facts.n; i > 0 && shown < FACTS_MAX && pen_has_room(p); i--) {
        const struct fact *f = &m->incident->facts.v[i - 1];
        if (!value_is_known(&f->value) || finding_is_of_every_run(f->name))
            continue;
        paint_fact(m, f, p);
        shown++;
    }
    if (shown == 0 && pen_has_room(p))
        frame_put(p->f, p->row++, PANEL_COLUMN, p->end, STYLE_DIM, _("nothing looked at yet"));
    p->row++;
}

/* A line of two parts, the second at the right edge. */
static void paint_pair(struct pen *p, const char *left, const char *right)
{
    int end = p->end - (int)strlen(right) - 2; /* figures: one column a byte */
    frame_put_fit(p->f, p->row, PANEL_COLUMN, end, STYLE_PLAIN, left);
    frame_put_right(p->f, p->row++, end, p->end, STYLE_PLAIN, right);
}

static void paint_questions(const struct model *m, struct pen *p)
{
    const struct advice *a = m->advice;
    if (!a || !a->n_questions)
        return;
    pen_heading(p, _("What would tell more"));
    for (size_t i = 0; i < a->n_questions && i < QUESTIONS_MAX && pen_has_room(p); i++) {
        struct str worth = {0}, length = {0};
        words_short(a->question[i].cost, &length);
        paint_pair(p, a->question[i].step->title, str_get(&length));
        causes_say_worth(m, a->question[i].expected, &worth);
        if (pen_has_room(p))
            frame_put_fit(p->f, p->row++, PANEL_COLUMN + 2, p->end, STYLE_DIM, str_get(&worth));
        str_release(&worth);
        str_release(&length);
    }
    p->row++;
}

static void paint_fix(const struct fix_option *o, struct pen *p)
{
    char share[8];
    struct str text = {0};
    diagnosis_format_share(o->chance, share);
    words_short(o->cost, &text);
    str_addf(&text, "%7s", share);
    paint_pair(p, o->step->title, str_get(&text));
    str_release(&text);
}

static void paint_fixes(const struct model *m, struct pen *p)
{
    const struct fixes *f = m->fixes;
    struct str length = {0};
    if (!f || !f->n_open)
        return;
    if (pen_has_room(p))
        frame_put_right(p->f, p->row, PANEL_COLUMN, p->end, STYLE_DIM, _("takes  helps"));
    pen_heading(p, _("Fixes, best first"));
    for (size_t i = 0; i < f->n_open && i < FIXES_MAX && pen_has_room(p); i++)
        paint_fix(&f->option[i], p);
    words_short(f->escalate_takes, &length);
    if (pen_has_room(p))
        paint_pair(p, _("escalate"), str_get(&length));
    p->row++;
    str_release(&length);
}

/* "3 of 4: the release" */
static void paint_past(const struct model *m, struct pen *p)
{
    const struct past *past = m->step ? m->step->past : NULL;
    if (!past || !past->n)
        return;
    pen_heading(p, _("Last time here"));
    for (size_t i = 0; i < past->n_rows && pen_has_room(p); i++) {
        struct str text = {0};
        str_addf(&text, _("%zu of %zu"), past->row[i].n, past->n);
        str_add(&text, ": ");
        past_say_row(&past->row[i], &text);
        frame_put_fit(p->f, p->row++, PANEL_COLUMN, p->end, STYLE_PLAIN, str_get(&text));
        str_release(&text);
    }
}

void causes_paint_panel(const struct model *m, struct frame *f)
{
    int end = f->columns - 2 < PANEL_COLUMN + PANEL_WIDE ? f->columns - 2 : PANEL_COLUMN + PANEL_WIDE;
    struct pen p = {f, 3, f->rows - 3, end};
    if (!m->incident)
        return;
    paint_facts(m, &p);
    paint_questions(m, &p);
    paint_fixes(m, &p);
    paint_past(m, &p);
}
