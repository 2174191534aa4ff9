/* From names to a finding: the quick way and the full one agree, windows and pieces are found, what is not sorted is noticed,
 * clocks are set, and whatever cannot be read is said while the rest is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <utime.h>

#include "base/str.h"
#include "formats_at_hand.h"
#include "place.h"
#include "probe/log_scan.h"
#include "probe/log_source.h"
#include "text/regex.h"

static const int64_t T0 = INT64_C(1795132800) * TIME_SECOND; /* 2026-11-20T00:00:00Z */
enum { LINES = 200000 };                                     /* ten a second: five and a half hours */

static struct log_formats formats;

static int begin(void **state)
{
    (void)state;
    load_shipped_formats(&formats);
    return 0;
}

static int end(void **state)
{
    (void)state;
    log_formats_release(&formats);
    return 0;
}

static struct log_scan_options usual(void)
{
    return (struct log_scan_options){.look = {.rule = log_rule_usual, .since = TIME_NONE, .until = TIME_NONE},
                                     .formats = &formats, .now = T0 + TIME_DAY, .with_rotated = true, .quick_from = 1};
}

static void scan_n(const char *const *names, size_t n, const struct log_scan_options *o, struct log_finding *f)
{
    struct err e = {0};
    bool ok = log_scan(names, n, o, f, &e);
    if (!ok)
        print_message("# %s\n", e.text);
    assert_true(ok);
}

static void scan(const char *name, const struct log_scan_options *o, struct log_finding *f)
{
    scan_n(&name, 1, o, f);
}

static int64_t moment(long i)
{
    return T0 + i * TIME_SECOND / 10 / TIME_SECOND * TIME_SECOND;
}

/* Line i of the log: every 100th fails, from `onset` on every 5th. */
static bool fails(long i, long onset)
{
    return i % (i >= onset ? 5 : 100) == 0;
}

static void access_line(FILE *to, long i, long onset)
{
    struct time_parts t = time_split(moment(i), 0);
    fprintf(to, "10.0.%ld.%ld - - [%02d/Nov/2026:%02d:%02d:%02d +0000] \"GET /shop/%ld HTTP/1.1\" %d 512 \"-\" \"curl/8.0\"\n", i % 7, i % 250,
            t.day, t.hour, t.minute, t.second, i % 13, fails(i, onset) ? 502 : 200);
}

static void write_access(const char *path, long from, long to, long onset)
{
    FILE *f = fopen(path, "w");
    for (long i = from; i < to; i++)
        access_line(f, i, onset);
    fclose(f);
}

static uint64_t count_failing(long from, long to, long onset)
{
    uint64_t n = 0;
    for (long i = from; i < to; i++)
        n += fails(i, onset);
    return n;
}

static void run(const char *command)
{
    struct err e = {0};
    char bytes[100];
    struct log_source *s = log_source_command(command, &e);
    assert_int_equal(log_source_read(s, bytes, sizeof bytes, &e), 0);
    assert_null(log_source_trouble(s));
    log_source_free(s);
}

/* ---- ways ---- */

static void expect_all(const struct log_finding *f, bool is_quick)
{
    assert_int_equal(f->is_quick, is_quick);
    assert_false(f->is_partial);
    assert_int_equal(f->requests, LINES);
    assert_int_equal(f->errors, count_failing(0, LINES, LINES / 2));
    assert_int_equal(f->bytes, f->bytes_total);
    assert_int_equal(f->n_said, 0);
    assert_int_equal(f->n_sources, 1);
    assert_int_equal(f->source[0].records, LINES);
    assert_int_equal(f->source[0].errors, f->errors);
    assert_string_equal(f->source[0].format, "combined");
    assert_null(f->source[0].trouble);
    assert_int_equal(f->source[0].first, T0);
}

