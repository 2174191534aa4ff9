/* The way back: what stands on what, and whether what a change left is still there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time.h"
#include "incident/undo.h"

#define EV(kind_, ...) (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .at = TIME_MINUTE, .step = "change", .as.kind_ = {__VA_ARGS__}})

static int64_t yes(struct incident *inc, const struct event *ev)
{
    struct err e = {0};
    if (!incident_admits(inc, ev, &e))
        fail_msg("%s was refused: %s", event_shapes[ev->kind].name, e.text);
    incident_apply(inc, ev);
    return inc->seq;
}

static int64_t change(struct incident *inc, const char *id, const char *undo, const char *name, const char *fact)
{
    struct names names = {&name, name ? 1 : 0};
    struct fact_pair found = {fact, value_number(3)};
    int64_t run = yes(inc, EV(action_started, .action = id, .command = "true", .before = "old", .undo = undo, .names = names));
    yes(inc, EV(action_ended, .run = run, .action = id, .outcome = "exited", .facts = {&found, fact ? 1 : 0}));
    return run;
}

static const struct run *waits(const struct incident *inc, int64_t run)
{
    return incident_undo_waits_for(inc, incident_find_run(inc, run));
}

static void what_stands_on_a_change_goes_first(void **state)
{
    (void)state;
    struct incident inc;
    struct err e = {0};
    incident_init(&inc);
    yes(&inc, EV(opened, .flow = "f", .title = "t", .digest = "d"));
    int64_t scale = change(&inc, "scale", "undo", NULL, "scale.pods");
    int64_t other = change(&inc, "scaler", "undo", "scale_free=1", NULL); /* a name that only looks alike */
    assert_null(waits(&inc, scale));
    int64_t limit = change(&inc, "limit", "undo", "scale_pods=3", NULL);
    assert_int_equal(waits(&inc, scale)->seq, limit);
    int64_t final = change(&inc, "final", NULL, "scale_before=8", NULL); /* cannot be taken back: stands in nobody's way */
    assert_int_equal(waits(&inc, scale)->seq, limit);
    assert_null(waits(&inc, other));
    assert_null(waits(&inc, final));
    assert_false(incident_admits(&inc, EV(action_started, .action = "scale", .command = "undo", .undoes = scale), &e));
    assert_non_null(strstr(e.text, "limit"));
    int64_t undo = yes(&inc, EV(action_started, .action = "limit", .command = "undo", .undoes = limit));
    yes(&inc, EV(action_ended, .run = undo, .action = "limit", .outcome = "exited"));
    assert_null(waits(&inc, scale));
    int64_t again = change(&inc, "scale", "undo", NULL, NULL);
    assert_int_equal(waits(&inc, scale)->seq, again);
    incident_release(&inc);
}

static void what_was_left_is_compared_with_what_is(void **state)
{
    (void)state;
    struct incident inc;
    struct fact_pair left = {"scale_left", value_text("new")};
    incident_init(&inc);
    yes(&inc, EV(opened, .flow = "f", .title = "t", .digest = "d"));
    int64_t scale = change(&inc, "scale", "undo", NULL, NULL);
    assert_int_equal(incident_undo_state(incident_find_run(&inc, scale), "16"), UNDO_UNSURE);
    int64_t read = yes(&inc, EV(probe_started, .probe = "scale_left"));
    yes(&inc, EV(probe_ended, .run = read, .probe = "scale_left", .outcome = "exited", .facts = {&left, 1}, .left_by = scale));
    const struct run *run = incident_find_run(&inc, scale);
    assert_int_equal(incident_undo_state(run, NULL), UNDO_NOT_LOOKED);
    assert_int_equal(incident_undo_state(run, "new"), UNDO_AS_LEFT);
    assert_int_equal(incident_undo_state(run, "old"), UNDO_BACK);
    assert_int_equal(incident_undo_state(run, "16"), UNDO_CHANGED);
    incident_release(&inc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_on_a_change_goes_first),
        cmocka_unit_test(what_was_left_is_compared_with_what_is),
    };
    return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
