/* view_step: the page one is on most: what to look at, what was found, what to answer. */
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/past.h"
#include "ui/prose.h"
#include "ui/step_own.h"
#include "ui/words.h"

/* ---- painting ---- */

/* When the samples that are being taken will be there. */
static void add_until(const struct model *m, struct str *out)
{
    struct str clock = {0};
    int64_t until = 0;
    for (size_t i = 0; i < m->n_live; i++)
        if (m->live[i].probe && m->live[i].started + m->live[i].timeout > until)
            until = m->live[i].started + m->live[i].timeout;
    if (!until)
        return;
    words_clock(m, until, &clock);
    str_add(out, ", ");
    str_addf(out, _("until %s"), str_get(&clock));
    str_release(&clock);
}

static void build_title(const struct model *m, struct sheet *s)
{
    const struct flow_step *step = m->step->step;
    struct str about = {0};
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, step->title);
    if (step->answers_fixes && !s->is_compact) {
        if (m->flow->n_causes)
            sheet_put(s, 40, STYLE_DIM, _("helps"));
        sheet_put(s, 49, STYLE_DIM, _("takes"));
        sheet_put(s, 57, STYLE_DIM, _("way back"));
    } else if (!s->is_compact) {
        words_about(past_takes(m), &about);
        add_until(m, &about);
        sheet_right(s, 50, STYLE_DIM, str_get(&about));
    }
    str_release(&about);
}

/* Somebody waits for a yes: Enter shows what it is about. */
static void build_second(const struct model *m, struct sheet *s)
{
    struct str until = {0};
    if (!m->second || m->second->hindrance)
        return;
    words_minute(m, m->second->until, &until);
    sheet_line(s);
    sheet_row(s, ROW_COMMAND, ACTION_second, -1);
    vec_last(&s->lines)->is_place = true;
    sheet_put(s, 2, STYLE_WARN, "?");
    sheet_putf(s, STEP_LABEL, STYLE_BOLD, _("%s asks for a second yes to %s, until %s"), m->second->asker, m->second->action, str_get(&until));
    str_release(&until);
}

static void build_text(const struct model *m, struct sheet *s)
{
    build_second(m, s);
    if (m->step->held_by) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_WARN, m->step->held_by);
    }
    if (s->is_compact)
        return;
    if (s->squeeze < 1)
        step_build_text(m, s);
    else if (s->text_rows > 0)
        step_build_some_text(m, s);
    if (m->step->step->tip && m->step->step->n_inputs == 0 && s->squeeze < 1)
        sheet_wrap(s, 2, 74, STYLE_DIM, m->step->step->tip, false);
    if (s->squeeze < 2)
        sheet_space(s);
}

static void build_over(const struct model *m, struct sheet *s)
{
    static const struct {
        enum action action;
        const char *label;
    } ways[] = {
        {ACTION_left, N_("What is left to do before it is closed")},
        {ACTION_export, N_("Export the write-up")},
        {ACTION_go_to, N_("Go back to a step")},
    };
    const char *outcome = m->incident->outcome;
    sheet_line(s);
    if (outcome)
        sheet_putf(s, 2, STYLE_BOLD, _("The flow has ended: %s"), outcome);
    else
        sheet_put(s, 2, STYLE_BOLD, _("The flow has ended here."));
    sheet_space(s);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        sheet_line(s);
        sheet_numbered(s, ROW_COMMAND, ways[i].action);
        sheet_put(s, STEP_LABEL, STYLE_PLAIN, _(ways[i].label));
    }
}

/* A form comes first: its answers are asked once something was looked at, was answered, or at a key. */
static bool waits_for_look(const struct ui *ui, const struct model *m)
{
    const struct flow_step *step = m->step->step;
    const struct answer_given *g = incident_find_answer(m->incident, m->step->path);
    if (g && !g->is_struck)
        return false;
    return step->n_inputs && step->n_probes && !step_has_run(m) && !ui_place_const(ui)->is_other_way;
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    if (!m->incident)
        return;
    if (!m->step || !m->flow) {
        build_over(m, s);
        return;
    }
    build_title(m, s);
    if (m->step->unsettled) {
        sheet_space(s);
        step_build_unsettled(m, s);
        return;
    }
    build_text(m, s);
    step_build_fields(ui, m, s);
    if (!step_has_items_in_text(m, s))
        step_build_items(m, s);
    step_build_probes(ui, m, s);
    step_build_actions(m, s);
    sheet_gap(s);
    if (step_cannot(m) && !ui_place_const(ui)->is_other_way)
        step_build_cannot(m, s);
    else if (m->step->step->answers_fixes)
        step_build_fixes(m, s);
    else if (waits_for_look(ui, m))
        step_build_without(s);
    else
        step_build_answers(ui, m, s);
    past_build_short(m, s);
}

