/* Bytes to records: whatever the pieces they come in, whatever they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "formats_at_hand.h"
#include "logs/look.h"
#include "logs/reader.h"
#include "logs/signature.h"

static const struct log_clock clock_2026 = {.newest = INT64_C(1772348400000000)};

/* Every record as a text, so that two ways of reading can be compared as a whole. */
struct told {
    struct str text;
    size_t n, stop_after;
    struct log_reader_counts counts;
    const char *format;
};

static void tell_text(struct str *out, const char *name, struct log_text t)
{
    if (!t.n)
        return;
    str_addf(out, " %s=[", name);
    for (size_t i = 0; i < t.n; i++)
        str_addf(out, t.s[i] == '\n' ? "|" : t.s[i] ? "%c" : "@", t.s[i]);
    str_add(out, "]");
}

static bool tell(void *to, const struct log_record *r)
{
    struct told *told = to;
    struct str *out = &told->text;
    str_addf(out, "%llu+%u", (unsigned long long)r->offset, r->n_lines);
    if (r->at != TIME_NONE) {
        char time[TIME_TEXT];
        time_format_utc(r->at, time);
        str_addf(out, " %s", time);
    }
    str_addf(out, "%s%s", r->level ? " " : "", log_level_name(r->level));
    if (r->status)
        str_addf(out, " %d", r->status);
    tell_text(out, "raw", r->raw);
    for (int i = 0; i < N_LOG_FIELDS; i++)
        tell_text(out, log_field_name(i), r->field[i]);
    str_add(out, "\n");
    return ++told->n != told->stop_after;
}

static void read_in_pieces(struct log_formats *set, const char *bytes, size_t n, size_t piece, struct told *told)
{
    struct log_reader *r = log_reader_new(set, NULL, &clock_2026, tell, told);
    for (size_t at = 0; at < n; at += piece) {
        size_t now = n - at < piece ? n - at : piece;
        char *exact = malloc(now); /* what it points into is gone afterwards */
        memcpy(exact, bytes + at, now);
        if (!log_reader_feed(r, exact, now, at)) {
            free(exact);
            break;
        }
        free(exact);
    }
    log_reader_end(r);
    told->counts = *log_reader_counts(r);
    const struct log_detection *d = log_reader_detection(r);
    told->format = d && d->format ? log_format_id(d->format) : "";
    log_reader_free(r);
}

static struct told read_all(struct log_formats *set, const char *bytes, size_t n)
{
    struct told told = {.n = 0};
    read_in_pieces(set, bytes, n, n ? n : 1, &told);
    return told;
}

static void expect(struct log_formats *set, const char *bytes, size_t n, const char *wanted)
{
    struct told told = read_all(set, bytes, n);
    assert_string_equal(str_get(&told.text), wanted);
    str_release(&told.text);
}
#define EXPECT(in, wanted) expect(*state, in, sizeof(in) - 1, wanted)

static void lines_without_a_format_are_messages(void **state)
{
    EXPECT("one\ntwo\r\n\n\nthree", "0+1 raw=[one] message=[one]\n4+1 raw=[two] message=[two]\n"
                                    "11+1 raw=[three] message=[three]\n");
    EXPECT("", "");
    EXPECT("\n\r\n \n", "");
}

static void a_trace_without_a_format_is_one_record(void **state)
{
    EXPECT("a\njava.lang.X: y\n\tat a.B.c(B.java:1)\n\n\tat a.B.d(B.java:1)\n\nb\n",
           "0+1 raw=[a] message=[a]\n"
           "2+4 raw=[java.lang.X: y] message=[java.lang.X: y] stack=[\tat a.B.c(B.java:1)||\tat a.B.d(B.java:1)]\n"
           "59+1 raw=[b] message=[b]\n");
}

#define LINE(t, level, what) "2026-03-01 03:00:" t ",000 [main] " level " shop.Cart - " what "\n"

static void what_does_not_fit_goes_on_with_the_record_before_it(void **state)
{
    EXPECT(LINE("01", "INFO", "up") LINE("02", "ERROR", "no") "java.lang.X: y\nof several lines\n\tat a.B.c(B.java:1)\n"
           LINE("03", "INFO", "up"),
           "0+1 2026-03-01T03:00:01Z info raw=[2026-03-01 03:00:01,000 [main] INFO shop.Cart - up] message=[up] "
           "service=[shop.Cart]\n"
           "51+4 2026-03-01T03:00:02Z error raw=[2026-03-01 03:00:02,000 [main] ERROR shop.Cart - no] message=[no] "
           "service=[shop.Cart] stack=[java.lang.X: y|of several lines|\tat a.B.c(B.java:1)]\n"
           "155+1 2026-03-01T03:00:03Z info raw=[2026-03-01 03:00:03,000 [main] INFO shop.Cart - up] message=[up] "
           "service=[shop.Cart]\n");
}

