/* flow: the decision tree as the program holds it. Built by flow/load from YAML into one arena and constant from then
 * on; everything a struct flow points at lives until flow_free. The format is FLOW.md version 1, explained for authors
 * in docs/flow-format.md. Indices refer into the arrays of the same flow; -1 is "none". */
#ifndef FLOW_FLOW_H
#define FLOW_FLOW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "flow/value.h"
#include "text/problem.h"

struct condition; /* flow/condition.h */
struct yaml_node; /* text/yaml.h. `source` below: the map in the file that a thing was read from, for places of messages */

enum phase { PHASE_SYMPTOM, PHASE_CHANGES, PHASE_LOGS, PHASE_REPRODUCE, PHASE_ROLLBACK, PHASE_VERIFY, N_PHASES };
enum input_type { INPUT_TEXT, INPUT_NUMBER, INPUT_DURATION, INPUT_TIME, INPUT_URL, INPUT_PATH, INPUT_HOST, INPUT_SECRET };
enum probe_kind {
    PROBE_RUN,
    PROBE_HTTP,
    PROBE_LOGS,
    PROBE_CHANGES,
    PROBE_TCP, /* from here on: a small look at one thing */
    PROBE_DNS,
    PROBE_TLS,
    PROBE_FILE,
    PROBE_PROCESS,
    PROBE_UNIT,
};
enum on_hangup { HANGUP_FINISH, HANGUP_KILL }; /* what becomes of a change when the connection drops */
enum effort { EFFORT_UNSAID, EFFORT_EASY, EFFORT_MEDIUM, EFFORT_HARD };
enum risk { RISK_CHANGE, RISK_DESTROY };
enum fix_verdict { FIX_NO_VERDICT, FIX_HELPED, FIX_FAILED };
enum outcome { OUTCOME_NONE, OUTCOME_RESOLVED, OUTCOME_FOUND, OUTCOME_CLEARED, OUTCOME_ESCALATED };

struct names {
    const char **v;
    size_t n;
};

struct flow_match { /* one line of start_when: every label's pattern matches */
    struct flow_label {
        const char *name, *glob;
    } *label;
    size_t n;
};

struct flow_severity {
    int level; /* 1 to 4 */
    const struct condition *when;
    struct mark mark;
};

struct flow_input {
    const char *id, *ask;
    enum input_type type;
    const char *preset; /* `default`; NULL when there is none (then it is required); "" is a default too */
    struct names choices;
    const char *label; /* the alert's label that fills it, or NULL */
    struct mark mark;
    const struct yaml_node *source;
};

struct flow_cause {
    const char *id, *title;
    double weight; /* likelihood: high 6, medium 3, low 1, or the author's number; not normalised */
    struct names articles;
    struct mark mark;
    const struct yaml_node *source;
};

struct flow_share { /* evidence of an answer, chance of a fix */
    int cause;      /* index into causes; -1 is `else` */
    double share;   /* 0 to 1 */
    struct mark mark;
};

struct flow_capture { /* one of `facts`: */
    const char *id;   /* the fact is PROBE.ID */
    enum value_kind kind;
    const char *from; /* a pattern whose first group it is, or a "/json/pointer"; NULL: the line `ID=value` */
};

/* A probe kind's own keys, as written, for showing and for engines: "url", "paths", "since"; "count.NAME" and
 * "headers.NAME" for the entries of those maps. */
struct flow_field {
    const char *name;
    struct names value;
};

struct flow_expect {
    int exit_status;     /* run; default 0 */
    const char *matches; /* a pattern that the output matches (http: the body), or NULL */
    struct names status; /* http: "200", "2xx"...; n is 0 for the default */
    struct flow_field *header, *json; /* http: header and pattern; JSON pointer and text */
    size_t n_headers, n_json;
    int64_t latency, certificate; /* http, us: at most so long; holds at least so long. 0: any */
};