static void the_quick_way_and_the_full_one_agree(void **state)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    write_access("access.log", 0, LINES, LINES / 2);
    scan("access.log", &o, &f);
    expect_all(&f, true);
    assert_int_equal(f.source[0].last, moment(LINES - 1));
    log_finding_release(&f);
    run("gzip -k access.log");
    scan("access.log.gz", &o, &f);
    expect_all(&f, true);
    log_finding_release(&f);
    o.quick_from = 0;
    scan("access.log", &o, &f); /* too small for it to pay */
    expect_all(&f, false);
    log_finding_release(&f);
    o.quick_from = 1;
    o.is_full = true;
    scan("access.log", &o, &f);
    expect_all(&f, false);
    assert_int_equal(f.source[0].last, moment(LINES - 1));
    assert_true(f.onset.is_found);
    assert_in_range(f.onset.at, moment(LINES / 2) - TIME_MINUTE, moment(LINES / 2) + TIME_MINUTE);
    log_finding_release(&f);
    const char *command = "cat access.log";
    o.command = &command, o.n_commands = 1;
    scan_n(NULL, 0, &o, &f);
    expect_all(&f, false);
    assert_string_equal(f.source[0].name, "cat access.log");
    log_finding_release(&f);
}

static void a_rotated_set_is_one_log(void **state)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    write_access("access.log.2", 0, LINES / 2, LINES / 2);
    write_access("access.log.1", LINES / 2, LINES / 4 * 3, LINES / 2);
    write_access("access.log", LINES / 4 * 3, LINES, LINES / 2);
    run("gzip access.log.2");
    scan("access.log", &o, &f);
    expect_all(&f, true);
    uint64_t all = f.bytes_total;
    log_finding_release(&f);
    o.look.since = moment(LINES / 8 * 7);
    scan("access.log", &o, &f);
    assert_int_equal(f.requests, LINES / 8);
    assert_true(f.bytes_total < all / 2);
    log_finding_release(&f);
    o = usual();
    o.look.until = moment(LINES / 4);
    scan("access.log", &o, &f);
    assert_int_equal(f.requests, LINES / 4);
    log_finding_release(&f);
    o.with_rotated = false;
    scan("access.log", &o, &f);
    assert_int_equal(f.requests, 0);
    log_finding_release(&f);
}

/* ---- windows ---- */

static void expect_window(bool is_full)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    o.is_full = is_full;
    o.look.since = T0 + TIME_HOUR;
    o.look.until = T0 + TIME_HOUR + 5 * TIME_MINUTE;
    scan("access.log", &o, &f);
    assert_int_equal(f.requests, 3000);
    assert_int_equal(f.errors, count_failing(36000, 39000, LINES / 2));
    assert_true(f.bytes < 4200 * 110);
    assert_int_equal(f.bytes, f.bytes_total);
    assert_int_equal(f.n_said, 0);
    log_finding_release(&f);
}

static void a_window_reads_little_else(void **state)
{
    (void)state;
    write_access("access.log", 0, LINES, LINES / 2);
    expect_window(false);
    expect_window(true);
}

static void expect_unsorted(bool is_full)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    o.is_full = is_full;
    o.look.since = T0 + TIME_HOUR;
    o.look.until = T0 + TIME_HOUR + 5 * TIME_MINUTE;
    scan("access.log", &o, &f);
    assert_int_equal(f.requests, 3000);
    assert_int_equal(f.bytes, f.bytes_total);
    assert_true(f.bytes > LINES * 80);
    assert_int_equal(f.n_said, 1);
    assert_string_equal(f.said[0], "access.log is not sorted by time; all of it was read");
    log_finding_release(&f);
}

static void what_is_not_sorted_is_noticed(void **state)
{
    (void)state;
    write_access("a", LINES / 2, LINES, LINES);
    write_access("b", 0, LINES / 2, LINES);
    run("cat a b >access.log");
    expect_unsorted(false);
    expect_unsorted(true);
}

/* Sorted wherever a bisection looks; lines of another hour are inside the window. */
static void what_only_the_records_show_is_noticed(void **state)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    write_access("a", 0, 37000, LINES);
    write_access("b", 20000, 20100, LINES);
    write_access("c", 37000, LINES, LINES);
    run("cat a b c >access.log");
    o.is_full = true;
    o.look.since = T0 + TIME_HOUR;
    o.look.until = T0 + TIME_HOUR + 5 * TIME_MINUTE;
    scan("access.log", &o, &f);
    assert_int_equal(f.requests, 3000);
    assert_true(f.bytes > LINES * 80);
    assert_int_equal(f.n_said, 1);
    assert_string_equal(f.said[0], "access.log is not sorted by time; all of it was read");
    log_finding_release(&f);
}

