/* stamp: times of logs, whatever they leave out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "logs/stamp.h"

static int64_t utc(const char *s)
{
    int64_t at;
    assert_true(time_parse(s, &at));
    return at;
}

/* Central Europe around 2024: an hour forward on 31 March, back on 27 October, both at 01:00 UTC. */
static void set_berlin(struct time_zone *z)
{
    *z = (struct time_zone){.n = 4};
    z->shift[0] = (struct time_shift){utc("2023-10-29T01:00:00Z"), 3600};
    z->shift[1] = (struct time_shift){utc("2024-03-31T01:00:00Z"), 7200};
    z->shift[2] = (struct time_shift){utc("2024-10-27T01:00:00Z"), 3600};
    z->shift[3] = (struct time_shift){utc("2025-03-30T01:00:00Z"), 7200};
}

/* Read by the layout with that newest moment; the whole text must be used. */
static void check(const char *text, const char *layout, const char *newest, const struct time_zone *zone, const char *want)
{
    struct log_clock clock = {.zone = zone, .newest = utc(newest)};
    int64_t at = 0;
    size_t used = 0;
    bool ok = stamp_parse(text, strlen(text), layout, &clock, &at, &used) && used == strlen(text);
    char got[TIME_TEXT] = "refused";
    if (ok)
        time_format_utc(at, got);
    if (strcmp(got, want ? want : "refused") != 0)
        print_error("'%s' by '%s' is %s, not %s\n", text, layout, got, want ? want : "refused");
    assert_string_equal(got, want ? want : "refused");
}

static const char NOW[] = "2024-07-01T12:00:00Z";

static void layouts_read_what_they_name(void **state)
{
    (void)state;
    check("10/Oct/2000:13:55:36 -0700", "clf", NOW, NULL, "2000-10-10T20:55:36Z");
    check("10/Oct/2000:13:55:36 -0700", "%d/%b/%Y:%H:%M:%S %z", NOW, NULL, "2000-10-10T20:55:36Z");
    check("2024/03/05 10:00:00", "%Y/%m/%d %H:%M:%S", NOW, NULL, "2024-03-05T10:00:00Z");
    check("Wed May 19 08:00:01 EST 2021", "%a %b %e %H:%M:%S %Z %Y", NOW, NULL, "2021-05-19T13:00:01Z");
    check("Wed May 19 08:00:01 XYZ 2021", "%a %b %e %H:%M:%S %Z %Y", NOW, NULL, "2021-05-19T08:00:01Z");
    check("0517 15:04:22.619632", "%m%d %H:%M:%S%f", NOW, NULL, "2024-05-17T15:04:22.619632Z");
    check("17/06/09 20:10:40", "%y/%m/%d %H:%M:%S", NOW, NULL, "2017-06-09T20:10:40Z");
    check("210126 23:45:57", "%y%m%d %H:%M:%S", NOW, NULL, "2021-01-26T23:45:57Z");
    check("2012-025T10:22:40,672", "%Y-%jT%H:%M:%S%f", NOW, NULL, "2012-01-25T10:22:40.672000Z");
    check("2012-366T00:00:00", "%Y-%jT%H:%M:%S", NOW, NULL, "2012-12-31T00:00:00Z");
    check("2011-366T00:00:00", "%Y-%jT%H:%M:%S", NOW, NULL, NULL);
    check("1/2/2024 12:05:01 AM", "%m/%d/%Y %I:%M:%S %p", NOW, NULL, "2024-01-02T00:05:01Z");
    check("1/2/2024 12:05:01 PM", "%m/%d/%Y %I:%M:%S %p", NOW, NULL, "2024-01-02T12:05:01Z");
    check("100%", "%s%%", NOW, NULL, "1970-01-01T00:01:40Z");
}