struct flow_probe {
    const char *id;
    enum probe_kind kind;
    const char *run;  /* shell text; of logs, changes and http the command of triage that does it (flow/probe_command.h) */
    const char *inner; /* texts with $names that such a command itself fills in, or NULL */
    const char *host; /* as written ($name or text), NULL or "here" is this machine */
    int64_t timeout, every, length; /* us; every and length (`for`) are 0 for once */
    struct flow_expect expect;
    struct flow_capture *capture;
    size_t n_captures;
    struct flow_field *field;
    size_t n_fields;
    /* A repeated probe: samples without which it is not judged (0: nine of ten of those expected), failures that it may
     * have, and how many end it at once (0: none do). */
    int64_t at_least, allow, abort;
    bool terminal; /* runs in the operator's own terminal, uncaptured */
    struct mark mark;
    const struct yaml_node *source;
};

struct flow_requirement { /* what must be true just before a change runs */
    const struct condition *when;
    const char *text; /* as written */
    struct mark mark;
};

struct flow_action {
    const char *id, *run;
    const char *before; /* shell text that reads the state before, or NULL */
    const char *undo;   /* shell text, or NULL when it cannot be undone (`none`), or nobody knows (undo_unknown) */
    const char *confirm; /* what must be typed before a `destroy`; the id by default */
    const char *check;   /* shell text of a dry run that only reads, or NULL */
    struct flow_requirement *require;
    size_t n_requires;
    bool needs_second;   /* approve: second. Another login must say yes within approve_within, us */
    int64_t approve_within;
    enum on_hangup on_hangup;
    const char *announce;  /* the line for a chat, $names in it; NULL: made of what, where and why */
    const char *temporary; /* what it leaves behind that must not stay, or NULL */
    int64_t ends;          /* us; that ends by itself then. 0: never */
    const char *host;
    enum risk risk;
    int64_t timeout;
    struct flow_expect expect;
    struct flow_capture *capture;
    size_t n_captures;
    bool terminal;
    bool undo_unknown; /* `undo: unknown`: there may be a way back, nobody wrote it down */
    bool by_hand;      /* never run: copied, and what came of it is reported */
    bool edit;         /* its line is opened for editing before it is asked for */
    bool undo_missing; /* neither text nor none was given: a mistake that check reports */
    struct mark mark;
    const struct yaml_node *source;
};

struct flow_answer {
    const char *id, *label;
    const struct condition *when; /* NULL: never proposed */
    struct flow_share *share;     /* evidence; n_shares 0: silent */
    size_t n_shares;
    enum fix_verdict fix;
    int next;              /* step index where this answer leads: resolved (answer's, else step's, else the one below);
                              -1 when it ends the flow or nothing is below */
    enum outcome outcome;  /* beats next; the step's where the answer has neither outcome nor next of its own */
    bool next_missing;     /* its next (or the step's) names no step: reported, next is -1 */
    struct mark mark;
    const struct yaml_node *source;
};

struct flow_step {
    const char *id, *title;
    enum phase phase;
    const struct condition *when; /* NULL: true */
    const char *text, *tip, *ask; /* text is Markdown; NULL where absent; ask NULL: the title is the question */
    struct names articles;
    struct names items; /* the `- [ ]` lines of text, in order */
    int64_t takes;      /* us, from takes, else effort, else 2 min */
    bool says_minutes;  /* one of the two was written */
    enum effort effort;
    int *input;         /* indices into flow inputs to ask here */
    size_t n_inputs;
    struct flow_probe *probe;
    size_t n_probes;
    struct flow_action *action;
    size_t n_actions;
    struct flow_answer *answer;
    size_t n_answers;
    bool answers_fixes;   /* answers: fixes */
    struct flow_share *cure; /* non-empty makes the step a fix */
    size_t n_cures;
    bool is_fix;          /* `cures` was written */
    const char *call;     /* flow id, or NULL */
    struct flow_field *with;
    size_t n_with;
    int next;             /* resolved; -1: nothing below or outcome */
    enum outcome outcome;
    bool next_missing;    /* next names no step: reported, next is -1 */
    bool is_auto;
    struct mark mark;
    const struct yaml_node *source;
};

struct flow_example; /* flow/example.h */

