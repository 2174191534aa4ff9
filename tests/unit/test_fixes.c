/* Fixes: the options of a real flow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time.h"
#include "flow_at_hand.h"
#include "incident/fixes.h"
#include "incident/proposal.h"

#define EV(kind_, step_, ...) \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .step = (step_), .as.kind_ = {__VA_ARGS__}})

/* ---- the options of the trial flow ----------------------------------------------------------------------------------- */
struct table {
    struct flow *flow;
    struct incident inc;
    struct diagnosis d;
    struct fixes f;
    struct scope scope;
};

static void yes(struct table *t, const struct event *ev)
{
    struct err e = {0};
    if (!incident_admits(&t->inc, ev, &e))
        fail_msg("%s: %s", event_shapes[ev->kind].name, e.text);
    incident_apply(&t->inc, ev);
}

static void answer(struct table *t, const char *step, const char *id)
{
    yes(t, EV(entered, step, .how = "next"));
    yes(t, EV(answered, step, .answer = id));
}

static void lay(struct table *t)
{
    *t = (struct table){.flow = trial_flow("http-500")};
    t->scope = (struct scope){t->flow, &t->inc, "choose", TIME_NONE};
    yes(t, EV(opened, NULL, .flow = "http-500"));
    answer(t, "confirm", "is_500");
    answer(t, "impact", "jump");
    answer(t, "changes", "release");
}

static void rank(struct table *t)
{
    diagnosis_compute(t->flow, &t->inc, &t->d);
    fixes_rank(&t->scope, &t->d, &t->f);
}

static void clear(struct table *t)
{
    fixes_release(&t->f);
    diagnosis_release(&t->d);
}

static void put_away(struct table *t)
{
    clear(t);
    incident_release(&t->inc);
    flow_free(t->flow);
}

static const struct fix_option *option(const struct table *t, const char *id)
{
    for (size_t i = 0; i < t->f.n; i++)
        if (str_eq(t->f.option[i].step->id, id))
            return &t->f.option[i];
    return NULL;
}

/* Screen 9c: chance, and cost with verification; 1, then 2, then escalate. */
static void the_options_are_those_of_the_screen(void **state)
{
    (void)state;
    static const struct {
        const char *id, *helps;
        int minutes;
    } rows[] = {{"roll_back", "81%", 14}, {"flag_off", "31%", 8},  {"bypass", "2%", 16},    {"restart", "<1%", 9},
                {"restore_config", "<1%", 12}, {"quarantine", "1%", 21}, {"database", "1%", 18}, {"shed_load", "<1%", 14}};
    struct table t;
    lay(&t);
    answer(&t, "diff", "safe");
    answer(&t, "scope", "one");
    yes(&t, EV(cause_ruled_out, NULL, .cause = "abuse", .title = "Abnormal traffic"));
    rank(&t);
    assert_int_equal(t.f.n_open, 8);
    for (size_t i = 0; i < 8; i++) {
        char helps[8];
        const struct fix_option *o = option(&t, rows[i].id);
        assert_non_null(o);
        diagnosis_format_share(o->chance, helps);
        assert_string_equal(helps, rows[i].helps);
        assert_int_equal(o->cost, rows[i].minutes * TIME_MINUTE);
        assert_string_equal(o->verify->id, "verify");
        assert_true(i == 0 || t.f.option[i - 1].chance * (double)t.f.option[i].cost >=
                                  t.f.option[i].chance * (double)t.f.option[i - 1].cost);
    }
    assert_string_equal(t.f.option[0].step->id, "roll_back");
    assert_string_equal(t.f.option[1].step->id, "flag_off");
    assert_int_equal(t.f.plan.n, 2);
    assert_int_equal(t.f.plan.order[1], 1);
    assert_int_equal(((int64_t)t.f.plan.expected + TIME_MINUTE / 2) / TIME_MINUTE, 25);
    assert_int_equal(t.f.escalate_takes, 60 * TIME_MINUTE);
    put_away(&t);
}