static void epochs_are_told_apart_by_their_size(void **state)
{
    (void)state;
    check("1428634687", "%s", NOW, NULL, "2015-04-10T02:58:07Z");
    check("1428634687.25", "%s", NOW, NULL, "2015-04-10T02:58:07.250000Z");
    check("1428634687123", "%s", NOW, NULL, "2015-04-10T02:58:07.123000Z");
    check("1428634687123456", "%s", NOW, NULL, "2015-04-10T02:58:07.123456Z");
    check("1428634687123456789", "%s", NOW, NULL, "2015-04-10T02:58:07.123456Z");
    check("99999999999999999999", "%s", NOW, NULL, NULL);
    check("9999999999999999999", "%s", NOW, NULL, NULL);
}

static void iso_has_many_shapes(void **state)
{
    (void)state;
    check("2024-03-05T10:00:00Z", "iso", NOW, NULL, "2024-03-05T10:00:00Z");
    check("2024-03-05 10:00:00,123", "iso", NOW, NULL, "2024-03-05T10:00:00.123000Z");
    check("2024/03/05 10:00:00.123456789", "iso", NOW, NULL, "2024-03-05T10:00:00.123456Z");
    check("20120702.102240,672", "iso", NOW, NULL, "2012-07-02T10:22:40.672000Z");
    check("20240305T100000Z", "iso", NOW, NULL, "2024-03-05T10:00:00Z");
    check("2024-03-05T10:00:00+0130", "iso", NOW, NULL, "2024-03-05T08:30:00Z");
    check("2024-03-05T10:00:00-01:30", "iso", NOW, NULL, "2024-03-05T11:30:00Z");
    check("2024-03-05 10:00:00 +0100", "iso", NOW, NULL, "2024-03-05T09:00:00Z");
    check("2024-03-05 10:00:00 UTC", "iso", NOW, NULL, "2024-03-05T10:00:00Z");
    check("2024-03-05 10:00:00.123 CEST", "iso", NOW, NULL, "2024-03-05T08:00:00.123000Z");
    check("2024-03-05 10:00:60", "iso", NOW, NULL, "2024-03-05T10:01:00Z");
}

static void what_follows_a_time_is_left_alone(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t used;
    } rows[] = {{"2024-03-05 10:00:00 - INFO", 19}, {"2024-03-05 10:00:00 -12 degrees", 19}, {"2024-03-05 10:00:00.5FOO", 21},
                {"2024-03-05 10:00:00 ESTABLISHED", 19}, {"2024-03-05 10:00:00. Done", 19}, {"2024-03-05T10:00:00Zulu", 19}};
    struct log_clock clock = {.newest = utc(NOW)};
    int64_t at;
    size_t used;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(stamp_iso(rows[i].text, strlen(rows[i].text), &clock, &at, &used));
        assert_int_equal(used, rows[i].used);
    }
}

static void times_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"2023-02-29T10:00:00Z", "2024-13-01T10:00:00Z", "2024-00-10T10:00:00Z",
                                        "2024-04-31T10:00:00Z", "2024-04-30T24:00:00Z", "2024-04-30T10:60:00Z",
                                        "0000-01-01T00:00:00Z", "2024-04-30T10:00",     "2024-04-30",
                                        "2024-04-30T10:00:000", "", "2024-", "2024-04-30T10:00:61Z", "2024-04-30T10:00:00+99:00"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        check(wrong[i], "iso", NOW, NULL, NULL);
    check("31/Feb/2024:10:00:00 +0000", "clf", NOW, NULL, NULL);
    check("10/Foo/2024:10:00:00 +0000", "clf", NOW, NULL, NULL);
}

static void a_missing_year_is_the_one_before_the_newest_moment(void **state)
{
    (void)state;
    check("Dec 31 23:59:59", "%b %e %H:%M:%S", "2026-01-01T00:05:00Z", NULL, "2025-12-31T23:59:59Z");
    check("Jan  1 00:00:05", "%b %e %H:%M:%S", "2026-01-01T00:05:00Z", NULL, "2026-01-01T00:00:05Z");
    check("Jan  1 00:00:05", "%b %e %H:%M:%S", "2025-12-31T23:59:00Z", NULL, "2026-01-01T00:00:05Z");
    check("Jan  2 00:00:05", "%b %e %H:%M:%S", "2025-12-31T23:59:00Z", NULL, "2025-01-02T00:00:05Z");
    check("Feb 29 10:00:00", "%b %e %H:%M:%S", "2026-03-01T00:00:00Z", NULL, "2024-02-29T10:00:00Z");
    check("Feb 29 10:00:00", "%b %e %H:%M:%S", "1903-03-01T00:00:00Z", NULL, "1896-02-29T10:00:00Z");
    check("Feb 30 10:00:00", "%b %e %H:%M:%S", "2026-03-01T00:00:00Z", NULL, NULL);
}