static void a_trace_behind_a_line_that_only_tells_is_its_own(void **state)
{
    static const char log[] = LINE("01", "INFO", "up") "Traceback (most recent call last):\n  File \"a.py\", line 1\nKeyError: 1\n"
        LINE("02", "ERROR", "no") "java.lang.X: y\n\tat a.B.c(B.java:1)\njava.lang.Z: y\n\tat a.B.c(B.java:1)\n"
        "panic: x\n\ngoroutine 1 [running]:\nmain.f()\n\tf.go:1 +0x1\n";
    struct told told = read_all(*state, log, sizeof log - 1);
    assert_int_equal(told.n, 5);
    assert_non_null(strstr(told.text.s, "51+3 2026-03-01T03:00:01Z error raw=[Traceback"));
    assert_non_null(strstr(told.text.s, "+3 2026-03-01T03:00:02Z error raw=[2026-03-01 03:00:02,000"));
    assert_non_null(strstr(told.text.s, "+2 2026-03-01T03:00:02Z raw=[java.lang.Z: y]"));
    assert_non_null(strstr(told.text.s, "stack=[|goroutine 1 [running]:|main.f()|\tf.go:1 +0x1]"));
    assert_int_equal(told.counts.no_time, 0);
    assert_int_equal(told.counts.unread, 0);
    str_release(&told.text);
}

/* log.info("retry", e) */
static void an_exception_is_as_bad_as_the_line_that_it_was_logged_with(void **state)
{
    static const char log[] = LINE("01", "INFO", "retry") "java.lang.X: y\n\tat a.B.c(B.java:1)\nCaused by: java.lang.Z: y\n\tat a.B.c(B.java:1)\n"
        "java.lang.X: y\n\tat a.B.c(B.java:1)\n" LINE("02", "INFO", "up");
    struct told told = read_all(*state, log, sizeof log - 1);
    assert_int_equal(told.n, 3);
    assert_non_null(strstr(told.text.s, "0+5 2026-03-01T03:00:01Z info raw="));
    assert_non_null(strstr(told.text.s, "+2 2026-03-01T03:00:01Z raw=[java.lang.X: y]")); /* a second one was not logged with it */
    str_release(&told.text);
}

static void a_record_may_say_how_bad_it_is_in_its_second_line(void **state)
{
    EXPECT("Mar 01, 2026 3:01:12 AM shop.Cart total\nSEVERE: no coupon\njava.lang.X: y\n\tat a.B.c(B.java:1)\n"
           "Mar 01, 2026 3:01:13 AM shop.Cart total\nINFO: up\n",
           "0+4 2026-03-01T03:01:12Z error raw=[Mar 01, 2026 3:01:12 AM shop.Cart total] message=[no coupon] service=[shop.Cart] "
           "stack=[java.lang.X: y|\tat a.B.c(B.java:1)]\n"
           "93+2 2026-03-01T03:01:13Z info raw=[Mar 01, 2026 3:01:13 AM shop.Cart total] message=[up] service=[shop.Cart]\n");
}

#define ACCESS(path, status) \
    "192.0.2.7 - - [01/Mar/2026:03:00:00 +0000] \"GET " path " HTTP/1.1\" " status " 5 \"-\" \"curl\"\n"

static void nothing_goes_on_with_a_request(void **state)
{
    static const char log[] = ACCESS("/a", "200") "PHP Fatal error:  Uncaught Exception: x in /a.php:1\nStack trace:\n#0 {main}\n"
                              ACCESS("/b", "200") "rubbish\n" ACCESS("/c", "500")
                              "2026/03/01 03:00:01 [error] 7#7: *1 connect() failed, client: 192.0.2.7\n";
    struct told told = read_all(*state, log, sizeof log - 1);
    assert_int_equal(told.n, 6);
    assert_int_equal(told.counts.unread, 2);
    str_release(&told.text);
}