/* ---- arriving ---- */

/* Typing starts by itself only in a field that must be filled before anything can be looked at. */
static struct row_id arrive(struct ui *ui, const struct model *m, const struct sheet *s)
{
    static const enum row_kind order[] = {ROW_PROBE,   ROW_LOOK,  ROW_ITEM,   ROW_ACTION,
                                          ROW_VERDICT, ROW_GO_ON, ROW_ANSWER, ROW_FIX};
    int missing = m->step && !m->step->unsettled ? step_missing_field(m) : -1;
    if (m->step && !m->step->unsettled && step_cannot(m))
        return (struct row_id){ROW_CANNOT, 0};
    /* Who presses Enter as the connection breaks must not say by that what nobody knows. */
    if (m->step && m->step->unsettled && !m->step->verdict)
        return (struct row_id){ROW_VERDICT, N_VERDICTS};
    if (missing >= 0) {
        if (ui->prompt.ask == ASK_NONE)
            step_open_field(ui, m, (size_t)missing);
        return (struct row_id){ROW_FIELD, missing};
    }
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < s->lines.n; i++)
            if (s->lines.v[i].row.kind == order[k])
                return s->lines.v[i].row;
    return (struct row_id){0};
}

static bool is_ticked(const struct model *m, int64_t item)
{
    const struct names *items = &m->step->step->items;
    return (size_t)item < items->n && incident_is_ticked(m->incident, m->step->path, items->v[item]);
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    const struct model_step *step = m->step;
    (void)ui;
    if (!step)
        return _("do it");
    if (row.kind == ROW_PROBE)
        return _("look inside");
    if (row.kind == ROW_LOOK)
        return _("look now");
    if (row.kind == ROW_FIELD)
        return _("change");
    if (row.kind == ROW_ITEM)
        return is_ticked(m, row.key) ? _("leave open") : _("tick");
    if (row.kind == ROW_ACTION || row.kind == ROW_FIX)
        return C_("key", "open");
    if (row.kind == ROW_GO_ON)
        return step->step->call ? C_("key", "open") : _("go on");
    bool is_proposed = row.kind == ROW_ANSWER && step->proposal.answer && (size_t)row.key < step->step->n_answers &&
                       strcmp(step->proposal.answer, step->step->answer[row.key].id) == 0;
    if (is_proposed || (row.kind == ROW_VERDICT && row.key == 0 && step->verdict))
        return _("accept");
    return row.kind == ROW_ANSWER || row.kind == ROW_UNSURE || row.kind == ROW_VERDICT ? _("answer") : _("do it");
}

static bool has_by_hand(const struct flow_step *step)
{
    for (size_t i = 0; i < step->n_actions; i++)
        if (step->action[i].by_hand)
            return true;
    return false;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action over[] = {ACTION_left, ACTION_export, ACTION_go_to, ACTION_note, ACTION_timeline, ACTION_NONE};
    static const enum action running[] = {ACTION_stop, ACTION_note, ACTION_articles, ACTION_NONE};
    static const enum action unsettled[] = {ACTION_run_probes, ACTION_why,     ACTION_note,
                                            ACTION_timeline,   ACTION_palette, ACTION_NONE};
    static const enum action cannot[] = {ACTION_elsewhere, ACTION_copy, ACTION_correct, ACTION_why, ACTION_NONE};
    static const enum action fixes[] = {ACTION_why, ACTION_rule_out, ACTION_causes, ACTION_note, ACTION_back, ACTION_NONE};
    static const enum action looked[] = {ACTION_point, ACTION_run_probes, ACTION_why,      ACTION_note,     ACTION_defer,
                                         ACTION_back,  ACTION_causes,     ACTION_articles, ACTION_timeline, ACTION_NONE};
    static const enum action asked[] = {ACTION_point,  ACTION_note,     ACTION_defer,    ACTION_back, ACTION_why,
                                        ACTION_causes, ACTION_articles, ACTION_timeline, ACTION_NONE};
    static const enum action by_hand[] = {ACTION_copy, ACTION_elsewhere, ACTION_note, ACTION_defer, ACTION_back, ACTION_why, ACTION_NONE};
    (void)ui;
    if (!m->step)
        return over;
    if (m->n_live)
        return running;
    if (m->step->unsettled)
        return unsettled;
    if (step_cannot(m))
        return cannot;
    if (m->step->step->answers_fixes)
        return fixes;
    if (has_by_hand(m->step->step))
        return by_hand;
    return m->step->step->n_probes ? looked : asked;
}

const struct view view_step = {
    .page = PAGE_STEP,
    .build = build,
    .enter = step_enter,
    .act = step_act,
    .arrive = arrive,
    .enter_label = enter_label,
    .footer = footer,
    .has_advice = true,
    .has_panel = true,
};
