/* Diagnosis: the worked figures, and the shares of the storyboard, walked along the trial flow. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time.h"
#include "flow_at_hand.h"
#include "incident/diagnosis.h"
#include "incident/outlook.h"
#include "flow/likelihood.h"

#define EV(kind_, step_, ...) \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .step = (step_), .as.kind_ = {__VA_ARGS__}})

static void yes(struct incident *inc, const struct event *ev)
{
    struct err e = {0};
    struct event timed = *ev;
    timed.at = (inc->seq + 1) * TIME_MINUTE;
    if (!incident_admits(inc, &timed, &e))
        fail_msg("%s: %s", event_shapes[ev->kind].name, e.text);
    incident_apply(inc, &timed);
}

static void answer(struct incident *inc, const char *step, const char *id)
{
    yes(inc, EV(entered, step, .how = "next"));
    yes(inc, EV(answered, step, .answer = id, .label = id));
}

static double share(const struct diagnosis *d, const char *id)
{
    const struct diagnosis_cause *c = diagnosis_find(d, id);
    assert_non_null(c);
    return c->share;
}

static void assert_near(double got, double want)
{
    if (!(fabs(got - want) <= 0.0001 * (want > 1 ? want : 1)))
        fail_msg("%g is not %g", got, want);
}

static void assert_shown(const struct diagnosis *d, const char *id, const char *want)
{
    char shown[8];
    diagnosis_format_share(share(d, id), shown);
    assert_string_equal(shown, want);
}

static const char three[] = "triage: 1\nid: t\ntitle: T\nsomething_else: 0%\n"
                            "causes: {a: {title: A, likelihood: 5}, b: {title: B, likelihood: 3}, c: {title: C, likelihood: 2}}\n"
                            "steps:\n"
                            "  - {id: fix, title: Fix, cures: {a: 0.8}, next: check}\n"
                            "  - {id: check, phase: verify, title: Well?, answers: [{id: y, fix: helped}, {id: n, fix: failed}]}\n";

static void a_fix_that_failed_makes_its_cause_less_likely(void **state)
{
    (void)state;
    struct flow *flow = flow_of_text(three);
    struct incident inc;
    struct diagnosis d;
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "t"));
    diagnosis_compute(flow, &inc, &d);
    assert_near(share(&d, "a"), .5);
    assert_false(d.too_early); /* one is above 30 % */
    diagnosis_release(&d);
    yes(&inc, EV(entered, "check", .how = "next"));
    yes(&inc, EV(answered, "check", .answer = "n", .fix = "failed", .fixed = "fix"));
    diagnosis_compute(flow, &inc, &d);
    assert_near(share(&d, "a"), .1 / .6);
    assert_near(share(&d, "b"), .5);
    assert_near(share(&d, "c"), .2 / .6);
    assert_string_equal(d.cause[0].id, "b");
    assert_int_equal(diagnosis_find(&d, "a")->move[0].kind, MOVE_FIX_FAILED);
    assert_string_equal(diagnosis_find(&d, "a")->move[0].what, "Fix");
    diagnosis_release(&d);
    yes(&inc, EV(answered, "check", .answer = "y", .fix = "helped", .fixed = "fix"));
    diagnosis_compute(flow, &inc, &d);
    assert_near(share(&d, "a"), .4 / (.4 + .015 + .01));
    diagnosis_release(&d);
    yes(&inc, EV(answer_struck, "check", NULL));
    diagnosis_compute(flow, &inc, &d);
    assert_near(share(&d, "a"), .5);
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(flow);
}