static void pieces_of_containers_are_joined(void **state)
{
#define CRI(stream, flag, text) "2026-03-01T03:00:00.1Z " stream " " flag " " text "\n"
    EXPECT(CRI("stdout", "P", "{\"level\":\"err") CRI("stderr", "P", "java.lang.X: ") CRI("stdout", "F", "or\",\"msg\":\"m\"}")
           CRI("stderr", "F", "y") CRI("stderr", "F", "\tat a.B.c(B.java:1)") CRI("stderr", "F", "") CRI("stderr", "F", "}"),
           "0+2 2026-03-01T03:00:00.100000Z error raw=[2026-03-01T03:00:00.1Z stdout P {\"level\":\"err] message=[m]\n"
           "46+5 2026-03-01T03:00:00.100000Z raw=[2026-03-01T03:00:00.1Z stderr P java.lang.X: ] message=[java.lang.X: y] "
           "stack=[\tat a.B.c(B.java:1)||}]\n");
    EXPECT(CRI("stdout", "F", "whole") CRI("stdout", "P", "never en") CRI("stdout", "P", "ded"),
           "0+1 2026-03-01T03:00:00.100000Z raw=[2026-03-01T03:00:00.1Z stdout F whole] message=[whole]\n"
           "38+2 2026-03-01T03:00:00.100000Z raw=[2026-03-01T03:00:00.1Z stdout P never en] message=[never ended]\n");
}

static void a_trace_wrapped_line_by_line_is_one_record(void **state)
{
#define SYSLOG(text) "Mar  1 03:00:00 web shop[12]: " text "\n"
    EXPECT(SYSLOG("up") SYSLOG("Traceback (most recent call last):") SYSLOG("  File \"a.py\", line 1, in f") SYSLOG("    g()")
           SYSLOG("KeyError: 1") SYSLOG("up") SYSLOG("java.lang.X: y") SYSLOG("#011at a.B.c(B.java:1)") SYSLOG("up"),
           "0+1 2026-03-01T03:00:00Z raw=[Mar  1 03:00:00 web shop[12]: up] message=[up] host=[web] service=[shop]\n"
           "33+4 2026-03-01T03:00:00Z raw=[Mar  1 03:00:00 web shop[12]: Traceback (most recent call last):] message=[Traceback (most "
           "recent call last):] host=[web] service=[shop] stack=[  File \"a.py\", line 1, in f|    g()|KeyError: 1]\n"
           "236+1 2026-03-01T03:00:00Z raw=[Mar  1 03:00:00 web shop[12]: up] message=[up] host=[web] service=[shop]\n"
           "269+2 2026-03-01T03:00:00Z raw=[Mar  1 03:00:00 web shop[12]: java.lang.X: y] message=[java.lang.X: y] host=[web] "
           "service=[shop] stack=[\tat a.B.c(B.java:1)]\n"
           "367+1 2026-03-01T03:00:00Z raw=[Mar  1 03:00:00 web shop[12]: up] message=[up] host=[web] service=[shop]\n");
#define JOURNAL(text) \
    "{\"__REALTIME_TIMESTAMP\":\"1772334000000000\",\"_HOSTNAME\":\"web\",\"PRIORITY\":\"6\",\"MESSAGE\":\"" text "\"}\n"
    static const char journal[] = JOURNAL("up") JOURNAL("panic: x") JOURNAL("") JOURNAL("goroutine 1 [running]:") JOURNAL("main.f()")
        JOURNAL("\\tf.go:1 +0x1") JOURNAL("up") JOURNAL("Traceback (most recent call last):") JOURNAL("  File \\\"a.py\\\", line 1");
    struct told told = read_all(*state, journal, sizeof journal - 1);
    assert_int_equal(told.n, 4);
    assert_null(strstr(told.text.s, "info raw=[{\"__REALTIME_TIMESTAMP\":\"1772334000000000\",\"_HOSTNAME\":\"web\",\"PRIORITY\":"
                                    "\"6\",\"MESSAGE\":\"Trace")); /* the priority is that of standard error */
    assert_non_null(strstr(told.text.s, "stack=[|goroutine 1 [running]:|main.f()|\tf.go:1 +0x1]"));
    str_release(&told.text);
}

