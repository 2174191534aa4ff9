/* load: what observes (probes) and what changes (actions). */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "flow/load.h"

#define DEFAULT_TIMEOUT (30 * TIME_SECOND)
#define OF(type, field) offsetof(struct type, field)
#define COUNT(a) (sizeof(a) / sizeof *(a))

/* ---- expect ---- */

static void read_exit(struct loading *l, const struct yaml_node *node, void *at)
{
    struct value v;
    if (!load_is(l, node, YAML_TEXT))
        return;
    if (value_parse(node->text, VALUE_NUMBER, &v) && v.number >= 0 && v.number <= 255)
        *(int *)at = (int)v.number;
    else
        load_expected(l, node, _("an exit status is a number from 0 to 255"));
}

static bool is_status(const char *s)
{
    return strlen(s) == 3 && s[0] >= '1' && s[0] <= '5' && (strcmp(s + 1, "xx") == 0 || strspn(s + 1, "0123456789") == 2);
}

static void read_status(struct loading *l, const struct yaml_node *node, void *at)
{
    struct names *names = at;
    if (node->kind == YAML_TEXT) {
        names->v = arena_array(&l->flow->arena, 1, sizeof *names->v);
        names->v[names->n++] = node->text;
    } else {
        load_names(l, node, at);
    }
    for (size_t i = 0; i < names->n; i++)
        if (!is_status(names->v[i])) {
            load_expected(l, node, _("an HTTP status is like 200 or 2xx"));
            *names = (struct names){0};
        }
}

static const struct key expect_keys[] = {
    {"exit", read_exit, OF(flow_expect, exit_status), false},
    {"status", read_status, OF(flow_expect, status), false},
    {"matches", load_pattern, OF(flow_expect, matches), false},
};

static void read_expect(struct loading *l, const struct yaml_node *node, void *at)
{
    LOAD_MAP(l, node, expect_keys, at);
}

/* ---- facts ---- */

static void read_fact_kind(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &kind_words, VALUE_FLAG);
    if (word > 0)
        *(enum value_kind *)at = (enum value_kind)word;
}

static void read_from(struct loading *l, const struct yaml_node *node, void *at)
{
    bool is_pointer = node->kind == YAML_TEXT && node->text[0] == '/';
    (is_pointer ? load_text : load_pattern)(l, node, at);
}

static const struct key capture_keys[] = {
    {"type", read_fact_kind, OF(flow_capture, kind), true},
    {"from", read_from, OF(flow_capture, from), false},
};

/* fact: type, or fact: {type, from}. */
static void read_capture(struct loading *l, const struct yaml_node *node, struct flow_capture *capture)
{
    capture->kind = VALUE_TEXT;
    load_name(l, node->key, &capture->id);
    if (node->kind == YAML_TEXT)
        read_fact_kind(l, node, &capture->kind);
    else
        LOAD_MAP(l, node, capture_keys, capture);
}

struct captures {
    struct flow_capture *v;
    size_t n;
};

static struct captures read_captures(struct loading *l, const struct yaml_node *node)
{
    struct captures all = {0};
    if (!load_is(l, node, YAML_MAP))
        return all;
    all.v = arena_array(&l->flow->arena, node->n, sizeof *all.v);
    for (const struct yaml_node *c = node->first; c; c = c->next)
        read_capture(l, c, &all.v[all.n++]);
    return all;
}

static void read_probe_facts(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_probe *p = at;
    struct captures all = read_captures(l, node);
    p->capture = all.v;
    p->n_captures = all.n;
}

static void read_action_facts(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_action *a = at;
    struct captures all = read_captures(l, node);
    a->capture = all.v;
    a->n_captures = all.n;
}

/* ---- the kinds of probes: their own keys become fields ---- */

struct field_key {
    const char *name;
    enum yaml_kind kind; /* a map becomes one field for each entry, NAME.ENTRY */
    bool is_pattern;     /* the entries of a map are patterns */
    bool is_required;
};

