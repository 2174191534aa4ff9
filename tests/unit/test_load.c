/* load: a flow from bytes, all mistakes in one run, and a flow that can be walked in spite of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/time.h"
#include "flow/check.h"
#include "flow/condition.h"
#include "flow/example.h"
#include "flow/flow.h"

static struct problems problems;
static struct flow *flow;

static struct flow *load(const char *text)
{
    flow_free(flow);
    problems_release(&problems);
    flow = flow_load(text, strlen(text), "f.yaml", &problems);
    return flow;
}

static void assert_clean(void)
{
    struct err e = {0};
    if (!problems_none(&problems, &e))
        fail_msg("%s", e.text);
}

/* The nth problem reads exactly so. */
static void assert_said(size_t i, const char *text)
{
    struct str t = {0};
    assert_true(i < problems.list.n);
    problem_print(&problems.list.v[i], &t);
    assert_string_equal(str_get(&t), text);
    str_release(&t);
}

#define HEAD "triage: 1\nid: x\ntitle: X\n"

static const char whole[] = HEAD
    "start_when:\n  - {alertname: '*5xx*', severity: critical}\n"
    "severity: {sev1: scan.error_rate >= 25%, sev3: true}\n"
    "escalate: {after: 10m, takes: 1h, to: the owner}\n"
    "host: $app\n"
    "something_else: 20%\n"
    "inputs:\n"
    "  app: {ask: Host, label: instance}\n"
    "  n: {type: number, default: 5}\n"
    "  tier: {choices: [web, api], default: web}\n"
    "causes:\n"
    "  release: {title: The release, likelihood: high, articles: [kb_021]}\n"
    "  other: {title: Other, likelihood: 2}\n"
    "steps:\n"
    "  - id: look\n"
    "    title: Look\n"
    "    text: |\n"
    "      Words.\n"
    "      - [ ] one,\n"
    "        and more\n"
    "      - plain\n"
    "      ```\n"
    "      - [ ] not this\n"
    "      ```\n"
    "      1. [x] two\n"
    "    effort: easy\n"
    "    inputs: [tier]\n"
    "    probes:\n"
    "      - {id: scan, logs: {paths: [/a, $app], count: {db: 'x|y'}}}\n"
    "      - {id: page, http: {url: $app}, expect: {status: 2xx}, every: 10s, for: 1m}\n"
    "      - {id: run, run: echo, timeout: 5s, facts: {idle: {type: number, from: /a/b}, v: text}}\n"
    "    answers:\n"
    "      - {id: yes_it_is, when: scan.db > 3 and page.failures == 0, evidence: {release: 80%, else: 0.1}, next: fix}\n"
    "      - {id: no, label: No}\n"
    "      - {id: gone, outcome: cleared}\n"
    "  - id: fix\n"
    "    phase: rollback\n"
    "    title: Fix\n"
    "    when: look != \"no\"\n"
    "    cures: {release: 0.9}\n"
    "    actions:\n"
    "      - {id: go, run: do it, undo: undo it, before: see, risk: destroy}\n"
    "      - {id: stay, run: do it, undo: none}\n"
    "      - {id: lost, run: do it}\n"
    "    outcome: resolved\n"
    "    answers: [{id: ok, fix: helped}, {id: bad, fix: failed, next: look}]\n"
    "examples:\n"
    "  - name: one\n"
    "    facts: {scan: {db: [4, 5], first_error: }, n: 7}\n"
    "    answers: {look: [yes_it_is, no], fix: ok}\n"
    "    expect: {outcome: resolved, top: release, path: [look, fix]}\n";