static void other_encodings_and_holes_are_read(void **state)
{
    EXPECT("\xef\xbb\xbfone\ntwo\n", "3+1 raw=[one] message=[one]\n7+1 raw=[two] message=[two]\n");
    EXPECT("\xff\xfeo\0n\0\n\0\x3c\xd8\xf4\xdf\n\0", "2+1 raw=[on] message=[on]\n8+1 raw=[\xf0\x9f\x8f\xb4] message=[\xf0\x9f\x8f\xb4]\n");
    EXPECT("\xfe\xff\0o\0n\0\r\0\n\xd8\x3c\0x", "2+1 raw=[on] message=[on]\n10+1 raw=[\xef\xbf\xbdx] message=[\xef\xbf\xbdx]\n");
    EXPECT("one\n\0\0\0\0two\na\0b\n", "0+1 raw=[one] message=[one]\n8+1 raw=[two] message=[two]\n12+1 raw=[a@b] message=[a@b]\n");
    struct told told = read_all(*state, "one\n\0\0\0\0two\na\0b\n", 16);
    assert_int_equal(told.counts.binary, 2);
    str_release(&told.text);
}

static void times_that_run_backwards_are_counted(void **state)
{
    static const char log[] = LINE("10", "INFO", "a") LINE("09", "INFO", "b") LINE("08", "INFO", "c") LINE("11", "INFO", "d");
    struct told told = read_all(*state, log, sizeof log - 1);
    assert_int_equal(told.counts.backwards, 1);
    assert_int_equal(told.counts.records, 4);
    assert_int_equal(told.counts.lines, 4);
    assert_int_equal(told.counts.bytes, sizeof log - 1);
    str_release(&told.text);
}

static void enough_is_enough(void **state)
{
    static const char log[] = "a\nb\nc\nd\n";
    for (size_t piece = 1; piece < 9; piece++) {
        struct told told = {.stop_after = 2};
        read_in_pieces(*state, log, sizeof log - 1, piece, &told);
        assert_int_equal(told.n, 2);
        str_release(&told.text);
    }
}

static void what_waits_goes_out_when_nothing_comes(void **state)
{
    struct told told = {.n = 0};
    struct log_reader *r = log_reader_new(*state, NULL, &clock_2026, tell, &told);
    log_reader_feed(r, "one\ntw", 6, 0);
    assert_int_equal(told.n, 0);
    log_reader_settle(r);
    assert_int_equal(told.n, 1);
    log_reader_feed(r, "o\n", 2, 6);
    log_reader_settle(r);
    assert_string_equal(told.text.s, "0+1 raw=[one] message=[one]\n4+1 raw=[two] message=[two]\n");
    log_reader_end(r);
    log_reader_free(r);
    str_release(&told.text);
}

/* ---- quiet records: told or taken, it comes to the same ---- */

struct heard {
    struct str loud;           /* every record that is an error, or of more lines than one */
    uint64_t level[N_LEVELS], told;
    int64_t newest;
    struct log_look *look;
    struct log_reader_counts counts;
};

static bool hear_record(void *to, const struct log_record *r)
{
    struct heard *h = to;
    struct told told = {.n = 0};
    if (r->level >= LEVEL_ERROR || r->n_lines > 1) {
        tell(&told, r);
        str_add(&h->loud, told.text.s);
        str_release(&told.text);
    }
    h->level[r->level]++;
    h->newest = r->at > h->newest ? r->at : h->newest;
    log_look_take(h->look, r);
    return true;
}

static void hear_quiet(void *to, const struct log_quiet *quiet)
{
    struct heard *h = to;
    uint64_t n = 0;
    for (int i = 0; i < N_LEVELS; i++) {
        h->level[i] += quiet->level[i];
        n += quiet->level[i];
    }
    assert_int_equal(n, quiet->n);
    assert_true(quiet->to >= quiet->from && quiet->to / TIME_SECOND == quiet->from / TIME_SECOND);
    h->told += n;
    h->newest = quiet->to > h->newest ? quiet->to : h->newest;
    log_look_hear(h->look, quiet);
}

static void hear_all(struct log_formats *set, const struct str *log, size_t piece, bool quietly, struct heard *h)
{
    const struct log_look_options options = {.rule = log_rule_usual, .since = TIME_NONE, .until = TIME_NONE};
    *h = (struct heard){.look = log_look_new(&options)};
    struct log_reader *r = log_reader_new(set, NULL, &clock_2026, hear_record, h);
    if (quietly)
        log_reader_tell(r, LEVEL_ERROR, hear_quiet);
    for (size_t at = 0; at < log->n; at += piece)
        log_reader_feed(r, log->s + at, log->n - at < piece ? log->n - at : piece, at);
    log_reader_end(r);
    h->counts = *log_reader_counts(r);
    log_reader_free(r);
}

