/* load: what stands before the steps: when it starts, how bad it is, what is asked, what it may be. */
#include <string.h>

#include "base/i18n.h"
#include "flow/load.h"
#include "flow/obeyed.h"

#define OF(type, field) offsetof(struct type, field)

/* ---- start_when ---- */

void load_start_when(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow *f = at;
    if (!load_is(l, node, YAML_LIST))
        return;
    f->match = arena_array(&f->arena, node->n, sizeof *f->match);
    for (const struct yaml_node *line = node->first; line; line = line->next) {
        if (!load_is(l, line, YAML_MAP))
            continue;
        struct flow_match *m = &f->match[f->n_matches++];
        m->label = arena_array(&f->arena, line->n, sizeof *m->label);
        for (const struct yaml_node *c = line->first; c; c = c->next) {
            m->label[m->n].name = c->key->text;
            m->label[m->n].glob = "";
            load_any_text(l, c, &m->label[m->n++].glob);
        }
    }
}

/* ---- severity ---- */

void load_severity(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow *f = at;
    if (!load_is(l, node, YAML_MAP))
        return;
    f->severity = arena_array(&f->arena, node->n, sizeof *f->severity);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        int level = load_word(l, c->key, &severity_words, 0);
        if (level < 0)
            continue;
        struct flow_severity *s = &f->severity[f->n_severities++];
        *s = (struct flow_severity){.level = level + 1, .mark = c->key->mark};
        load_condition(l, c, &s->when);
    }
}

/* ---- escalate ---- */

static void read_after(struct loading *l, const struct yaml_node *node, void *at)
{
    load_duration(l, node, &((struct flow *)at)->escalate.after);
}

static void read_takes(struct loading *l, const struct yaml_node *node, void *at)
{
    load_duration(l, node, &((struct flow *)at)->escalate.takes);
}

static void read_to(struct loading *l, const struct yaml_node *node, void *at)
{
    load_text(l, node, &((struct flow *)at)->escalate.to);
}

static const struct key escalate_keys[] = {
    {"after", read_after, 0, false},
    {"takes", read_takes, 0, false},
    {"to", read_to, 0, false},
};

void load_escalate(struct loading *l, const struct yaml_node *node, void *at)
{
    LOAD_MAP(l, node, escalate_keys, at);
}

/* ---- inputs ---- */

static void read_input_type(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &input_type_words, 0);
    if (word >= 0)
        *(enum input_type *)at = (enum input_type)word;
}

static void read_preset(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_input *input = at;
    load_any_text(l, node, &input->preset);
    if (input->preset)
        *vec_push(&l->presets) = (struct pending_preset){input, node};
}

static const struct key input_keys[] = {
    {"ask", load_text, OF(flow_input, ask), false},
    {"type", read_input_type, OF(flow_input, type), false},
    {"default", read_preset, 0, false},
    {"choices", load_names, OF(flow_input, choices), false},
    {"label", load_text, OF(flow_input, label), false},
};

/* Such a flow is not started: what an alert says would decide how every command runs. */
static void refuse_obeyed(struct loading *l, const struct yaml_node *key)
{
    if (!name_is_obeyed(key->text))
        return;
    problem_error(l->problems, "obeyed-name", key->mark, _("no input can be called '%s': commands obey that name"),
                  key->text);
    problem_remedy(l->problems, _("call it after what it is to your service"));
    l->is_refused = true;
}

void load_inputs(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow *f = at;
    if (!load_is(l, node, YAML_MAP))
        return;
    f->input = arena_array(&f->arena, node->n, sizeof *f->input);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        struct flow_input *input = &f->input[f->n_inputs];
        *input = (struct flow_input){.mark = c->key->mark, .source = c};
        load_name(l, c->key, &input->id);
        refuse_obeyed(l, c->key);
        if (!yaml_is_empty(c))
            LOAD_MAP(l, c, input_keys, input);
        input->ask = input->ask ? input->ask : input->id;
        map_set(&f->input_by_id, input->id, (uint32_t)f->n_inputs++);
    }
}

/* ---- causes ---- */

static void read_likelihood(struct loading *l, const struct yaml_node *node, void *at)
{
    static const double weights[] = {1, 3, 6}; /* low, medium, high */
    struct value v;
    int word = node->kind == YAML_TEXT ? words_find(&likelihood_words, node->text) : -1;
    if (word >= 0)
        *(double *)at = weights[word];
    else if (node->kind == YAML_TEXT && value_parse(node->text, VALUE_NUMBER, &v) && v.number > 0 && v.number <= 1e6)
        *(double *)at = v.number;
    else
        load_expected(l, node, _("write high, medium, low, or a number above 0"));
}

static const struct key cause_keys[] = {
    {"title", load_text, OF(flow_cause, title), true},
    {"likelihood", read_likelihood, OF(flow_cause, weight), false},
    {"articles", load_names, OF(flow_cause, articles), false},
};

static bool is_taken(struct loading *l, const struct yaml_node *key)
{
    bool is_else = strcmp(key->text, "else") == 0;
    if (!is_else && strcmp(key->text, "something_else") != 0)
        return false;
    problem_error(l->problems, "name", key->mark, _("no cause can be called '%s'"), key->text);
    problem_remedy(l->problems, is_else ? _("in `evidence` this word stands for all causes that are not listed")
                                        : _("it is always there; its share is the flow's key `something_else`"));
    return true;
}

void load_causes(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow *f = at;
    if (!load_is(l, node, YAML_MAP))
        return;
    f->cause = arena_array(&f->arena, node->n, sizeof *f->cause);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        struct flow_cause *cause = &f->cause[f->n_causes];
        *cause = (struct flow_cause){.weight = 3, .mark = c->key->mark, .source = c};
        load_name(l, c->key, &cause->id);
        if (is_taken(l, c->key) || !LOAD_MAP(l, c, cause_keys, cause))
            continue;
        cause->title = cause->title ? cause->title : cause->id;
        map_set(&f->cause_by_id, cause->id, (uint32_t)f->n_causes++);
    }
}