static void what_is_not_known_yet_is_settled_first(void **state)
{
    (void)state;
    struct table t;
    lay(&t);
    rank(&t);
    const struct fix_option *o = option(&t, "roll_back");
    assert_false(o->is_blocked);
    assert_string_equal(o->settle->id, "diff");
    assert_int_equal(o->cost, (8 + 6 + 2) * TIME_MINUTE);
    assert_non_null(strstr(o->why, "diff"));
    put_away(&t);
}

static void what_is_known_can_block_a_fix(void **state)
{
    (void)state;
    struct table t;
    lay(&t);
    answer(&t, "diff", "migration");
    rank(&t);
    const struct fix_option *o = option(&t, "roll_back");
    assert_true(o->is_blocked);
    assert_string_equal(o->why, "diff = migration");
    assert_int_equal(t.f.n_open, t.f.n - 1);
    assert_ptr_equal(o, &t.f.option[t.f.n - 1]);
    for (size_t i = 0; i < t.f.plan.n; i++)
        assert_true(t.f.plan.order[i] < t.f.n_open);
    put_away(&t);
}

static void what_failed_or_is_ruled_out_is_no_option(void **state)
{
    (void)state;
    struct table t;
    lay(&t);
    yes(&t, EV(entered, "verify", .how = "next"));
    yes(&t, EV(answered, "verify", .answer = "not_fixed", .fix = "failed", .fixed = "flag_off"));
    yes(&t, EV(cause_ruled_out, NULL, .cause = "dependency", .title = "d"));
    yes(&t, EV(cause_ruled_out, NULL, .cause = "bad_release", .title = "r"));
    rank(&t);
    assert_null(option(&t, "flag_off"));
    assert_null(option(&t, "bypass"));
    assert_non_null(option(&t, "roll_back")); /* it cures a second cause, which is still possible */
    put_away(&t);
}

/* ---- proposals --------------------------------------------------------------------------------------------------------- */
static void an_unknown_condition_ends_the_search(void **state)
{
    (void)state;
    struct table t;
    struct str why = {0};
    lay(&t);
    const struct flow_step *impact = flow_find_step(t.flow, "impact"), *confirm = flow_find_step(t.flow, "confirm");
    struct proposal p = proposal_of_answer(&t.scope, confirm, &why);
    assert_null(p.answer);
    assert_string_equal(p.waits->id, "is_500");
    assert_non_null(strstr(why.s, "page.status"));
    const struct fact_pair facts[] = {{"page.status", value_number(503)}, {"scan.ramp", value_duration(40 * TIME_SECOND)},
                                      {"scan.error_rate", value_number(.083)}};
    yes(&t, EV(probe_reported, "confirm", .probe = "page", .facts = {facts, 3}));
    str_clear(&why);
    assert_string_equal(proposal_of_answer(&t.scope, confirm, &why).answer->id, "gateway");
    assert_string_equal(why.s, "page.status = 503");
    assert_string_equal(proposal_of_answer(&t.scope, impact, NULL).answer->id, "jump");
    str_clear(&why);
    assert_int_equal(proposal_of_severity(&t.scope, &why), 2);
    assert_string_equal(why.s, "scan.error_rate = 8.3%");
    str_release(&why);
    put_away(&t);
}

static void severity_waits_for_what_is_worse(void **state)
{
    (void)state;
    struct table t;
    lay(&t);
    assert_int_equal(proposal_of_severity(&t.scope, NULL), 0); /* sev3 holds always, but sev1 is not known to be false */
    put_away(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_options_are_those_of_the_screen),
        cmocka_unit_test(what_is_not_known_yet_is_settled_first),
        cmocka_unit_test(what_is_known_can_block_a_fix),
        cmocka_unit_test(what_failed_or_is_ruled_out_is_no_option),
        cmocka_unit_test(an_unknown_condition_ends_the_search),
        cmocka_unit_test(severity_waits_for_what_is_worse),
    };
    return cmocka_run_group_tests_name("fixes", tests, NULL, NULL);
}
