/* What is promised of a turn: what one answer records is there whole or not at all, to the one who records it and to
 * all others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "journal_place.h"

#define ENTERED(path) EV(entered, path, .title = "Scope", .phase = "symptom", .how = "start")

static void begin(struct journal *j, struct incident *inc)
{
    struct err e = {0};
    if (!journal_begin_turn(j, inc, &e))
        fail_msg("%s", e.text);
}

static bool end(struct journal *j, struct incident *inc, bool keep)
{
    struct err e = {0};
    bool again;
    return journal_end_turn(j, inc, keep, &again, &e);
}

static int64_t seq_on_disk(struct journal *j)
{
    struct incident inc;
    struct err e = {0};
    if (!journal_load(j, "1", &inc, &e))
        fail_msg("%s", e.text);
    int64_t seq = inc.seq;
    incident_release(&inc);
    return seq;
}

static void a_turn_is_there_when_it_has_ended_and_not_before(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct journal *j = open_journal(p), *other = open_journal(p);
    open_incident(j, &inc);
    begin(j, &inc);
    put(j, &inc, ENTERED("scope"));
    put(j, &inc, EV(noted, NULL, .text = "second"));
    assert_int_equal(inc.seq, 3);
    assert_int_equal(seq_on_disk(other), 1);
    assert_true(end(j, &inc, true));
    assert_int_equal(seq_on_disk(other), 3);
    put(j, &inc, EV(noted, NULL, .text = "after it"));
    assert_int_equal(seq_on_disk(other), 4);
    incident_release(&inc);
    journal_close(other);
    journal_close(j);
}

static void a_turn_that_is_given_up_leaves_nothing(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    begin(j, &inc);
    put(j, &inc, ENTERED("scope"));
    put(j, &inc, EV(noted, NULL, .text = "second"));
    assert_false(end(j, &inc, false));
    assert_int_equal(inc.seq, 1);
    assert_int_equal(inc.events.n, 1);
    assert_null(inc.step);
    put(j, &inc, EV(noted, NULL, .text = "after it"));
    assert_int_equal(seq_on_disk(j), 2);
    incident_release(&inc);
    journal_close(j);
}

static void what_is_not_admitted_leaves_the_turn_as_it_was(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    begin(j, &inc);
    put(j, &inc, ENTERED("scope"));
    assert_false(journal_append(j, &inc, EV(answered, "elsewhere", .answer = "yes", .label = "Yes"), &e));
    assert_int_equal(e.code, ERR_REFUSED);
    assert_true(end(j, &inc, true));
    assert_int_equal(seq_on_disk(j), 2);
    incident_release(&inc);
    journal_close(j);
}

static void what_others_did_is_taken_in_and_outlives_the_turn(void **state)
{
    struct place *p = *state;
    struct incident inc, his;
    struct err e = {0};
    struct journal *j = open_journal(p), *other = open_journal(p);
    open_incident(j, &inc);
    assert_true(journal_load(other, "1", &his, &e));
    put(other, &his, EV(noted, NULL, .text = "bob was here"));
    begin(j, &inc);
    assert_int_equal(inc.seq, 2);
    put(j, &inc, ENTERED("scope"));
    assert_false(end(j, &inc, false));
    assert_int_equal(inc.seq, 2);
    incident_release(&inc);
    incident_release(&his);
    journal_close(other);
    journal_close(j);
}

static void limit_files(const struct place *p, rlim_t more, struct rlimit *was)
{
    char path[120];
    struct stat wal;
    snprintf(path, sizeof path, "%s-wal", p->file);
    assert_int_equal(stat(path, &wal), 0);
    getrlimit(RLIMIT_FSIZE, was);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){(rlim_t)wal.st_size + more, was->rlim_max});
}

/* With however little room: the first event alone would often fit. */
static void a_full_disk_takes_all_of_a_turn_or_nothing(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct str text = {0};
    struct journal *j = open_journal(p);
    int n_taken = 0, n_refused = 0;
    signal(SIGXFSZ, SIG_IGN);
    open_incident(j, &inc);
    put(j, &inc, ENTERED("scope"));
    str_add_repeat(&text, 'x', 20000);
    for (rlim_t more = 0; more < 80000; more += 4096) {
        struct rlimit was;
        struct err e = {0};
        int64_t seq = inc.seq;
        limit_files(p, more, &was);
        begin(j, &inc);
        bool ok = journal_append(j, &inc, EV(noted, NULL, .text = "small"), &e) && journal_append(j, &inc, EV(noted, NULL, .text = text.s), &e);
        ok = end(j, &inc, ok);
        setrlimit(RLIMIT_FSIZE, &was);
        assert_int_equal(inc.seq, ok ? seq + 2 : seq);
        assert_int_equal(inc.events.n, inc.seq);
        assert_int_equal(seq_on_disk(j), inc.seq);
        ok ? n_taken++ : n_refused++;
    }
    assert_true(n_taken > 0 && n_refused > 0);
    put(j, &inc, EV(noted, NULL, .text = "there is room"));
    str_release(&text);
    incident_release(&inc);
    journal_close(j);
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(a_turn_is_there_when_it_has_ended_and_not_before),
        PLACED(a_turn_that_is_given_up_leaves_nothing),
        PLACED(what_is_not_admitted_leaves_the_turn_as_it_was),
        PLACED(what_others_did_is_taken_in_and_outlives_the_turn),
        PLACED(a_full_disk_takes_all_of_a_turn_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