/* What is looked at twice is said once. */
static void a_second_pass_does_not_repeat_the_first(void **state)
{
    static const char *const names[] = {"a.log.*", "z.log"};
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    write_access("cut", 0, 1000, 1000);
    run("gzip <cut | head -c 2000 >a.log.1");
    run("gzip <cut | head -c 2000 >a.log.2");
    write_access("b", LINES / 2, LINES, LINES);
    write_access("c", 0, LINES / 2, LINES);
    run("cat b c >z.log");
    scan_n(names, 2, &o, &f);
    assert_string_equal(f.source[1].name, "z.log");
    assert_int_equal(f.source[1].records, LINES);
    assert_non_null(strstr(f.source[0].trouble, "a.log.2 stops in the middle"));
    assert_int_equal(f.n_said, 3);
    assert_non_null(strstr(f.said[0], "a.log.1 stops in the middle"));
    assert_string_equal(f.said[1], "a.log: 2 lines do not fit its format");
    assert_non_null(strstr(f.said[2], "z.log: times run backwards, by up to "));
    log_finding_release(&f);
}

static void one_odd_date_is_no_disorder(void **state)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    write_access("a", 0, 37000, LINES);
    place_write("b", "10.0.0.1 - - [20/Nov/2031:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"\n");
    write_access("c", 37000, LINES, LINES);
    run("cat a b c >access.log");
    o.is_full = true;
    o.look.since = T0 + TIME_HOUR;
    o.look.until = T0 + TIME_HOUR + 5 * TIME_MINUTE;
    scan("access.log", &o, &f);
    assert_int_equal(f.requests, 3000);
    assert_true(f.bytes < 4200 * 110);
    assert_int_equal(f.n_said, 0);
    log_finding_release(&f);
}

/* ---- several logs ---- */

static void write_app(const char *path, int64_t ahead, long n)
{
    FILE *f = fopen(path, "w");
    for (long i = 0; i < n; i++) {
        char at[TIME_TEXT];
        time_format_utc(T0 + i * TIME_SECOND + ahead, at);
        fprintf(f, "{\"time\":\"%s\",\"level\":\"%s\",\"msg\":\"done %ld\",\"request_id\":\"req-%06lx\"}\n", at, i % 10 ? "info" : "error", i, i * 7919 % 16777216);
    }
    fclose(f);
}

static void a_wrong_clock_is_corrected(void **state)
{
    static const char *const names[] = {"a.log", "b.log"};
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    write_app("a.log", 0, 2000);
    write_app("b.log", -90 * TIME_SECOND, 2000);
    scan_n(names, 2, &o, &f);
    assert_int_equal(f.requests, 4000);
    assert_int_equal(f.source[0].offset, 0);
    assert_false(f.source[0].is_estimated);
    assert_int_equal(f.source[1].offset, 90 * TIME_SECOND);
    assert_true(f.source[1].is_estimated);
    assert_int_equal(f.source[1].first, T0);
    assert_int_equal(f.n_said, 1);
    assert_string_equal(f.said[0], "the clock of b.log is 1 min 30 s behind that of a.log, by 2000 requests that both logged; its times were corrected");
    log_finding_release(&f);
    struct log_offset_set set[] = {{"b.log", TIME_HOUR}};
    o.offset = set, o.n_offsets = 1;
    scan_n(names, 2, &o, &f);
    assert_int_equal(f.source[1].offset, TIME_HOUR);
    assert_false(f.source[1].is_estimated);
    assert_int_equal(f.source[1].first, T0 + TIME_HOUR - 90 * TIME_SECOND);
    log_finding_release(&f);
}

static bool is_done_7(void *to, const struct log_record *r)
{
    (void)to;
    return r->field[FIELD_MESSAGE].n == 6 && memcmp(r->field[FIELD_MESSAGE].s, "done 7", 6) == 0;
}

static void only_what_is_wanted_is_kept(void **state)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    write_app("a.log", 0, 100);
    o.keeps = is_done_7;
    scan("a.log", &o, &f);
    assert_int_equal(f.requests, 1);
    log_finding_release(&f);
}

/* ---- years ---- */