static void a_missing_date_is_the_newest_day_or_the_one_before(void **state)
{
    (void)state;
    check("11:00:00.5", "%H:%M:%S%f", NOW, NULL, "2024-07-01T11:00:00.500000Z");
    check("13:00:00", "%H:%M:%S", NOW, NULL, "2024-06-30T13:00:00Z");
}

static void local_times_follow_the_zone_through_its_jumps(void **state)
{
    (void)state;
    struct time_zone berlin;
    set_berlin(&berlin);
    check("2024-01-15 10:00:00", "iso", NOW, &berlin, "2024-01-15T09:00:00Z");
    check("2024-07-15 10:00:00", "iso", NOW, &berlin, "2024-07-15T08:00:00Z");
    check("2024-03-31 01:59:59", "iso", NOW, &berlin, "2024-03-31T00:59:59Z");
    check("2024-03-31 02:30:00", "iso", NOW, &berlin, "2024-03-31T01:30:00Z"); /* does not exist: half an hour past the jump */
    check("2024-03-31 03:00:00", "iso", NOW, &berlin, "2024-03-31T01:00:00Z");
    check("2024-10-27 02:30:00", "iso", NOW, &berlin, "2024-10-27T00:30:00Z"); /* twice: the first */
    check("2024-10-27 03:00:00", "iso", NOW, &berlin, "2024-10-27T02:00:00Z");
    check("2020-07-15 10:00:00", "iso", NOW, &berlin, "2020-07-15T09:00:00Z"); /* before what is known of the zone */
    check("2030-07-15 10:00:00", "iso", NOW, &berlin, "2030-07-15T08:00:00Z");
    check("Dec 31 23:59:59", "%b %e %H:%M:%S", "2023-12-31T23:30:00Z", &berlin, "2023-12-31T22:59:59Z");
}

static void the_offset_of_a_source_is_added(void **state)
{
    (void)state;
    struct log_clock clock = {.newest = utc(NOW), .offset = 90 * TIME_SECOND};
    int64_t at;
    size_t used;
    assert_true(stamp_iso("2024-03-05T10:00:00Z", 20, &clock, &at, &used));
    assert_int_equal(at, utc("2024-03-05T10:01:30Z"));
}

static void only_known_letters_make_a_layout(void **state)
{
    (void)state;
    assert_true(stamp_is_layout("iso"));
    assert_true(stamp_is_layout("%d/%b/%Y:%H:%M:%S %z"));
    assert_true(stamp_is_layout("100%%"));
    assert_false(stamp_is_layout(""));
    assert_false(stamp_is_layout("%Q"));
    assert_false(stamp_is_layout("%Y-%"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layouts_read_what_they_name),
        cmocka_unit_test(epochs_are_told_apart_by_their_size),
        cmocka_unit_test(iso_has_many_shapes),
        cmocka_unit_test(what_follows_a_time_is_left_alone),
        cmocka_unit_test(times_that_do_not_exist_are_refused),
        cmocka_unit_test(a_missing_year_is_the_one_before_the_newest_moment),
        cmocka_unit_test(a_missing_date_is_the_newest_day_or_the_one_before),
        cmocka_unit_test(local_times_follow_the_zone_through_its_jumps),
        cmocka_unit_test(the_offset_of_a_source_is_added),
        cmocka_unit_test(only_known_letters_make_a_layout),
    };
    return cmocka_run_group_tests_name("stamp", tests, NULL, NULL);
}
