/* shape_event: one event as one object: CloudEvents 1.0 (structured mode), CDEvents of incidents, and any plain object that
 * says what is wrong. */
#include "alert/shape.h"

#include <string.h>

#include "base/time.h"

static bool is_cloudevent(const struct json *root)
{
    return json_text(json_get(root, "specversion")) && json_text(json_get(root, "type")) && json_text(json_get(root, "source"));
}

static bool is_cdevent(const struct json *root)
{
    const char *type = json_text(json_at(root, "/context/type"));
    return type && str_starts(type, "dev.cdevents.incident.") && json_is_map(json_get(root, "subject"));
}

/* ---- a plain object: its own names, and some that mean the same -------------------------------------------------------- */

static const char *const titles[] = {"alertname", "alert_name", "alertName", "title", "name", "alert", "rule", "rule_name", "check", "check_name",
                                     "subject", "summary", "message", "description", NULL};
static const char *const states[] = {"status", "state", "event_action", "alert_status", "action", NULL};
static const char *const keys[] = {"dedup_key", "dedupKey", "group_key", "groupKey", "incident_key", "fingerprint", "alert_id", "alertId", "key", "id", NULL};
static const char *const starts[] = {"startsAt", "starts_at", "started_at", "start_time", "triggered_at", "occurred_at", "timestamp", "time", "date",
                                     "created_at", NULL};

static bool is_plain(const struct json *root)
{
    for (size_t i = 0; titles[i]; i++)
        if (!str_blank(json_text(json_get(root, titles[i]))))
            return true;
    return json_text(json_at(root, "/labels/alertname")) != NULL;
}

static const struct {
    const char *name;
    enum alert_part part;
} maps[] = {
    {"labels", ALERT_LABEL}, {"tags", ALERT_LABEL}, {"annotations", ALERT_ANNOTATION}, {"details", ALERT_FIELD}, {"attributes", ALERT_FIELD},
    {"custom_details", ALERT_FIELD},
};

static void add_object(struct alert *a, struct alert_labels *to, const char *prefix, const struct json *j)
{
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        const char *path = *prefix ? arena_printf(&a->arena, "%s.%s", prefix, maps[i].name) : maps[i].name;
        alert_add_map(a, to, maps[i].part, path, json_get(j, maps[i].name));
    }
    alert_add_map(a, to, ALERT_FIELD, prefix, j);
}

static int64_t start_of(const struct json *j)
{
    int64_t at = TIME_NONE;
    for (size_t i = 0; at == TIME_NONE && starts[i]; i++)
        at = alert_time(json_get(j, starts[i]));
    return at;
}

static void read_object(struct alert *a, const char *prefix, const struct json *j)
{
    struct alert_one *one = alert_add_one(a);
    add_object(a, &one->labels, prefix, j);
    one->starts = a->starts = start_of(j);
    one->is_resolved = a->is_resolved = alert_says_over(alert_first(a, states));
    a->group = alert_first(a, keys);
    const struct alert_label *title = alert_find_first(a, titles);
    if (!title)
        return;
    struct alert_label alertname = *title; /* the name that flows ask for */
    alertname.name = "alertname";
    a->title = title->value;
    if (!alert_labels_find(&one->labels, "alertname"))
        *vec_push(&one->labels.of) = alertname;
}

static bool read_plain(struct alert *a, const struct json *root, struct err *e)
{
    (void)e;
    read_object(a, "", root);
    return true;
}

/* ---- events ------------------------------------------------------------------------------------------------------------- */

static const struct alert_row of_cloudevent[] = {
    {"alertname", "/type"}, {"type", "/type"}, {"subject", "/subject"}, {"source", "/source"}, {"startsAt", "/time"}, {"event_id", "/id"},
};

/* What happened to what, wherever it was said: equal for what begins and for what ends it, where the sender has a subject. */
static const char *cloudevent_group(struct alert *a, const struct json *root)
{
    const char *source = json_text(json_get(root, "source")), *subject = json_text(json_get(root, "subject")), *id = json_text(json_get(root, "id"));
    return subject ? arena_printf(&a->arena, "%.1000s %.1000s", source, subject) : id ? arena_printf(&a->arena, "%.1000s #%.1000s", source, id) : NULL;
}

static bool type_says_over(const char *type)
{
    const char *last = strrchr(type, '.');
    return alert_says_over(last ? last + 1 : type);
}

static bool read_cloudevent(struct alert *a, const struct json *root, struct err *e)
{
    const struct json *inner = json_get(root, "data");
    bool is_known = json_is_map(inner) && alert_read_shape(a, inner, e);
    if (!is_known && e->code)
        return false;
    if (!is_known)
        alert_add_one(a);
    if (!is_known && json_is_map(inner))
        add_object(a, &a->one.v[0].labels, "data", inner);
    alert_add_rows(a, &a->common, root, of_cloudevent, sizeof of_cloudevent / sizeof *of_cloudevent);
    a->source = "cloudevents";
    a->group = a->group ? a->group : cloudevent_group(a, root);
    a->starts = is_known && a->starts != TIME_NONE ? a->starts : alert_time(json_get(root, "time"));
    a->is_resolved = a->is_resolved || type_says_over(json_text(json_get(root, "type")));
    return true;
}

static const struct alert_row of_cdevent[] = {
    {"summary", "/subject/content/description"}, {"alertname", "/subject/content/description"}, {"alertname", "/context/type"},
    {"environment", "/subject/content/environment/id"}, {"service", "/subject/content/service/id"}, {"artifact", "/subject/content/artifactId"},
    {"type", "/context/type"}, {"source", "/context/source"}, {"startsAt", "/context/timestamp"},
};

static bool read_cdevent(struct alert *a, const struct json *root, struct err *e)
{
    struct alert_one *one = alert_add_one(a);
    (void)e;
    alert_add_rows(a, &one->labels, root, of_cdevent, sizeof of_cdevent / sizeof *of_cdevent);
    one->starts = a->starts = alert_time(json_at(root, "/context/timestamp"));
    one->is_resolved = a->is_resolved = str_starts(json_text(json_at(root, "/context/type")), "dev.cdevents.incident.resolved");
    a->group = alert_text(a, json_at(root, "/subject/id"));
    return true;
}

const struct alert_shape alert_events[] = {
    {"cloudevents", is_cloudevent, read_cloudevent},
    {"cloudevents", is_cdevent, read_cdevent},
    {"json", is_plain, read_plain},
    {NULL, NULL, NULL},
};