static void a_missing_year_comes_from_the_file(void **state)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    struct utimbuf january = {1704070800, 1704070800}; /* 2024-01-01T01:00:00Z */
    (void)state;
    place_write("syslog", "Dec 31 23:59:58 web sshd[1]: one\nDec 31 23:59:59 web sshd[1]: two\nJan  1 00:00:01 web sshd[1]: three\n");
    assert_int_equal(utime("syslog", &january), 0);
    scan("syslog", &o, &f);
    assert_int_equal(f.requests, 3);
    assert_int_equal(f.source[0].first, INT64_C(1704067198) * TIME_SECOND); /* 2023-12-31 */
    assert_int_equal(f.source[0].last, INT64_C(1704067201) * TIME_SECOND);
    assert_int_equal(f.n_said, 0);
    log_finding_release(&f);
}

/* ---- progress ---- */

struct told {
    unsigned times;
    uint64_t most;
    unsigned stop_after;
};

static bool tell(void *to, const struct log_finding *f)
{
    struct told *t = to;
    assert_true(f->is_partial);
    assert_true(f->requests >= t->most);
    t->most = f->requests;
    return ++t->times != t->stop_after;
}

static void an_endless_stream_is_told_of_and_stopped(void **state)
{
    const char *command[] = {"while :; do echo '2026-11-20T00:00:01Z ERROR it broke'; done", "exec sleep 1000"};
    struct told t = {.stop_after = 2};
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    o.command = command, o.n_commands = 2;
    o.tell = tell, o.tell_to = &t;
    scan_n(NULL, 0, &o, &f);
    assert_int_equal(t.times, 2);
    assert_true(f.is_partial);
    assert_true(f.errors > 0 && f.errors >= t.most);
    log_finding_release(&f);
}

static void a_silent_stream_is_told_of_too(void **state)
{
    const char *command = "exec sleep 1000";
    struct told t = {.stop_after = 1};
    struct log_scan_options o = usual();
    struct log_finding f;
    struct err e = {0};
    (void)state;
    o.command = &command, o.n_commands = 1;
    o.tell = tell, o.tell_to = &t;
    if (log_scan(NULL, 0, &o, &f, &e))
        assert_true(f.is_partial);
    assert_int_equal(t.times, 1);
    log_finding_release(&f);
}

/* ---- what cannot be read ---- */

/* What is there is not looked at; what comes is, also from the file that takes its name. */
static bool write_on(void *rounds, const struct log_finding *so_far)
{
    int *round = rounds;
    if (*round == 0)
        write_access("follow.log.new", 1000, 1100, 0), rename("follow.log.new", "follow.log"), ++*round;
    return so_far->lines < 99; /* the last one waits for what may belong to it */
}

static void what_comes_from_now_on_is_followed(void **state)
{
    struct log_finding f;
    struct log_scan_options o = usual();
    int rounds = 0;
    (void)state;
    write_access("follow.log", 0, 500, LINES);
    o.follow = TIME_HOUR;
    o.tell = write_on;
    o.tell_to = &rounds;
    scan("follow.log", &o, &f);
    assert_int_equal(f.lines, 100);
    assert_int_equal(f.errors, 20);
    assert_string_equal(f.source[0].format, "combined");
    assert_int_equal(f.n_said, 1); /* that it was replaced */
    log_finding_release(&f);
}

static void what_cannot_be_read_is_said_and_the_rest_is_read(void **state)
{
    static const char *const names[] = {"no.log", "bin", "tar.gz", "cut.gz", "good.log", "/dev/zero"};
    static const char *const commands[] = {"echo 2026-11-20T00:00:01Z INFO fine; echo oh no >&2; exit 1"};
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    place_write_n("bin", "\7\0\0\0\1\2\3\4\0\0\0\1\0\0\0\2\0\0", 18, "w");
    run("gzip <bin >tar.gz");
    write_access("cut", 0, 1000, 1000);
    run("gzip <cut | head -c 2000 >cut.gz");
    write_access("good.log", 0, 10, 10);
    o.command = commands, o.n_commands = 1;
    scan_n(names, 6, &o, &f);
    assert_int_equal(f.n_said, 4);
    assert_string_equal(f.said[0], "there is no no.log");
    assert_string_equal(f.said[1], "bin is not a log: what is in it is not text");
    assert_string_equal(f.said[2], "/dev/zero is a device, not a log");
    assert_string_equal(f.said[3], "cut.gz: 1 line does not fit its format");
    assert_int_equal(f.n_sources, 4);
    assert_string_equal(f.source[0].name, "cut.gz");
    assert_true(f.source[0].records > 100);
    assert_non_null(strstr(f.source[0].trouble, "cut.gz stops in the middle, after byte "));
    assert_int_equal(f.source[1].records, 10);
    assert_null(f.source[1].trouble);
    assert_string_equal(f.source[2].trouble, "tar.gz is not a log: what is in it is not text");
    assert_int_equal(f.source[3].records, 1);
    assert_string_equal(f.source[3].trouble, "`echo 2026-11-20T00:00:01Z INFO fine; echo oh no >&2; exit 1` ended with exit 1: oh no");
    log_finding_release(&f);
}

