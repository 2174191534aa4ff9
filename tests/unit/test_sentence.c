/* Sentences of the timeline: every kind says something whole, and nothing that is empty leaves a hole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time.h"
#include "incident/event.h"

#define SAYS(text, kind_, step_, ...) \
    check(text, &(struct event){.kind = EVENT_##kind_, .actor = "ann", .step = (step_), .as.kind_ = {__VA_ARGS__}})

static void check(const char *expected, const struct event *ev)
{
    struct str out = {0};
    event_sentence(ev, NULL, &out);
    assert_string_equal(str_get(&out), expected);
    str_release(&out);
}

static void fields_are_filled_in(void **state)
{
    (void)state;
    const struct fact_pair f = {"scan.errors", value_number(7)};
    SAYS("ann opened it: HTTP 500", opened, NULL, .title = "HTTP 500");
    SAYS("ann: Which requests fail? One endpoint", answered, "scope", .question = "Which requests fail?", .label = "One endpoint");
    SAYS("ann: Some users (only carts)", answered, "scope", .label = "Some users", .reason = "only carts");
    SAYS("ann set severity SEV2", severity_set, NULL, .level = 2);
    SAYS("ann corrected scan.errors = 7: miscounted", fact_corrected, NULL, .facts = {&f, 1}, .reason = "miscounted");
    SAYS("scan: 8% errors", probe_ended, "impact", .probe = "scan", .outcome = "exited", .summary = "8% errors");
}

static void a_note_of_many_lines_is_one_line_where_one_is_asked_for(void **state)
{
    (void)state;
    struct event ev = {.kind = EVENT_noted, .actor = "ann", .as.noted = {.text = "carol says:\nthe flag was on"}};
    struct str out = {0};
    event_line(&ev, NULL, &out);
    assert_string_equal(str_get(&out), "ann: carol says: the flag was on");
    str_release(&out);
    check("ann: carol says:\nthe flag was on", &ev);
}

static void what_is_empty_is_left_out(void **state)
{
    (void)state;
    SAYS("ann escalated", escalated, NULL, .to = NULL);
    SAYS("ann escalated to the owner: stuck", escalated, NULL, .to = "the owner", .reason = "stuck");
    SAYS("ann exported the write-up", exported, NULL, .format = NULL);
    SAYS("ann started switch on web-3", action_started, "roll_back", .action = "switch", .host = "web-3");
    SAYS("ann put off: staging", deferred, NULL, .title = "staging");
}

static void values_choose_the_sentence(void **state)
{
    (void)state;
    SAYS("ann went to Look", entered, "scope", .title = "Look", .how = "next");
    SAYS("ann went back to Look", entered, "scope", .title = "Look", .how = "back");
    SAYS("ann went to database/reach", entered, "database/reach", .how = "call");
    SAYS("ann ticked: url", ticked, "scope", .item = "url", .on = true);
    SAYS("ann left open: url", ticked, "scope", .item = "url");
    SAYS("ann: token is given, and not shown", given, NULL, .input = "token", .secret = true);
    SAYS("ann: switch took effect", settled, NULL, .action = "switch", .verdict = "took_effect");
    SAYS("The connection of ann dropped", departed, NULL, .how = "hangup");
    SAYS("ann waived staging: no time", discharged, NULL, .title = "staging", .how = "waived", .reason = "no time");
    SAYS("scan ran out of time after 30 s", probe_ended, "s", .probe = "scan", .outcome = "timed_out", .took = 30 * TIME_SECOND);
    SAYS("scan ended with exit 3", probe_ended, "s", .probe = "scan", .outcome = "exited", .exit_status = 3);
    SAYS("switch could not start: no shell", action_ended, "s", .action = "switch", .outcome = "not_started", .why = "no shell");
}

static void what_was_said_is_never_a_template(void **state)
{
    (void)state;
    SAYS("ann: {actor} [x] %s", noted, NULL, .text = "{actor} [x] %s");
    SAYS("ann ruled out a[b]: {c}", cause_ruled_out, NULL, .cause = "a", .title = "a[b]", .reason = "{c}");
}

static void every_kind_has_a_sentence(void **state)
{
    (void)state;
    for (int kind = 0; kind < N_EVENT_KINDS; kind++) {
        struct str out = {0};
        event_sentence(&(struct event){.kind = (enum event_kind)kind}, NULL, &out);
        assert_true(out.n > 1);
        assert_null(strpbrk(out.s, "{}[]"));
        str_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_filled_in),
        cmocka_unit_test(a_note_of_many_lines_is_one_line_where_one_is_asked_for),
        cmocka_unit_test(what_is_empty_is_left_out),
        cmocka_unit_test(values_choose_the_sentence),
        cmocka_unit_test(what_was_said_is_never_a_template),
        cmocka_unit_test(every_kind_has_a_sentence),
    };
    return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