struct flow {
    struct arena arena;
    const char *file; /* as given to the loader, for messages */
    const char *bytes; /* a copy of what was loaded, the text that is stored with an incident */
    size_t n_bytes;
    const struct yaml_node *source;
    const char *id, *title, *host;
    struct flow_match *match;
    size_t n_matches;
    struct flow_severity *severity;
    size_t n_severities;
    struct {
        int64_t after, takes; /* us; 15 and 60 min by default */
        const char *to;       /* NULL when nobody is named */
    } escalate;
    struct flow_input *input;
    size_t n_inputs;
    struct flow_cause *cause;
    size_t n_causes;
    double something_else; /* prior share, 0 to 1 */
    struct flow_step *step;
    size_t n_steps;
    struct flow_example *example;
    size_t n_examples;
    struct flow_observer { /* every probe and action, in order */
        int step;
        const struct flow_probe *probe;   /* one of the two is NULL */
        const struct flow_action *action;
    } *observer;
    size_t n_observers;
    struct map step_by_id, cause_by_id, input_by_id, observer_by_id;
};

enum { FLOW_MAX_STEPS = 10000 };

/* Reads the format from bytes: pure. Every problem of reading goes into ps, errors and warnings, all in one run. NULL
 * where there is nothing to walk (not YAML, another version, no step); otherwise a flow that can be walked although
 * errors were found: a `next` that leads nowhere is -1, a condition that cannot be read is NULL, a key that has no
 * meaning is left out. More is found by flow_check (flow/check.h). The caller's, freed with flow_free. */
struct flow *flow_load(const char *bytes, size_t n, const char *file, struct problems *ps);

void flow_free(struct flow *f);
const struct flow_step *flow_find_step(const struct flow *f, const char *id);
int flow_step_index(const struct flow *f, const char *id);  /* -1 */
int flow_cause_index(const struct flow *f, const char *id); /* -1 */
const struct flow_input *flow_find_input(const struct flow *f, const char *id);
const struct flow_answer *flow_find_answer(const struct flow_step *s, const char *id);
const struct flow_probe *flow_find_probe(const struct flow_step *s, const char *id);
const struct flow_action *flow_find_action(const struct flow_step *s, const char *id);
/* A command in one line: the comment it begins with ("# one request to the URL") without its mark, and true; else its
 * first line, and false. Borrowed, not ended by NUL: *n bytes. */
bool flow_command_says(const char *run, const char **line, size_t *n);

/* Format words, never translated: "symptom" ..., "resolved" ..., "change" ... */
const char *phase_name(enum phase p);
const char *outcome_name(enum outcome o);
const char *risk_name(enum risk r);
const char *probe_kind_name(enum probe_kind k);
bool probe_kind_is_small(enum probe_kind k); /* its finding is an observation (observe/observation.h) */
bool outcome_parse(const char *s, enum outcome *o);

/* What kind of value a name has in conditions: "url", "scope" (a step with answers: text), "page.status", "elapsed",
 * "severity" (1 to 4); VALUE_UNKNOWN as a kind for a fact of a called flow ("database.conns.used"): any. False when
 * nothing in the flow yields it. */
bool flow_name_kind(const struct flow *f, const char *name, enum value_kind *kind);
/* The name behind `$shell` ("previous_text" is "previous.text", "url" is itself), written into name. False when nothing
 * in the flow yields it; `ID_before` of an action is "ID.before". */
bool flow_shell_name(const struct flow *f, const char *shell, char *name, size_t room);
/* The shell name that is nearest to a mistyped one, or NULL; lives as long as the arena. */
const char *flow_nearest_shell_name(const struct flow *f, const char *shell, struct arena *arena);
enum value_kind flow_input_kind(enum input_type t);
/* The facts that a probe of this kind always yields, in order, "exit" first; NULL past the last. */
const char *probe_yield_name(enum probe_kind kind, size_t i, enum value_kind *value);
/* The name that is nearest to a mistyped one, or NULL; lives as long as the arena. */
const char *flow_nearest_name(const struct flow *f, const char *name, struct arena *arena);
#endif
