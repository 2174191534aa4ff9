/* load: steps and their answers. */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "flow/load.h"

#define OF(type, field) offsetof(struct type, field)

enum { NOT_SAID = -2 }; /* of a `next`, until load_resolve */

/* ---- answers ---- */

static void read_evidence(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_answer *a = at;
    load_shares(l, node, &a->share, &a->n_shares, true);
}

static void read_verdict(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &verdict_words, 1);
    if (word > 0)
        *(enum fix_verdict *)at = (enum fix_verdict)word;
}

static void read_answer_next(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_answer *a = at;
    load_refer(l, REFERENCE_STEP, node, &a->next, &a->next_missing);
}

static const struct key answer_keys[] = {
    {"id", load_name, OF(flow_answer, id), true},
    {"label", load_text, OF(flow_answer, label), false},
    {"when", load_condition, OF(flow_answer, when), false},
    {"evidence", read_evidence, 0, false},
    {"fix", read_verdict, OF(flow_answer, fix), false},
    {"next", read_answer_next, 0, false},
    {"outcome", load_outcome, OF(flow_answer, outcome), false},
};

/* "db_bad" reads "Db bad" where the author gave no label. */
static const char *label_from_id(struct arena *arena, const char *id)
{
    char *label = arena_strdup(arena, id);
    if (*label >= 'a' && *label <= 'z')
        *label = (char)(*label - 32);
    for (char *s = label; *s; s++)
        if (*s == '_')
            *s = ' ';
    return label;
}

static void read_answer(struct loading *l, const struct yaml_node *node, struct flow_step *step)
{
    struct flow_answer *a = &step->answer[step->n_answers];
    *a = (struct flow_answer){.next = NOT_SAID, .mark = node->mark, .source = node};
    if (!LOAD_MAP(l, node, answer_keys, a))
        return;
    if (!a->id)
        a->id = arena_printf(&l->flow->arena, "answer_%zu", step->n_answers + 1);
    if (flow_find_answer(step, a->id)) {
        problem_error(l->problems, "duplicate-id", yaml_find(node, "id")->mark, _("this step has two answers '%s'"), a->id);
        problem_remedy(l->problems, _("give one of them another id"));
    }
    a->label = a->label ? a->label : label_from_id(&l->flow->arena, a->id);
    step->n_answers++;
}

static void read_answers(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_step *step = at;
    if (node->kind == YAML_TEXT) {
        step->answers_fixes = strcmp(node->text, "fixes") == 0;
        if (!step->answers_fixes)
            load_expected(l, node, _("write a list of answers, or `fixes` for the list of fixes"));
        return;
    }
    if (!load_is(l, node, YAML_LIST))
        return;
    step->answer = arena_array(&l->flow->arena, node->n, sizeof *step->answer);
    for (const struct yaml_node *c = node->first; c; c = c->next)
        read_answer(l, c, step);
}

/* ---- a step ---- */

static void read_phase(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &phase_words, 0);
    if (word >= 0)
        *(enum phase *)at = (enum phase)word;
}

static void read_effort(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &effort_words, 1);
    if (word > 0)
        *(enum effort *)at = (enum effort)word;
}

static void read_step_inputs(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_step *step = at;
    if (!load_is(l, node, YAML_LIST))
        return;
    step->input = arena_array(&l->flow->arena, node->n, sizeof *step->input);
    for (const struct yaml_node *c = node->first; c; c = c->next)
        if (load_is(l, c, YAML_TEXT))
            load_refer(l, REFERENCE_INPUT, c, &step->input[step->n_inputs++], NULL);
}

static void read_cures(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_step *step = at;
    step->is_fix = true;
    load_shares(l, node, &step->cure, &step->n_cures, false);
}

static void read_with(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_step *step = at;
    if (!load_is(l, node, YAML_MAP))
        return;
    step->with = arena_array(&l->flow->arena, node->n, sizeof *step->with);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        const char **value = arena_array(&l->flow->arena, 1, sizeof *value);
        *value = "";
        load_any_text(l, c, value);
        step->with[step->n_with++] = (struct flow_field){c->key->text, {value, 1}};
    }
}

static void read_step_next(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_step *step = at;
    load_refer(l, REFERENCE_STEP, node, &step->next, &step->next_missing);
}

static const struct key step_keys[] = {
    {"id", load_name, OF(flow_step, id), true},
    {"title", load_text, OF(flow_step, title), true},
    {"phase", read_phase, OF(flow_step, phase), false},
    {"when", load_condition, OF(flow_step, when), false},
    {"text", load_text, OF(flow_step, text), false},
    {"tip", load_text, OF(flow_step, tip), false},
    {"articles", load_names, OF(flow_step, articles), false},
    {"takes", load_duration, OF(flow_step, takes), false},
    {"effort", read_effort, OF(flow_step, effort), false},
    {"inputs", read_step_inputs, 0, false},
    {"probes", load_probes, 0, false},
    {"actions", load_actions, 0, false},
    {"cures", read_cures, 0, false},
    {"call", load_id, OF(flow_step, call), false},
    {"with", read_with, 0, false},
    {"ask", load_text, OF(flow_step, ask), false},
    {"answers", read_answers, 0, false},
    {"next", read_step_next, 0, false},
    {"outcome", load_outcome, OF(flow_step, outcome), false},
    {"auto", load_flag, OF(flow_step, is_auto), false},
};

static int64_t takes_by_effort(enum effort effort)
{
    static const int minutes[] = {[EFFORT_UNSAID] = 2, [EFFORT_EASY] = 5, [EFFORT_MEDIUM] = 15, [EFFORT_HARD] = 45};
    return minutes[effort] * TIME_MINUTE;
}

static void read_step(struct loading *l, const struct yaml_node *node, enum phase phase_above)
{
    struct flow *f = l->flow;
    struct flow_step *step = &f->step[f->n_steps];
    *step = (struct flow_step){.phase = phase_above, .takes = -1, .next = NOT_SAID, .mark = node->mark, .source = node};
    if (!LOAD_MAP(l, node, step_keys, step))
        return;
    if (!step->id)
        step->id = arena_printf(&f->arena, "step_%zu", f->n_steps + 1);
    if (!step->title)
        step->title = step->id;
    step->says_minutes = step->takes >= 0 || step->effort != EFFORT_UNSAID;
    if (step->takes < 0)
        step->takes = takes_by_effort(step->effort);
    if (step->text)
        step->items = load_items(&f->arena, step->text);
    if (flow_find_step(f, step->id)) {
        problem_error(l->problems, "duplicate-id", yaml_find(node, "id")->mark, _("there are two steps '%s'"), step->id);
        problem_remedy(l->problems, _("give one of them another id; `next` leads to the first"));
    } else {
        map_set(&f->step_by_id, step->id, (uint32_t)f->n_steps);
    }
    f->n_steps++;
}

void load_steps(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow *f = at;
    if (!load_is(l, node, YAML_LIST))
        return;
    if (node->n > FLOW_MAX_STEPS) {
        problem_error(l->problems, "too-many-steps", node->mark, _("this flow has more than %d steps"), FLOW_MAX_STEPS);
        problem_remedy(l->problems, _("split it into flows that call one another"));
        return;
    }
    f->step = arena_array(&f->arena, node->n, sizeof *f->step);
    for (const struct yaml_node *c = node->first; c; c = c->next)
        read_step(l, c, f->n_steps ? f->step[f->n_steps - 1].phase : PHASE_SYMPTOM);
}
