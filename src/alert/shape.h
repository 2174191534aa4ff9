/* shape: what the files of alert/ share: a shape is recognized by a few of its fields, and then read. Private to alert/. */
#ifndef ALERT_SHAPE_H
#define ALERT_SHAPE_H
#include "alert/alert.h"
#include "text/json.h"

struct alert_shape {
    const char *source;
    bool (*is_it)(const struct json *root);
    bool (*read)(struct alert *a, const struct json *root, struct err *e);
};

/* Most telling first; ends with a NULL is_it. */
extern const struct alert_shape alert_groups[];    /* shape_group.c: Alertmanager, Grafana */
extern const struct alert_shape alert_pagerduty[]; /* shape_pagerduty.c */
extern const struct alert_shape alert_events[];    /* shape_event.c: CloudEvents, plain objects */

/* Reads what any shape says it is; false without *e: it is none that is known. */
bool alert_read_shape(struct alert *a, const struct json *root, struct err *e);

/* A name that a shape's value goes by, and where it is. Of rows with one name the first that has a value counts. */
struct alert_row {
    const char *name, *pointer;
};

/* field.c: values into labels. Lists and maps are passed over, so are blanks, and more than ALERT_MAX_LABELS. */
void alert_add(struct alert *a, struct alert_labels *to, enum alert_part part, const char *name, const char *path,
               const struct json *value);
void alert_add_map(struct alert *a, struct alert_labels *to, enum alert_part part, const char *prefix, const struct json *map);
void alert_add_rows(struct alert *a, struct alert_labels *to, const struct json *root, const struct alert_row *rows, size_t n);
const struct alert_label *alert_labels_find(const struct alert_labels *l, const char *name);
/* The value, into the arena; NULL when it is not there or blank. */
const char *alert_text(struct alert *a, const struct json *value);
/* The first of those names, ended by NULL, that the first alert has; NULL: none. */
const struct alert_label *alert_find_first(struct alert *a, const char *const *names);
const char *alert_first(struct alert *a, const char *const *names); /* its value */
/* RFC 3339, the same with +0000, seconds or milliseconds since 1970. TIME_NONE: it is no time, or the year 1. */
int64_t alert_time(const struct json *value);
/* "resolved" in any of the words that are in use: does it say that it is over? */
bool alert_says_over(const char *word);
struct alert_one *alert_add_one(struct alert *a);
#endif
