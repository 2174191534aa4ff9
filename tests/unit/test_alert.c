/* What alerting systems send, each shape after its maker's documents: what fires, since when, which names it has, what makes
 * the next message one about the same, and a sentence for what is no alert. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "alert/alert.h"
#include "alerts_at_hand.h"
#include "base/str.h"
#include "base/time.h"
#include "text/json.h"

enum { AT = 1772330670 }; /* 2026-03-01T02:04:30Z */

static struct alert read(const char *text)
{
    struct alert a;
    struct err e = {0};
    if (!alert_read(text, strlen(text), &a, &e))
        fail_msg("%s", e.text);
    assert_true(*a.title && a.one.n >= 1);
    return a;
}

static const char *value(struct alert *a, size_t one, const char *name)
{
    const struct alert_label *found = alert_find(a, one, name);
    return found ? found->value : NULL;
}

static void a_group_is_about_what_fires_first(void **state)
{
    (void)state;
    struct alert a = read(alertmanager);
    assert_string_equal(a.source, "alertmanager");
    assert_string_equal(a.title, "HTTP5xxHigh");
    assert_string_equal(a.summary, "5xx ratio 8.3% on checkout, above 1%");
    assert_string_equal(a.link, "https://wiki.example/runbooks/kb_010.md#look");
    assert_false(a.is_resolved);
    assert_true(a.starts == AT * TIME_SECOND); /* the earliest of those that still fire */
    assert_int_equal(a.one.n, 3);
    assert_int_equal(a.n_left_out, 2);
    assert_int_equal(a.n_fields, 32);
    assert_string_equal(value(&a, 0, "instance"), "web-3:9100");
    assert_string_equal(value(&a, 2, "instance"), "web-1:9100");
    assert_string_equal(value(&a, 0, "job"), "checkout");
    assert_int_equal(alert_find(&a, 0, "job")->part, ALERT_LABEL);
    assert_int_equal(alert_find(&a, 0, "url")->part, ALERT_ANNOTATION);
    assert_true(alert_differs(&a, "instance") && !alert_differs(&a, "alertname") && !alert_differs(&a, "nothing"));
    alert_release(&a);
}

static void a_pointer_finds_what_has_no_name(void **state)
{
    (void)state;
    struct alert a = read(alertmanager);
    assert_string_equal(value(&a, 0, "/alerts/1/labels/instance"), "web-3:9100");
    assert_string_equal(alert_find(&a, 0, "/alerts/1/labels/instance")->path, "/alerts/1/labels/instance");
    assert_string_equal(value(&a, 0, "/groupLabels"), "{\"alertname\":\"HTTP5xxHigh\"}");
    assert_null(alert_find(&a, 0, "/alerts/9/labels/instance"));
    assert_null(alert_find(&a, 0, "/"));
    assert_null(alert_find(&a, 0, "generatorURL"));
    alert_release(&a);
}

static void the_key_is_equal_for_the_same_group_and_tells_nothing_of_it(void **state)
{
    (void)state;
    struct alert a = read(alertmanager), b = read(alertmanager), c = read(grafana);
    assert_true(*a.key && str_eq(a.key, b.key) && !str_eq(a.key, c.key));
    assert_true(str_starts(a.key, "alertmanager ") && !strstr(a.key, "HTTP5xxHigh"));
    alert_release(&a), alert_release(&b), alert_release(&c);
    struct alert on = read(pagerduty_event), off = read(pagerduty_resolve);
    assert_string_equal(on.key, off.key);
    assert_true(!on.is_resolved && off.is_resolved);
    assert_string_equal(off.title, "srv01/http");
    alert_release(&on), alert_release(&off);
}

static void grafana_says_the_same_and_more(void **state)
{
    (void)state;
    struct alert a = read(grafana);
    assert_string_equal(a.source, "grafana");
    assert_string_equal(a.title, "Disk full");
    assert_string_equal(a.summary, "root is full");
    assert_true(a.is_resolved && a.one.v[0].is_resolved);
    assert_string_equal(value(&a, 0, "dashboardURL"), "https://g.example/d/1");
    assert_null(value(&a, 0, "panelURL")); /* blank */
    alert_release(&a);
    a = read("{\"evalMatches\": [], \"ruleName\": \"CPU\", \"ruleId\": 7, \"state\": \"alerting\", \"message\": \"hot\", \"tags\": {\"env\": \"prod\"}}");
    assert_string_equal(a.title, "CPU");
    assert_string_equal(a.summary, "hot");
    assert_string_equal(value(&a, 0, "env"), "prod");
    assert_true(*a.key);
    alert_release(&a);
}