static const struct field_key http_fields[] = {
    {"url", YAML_TEXT, false, true},
    {"method", YAML_TEXT, false, false},
    {"headers", YAML_MAP, false, false},
};
static const struct field_key logs_fields[] = {
    {"paths", YAML_LIST, false, true},
    {"since", YAML_TEXT, false, false},
    {"until", YAML_TEXT, false, false},
    {"count", YAML_MAP, true, false},
};
static const struct field_key changes_fields[] = {{"since", YAML_TEXT, false, false}, {"until", YAML_TEXT, false, false}};

static const struct {
    const struct field_key *v;
    size_t n;
} fields_of[] = {
    [PROBE_RUN] = {NULL, 0},
    [PROBE_HTTP] = {http_fields, COUNT(http_fields)},
    [PROBE_LOGS] = {logs_fields, COUNT(logs_fields)},
    [PROBE_CHANGES] = {changes_fields, COUNT(changes_fields)},
};

static const struct field_key *find_field(enum probe_kind kind, const char *name)
{
    for (size_t i = 0; i < fields_of[kind].n; i++)
        if (strcmp(fields_of[kind].v[i].name, name) == 0)
            return &fields_of[kind].v[i];
    return NULL;
}

static struct names one_name(struct loading *l, const char *text)
{
    struct names names = {arena_array(&l->flow->arena, 1, sizeof *names.v), 1};
    names.v[0] = text;
    return names;
}

static void read_entry(struct loading *l, const struct yaml_node *node, const struct field_key *key,
                       struct flow_field *field)
{
    const char *text = "", *name = node->key->text;
    if (key->is_pattern) {
        load_name(l, node->key, &name);
        load_pattern(l, node, &text);
    } else {
        load_any_text(l, node, &text);
    }
    field->name = arena_printf(&l->flow->arena, "%s.%s", key->name, name);
    field->value = one_name(l, text ? text : "");
}

static void read_field(struct loading *l, const struct yaml_node *node, const struct field_key *key, struct flow_probe *p)
{
    if (!load_is(l, node, key->kind))
        return;
    struct flow_field *field = &p->field[p->n_fields];
    if (key->kind == YAML_MAP) {
        for (const struct yaml_node *c = node->first; c; c = c->next)
            read_entry(l, c, key, &p->field[p->n_fields++]);
        return;
    }
    field->name = key->name;
    if (key->kind == YAML_LIST)
        load_names(l, node, &field->value);
    else
        field->value = one_name(l, node->text);
    p->n_fields++;
}

static size_t count_fields(const struct yaml_node *node)
{
    size_t n = 0;
    for (const struct yaml_node *c = node->first; c; c = c->next)
        n += c->kind == YAML_MAP ? c->n : 1;
    return n;
}

static void say_unknown_field(struct loading *l, const struct yaml_node *node, enum probe_kind kind)
{
    struct guess g = {.name = node->key->text};
    for (size_t i = 0; i < fields_of[kind].n; i++)
        guess_try(&g, fields_of[kind].v[i].name);
    problem_error(l->problems, "unknown-key", node->key->mark, _("a probe of kind '%s' has no key '%s'"),
                  probe_kind_name(kind), node->key->text);
    if (g.best)
        problem_remedy(l->problems, _("did you mean '%s'?"), g.best);
    else
        problem_remedy(l->problems, _("remove it"));
}

static void read_fields(struct loading *l, const struct yaml_node *node, struct flow_probe *p, enum probe_kind kind)
{
    p->kind = kind;
    if (!load_is(l, node, YAML_MAP))
        return;
    p->field = arena_array(&l->flow->arena, count_fields(node), sizeof *p->field);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        const struct field_key *key = find_field(kind, c->key->text);
        if (key)
            read_field(l, c, key, p);
        else
            say_unknown_field(l, c, kind);
    }
    for (size_t i = 0; i < fields_of[kind].n; i++)
        if (fields_of[kind].v[i].is_required && !yaml_find(node, fields_of[kind].v[i].name)) {
            problem_error(l->problems, "missing-key", node->mark, _("the key '%s' is missing here"),
                          fields_of[kind].v[i].name);
            problem_remedy(l->problems, _("add `%s:`"), fields_of[kind].v[i].name);
        }
}

