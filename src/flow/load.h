/* load: what the files that read a flow share. One row a key; a row's reader knows the key's type and puts the value at
 * its place in the struct. What refers to something further down is noted and resolved at the end. */
#ifndef FLOW_LOAD_H
#define FLOW_LOAD_H
#include "flow/condition.h"
#include "flow/example.h"
#include "flow/words.h"
#include "text/yaml.h"

enum reference_kind { REFERENCE_STEP, REFERENCE_CAUSE, REFERENCE_INPUT };

struct loading {
    struct flow *flow;
    struct problems *problems;
    bool is_refused; /* a command hides something, or an input is PATH: not started, not even in part */
    VEC(struct pending_condition {
        const struct condition **at;
        const struct yaml_node *node;
    })
    conditions;
    VEC(struct reference {
        enum reference_kind kind;
        const struct yaml_node *node; /* where it stands, for the message */
        const char *name;
        int *at;
        bool *missing; /* may be NULL */
    })
    references;
    VEC(struct pending_fact { /* an example's fact, whose kind is known at the end */
                              struct example_fact *fact;
                              const struct yaml_node *node;
    })
    facts;
    VEC(struct pending_preset {
        const struct flow_input *input;
        const struct yaml_node *node;
    })
    presets;
};

typedef void (*read_value)(struct loading *l, const struct yaml_node *node, void *at);

struct key {
    const char *name;
    read_value read;
    size_t offset; /* of the field within the object; 0 with a reader that takes the whole object */
    bool is_required;
};

/* Reads a map whose keys are fixed. False when it is no map (said already). */
bool load_map(struct loading *l, const struct yaml_node *node, const struct key *keys, size_t n, void *object);
#define LOAD_MAP(l, node, keys, object) load_map(l, node, keys, sizeof(keys) / sizeof *(keys), object)

bool load_is(struct loading *l, const struct yaml_node *node, enum yaml_kind kind); /* or says that it is not */
void load_expected(struct loading *l, const struct yaml_node *node, const char *remedy);

/* Readers of one value; `at` is of the type in the comment. */
void load_text(struct loading *l, const struct yaml_node *node, void *at);      /* const char *, not empty */
void load_any_text(struct loading *l, const struct yaml_node *node, void *at);  /* const char *, "" too */
void load_name(struct loading *l, const struct yaml_node *node, void *at);      /* const char *, [a-z][a-z0-9_]* */
void load_id(struct loading *l, const struct yaml_node *node, void *at);        /* const char *, dashes too */
void load_names(struct loading *l, const struct yaml_node *node, void *at);     /* struct names */
void load_duration(struct loading *l, const struct yaml_node *node, void *at);  /* int64_t, us */
void load_count(struct loading *l, const struct yaml_node *node, void *at);     /* int64_t, a whole number from 0 */
void load_share(struct loading *l, const struct yaml_node *node, void *at);     /* double, 0 to 1 */
void load_flag(struct loading *l, const struct yaml_node *node, void *at);      /* bool */
void load_pattern(struct loading *l, const struct yaml_node *node, void *at);   /* const char * */
void load_command(struct loading *l, const struct yaml_node *node, void *at);   /* const char *, shell text */
void load_condition(struct loading *l, const struct yaml_node *node, void *at); /* const struct condition * */
void load_outcome(struct loading *l, const struct yaml_node *node, void *at);   /* enum outcome */
void load_shares(struct loading *l, const struct yaml_node *node, struct flow_share **share, size_t *n, bool has_else);
/* One of the words, or -1 with a message. */
int load_word(struct loading *l, const struct yaml_node *node, const struct words *words, size_t first);
bool load_is_name(const char *s);

void load_refer(struct loading *l, enum reference_kind kind, const struct yaml_node *node, int *at, bool *missing);

void load_inputs(struct loading *l, const struct yaml_node *node, void *flow);
void load_causes(struct loading *l, const struct yaml_node *node, void *flow);
void load_start_when(struct loading *l, const struct yaml_node *node, void *flow);
void load_severity(struct loading *l, const struct yaml_node *node, void *flow);
void load_escalate(struct loading *l, const struct yaml_node *node, void *flow);
void load_steps(struct loading *l, const struct yaml_node *node, void *flow);
void load_examples(struct loading *l, const struct yaml_node *node, void *flow);
void load_probes(struct loading *l, const struct yaml_node *node, void *step);
void load_actions(struct loading *l, const struct yaml_node *node, void *step);
void load_expect(struct loading *l, const struct yaml_node *node, void *at); /* struct flow_expect */
void load_http(struct loading *l, const struct yaml_node *node, void *probe);
void load_logs(struct loading *l, const struct yaml_node *node, void *probe);
void load_changes(struct loading *l, const struct yaml_node *node, void *probe);
void load_tcp(struct loading *l, const struct yaml_node *node, void *probe);
void load_dns(struct loading *l, const struct yaml_node *node, void *probe);
void load_tls(struct loading *l, const struct yaml_node *node, void *probe);
void load_file(struct loading *l, const struct yaml_node *node, void *probe);
void load_process(struct loading *l, const struct yaml_node *node, void *probe);
void load_unit(struct loading *l, const struct yaml_node *node, void *probe);
struct load_captures {
    struct flow_capture *v;
    size_t n;
};
struct load_captures load_captures(struct loading *l, const struct yaml_node *node); /* `facts` of a command */
/* The `- [ ]` lines of a step's text. */
struct names load_items(struct arena *arena, const char *text);

/* After everything was read: names to indices, conditions to their types, what follows what. */
void load_resolve(struct loading *l);
#endif
