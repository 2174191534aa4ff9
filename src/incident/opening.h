/* opening: what an alert says to a flow: whether `start_when` proposes it, how nearly, and which inputs it fills. Owns
 * nothing; what it hands out lives as long as the alert and the flow.
 *
 * A line of start_when matches when each of its patterns matches the value that the alert has under that name; of a group
 * of alerts one must match them all. Of several matches the one that asks for more counts: more patterns, then more
 * letters in them. What is equal in both is a tie, and is said to be one. */
#ifndef INCIDENT_OPENING_H
#define INCIDENT_OPENING_H
#include "alert/alert.h"
#include "flow/flow.h"

struct opening_match {
    const struct flow_match *line; /* of start_when, the one that fits best; NULL: it is opened by hand only */
    size_t one;                    /* the alert of the group that it fits */
    size_t n_held;                 /* patterns of the line that match */
    size_t n_letters;              /* in these, that are not wild */
};

struct opening_match opening_match(struct alert *a, const struct flow *flow);
bool opening_is_match(const struct opening_match *m); /* all of its line holds */
bool opening_is_near(const struct opening_match *m);  /* some of it does */
/* Below 0: x fits better than y, above 0: worse, 0: they tie. */
int opening_compare(const struct opening_match *x, const struct opening_match *y);
/* Adds, in a few words, why it matches ("alertname matches *5xx*") or not ("not \"*overload*\"", "service only"); nothing
 * when nothing of it does, or when it is opened by hand only. */
void opening_say(struct alert *a, const struct opening_match *m, struct str *out);

/* The same pattern by pattern, a line each: what the alert says, and what the line asks for. */
void opening_explain(struct alert *a, const struct opening_match *m, struct str *out);

struct opening_value { /* an input that the alert fills */
    const struct flow_input *input;
    const char *value;
    const struct alert_label *from;
    bool is_part; /* of a host the port and all but the name are left out: "web-3:9100" is web-3 */
};

/* The inputs that have a value in the alert, by their `label` or, where the alert has nothing of that name, by their own
 * name; never a secret one. `out` has room for all of the flow's; returns how many there are. */
size_t opening_fill(struct alert *a, size_t one, const struct flow *flow, struct opening_value *out);
/* The first of a few usual names for where it is and what it is about: environment, env ...; service, app, job; or NULL. */
const struct alert_label *opening_environment(struct alert *a, size_t one);
const struct alert_label *opening_service(struct alert *a, size_t one);
#endif
