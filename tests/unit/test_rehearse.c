/* Rehearsals: the examples of the trial flows come out as their authors expect, and what does not says why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow_at_hand.h"
#include "incident/rehearse.h"

static const struct flow *find_flow(void *who, const char *id)
{
    struct flow *const *flows = who;
    for (; *flows; flows++)
        if (str_eq((*flows)->id, id))
            return *flows;
    return NULL;
}

static void the_trial_flows_go_as_their_examples_say(void **state)
{
    (void)state;
    struct flow *flows[] = {trial_flow("http-500"), trial_flow("db-connections"), NULL};
    for (size_t i = 0; flows[i]; i++) {
        assert_true(flows[i]->n_examples >= 2);
        for (size_t k = 0; k < flows[i]->n_examples; k++) {
            struct rehearsal r;
            if (!rehearse_example(flows[i], &flows[i]->example[k], find_flow, flows, &r))
                fail_msg("%s: %s", flows[i]->example[k].name, r.trouble);
            rehearsal_release(&r);
        }
    }
    flow_free(flows[0]);
    flow_free(flows[1]);
}

/* Walks the first example of a flow and compares what it says. */
static void check(const char *text, const char *trouble)
{
    struct flow *flow = flow_of_text(text);
    struct rehearsal r;
    bool ok = rehearse_example(flow, &flow->example[0], NULL, NULL, &r);
    if (!trouble && !ok)
        fail_msg("%s", r.trouble);
    if (trouble && (ok || !strstr(r.trouble, trouble)))
        fail_msg("'%s' does not say '%s'", ok ? "it passed" : r.trouble, trouble);
    rehearsal_release(&r);
    flow_free(flow);
}

#define HEAD "triage: 1\nid: t\ntitle: T\ncauses: {a: {title: A}, b: {title: B}}\nsteps:\n"
#define ASK "  - {id: ask, title: Ask, probes: [{id: p, run: x}], answers: [" \
            "{id: good, when: p.exit == 0, evidence: {a: 90%, else: 10%}, next: end}, {id: bad, when: p.exit == 1, next: other}]}\n" \
            "  - {id: other, title: Other}\n" \
            "  - {id: end, title: End, outcome: resolved}\n"

static void what_differs_is_said(void **state)
{
    (void)state;
    check(HEAD ASK "examples: [{name: x, facts: {p: {exit: 0}}, expect: {outcome: resolved, top: a, path: [ask, end]}}]\n", NULL);
    check(HEAD ASK "examples: [{name: x, facts: {p: {exit: 1}}, expect: {path: [ask, other, end]}}]\n", NULL);
    check(HEAD ASK "examples: [{name: x, facts: {p: {exit: 0}}, expect: {outcome: found}}]\n", "ends with resolved at step 'end'");
    check(HEAD ASK "examples: [{name: x, facts: {p: {exit: 0}}, expect: {top: b}}]\n", "likeliest cause is 'a'");
    check(HEAD ASK "examples: [{name: x, facts: {p: {exit: 0}}, expect: {path: [ask, other]}}]\n", "step 2 of its path is 'end'");
    check(HEAD ASK "examples: [{name: x, facts: {p: {exit: 0}}, expect: {path: [ask]}}]\n", "expects 'the end'");
    check(HEAD ASK "examples: [{name: x, facts: {p: {exit: 2}}, expect: {outcome: resolved}}]\n", "no answer of step 'ask' holds");
    check(HEAD ASK "examples: [{name: x, expect: {outcome: resolved}}]\n", "waits for");
    check(HEAD ASK "examples: [{name: x, answers: {ask: bad}, expect: {path: [ask, other, end]}}]\n", NULL);
}

static void a_list_is_one_value_per_visit(void **state)
{
    (void)state;
    check(HEAD "  - {id: look, title: L, probes: [{id: p, run: x}], answers: [{id: again, when: p.exit == 1, next: back}, {id: done, when: p.exit == 0, outcome: cleared}]}\n"
               "  - {id: back, title: B, next: look}\n"
               "examples: [{name: x, facts: {p: {exit: [1, 1, 0]}}, expect: {outcome: cleared, path: [look, back, look, back, look]}}]\n",
          NULL);
}

static void a_circle_is_said_and_left(void **state)
{
    (void)state;
    check(HEAD "  - {id: a, title: A, next: b}\n  - {id: b, title: B, next: a}\nexamples: [{name: x, expect: {outcome: found}}]\n",
          "round in circles");
}

/* A long flow is no circle, and is walked in no time. */
static void a_flow_of_many_steps_is_walked_to_its_end(void **state)
{
    (void)state;
    enum { STEPS = 5000 };
    struct str text = {0};
    str_add(&text, HEAD);
    for (int i = 0; i < STEPS; i++)
        str_addf(&text, "  - {id: s%d, title: S, probes: [{id: p%d, run: x}], answers: [{id: y, when: p%d.passed}, {id: n}]}\n", i, i, i);
    str_add(&text, "  - {id: end, title: E, outcome: resolved}\nexamples:\n  - name: long\n    expect: {outcome: resolved}\n    facts: {");
    for (int i = 0; i < STEPS; i++)
        str_addf(&text, "p%d: {passed: true}%s", i, i + 1 < STEPS ? ", " : "}\n");
    check(text.s, NULL);
    str_release(&text);
}

static void the_best_fix_is_taken_when_none_is_said(void **state)
{
    (void)state;
    check(HEAD "  - {id: choose, title: C, phase: rollback, takes: 0s, answers: fixes}\n"
               "  - {id: weak, title: W, takes: 5m, cures: {b: 50%}, next: check}\n"
               "  - {id: strong, title: S, takes: 5m, cures: {a: 90%}, next: check}\n"
               "  - {id: check, phase: verify, title: Well?, probes: [{id: p, run: x}], answers: [{id: y, when: p.passed, fix: helped, outcome: resolved}, {id: n, when: not p.passed, fix: failed, next: choose}]}\n"
               "examples: [{name: x, facts: {p: {passed: [false, true]}}, expect: {outcome: resolved, path: [choose, strong, check, choose, weak, check], top: b}}]\n",
          NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_trial_flows_go_as_their_examples_say),
        cmocka_unit_test(what_differs_is_said),
        cmocka_unit_test(a_list_is_one_value_per_visit),
        cmocka_unit_test(a_circle_is_said_and_left),
        cmocka_unit_test(a_flow_of_many_steps_is_walked_to_its_end),
        cmocka_unit_test(the_best_fix_is_taken_when_none_is_said),
    };
    return cmocka_run_group_tests_name("rehearse", tests, NULL, NULL);
}
