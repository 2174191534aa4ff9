/* The advice: what it says along the trial flow, and that what it reckons is what then happens. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time.h"
#include "flow_at_hand.h"
#include "flow/likelihood.h"
#include "incident/advice.h"

#define EV(kind_, step_, ...) \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .step = (step_), .as.kind_ = {__VA_ARGS__}})

struct table {
    struct flow *flow;
    struct incident inc;
    struct diagnosis d;
    struct fixes f;
    struct scope scope;
    struct arena arena;
    struct advice advice;
};

static void yes(struct incident *inc, const struct event *ev)
{
    struct err e = {0};
    if (!incident_admits(inc, ev, &e))
        fail_msg("%s: %s", event_shapes[ev->kind].name, e.text);
    incident_apply(inc, ev);
}

static void answer(struct incident *inc, const char *step, const char *id)
{
    yes(inc, EV(entered, step, .how = "next"));
    yes(inc, EV(answered, step, .answer = id));
}

static void lay(struct table *t, struct flow *flow)
{
    *t = (struct table){.flow = flow};
    t->scope = (struct scope){flow, &t->inc, NULL, TIME_NONE};
    yes(&t->inc, EV(opened, NULL, .flow = flow->id));
}

static void clear(struct table *t)
{
    fixes_release(&t->f);
    diagnosis_release(&t->d);
}

static const struct advice *advise(struct table *t, const char *at, const char *last_fix)
{
    clear(t);
    t->scope.path = at;
    diagnosis_compute(t->flow, &t->inc, &t->d);
    fixes_rank(&t->scope, &t->d, &t->f);
    advice_find(&t->scope, &t->d, &t->f, last_fix, &t->arena, &t->advice);
    return &t->advice;
}

static void put_away(struct table *t)
{
    clear(t);
    arena_release(&t->arena);
    incident_release(&t->inc);
    flow_free(t->flow);
}

static void assert_says(const struct advice *a, enum advice_kind kind, const char *step)
{
    if (a->kind != kind || (step && !str_eq(a->path, step)))
        fail_msg("it says %d %s, not %d %s", a->kind, a->path ? a->path : "-", kind, step ? step : "-");
}

static void the_symptom_comes_first(void **state)
{
    (void)state;
    struct table t;
    lay(&t, trial_flow("http-500"));
    assert_says(advise(&t, "confirm", NULL), ADVICE_NONE, NULL);
    assert_int_equal(t.advice.silence, ADVICE_SYMPTOM_FIRST); /* and it says why */
    answer(&t.inc, "confirm", "is_500");
    assert_says(advise(&t, "impact", NULL), ADVICE_NONE, NULL);
    put_away(&t);
}

/* With a bad release before one's eyes there is nothing more to ask; with another cause there is. */
static void it_changes_with_what_is_found(void **state)
{
    (void)state;
    struct table t;
    lay(&t, trial_flow("http-500"));
    answer(&t.inc, "confirm", "is_500");
    answer(&t.inc, "impact", "jump");
    const struct advice *a = advise(&t, "changes", NULL);
    assert_says(a, ADVICE_QUESTION, "changes");
    assert_true(a->saves > TIME_MINUTE);
    assert_int_equal(a->silence, ADVICE_SPEAKS);
    assert_true(a->n_questions >= 1);
    int64_t least = a->question[0].expected; /* what is advised is the least of what was weighed */
    for (size_t i = 1; i < a->n_questions; i++)
        least = a->question[i].expected < least ? a->question[i].expected : least;
    assert_int_equal(least, a->expected);
    answer(&t.inc, "changes", "release");
    assert_says(advise(&t, "diff", NULL), ADVICE_SETTLE, "diff"); /* the way back depends on it */
    answer(&t.inc, "diff", "safe");
    a = advise(&t, "scope", NULL);
    assert_says(a, ADVICE_FIX, "roll_back");
    put_away(&t);

    lay(&t, trial_flow("http-500"));
    answer(&t.inc, "confirm", "is_500");
    answer(&t.inc, "impact", "climb");
    answer(&t.inc, "changes", "nothing");
    a = advise(&t, "scope", NULL);
    assert_int_equal(a->kind, ADVICE_QUESTION);
    assert_string_not_equal(a->path, "changes"); /* it is answered */
    put_away(&t);
}

static void after_a_fix_its_verification(void **state)
{
    (void)state;
    struct table t;
    lay(&t, trial_flow("http-500"));
    answer(&t.inc, "changes", "release");
    assert_says(advise(&t, "roll_back", "roll_back"), ADVICE_VERIFY, "verify");
    yes(&t.inc, EV(entered, "verify", .how = "next"));
    yes(&t.inc, EV(answered, "verify", .answer = "not_fixed", .fix = "failed", .fixed = "roll_back"));
    const struct advice *a = advise(&t, "choose", "roll_back");
    assert_int_not_equal(a->kind, ADVICE_VERIFY);
    assert_true(!a->step || !str_eq(a->path, "roll_back")); /* it failed */
    put_away(&t);
}

/* ---- a small flow of one's own ------------------------------------------------------------------------------------------- */

