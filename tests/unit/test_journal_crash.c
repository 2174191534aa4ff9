/* Killed at any moment, nothing that was acknowledged is lost. A child appends, and prints each event's number once it
 * is durable; it is killed 200 times, right behind an acknowledgement or some way into the next append. Once with the
 * journal alone, once with the whole program: `triage note 1 -`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "journal_place.h"
#include "store/journal_verify.h"

enum { KILLS = 200 };

static void append_until_killed(struct place *p, int to_parent)
{
    struct journal_options o = {.path = p->file};
    struct journal *j = NULL;
    struct incident inc;
    struct err e = {0};
    char digest[65];
    bool ok = journal_open(&o, &j, &e) && journal_load(j, "1", &inc, &e);
    for (int i = 0; ok; i++) {
        struct str text = {0};
        str_addf(&text, "output %d of %d", i, (int)getpid());
        ok = (i % 4 || journal_put_blob(j, NULL, text.s, text.n, JOURNAL_REDACTED, digest, &e)) &&
             journal_append(j, &inc, EV(noted, NULL, .text = text.s), &e) &&
             write(to_parent, &inc.seq, sizeof inc.seq) == (ssize_t)sizeof inc.seq;
        if (ok && i % 5 == 0)
            journal_rest(j); /* checkpoints are cut down too */
        str_release(&text);
    }
    fprintf(stderr, "%s\n", e.text);
    _exit(1);
}

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

/* Lets a child say a few numbers, kills it some way behind the last of them, and gives the last that it said. */
static void kill_somewhere(pid_t child, FILE *said, bool (*next)(FILE *said, int64_t *seq), unsigned *seed, int64_t *seq)
{
    int status;
    *seq = 0;
    for (unsigned n = next_random(seed) % 6; n-- > 0;)
        assert_true(next(said, seq));
    for (volatile unsigned spin = next_random(seed) * 20; spin > 0; spin--)
        ; /* no sleep: some work, to be at another place each time */
    kill(child, SIGKILL);
    while (next(said, seq))
        ;
    fclose(said);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static bool next_binary(FILE *said, int64_t *seq)
{
    return fread(seq, sizeof *seq, 1, said) == 1;
}

static int64_t kill_the_journal(struct place *p, unsigned *seed)
{
    int fd[2];
    int64_t seq;
    assert_int_equal(pipe(fd), 0);
    pid_t child = fork();
    if (child == 0) {
        close(fd[0]);
        append_until_killed(p, fd[1]);
    }
    close(fd[1]);
    kill_somewhere(child, fdopen(fd[0], "r"), next_binary, seed, &seq);
    return seq;
}

/* ---- the whole program ---- */

static bool next_line(FILE *said, int64_t *seq)
{
    char line[32], *end;
    if (!fgets(line, sizeof line, said) || !strchr(line, '\n'))
        return false; /* half a number was not said */
    *seq = strtoll(line, &end, 10);
    return *end == '\n' && end != line;
}

static _Noreturn void become_triage(struct place *p, const char *file, const char *const *args)
{
    int in = open(file, O_RDONLY);
    dup2(in, STDIN_FILENO);
    setenv("HOME", p->dir, 1);
    setenv("TRIAGE_JOURNAL", p->file, 1);
    execv(getenv("TRIAGE"), (char *const *)(uintptr_t)args);
    _exit(127);
}

static void write_lines(const char *file)
{
    FILE *f = fopen(file, "w");
    for (int i = 0; i < 2000; i++)
        fprintf(f, "line %d\n", i);
    fclose(f);
}

static int64_t kill_the_program(struct place *p, unsigned *seed)
{
    static const char *const args[] = {"triage", "note", "1", "-", NULL};
    char file[96];
    int fd[2];
    int64_t seq;
    snprintf(file, sizeof file, "%s/lines", p->dir);
    assert_int_equal(pipe(fd), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(fd[1], STDOUT_FILENO);
        close(fd[0]);
        close(fd[1]);
        become_triage(p, file, args);
    }
    close(fd[1]);
    kill_somewhere(child, fdopen(fd[0], "r"), next_line, seed, &seq);
    return seq;
}

static void keep_finding(const struct journal_finding *f, void *who)
{
    *(struct journal_finding *)who = *f;
}

static void check_every_tenth(struct place *p, int i, int64_t acknowledged)
{
    struct incident inc;
    struct err e = {0};
    if (i % 10 && i != KILLS - 1)
        return;
    struct journal *j = open_journal(p);
    assert_true(journal_load(j, "1", &inc, &e));
    assert_true(inc.seq >= acknowledged);
    incident_release(&inc);
    journal_close(j);
}

static void kill_many(struct place *p, int64_t (*run_and_kill)(struct place *p, unsigned *seed))
{
    struct err e = {0};
    struct journal_finding f;
    unsigned seed = 42;
    int64_t acknowledged = 1, n, bad;
    for (int i = 0; i < KILLS; i++) {
        int64_t said = run_and_kill(p, &seed);
        acknowledged = said > acknowledged ? said : acknowledged;
        check_every_tenth(p, i, acknowledged);
    }
    struct journal *j = open_journal(p);
    assert_true(journal_verify(j, NULL, keep_finding, &f, &e));
    assert_int_equal(f.touched, 0);
    assert_true(f.n_events >= acknowledged && acknowledged > KILLS);
    assert_true(journal_verify_blobs(j, &n, &bad, &e) && n > 0 && bad == 0);
    journal_close(j);
}

static void the_journal_loses_nothing_acknowledged_in_200_kills(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    incident_release(&inc);
    journal_close(j);
    kill_many(p, kill_the_journal);
}

static void a_session_loses_nothing_acknowledged_in_200_kills(void **state)
{
    static const char *const start[] = {"triage", "start", "http-500", "--detach", NULL};
    struct place *p = *state;
    char file[96];
    int status = -1;
    if (!getenv("TRIAGE")) {
        fprintf(stderr, "# TRIAGE does not name the program: left out\n");
        return;
    }
    snprintf(file, sizeof file, "%s/lines", p->dir);
    write_lines(file);
    pid_t child = fork();
    if (child == 0)
        become_triage(p, file, start);
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    kill_many(p, kill_the_program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_journal_loses_nothing_acknowledged_in_200_kills, make_place, drop_place),
        cmocka_unit_test_setup_teardown(a_session_loses_nothing_acknowledged_in_200_kills, make_place, drop_place),
    };
    return cmocka_run_group_tests_name("journal crash", tests, NULL, NULL);
}