static void pagerduty_is_read_both_ways(void **state)
{
    (void)state;
    const struct alert_label *from = NULL;
    struct alert a = read(pagerduty_event);
    assert_string_equal(a.source, "pagerduty");
    assert_string_equal(a.title, "HTTP 500 on srv01");
    assert_string_equal(a.link, "https://wiki.example/http-500");
    assert_true(a.starts == AT * TIME_SECOND + 123000);
    assert_string_equal(value(&a, 0, "instance"), "srv01.example.com");
    assert_string_equal(alert_find(&a, 0, "instance")->path, "payload.source");
    assert_string_equal(alert_find(&a, 0, "env")->path, "payload.custom_details.env");
    assert_int_equal(alert_severity(&a, 0, &from), 2);
    assert_int_equal(a.secret.n, 1);
    alert_release(&a);
    a = read(pagerduty_webhook);
    assert_string_equal(a.title, "HTTP 5xx on checkout");
    assert_string_equal(value(&a, 0, "service"), "checkout");
    assert_null(value(&a, 0, "url")); /* its own page is not what fails */
    assert_int_equal(alert_severity(&a, 0, &from), 1);
    assert_true(a.starts == AT * TIME_SECOND + 123000);
    assert_string_equal(a.group, "d3640fbd");
    alert_release(&a);
}

static void events_are_read_with_what_is_in_them(void **state)
{
    (void)state;
    struct alert a = read(cloudevent), over = read(cloudevent_bare);
    assert_string_equal(a.source, "cloudevents");
    assert_string_equal(a.title, "Queue backlog");
    assert_string_equal(value(&a, 0, "alertname"), "Queue backlog");
    assert_string_equal(value(&a, 0, "service"), "orders");
    assert_string_equal(value(&a, 0, "depth"), "12000");
    assert_string_equal(value(&a, 0, "type"), "com.example.alert.fired");
    assert_true(a.starts == AT * TIME_SECOND && !a.is_resolved);
    assert_true(over.is_resolved && str_eq(a.key, over.key));
    alert_release(&a), alert_release(&over);
    a = read(cdevent);
    assert_string_equal(a.title, "5xx on shop");
    assert_string_equal(value(&a, 0, "environment"), "production");
    assert_string_equal(value(&a, 0, "service"), "shop");
    alert_release(&a);
}

static void a_plain_object_goes_by_its_own_names(void **state)
{
    (void)state;
    const struct alert_label *from = NULL;
    struct alert a = read(plain);
    assert_string_equal(a.source, "json");
    assert_string_equal(a.title, "http_5xx");
    assert_string_equal(value(&a, 0, "alertname"), "http_5xx");
    assert_string_equal(value(&a, 0, "service"), "shop");
    assert_string_equal(value(&a, 0, "/host/name"), "web-3");
    assert_string_equal(value(&a, 0, "muted"), "false");
    assert_string_equal(a.link, "http-500");
    assert_true(a.starts == AT * TIME_SECOND && !a.is_resolved && *a.key);
    assert_int_equal(alert_severity(&a, 0, &from), 1);
    alert_release(&a);
    a = read("[{\"labels\": {\"alertname\": \"A\", \"severity\": \"odd\"}, \"annotations\": {}, \"fingerprint\": \"f\", \"status\": {\"state\": \"active\"}}]");
    assert_string_equal(a.source, "alertmanager");
    assert_true(*a.key && !a.is_resolved && alert_severity(&a, 0, &from) == 0);
    alert_release(&a);
}

static void refuses(const char *text, const char *why)
{
    struct alert a;
    struct err e = {0};
    assert_false(alert_read(text, strlen(text), &a, &e));
    if (!strstr(e.text, why))
        fail_msg("\"%s\" says nothing of \"%s\"", e.text, why);
}

static void what_is_no_alert_is_refused_with_what_was_found(void **state)
{
    (void)state;
    refuses("", "nothing in it");
    refuses(" \n\t", "nothing in it");
    refuses("{\"title\": ", "this is not JSON");
    refuses("HTTP5xxHigh is firing", "this is not JSON");
    refuses("17", "no object");
    refuses("[]", "no object");
    refuses("{}", "empty");
    refuses("{\"foo\": 1, \"bar\": {\"title\": \"x\"}}", "its fields are: foo, bar. A plain object needs alertname");
    refuses("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,\"m\":1,\"n\":1}", "k, l and 2 more");
    refuses(pagerduty_change, "something was changed");
    refuses("{\"event\": {\"event_type\": \"service.updated\", \"data\": {}}}", "'service.updated'");
}