static char *finding_of(struct heard *h)
{
    struct log_finding f = {0};
    struct str line = {0};
    log_look_find(h->look, &f);
    log_finding_print(&f, &line);
    log_finding_release(&f);
    log_look_free(h->look);
    str_release(&h->loud);
    return str_take(&line);
}

static unsigned drawn(unsigned below)
{
    static uint64_t state = 3; /* a test's own */
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (unsigned)((state >> 33) % below);
}

/* Errors with and without traces, text behind lines that only tell, times that go back, lines that do not fit. */
static void make_app_log(struct str *log)
{
    static const char *const level[] = {"INFO ", "INFO ", "INFO ", "DEBUG", "WARN ", "ERROR", "FATAL"};
    int64_t ms = 0;
    for (int i = 0; i < 20000; i++) {
        ms += drawn(40) ? drawn(300) : drawn(2) ? 3600000 : -(int64_t)drawn(3000);
        ms = ms < 0 ? 0 : ms;
        str_addf(log, "2026-03-%02d %02d:%02d:%02d,%03d %s [main] shop.Cart - %s %u\n", (int)(1 + ms / 86400000 % 28),
                 (int)(ms / 3600000 % 24), (int)(ms / 60000 % 60), (int)(ms / 1000 % 60), (int)(ms % 1000),
                 level[drawn(drawn(5) ? 5 : 7)], drawn(30) ? "took" : "at shop.Cart.x(Cart.java:1)", drawn(1000));
        if (drawn(20) == 0)
            str_add(log, "java.lang.IllegalStateException: x\n\tat shop.Cart.total(Cart.java:88)\n");
        if (drawn(50) == 0)
            str_add(log, drawn(2) ? "text behind it\n" : drawn(2) ? "\n" : drawn(2) ? "2026-03-01 03:00:01,000 unfit\r\n" : "2026-03-01 03:00:01,000 INFO unfit\n");
    }
}

static void what_is_told_is_what_would_have_been_taken(void **state)
{
    static const size_t piece[] = {100, 4096, 65536, 10000000};
    struct str log = {0};
    struct heard whole, quiet;
    make_app_log(&log);
    hear_all(*state, &log, log.n, false, &whole);
    char *loud = str_take(&whole.loud), *wanted = finding_of(&whole);
    for (size_t i = 0; i < sizeof piece / sizeof *piece; i++) {
        hear_all(*state, &log, piece[i], true, &quiet);
        assert_true(i == 0 || quiet.told > 5000);
        assert_string_equal(quiet.loud.s, loud);
        assert_memory_equal(quiet.level, whole.level, sizeof whole.level);
        assert_true(quiet.newest == whole.newest);
        assert_memory_equal(&quiet.counts, &whole.counts, sizeof whole.counts);
        char *found = finding_of(&quiet);
        assert_string_equal(found, wanted);
        mem_free(found);
    }
    mem_free(loud);
    mem_free(wanted);
    str_release(&log);
}

/* ---- corpora ---- */

static const char *corpora(void)
{
    const char *given = getenv("TRIAGE_CORPORA"), *top = getenv("top_srcdir");
    static char found[1024]; /* a test's own */
    snprintf(found, sizeof found, "%s/logs/stacktraces/ruby_exc.txt", given ? given : "");
    if (given && access(found, R_OK) == 0)
        return given;
    static const char *const near[] = {"..", "../.."};
    for (size_t i = 0; i < 2; i++) {
        snprintf(found, sizeof found, "%s/%s/shared/corpora/logs/stacktraces/ruby_exc.txt", top ? top : ".", near[i]);
        if (access(found, R_OK) == 0) {
            snprintf(found, sizeof found, "%s/%s/shared/corpora", top ? top : ".", near[i]);
            return found;
        }
    }
    print_message("# the corpora are not here (TRIAGE_CORPORA): not compared with what others wrote\n");
    return NULL;
}

static int is_text(const struct dirent *e)
{
    return strstr(e->d_name, ".txt") != NULL;
}

