/* Killed at any moment, nothing that was acknowledged is lost. A child appends, and prints each event's number once it
 * is durable; it is killed 200 times, right behind an acknowledgement or some way into the next append. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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
        ok = (i % 4 || journal_put_blob(j, text.s, text.n, JOURNAL_REDACTED, digest, &e)) &&
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

/* The last number that the child said before it was killed. */
static int64_t run_and_kill(struct place *p, unsigned *seed)
{
    int fd[2], status;
    assert_int_equal(pipe(fd), 0);
    pid_t child = fork();
    if (child == 0) {
        close(fd[0]);
        append_until_killed(p, fd[1]);
    }
    close(fd[1]);
    int64_t seq = 0, said;
    for (unsigned n = next_random(seed) % 6; n-- > 0;)
        assert_int_equal(read(fd[0], &seq, sizeof seq), sizeof seq);
    for (volatile unsigned spin = next_random(seed) * 20; spin > 0; spin--)
        ; /* no sleep: some work, to be at another place each time */
    kill(child, SIGKILL);
    while (read(fd[0], &said, sizeof said) == (ssize_t)sizeof said)
        seq = said;
    close(fd[0]);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return seq;
}

static void keep_finding(const struct journal_finding *f, void *who)
{
    *(struct journal_finding *)who = *f;
}

static void nothing_acknowledged_is_lost_in_200_kills(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    unsigned seed = 42;
    int64_t acknowledged = 1, n, bad;
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    incident_release(&inc);
    journal_close(j);
    for (int i = 0; i < KILLS; i++) {
        int64_t said = run_and_kill(p, &seed);
        acknowledged = said > acknowledged ? said : acknowledged;
        if (i % 10 && i != KILLS - 1)
            continue;
        j = open_journal(p);
        assert_true(journal_load(j, "1", &inc, &e));
        assert_true(inc.seq >= acknowledged);
        incident_release(&inc);
        journal_close(j);
    }
    struct journal_finding f;
    j = open_journal(p);
    assert_true(journal_verify(j, NULL, keep_finding, &f, &e));
    assert_int_equal(f.touched, 0);
    assert_true(f.n_events >= acknowledged && acknowledged > KILLS);
    assert_true(journal_verify_blobs(j, &n, &bad, &e) && n > 0 && bad == 0);
    journal_close(j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_acknowledged_is_lost_in_200_kills, make_place, drop_place),
    };
    return cmocka_run_group_tests_name("journal crash", tests, NULL, NULL);
}
