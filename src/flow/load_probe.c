/* load: what observes (probes) and what changes (actions). */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "flow/load.h"
#include "flow/probe_command.h"

#define DEFAULT_TIMEOUT (30 * TIME_SECOND)
#define DEFAULT_APPROVAL (10 * TIME_MINUTE)
#define ENGINE_TIMEOUT (5 * TIME_MINUTE) /* of a probe that reads whole logs */
#define GRACE (2 * TIME_SECOND) /* for a small look to say that its time is up */
#define OF(type, field) offsetof(struct type, field)

static void read_probe_facts(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_probe *p = at;
    struct load_captures all = load_captures(l, node);
    p->capture = all.v;
    p->n_captures = all.n;
}

static void read_action_facts(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_action *a = at;
    struct load_captures all = load_captures(l, node);
    a->capture = all.v;
    a->n_captures = all.n;
}

/* ---- probes ---- */

static const struct key probe_keys[] = {
    {"id", load_name, OF(flow_probe, id), true},
    {"run", load_command, OF(flow_probe, run), false},
    {"http", load_http, 0, false},
    {"logs", load_logs, 0, false},
    {"changes", load_changes, 0, false},
    {"tcp", load_tcp, 0, false},
    {"dns", load_dns, 0, false},
    {"tls", load_tls, 0, false},
    {"file", load_file, 0, false},
    {"process", load_process, 0, false},
    {"unit", load_unit, 0, false},
    {"host", load_text, OF(flow_probe, host), false},
    {"timeout", load_duration, OF(flow_probe, timeout), false},
    {"expect", load_expect, OF(flow_probe, expect), false},
    {"facts", read_probe_facts, 0, false},
    {"every", load_duration, OF(flow_probe, every), false},
    {"for", load_duration, OF(flow_probe, length), false},
    {"at_least", load_count, OF(flow_probe, at_least), false},
    {"allow", load_count, OF(flow_probe, allow), false},
    {"abort", load_count, OF(flow_probe, abort), false},
    {"terminal", load_flag, OF(flow_probe, terminal), false},
};

static void say_kinds(struct loading *l, const struct yaml_node *node, size_t kinds)
{
    struct str all = {0};
    for (size_t i = 0; i < probe_kind_words.n; i++)
        str_addf(&all, i ? ", %s" : "%s", probe_kind_words.v[i]);
    problem_error(l->problems, "probe-kind", node->mark,
                  kinds ? _("this probe has more than one of %s") : _("this probe has none of %s"), str_get(&all));
    problem_remedy(l->problems, kinds ? _("make a probe of each") : _("add one of them: it says what the probe does"));
    str_release(&all);
}

static void want_one_kind(struct loading *l, const struct yaml_node *node)
{
    size_t kinds = 0;
    for (const struct yaml_node *c = node->first; c; c = c->next)
        kinds += words_find(&probe_kind_words, c->key->text) >= 0;
    if (kinds != 1)
        say_kinds(l, node, kinds);
}

static const char *name_or_made(struct loading *l, const char *id, const char *what, size_t i)
{
    return id ? id : arena_printf(&l->flow->arena, "%s_%zu", what, i + 1);
}

static int64_t number_of(const struct flow_probe *p, const char *name, int64_t otherwise)
{
    struct value v;
    for (size_t i = 0; i < p->n_fields; i++)
        if (str_eq(p->field[i].name, name) && value_parse(p->field[i].value.v[0], VALUE_NUMBER, &v) && v.number > 0)
            return v.number < 1e6 ? (int64_t)v.number : 1000000;
    return otherwise;
}

/* Its `timeout` is that of one request, which the command keeps by itself and then says so: from outside it is given the time
 * of all of them, redirects, retries and the other one too, and what it waits when it is told to. A minute is for waiting. */
static void finish_http(struct flow_probe *p)
{
    int64_t repeat = number_of(p, "repeat", 1), each = p->timeout * (1 + number_of(p, "redirects", 0)) * (1 + number_of(p, "retries", 0));
    bool has_repeat = number_of(p, "repeat", 0) > 0;
    p->timeout = (each + (has_repeat ? p->every : 0)) * repeat + each + TIME_MINUTE;
    if (p->timeout > TIME_HOUR)
        p->timeout = TIME_HOUR;
    if (has_repeat && !p->length)
        p->every = 0; /* it repeats by itself, in one run */
}

