/* Bytes of logs from wherever they are: plain, packed, piped, printed by a command; and a sentence where they are not to be had. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/str.h"
#include "place.h"
#include "probe/log_source.h"
#include "text/zip.h"
#include "text/zstd.h"

/* printf 'one\ntwo\n' | gzip -n, and zstd */
static const char gz[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\xcf\x4b\xe5\x2a\x29\xcf\xe7\x02\0\xe6\x0b\xba\x12\x08\0\0";
static const char zst[] = "\x28\xb5\x2f\xfd\x04\x58\x41\0\0one\ntwo\n\xe6\xa6\x0e\x40";

static struct log_source *open_path(const char *path, struct err *e)
{
    struct log_file file = {.path = path};
    return log_source_open(&file, e);
}

/* All of it, and its trouble, which is "" where there is none. */
static void read_all(struct log_source *s, size_t at_once, struct str *text, struct str *trouble)
{
    struct err e = {0};
    char block[70000];
    ssize_t n;
    str_clear(text);
    str_clear(trouble);
    assert_non_null(s);
    while ((n = log_source_read(s, block, at_once, &e)) > 0) {
        str_add_n(text, block, (size_t)n);
        assert_int_equal(log_source_offset(s), text->n);
    }
    str_add(trouble, n < 0 ? e.text : log_source_trouble(s) ? log_source_trouble(s) : "");
    if (n == 0)
        assert_int_equal(log_source_read(s, block, at_once, &e), 0);
    log_source_free(s);
}

static void expect(struct log_source *s, const char *text, const char *trouble)
{
    struct str got = {0}, said = {0};
    read_all(s, 3, &got, &said);
    assert_string_equal(str_get(&got), text);
    assert_string_equal(str_get(&said), trouble);
    str_release(&got);
    str_release(&said);
}

static void expect_refusal(const char *path, const char *sentence)
{
    struct err e = {0};
    assert_null(open_path(path, &e));
    assert_string_equal(e.text, sentence);
}

static void a_file_is_read_to_its_end(void **state)
{
    struct err e = {0};
    (void)state;
    place_write("-a log\n.log", "one\ntwo\n");
    expect(open_path("-a log\n.log", &e), "one\ntwo\n", "");
    place_write("empty", "");
    expect(open_path("empty", &e), "", "");
}

static void a_packed_file_is_unpacked(void **state)
{
    struct err e = {0};
    (void)state;
    place_write_n("a.gz", gz, sizeof gz, "w");
    place_write_n("a.gz", gz, sizeof gz, "a");
    expect(open_path("a.gz", &e), "one\ntwo\none\ntwo\n", "");
    if (!zstd_is_built_in())
        return;
    place_write_n("a.zst", zst, sizeof zst - 1, "w");
    expect(open_path("a.zst", &e), "one\ntwo\n", "");
}

static void an_end_in_the_middle_is_told(void **state)
{
    struct err e = {0};
    (void)state;
    place_write_n("a.gz", gz, sizeof gz - 3, "w");
    expect(open_path("a.gz", &e), "one\ntwo\n", "a.gz stops in the middle, after byte 8 of its text: it is damaged, or still being written");
    place_write_n("b.gz", gz, sizeof gz, "w");
    place_append("b.gz", "xyzzy");
    expect(open_path("b.gz", &e), "one\ntwo\n", "b.gz is damaged behind byte 8 of its text; what comes after was not read");
}

/* 100 MB of one letter; gzip makes 97 KB of it. */
static void a_bomb_is_stopped(void **state)
{
    struct err e = {0};
    struct log_source *s;
    static char block[1 << 20];
    uint64_t got = 0;
    ssize_t n;
    (void)state;
    struct log_source *maker = log_source_command("head -c 100000000 /dev/zero | tr '\\0' a | gzip -9 >bomb.gz", &e);
    assert_int_equal(log_source_read(maker, block, 1, &e), 0);
    log_source_free(maker);
    s = open_path("bomb.gz", &e);
    while ((n = log_source_read(s, block, sizeof block, &e)) > 0)
        got += (uint64_t)n;
    assert_int_equal(n, 0);
    assert_in_range(got, 64 << 20, 99999999);
    assert_non_null(strstr(log_source_trouble(s), "bomb.gz holds more than 1,000 times its size; only the first "));
    log_source_free(s);
}

static void other_packings_come_with_a_way_round(void **state)
{
    struct err e = {0};
    (void)state;
    place_write_n("it's.xz", "\xfd" "7zXZ\0\0\0", 8, "w");
    expect(open_path("it's.xz", &e), "", "it's.xz cannot be read as it is; try: xz -dc 'it'\\''s.xz' | triage logs -");
    place_write_n("-x.bz2", "BZh91AY&SY", 10, "w");
    expect(open_path("-x.bz2", &e), "", "-x.bz2 cannot be read as it is; try: bzip2 -dc ./-x.bz2 | triage logs -");
}

static void holes_are_skipped(void **state)
{
    struct err e = {0};
    char block[100];
    (void)state;
    int fd = open("holey", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    off_t far = (off_t)1 << 40;
    assert_int_equal(pwrite(fd, "one\n", 4, far), 4);
    close(fd);
    struct log_source *s = open_path("holey", &e);
    uint64_t got = 0, reads = 0;
    ssize_t n;
    for (; (n = log_source_read(s, block, sizeof block, &e)) > 0; reads++)
        got += (uint64_t)n;
    assert_int_equal(log_source_offset(s), far + 4);
    assert_null(log_source_trouble(s));
    assert_true(got <= 100000 && reads <= 1000);
    log_source_free(s);
}

static void what_happens_meanwhile_is_told(void **state)
{
    struct err e = {0};
    char block[4];
    (void)state;
    place_write("a.log", "one\ntwo\n");
    struct log_source *s = open_path("a.log", &e);
    assert_int_equal(log_source_read(s, block, 4, &e), 4);
    assert_int_equal(truncate("a.log", 2), 0);
    expect(s, "", "a.log became shorter while it was read; it ended at byte 4");

    place_write("a.log", "one\ntwo\n");
    s = open_path("a.log", &e);
    place_append("a.log", "three\n");
    assert_int_equal(rename("a.log", "a.log.1"), 0);
    expect(s, "one\ntwo\n", "a.log was removed while it was read; it was read to its end");

    s = open_path("a.log.1", &e);
    place_write("new", "");
    assert_int_equal(rename("new", "a.log.1"), 0);
    expect(s, "one\ntwo\nthree\n", "a.log.1 was rotated while it was read; what was written since then is in the new file");
    expect_refusal("a.log", "a.log is gone");
}

static void devices_and_directories_are_refused(void **state)
{
    (void)state;
    expect_refusal("/dev/zero", "/dev/zero is a device, not a log");
    expect_refusal("/", "/ is a directory");
    assert_int_equal(symlink("loop", "loop"), 0);
    expect_refusal("loop", "loop cannot be read: Too many levels of symbolic links");
}

static void a_pipe_without_a_writer_does_not_hang(void **state)
{
    struct err e = {0};
    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    expect_refusal("pipe", "nobody writes to the pipe pipe; start what writes to it first");
    int reader = open("pipe", O_RDONLY | O_NONBLOCK), writer = open("pipe", O_WRONLY);
    struct log_source *s = open_path("pipe", &e);
    assert_non_null(s);
    assert_false(log_source_wait(s, 0));
    assert_int_equal(write(writer, "one\n", 4), 4);
    assert_true(log_source_wait(s, 0));
    close(writer);
    close(reader);
    expect(s, "one\n", "");
}

static void on_input(const char *path, const char *text, const char *trouble)
{
    struct err e = {0};
    int was = dup(0), fd = open(path, O_RDONLY);
    assert_int_equal(dup2(fd, 0), 0);
    close(fd);
    expect(open_path("-", &e), text, trouble);
    dup2(was, 0);
    close(was);
}

static void standard_input_may_be_packed(void **state)
{
    int ends[2], was = dup(0);
    struct err e = {0};
    (void)state;
    place_write_n("a.gz", gz, sizeof gz, "w");
    on_input("a.gz", "one\ntwo\n", "");
    place_write("a", "one\n");
    on_input("a", "one\n", "");
    place_write_n("a.xz", "\xfd" "7zXZ\0\0\0", 8, "w");
    on_input("a.xz", "", "standard input cannot be read as it is; try: xz -dc - | triage logs -");
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], gz, sizeof gz), sizeof gz);
    close(ends[1]);
    dup2(ends[0], 0);
    close(ends[0]);
    expect(open_path("-", &e), "one\ntwo\n", "");
    dup2(was, 0);
    close(was);
}

