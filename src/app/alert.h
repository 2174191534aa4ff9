/* alert: an alert at hand: what it says, which flows it proposes, what it fills in, and the incident that comes of it. The
 * session owns the one that is at hand; while it is, whatever is opened is opened from it. The payload is a stranger's: what
 * is shown of it is without its secrets, and what is kept of it too. */
#ifndef APP_ALERT_H
#define APP_ALERT_H
#include "alert/alert.h"
#include "app/articles.h"
#include "app/session.h"
#include "incident/opening.h"
#include "store/lock.h"

struct alert_flow { /* one that may be opened from it */
    const char *id, *title;
    const struct flow *flow;
    struct opening_match match;
    bool by_link;    /* the runbook that the alert names is this flow */
    bool is_runbook; /* the runbook that the alert names, as a flow */
};

struct alert_fix { /* what a person put right before it was opened */
    const char *id, *value;
};

struct alert_desk {
    struct arena arena;
    char *bytes; /* as they came */
    size_t n;
    struct alert alert;
    size_t n_secrets;           /* that will not be kept */
    VEC(struct alert_flow) flow; /* best first: named by the alert, matching, near, the others by title */
    size_t n_proposed;          /* so many of them the alert names or matches */
    bool is_tie;                /* the first two fit equally */
    bool has_unsure;            /* there is a flow for when nothing is known */
    int64_t number;             /* the open incident that it belongs to, 0: none */
    struct names link_names;    /* what its runbook may be called here */
    VEC(struct alert_fix) fixes;
    struct lock lock;           /* held while an incident is looked for and opened */
    bool is_held;
    bool has_looked;            /* for its runbook among the articles, which is done when it is shown */
    const char *article, *article_title; /* NULL: it is not there */
};

enum alert_slot { ALERT_SERVICE, ALERT_ENVIRONMENT, ALERT_SEVERITY, ALERT_INPUT, ALERT_SINCE };

struct alert_filled { /* one thing that it fills in */
    enum alert_slot slot;
    const char *id;        /* of the input; else service, environment, severity, since */
    const struct flow_input *input; /* NULL: the flow has none of that name */
    const char *value;
    const struct alert_label *from; /* NULL: nothing of that name in the alert says so */
    bool is_part, is_one_of_many, is_corrected; /* by a person */
    const char *refused;   /* why the flow cannot take it, or NULL */
};

/* Reads it ("-" is standard input), finds the flows and the incident that it belongs to. s->alert is then it. */
bool alert_take(struct session *s, const char *file, struct err *e);
void alert_drop(struct session *s); /* none is at hand any more; that none was is fine */

/* Looks for its runbook among the articles, once. Where it is there it can be read, and opened as a flow. */
void alert_find_runbook(struct session *s, struct articles *articles);
/* The flow that it proposes, or NULL: none. */
const struct alert_flow *alert_proposal(const struct alert_desk *d);
/* Why, or how nearly, in a few words; NULL when there is nothing to say. */
const char *alert_remark(struct alert_desk *d, const struct alert_flow *f, struct arena *arena);
/* What it fills in for that flow (NULL: for none), in the order in which it is shown; returns how many. */
size_t alert_fill(const struct session *s, const struct alert_flow *f, struct arena *arena, struct alert_filled **filled);
const struct alert_flow *alert_find_flow(const struct alert_desk *d, const char *id);
/* The text without secrets, into the arena. */
const char *alert_seen(const struct session *s, const char *text, struct arena *arena);
/* A value that is a secret by the label's name is one wherever it appears, from now on. */
void alert_hide_label(struct session *s, const struct alert_label *l);

/* A person puts a value right; ERR_USAGE when it cannot be one. */
bool alert_correct(struct session *s, const char *id, const char *text, struct err *e);

/* What open.c does while an alert is at hand. First: nobody else opens one for it from now on; refused when somebody has. */
bool alert_hold(struct session *s, struct err *e);
void alert_let_go(struct session *s);
/* When it began, as far as it says; 0. */
int64_t alert_since(const struct session *s);
/* The incident has just been created: the alert and what it fills in are its first events. */
bool alert_tell(struct session *s, struct err *e);
/* An incident has come to hand: if it is the one that the alert at hand belongs to, it is recorded there and dropped. */
bool alert_join(struct session *s, struct err *e);
/* The incident at hand is the one that it belongs to: what it says is recorded there, unless that is what it said last. */
bool alert_record(struct session *s, struct err *e);

/* For a hook: records it in the incident that it belongs to, else opens one; s->inc is then that incident, or NULL when it
 * is over and belongs to none. flow: the one to open, NULL for what it proposes. *said gets a code when there is something
 * that a log should know: nothing matches, a tie. */
bool alert_detached(struct session *s, const char *flow, struct err *said, struct err *e);
#endif