/* Screen 9 of the storyboard: the path of the release, and of the service that is called. */
static void shares_move_as_on_the_screen(void **state)
{
    (void)state;
    static const char *const release[] = {"33%", "46%", "79%", "89%", "90%"};
    static const char *const service[] = {"12%", "10%", "3%", "2%"};
    struct flow *flow = trial_flow("http-500");
    struct incident inc;
    struct diagnosis d;
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "http-500"));
    diagnosis_compute(flow, &inc, &d);
    assert_true(d.too_early);
    assert_shown(&d, "bad_release", "30%");
    assert_shown(&d, "dependency", "15%");
    assert_shown(&d, "abuse", "5%");
    assert_int_equal(d.n, 8);
    assert_null(d.cause[7].id);
    diagnosis_release(&d);
    answer(&inc, "confirm", "is_500");
    answer(&inc, "impact", "jump");
    answer(&inc, "changes", "release");
    answer(&inc, "diff", "safe");
    answer(&inc, "scope", "one");
    yes(&inc, EV(cause_ruled_out, NULL, .cause = "abuse", .title = "Abnormal traffic", .reason = "as on other nights"));
    diagnosis_compute(flow, &inc, &d);
    const struct diagnosis_cause *c = &d.cause[0];
    assert_string_equal(c->id, "bad_release");
    assert_near(c->prior, .3);
    assert_int_equal(c->n_moves, 5);
    for (size_t i = 0; i < c->n_moves; i++) {
        char shown[8];
        diagnosis_format_share(c->move[i].share, shown);
        assert_string_equal(shown, release[i]);
    }
    assert_string_equal(c->move[2].step, "changes");
    assert_string_equal(c->move[2].what, "release");
    assert_int_equal(c->move[2].at, 7 * TIME_MINUTE);
    assert_int_equal(c->move[4].kind, MOVE_RULED_OUT);
    c = &d.cause[1];
    assert_string_equal(c->id, "dependency");
    assert_int_equal(c->n_moves, 4);
    for (size_t i = 0; i < c->n_moves; i++) {
        char shown[8];
        diagnosis_format_share(c->move[i].share, shown);
        assert_string_equal(shown, service[i]);
    }
    assert_shown(&d, "bad_data", "1%");
    assert_shown(&d, "database", "1%");
    assert_shown(&d, "resources", "<1%");
    assert_null(d.cause[6].id); /* something else, then what is ruled out */
    assert_near(d.cause[6].share, .05);
    assert_string_equal(d.cause[7].id, "abuse");
    assert_true(d.cause[7].is_ruled_out);
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(flow);
}

static void what_cannot_move_a_cause_does_not(void **state)
{
    (void)state;
    struct flow *flow = trial_flow("http-500");
    struct incident inc;
    struct diagnosis d;
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "http-500"));
    answer(&inc, "impact", "unsure");
    answer(&inc, "diff", "safe");      /* no answer there says anything of causes */
    answer(&inc, "gone", "whatever");  /* a step that this text of the flow does not have */
    answer(&inc, "scope", "whatever"); /* an answer neither */
    diagnosis_compute(flow, &inc, &d);
    assert_true(d.too_early);
    assert_int_equal(d.cause[0].n_moves, 0);
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(flow);
}

/* The shares of a cause over all answers of a step are a distribution. */
static void likelihoods_sum_to_one(void **state)
{
    (void)state;
    struct flow *flow = trial_flow("http-500");
    for (size_t s = 0; s < flow->n_steps; s++)
        for (size_t c = 0; c < flow->n_causes && flow->step[s].n_answers; c++) {
            double sum = 0;
            for (size_t a = 0; a < flow->step[s].n_answers; a++)
                sum += likelihood_of_answer(&flow->step[s], a, (int)c);
            assert_near(sum, 1);
        }
    flow_free(flow);
}

static void a_cause_can_be_added_and_taken_out_again(void **state)
{
    (void)state;
    struct flow *flow = flow_of_text(three);
    struct incident inc;
    struct diagnosis d;
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "t"));
    yes(&inc, EV(cause_added, NULL, .cause = "moon", .title = "Full moon", .weight = 10));
    diagnosis_compute(flow, &inc, &d);
    assert_near(share(&d, "moon"), .5);
    assert_near(share(&d, "a"), .25);
    assert_int_equal(diagnosis_find(&d, "moon")->cause, 3);
    assert_int_equal(diagnosis_find(&d, "a")->move[0].kind, MOVE_ADDED);
    diagnosis_release(&d);
    yes(&inc, EV(cause_ruled_out, NULL, .cause = "moon", .title = "Full moon", .reason = "new moon"));
    diagnosis_compute(flow, &inc, &d);
    assert_near(share(&d, "a"), .5);
    assert_true(diagnosis_find(&d, "moon")->is_ruled_out);
    assert_int_equal(d.cause[d.n - 1].cause, 3);
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(flow);
}

/* A called flow has causes of its own. */
static void answers_of_a_called_flow_move_its_causes_only(void **state)
{
    (void)state;
    struct flow *outer = trial_flow("http-500"), *inner = trial_flow("db-connections");
    struct incident inc;
    struct diagnosis d;
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "http-500"));
    yes(&inc, EV(entered, "database", .how = "next"));
    answer(&inc, "database/reach", "down");
    yes(&inc, EV(cause_ruled_out, NULL, .cause = "database/leak", .title = "leak", .reason = "no"));
    diagnosis_compute(outer, &inc, &d);
    assert_true(d.too_early);
    diagnosis_release(&d);
    diagnosis_compute_in(inner, &inc, "database/reach", &d);
    assert_string_equal(d.cause[0].id, "down");
    assert_true(share(&d, "down") > .5);
    assert_true(diagnosis_find(&d, "leak")->is_ruled_out);
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(outer);
    flow_free(inner);
}

