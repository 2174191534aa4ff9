/* shape_group: messages that hold a group of alerts: Alertmanager's webhook (version 4, and older), the list that its API
 * gives, Grafana's webhook, which is the same and more, and what Grafana sent before version 9. */
#include "alert/shape.h"

#include <string.h>

#include "base/time.h"

static bool is_alert(const struct json *j)
{
    return json_is_map(j) && json_is_map(json_get(j, "labels"));
}

static bool is_group(const struct json *root)
{
    const struct json *alerts = json_get(root, "alerts");
    return json_is_list(alerts) && (json_count(alerts) == 0 ? json_get(root, "groupLabels") != NULL : is_alert(json_item(alerts, 0)));
}

static bool is_grafana(const struct json *root)
{
    return is_group(root) && (json_get(root, "orgId") || (json_text(json_get(root, "state")) && json_get(root, "message")));
}

static bool is_list(const struct json *root)
{
    return json_is_list(root) && is_alert(json_item(root, 0));
}

static bool is_old_grafana(const struct json *root)
{
    return json_is_list(json_get(root, "evalMatches")) && json_text(json_get(root, "ruleName"));
}

/* ---- one alert --------------------------------------------------------------------------------------------------------- */

/* What a system links to is no label of its own: it is found by name when nothing else has that name. */
static const struct alert_row of_one[] = {
    {"startsAt", "/startsAt"},         {"generatorURL", "/generatorURL"}, {"fingerprint", "/fingerprint"}, {"dashboardURL", "/dashboardURL"},
    {"panelURL", "/panelURL"},         {"silenceURL", "/silenceURL"},
};

static void read_one(struct alert *a, const struct json *j, struct alert_one *one)
{
    alert_add_map(a, &one->labels, ALERT_LABEL, "", json_get(j, "labels"));
    alert_add_map(a, &one->labels, ALERT_ANNOTATION, "", json_get(j, "annotations"));
    alert_add_rows(a, &one->labels, j, of_one, sizeof of_one / sizeof *of_one);
    one->starts = alert_time(json_get(j, "startsAt"));
    one->is_resolved = alert_says_over(json_text(json_get(j, "status")));
}

/* Those that fire come first, each sort in the order of the message: the first is what the message is about. */
static void read_alerts(struct alert *a, const struct json *list)
{
    size_t n = json_count(list);
    for (int over = 0; over < 2; over++)
        for (size_t i = 0; i < n; i++) {
            const struct json *j = json_item(list, i);
            if (!is_alert(j) || alert_says_over(json_text(json_get(j, "status"))) != over)
                continue;
            if (a->one.n < ALERT_MAX_ALERTS)
                read_one(a, j, alert_add_one(a));
            else
                a->n_left_out++;
        }
    if (!a->one.n)
        alert_add_one(a);
}

static void find_start(struct alert *a)
{
    bool is_firing = !a->one.v[0].is_resolved;
    a->starts = TIME_NONE;
    for (size_t i = 0; i < a->one.n; i++) {
        int64_t at = a->one.v[i].starts;
        if (at != TIME_NONE && a->one.v[i].is_resolved != is_firing && (a->starts == TIME_NONE || at < a->starts))
            a->starts = at;
    }
}

/* ---- the group ---------------------------------------------------------------------------------------------------------- */

static const struct alert_row of_group[] = {
    {"receiver", "/receiver"}, {"status", "/status"}, {"externalURL", "/externalURL"}, {"title", "/title"}, {"message", "/message"},
};

/* Without a key of its own the group is what it is grouped by; one alert alone is its fingerprint. */
static void find_group(struct alert *a, const struct json *root)
{
    static const char *const own[] = {"fingerprint", NULL};
    const struct json *by = json_get(root, "groupLabels");
    a->group = alert_text(a, json_get(root, "groupKey"));
    if (str_eq(a->group, "0")) /* version 2 where it had none */
        a->group = NULL;
    if (!a->group && json_count(by))
        a->group = alert_text(a, by);
    if (!a->group && a->one.n == 1)
        a->group = alert_first(a, own);
}

static bool read_group(struct alert *a, const struct json *root, struct err *e)
{
    int64_t truncated = 0;
    (void)e;
    read_alerts(a, json_get(root, "alerts"));
    alert_add_map(a, &a->common, ALERT_LABEL, "", json_get(root, "commonLabels"));
    alert_add_map(a, &a->common, ALERT_ANNOTATION, "", json_get(root, "commonAnnotations"));
    alert_add_map(a, &a->common, ALERT_LABEL, "", json_get(root, "groupLabels"));
    alert_add_rows(a, &a->common, root, of_group, sizeof of_group / sizeof *of_group);
    if (json_int(json_get(root, "truncatedAlerts"), &truncated) && truncated > 0)
        a->n_left_out += (size_t)truncated;
    a->is_resolved = alert_says_over(json_text(json_get(root, "status")));
    find_start(a);
    find_group(a, root);
    return true;
}

static bool read_list(struct alert *a, const struct json *root, struct err *e)
{
    (void)e;
    read_alerts(a, root);
    a->is_resolved = a->one.v[0].is_resolved;
    find_start(a);
    find_group(a, NULL);
    return true;
}

static const struct alert_row of_old_grafana[] = {
    {"alertname", "/ruleName"}, {"summary", "/message"}, {"title", "/title"}, {"state", "/state"}, {"ruleUrl", "/ruleUrl"}, {"ruleId", "/ruleId"},
};

static bool read_old_grafana(struct alert *a, const struct json *root, struct err *e)
{
    struct alert_one *one = alert_add_one(a);
    (void)e;
    alert_add_map(a, &one->labels, ALERT_LABEL, "", json_get(root, "tags"));
    alert_add_rows(a, &one->labels, root, of_old_grafana, sizeof of_old_grafana / sizeof *of_old_grafana);
    a->is_resolved = one->is_resolved = alert_says_over(json_text(json_get(root, "state")));
    a->group = alert_text(a, json_get(root, "ruleId"));
    return true;
}

const struct alert_shape alert_groups[] = {
    {"grafana", is_grafana, read_group},
    {"alertmanager", is_group, read_group},
    {"alertmanager", is_list, read_list},
    {"grafana", is_old_grafana, read_old_grafana},
    {NULL, NULL, NULL},
};