static void depth_and_length_have_an_end(void **state)
{
    (void)state;
    struct str text = {0};
    str_add(&text, "{\"title\": \"x\", \"deep\": ");
    str_add_repeat(&text, '[', ALERT_MAX_DEPTH + 1);
    str_add_repeat(&text, ']', ALERT_MAX_DEPTH + 1);
    str_add(&text, "}");
    refuses(str_get(&text), "more than 32 deep");
    str_clear(&text);
    str_add_repeat(&text, '[', 1 << 20);
    refuses(str_get(&text), "this is not JSON");
    str_clear(&text);
    str_add_repeat(&text, ' ', ALERT_MAX_BYTES + 1);
    refuses(str_get(&text), "more than 4 MB");
    str_release(&text);
}

static void a_long_value_ends_between_two_characters(void **state)
{
    (void)state;
    struct str text = {0};
    str_add(&text, "{\"title\": \"a");
    for (int i = 0; i < ALERT_MAX_VALUE; i++)
        str_add(&text, "\xc3\xa4");
    str_add(&text, "\", \"groupKey\": 434343434343434343434}"); /* no int64 holds it */
    struct alert a = read(str_get(&text));
    assert_int_equal(strlen(a.title), ALERT_MAX_VALUE - 1);
    assert_true(*a.key);
    alert_release(&a);
    str_release(&text);
}

static void globs_match_all_of_the_text(void **state)
{
    (void)state;
    static const struct {
        const char *glob, *text;
        bool matches;
    } rows[] = {
        {"*5xx*", "HTTP5xxHigh", true}, {"*5XX*", "HTTP5xxHigh", true}, {"5xx*", "HTTP5xxHigh", false}, {"HTTP?xx*", "HTTP5xxHigh", true},
        {"", "", true},                 {"", "x", false},              {"*", "", true},                {"?", "", false},
        {"?", "\xc3\xa4", true},        {"a*b*c", "aXbYbZc", true},    {"a*b*c", "aXbYbZ", false},     {"critical", "Critical", true},
        {"**", "x", true},              {"[ab]", "a", false},          {"[ab]", "[AB]", true},
        {"*DNS*", "HighDnsErrorRate", true}, {"*DNS*", "CorednsPanic", false}, {"*CoreDNS*", "CorednsPanic", true}, {"*Slow*", "UpsLowBattery", false},
        {"*Slow*", "RequestsSlow", true}, {"*SSL*", "RequestsSlow", false}, {"*SSL*", "EnvoySslErrors", true}, {"*OOM*", "TooMany", false},
        {"*OOM*", "PodOOMKilled", true}, {"*queue*", "SidekiqQueueTooLarge", true}, {"*queue", "sidekiq_QUEUE", true}, {"*slow*", "upslow", true},
        {"*HighMemory*", "high_memory_load", true}, {"*MemoryUsage*", "High memory usage", true}, {"*OutOfMemory*", "out-of-memory", true},
        {"*OutOfMemory*", "about of memory", false}, {"*OOM*", "o_o_m", false}, {"*HTTP5xx*", "HTTP_5xx", false}, {"HighLoad", "high  load", true},
        {"*5XX*", "HTTP5xxHigh", true}, {"*xx*", "HTTP5XXHigh", true}, {"*a*a", "aXa", true}, {"*a*a", "a", false}, {"?*?", "ab", true}, {"?*?", "a", false},
        {"*\xc3\xa4?", "x\xc3\xa4\xc3\xb6", true}, {"*http*", "HIGH HTTP ERRORS", true}, {"*Latency*", "highLATENCY", true}, {"*Latency*", "HIGHLATENCY", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (alert_glob(rows[i].glob, rows[i].text) != rows[i].matches)
            fail_msg("%s and %s", rows[i].glob, rows[i].text);
    struct str text = {0}, glob = {0}; /* no pattern is slow */
    str_add_repeat(&text, 'a', 4000);
    for (int i = 0; i < 100; i++)
        str_add(&glob, "*a");
    str_add(&glob, "b");
    assert_false(alert_glob(str_get(&glob), str_get(&text)));
    str_release(&text), str_release(&glob);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_is_about_what_fires_first),
        cmocka_unit_test(a_pointer_finds_what_has_no_name),
        cmocka_unit_test(the_key_is_equal_for_the_same_group_and_tells_nothing_of_it),
        cmocka_unit_test(grafana_says_the_same_and_more),
        cmocka_unit_test(pagerduty_is_read_both_ways),
        cmocka_unit_test(events_are_read_with_what_is_in_them),
        cmocka_unit_test(a_plain_object_goes_by_its_own_names),
        cmocka_unit_test(what_is_no_alert_is_refused_with_what_was_found),
        cmocka_unit_test(depth_and_length_have_an_end),
        cmocka_unit_test(a_long_value_ends_between_two_characters),
        cmocka_unit_test(globs_match_all_of_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