static void any_place_of_a_file_can_be_read(void **state)
{
    struct err e = {0};
    char block[4] = "";
    (void)state;
    place_write("a.log", "one\ntwo\nsix\n");
    struct log_source *s = open_path("a.log", &e);
    assert_int_equal(log_source_peek(s, block, 3, 8), 3);
    assert_string_equal(block, "six");
    assert_true(log_source_seek(s, 4));
    assert_int_equal(log_source_read(s, block, 3, &e), 3);
    assert_string_equal(block, "two");
    assert_int_equal(log_source_offset(s), 7);
    log_source_free(s);
    place_write_n("a.gz", gz, sizeof gz, "w");
    s = open_path("a.gz", &e);
    assert_false(log_source_seek(s, 4));
    log_source_free(s);
}

static void a_command_prints_a_log(void **state)
{
    struct err e = {0};
    (void)state;
    expect(log_source_command("echo one; echo two", &e), "one\ntwo\n", "");
    expect(log_source_command("echo one; echo 'no such pod' >&2; echo more >&2; exit 3", &e), "one\n",
           "`echo one; echo 'no such pod' >&2; echo more >&2; exit 3` ended with exit 3: no such pod");
    expect(log_source_command("exit 4", &e), "", "`exit 4` ended with exit 4");
    expect(log_source_command("echo hint >&2", &e), "", "`echo hint >&2` said: hint");
    expect(log_source_command("kill -9 $$", &e), "", "`kill -9 $$` was ended by signal 9");
    expect(log_source_command("gzip -dc", &e), "", "`gzip -dc` ended with exit 1: gzip: stdin: unexpected end of file");
    setenv("TRIAGE_TEST_WORD", "seen", 1);
    expect(log_source_command("echo $TRIAGE_TEST_WORD; tty <&1 >/dev/null || (exec 3</dev/tty) 2>/dev/null || echo alone", &e), "seen\nalone\n", "");
}