/* A trace: one record alone, behind another, and within a log. */
static void every_trace_is_one_record(void **state)
{
    struct dirent **entry;
    char name[1200];
    struct str all = {0}, within = {0};
    size_t traces = 0;
    if (!corpora())
        return;
    snprintf(name, sizeof name, "%s/logs/stacktraces", corpora());
    int n = scandir(name, &entry, is_text, by_name);
    for (int i = 0; i < n; i++) {
        struct str text = {0};
        snprintf(name, sizeof name, "%s/logs/stacktraces/%s", corpora(), entry[i]->d_name);
        bool is_trace = !strstr(entry[i]->d_name, "arbitrary"), is_rest = strstr(entry[i]->d_name, "part2");
        assert_true(read_whole(name, &text));
        free(entry[i]);
        struct told told = read_all(*state, text.s, text.n);
        if (is_trace)
            assert_int_equal(told.n, 1);
        else
            assert_int_equal(told.n, 3);
        if (is_trace && !is_rest) {
            traces++;
            str_add_n(&all, text.s, text.n);
            str_add(&within, LINE("01", "INFO", "before"));
            str_add(&within, LINE("02", "ERROR", "failed"));
            str_add_n(&within, text.s, text.n);
            str_add(&within, LINE("03", "INFO", "after"));
        }
        str_release(&told.text);
        str_release(&text);
    }
    free(entry);
    struct told told = read_all(*state, all.s, all.n);
    assert_int_equal(told.n, traces);
    str_release(&told.text);
    told = read_all(*state, within.s, within.n);
    print_message("# %zu traces, %zu records\n", traces, told.n);
    assert_in_range(told.n, 3 * traces, 4 * traces); /* what ends a program is a record of its own */
    str_release(&told.text);
    str_release(&all);
    str_release(&within);
}

static void pieces_are_joined_as_fluent_bit_joins_them(void **state)
{
    static const struct {
        const char *name;
        size_t records;
        const char *first;
    } file[] = {
        {"dockermode", 3, "Single log"},
        {"dockermode_firstline_detection", 5, "Single log"},
        {"dockermode_multiple_lines", 2, "2020-03-24 Multiple lines: "},
        {"dockermode_splitted_line", 2, "2020-03-24 Single line"},
        {"dockermode_splitted_multiple_lines", 2, "2020-03-24 Multiple lines: "},
        {"multiline_001", 1, "Dec 14 06:41:08 Exception in thread main"},
    };
    char name[1200];
    if (!corpora())
        return;
    for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
        struct str text = {0};
        snprintf(name, sizeof name, "%s/logs/fluent-bit/tests/runtime/data/tail/log/%s.log", corpora(), file[i].name);
        assert_true(read_whole(name, &text));
        struct told told = read_all(*state, text.s, text.n);
        assert_int_equal(told.n, file[i].records);
        assert_non_null(strstr(told.text.s, file[i].first));
        if (strstr(file[i].name, "multiple"))
            assert_non_null(strstr(told.text.s, "stack=[first bullet point|second bullet point|third bullet point|fourth bullet point]"));
        str_release(&told.text);
        str_release(&text);
    }
}

static void read_file_both_ways(struct log_formats *set, const char *name)
{
    static const size_t piece[] = {1, 7, 4096};
    struct str text = {0};
    if (!read_whole(name, &text) || !text.n || text.n > (1 << 20)) {
        str_release(&text);
        return;
    }
    struct told whole = read_all(set, text.s, text.n);
    for (size_t i = 0; i < sizeof piece / sizeof *piece; i++) {
        struct told told = {.n = 0};
        read_in_pieces(set, text.s, text.n, piece[i], &told);
        assert_string_equal(str_get(&told.text), str_get(&whole.text));
        assert_memory_equal(&told.counts, &whole.counts, sizeof told.counts);
        str_release(&told.text);
    }
    str_release(&whole.text);
    str_release(&text);
}

static void the_pieces_that_bytes_come_in_make_no_difference(void **state)
{
    static const char *const folder[] = {"stacktraces", "fluent-bit/tests/runtime/data/tail/log", "beats-nginx", "lnav-test"};
    char name[1200];
    for (size_t i = 0; i < sizeof folder / sizeof *folder && corpora(); i++) {
        struct dirent **entry;
        snprintf(name, sizeof name, "%s/logs/%s", corpora(), folder[i]);
        int n = scandir(name, &entry, NULL, by_name);
        for (int k = 0; k < n; k++) {
            snprintf(name, sizeof name, "%s/logs/%s/%s", corpora(), folder[i], entry[k]->d_name);
            if (entry[k]->d_type == DT_REG)
                read_file_both_ways(*state, name);
            free(entry[k]);
        }
        free(entry);
    }
}

