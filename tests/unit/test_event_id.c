/* Of an event of the timeline the id that it speaks of; of a chart the part that + - and the arrows choose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time.h"
#include "ui/event_id.h"
#include "ui/zoom.h"

static void speaks_of(const char *line, const char *id)
{
    struct str out = {0};
    bool is_there = event_id_in(line, &out);
    assert_int_equal(is_there, id[0] != '\0');
    assert_string_equal(str_get(&out), id);
    str_release(&out);
}

static void an_id_is_told_from_what_stands_beside_it(void **state)
{
    (void)state;
    speaks_of("{\"level\":\"error\",\"request_id\":\"7f3a9c\",\"port\":8080}", "7f3a9c");
    speaks_of("10.0.0.1 - - \"GET /checkout HTTP/1.1\" 500 12 7f3a9c", "7f3a9c");
    speaks_of("trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7", "4bf92f3577b34da6a3ce929d0e0e4736");
    speaks_of("order b53f2c11 of request 0af7651916cd43dd failed", "0af7651916cd43dd");
    speaks_of("see 123e4567-e89b-12d3-a456-426614174000, it failed", "123e4567-e89b-12d3-a456-426614174000");
    speaks_of("it answered 500 in 212 ms on port 8080", "");
    speaks_of("request failed", "");
    speaks_of("", "");
    speaks_of("request_id", "");
}

static void an_event_speaks_of_a_fact_named_for_it(void **state)
{
    (void)state;
    struct fact_pair pair = {.name = "page.request", .value = {.kind = VALUE_TEXT, .text = "91be02"}};
    struct event ev = {.kind = EVENT_probe_ended};
    struct str out = {0};
    ev.as.probe_ended.facts.v = &pair;
    ev.as.probe_ended.facts.n = 1;
    assert_true(event_id(&ev, &out));
    assert_string_equal(str_get(&out), "91be02");
    str_clear(&out);
    pair.name = "page.status";
    assert_false(event_id(&ev, &out));
    ev = (struct event){.kind = EVENT_pinned};
    assert_false(event_id(&ev, &out));
    assert_int_equal(out.n, 0);
    str_release(&out);
}

static void zoom_stays_inside_the_whole(void **state)
{
    (void)state;
    const int64_t minute = TIME_MINUTE;
    struct range whole = {0, 64 * minute}, r = {0};
    r = zoom_act(whole, r, 60 * minute, ACTION_zoom_in);
    assert_true(r.from == 32 * minute && r.to == 64 * minute);
    r = zoom_act(whole, r, 60 * minute, ACTION_zoom_in);
    assert_true(r.from == 48 * minute && r.to == 64 * minute);
    r = zoom_act(whole, r, TIME_NONE, ACTION_earlier);
    assert_true(r.from == 44 * minute && r.to == 60 * minute);
    for (int i = 0; i < 40; i++)
        r = zoom_act(whole, r, TIME_NONE, ACTION_later);
    assert_true(r.from == 48 * minute && r.to == 64 * minute);
    for (int i = 0; i < 40; i++)
        r = zoom_act(whole, r, TIME_NONE, ACTION_zoom_in);
    assert_true(r.to - r.from >= 10 * TIME_SECOND && r.from >= 0);
    for (int i = 0; i < 40; i++)
        r = zoom_act(whole, r, TIME_NONE, ACTION_zoom_out);
    assert_true(r.from == 0 && r.to == 0); /* all of it, also when it grows */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_told_from_what_stands_beside_it),
        cmocka_unit_test(an_event_speaks_of_a_fact_named_for_it),
        cmocka_unit_test(zoom_stays_inside_the_whole),
    };
    return cmocka_run_group_tests_name("event_id", tests, NULL, NULL);
}
