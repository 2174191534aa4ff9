/* What a small look found: put in by name, judged, written as one line and read back, said in sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "flow/flow.h"
#include "incident/finding.h"
#include "observe/certificate.h"
#include "observe/amiss.h"
#include "observe/process_stat.h"
#include "observe/say.h"
#include "observe/unit_show.h"
#include "observe/want.h"
#include "text/clean.h"

#define NOW INT64_C(1772348400000000) /* 2026-03-01T07:00:00Z */

static const char *sentence(const struct observation *o, struct str *room)
{
    str_clear(room);
    observation_sentence(o, NOW, NULL, room);
    return str_get(room);
}

static const char *details(const struct observation *o, size_t most, struct str *room)
{
    str_clear(room);
    observation_details(o, most, NOW, NULL, room);
    return str_get(room);
}

static void make_file(struct observation *o, const char *path, double size)
{
    observation_init(o, OBSERVE_FILE, path);
    observation_flag(o, "exists", true);
    observation_text(o, "type", "file");
    observation_number(o, "size", size);
    observation_us(o, "age", 3 * TIME_MINUTE);
    observation_us(o, "modified", NOW - 3 * TIME_MINUTE);
    observation_number(o, "free_share", 0.034);
}

/* ---- judging ------------------------------------------------------------------------------------------------------------------ */

static void what_is_wanted_decides(void **state)
{
    struct observation o;
    struct str text = {0};
    struct err e = {0};
    (void)state;
    make_file(&o, "/var/log/app.log", 12e6);
    assert_true(observation_want(&o, "at-most", "20MB", &e));
    assert_true(observation_want(&o, "younger-than", "1h", &e));
    observation_judge(&o);
    assert_true(o.passed);
    assert_string_equal(sentence(&o, &text), "/var/log/app.log: 12 MB, changed 3 min ago");
    assert_true(observation_want(&o, "at-least-free", "10%", &e));
    observation_judge(&o);
    assert_false(o.passed);
    assert_string_equal(sentence(&o, &text), "/var/log/app.log: share of space free is 3.4%, at least 10% was wanted");
    assert_true(observation_want(&o, "at-least-inodes", "5", &e));
    observation_judge(&o);
    assert_string_equal(details(&o, 9, &text), "/var/log/app.log: free inodes is not known\nshare of space free: 3.4%\n");
    assert_string_equal(details(&o, 1, &text), "/var/log/app.log: free inodes is not known\n");
    observation_release(&o);
    str_release(&text);
}

static void trouble_never_passes(void **state)
{
    struct observation o;
    struct str text = {0};
    (void)state;
    observation_init(&o, OBSERVE_TCP, "db:5432");
    observation_flag(&o, "connected", true);
    observation_judge(&o);
    assert_true(o.passed);
    observation_text(&o, "trouble", "banner");
    observation_judge(&o);
    assert_false(o.passed);
    assert_string_equal(sentence(&o, &text), "db:5432 connects, but does not say what was wanted");
    observation_release(&o);
    observation_init(&o, OBSERVE_TCP, "100%s:%n");
    observation_text(&o, "trouble", "refused");
    observation_judge(&o);
    assert_string_equal(sentence(&o, &text), "100%s:%n refuses the connection: nothing listens there");
    observation_release(&o);
    str_release(&text);
}

static void of_several_the_first_that_fails_decides(void **state)
{
    struct observation o, back;
    struct str text = {0}, line = {0};
    struct err e = {0};
    (void)state;
    observation_init(&o, OBSERVE_FILE, "/a");
    struct observation *one = observation_add_more(&o, 3);
    make_file(&one[0], "/a", 10);
    observation_init(&one[1], OBSERVE_FILE, "/b");
    observation_flag(&one[1], "exists", false);
    observation_text(&one[1], "trouble", "absent");
    make_file(&one[2], "/c", 300);
    assert_true(observation_want(&o, "at-most", "100", &e));
    observation_judge(&o);
    assert_false(o.passed);
    assert_false(observation_get(&o, "exists")->flag);
    assert_int_equal(observation_get(&o, "failing")->number, 2);
    assert_string_equal(sentence(&o, &text), "/b does not exist · 2 of 3 are not as they should be");
    assert_string_equal(details(&o, 9, &text), "/c: size is 300 bytes, at most 100 bytes was wanted\n");
    observation_print(&o, &line);
    assert_true(observation_read(str_get(&line), line.n, &back, &e));
    assert_int_equal(back.n_more, 3);
    assert_string_equal(sentence(&back, &text), "/b does not exist · 2 of 3 are not as they should be");
    observation_release(&back);
    observation_release(&o);
    str_release(&text), str_release(&line);
}

