/* Walking: where answers lead, what is passed over, and the way into a called flow and out of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time.h"
#include "flow_at_hand.h"
#include "incident/walk.h"

#define EV(kind_, step_, ...) \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .step = (step_), .as.kind_ = {__VA_ARGS__}})

static const char outer_text[] =
    "triage: 1\nid: outer\ntitle: O\ncauses: {a: {title: A}}\n"
    "inputs: {tier: {ask: T, default: web}}\n"
    "steps:\n"
    "  - {id: one, title: One, answers: [{id: left, next: three}, {id: right}, {id: stop, outcome: cleared}, {id: unsure, next: four}]}\n"
    "  - {id: two, title: Two, when: tier == \"api\", answers: [{id: x}]}\n"
    "  - {id: three, title: Three, when: one != \"right\"}\n"
    "  - {id: four, title: Four, cures: {a: 50%}, call: inner, answers: [{id: resolved, next: six}, {id: found, fix: failed, next: five}, {id: escalated, outcome: escalated}]}\n"
    "  - {id: five, title: Five, cures: {a: 50%}, actions: [{id: act, run: x, undo: none}], next: six}\n"
    "  - {id: six, title: Six, phase: verify, answers: [{id: good, fix: helped, outcome: resolved}, {id: bad, fix: failed, next: choose}]}\n"
    "  - {id: choose, title: Choose, answers: fixes}\n"
    "  - {id: last, title: Last}\n";
static const char inner_text[] =
    "triage: 1\nid: inner\ntitle: I\ncauses: {c: {title: C}}\n"
    "steps:\n"
    "  - {id: in, title: In, answers: [{id: ok, outcome: resolved}, {id: known, outcome: found}, {id: clear, outcome: cleared}, {id: fix, next: cure}]}\n"
    "  - {id: cure, title: Cure, cures: {c: 50%}}\n"
    "  - {id: check, title: Check, phase: verify, answers: [{id: fine, fix: helped, outcome: resolved}]}\n"
    "  - {id: pick, title: Pick, answers: fixes}\n";

struct place {
    struct flow *outer, *inner;
    struct incident inc;
    struct walk_map map;
};

static const struct flow *find_flow(void *who, const char *id)
{
    struct place *p = who;
    return str_eq(id, "inner") ? p->inner : NULL;
}

static void yes(struct incident *inc, const struct event *ev)
{
    struct err e = {0};
    if (!incident_admits(inc, ev, &e))
        fail_msg("%s: %s", event_shapes[ev->kind].name, e.text);
    incident_apply(inc, ev);
}

static void begin(struct place *p)
{
    *p = (struct place){.outer = flow_of_text(outer_text), .inner = flow_of_text(inner_text)};
    incident_init(&p->inc);
    p->map = (struct walk_map){.flow = p->outer, .inc = &p->inc, .now = TIME_NONE, .find_flow = find_flow, .who = p};
    yes(&p->inc, EV(opened, NULL, .flow = "outer"));
}

static void end(struct place *p)
{
    incident_release(&p->inc);
    flow_free(p->outer);
    flow_free(p->inner);
}

/* Walks, and compares the way as "taken=answer ... -> path how skipped outcome". */
static void goes(struct place *p, const char *path, const char *answer, const char *expected)
{
    struct walk w;
    struct err e = {0};
    struct str way = {0};
    if (!walk_from(&p->map, path, answer, &w, &e))
        fail_msg("%s", e.text);
    for (size_t i = 0; i < w.n_taken; i++) {
        const struct walk_answer *t = &w.taken[i];
        str_addf(&way, "%s=%s%s%s ", t->path, t->answer, t->fix == FIX_HELPED ? " helped " : t->fix == FIX_FAILED ? " failed " : "",
                 t->fixed ? t->fixed : "");
    }
    if (w.step)
        str_addf(&way, "-> %s %s", w.path, w.how);
    for (size_t i = 0; i < w.skipped.n; i++)
        str_addf(&way, " past %s", w.skipped.v[i]);
    if (w.outcome != OUTCOME_NONE)
        str_addf(&way, "!%s", outcome_name(w.outcome));
    if (w.missing)
        str_addf(&way, " missing %s", w.missing);
    assert_string_equal(str_get(&way), expected);
    str_release(&way);
    walk_release(&w);
}

static void enter(struct place *p, const char *step)
{
    yes(&p->inc, EV(entered, step, .how = "next"));
}

static void an_answer_leads_by_its_next_else_the_steps_else_below(void **state)
{
    (void)state;
    struct place p;
    begin(&p);
    goes(&p, "one", "left", "one=left -> three next");
    goes(&p, "one", "right", "one=right -> four next past two past three"); /* what is answered counts already */
    goes(&p, "one", "stop", "one=stop !cleared");
    goes(&p, "one", "unsure", "one=unsure -> four next");
    goes(&p, "two", "unsure", "two=unsure -> three next");
    goes(&p, "three", NULL, "-> four next");
    goes(&p, "last", NULL, "");
    end(&p);
}