static void every_key_finds_its_place(void **state)
{
    (void)state;
    load(whole);
    assert_clean();
    assert_string_equal(flow->match[0].label[1].glob, "critical");
    assert_int_equal(flow->severity[1].level, 3);
    assert_int_equal(flow->escalate.takes, TIME_HOUR);
    assert_string_equal(flow_find_input(flow, "n")->preset, "5");
    assert_null(flow_find_input(flow, "app")->preset);
    assert_true(flow->cause[0].weight > 5.9 && flow->cause[1].weight < 2.1);
    const struct flow_step *look = flow_find_step(flow, "look");
    assert_int_equal(look->takes, 5 * TIME_MINUTE);
    assert_int_equal(look->input[0], 2);
    assert_int_equal(look->mark.line, 18);
    assert_int_equal(flow_find_probe(look, "page")->length, TIME_MINUTE);
    assert_string_equal(flow_find_probe(look, "page")->expect.status.v[0], "2xx");
    assert_string_equal(flow_find_probe(look, "scan")->field[1].name, "count.db");
    assert_int_equal(flow_find_probe(look, "run")->capture[0].kind, VALUE_NUMBER);
    const struct flow_action *go = flow_find_action(flow_find_step(flow, "fix"), "go");
    assert_int_equal(go->risk, RISK_DESTROY);
    assert_string_equal(go->confirm, "go");
}

static void the_checklist_is_found_in_the_text(void **state)
{
    (void)state;
    load(whole);
    const struct names *items = &flow->step[0].items;
    assert_int_equal(items->n, 2);
    assert_string_equal(items->v[0], "one, and more");
    assert_string_equal(items->v[1], "two");
}

static void silence_about_undo_differs_from_none(void **state)
{
    (void)state;
    const struct flow_step *fix = flow_find_step(load(whole), "fix");
    assert_non_null(fix->action[0].undo);
    assert_null(fix->action[1].undo);
    assert_false(fix->action[1].undo_missing);
    assert_true(fix->action[2].undo_missing);
}

static void what_follows_is_settled(void **state)
{
    (void)state;
    load(whole);
    const struct flow_step *look = &flow->step[0], *fix = &flow->step[1];
    assert_int_equal(look->next, 1);
    assert_int_equal(look->answer[0].next, 1);
    assert_int_equal(look->answer[1].next, 1);
    assert_string_equal(look->answer[0].label, "Yes it is");
    assert_int_equal(look->answer[2].next, -1);
    assert_int_equal(look->answer[2].outcome, OUTCOME_CLEARED);
    assert_int_equal(fix->next, -1);
    assert_int_equal(fix->answer[0].outcome, OUTCOME_RESOLVED);
    assert_int_equal(fix->answer[1].next, 0);
    assert_int_equal(fix->answer[1].outcome, OUTCOME_NONE);
}

static void an_example_has_values_of_the_facts_kind(void **state)
{
    (void)state;
    const struct flow_example *e = load(whole)->example;
    assert_int_equal(e->n_facts, 3);
    assert_string_equal(e->fact[0].name, "scan.db");
    assert_int_equal(e->fact[0].n, 2);
    assert_int_equal(e->fact[0].value[1].kind, VALUE_NUMBER);
    assert_int_equal(e->fact[1].value[0].kind, VALUE_NONE);
    assert_int_equal(e->answer[0].answer.n, 2);
    assert_int_equal(e->expect.path.n, 2);
}

static void the_kind_of_every_name_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum value_kind kind;
    } names[] = {
        {"n", VALUE_NUMBER},           {"app", VALUE_TEXT},
        {"look", VALUE_TEXT},          {"scan.passed", VALUE_FLAG},
        {"scan.ramp", VALUE_DURATION}, {"scan.db", VALUE_NUMBER},
        {"run.v", VALUE_TEXT},         {"page.samples", VALUE_NUMBER},
        {"go.exit", VALUE_NUMBER},     {"elapsed", VALUE_DURATION},
        {"severity", VALUE_NUMBER},    {"page.status", VALUE_NUMBER},
    };
    enum value_kind kind;
    load(whole);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(flow_name_kind(flow, names[i].name, &kind));
        assert_int_equal(kind, names[i].kind);
    }
    assert_false(flow_name_kind(flow, "scan.status", &kind));
    assert_false(flow_name_kind(flow, "run.samples", &kind));
    assert_false(flow_name_kind(flow, "nobody", &kind));
}

