/* Secrets are taken out of what was stored: the chain still holds, the bytes are gone, and only what a recorded act says is
 * let pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/mem.h"
#include "journal_place.h"
#include "store/db_open.h"
#include "store/files.h"
#include "store/journal_redact.h"
#include "store/journal_verify.h"

#define CANARY "badge-4711-canary"

static void meddle(struct place *p, const char *sql)
{
    struct db_options o = {.path = p->file};
    struct db *db = NULL;
    struct err e = {0};
    if (!db_open(&o, NULL, &db, &e) || !db_run(db, sql, &e))
        fail_msg("%s: %s", sql, e.text);
    db_close(db);
}

static void note_finding(const struct journal_finding *f, void *who)
{
    struct journal_finding *first = who;
    if (f->number == 1)
        *first = *f;
}

static struct journal_finding verify(struct place *p)
{
    struct journal_options o = {.path = p->file, .read_only = true};
    struct journal_finding f = {0};
    struct journal *j = NULL;
    struct err e = {0};
    if (!journal_open(&o, &j, &e) || !journal_verify(j, NULL, note_finding, &f, &e))
        fail_msg("%s", e.text);
    int64_t n, bad;
    assert_true(journal_verify_blobs(j, &n, &bad, &e));
    assert_int_equal(bad, 0);
    journal_close(j);
    return f;
}

static bool file_has(struct place *p, const char *tail, const char *bytes)
{
    struct str file = {0}, path = {0};
    struct err e = {0};
    str_addf(&path, "%s%s", p->file, tail);
    bool has = files_read(path.s, 64 << 20, &file, &e) && memmem(str_get(&file), file.n, bytes, strlen(bytes));
    str_release(&file);
    str_release(&path);
    return has;
}

static void count_change(const struct journal_change *c, void *who)
{
    (void)c;
    ++*(size_t *)who;
}

static void fill(struct journal *j, struct incident *inc, char digest[65])
{
    struct fact_pair fact = {"badge", value_text(CANARY)};
    const char *names[] = {"BADGE=" CANARY, "x=1"};
    struct err e = {0};
    open_incident(j, inc);
    put(j, inc, EV(entered, "s", .title = "t " CANARY));
    put(j, inc, EV(probe_started, "s", .probe = "p", .command = "echo " CANARY, .names = {names, 2}));
    assert_true(journal_put_blob(j, inc, "out " CANARY " end\n", strlen("out " CANARY " end\n"), JOURNAL_REDACTED, digest, &e));
    put(j, inc, EV(probe_ended, "s", .run = 3, .probe = "p", .outcome = "exited", .output = digest, .facts = {&fact, 1}, .summary = CANARY));
    put(j, inc, EV(noted, NULL, .text = "harmless"));
}

static void what_is_taken_out_is_gone_and_the_chain_holds(void **state)
{
    struct place *p = *state;
    struct journal_act act = {.pattern = "badge-\\d+-\\w+", .reason = "a badge", .actor = "ann", .host = "ops-1"};
    struct journal_redacted d;
    struct incident a, b, other;
    struct err e = {0};
    struct str back = {0};
    char digest[65];
    size_t n = 0;
    struct journal *j = open_journal(p), *two = open_journal(p);
    fill(j, &a, digest);
    assert_true(journal_load(two, "1", &other, &e));
    assert_true(file_has(p, "-wal", CANARY));
    assert_true(journal_redact_plan(j, "1", &act, &b, count_change, &n, &d, &e));
    assert_int_equal(n, 3);
    assert_int_equal(b.seq, a.seq); /* a plan changes nothing */
    assert_int_equal(verify(p).n_redacted, 0);
    incident_release(&a);
    if (!journal_redact(j, &act, &b, &d, &e))
        fail_msg("%s", e.text);
    assert_int_equal(d.n_events, 3);
    assert_int_equal(d.n_secrets, 6);
    assert_int_equal(d.n_outputs, 1);
    assert_string_equal(b.events.v[1].as.entered.title, "t <redacted:pattern#1>");
    assert_int_equal(b.events.v[b.events.n - 1].kind, EVENT_redacted);
    assert_false(journal_get_blob(j, digest, &back, &e));
    e = (struct err){0};
    assert_true(journal_get_blob(j, b.events.v[3].as.probe_ended.output, &back, &e));
    assert_string_equal(back.s, "out <redacted:pattern#1> end\n");
    struct journal_finding f = verify(p);
    assert_int_equal(f.touched, 0);
    assert_int_equal(f.n_redacted, 3);
    assert_false(file_has(p, "", CANARY));
    assert_false(file_has(p, "-wal", CANARY));
    /* another terminal forgets it too, and goes on */
    bool changed;
    assert_true(journal_refresh(two, &other, &changed, &e) && changed);
    assert_string_equal(other.events.v[1].as.entered.title, "t <redacted:pattern#1>");
    put(two, &other, EV(noted, NULL, .text = "after"));
    assert_int_equal(verify(p).touched, 0);
    /* once more there is nothing to do */
    n = 0;
    incident_release(&b);
    assert_true(journal_redact_plan(j, "1", &act, &b, count_change, &n, &d, &e));
    assert_int_equal(n, 0);
    str_release(&back);
    incident_release(&b);
    incident_release(&other);
    journal_close(two);
    journal_close(j);
}

