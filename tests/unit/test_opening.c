/* An alert beside a flow: which one it opens, how nearly it opens another, and what it fills in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alerts_at_hand.h"
#include "base/str.h"
#include "flow_at_hand.h"
#include "incident/opening.h"

static const char steps[] = "steps: [{id: a, title: A, outcome: found}]\n";

static struct flow *flow_with(const char *head)
{
    struct str text = {0};
    str_addf(&text, "triage: 1\nid: f\ntitle: F\n%s%s", head, steps);
    struct flow *flow = flow_of_text(str_get(&text));
    str_release(&text);
    return flow;
}

static struct alert read(const char *text)
{
    struct alert a;
    struct err e = {0};
    if (!alert_read(text, strlen(text), &a, &e))
        fail_msg("%s", e.text);
    return a;
}

static struct opening_match match(struct alert *a, const char *start_when, const char *says, struct flow **flow)
{
    struct str text = {0}, said = {0};
    str_addf(&text, "start_when: %s\n", start_when);
    *flow = flow_with(str_get(&text));
    struct opening_match m = opening_match(a, *flow);
    opening_say(a, &m, &said);
    assert_string_equal(str_get(&said), says);
    str_release(&text), str_release(&said);
    return m;
}

static void all_patterns_of_one_line_match(void **state)
{
    (void)state;
    struct alert a = read(alertmanager);
    static const struct {
        const char *start_when, *says;
        bool is_match, is_near;
    } rows[] = {
        {"[{alertname: \"*5xx*\"}]", "alertname matches *5xx*", true, false},
        {"[{alertname: \"*overload*\"}]", "not \"*overload*\"", false, false},
        {"[{alertname: \"*overload*\", job: checkout}]", "not \"*overload*\"", false, true},
        {"[{job: checkout, alertname: \"*slow*\", severity: info}]", "job only", false, true},
        {"[{alertname: \"*slow*\"}, {severity: page, alertname: \"*5XX*\"}]", "severity matches page, alertname matches *5XX*", true, false},
        {"[{nothing: \"*\"}]", "not \"*\"", false, false},
        {"[{\"/groupLabels/alertname\": \"http*\"}]", "/groupLabels/alertname matches http*", true, false},
        {"[{instance: \"web-4*\", alertname: \"*5xx*\"}]", "instance matches web-4*, alertname matches *5xx*", true, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct flow *flow;
        struct opening_match m = match(&a, rows[i].start_when, rows[i].says, &flow);
        assert_int_equal(opening_is_match(&m), rows[i].is_match);
        assert_int_equal(opening_is_near(&m), rows[i].is_near);
        flow_free(flow);
    }
    struct flow *none = flow_with(""), *last;
    struct opening_match m = opening_match(&a, none);
    assert_false(m.line || opening_is_match(&m) || opening_is_near(&m));
    m = match(&a, "[{instance: \"web-4*\"}]", "instance matches web-4*", &last);
    assert_int_equal(m.one, 1); /* that alert of the group, not the first */
    flow_free(none), flow_free(last);
    alert_release(&a);
}

static void who_asks_for_more_fits_better(void **state)
{
    (void)state;
    struct alert a = read(alertmanager);
    struct flow *flow[5];
    struct opening_match m[5] = {
        match(&a, "[{alertname: \"*5xx*\", severity: page}]", "alertname matches *5xx*, severity matches page", &flow[0]),
        match(&a, "[{alertname: \"*5xxHigh\"}]", "alertname matches *5xxHigh", &flow[1]),
        match(&a, "[{alertname: \"*5xx*\"}]", "alertname matches *5xx*", &flow[2]),
        match(&a, "[{alertname: \"*HTT*\"}]", "alertname matches *HTT*", &flow[3]),
        match(&a, "[{alertname: \"*slow*\", job: checkout}]", "not \"*slow*\"", &flow[4]),
    };
    assert_true(opening_compare(&m[0], &m[1]) < 0 && opening_compare(&m[1], &m[2]) < 0 && opening_compare(&m[3], &m[4]) < 0);
    assert_true(opening_compare(&m[2], &m[3]) == 0); /* a tie */
    assert_true(opening_compare(&m[4], &m[0]) > 0);
    for (int i = 0; i < 5; i++)
        flow_free(flow[i]);
    alert_release(&a);
}

static void inputs_are_filled_by_label_by_name_and_by_pointer(void **state)
{
    (void)state;
    static const char head[] =
        "inputs:\n"
        "  unit:     {ask: Unit, default: \"\", label: job}\n"
        "  host:     {ask: Host, type: host, label: instance}\n"
        "  url:      {ask: URL, type: url}\n"
        "  second:   {ask: Second, label: /alerts/2/labels/instance}\n"
        "  password: {ask: Password, type: secret}\n"
        "  env:      {ask: Environment, label: no_such_label}\n"
        "  nothing:  {ask: Nothing}\n";
    struct alert a = read(alertmanager);
    struct flow *flow = flow_with(head);
    struct opening_value v[8];
    assert_int_equal(opening_fill(&a, 0, flow, v), 5);
    static const char *const expected[][2] = {
        {"unit", "checkout"}, {"host", "web-3"}, {"url", "https://shop.example/checkout"}, {"second", "web-4:9100"}, {"env", "production"}};
    for (int i = 0; i < 5; i++) {
        assert_string_equal(v[i].input->id, expected[i][0]);
        assert_string_equal(v[i].value, expected[i][1]);
        assert_int_equal(v[i].is_part, i == 1);
    }
    assert_int_equal(opening_fill(&a, 1, flow, v), 5);
    assert_string_equal(v[1].value, "web-4");
    assert_string_equal(opening_environment(&a, 0)->value, "production");
    assert_string_equal(opening_service(&a, 0)->value, "checkout");
    flow_free(flow);
    alert_release(&a);
}

static void a_host_is_what_is_left_of_an_address(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"web-3:9100", "web-3"},
                                          {"web-3", "web-3"},
                                          {"[::1]:9100", "::1"},
                                          {"2001:db8::7", "2001:db8::7"},
                                          {"https://ann@web-3:8443/health?x=1", "web-3"},
                                          {"192.0.2.3:22", "192.0.2.3"}};
    struct flow *flow = flow_with("inputs: {host: {ask: Host, type: host}}\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str text = {0};
        struct opening_value v;
        str_addf(&text, "{\"title\": \"x\", \"host\": \"%s\"}", rows[i][0]);
        struct alert a = read(str_get(&text));
        assert_int_equal(opening_fill(&a, 0, flow, &v), 1);
        assert_string_equal(v.value, rows[i][1]);
        alert_release(&a);
        str_release(&text);
    }
    flow_free(flow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_patterns_of_one_line_match),
        cmocka_unit_test(who_asks_for_more_fits_better),
        cmocka_unit_test(inputs_are_filled_by_label_by_name_and_by_pointer),
        cmocka_unit_test(a_host_is_what_is_left_of_an_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
