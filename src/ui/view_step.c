/* view_step: the page one is on most: what to look at, what was found, what to answer. */
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/prose.h"
#include "ui/step_own.h"
#include "ui/words.h"

/* ---- painting ---- */

static void build_title(const struct model *m, struct sheet *s)
{
    const struct flow_step *step = m->step->step;
    struct str about = {0};
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, step->title);
    if (step->answers_fixes && !s->is_compact) {
        sheet_put(s, 40, STYLE_DIM, _("helps"));
        sheet_put(s, 49, STYLE_DIM, _("takes"));
        sheet_put(s, 57, STYLE_DIM, _("way back"));
    } else if (!s->is_compact) {
        words_about(step->takes, &about);
        sheet_right(s, 50, STYLE_DIM, str_get(&about));
    }
    str_release(&about);
}

static void build_text(const struct model *m, struct sheet *s)
{
    if (m->step->held_by) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_WARN, m->step->held_by);
    }
    if (s->is_compact)
        return;
    if (s->squeeze < 1)
        prose_step(m->step->text, m->step->step->text, s);
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

/* A form comes first: its answers are asked once something was looked at, or at a key. */
static bool waits_for_look(const struct ui *ui, const struct model *m)
{
    const struct flow_step *step = m->step->step;
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
}

/* ---- arriving ---- */

/* Typing starts by itself only in a field that must be filled before anything can be looked at. */
static void open_field(struct ui *ui, const struct model *m, size_t i)
{
    const struct flow_input *input = &m->flow->input[m->step->step->input[i]];
    const struct fact *f = step_fact(m, input->id);
    struct str now = {0};
    if (f && value_is_known(&f->value) && input->type != INPUT_SECRET)
        value_print(&f->value, &now);
    else if (!f && input->preset)
        str_add(&now, input->preset);
    ask_open(ui, ASK_FIELD, NULL, input->id, (int64_t)i, str_get(&now));
    ui->prompt.is_hidden = input->type == INPUT_SECRET;
    str_release(&now);
}

void step_field_kept(struct ui *ui, const struct model *m, int i, bool is_empty)
{
    int was_missing = step_missing_field(m), next = step_missing_after(m, i);
    if (is_empty || was_missing < 0)
        return;
    if (next >= 0) {
        ui_place(ui)->at = (struct row_id){ROW_FIELD, next};
        open_field(ui, m, (size_t)next);
    } else if (m->step->step->n_probes && !step_has_run(m)) {
        ui_place(ui)->at = (struct row_id){ROW_LOOK, 0};
    }
}

static struct row_id arrive(struct ui *ui, const struct model *m, const struct sheet *s)
{
    static const enum row_kind order[] = {ROW_PROBE, ROW_LOOK, ROW_ITEM, ROW_ACTION, ROW_VERDICT, ROW_GO_ON, ROW_ANSWER, ROW_FIX};
    int missing = m->step && !m->step->unsettled ? step_missing_field(m) : -1;
    if (m->step && !m->step->unsettled && step_cannot(m))
        return (struct row_id){ROW_CANNOT, 0};
    if (missing >= 0) {
        if (ui->prompt.ask == ASK_NONE)
            open_field(ui, m, (size_t)missing);
        return (struct row_id){ROW_FIELD, missing};
    }
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < s->lines.n; i++)
            if (s->lines.v[i].row.kind == order[k])
                return s->lines.v[i].row;
    return (struct row_id){0};
}

/* ---- Enter ---- */

static void look_inside(struct ui *ui, const struct run *r, struct wish *w)
{
    ui_push(ui, PAGE_OUTPUT);
    ui_place(ui)->follows = r->outcome == RUN_RUNNING;
    *w = (struct wish){.kind = WISH_SHOW_OUTPUT, .number = r->seq};
}

static void enter_probe(struct ui *ui, const struct model *m, size_t i, struct wish *w)
{
    const struct run *r = i < m->step->step->n_probes ? step_run(m, m->step->step->probe[i].id, true) : NULL;
    if (r)
        look_inside(ui, r, w);
    else
        w->kind = WISH_RUN_PROBES;
}

static void enter_answer(struct ui *ui, const struct model *m, size_t i, struct wish *w)
{
    const struct flow_step *step = m->step->step;
    const char *proposed = m->step->proposal.answer;
    if (i >= step->n_answers)
        return;
    const char *id = step->answer[i].id;
    const struct flow_answer *other = proposed ? flow_find_answer(step, proposed) : NULL;
    if (other && strcmp(proposed, id) != 0)
        ask_open(ui, ASK_WHY_NOT, other->label, id, 0, NULL);
    else
        *w = (struct wish){.kind = WISH_ANSWER, .id = id};
}

