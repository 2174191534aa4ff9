/* panel: what a second pair of eyes would ask, beside the step. */
#include "ui/panel.h"
#include "ui/panel_own.h"

#include <string.h>

#include "base/i18n.h"
#include "incident/finding.h"
#include "ui/words.h"

enum { CAUSES_MAX = 8, FACTS_MAX = 10, CHANGES_MAX = 4, EVENTS_MAX = 10 };

bool pen_has_room(const struct pen *p)
{
    return p->row < p->last;
}

void pen_heading(struct pen *p, const char *text)
{
    if (pen_has_room(p))
        frame_put(p->f, p->row++, PANEL_COLUMN, p->end, STYLE_BOLD, text);
}

static void paint_cause(const struct diagnosis_cause *c, int share_end, int bar, struct pen *p)
{
    char share[8];
    struct str title = {0};
    diagnosis_format_share(c->share, share);
    words_fit(words_cause(c), share_end - 6 - PANEL_COLUMN, &title);
    if (c->is_pinned)
        frame_put(p->f, p->row, PANEL_COLUMN - 1, PANEL_COLUMN, STYLE_BOLD, "*");
    frame_put(p->f, p->row, PANEL_COLUMN, share_end - 5, STYLE_PLAIN, str_get(&title));
    frame_put_right(p->f, p->row, share_end - 5, share_end, STYLE_PLAIN, share);
    frame_bar(p->f, p->row++, share_end + 2, bar, c->share);
    str_release(&title);
}

/* The likeliest, and what is left of the room for something else: it says how much is not explained. */
static void paint_causes(const struct model *m, struct pen *p)
{
    const struct diagnosis *d = m->diagnosis;
    int end = p->end < PANEL_COLUMN + PANEL_WIDE ? p->end : PANEL_COLUMN + PANEL_WIDE;
    int bar = end - PANEL_COLUMN > 44 ? 12 : end - PANEL_COLUMN > 30 ? 8 : 0, named = 0;

    if (!d || d->n == 0)
        return;
    pen_heading(p, _("Causes"));
    for (size_t i = 0; i < d->n && pen_has_room(p); i++) {
        const struct diagnosis_cause *c = &d->cause[i];
        if (!c->is_ruled_out && (c->cause < 0 || named++ < CAUSES_MAX - 1))
            paint_cause(c, end - (bar ? bar + 2 : 0), bar, p);
    }
    p->row++;
}

static void paint_facts(const struct model *m, struct pen *p)
{
    const struct incident *inc = m->incident;
    int shown = 0;
    pen_heading(p, _("Facts"));
    for (size_t i = inc->facts.n; i > 0 && shown < FACTS_MAX && pen_has_room(p); i--) {
        const struct fact *fact = &inc->facts.v[i - 1];
        struct str value = {0};
        if (!strchr(fact->name, '.') || !value_is_known(&fact->value) || finding_is_of_every_run(fact->name))
            continue;
        words_value(m, fact->name, &fact->value, &value);
        int column = frame_put(p->f, p->row, PANEL_COLUMN, p->end, STYLE_DIM, fact->name);
        column = column + 1 < PANEL_COLUMN + 21 ? PANEL_COLUMN + 21 : column + 1;
        frame_put(p->f, p->row++, column, p->end, STYLE_PLAIN, str_get(&value));
        str_release(&value);
        shown++;
    }
    if (shown == 0 && pen_has_room(p))
        frame_put(p->f, p->row++, PANEL_COLUMN, p->end, STYLE_DIM, _("nothing looked at yet"));
    p->row++;
}

static void paint_changes(const struct model *m, struct pen *p)
{
    const struct run *list[CHANGES_MAX];
    size_t n = incident_undo_list(m->incident, list, CHANGES_MAX);
    pen_heading(p, _("Changed by us"));
    for (size_t i = 0; i < n && i < CHANGES_MAX && pen_has_room(p); i++) {
        struct str text = {0};
        words_clock(m, list[i]->started, &text);
        str_addf(&text, "  %s", list[i]->id);
        frame_put(p->f, p->row++, PANEL_COLUMN, p->end, STYLE_PLAIN, str_get(&text));
        str_release(&text);
    }
    if (n == 0 && pen_has_room(p))
        frame_put(p->f, p->row++, PANEL_COLUMN, p->end, STYLE_DIM, _("nothing yet"));
    p->row++;
}

/* What a second pair of eyes need not know: who came and went, and what is told again by what came of it. */
static bool is_told(enum event_kind k)
{
    static const bool is_hidden[N_EVENT_KINDS] = {
        [EVENT_entered] = true, [EVENT_probe_started] = true, [EVENT_joined] = true,
        [EVENT_departed] = true, [EVENT_article_read] = true,  [EVENT_given] = true,
        [EVENT_learned] = true,
    };
    return !is_hidden[k];
}

static void paint_timeline(const struct model *m, struct pen *p)
{
    const struct incident *inc = m->incident;
    pen_heading(p, _("Timeline"));
    for (size_t i = inc->events.n, shown = 0; i > 0 && shown < EVENTS_MAX && pen_has_room(p); i--) {
        const struct event *ev = &inc->events.v[i - 1];
        struct str text = {0};
        if (!is_told(ev->kind))
            continue;
        shown++;
        words_clock(m, ev->at, &text);
        str_add(&text, "  ");
        words_event(m, ev, &text);
        frame_put_fit(p->f, p->row++, PANEL_COLUMN, p->end, STYLE_PLAIN, str_get(&text));
        str_release(&text);
    }
}

void panel_paint(const struct model *m, struct frame *f)
{
    struct pen p = {f, 3, f->rows - 3, f->columns - 2};
    if (!m->incident)
        return;
    paint_causes(m, &p);
    paint_facts(m, &p);
    paint_changes(m, &p);
    paint_timeline(m, &p);
}