static void one_field_of_one_event_goes_whole(void **state)
{
    struct place *p = *state;
    struct journal_act act = {.of = 5, .field = "text", .actor = "ann", .host = "ops-1"};
    struct journal_redacted d;
    struct incident inc;
    struct err e = {0};
    char digest[65];
    struct journal *j = open_journal(p);
    fill(j, &inc, digest);
    assert_true(journal_redact(j, &act, &inc, &d, &e));
    assert_string_equal(inc.events.v[4].as.noted.text, "<redacted:text#1>");
    act.of = 99;
    assert_false(journal_redact(j, &act, &inc, &d, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    assert_int_equal(verify(p).touched, 0);
    incident_release(&inc);
    journal_close(j);
}

/* What would make the incident unreadable is refused, and nothing of it is done. */
static void what_must_stay_is_not_taken(void **state)
{
    struct place *p = *state;
    struct journal_act act = {.of = 1, .field = "title", .actor = "ann", .host = "ops-1"}, kind = {.pattern = "(", .actor = "ann", .host = "x"};
    struct journal_act outcome = {.of = 4, .field = "outcome", .actor = "ann", .host = "ops-1"};
    struct journal_redacted d;
    struct incident inc;
    struct err e = {0};
    char digest[65];
    struct journal *j = open_journal(p);
    fill(j, &inc, digest);
    assert_true(journal_redact(j, &act, &inc, &d, &e));
    assert_string_equal(inc.title, "<redacted:text#1>");
    assert_false(journal_redact(j, &kind, &inc, &d, &e));
    e = (struct err){0};
    if (!journal_redact(j, &outcome, &inc, &d, &e))
        assert_non_null(strstr(e.text, "could not be read any more"));
    incident_release(&inc);
    assert_true(journal_load(j, "1", &inc, &e));
    put(j, &inc, EV(noted, NULL, .text = "goes on"));
    assert_int_equal(verify(p).touched, 0);
    incident_release(&inc);
    journal_close(j);
}

static void an_output_of_two_incidents_stays_with_the_other(void **state)
{
    struct place *p = *state;
    struct journal_act act = {.pattern = CANARY, .actor = "ann", .host = "ops-1"};
    struct journal_redacted d;
    struct incident a, b;
    struct err e = {0};
    char digest[65];
    struct journal *j = open_journal(p);
    fill(j, &a, digest);
    fill(j, &b, digest);
    assert_true(journal_redact(j, &act, &a, &d, &e));
    assert_int_equal(d.n_shared, 1);
    assert_int_equal(verify(p).touched, 0);
    assert_true(journal_redact(j, &act, &b, &d, &e));
    assert_int_equal(d.n_shared, 0);
    assert_int_equal(verify(p).touched, 0);
    assert_false(file_has(p, "", CANARY));
    incident_release(&a);
    incident_release(&b);
    journal_close(j);
}

/* The act allows the body that it wrote, and no other: neither by another hand, nor of another event. */
static void only_what_the_act_wrote_is_let_pass(void **state)
{
    static const char *const tampered[] = {
        "UPDATE event SET body=CAST('' AS BLOB) WHERE seq=2",
        "UPDATE event SET salt=zeroblob(16) WHERE seq=2",
        "UPDATE event SET body=(SELECT body FROM event WHERE seq=5), salt=(SELECT salt FROM event WHERE seq=5) WHERE seq=4",
        "UPDATE event SET body_hash=zeroblob(32) WHERE seq=2",
        "DELETE FROM event WHERE seq=6",
    };
    struct place *p = *state;
    struct journal_act act = {.pattern = CANARY, .actor = "ann", .host = "ops-1"};
    struct journal_redacted d;
    struct err e = {0};
    for (size_t i = 0; i < sizeof tampered / sizeof *tampered; i++) {
        struct incident inc;
        char digest[65], was[sizeof p->file];
        memcpy(was, p->file, sizeof was);
        snprintf(p->file, sizeof p->file, "%.60s/state/%zu.db", p->dir, i);
        struct journal *j = open_journal(p);
        fill(j, &inc, digest);
        assert_true(journal_redact(j, &act, &inc, &d, &e));
        incident_release(&inc);
        journal_rest(j);
        journal_close(j);
        assert_int_equal(verify(p).touched, 0);
        meddle(p, tampered[i]);
        if (verify(p).touched == 0)
            fail_msg("not noticed: %s", tampered[i]);
        memcpy(p->file, was, sizeof was);
    }
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(what_is_taken_out_is_gone_and_the_chain_holds),
        PLACED(one_field_of_one_event_goes_whole),
        PLACED(what_must_stay_is_not_taken),
        PLACED(an_output_of_two_incidents_stays_with_the_other),
        PLACED(only_what_the_act_wrote_is_let_pass),
    };
    return cmocka_run_group_tests_name("journal_redact", tests, NULL, NULL);
}
