/* step_actions: what a step changes, and what became of a change whose end nobody saw. */
#include <string.h>

#include "base/i18n.h"
#include "incident/why.h"
#include "ui/step_own.h"
#include "ui/words.h"

enum { COMMAND_LINES = 3 };

/* ---- actions ---- */

void step_put_command(struct sheet *s, const char *command, int lines)
{
    int n = 0;
    for (const char *line = command; line && *line && n < lines; n++) {
        size_t length = strcspn(line, "\n");
        sheet_line(s);
        if (n == 0)
            sheet_put(s, STEP_LABEL, STYLE_DIM, "$");
        sheet_put(s, STEP_LABEL + 2, STYLE_PLAIN, sheet_keep(s, "%.*s", (int)length, line));
        sheet_end(s, s->width - 10);
        line += length + (line[length] == '\n');
        if (n + 1 == lines && *line)
            sheet_right(s, s->width - 20, STYLE_DIM, _("and more"));
    }
}

/* On an earlier visit, and not taken back since. */
static bool is_made_already(const struct model *m, const struct flow_action *a)
{
    const struct run *r = step_run(m, a->id, false);
    return r && !r->undoes && incident_is_in_effect(r);
}

static void build_action(const struct model *m, const struct flow_action *a, size_t i, struct sheet *s)
{
    const struct run *newest = step_run(m, a->id, true);
    bool is_undone = newest && newest->undoes && newest->outcome == RUN_EXITED && newest->exit_status == 0;
    const struct run *r = is_undone ? NULL : newest; /* taken back, it can be done again */
    int column = step_text_column(m);
    unsigned style = STYLE_PLAIN;

    sheet_line(s);
    sheet_row(s, ROW_ACTION, (int64_t)i, -1);
    vec_last(&s->lines)->is_place = true;
    const char *glyph = r ? step_run_glyph(m, r, &style) : "○";
    step_put_name(s, column, style, glyph, a->id);
    struct str late = {0};
    if (r && words_late_end(m, r, &late))
        sheet_put(s, column, STYLE_PLAIN, str_get(&late));
    else if (r)
        step_put_run(m, r, column, s);
    else
        sheet_putf(s, column, STYLE_DIM, "%s · %s",
                   is_undone                 ? _("taken back")
                   : a->by_hand              ? _("by hand; Enter copies it")
                   : is_made_already(m, a)   ? _("made already; asks first")
                   : a->risk == RISK_DESTROY ? _("destroys; asks first")
                   : a->edit                 ? _("edited first, then asks")
                   : a->undo_unknown         ? _("asks first") /* perhaps it only reads */
                                             : _("changes; asks first"),
                   a->undo           ? _("undo ✓")
                   : a->undo_unknown ? _("undo unknown")
                                     : _("cannot be undone"));
    if (!r && !s->is_compact)
        step_put_command(s, a->run, s->squeeze < 2 ? COMMAND_LINES : 1);
    str_release(&late);
}

void step_build_actions(const struct model *m, struct sheet *s)
{
    const struct flow_step *step = m->step->step;
    for (size_t i = 0; i < step->n_actions; i++)
        build_action(m, &step->action[i], i, s);
    if (step->n_actions)
        sheet_space(s);
}

/* ---- outcome unknown ---- */

static void put_states(const struct model *m, const struct run *r, struct sheet *s)
{
    struct str clock = {0};
    if (r->before && r->before[0]) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_GOOD, "✓");
        sheet_put(s, STEP_LABEL, STYLE_PLAIN, _("before"));
        sheet_put(s, 14, STYLE_PLAIN, r->before);
    }
    sheet_line(s);
    sheet_put(s, 2, m->step->now ? STYLE_GOOD : STYLE_PLAIN, m->step->now ? "✓" : "○");
    sheet_put(s, STEP_LABEL, STYLE_PLAIN, _("now"));
    sheet_put(s, 14, m->step->now ? STYLE_BOLD : STYLE_DIM, m->step->now ? m->step->now : _("r looks again, read-only"));
    if (m->step->now) {
        words_clock(m, m->step->now_at, &clock);
        sheet_right(s, 60, STYLE_DIM, str_get(&clock));
    }
    str_release(&clock);
    sheet_space(s);
}

static void put_verdicts(const struct model *m, struct sheet *s)
{
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, _("What became of it?"));
    for (int i = 0; i < N_VERDICTS; i++) {
        sheet_line(s);
        sheet_numbered(s, ROW_VERDICT, i);
        sheet_put(s, STEP_LABEL, STYLE_PLAIN, _(step_verdicts[i].words));
        if (m->step->verdict && strcmp(m->step->verdict, step_verdicts[i].id) == 0)
            step_put_proposed(s, _(step_verdicts[i].words), m->step->because);
    }
    sheet_line(s);
    sheet_row(s, ROW_VERDICT, N_VERDICTS, 0);
    sheet_put(s, 2, STYLE_PLAIN, "0");
    sheet_put(s, STEP_LABEL, STYLE_PLAIN, _("Not sure; go on, the question stays open"));
}

/* Why nobody knows, where that is known: the connection to another host was lost. */
static void put_why(const struct run *r, struct sheet *s)
{
    struct str why = {0};
    if (r->why && r->why[0])
        why_show(r->why, &why);
    else
        str_add(&why, _("no exit status was seen"));
    sheet_wrap(s, 14, s->width, STYLE_DIM, str_get(&why), false);
    str_release(&why);
}

void step_build_unsettled(const struct model *m, struct sheet *s)
{
    const struct run *r = incident_find_run(m->incident, m->step->unsettled);
    struct str clock = {0};
    if (!r)
        return;
    sheet_line(s);
    sheet_put(s, 2, STYLE_WARN, "?");
    sheet_put(s, STEP_LABEL, STYLE_PLAIN, r->id);
    words_clock(m, r->started, &clock);
    sheet_putf(s, 14, STYLE_BOLD, _("started %s on %s by %s, outcome unknown"), str_get(&clock), r->host ? r->host : "?",
               r->actor ? r->actor : "?");
    put_why(r, s);
    step_put_command(s, r->command, COMMAND_LINES);
    sheet_space(s);
    put_states(m, r, s);
    put_verdicts(m, s);
    str_release(&clock);
}