static const char small[] = "triage: 1\nid: small\ntitle: Small\nescalate: {takes: 90m}\n"
                            "causes:\n  code: {title: Code, likelihood: high}\n  data: {title: Data}\n  disk: {title: Disk, likelihood: low}\n"
                            "steps:\n"
                            "  - id: first\n    title: First\n    phase: symptom\n"
                            "  - id: where\n    title: Where\n    phase: logs\n    takes: 3m\n    answers:\n"
                            "      - {id: one, evidence: {code: 0.8, else: 0.1}}\n      - {id: all, evidence: {disk: 0.9, else: 0.2}}\n      - {id: some}\n"
                            "  - id: full\n    title: Full\n    takes: 1m\n    answers:\n"
                            "      - {id: yes, evidence: {disk: 0.95, else: 0.02}}\n      - {id: no}\n"
                            "  - id: dull\n    title: Says nothing\n    takes: 1m\n    answers:\n      - {id: a}\n      - {id: b}\n"
                            "  - id: back\n    title: Back\n    phase: rollback\n    takes: 10m\n    cures: {code: 0.9}\n    next: verify\n"
                            "  - id: clean\n    title: Clean\n    takes: 4m\n    cures: {disk: 0.8}\n    next: verify\n"
                            "  - id: wipe\n    title: Wipe\n    takes: 1m\n    cures: {data: 0.9}\n    next: verify\n    actions:\n"
                            "      - {id: wipe_it, run: wipe, undo: none, risk: destroy}\n"
                            "  - id: verify\n    title: Verify\n    phase: verify\n    takes: 5m\n    answers:\n"
                            "      - {id: good, fix: helped, outcome: resolved}\n      - {id: bad, fix: failed, next: where}\n";

/* What a question is reckoned to be worth is the mean of what its answers then make of the plan. */
static void what_is_reckoned_is_what_then_happens(void **state)
{
    (void)state;
    struct table t;
    lay(&t, flow_of_text(small));
    const struct flow_step *where = flow_find_step(t.flow, "where");
    advise(&t, "where", NULL);
    struct planner *planner = planner_new(t.f.fix, t.f.n_open, t.flow->n_causes, (double)t.f.escalate_takes);
    double reckoned = advice_expected_after(&t.d.learned, where, planner, t.f.share, (double)where->takes), mean = (double)where->takes;
    double chance[3] = {0};
    for (size_t a = 0; a < 3; a++) {
        for (size_t c = 0; c < t.flow->n_causes; c++)
            chance[a] += t.f.share[c] * likelihood_of_answer(where, a, (int)c);
        chance[a] += t.f.share[t.flow->n_causes] * likelihood_of_unnamed(t.flow, where, a);
    }
    assert_true(fabs(chance[0] + chance[1] + chance[2] - 1) < 1e-9);
    for (size_t a = 0; a < 3; a++) {
        answer(&t.inc, "where", where->answer[a].id);
        advise(&t, "full", NULL);
        mean += chance[a] * t.f.plan.expected;
    }
    assert_true(fabs(reckoned - mean) < 1); /* us */
    planner_free(planner);
    put_away(&t);
}

static void destruction_is_advised_only_when_it_likely_helps(void **state)
{
    (void)state;
    struct table t;
    lay(&t, flow_of_text(small));
    answer(&t.inc, "where", "one");
    for (int i = 0; i < 3; i++) {
        const struct advice *a = advise(&t, "full", NULL);
        assert_true(!a->fix || !str_eq(a->fix->id, "wipe"));
        yes(&t.inc, EV(noted, "full", .text = "on"));
    }
    yes(&t.inc, EV(answer_struck, "where", .reason = "looked at the wrong log"));
    yes(&t.inc, EV(cause_ruled_out, NULL, .cause = "code", .title = "Code"));
    yes(&t.inc, EV(cause_ruled_out, NULL, .cause = "disk", .title = "Disk"));
    assert_says(advise(&t, "full", NULL), ADVICE_FIX, "wipe"); /* 66 % */
    put_away(&t);
}

static void a_question_that_says_nothing_is_never_worth_it(void **state)
{
    (void)state;
    struct table t;
    lay(&t, flow_of_text(small));
    answer(&t.inc, "where", "one");
    answer(&t.inc, "full", "no");
    const struct advice *a = advise(&t, "dull", NULL);
    assert_says(a, ADVICE_FIX, "back");
    assert_int_equal(a->saves, 0); /* there is no question left to save */
    put_away(&t);
}

static void when_nothing_helps_it_says_so(void **state)
{
    (void)state;
    struct table t;
    lay(&t, flow_of_text(small));
    answer(&t.inc, "where", "one");
    answer(&t.inc, "full", "no");
    yes(&t.inc, EV(entered, "verify", .how = "jump"));
    yes(&t.inc, EV(answered, "verify", .answer = "bad", .fix = "failed", .fixed = "back"));
    yes(&t.inc, EV(cause_ruled_out, NULL, .cause = "data", .title = "Data"));
    yes(&t.inc, EV(cause_ruled_out, NULL, .cause = "disk", .title = "Disk"));
    assert_says(advise(&t, "dull", NULL), ADVICE_ESCALATE, NULL);
    put_away(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_symptom_comes_first),
        cmocka_unit_test(it_changes_with_what_is_found),
        cmocka_unit_test(after_a_fix_its_verification),
        cmocka_unit_test(what_is_reckoned_is_what_then_happens),
        cmocka_unit_test(destruction_is_advised_only_when_it_likely_helps),
        cmocka_unit_test(a_question_that_says_nothing_is_never_worth_it),
        cmocka_unit_test(when_nothing_helps_it_says_so),
    };
    return cmocka_run_group_tests_name("advice", tests, NULL, NULL);
}