static void all_mistakes_come_in_one_run_with_their_places(void **state)
{
    (void)state;
    load(HEAD "hsot: a\n"
              "inputs: {n: {type: number, default: many}, t: {choices: [a, b], default: c}}\n"
              "causes: {a: {title: A}}\n"
              "steps:\n"
              "  - id: One\n"
              "    title: One\n"
              "    nxt: two\n"
              "    takes: 5\n"
              "    phase: verfy\n"
              "    probes: [{id: p, run: x, facts: {u: number}}, {id: q}]\n"
              "    answers:\n"
              "      - {id: y, when: 'p.uu > 3', evidence: {b: 60}, next: tow}\n"
              "  - {id: two, title: Two, inputs: [m], next: one}\n");
    static const char *const said[] = {
        "f.yaml:4:1: the key 'hsot' has no meaning here; did you mean 'host'?",
        "f.yaml:8:9: 'One' cannot be a name; write 'one': small letters, digits and _, a letter first",
        "f.yaml:10:5: the key 'nxt' has no meaning here; did you mean 'next'?",
        "f.yaml:11:12: '5' cannot stand here; a length of time has a unit: 90s, 15m, 1h30m, 2d",
        "f.yaml:12:12: 'verfy' cannot stand here; did you mean 'verify'?",
        "f.yaml:13:51: this probe has none of run, http, logs, changes, tcp, dns, tls, file, process, unit; add one of them: it says what the probe does",
        "f.yaml:15:49: '60' cannot stand here; a share is between 0 and 1, or between 0% and 100%",
        "f.yaml:15:46: 'b' is not one of the causes; did you mean 'a'?",
        "f.yaml:15:60: this leads to 'tow', which is not defined; did you mean 'two'?",
        "f.yaml:16:36: 'm' is not one of the inputs; did you mean 'n'?",
        "f.yaml:15:24: nothing in this flow yields 'p.uu'; did you mean 'p.u'?",
        "f.yaml:5:37: 'many' cannot stand here; it is a number like 5, 0.5 or 8%",
        "f.yaml:5:74: 'c' cannot stand here; a default is one of the choices",
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        assert_said(i, said[i]);
    assert_int_equal(problems.list.n, sizeof said / sizeof *said);
}

static void a_flow_with_mistakes_elsewhere_can_be_walked(void **state)
{
    (void)state;
    load(HEAD "causes: {a: {title: A}}\n"
              "steps:\n"
              "  - id: one\n"
              "    title: One\n"
              "    when: nobody > 1\n"
              "    answers: [{id: y, evidence: {b: 1, a: 0.5}, next: tow}, {id: z}]\n"
              "    inputs: [m]\n"
              "    cures: {b: 1}\n"
              "  - {id: two, title: Two}\n");
    assert_non_null(flow);
    const struct flow_step *one = &flow->step[0];
    assert_null(one->when);
    assert_int_equal(one->answer[0].next, -1);
    assert_true(one->answer[0].next_missing);
    assert_int_equal(one->answer[1].next, 1);
    assert_int_equal(one->answer[0].n_shares, 1);
    assert_int_equal(one->answer[0].share[0].cause, 0);
    assert_int_equal(one->n_inputs, 0);
    assert_int_equal(one->n_cures, 0);
    assert_true(one->is_fix);
}

static void what_cannot_be_walked_at_all_is_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"",
                                          "- a\n",
                                          "triage: 2\nsteps: [{id: a, title: A}]\n",
                                          HEAD,
                                          HEAD "steps: []\n",
                                          HEAD "steps: 5\n",
                                          HEAD "steps: [1, 2]\n",
                                          "a: [\n"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_null(load(refused[i]));
        assert_true(problems.n_errors > 0);
        assert_non_null(problems.list.v[0].remedy);
    }
}

