/* shape_pagerduty: what is sent to PagerDuty (Events API v2) and what it sends (webhooks v3). */
#include "alert/shape.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/time.h"

static bool is_event(const struct json *root)
{
    return json_text(json_get(root, "event_action")) && (json_get(root, "payload") || json_get(root, "dedup_key") || json_get(root, "routing_key"));
}

static bool is_change_event(const struct json *root)
{
    return json_get(root, "routing_key") && json_is_map(json_get(root, "payload"));
}

static bool is_webhook(const struct json *root)
{
    const struct json *event = json_get(root, "event");
    return json_text(json_get(event, "event_type")) && json_is_map(json_get(event, "data"));
}

/* ---- Events API v2 ------------------------------------------------------------------------------------------------------ */

static const struct alert_row of_event[] = {
    {"alertname", "/payload/summary"}, {"summary", "/payload/summary"},     {"severity", "/payload/severity"}, {"instance", "/payload/source"},
    {"source", "/payload/source"},     {"component", "/payload/component"}, {"group", "/payload/group"},       {"class", "/payload/class"},
    {"startsAt", "/payload/timestamp"}, {"client", "/client"},              {"client_url", "/client_url"},
};

/* A link whose text says that it is the runbook. */
static void find_link(struct alert *a, const struct json *links)
{
    for (size_t i = 0; !a->link && i < json_count(links); i++) {
        const char *text = json_text(json_get(json_item(links, i), "text"));
        if (text && strcasestr(text, "runbook"))
            a->link = alert_text(a, json_get(json_item(links, i), "href"));
    }
}

/* Whoever has it can page the team. */
static void hide_key(struct alert *a, const struct json *key)
{
    const char *value = alert_text(a, key);
    if (!value)
        return;
    a->secret.v = arena_array(&a->arena, 1, sizeof *a->secret.v);
    a->secret.v[a->secret.n++] = value;
}

static bool read_event(struct alert *a, const struct json *root, struct err *e)
{
    struct alert_one *one = alert_add_one(a);
    (void)e;
    alert_add_map(a, &one->labels, ALERT_FIELD, "payload.custom_details", json_at(root, "/payload/custom_details"));
    alert_add_rows(a, &one->labels, root, of_event, sizeof of_event / sizeof *of_event);
    one->starts = a->starts = alert_time(json_at(root, "/payload/timestamp"));
    one->is_resolved = a->is_resolved = str_eq(json_text(json_get(root, "event_action")), "resolve");
    a->group = alert_text(a, json_get(root, "dedup_key"));
    hide_key(a, json_get(root, "routing_key"));
    find_link(a, json_get(root, "links"));
    if (!json_at(root, "/payload/summary")) /* what resolves has no payload */
        a->title = a->group;
    return true;
}

static bool refuse_change(struct alert *a, const struct json *root, struct err *e)
{
    (void)a, (void)root;
    return err_set(e, ERR_INPUT, _("this is a PagerDuty change event, it says that something was changed; an alert has an event_action"));
}

/* ---- webhooks v3 -------------------------------------------------------------------------------------------------------- */

/* html_url is a page of PagerDuty's: it is not called url, which flows take for what fails. */
static const struct alert_row of_webhook[] = {
    {"alertname", "/event/data/title"},        {"summary", "/event/data/title"},         {"severity", "/event/data/priority/summary"},
    {"urgency", "/event/data/urgency"},        {"service", "/event/data/service/summary"}, {"status", "/event/data/status"},
    {"number", "/event/data/number"},          {"html_url", "/event/data/html_url"},     {"incident_key", "/event/data/incident_key"},
    {"id", "/event/data/id"},                  {"startsAt", "/event/data/created_at"},   {"event_type", "/event/event_type"},
};

static int64_t webhook_start(const struct json *event)
{
    int64_t at = alert_time(json_at(event, "/data/created_at"));
    bool is_new = str_eq(json_text(json_get(event, "event_type")), "incident.triggered");
    return at == TIME_NONE && is_new ? alert_time(json_get(event, "occurred_at")) : at;
}

static bool read_webhook(struct alert *a, const struct json *root, struct err *e)
{
    static const char *const keys[] = {"incident_key", "id", NULL};
    const struct json *event = json_get(root, "event");
    const char *type = json_text(json_get(event, "event_type"));
    if (!str_starts(type, "incident."))
        return err_set(e, ERR_INPUT, _("this PagerDuty webhook is about '%.60s'; triage takes those about an incident"), type);
    struct alert_one *one = alert_add_one(a);
    alert_add_rows(a, &one->labels, root, of_webhook, sizeof of_webhook / sizeof *of_webhook);
    one->starts = a->starts = webhook_start(event);
    one->is_resolved = a->is_resolved = str_eq(type, "incident.resolved") || alert_says_over(json_text(json_at(event, "/data/status")));
    a->group = alert_first(a, keys);
    return true;
}

const struct alert_shape alert_pagerduty[] = {
    {"pagerduty", is_event, read_event},
    {"pagerduty", is_webhook, read_webhook},
    {"pagerduty", is_change_event, refuse_change},
    {NULL, NULL, NULL},
};