/* More on standard error than a pipe holds, before the first line. */
static void a_talkative_command_does_not_hang(void **state)
{
    struct err e = {0};
    struct str text = {0}, trouble = {0};
    (void)state;
    read_all(log_source_command("yes no | head -c 1000000 >&2; echo done", &e), 100, &text, &trouble);
    assert_string_equal(text.s, "done\n");
    assert_non_null(strstr(trouble.s, "said: no"));
    str_release(&text);
    str_release(&trouble);
}

static void an_endless_command_is_ended_with_its_source(void **state)
{
    struct err e = {0};
    char block[100];
    (void)state;
    assert_int_equal(mkfifo("held", 0600), 0); /* by every process of it, as long as one lives */
    int reader = open("held", O_RDONLY | O_NONBLOCK);
    struct log_source *s = log_source_command("exec 9>held; (while :; do echo again; done) | cat", &e);
    assert_true(log_source_read(s, block, sizeof block, &e) > 0);
    assert_int_equal(read(reader, block, 1), -1);
    log_source_free(s);
    struct pollfd hung_up = {.fd = reader, .events = POLLIN};
    assert_int_equal(poll(&hung_up, 1, 10000), 1);
    assert_int_equal(read(reader, block, 1), 0);
    close(reader);
    s = log_source_command("exec sleep 1000", &e);
    assert_false(log_source_wait(s, 0));
    assert_true(log_source_fd(s) >= 0);
    log_source_free(s);
}

static void a_command_does_not_outlive_its_reader(void **state)
{
    char byte;
    (void)state;
    assert_int_equal(mkfifo("held", 0600), 0);
    int reader = open("held", O_RDONLY | O_NONBLOCK), started[2];
    assert_int_equal(pipe(started), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct err e = {0};
        char block[10];
        struct log_source *s = log_source_command("exec 9>held; echo ready; exec sleep 1000", &e);
        (void)!write(started[1], block, (size_t)log_source_read(s, block, 1, &e));
        pause();
    }
    assert_int_equal(read(started[0], &byte, 1), 1);
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    struct pollfd hung_up = {.fd = reader, .events = POLLIN};
    assert_int_equal(poll(&hung_up, 1, 10000), 1);
    assert_int_equal(read(reader, &byte, 1), 0);
    close(reader), close(started[0]), close(started[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_read_to_its_end, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_packed_file_is_unpacked, place_begin, place_end),
        cmocka_unit_test_setup_teardown(an_end_in_the_middle_is_told, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_bomb_is_stopped, place_begin, place_end),
        cmocka_unit_test_setup_teardown(other_packings_come_with_a_way_round, place_begin, place_end),
        cmocka_unit_test_setup_teardown(holes_are_skipped, place_begin, place_end),
        cmocka_unit_test_setup_teardown(what_happens_meanwhile_is_told, place_begin, place_end),
        cmocka_unit_test_setup_teardown(devices_and_directories_are_refused, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_pipe_without_a_writer_does_not_hang, place_begin, place_end),
        cmocka_unit_test_setup_teardown(standard_input_may_be_packed, place_begin, place_end),
        cmocka_unit_test_setup_teardown(any_place_of_a_file_can_be_read, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_command_prints_a_log, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_talkative_command_does_not_hang, place_begin, place_end),
        cmocka_unit_test_setup_teardown(an_endless_command_is_ended_with_its_source, place_begin, place_end),
#ifdef HAVE_SYS_PRCTL_H
        cmocka_unit_test_setup_teardown(a_command_does_not_outlive_its_reader, place_begin, place_end),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
