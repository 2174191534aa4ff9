/* load: a flow from bytes. */
#include "flow/load.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/time.h"

#define OF(field) offsetof(struct flow, field)

static void read_version(struct loading *l, const struct yaml_node *node, void *at)
{
    (void)l;
    (void)node;
    (void)at; /* is_version has looked at it before anything else */
}

static const struct key flow_keys[] = {
    {"triage", read_version, 0, true},     {"id", load_id, OF(id), true},
    {"title", load_text, OF(title), true}, {"start_when", load_start_when, 0, false},
    {"severity", load_severity, 0, false}, {"escalate", load_escalate, 0, false},
    {"host", load_text, OF(host), false},  {"inputs", load_inputs, 0, false},
    {"causes", load_causes, 0, false},     {"something_else", load_share, OF(something_else), false},
    {"steps", load_steps, 0, true},        {"examples", load_examples, 0, false},
};

/* Another version's keys may mean other things, so nothing of it is read. */
static bool is_version(struct loading *l, const struct yaml_node *root)
{
    const struct yaml_node *version = yaml_find(root, "triage");
    if (!version || (version->kind == YAML_TEXT && strcmp(version->text, "1") == 0))
        return true;
    problem_error(l->problems, "version", version->mark, _("this is not version 1 of the flow format"));
    problem_remedy(l->problems, _("write `triage: 1`, or use a newer triage"));
    return false;
}

static const struct yaml_node *read_tree(struct loading *l)
{
    struct flow *f = l->flow;
    const struct yaml_node *root = yaml_read(f->bytes, f->n_bytes, &f->arena, l->problems);
    if (!root && !l->problems->n_errors) {
        problem_error(l->problems, "empty", (struct mark){1, 1}, _("this flow is empty"));
        problem_remedy(l->problems, _("a flow begins with `triage: 1`; docs/flow-format.md has a first one"));
    }
    if (!root || !load_is(l, root, YAML_MAP) || !is_version(l, root))
        return NULL;
    return root;
}

static void set_defaults(struct flow *f)
{
    f->something_else = 0.1;
    f->escalate.after = 15 * TIME_MINUTE;
    f->escalate.takes = 60 * TIME_MINUTE;
}

static bool read_flow(struct loading *l)
{
    struct flow *f = l->flow;
    const struct yaml_node *root = read_tree(l);
    if (!root)
        return false;
    f->source = root;
    LOAD_MAP(l, root, flow_keys, f);
    f->id = f->id ? f->id : "flow";
    f->title = f->title ? f->title : f->id;
    load_resolve(l);
    if (f->n_steps || l->is_refused)
        return !l->is_refused;
    const struct yaml_node *steps = yaml_find(root, "steps");
    if (steps && steps->kind == YAML_LIST && !steps->n) {
        problem_error(l->problems, "no-steps", steps->mark, _("this flow has no steps"));
        problem_remedy(l->problems, _("add one: `- {id: look, title: Look}`"));
    }
    return false;
}

struct flow *flow_load(const char *bytes, size_t n, const char *file, struct problems *ps)
{
    struct flow *f = mem_alloc(sizeof *f);
    struct loading l = {.flow = f, .problems = ps};
    ps->file = file;
    f->file = arena_strdup(&f->arena, file);
    f->bytes = n <= YAML_MAX_BYTES ? arena_strndup(&f->arena, bytes, n) : bytes;
    f->n_bytes = n;
    set_defaults(f);
    bool ok = read_flow(&l);
    vec_release(&l.conditions);
    vec_release(&l.references);
    vec_release(&l.facts);
    vec_release(&l.presets);
    if (ok)
        return f;
    flow_free(f);
    return NULL;
}
