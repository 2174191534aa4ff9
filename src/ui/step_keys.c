/* step_keys: what Enter and the letters do on the step page. */
#include <string.h>

#include "base/i18n.h"
#include "incident/path.h"
#include "ui/ask.h"
#include "ui/step_looked.h"
#include "ui/step_own.h"

/* ---- the form ---- */

void step_open_field(struct ui *ui, const struct model *m, size_t i)
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
        step_open_field(ui, m, (size_t)next);
    } else if (m->step->step->n_probes && !step_has_run(m)) {
        ui_place(ui)->at = (struct row_id){ROW_LOOK, 0};
    } else if (m->step->step->n_actions) {
        ui_place(ui)->at = (struct row_id){ROW_ACTION, 0};
    }
}

static void refuse_field(struct ui *ui, const struct model *m, const struct wish *w)
{
    for (size_t i = 0; m->step && m->flow && i < m->step->step->n_inputs; i++)
        if (str_eq(m->flow->input[m->step->step->input[i]].id, w->id)) {
            ui_place(ui)->at = (struct row_id){ROW_FIELD, (int64_t)i};
            step_open_field(ui, m, i);
            prompt_set(&ui->prompt, w->text);
        }
}

void ui_refused(struct ui *ui, const struct model *m, const struct wish *w)
{
    ui->is_refused = w->text && w->text[0];
    if (!ui->is_refused)
        return;
    if (w->kind == WISH_SET_INPUT)
        refuse_field(ui, m, w);
    else if (w->kind == WISH_CORRECT)
        ask_open(ui, ASK_VALUE, w->id, w->id, 0, w->text);
    else if (w->kind == WISH_REPORTED)
        ask_open(ui, m->trial ? ASK_PRETEND : ASK_REPORT, w->id, w->id, 0, w->text);
}

/* ---- Enter ---- */

static void look_inside(struct ui *ui, const struct run *r, struct wish *w)
{
    ui_push(ui, PAGE_OUTPUT);
    *ui_place(ui) = (struct place){.page = PAGE_OUTPUT}; /* perhaps another run than the one it showed */
    *w = (struct wish){.kind = WISH_SHOW_OUTPUT, .number = r->seq};
}

static void enter_probe(struct ui *ui, const struct model *m, size_t i, struct wish *w)
{
    const struct run *r = i < m->step->step->n_probes ? step_run(m, m->step->step->probe[i].id, true) : NULL;
    const struct model_looked *found = r ? step_looked(m, r->seq) : NULL;
    if (found && !found->small && !found->http) /* an exchange is its own output */
        ui_do(ui, m, found->log ? ACTION_logs : ACTION_changes, w);
    else if (r)
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
    step_open_field(ui, m, 0);
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
        *w = (struct wish){
            .kind = WISH_TICK, .id = items->v[i], .flag = !incident_is_ticked(m->incident, m->step->path, items->v[i])};
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

void step_enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    if (row.kind == ROW_COMMAND)
        ui_do(ui, m, (enum action)row.key, w);
    if (!m->step)
        return;
    if (row.kind == ROW_FIELD)
        step_open_field(ui, m, (size_t)row.key);
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

/* An action that was made: its line for a chat; one that was not: its command. */
static const char *line_of_action(const struct model *m, const struct flow_action *a)
{
    const struct run *r = step_run(m, a->id, true);
    return r && !str_blank(r->announce) ? r->announce : a->run;
}

/* What y copies: the command for elsewhere, the action ▸ is on, else the finding. */
static void copy(struct ui *ui, const struct model *m, struct wish *w)
{
    struct row_id at = ui_place(ui)->at;
    const struct flow_step *step = m->step->step;
    const char *text = m->step->n_cannot ? m->step->cannot[0].elsewhere : NULL;
    if (at.kind == ROW_ACTION && (size_t)at.key < step->n_actions)
        text = m->step->filled && m->step->filled[at.key] ? m->step->filled[at.key] : line_of_action(m, &step->action[at.key]);
    else if (at.kind == ROW_PROBE && (size_t)at.key < step->n_probes) {
        const struct run *r = step_run(m, step->probe[at.key].id, true);
        text = r && r->summary ? r->summary : step->probe[at.key].run;
    }
    *w = (struct wish){.kind = WISH_COPY, .text = ui_say(ui, 0, text ? text : step->title)};
}

/* The cause that a fix helps by most; NULL where it names none that is left. */
static const struct diagnosis_cause *cause_of_fix(const struct model *m, const struct model_fix *fix)
{
    const struct flow_step *step = flow_find_step(m->flow, path_last(fix->step));
    const struct diagnosis_cause *best = NULL;
    double most = -1;
    for (size_t i = 0; step && m->diagnosis && i < m->diagnosis->n; i++)
        for (size_t k = 0; k < step->n_cures; k++) {
            const struct diagnosis_cause *c = &m->diagnosis->cause[i];
            if (c->cause < 0 || c->cause != step->cure[k].cause || c->is_ruled_out || c->share * step->cure[k].share <= most)
                continue;
            most = c->share * step->cure[k].share;
            best = c;
        }
    return best;
}

static bool is_given(const struct model *m, struct row_id at)
{
    const struct flow_step *step = m->step->step;
    const struct answer_given *g = incident_find_answer(m->incident, m->step->path);
    bool is_answer = at.kind == ROW_ANSWER && (size_t)at.key < step->n_answers;
    return g && !g->is_struck && is_answer && str_eq(g->answer, step->answer[at.key].id);
}

/* On the list of fixes: the cause that this one is for. On the answer that was given: it no longer counts. */
static bool rule_out(struct ui *ui, const struct model *m)
{
    struct row_id at = ui_place(ui)->at;
    bool is_fix = at.kind == ROW_FIX && (size_t)at.key < m->step->n_fixes;
    const struct diagnosis_cause *c = is_fix ? cause_of_fix(m, &m->step->fix[at.key]) : NULL;
    if (c)
        ask_open(ui, ASK_OUT_WHY, c->title, c->name, 0, NULL);
    else if (is_given(m, at))
        ask_open(ui, ASK_STRIKE, NULL, m->step->path, 0, NULL);
    else
        return false;
    return true;
}

bool step_act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    if (!m->step && a == ACTION_why)
        return ui_push(ui, PAGE_WHY), true;
    if (!m->step)
        return a == ACTION_run_probes || a == ACTION_elsewhere || a == ACTION_defer || a == ACTION_copy;
    if (a == ACTION_run_probes)
        run_again(m, w);
    else if (a == ACTION_elsewhere && ui_place(ui)->at.kind == ROW_ACTION)
        enter_action(ui, m, (size_t)ui_place(ui)->at.key, w); /* its page asks what came of it */
    else if (a == ACTION_elsewhere)
        ask_open(ui, ASK_REPORT, reportable(m), reportable(m), 0, NULL);
    else if (a == ACTION_defer)
        ask_defer(ui, m);
    else if (a == ACTION_text)
        w->kind = WISH_OPEN_ARTICLE;
    else if (a == ACTION_back)
        w->kind = WISH_BACK;
    else if (a == ACTION_why)
        ui_push(ui, PAGE_WHY);
    else if (a == ACTION_correct)
        correct(ui, m);
    else if (a == ACTION_copy)
        copy(ui, m, w);
    else if (a == ACTION_rule_out)
        return rule_out(ui, m);
    else if (a == ACTION_withdraw)
        ask_open(ui, ASK_STRIKE, NULL, m->step->path, 0, NULL);
    else if (a == ACTION_keep_answer)
        *w = (struct wish){.kind = WISH_KEEP, .id = m->step->path};
    else
        return false;
    return true;
}
