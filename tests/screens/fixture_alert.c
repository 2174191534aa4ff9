/* fixture_alert: what an alert would open, as the app would say it. */
#include "fixture_alert.h"

#include "ui/model_alert.h"

#define N(array) (sizeof(array) / sizeof *(array))

static int64_t at(int hour, int minute, int second)
{
    struct time_parts p = {.year = 2026, .month = 3, .day = 1, .hour = hour, .minute = minute, .second = second};
    return time_join(&p, 3600);
}

static const struct model_alert_choice matching[] = {
    {.flow = "http-500", .label = "HTTP 500 Internal Server Error", .remark = "alertname matches *5xx*", .is_proposed = true},
    {.flow = "http-503-overload", .label = "HTTP 503, too much load", .remark = "near miss: not \"*overload*\""},
    {.flow = "latency", .label = "Slow, but not failing", .remark = "near miss: service only"},
    {.flow = "disk-full", .label = "A disk is full", .remark = "not \"*Disk*\""},
    {.flow = "dns", .label = "Names do not resolve"},
};

static const struct model_pair why[] = {
    {"HTTP 500 Internal Server Error", "alertname is HTTP5xxHigh, and matches *5xx*"},
    {"HTTP 503, too much load", "alertname is HTTP5xxHigh; *overload* would match"},
    {NULL, "job is checkout, and matches *"},
};

void fixture_alert(struct fixture *f)
{
    struct model_alert *a = arena_alloc(&f->arena, sizeof *a);
    struct model_alert_value *v = arena_array(&f->arena, 7, sizeof *v);
    v[0] = (struct model_alert_value){.id = "service", .value = "checkout", .source = "label job"};
    v[1] = (struct model_alert_value){.id = "environment", .value = "production", .source = "label env"};
    v[2] = (struct model_alert_value){.id = "severity", .value = "SEV2", .source = "label severity: page"};
    v[3] = (struct model_alert_value){.id = "url", .value = "https://shop.example/checkout", .source = "annotation url"};
    v[4] = (struct model_alert_value){.id = "since", .value = "2026-03-01T02:04:30Z", .at = at(3, 4, 30), .source = "startsAt; may be older"};
    v[5] = (struct model_alert_value){.id = "runbook", .value = "kb_010 HTTP 500, first look", .source = "runbook_url; a shows it", .is_fixed = true};
    *a = (struct model_alert){.title = "HTTP5xxHigh on checkout",
                              .summary = "5xx ratio 8.3% on checkout, above 1%",
                              .about = "Alertmanager · instance web-3 · 14 fields, 1 redacted",
                              .since = at(3, 4, 30),
                              .choice = matching,
                              .n_choices = N(matching),
                              .n_first = 3,
                              .has_unsure = true,
                              .value = v,
                              .n_values = 6,
                              .for_flow = "HTTP 500 Internal Server Error",
                              .article = "kb_010",
                              .why = why,
                              .n_why = N(why)};
    f->model.incident = NULL;
    f->model.now = at(3, 6, 31);
    f->model.alert = a;
}

void fixture_alert_open(struct fixture *f)
{
    static const struct model_alert_choice choice[] = {
        {.number = 42, .remark = "it is about the same group", .is_proposed = true},
        {.flow = "http-500", .label = "HTTP 500 Internal Server Error", .remark = "a tie: alertname matches *5xx*"},
        {.flow = "latency", .label = "Slow, but not failing", .remark = "a tie: alertname matches *HTT*"},
    };
    fixture_alert(f);
    struct model_alert *a = arena_alloc(&f->arena, sizeof *a);
    *a = *f->model.alert;
    a->number = 42;
    a->is_over = true;
    a->choice = choice;
    a->n_choices = a->n_first = N(choice);
    f->model.alert = a;
}

void fixture_alert_strange(struct fixture *f)
{
    static const struct model_alert_value value[] = {
        {.id = "service", .value = "a service whose name is longer than the column", .source = "label a-name-that-nobody-would-give-to-a-label-of-theirs"},
        {.id = "url", .value = "\033[31mcheckout", .source = "annotation url", .refused = "url: 'checkout' is no URL; it begins with https:// or the like"},
    };
    fixture_alert(f);
    struct model_alert *a = arena_alloc(&f->arena, sizeof *a);
    *a = (struct model_alert){.title = "\033]0;owned\007 \xe2\x80\xae strange thing on a service that has a very long name, and then some more of it",
                              .summary = "It says so much that it needs a second line, which is no reason to hide what it would open and why.",
                              .about = "JSON · 3 fields",
                              .choice = matching + 3,
                              .n_choices = 2,
                              .n_first = 2,
                              .has_unsure = true,
                              .value = value,
                              .n_values = N(value)};
    f->model.alert = a;
}