static void enter_fix(const struct model *m, size_t i, struct wish *w)
{
    if (i < m->step->n_fixes)
        *w = (struct wish){.kind = WISH_FIX, .id = m->step->fix[i].step};
}

static const char *reportable(const struct model *m)
{
    const struct flow_step *step = m->step->step;
    if (m->step->n_cannot)
        return m->step->cannot[0].probe;
    for (size_t i = 0; i < step->n_probes; i++)
        if (!step_run(m, step->probe[i].id, true))
            return step->probe[i].id;
    return step->n_probes ? step->probe[0].id : "";
}

static void ask_defer(struct ui *ui, const struct model *m)
{
    ask_open(ui, ASK_OWNER, m->actor, m->step->path, 0, NULL);
}

static void show_fields(struct ui *ui, const struct model *m)
{
    ui_place(ui)->is_unfolded = true;
    ui_place(ui)->at = (struct row_id){ROW_FIELD, 0};
    open_field(ui, m, 0);
}

static void correct(struct ui *ui, const struct model *m)
{
    if (m->step && m->step->step->n_inputs)
        show_fields(ui, m);
    else
        ask_open(ui, ASK_FACT, NULL, NULL, 0, NULL);
}

static void enter_cannot(struct ui *ui, const struct model *m, int64_t way)
{
    if (way == 0) {
        ask_open(ui, ASK_REPORT, reportable(m), reportable(m), 0, NULL);
    } else if (way == 1) {
        correct(ui, m);
    } else if (way == 2) {
        ask_defer(ui, m);
    } else {
        ui_place(ui)->is_other_way = true;
        ui_place(ui)->at = (struct row_id){ROW_UNSURE, 0};
    }
}

static void enter_item(const struct model *m, size_t i, struct wish *w)
{
    const struct names *items = &m->step->step->items;
    if (i < items->n)
        *w = (struct wish){.kind = WISH_TICK, .id = items->v[i], .flag = !incident_is_ticked(m->incident, m->step->path, items->v[i])};
}

static void enter_verdict(const struct model *m, int64_t i, struct wish *w)
{
    static const char *const ids[] = {"took_effect", "in_part", "no_effect", "unsure"};
    if (i >= 0 && i < 4)
        *w = (struct wish){.kind = WISH_SETTLE, .number = m->step->unsettled, .id = ids[i]};
}

static void enter_escalate(struct ui *ui, const struct model *m)
{
    ask_open(ui, ASK_ESCALATE, m->flow->escalate.to ? m->flow->escalate.to : _("nobody"), NULL, 0, NULL);
}

static void enter_action(struct ui *ui, const struct model *m, size_t i, struct wish *w)
{
    const struct flow_step *step = m->step->step;
    const struct run *r = i < step->n_actions ? step_run(m, step->action[i].id, true) : NULL;
    if (r && r->outcome == RUN_RUNNING)
        look_inside(ui, r, w);
    else if (i < step->n_actions)
        *w = (struct wish){.kind = WISH_ACTION, .id = step->action[i].id};
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    if (row.kind == ROW_COMMAND)
        ui_do(ui, m, (enum action)row.key, w);
    if (!m->step)
        return;
    if (row.kind == ROW_FIELD)
        open_field(ui, m, (size_t)row.key);
    else if (row.kind == ROW_LOOK)
        w->kind = WISH_RUN_PROBES;
    else if (row.kind == ROW_PROBE)
        enter_probe(ui, m, (size_t)row.key, w);
    else if (row.kind == ROW_ANSWER)
        enter_answer(ui, m, (size_t)row.key, w);
    else if (row.kind == ROW_UNSURE)
        *w = (struct wish){.kind = WISH_ANSWER, .id = "unsure"};
    else if (row.kind == ROW_GO_ON)
        w->kind = WISH_GO_ON;
    else if (row.kind == ROW_FIX)
        enter_fix(m, (size_t)row.key, w);
    else if (row.kind == ROW_ESCALATE)
        enter_escalate(ui, m);
    else if (row.kind == ROW_ITEM)
        enter_item(m, (size_t)row.key, w);
    else if (row.kind == ROW_ACTION)
        enter_action(ui, m, (size_t)row.key, w);
    else if (row.kind == ROW_VERDICT)
        enter_verdict(m, row.key, w);
    else if (row.kind == ROW_CANNOT)
        enter_cannot(ui, m, row.key);
}