/* ---- the line -------------------------------------------------------------------------------------------------------------------- */

static void a_line_is_read_as_it_was_written(void **state)
{
    struct observation o, back;
    struct str line = {0}, again = {0};
    struct err e = {0};
    (void)state;
    make_file(&o, "/x \"y\"", 5);
    observation_us(&o, "modified", NOW + 123456);
    observation_say(&o, "Input/output error");
    assert_true(observation_want(&o, "at-least-free", "10%", &e));
    assert_true(observation_want(&o, "younger-than", "90s", &e));
    observation_judge(&o);
    observation_print(&o, &line);
    assert_null(strchr(str_get(&line), '\n'));
    assert_true(observation_read(str_get(&line), line.n, &back, &e));
    assert_string_equal(back.of, o.of);
    assert_true(observation_get(&back, "modified")->us == NOW + 123456);
    assert_true(observation_get(&back, "age")->us == 3 * TIME_MINUTE);
    assert_int_equal(back.n_wants, 2);
    assert_true(back.want[1].than.us == 90 * TIME_SECOND);
    observation_print(&back, &again);
    assert_string_equal(str_get(&again), str_get(&line));
    observation_release(&o), observation_release(&back);
    str_release(&line), str_release(&again);
}

static void what_does_not_fit_is_not_known(void **state)
{
    static const char text[] =
        "{\"look\":\"file\",\"of\":\"/a\\u001b[2Jb\",\"passed\":1,\"facts\":{\"exists\":\"yes\",\"size\":1e300,\"age\":-1,\"modified\":\"soon\","
        "\"free_share\":7,\"path\":12,\"owner\":\"r\\noot\",\"nonsense\":1},\"wants\":[{\"fact\":\"path\",\"at_most\":1},{\"fact\":9},7]}";
    struct observation o;
    struct err e = {0};
    (void)state;
    assert_true(observation_read(text, sizeof text - 1, &o, &e));
    assert_string_equal(o.of, "/a^[[2Jb");
    assert_false(o.passed);
    assert_false(observation_get(&o, "size")->is_known);
    assert_false(observation_get(&o, "age")->is_known);
    assert_false(observation_get(&o, "modified")->is_known);
    assert_false(observation_get(&o, "free_share")->is_known);
    assert_false(observation_get(&o, "path")->is_known);
    assert_string_equal(observation_get_text(&o, "owner"), "r^Joot");
    assert_int_equal(o.n_wants, 0);
    observation_release(&o);
    assert_false(observation_read("{\"look\":\"http\"}", 15, &o, &e));
    assert_false(observation_read("{\"look\":", 8, &o, &e));
}

static void long_text_is_cut_between_characters(void **state)
{
    struct observation o;
    struct str text = {0};
    (void)state;
    str_add(&text, "x");
    for (int i = 0; i < 5000; i++)
        str_add(&text, "ü");
    observation_init(&o, OBSERVE_TCP, "h:1");
    observation_bytes(&o, "banner", text.s, text.n);
    size_t n = strlen(observation_get_text(&o, "banner"));
    assert_in_range(n, OBSERVE_TEXT_MOST - 4, OBSERVE_TEXT_MOST);
    assert_true(clean_is_clean(observation_get_text(&o, "banner"), n, CLEAN_LINE));
    observation_release(&o);
    str_release(&text);
}

/* ---- the tables ---------------------------------------------------------------------------------------------------------------------- */