static void a_flow_without_causes_has_no_diagnosis(void **state)
{
    (void)state;
    struct flow *flow = flow_of_text("triage: 1\nid: t\ntitle: T\nsteps:\n  - {id: a, title: A, answers: [{id: x}, {id: y}]}\n");
    struct incident inc;
    struct diagnosis d;
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "t"));
    answer(&inc, "a", "x");
    diagnosis_compute(flow, &inc, &d);
    assert_int_equal(d.n, 0);
    assert_true(d.too_early);
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(flow);
}

/* A thousand answers would multiply to less than a double can hold. */
static void many_answers_do_not_wear_the_shares_away(void **state)
{
    (void)state;
    enum { STEPS = 1000 };
    struct str text = {0};
    struct incident inc;
    struct diagnosis d;
    str_add(&text, "triage: 1\nid: t\ntitle: T\ncauses: {a: {title: A}, b: {title: B}}\nsteps:\n");
    for (int i = 0; i < STEPS; i++)
        str_addf(&text, "  - {id: s%d, title: S, answers: [{id: y, evidence: {a: 30%%, b: 31%%}}, {id: n}, {id: m}, {id: k}]}\n", i);
    struct flow *flow = flow_of_text(text.s);
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "t"));
    for (int i = 0; i < STEPS; i++)
        answer(&inc, flow->step[i].id, "y");
    diagnosis_compute(flow, &inc, &d);
    assert_near(share(&d, "b") / share(&d, "a"), pow((.9 * .31 + .025) / (.9 * .30 + .025), STEPS));
    assert_shown(&d, "b", ">95%");
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(flow);
    str_release(&text);
}

/* What stood before, times its factor, is what stands then: line by line, from the first share to the last. */
static void every_move_is_arithmetic_that_can_be_checked(void **state)
{
    (void)state;
    struct flow *flow = trial_flow("http-500");
    struct incident inc;
    struct diagnosis d, now;
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "http-500"));
    answer(&inc, "confirm", "is_500");
    yes(&inc, EV(entered, "impact", .how = "next"));
    yes(&inc, EV(answered, "impact", .answer = "jump", .label = "All at once", .proposed = "jump", .because = "scan.ramp = 40 s"));
    yes(&inc, EV(entered, "changes", .how = "next"));
    yes(&inc, EV(answered, "changes", .answer = "release", .proposed = "nothing", .because = "recent.count = 0"));
    answer(&inc, "scope", "one");
    yes(&inc, EV(cause_ruled_out, NULL, .cause = "abuse", .title = "Abnormal traffic", .reason = "as on other nights"));
    diagnosis_compute(flow, &inc, &now);
    for (size_t i = 0; i < now.n; i++) {
        diagnosis_explain(flow, &inc, NULL, now.cause[i].cause, &d);
        const struct diagnosis_cause *c = &d.cause[i];
        double share = c->prior;
        assert_int_equal(c->cause, now.cause[i].cause);
        assert_int_equal(c->n_moves, 5);
        for (size_t k = 0; k < c->n_moves; k++) {
            assert_near(c->move[k].before, share);
            share *= diagnosis_factor(&c->move[k]);
            assert_near(c->move[k].share, share);
        }
        assert_near(share, now.cause[i].share);
        assert_int_equal(d.cause[i ? 0 : 1].n_moves, 0);
        if (c->id)
            assert_string_equal(c->move[1].because, "scan.ramp = 40 s");
        assert_null(c->move[2].because); /* it was taken against the facts */
        diagnosis_release(&d);
    }
    assert_near(diagnosis_find(&now, "bad_release")->move[2].likelihood, likelihood_of_answer(flow_find_step(flow, "changes"), 0, 0));
    diagnosis_release(&now);
    incident_release(&inc);
    flow_free(flow);
}