static void what_does_not_apply_is_passed_over_and_listed(void **state)
{
    (void)state;
    struct place p;
    struct walk w;
    struct err e = {0};
    begin(&p);
    enter(&p, "one");
    yes(&p.inc, EV(answered, "one", .answer = "right"));
    goes(&p, "one", "left", "one=left -> three next");
    yes(&p.inc, EV(given, NULL, .input = "tier", .value = "api"));
    goes(&p, "one", "right", "one=right -> two next");
    assert_true(walk_start(&p.map, &w, &e));
    assert_string_equal(w.path, "one");
    assert_string_equal(w.how, "start");
    walk_release(&w);
    assert_true(walk_below(&p.map, "four", &w, &e));
    assert_string_equal(w.path, "five");
    walk_release(&w);
    end(&p);
}

static void a_called_flow_is_walked_into_and_comes_back_with_an_answer(void **state)
{
    (void)state;
    struct place p;
    begin(&p);
    enter(&p, "four");
    goes(&p, "four", NULL, "-> four/in call");
    yes(&p.inc, EV(entered, "four/in", .how = "call"));
    goes(&p, "four/in", "ok", "four/in=ok four=resolved helped four -> six return");
    goes(&p, "four/in", "known", "four/in=known four=found failed four -> five return");
    goes(&p, "four/in", "clear", "four/in=clear four=cleared -> five return"); /* no such answer: along the step's next */
    goes(&p, "four/pick", "escalate", "four/pick=escalate four=escalated !escalated");
    goes(&p, "four/in", "fix", "four/in=fix -> four/cure next");
    goes(&p, "four/pick", "cure", "four/pick=cure -> four/cure next");
    end(&p);
}

static void the_outcome_of_a_called_flow_can_be_said_by_hand(void **state)
{
    (void)state;
    struct place p;
    begin(&p);
    enter(&p, "four");
    goes(&p, "four", "resolved", "four=resolved helped four -> six return");
    p.map.find_flow = NULL;
    goes(&p, "four", NULL, "-> five next missing inner");
    end(&p);
}

static void a_verdict_is_about_the_last_fix_that_was_done(void **state)
{
    (void)state;
    struct place p;
    begin(&p);
    enter(&p, "six");
    goes(&p, "six", "bad", "six=bad -> choose next"); /* nothing was tried */
    enter(&p, "choose");
    goes(&p, "choose", "five", "choose=five -> five next");
    enter(&p, "five");
    enter(&p, "six");
    goes(&p, "six", "good", "six=good !resolved"); /* its action never ran */
    yes(&p.inc, EV(entered, "five", .how = "back"));
    yes(&p.inc, EV(action_reported, "five", .action = "act", .outcome = "worked"));
    enter(&p, "six");
    goes(&p, "six", "good", "six=good helped five !resolved");
    goes(&p, "six", "bad", "six=bad failed five -> choose next");
    enter(&p, "four"); /* by hand, without actions: going there and on is doing it */
    enter(&p, "six");
    goes(&p, "six", "bad", "six=bad failed four -> choose next");
    yes(&p.inc, EV(entered, "four", .how = "back"));
    enter(&p, "four/in");
    goes(&p, "four/check", "fine", "four/check=fine four=resolved helped four -> six return"); /* a fix of the outer flow is none of the inner's */
    end(&p);
}

static void what_is_not_there_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *path, *answer, *says;
    } rows[] = {{"nine", NULL, "'nine' is in no flow"},     {"four/nine", NULL, "in no flow"}, {"one/in", NULL, "in no flow"},
                {"one", "up", "no answer 'up'"},            {"choose", "one", "no fix 'one'"}, {"", NULL, "in no flow"},
                {"four/in/x/y/z", NULL, "in no flow"}};
    struct place p;
    begin(&p);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct walk w;
        struct err e = {0};
        assert_false(walk_from(&p.map, rows[i].path, rows[i].answer, &w, &e));
        if (!strstr(e.text, rows[i].says))
            fail_msg("'%s' does not say '%s'", e.text, rows[i].says);
    }
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_leads_by_its_next_else_the_steps_else_below),
        cmocka_unit_test(what_does_not_apply_is_passed_over_and_listed),
        cmocka_unit_test(a_called_flow_is_walked_into_and_comes_back_with_an_answer),
        cmocka_unit_test(the_outcome_of_a_called_flow_can_be_said_by_hand),
        cmocka_unit_test(a_verdict_is_about_the_last_fix_that_was_done),
        cmocka_unit_test(what_is_not_there_is_said),
    };
    return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}