/* ---- letters ---- */

static void run_again(const struct model *m, struct wish *w)
{
    if (m->step && m->step->unsettled)
        *w = (struct wish){.kind = WISH_LOOK_AGAIN, .number = m->step->unsettled};
    else
        w->kind = WISH_RUN_PROBES;
}

/* What y copies: the command for elsewhere, the action ▸ is on, else the finding. */
static void copy(struct ui *ui, const struct model *m, struct wish *w)
{
    struct row_id at = ui_place(ui)->at;
    const struct flow_step *step = m->step->step;
    const char *text = m->step->n_cannot ? m->step->cannot[0].elsewhere : NULL;
    if (at.kind == ROW_ACTION && (size_t)at.key < step->n_actions)
        text = step->action[at.key].run;
    else if (at.kind == ROW_PROBE && (size_t)at.key < step->n_probes) {
        const struct run *r = step_run(m, step->probe[at.key].id, true);
        text = r && r->summary ? r->summary : step->probe[at.key].run;
    }
    *w = (struct wish){.kind = WISH_COPY, .text = ui_say(ui, 0, text ? text : step->title)};
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    if (!m->step)
        return a == ACTION_run_probes || a == ACTION_elsewhere || a == ACTION_defer || a == ACTION_copy;
    if (a == ACTION_run_probes)
        run_again(m, w);
    else if (a == ACTION_elsewhere)
        ask_open(ui, ASK_REPORT, reportable(m), reportable(m), 0, NULL);
    else if (a == ACTION_defer)
        ask_defer(ui, m);
    else if (a == ACTION_back)
        w->kind = WISH_BACK;
    else if (a == ACTION_why)
        ui_push(ui, PAGE_WHY);
    else if (a == ACTION_correct)
        correct(ui, m);
    else if (a == ACTION_copy)
        copy(ui, m, w);
    else if (a == ACTION_withdraw)
        ask_open(ui, ASK_STRIKE, NULL, m->step->path, 0, NULL);
    else if (a == ACTION_keep_answer)
        *w = (struct wish){.kind = WISH_KEEP, .id = m->step->path};
    else
        return false;
    return true;
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
        return _("tick");
    if (row.kind == ROW_ACTION || row.kind == ROW_FIX)
        return _("open");
    if (row.kind == ROW_GO_ON)
        return step->step->call ? _("open") : _("go on");
    bool is_proposed = row.kind == ROW_ANSWER && step->proposal.answer && (size_t)row.key < step->step->n_answers &&
                       strcmp(step->proposal.answer, step->step->answer[row.key].id) == 0;
    if (is_proposed || (row.kind == ROW_VERDICT && row.key == 0 && step->verdict))
        return _("accept");
    return row.kind == ROW_ANSWER || row.kind == ROW_UNSURE || row.kind == ROW_VERDICT ? _("answer") : _("do it");
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action over[] = {ACTION_left, ACTION_export, ACTION_go_to, ACTION_note, ACTION_timeline, ACTION_NONE};
    static const enum action running[] = {ACTION_stop, ACTION_note, ACTION_articles, ACTION_NONE};
    static const enum action unsettled[] = {ACTION_run_probes, ACTION_why, ACTION_note, ACTION_timeline, ACTION_palette, ACTION_NONE};
    static const enum action cannot[] = {ACTION_elsewhere, ACTION_copy, ACTION_correct, ACTION_why, ACTION_NONE};
    static const enum action fixes[] = {ACTION_why, ACTION_rule_out, ACTION_causes, ACTION_note, ACTION_back, ACTION_NONE};
    static const enum action looked[] = {ACTION_point, ACTION_run_probes, ACTION_why, ACTION_note, ACTION_defer, ACTION_back,
                                         ACTION_causes, ACTION_articles, ACTION_timeline, ACTION_NONE};
    static const enum action asked[] = {ACTION_point, ACTION_note, ACTION_defer, ACTION_back, ACTION_why, ACTION_causes,
                                        ACTION_articles, ACTION_timeline, ACTION_NONE};
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
    return m->step->step->n_probes ? looked : asked;
}

const struct view view_step = {
    .page = PAGE_STEP, .build = build, .enter = enter, .act = act, .arrive = arrive, .enter_label = enter_label,
    .footer = footer, .has_advice = true, .has_panel = true,
};