static void expect_nothing(const char *name, const char *command, const char *sentence)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    struct err e = {0};
    o.command = &command, o.n_commands = command != NULL;
    assert_false(log_scan(&name, name != NULL, &o, &f, &e));
    assert_string_equal(e.text, sentence);
    log_finding_release(&f);
}

static void nothing_at_all_is_a_refusal(void **state)
{
    (void)state;
    expect_nothing("no.log", NULL, "there is no no.log");
    expect_nothing("/dev/zero", NULL, "/dev/zero is a device, not a log");
    assert_int_equal(mkfifo("pipe", 0600), 0);
    expect_nothing("pipe", NULL, "nobody writes to the pipe pipe; start what writes to it first");
    expect_nothing(NULL, "exec cat /bin/sh", "exec cat /bin/sh is not a log: what is in it is not text");
}

static void utf_16_is_read(void **state)
{
    static const char line[] = "2026-11-20T00:00:01Z ERROR it broke\n";
    struct log_scan_options o = usual();
    struct log_finding f;
    char wide[2 + 2 * sizeof line] = "\xff\xfe";
    (void)state;
    for (size_t i = 0; line[i]; i++)
        wide[2 + 2 * i] = line[i];
    place_write_n("wide.log", wide, 2 * sizeof line, "w");
    scan("wide.log", &o, &f);
    assert_int_equal(f.errors, 1);
    assert_string_equal(f.source[0].format, "iso");
    assert_int_equal(f.source[0].first, T0 + TIME_SECOND);
    log_finding_release(&f);
}

static void names_are_cleaned(void **state)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    write_access("a\x1b[31m\n.log", 0, 10, 10);
    scan("a\x1b[31m\n.log", &o, &f);
    assert_string_equal(f.source[0].name, "a^[[31m^J.log");
    log_finding_release(&f);
}

static void an_empty_log_is_a_log(void **state)
{
    struct log_scan_options o = usual();
    struct log_finding f;
    (void)state;
    place_write("empty.log", "");
    scan("empty.log", &o, &f);
    assert_int_equal(f.requests, 0);
    assert_int_equal(f.n_said, 0);
    log_finding_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_quick_way_and_the_full_one_agree, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_rotated_set_is_one_log, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_window_reads_little_else, place_begin, place_end),
        cmocka_unit_test_setup_teardown(what_is_not_sorted_is_noticed, place_begin, place_end),
        cmocka_unit_test_setup_teardown(what_only_the_records_show_is_noticed, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_second_pass_does_not_repeat_the_first, place_begin, place_end),
        cmocka_unit_test_setup_teardown(one_odd_date_is_no_disorder, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_wrong_clock_is_corrected, place_begin, place_end),
        cmocka_unit_test_setup_teardown(only_what_is_wanted_is_kept, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_missing_year_comes_from_the_file, place_begin, place_end),
        cmocka_unit_test_setup_teardown(an_endless_stream_is_told_of_and_stopped, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_silent_stream_is_told_of_too, place_begin, place_end),
        cmocka_unit_test_setup_teardown(what_comes_from_now_on_is_followed, place_begin, place_end),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_said_and_the_rest_is_read, place_begin, place_end),
        cmocka_unit_test_setup_teardown(nothing_at_all_is_a_refusal, place_begin, place_end),
        cmocka_unit_test_setup_teardown(utf_16_is_read, place_begin, place_end),
        cmocka_unit_test_setup_teardown(names_are_cleaned, place_begin, place_end),
        cmocka_unit_test_setup_teardown(an_empty_log_is_a_log, place_begin, place_end),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