/* ---- bounded ---- */

enum { BOUND = 48 << 20 };

/* In a child that may have little memory: exit status 0 when f came to its end. */
static void within_little_memory(void (*f)(struct log_formats *), struct log_formats *set)
{
#if defined(__SANITIZE_ADDRESS__)
    f(set);
#else
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = {BOUND, BOUND};
        setrlimit(RLIMIT_DATA, &limit);
        f(set);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
#endif
}

static bool is_bounded(void *to, const struct log_record *r)
{
    (void)to;
    if (r->raw.n > LOG_LINE_MAX || r->field[FIELD_STACK].n > LOG_RECORD_MAX || r->field[FIELD_MESSAGE].n > LOG_RECORD_MAX)
        abort();
    return true;
}

/* The same block a thousand times and more, between a beginning and an end. */
static void feed_much(struct log_formats *set, const char *before, const char *block, size_t n, size_t times)
{
    struct log_reader *r = log_reader_new(set, NULL, &clock_2026, is_bounded, NULL);
    uint64_t at = strlen(before);
    log_reader_feed(r, before, at, 0);
    for (size_t i = 0; i < times; i++, at += n)
        log_reader_feed(r, block, n, at);
    log_reader_feed(r, "\n", 1, at);
    log_reader_end(r);
    if (!log_reader_counts(r)->cut && !log_reader_counts(r)->binary)
        abort();
    log_reader_free(r);
}

static void a_line_of_100_mb(struct log_formats *set)
{
    static char block[1 << 16];
    memset(block, 'x', sizeof block);
    feed_much(set, "", block, sizeof block, 1600);
    feed_much(set, LINE("01", "ERROR", "no"), block, sizeof block, 1600);
    memset(block, 0, sizeof block);
    feed_much(set, LINE("01", "ERROR", "no"), block, sizeof block, 1600);
}

static void a_trace_of_100_mb(struct log_formats *set)
{
    static char block[1 << 16];
    for (size_t i = 0; i + 32 <= sizeof block; i += 32)
        memcpy(block + i, "\tat shop.Cart.total(Cart.java)\n\n", 32);
    feed_much(set, LINE("01", "ERROR", "no"), block, sizeof block, 1600);
    struct str pieces = {0};
    for (int i = 0; i < 1000; i++)
        str_add(&pieces, CRI("stdout", "P", "0123456789012345678901234567890123456789"));
    feed_much(set, CRI("stdout", "F", "x"), pieces.s, pieces.n, 1200);
    str_release(&pieces);
}

static void memory_is_bounded_whatever_comes(void **state)
{
    within_little_memory(a_line_of_100_mb, *state);
    within_little_memory(a_trace_of_100_mb, *state);
}

static int set_up(void **state)
{
    static struct log_formats set;
    load_shipped_formats(&set);
    *state = &set;
    return 0;
}

static int tear_down(void **state)
{
    log_formats_release(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_without_a_format_are_messages),
        cmocka_unit_test(a_trace_without_a_format_is_one_record),
        cmocka_unit_test(what_does_not_fit_goes_on_with_the_record_before_it),
        cmocka_unit_test(a_trace_behind_a_line_that_only_tells_is_its_own),
        cmocka_unit_test(an_exception_is_as_bad_as_the_line_that_it_was_logged_with),
        cmocka_unit_test(a_record_may_say_how_bad_it_is_in_its_second_line),
        cmocka_unit_test(nothing_goes_on_with_a_request),
        cmocka_unit_test(pieces_of_containers_are_joined),
        cmocka_unit_test(a_trace_wrapped_line_by_line_is_one_record),
        cmocka_unit_test(other_encodings_and_holes_are_read),
        cmocka_unit_test(times_that_run_backwards_are_counted),
        cmocka_unit_test(enough_is_enough),
        cmocka_unit_test(what_waits_goes_out_when_nothing_comes),
        cmocka_unit_test(what_is_told_is_what_would_have_been_taken),
        cmocka_unit_test(every_trace_is_one_record),
        cmocka_unit_test(pieces_are_joined_as_fluent_bit_joins_them),
        cmocka_unit_test(the_pieces_that_bytes_come_in_make_no_difference),
        cmocka_unit_test(memory_is_bounded_whatever_comes),
    };
    return cmocka_run_group_tests_name("reader", tests, set_up, tear_down);
}
