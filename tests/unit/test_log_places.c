/* From what a person names to logs: sets in order of time, and a sentence for what cannot be looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <grp.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "base/str.h"
#include "place.h"
#include "probe/log_source.h"

/* "NAME: piece piece | NAME: ...; trouble; trouble" */
static void found_as_text(const struct log_places *p, struct str *out)
{
    for (size_t i = 0; i < p->list.n; i++) {
        str_addf(out, "%s%s:", i ? " | " : "", p->list.v[i].name);
        for (size_t k = 0; k < p->list.v[i].n; k++)
            str_addf(out, " %s", p->list.v[i].file[k].path);
    }
    for (size_t i = 0; i < p->trouble.n; i++)
        str_addf(out, "; %s", p->trouble.v[i]);
}

static void expect_n(const char *const *names, size_t n, bool with_rotated, const char *text)
{
    struct log_places p;
    struct str out = {0};
    struct err e = {0};
    bool ok = log_places_find(&p, names, n, with_rotated, &e);
    found_as_text(&p, &out);
    assert_string_equal(str_get(&out), text);
    assert_int_equal(ok, p.list.n > 0);
    if (!ok)
        assert_true(e.code != ERR_NONE && e.text[0]);
    log_places_release(&p);
    str_release(&out);
}

static void expect(const char *name, bool with_rotated, const char *text)
{
    expect_n(&name, 1, with_rotated, text);
}

static void make(const char *const *names)
{
    for (; *names; names++)
        place_write(*names, "a line\n");
}

static void rotated_pieces_are_one_log(void **state)
{
    static const char *const names[] = {"access.log", "access.log.1", "access.log.2.gz", "access.log.10.gz", "access.log.old.txt",
                                        "other.log", "other_access.log.1", NULL};
    (void)state;
    make(names);
    expect("access.log", true, "access.log: access.log.10.gz access.log.2.gz access.log.1 access.log");
    expect("access.log", false, "access.log: access.log");
    expect("access.log.1", true, "access.log.1: access.log.1");
    expect("./access.log", true, "access.log: ./access.log.10.gz ./access.log.2.gz ./access.log.1 ./access.log");
    expect("access.log*[0-9]", false, "access.log.1: access.log.1");
    expect("access.log.*", false, "access.log: access.log.10.gz access.log.2.gz access.log.1 | access.log.old.txt: access.log.old.txt");
}

static void several_names_and_the_same_twice(void **state)
{
    static const char *const names[] = {"a.log", "a.log.1", "b.log", NULL};
    static const char *const asked[] = {"b.log", "a.log.1", "a.log", "./a.log", "a*"};
    (void)state;
    make(names);
    assert_int_equal(symlink("a.log", "c.log"), 0);
    expect_n(asked, 5, false, "a.log: a.log.1 a.log | b.log: b.log");
    expect("c.log", false, "c.log: c.log");
}

static void dates_and_numbers_in_the_middle(void **state)
{
    static const char *const names[] = {"app.2026-11-18.log", "app.2026-11-19.log", "app.log", "w.1.log", "w.2.log", "x.1.log", "x.log", NULL};
    (void)state;
    make(names);
    expect("app.log", true, "app.log: app.2026-11-18.log app.2026-11-19.log app.log");
    expect("app.2*", true, "app.log: app.2026-11-18.log app.2026-11-19.log");
    expect("[wx]*", false, "w.1.log: w.1.log | w.2.log: w.2.log | x.log: x.1.log x.log");
}

static void a_directory_gives_its_logs(void **state)
{
    static const char *const names[] = {"d/access.log", "d/access.log.1", "d/error.log", "d/.hidden", "d/deep/no.log", NULL};
    (void)state;
    mkdir("d", 0755);
    mkdir("d/deep", 0755);
    make(names);
    place_write("d/empty.log", "");
    place_write_n("d/wtmp", "\7\0\0\0\1\2\3\4\0\0\0\1\0\0\0\2\0\0", 18, "w");
    expect("d", false, "access.log: d/access.log.1 d/access.log | error.log: d/error.log; d/wtmp is not a log: what is in it is not text");
    expect("d/", false, "access.log: d/access.log.1 d/access.log | error.log: d/error.log; d/wtmp is not a log: what is in it is not text");
    expect("d/deep/", false, "no.log: d/deep/no.log");
    unlink("d/deep/no.log");
    expect("d/deep", false, "; there is no log in the directory d/deep");
}

static void logs_of_one_name_are_told_apart(void **state)
{
    static const char *const names[] = {"x/p/0.log", "x/q/0.log", "y/q/0.log", "z.log", NULL};
    static const char *const asked[] = {"x/*/0.log", "y/q/0.log", "z.log"};
    (void)state;
    mkdir("x", 0755), mkdir("y", 0755), mkdir("x/p", 0755), mkdir("x/q", 0755), mkdir("y/q", 0755);
    make(names);
    expect_n(asked, 3, false, "z.log: z.log | p/0.log: x/p/0.log | x/q/0.log: x/q/0.log | y/q/0.log: y/q/0.log");
}

static void strange_names_are_names(void **state)
{
    static const char *const names[] = {"-a.log", "a b.log", "a\nb.log", "a[1].log", "a*.log", NULL};
    (void)state;
    make(names);
    expect("-a.log", true, "-a.log: -a.log");
    expect("a b.log", true, "a b.log: a b.log");
    expect("a\nb.log", true, "a\nb.log: a\nb.log");
    expect("a[1].log", true, "a[1].log: a[1].log");
    expect("a*.log", true, "a*.log: a*.log");
}