static void every_word_that_is_wrong_has_one_place(void **state)
{
    static const char *const words[] = {"refused", "timeout", "absent", "expired", "nxdomain", "no_systemd", "closed"};
    (void)state;
    assert_null(observe_amiss(OBSERVE_FILE, "refused"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (int kind = 0; kind < N_OBSERVE_KINDS; kind++) {
            const char *s = observe_amiss((enum observe_kind)kind, words[i]), *place = s ? strchr(s, '%') : NULL;
            assert_true(!place || (place[1] == 's' && !strchr(place + 1, '%')));
        }
    for (int kind = 0; kind < N_OBSERVE_KINDS; kind++)
        for (size_t i = 0; observe_want_option((enum observe_kind)kind, i); i++) {
            struct observation o;
            struct err e = {0};
            observation_init(&o, (enum observe_kind)kind, "x");
            assert_false(observation_want(&o, observe_want_option((enum observe_kind)kind, i), "-1", &e));
            assert_true(*e.text);
            observation_release(&o);
        }
}

/* The flow language cannot include the looks, so it has their facts once more. */
static void a_flow_knows_every_fact_and_no_other(void **state)
{
    static const enum value_kind kinds[] = {
        [OBSERVED_FLAG] = VALUE_FLAG,       [OBSERVED_COUNT] = VALUE_NUMBER, [OBSERVED_BYTES] = VALUE_NUMBER, [OBSERVED_SHARE] = VALUE_NUMBER,
        [OBSERVED_LENGTH] = VALUE_DURATION, [OBSERVED_TIME] = VALUE_TIME,    [OBSERVED_TEXT] = VALUE_TEXT,
    };
    enum { OF_EVERY_PROBE = 4 };
    (void)state;
    for (int i = 0; i < N_OBSERVE_KINDS; i++) {
        enum probe_kind probe = (enum probe_kind)(PROBE_TCP + i);
        size_t n, k = 0;
        enum value_kind kind;
        const struct observe_fact *facts = observe_facts((enum observe_kind)i, &n);
        assert_string_equal(observe_kind_name((enum observe_kind)i), probe_kind_name(probe));
        assert_true(n <= OBSERVE_FACTS_MOST);
        for (const char *name; (name = probe_yield_name(probe, OF_EVERY_PROBE + k, &kind)); k++) {
            assert_true(k < n);
            assert_string_equal(name, facts[k].name);
            assert_int_equal(kind, kinds[facts[k].type]);
        }
        assert_int_equal(k, n);
    }
}

/* Ctrl-C is no answer: `not it.passed` must not propose that the fix failed. Running out of time is one. */
static void what_a_person_stopped_says_neither_yes_nor_no(void **state)
{
    static const struct flow_expect expect;
    static const struct {
        enum run_outcome outcome;
        enum value_kind passed;
    } rows[] = {{RUN_CANCELLED, VALUE_UNKNOWN}, {RUN_TIMED_OUT, VALUE_FLAG}, {RUN_EXITED, VALUE_FLAG}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {0};
        struct finding f;
        bool is_there = false;
        struct finding_of of = {.id = "it", .kind = PROBE_RUN, .expect = &expect, .outcome = rows[i].outcome, .output = ""};
        finding_make(&of, &arena, &f);
        for (size_t k = 0; k < f.facts.n; k++)
            if (strcmp(f.facts.v[k].name, "it.passed") == 0) {
                assert_int_equal(f.facts.v[k].value.kind, rows[i].passed);
                is_there = true;
            }
        assert_true(is_there);
        arena_release(&arena);
    }
}

/* What a probe printed becomes facts, whatever the exit status; without a finding it did not pass. */
static void a_finding_becomes_facts_of_its_probe(void **state)
{
    struct observation o;
    struct arena arena = {0};
    struct str out = {0};
    struct finding f;
    struct flow_expect expect = {0};
    (void)state;
    make_file(&o, "/a", 5);
    observation_judge(&o);
    str_add(&out, "something before\n");
    observation_print(&o, &out);
    str_add(&out, "\r\n");
    struct finding_of of = {.id = "conf", .kind = PROBE_FILE, .expect = &expect, .outcome = RUN_EXITED, .output = str_get(&out), .n_output = out.n};
    finding_make(&of, &arena, &f);
    assert_true(f.passed);
    assert_string_equal(f.summary, "/a: 5 bytes, changed 3 min ago");
    bool has_size = false, has_owner = false;
    for (size_t i = 0; i < f.facts.n; i++) {
        has_size |= strcmp(f.facts.v[i].name, "conf.size") == 0 && f.facts.v[i].value.number == 5;
        has_owner |= strcmp(f.facts.v[i].name, "conf.owner") == 0 && f.facts.v[i].value.kind == VALUE_NONE;
    }
    assert_true(has_size && has_owner);
    of.kind = PROBE_TCP; /* of another kind */
    finding_make(&of, &arena, &f);
    assert_false(f.passed);
    of.kind = PROBE_FILE, of.outcome = RUN_TIMED_OUT;
    finding_make(&of, &arena, &f);
    assert_false(f.passed);
    of.outcome = RUN_EXITED, of.n_output = 10;
    finding_make(&of, &arena, &f);
    assert_false(f.passed);
    observation_release(&o);
    arena_release(&arena);
    str_release(&out);
}

static void sizes_are_read_with_their_unit(void **state)
{
    double n;
    (void)state;
    assert_true(observe_parse_bytes("512", &n) && n == 512);
    assert_true(observe_parse_bytes("1.5GiB", &n) && n == 1.5 * (1 << 30));
    assert_true(observe_parse_bytes("20 MB", &n) && n == 20e6);
    assert_false(observe_parse_bytes("", &n));
    assert_false(observe_parse_bytes("0x10", &n));
    assert_false(observe_parse_bytes("inf", &n));
    assert_false(observe_parse_bytes("1e3", &n));
    assert_false(observe_parse_bytes("1..2GB", &n));
    assert_false(observe_parse_bytes("9999999999999TB", &n));
    assert_false(observe_parse_bytes("-5", &n));
}

/* ---- /proc ------------------------------------------------------------------------------------------------------------------------------ */

#define AFTER_NAME " S 1 77 77 0 -1 4194560 5 0 0 0 3 2 0 0 20 0 4 0 8899 104857600 2560 18446744073709551615 1 1 0\n"

static void a_name_may_hold_what_it_likes(void **state)
{
    static const char odd[] = "77 (a) R 1 (b\n)" AFTER_NAME;
    struct process_stat s;
    (void)state;
    assert_true(process_stat_read(odd, sizeof odd - 1, &s));
    assert_string_equal(s.name, "a) R 1 (b\n");
    assert_int_equal(s.state, 'S');
    assert_int_equal(s.threads, 4);
    assert_int_equal(s.started, 8899);
    assert_int_equal(s.pages, 2560);
    assert_true(process_stat_is(&s, "", "a) R 1 (b\n"));
    for (size_t n = 0; n < sizeof odd - 40; n++)
        assert_false(process_stat_read(odd, n, &s));
    assert_false(process_stat_read(")(", 2, &s));
    assert_false(process_stat_read("1 (x) S - 1", 11, &s));
}

static void a_name_longer_than_the_kernel_keeps_needs_the_first_argument(void **state)
{
    static const char text[] = "7 (prometheus-node)" AFTER_NAME;
    struct process_stat s;
    (void)state;
    assert_true(process_stat_read(text, sizeof text - 1, &s));
    assert_true(process_stat_is(&s, "/usr/bin/prometheus-node-exporter", "prometheus-node-exporter"));
    assert_false(process_stat_is(&s, "/usr/bin/prometheus-node-other", "prometheus-node-exporter"));
    assert_true(process_stat_is(&s, "", "prometheus-node"));
    assert_false(process_stat_is(&s, "", "prometheus"));
    assert_int_equal(process_boot_read("cpu 1\nbtime 1700000000\nx", 24), 1700000000);
    assert_int_equal(process_boot_read("btime x\n", 8), 0);
}

/* ---- certificates ---------------------------------------------------------------------------------------------------------------------- */

static void a_certificate_is_dated_in_any_librarys_way(void **state)
{
    static const char *const wrong[] = {"", "Nov 20", "Foo 20 12:00:00 2027 GMT", "Nov 32 12:00:00 2027 GMT", "Nov 20 12:00:00 2027 CET", "2027-13-01 00:00:00 GMT"};
    int64_t one, two, three;
    struct observation o;
    (void)state;
    assert_true(certificate_time("Nov  2 12:00:00 2027 GMT", &one) && certificate_time("2027-11-02 12:00:00 GMT", &two) &&
                certificate_time("2027-11-02T12:00:00Z", &three));
    assert_true(one == two && two == three);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(certificate_time(wrong[i], &one));
    observation_init(&o, OBSERVE_TLS, "shop:443");
    certificate_tell(&(struct certificate){"2026-01-01T00:00:00Z", "2026-02-28T06:00:00Z", "CN = \x1b" "CA", NULL, "DNS:a.test, IP Address:10.0.0.1,,DNS:"}, NOW, &o);
    assert_int_equal(observation_get(&o, "days_left")->number, -2); /* a day and an hour ago */
    assert_string_equal(observation_get_text(&o, "names"), "a.test, 10.0.0.1");
    assert_string_equal(observation_get_text(&o, "issuer"), "CN = ^[CA");
    observation_release(&o);
    assert_null(certificate_word(0, ""));
    assert_string_equal(certificate_word(18, ""), "self_signed");
    assert_string_equal(certificate_word(0, "SSL: no alternative certificate subject name matches target host name"), "wrong_name");
    assert_string_equal(certificate_word(77, "odd"), "invalid");
}

/* ---- systemctl ---------------------------------------------------------------------------------------------------------------------------- */

static void read_unit(struct observation *o, const char *text)
{
    observation_init(o, OBSERVE_UNIT, "nginx.service");
    unit_show_read(text, strlen(text), NOW - TIME_HOUR, o);
    observation_judge(o);
}

static void a_unit_is_read_as_systemctl_shows_it(void **state)
{
    struct observation o;
    struct str text = {0};
    (void)state;
    read_unit(&o, "Result=success\nNRestarts=3\nExecMainStatus=0\nMainPID=812\nMemoryCurrent=18446744073709551615\nLoadState=loaded\n"
                  "ActiveState=active\nSubState=running\nUnitFileState=enabled\nStateChangeTimestampMonotonic=60000000\n");
    assert_true(o.passed);
    assert_string_equal(sentence(&o, &text), "nginx.service is active (running) since 06:01, restarted 3 times");
    assert_int_equal(observation_get(&o, "main_pid")->number, 812);
    assert_false(observation_get(&o, "memory")->is_known);
    observation_release(&o);
    read_unit(&o, "LoadState=loaded\nActiveState=failed\nSubState=failed\nResult=exit-code\nExecMainStatus=1\nMainPID=0\nNRestarts=5\n");
    assert_false(o.passed);
    assert_true(observation_get(&o, "failed")->flag);
    assert_string_equal(sentence(&o, &text), "nginx.service has failed");
    assert_string_equal(details(&o, 2, &text), "result: exit-code\nexit status: 1\n");
    observation_release(&o);
    str_release(&text);
}

static void every_state_of_a_unit_has_its_word(void **state)
{
    static const char *const cases[][2] = {
        {"LoadState=not-found\nActiveState=inactive\n", "absent"},
        {"LoadState=masked\nActiveState=inactive\n", "masked"},
        {"LoadState=loaded\nActiveState=inactive\n", "inactive"},
        {"LoadState=loaded\nActiveState=activating\nSubState=auto-restart\n", "starting"},
        {"LoadState=loaded\nActiveState=deactivating\n", "stopping"},
        {"LoadState=loaded\nActiveState=reloading\n", ""},
        {"", "unclear"},
        {"ActiveState", "unclear"},
        {"LoadState=loaded\nActiveState=failed\n\nLoadState=loaded\nActiveState=active\n", "failed"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct observation o;
        read_unit(&o, cases[i][0]);
        assert_string_equal(observation_get_text(&o, "trouble"), cases[i][1]);
        observation_release(&o);
    }
    assert_true(unit_is_name("getty@tty1.service"));
    assert_true(unit_is_name("-.mount"));
    assert_true(unit_is_name("dev-disk-by\\x2dlabel.device"));
    assert_false(unit_is_name("ngin*"));
    assert_false(unit_is_name("a b"));
    assert_false(unit_is_name("a\n"));
    assert_false(unit_is_name(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wanted_decides),
        cmocka_unit_test(trouble_never_passes),
        cmocka_unit_test(of_several_the_first_that_fails_decides),
        cmocka_unit_test(a_line_is_read_as_it_was_written),
        cmocka_unit_test(what_does_not_fit_is_not_known),
        cmocka_unit_test(long_text_is_cut_between_characters),
        cmocka_unit_test(every_word_that_is_wrong_has_one_place),
        cmocka_unit_test(a_flow_knows_every_fact_and_no_other),
        cmocka_unit_test(what_a_person_stopped_says_neither_yes_nor_no),
        cmocka_unit_test(a_finding_becomes_facts_of_its_probe),
        cmocka_unit_test(sizes_are_read_with_their_unit),
        cmocka_unit_test(a_name_may_hold_what_it_likes),
        cmocka_unit_test(a_name_longer_than_the_kernel_keeps_needs_the_first_argument),
        cmocka_unit_test(a_certificate_is_dated_in_any_librarys_way),
        cmocka_unit_test(a_unit_is_read_as_systemctl_shows_it),
        cmocka_unit_test(every_state_of_a_unit_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
