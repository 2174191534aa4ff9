/* model_alert: an alert that is not opened yet: what it says, what it would open, what it would fill in. Part of the model. */
#ifndef UI_MODEL_ALERT_H
#define UI_MODEL_ALERT_H
#include "ui/model.h"

struct model_alert_choice {
    const char *flow;        /* id; NULL: go on in the incident `number` */
    int64_t number;
    const char *label;       /* title of the flow */
    const char *remark;      /* why, or how nearly; or NULL */
    bool is_proposed;
};

struct model_alert_value {
    const char *id, *value;
    int64_t at;              /* a time, 0: it is none */
    const char *source;      /* "label job" */
    const char *refused;     /* why it is not taken, or NULL */
    bool is_fixed;           /* it cannot be corrected: the runbook */
};

struct model_alert {
    const char *title;       /* "HTTP5xxHigh on checkout" */
    const char *summary;     /* or NULL */
    const char *about;       /* "Alertmanager · instance web-3 · 14 fields, 1 redacted" */
    bool is_over;
    int64_t since;           /* us, 0 unknown */
    int64_t number;          /* the open incident that it belongs to, 0 none */
    const struct model_alert_choice *choice;
    size_t n_choices, n_first; /* n_first: those that are shown before all are asked for */
    bool has_unsure;         /* 0, Not sure */
    const struct model_alert_value *value;
    size_t n_values;
    const char *for_flow;    /* title of the flow that they are filled in for, or NULL */
    const char *article;     /* id of its runbook, or NULL */
    const struct model_pair *why; /* label: title of a flow, NULL: a line below it */
    size_t n_why;
};

const struct model_alert_value *model_alert_find(const struct model_alert *a, const char *id); /* NULL */
#endif