static void finish_probe(struct loading *l, struct flow_probe *p, const struct yaml_node *node)
{
    bool is_timed = yaml_find(node, "timeout") != NULL, is_small = probe_kind_is_small(p->kind);
    if (is_small && !is_timed)
        p->timeout = 0; /* its own */
    const char *command = probe_command(p, &l->flow->arena);
    if (!command)
        return;
    p->run = command;
    p->inner = probe_inner(p, &l->flow->arena);
    if (p->kind == PROBE_HTTP)
        finish_http(p);
    else if (is_small)
        p->timeout = is_timed ? p->timeout + GRACE : DEFAULT_TIMEOUT;
    else if (!is_timed)
        p->timeout = ENGINE_TIMEOUT;
}

void load_probes(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_step *step = at;
    if (!load_is(l, node, YAML_LIST))
        return;
    step->probe = arena_array(&l->flow->arena, node->n, sizeof *step->probe);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        struct flow_probe *p = &step->probe[step->n_probes];
        *p = (struct flow_probe){.timeout = DEFAULT_TIMEOUT, .mark = c->mark, .source = c};
        if (!LOAD_MAP(l, c, probe_keys, p))
            continue;
        want_one_kind(l, c);
        p->id = name_or_made(l, p->id, "probe", step->n_probes++);
        finish_probe(l, p, c);
    }
}

/* ---- actions ---- */

static void read_risk(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &risk_words, 0);
    if (word >= 0)
        *(enum risk *)at = (enum risk)word;
}

/* `none` says that there is no way back, `unknown` that nobody wrote one down; silence, that nobody thought of it. */
static void read_undo(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_action *a = at;
    bool is_none = node->kind == YAML_TEXT && strcmp(node->text, "none") == 0;
    a->undo_unknown = node->kind == YAML_TEXT && strcmp(node->text, "unknown") == 0;
    a->undo_missing = false;
    if (!is_none && !a->undo_unknown)
        load_command(l, node, &a->undo);
}

static void read_hangup(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &hangup_words, 0);
    if (word >= 0)
        *(enum on_hangup *)at = (enum on_hangup)word;
}

static void read_approve(struct loading *l, const struct yaml_node *node, void *at)
{
    if (node->kind == YAML_TEXT && strcmp(node->text, "second") == 0)
        *(bool *)at = true;
    else
        load_expected(l, node, _("write `approve: second`: another login must say yes before it runs"));
}

static void read_requires(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_action *a = at;
    bool is_one = node->kind == YAML_TEXT;
    if (!is_one && !load_is(l, node, YAML_LIST))
        return;
    a->require = arena_array(&l->flow->arena, is_one ? 1 : node->n, sizeof *a->require);
    for (const struct yaml_node *c = is_one ? node : node->first; c; c = is_one ? NULL : c->next) {
        struct flow_requirement *r = &a->require[a->n_requires];
        if (!load_is(l, c, YAML_TEXT))
            continue;
        *r = (struct flow_requirement){.text = c->text, .mark = c->mark};
        load_condition(l, c, &r->when);
        a->n_requires++;
    }
}

static const struct key action_keys[] = {
    {"id", load_name, OF(flow_action, id), true},
    {"run", load_command, OF(flow_action, run), true},
    {"before", load_command, OF(flow_action, before), false},
    {"undo", read_undo, 0, false},
    {"risk", read_risk, OF(flow_action, risk), false},
    {"confirm", load_text, OF(flow_action, confirm), false},
    {"host", load_text, OF(flow_action, host), false},
    {"timeout", load_duration, OF(flow_action, timeout), false},
    {"expect", load_expect, OF(flow_action, expect), false},
    {"facts", read_action_facts, 0, false},
    {"terminal", load_flag, OF(flow_action, terminal), false},
    {"check", load_command, OF(flow_action, check), false},
    {"requires", read_requires, 0, false},
    {"approve", read_approve, OF(flow_action, needs_second), false},
    {"approve_within", load_duration, OF(flow_action, approve_within), false},
    {"on_hangup", read_hangup, OF(flow_action, on_hangup), false},
    {"announce", load_text, OF(flow_action, announce), false},
    {"temporary", load_text, OF(flow_action, temporary), false},
    {"ends", load_duration, OF(flow_action, ends), false},
    {"by_hand", load_flag, OF(flow_action, by_hand), false},
    {"edit", load_flag, OF(flow_action, edit), false},
};

void load_actions(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_step *step = at;
    if (!load_is(l, node, YAML_LIST))
        return;
    step->action = arena_array(&l->flow->arena, node->n, sizeof *step->action);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        struct flow_action *a = &step->action[step->n_actions];
        *a = (struct flow_action){.timeout = DEFAULT_TIMEOUT, .approve_within = DEFAULT_APPROVAL, .undo_missing = true, .mark = c->mark, .source = c};
        if (!LOAD_MAP(l, c, action_keys, a) || !a->run)
            continue;
        a->id = name_or_made(l, a->id, "action", step->n_actions++);
        a->confirm = a->confirm ? a->confirm : a->id;
    }
}