static void a_hypothesis_is_open_supported_or_eliminated(void **state)
{
    (void)state;
    struct flow *flow = trial_flow("http-500");
    struct incident inc;
    struct diagnosis d;
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "http-500"));
    diagnosis_compute(flow, &inc, &d);
    for (size_t i = 0; i < d.n; i++)
        assert_int_equal(d.cause[i].standing, HYPOTHESIS_OPEN);
    diagnosis_release(&d);
    answer(&inc, "impact", "jump");
    answer(&inc, "changes", "release");
    answer(&inc, "scope", "one");
    yes(&inc, EV(cause_ruled_out, NULL, .cause = "abuse", .title = "Abnormal traffic", .reason = "as on other nights"));
    diagnosis_compute(flow, &inc, &d);
    assert_int_equal(diagnosis_find(&d, "bad_release")->standing, HYPOTHESIS_SUPPORTED);
    assert_int_equal(diagnosis_find(&d, "dependency")->standing, HYPOTHESIS_OPEN);
    assert_int_equal(diagnosis_find(&d, "abuse")->standing, HYPOTHESIS_ELIMINATED);
    assert_shown(&d, "resources", "<1%");
    assert_int_equal(diagnosis_find(&d, "resources")->standing, HYPOTHESIS_ELIMINATED);
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(flow);
}

/* The outlook of each answer is what the diagnosis then says; given or not, it is the same. */
static void an_outlook_is_what_then_happens(void **state)
{
    (void)state;
    struct flow *flow = trial_flow("http-500");
    const struct flow_step *scope = flow_find_step(flow, "scope");
    struct arena arena = {0};
    for (size_t a = 0; a < scope->n_answers; a++) {
        struct incident inc;
        struct diagnosis before, after;
        struct outlook o, same;
        double sum = 0;
        incident_init(&inc);
        yes(&inc, EV(opened, NULL, .flow = "http-500"));
        answer(&inc, "impact", "jump");
        diagnosis_compute(flow, &inc, &before);
        answer(&inc, "scope", scope->answer[a].id);
        diagnosis_compute(flow, &inc, &after);
        outlook_of_answer(flow, &before, scope, a, -1, &arena, &o);
        outlook_of_answer(flow, &after, scope, a, (int)a, &arena, &same);
        assert_int_equal(o.n, before.n);
        for (size_t i = 0; i < o.n; i++) {
            const char *id = o.cause[i].cause->id;
            if (id)
                assert_near(o.cause[i].share, share(&after, id));
            sum += o.cause[i].share;
        }
        assert_near(sum, 1);
        assert_near(same.chance, o.chance);
        assert_near(same.cause[0].share, same.cause[0].cause->share);
        diagnosis_release(&before);
        diagnosis_release(&after);
        incident_release(&inc);
    }
    arena_release(&arena);
    flow_free(flow);
}

static void factors_are_shown_short(void **state)
{
    (void)state;
    static const struct {
        double factor;
        const char *shown;
    } rows[] = {{1.44, "x1.4"}, {12.4, "x12"}, {.31, "x0.3"}, {.042, "x0.04"}, {.001, "<x0.01"}, {0, "<x0.01"}, {1e9, "x99999"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char shown[8];
        diagnosis_format_factor(rows[i].factor, shown);
        assert_string_equal(shown, rows[i].shown);
    }
}

static void shares_are_shown_with_their_limits(void **state)
{
    (void)state;
    static const struct {
        double share;
        const char *shown;
    } rows[] = {{0, "<1%"}, {.0049, "<1%"}, {.0051, "1%"}, {.5, "50%"}, {.95, "95%"}, {.951, ">95%"}, {1, ">95%"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char shown[8];
        diagnosis_format_share(rows[i].share, shown);
        assert_string_equal(shown, rows[i].shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fix_that_failed_makes_its_cause_less_likely),
        cmocka_unit_test(shares_move_as_on_the_screen),
        cmocka_unit_test(what_cannot_move_a_cause_does_not),
        cmocka_unit_test(likelihoods_sum_to_one),
        cmocka_unit_test(a_cause_can_be_added_and_taken_out_again),
        cmocka_unit_test(answers_of_a_called_flow_move_its_causes_only),
        cmocka_unit_test(a_flow_without_causes_has_no_diagnosis),
        cmocka_unit_test(many_answers_do_not_wear_the_shares_away),
        cmocka_unit_test(every_move_is_arithmetic_that_can_be_checked),
        cmocka_unit_test(a_hypothesis_is_open_supported_or_eliminated),
        cmocka_unit_test(an_outlook_is_what_then_happens),
        cmocka_unit_test(factors_are_shown_short),
        cmocka_unit_test(shares_are_shown_with_their_limits),
    };
    return cmocka_run_group_tests_name("diagnosis", tests, NULL, NULL);
}