static void read_http(struct loading *l, const struct yaml_node *node, void *at)
{
    const struct yaml_node *method = yaml_find(node, "method");
    read_fields(l, node, at, PROBE_HTTP);
    if (method && method->kind == YAML_TEXT && strcmp(method->text, "GET") != 0 && strcmp(method->text, "HEAD") != 0)
        load_expected(l, method, _("a probe only reads: GET or HEAD; what changes something is an action"));
}

static void read_logs(struct loading *l, const struct yaml_node *node, void *at)
{
    read_fields(l, node, at, PROBE_LOGS);
}

static void read_changes(struct loading *l, const struct yaml_node *node, void *at)
{
    read_fields(l, node, at, PROBE_CHANGES);
}

/* ---- probes ---- */

static const struct key probe_keys[] = {
    {"id", load_name, OF(flow_probe, id), true},
    {"run", load_command, OF(flow_probe, run), false},
    {"http", read_http, 0, false},
    {"logs", read_logs, 0, false},
    {"changes", read_changes, 0, false},
    {"host", load_text, OF(flow_probe, host), false},
    {"timeout", load_duration, OF(flow_probe, timeout), false},
    {"expect", read_expect, OF(flow_probe, expect), false},
    {"facts", read_probe_facts, 0, false},
    {"every", load_duration, OF(flow_probe, every), false},
    {"for", load_duration, OF(flow_probe, length), false},
    {"terminal", load_flag, OF(flow_probe, terminal), false},
};

static void want_one_kind(struct loading *l, const struct yaml_node *node)
{
    size_t kinds = 0;
    for (size_t i = 0; i < probe_kind_words.n; i++)
        kinds += yaml_find(node, probe_kind_words.v[i]) != NULL;
    if (kinds == 1)
        return;
    problem_error(l->problems, "probe-kind", node->mark,
                  kinds ? _("this probe has more than one of run, http, logs and changes")
                        : _("this probe has none of run, http, logs and changes"));
    problem_remedy(l->problems, kinds ? _("make a probe of each") : _("add one of them: it says what the probe does"));
}

static const char *name_or_made(struct loading *l, const char *id, const char *what, size_t i)
{
    return id ? id : arena_printf(&l->flow->arena, "%s_%zu", what, i + 1);
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
    }
}

/* ---- actions ---- */

static void read_risk(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &risk_words, 0);
    if (word >= 0)
        *(enum risk *)at = (enum risk)word;
}

/* `none` says that there is no way back; silence says that nobody thought of it. */
static void read_undo(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_action *a = at;
    bool is_none = node->kind == YAML_TEXT && strcmp(node->text, "none") == 0;
    a->undo_missing = false;
    if (!is_none)
        load_command(l, node, &a->undo);
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
    {"expect", read_expect, OF(flow_action, expect), false},
    {"facts", read_action_facts, 0, false},
    {"terminal", load_flag, OF(flow_action, terminal), false},
};

void load_actions(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_step *step = at;
    if (!load_is(l, node, YAML_LIST))
        return;
    step->action = arena_array(&l->flow->arena, node->n, sizeof *step->action);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        struct flow_action *a = &step->action[step->n_actions];
        *a = (struct flow_action){.timeout = DEFAULT_TIMEOUT, .undo_missing = true, .mark = c->mark, .source = c};
        if (!LOAD_MAP(l, c, action_keys, a) || !a->run)
            continue;
        a->id = name_or_made(l, a->id, "action", step->n_actions++);
        a->confirm = a->confirm ? a->confirm : a->id;
    }
}