static void what_is_not_there_is_said(void **state)
{
    static const char *const two[] = {"no.log", "a.log"};
    (void)state;
    place_write("a.log", "x\n");
    expect("no.log", true, "; there is no no.log");
    expect("*.txt", true, "; no file matches *.txt");
    expect("", true, "; there is no ");
    expect("a.log/b", true, "; a.log/b cannot be read: Not a directory");
    expect_n(two, 2, true, "a.log: a.log; there is no no.log");
    expect_n(two, 0, true, "");
    assert_int_equal(symlink("loop", "loop"), 0);
    expect("loop", true, "; loop cannot be read: Too many levels of symbolic links");
}

static void what_is_no_log_is_said(void **state)
{
    (void)state;
    expect("/dev/zero", true, "; /dev/zero is a device, not a log");
    place_write_n("a.xz", "\xfd" "7zXZ\0\0\0", 8, "w");
    expect("a.xz", true, "; a.xz cannot be read as it is; try: xz -dc a.xz | triage logs -");
    place_write_n("u.log", "\xff\xfe" "a\0b\0", 6, "w");
    expect("u.log", true, "u.log: u.log");
    place_write_n("s.journal", "LPKSHHRH\0\0\0\0", 12, "w");
    expect("s.journal", true, "; s.journal cannot be read as it is; try: journalctl -o json --file s.journal | triage logs -");
    assert_int_equal(mkfifo("pipe", 0600), 0);
    expect("pipe", true, "pipe: pipe");
}

/* ---- as somebody who may not ---- */

static void as_nobody(void (*test)(void))
{
    if (getuid() != 0)
        return; /* not to be seen here */
    assert_int_equal(chmod(place, 0755), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (setgroups(0, NULL) != 0 || setresgid(65534, 65534, 65534) != 0 || setresuid(65534, 65534, 65534) != 0)
            _exit(3);
        test();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

/* Ends the child when the only trouble is another one; HOST stands for this machine. */
static void expect_denied(const char *name, const char *before, const char *behind)
{
    char host[256] = "", expected[600];
    struct log_places p;
    struct err e = {0};
    gethostname(host, sizeof host - 1);
    host[strcspn(host, ".")] = '\0';
    snprintf(expected, sizeof expected, "%s cannot be read on %s: %s", before, host, behind);
    bool ok = log_places_find(&p, &name, 1, true, &e);
    if (ok || p.trouble.n != 1 || strcmp(p.trouble.v[0], expected) != 0) {
        print_message("# got: %s\n# not: %s\n", p.trouble.n ? p.trouble.v[0] : "nothing", expected);
        _exit(1);
    }
    log_places_release(&p);
}

static void look_at_what_is_denied(void)
{
    expect_denied("group.log", "group.log", "root adm, mode 0640; nobody is not in group adm");
    expect_denied("owner.log", "owner.log", "root root, mode 0600; nobody is not root");
    expect_denied("shut/a.log", "a.log is out of reach: directory shut", "root adm, mode 0750; nobody is not in group adm");
    expect_denied("shut", "shut", "root adm, mode 0750; nobody is not in group adm");
    expect_denied("shut/*.log", "shut", "root adm, mode 0750; nobody is not in group adm");
}

static void who_may_not_read_is_told_why(void **state)
{
    const struct group *adm = getgrnam("adm");
    (void)state;
    if (!adm || getuid() != 0)
        return; /* not to be seen here */
    place_write("group.log", "x\n");
    place_write("owner.log", "x\n");
    mkdir("shut", 0750);
    place_write("shut/a.log", "x\n");
    assert_int_equal(chown("group.log", 0, adm->gr_gid) | chown("shut", 0, adm->gr_gid) | chown("owner.log", 0, 0), 0);
    assert_int_equal(chmod("group.log", 0640) | chmod("owner.log", 0600) | chmod("shut", 0750), 0);
    as_nobody(look_at_what_is_denied);
}

static void many_troubles_are_counted(void **state)
{
    struct log_places p;
    struct err e = {0};
    const char *names[50];
    (void)state;
    for (size_t i = 0; i < 50; i++)
        names[i] = "no.log";
    assert_false(log_places_find(&p, names, 50, false, &e));
    assert_int_equal(p.trouble.n, 21);
    assert_string_equal(p.trouble.v[20], "30 more could not be read");
    log_places_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rotated_pieces_are_one_log, place_begin, place_end),
        cmocka_unit_test_setup_teardown(several_names_and_the_same_twice, place_begin, place_end),
        cmocka_unit_test_setup_teardown(dates_and_numbers_in_the_middle, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_directory_gives_its_logs, place_begin, place_end),
        cmocka_unit_test_setup_teardown(logs_of_one_name_are_told_apart, place_begin, place_end),
        cmocka_unit_test_setup_teardown(strange_names_are_names, place_begin, place_end),
        cmocka_unit_test_setup_teardown(what_is_not_there_is_said, place_begin, place_end),
        cmocka_unit_test_setup_teardown(what_is_no_log_is_said, place_begin, place_end),
        cmocka_unit_test_setup_teardown(who_may_not_read_is_told_why, place_begin, place_end),
        cmocka_unit_test_setup_teardown(many_troubles_are_counted, place_begin, place_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
