/* check: names that mean two things, and `$name` outside shells. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"

/* $page_status may be an input of that name and the fact page.status. */
static void check_shell_name(struct checking *c, const struct flow_input *input)
{
    char dotted[140];
    enum value_kind kind;
    snprintf(dotted, sizeof dotted, "%s", input->id);
    for (char *s = strchr(dotted, '_'); s; s = strchr(s + 1, '_')) {
        *s = '.';
        bool is_fact = flow_name_kind(c->flow, dotted, &kind) && kind != VALUE_UNKNOWN;
        if (is_fact) {
            problem_error(c->problems, "name-twice", input->mark, _("in a shell $%s would be this input and the fact %s"),
                          input->id, dotted);
            problem_remedy(c->problems, _("give one of them another name"));
        }
        *s = '_';
    }
}

static void check_input(struct checking *c, const struct flow_input *input)
{
    const struct flow_step *step = flow_find_step(c->flow, input->id);
    if (step && (step->n_answers || step->answers_fixes || step->call)) {
        problem_error(c->problems, "name-twice", input->mark,
                      _("'%s' is an input and a step whose answer is a fact of that name"), input->id);
        problem_remedy(c->problems, _("give one of them another name"));
    }
    if (strcmp(input->id, "elapsed") == 0 || strcmp(input->id, "severity") == 0) {
        problem_error(c->problems, "name-twice", input->mark, _("'%s' is a fact that is always there"), input->id);
        problem_remedy(c->problems, _("give the input another name"));
    }
    check_shell_name(c, input);
}

/* ---- $name outside shells ---- */

struct reference {
    const char *name;
    size_t n, length; /* of the name; with the sign and braces */
};

static bool next_reference(const char *s, struct reference *r)
{
    bool braces = s[1] == '{';
    r->name = s + 1 + braces;
    r->n = strspn(r->name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    r->length = 1 + r->n + (braces ? 2 : 0);
    return r->n > 0 && (!braces || r->name[r->n] == '}');
}

static void check_reference(struct checking *c, const struct reference *r, struct mark at)
{
    char shell[140], name[140];
    snprintf(shell, sizeof shell, "%.*s", (int)(r->n < 100 ? r->n : 100), r->name);
    if (flow_shell_name(c->flow, shell, name, sizeof name))
        return;
    const char *near = c->problems->list.n < PROBLEMS_GUESSED ? flow_nearest_name(c->flow, shell, c->arena) : NULL;
    problem_error(c->problems, "unbound-name", at, _("nothing in this flow sets $%s"), shell);
    if (near)
        problem_remedy(c->problems, _("did you mean $%s?"), near);
    else
        problem_remedy(c->problems, _("name an input, a step, or PROBE_FACT"));
}

/* In a url a value may stand anywhere, percent-encoded; elsewhere it stands alone, for nothing says how to join them. */
static void check_text(struct checking *c, const struct yaml_node *node, bool is_url)
{
    if (!node || node->kind != YAML_TEXT)
        return;
    for (const char *s = strchr(node->text, '$'); s; s = strchr(s + 1, '$')) {
        struct reference r;
        struct mark at = yaml_mark_inside(c->flow->bytes, c->flow->n_bytes, node, (size_t)(s - node->text));
        if (!next_reference(s, &r))
            continue;
        check_reference(c, &r, at);
        if (is_url || r.length == node->n)
            continue;
        problem_error(c->problems, "not-alone", at,
                      _("outside shells and urls a value stands alone, not within other text"));
        problem_remedy(c->problems, _("make an input of the whole text"));
    }
}

static void check_all_texts(struct checking *c, const struct yaml_node *map, bool is_url)
{
    for (const struct yaml_node *v = map && map->kind != YAML_TEXT ? map->first : NULL; v; v = v->next)
        check_text(c, v, is_url);
}

/* HOST:PORT may be made of values, and is quoted piece by piece. */
static bool may_mix(const struct yaml_node *node)
{
    return node->key && (strcmp(node->key->text, "to") == 0 || strcmp(node->key->text, "tcp") == 0 || strcmp(node->key->text, "tls") == 0);
}

static bool holds_any_sign(const struct yaml_node *node)
{
    static const char *const keys[] = {"command", "pattern", "banner"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(node->key->text, keys[i]) == 0)
            return true;
    return false;
}

/* The fields of a log or change probe: shell text is the shell check's, a pattern may hold any sign. */
static void check_fields(struct checking *c, const struct yaml_node *fields)
{
    for (const struct yaml_node *v = fields && fields->kind == YAML_MAP ? fields->first : NULL; v; v = v->next) {
        if (v->kind == YAML_LIST)
            check_all_texts(c, v, false);
        else if (v->kind == YAML_TEXT && !holds_any_sign(v))
            check_text(c, v, may_mix(v));
    }
}

/* Values stand within urls and headers, and alone in the rest; `compare` is a request too. */
static void check_http_texts(struct checking *c, const struct yaml_node *http)
{
    static const char *const alone[] = {"body", "cert", "key", "ca", "resolve", "connect_to", "proxy", "user_agent"};
    if (!http || http->kind != YAML_MAP) {
        check_text(c, http, true);
        return;
    }
    check_text(c, yaml_find(http, "url"), true);
    check_all_texts(c, yaml_find(http, "headers"), true);
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        check_text(c, yaml_find(http, alone[i]), false);
    const struct yaml_node *compare = yaml_find(http, "compare");
    if (compare && compare->kind == YAML_TEXT) {
        check_text(c, compare, true);
        return;
    }
    check_text(c, yaml_find(compare, "url"), true);
    check_all_texts(c, yaml_find(compare, "headers"), true);
    check_text(c, yaml_find(compare, "resolve"), false);
    check_text(c, yaml_find(compare, "connect_to"), false);
}

static void check_probe(struct checking *c, const struct flow_probe *p)
{
    const struct yaml_node *own = p->kind == PROBE_RUN ? NULL : yaml_find(p->source, probe_kind_words.v[p->kind]);
    check_text(c, yaml_find(p->source, "host"), false);
    if (!own)
        return;
    if (p->kind == PROBE_HTTP)
        check_http_texts(c, own);
    else if (own->kind == YAML_TEXT && probe_kind_is_small(p->kind))
        check_text(c, own, may_mix(own));
    else
        check_fields(c, own);
}

void check_names(struct checking *c)
{
    const struct flow *f = c->flow;
    for (size_t i = 0; i < f->n_inputs; i++)
        check_input(c, &f->input[i]);
    check_text(c, yaml_find(f->source, "host"), false);
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct flow_step *s = &f->step[i];
        for (size_t k = 0; k < s->n_probes; k++)
            check_probe(c, &s->probe[k]);
        for (size_t k = 0; k < s->n_actions; k++)
            check_text(c, yaml_find(s->action[k].source, "host"), false);
        check_all_texts(c, yaml_find(s->source, "with"), false);
    }
}
