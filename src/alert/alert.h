/* alert: what an alerting system says, whatever its shape: Alertmanager and Grafana webhooks, PagerDuty Events v2 and
 * webhooks v3, CloudEvents, a plain JSON object. Bytes in, one struct out; every text of it was the sender's and is not
 * clean. A struct alert owns all that it points at; alert_release ends it, and a zeroed one needs none.
 * The shapes as their makers document them, and what is read of each: docs/alerts.md. */
#ifndef ALERT_ALERT_H
#define ALERT_ALERT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"

struct json;

enum {
    ALERT_MAX_BYTES = 4 << 20,
    ALERT_MAX_DEPTH = 32,    /* lists and maps within one another */
    ALERT_MAX_ALERTS = 1000, /* of a group: the others are counted */
    ALERT_MAX_LABELS = 500,  /* of one alert */
    ALERT_MAX_VALUE = 4096,  /* bytes of one value: the rest is in the payload */
    ALERT_KEY = 65
};

enum alert_part { ALERT_LABEL, ALERT_ANNOTATION, ALERT_FIELD };

struct alert_label { /* one name and value, from wherever the shape has them */
    const char *name, *value;
    enum alert_part part;
    const char *path; /* ALERT_FIELD: as it is called in the payload, "payload.source" */
};

struct alert_labels {
    VEC(struct alert_label) of;
};

struct alert_one { /* of a group; the shapes that know no groups have one */
    struct alert_labels labels;
    int64_t starts; /* us UTC, TIME_NONE unknown */
    bool is_resolved;
};

struct alert {
    struct arena arena;
    const char *source;  /* alertmanager, grafana, pagerduty, cloudevents, json */
    const char *title;   /* what fires: never empty */
    const char *summary; /* a sentence about it, or NULL */
    const char *link;    /* its runbook, or NULL */
    const char *group;   /* what the sender calls it across messages: group key, dedup key; or NULL */
    char key[ALERT_KEY]; /* source and digest of the group: equal for equal ones, and says nothing of it; "" without one */
    bool is_resolved;
    int64_t starts;      /* us UTC, the earliest of those that fire; TIME_NONE unknown */
    struct alert_labels common; /* what holds for all of them */
    VEC(struct alert_one) one;  /* at least one; those that fire come first */
    size_t n_fields;     /* values in the payload */
    size_t n_left_out;   /* alerts of the group that are not in `one`, or that the sender left out */
    struct {
        const char **v;
        size_t n;
    } secret;            /* values that are keys to the sender's own system */
    struct json *root;   /* all of it, for pointers */
};

/* ERR_INPUT: no JSON, too long or too deep, or no shape that is known: then the sentence names the fields that were
 * found. On refusal there is nothing to release. */
bool alert_read(const char *bytes, size_t n, struct alert *a, struct err *e);
void alert_release(struct alert *a);

/* A name as it is for one alert of the group: its own labels, annotations and fields, then those of all. A name that
 * begins with "/" is a JSON pointer (RFC 6901) into the payload. Blank values are not there. NULL when nothing is. */
const struct alert_label *alert_find(struct alert *a, size_t one, const char *name);
/* Do the alerts of the group differ in it? */
bool alert_differs(struct alert *a, const char *name);

/* `*` is any run of characters, `?` any one; all of the text must match. What stands between stars may be in other letters,
 * as far as ASCII goes, where a word begins: *DNS* matches HighDnsErrorRate, *Slow* does not match UpsLowBattery. Between
 * the words of a pattern (HighMemory) the text may have blanks, _ and -. */
bool alert_glob(const char *glob, const char *text);

/* 1 to 4 for what the alert says of its severity, 0 when it says nothing that is understood; *from is where. SEV1 only where
 * the sender's word says so outright: an alert cannot know that nobody is served. */
int alert_severity(struct alert *a, size_t one, const struct alert_label **from);
#endif