static void ten_thousand_steps_are_the_limit(void **state)
{
    (void)state;
    for (int n = FLOW_MAX_STEPS; n <= FLOW_MAX_STEPS + 1; n++) {
        struct str t = {0};
        str_add(&t, HEAD "steps:\n");
        for (int i = 0; i < n; i++)
            str_addf(&t, "- {id: s%d, title: S}\n", i);
        assert_int_equal(load(str_get(&t)) != NULL, n == FLOW_MAX_STEPS);
        str_release(&t);
    }
    assert_string_equal(problems.list.v[0].rule, "too-many-steps");
}

static void no_value_reaches_a_shell_under_a_name_it_obeys(void **state)
{
    (void)state;
    static const char *const obeyed[] = {"PATH", "LD_PRELOAD", "http_proxy", "GIT_SSH_COMMAND", "IFS", "BASH_ENV"};
    for (size_t i = 0; i < sizeof obeyed / sizeof *obeyed; i++) {
        struct str t = {0};
        str_addf(&t, HEAD "inputs: {%s: {ask: A}}\nsteps: [{id: a, title: A, outcome: found}]\n", obeyed[i]);
        assert_null(load(str_get(&t)));
        str_release(&t);
    }
    load(HEAD "inputs: {Unit-Name: {ask: A}, path: {ask: B}}\nsteps: [{id: a, title: A, outcome: found}]\n");
    assert_non_null(flow_find_input(flow, "unit_name"));
    assert_non_null(flow_find_input(flow, "path"));
    assert_int_equal(problems.n_errors, 1);
}

static void lines_may_end_in_other_ways(void **state)
{
    (void)state;
    load("triage: 1\r\r\r\r\r\r\rid: x\r\ntitle: X\xC2\x85steps:\r\r- {id: a, title: A, outcome: found,\r"
         "   probes: [{id: p, run: x $elapsed # y\r }]}\r");
    assert_non_null(flow);
    flow_check(flow, NULL, &problems);
    for (size_t i = 0; i < problems.list.n; i++)
        assert_true(problems.list.v[i].mark.line > 0);
}

static int release(void **state)
{
    (void)state;
    flow_free(flow);
    problems_release(&problems);
    return 0;
}

static void a_command_says_in_a_comment_what_it_does(void **state)
{
    (void)state;
    const char *line;
    size_t n;
    assert_true(flow_command_says("# one request\ncurl x\n", &line, &n));
    assert_int_equal(n, strlen("one request"));
    assert_memory_equal(line, "one request", n);
    assert_false(flow_command_says("df -P /\nfree", &line, &n));
    assert_int_equal(n, strlen("df -P /"));
    assert_false(flow_command_says("#!/bin/sh", &line, &n));
    assert_false(flow_command_says(NULL, &line, &n));
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_finds_its_place),
        cmocka_unit_test(the_checklist_is_found_in_the_text),
        cmocka_unit_test(silence_about_undo_differs_from_none),
        cmocka_unit_test(what_follows_is_settled),
        cmocka_unit_test(an_example_has_values_of_the_facts_kind),
        cmocka_unit_test(the_kind_of_every_name_is_known),
        cmocka_unit_test(all_mistakes_come_in_one_run_with_their_places),
        cmocka_unit_test(a_flow_with_mistakes_elsewhere_can_be_walked),
        cmocka_unit_test(what_cannot_be_walked_at_all_is_refused),
        cmocka_unit_test(ten_thousand_steps_are_the_limit),
        cmocka_unit_test(no_value_reaches_a_shell_under_a_name_it_obeys),
        cmocka_unit_test(lines_may_end_in_other_ways),
        cmocka_unit_test(a_command_says_in_a_comment_what_it_does),
    };
    return cmocka_run_group_tests_name("load", tests, NULL, release);
}
