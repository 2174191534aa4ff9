/* How closed incidents went, kept in the journal to be counted: with the event that ends one, and made again from the events. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "incident/course.h"
#include "journal_place.h"
#include "store/db.h"
#include "store/db_open.h"
#include "store/journal_schema.h"

static void end_with(struct journal *j, struct incident *inc, const char *answer)
{
    put(j, inc, EV(given, NULL, .input = "service", .value = "checkout", .source = "set"));
    put(j, inc, EV(entered, "scope", .title = "Scope", .phase = "logs", .how = "start"));
    put(j, inc, EV(answered, "scope", .answer = answer));
    put(j, inc, EV(status_set, NULL, .status = "resolved"));
}

struct seen {
    struct str text;
    int n, most;
};

static bool see(const struct journal_past *past, void *who)
{
    struct seen *s = who;
    str_addf(&s->text, "%lld %s\n%.*s", (long long)past->number, past->service, (int)past->n, past->course);
    return ++s->n < s->most;
}

/* The caller releases. */
static char *all(struct journal *j, const char *flow, size_t most)
{
    struct seen s = {.most = 1000};
    struct err e = {0};
    if (!journal_past(j, flow, most, see, &s, &e))
        fail_msg("%s", e.text);
    return str_take(&s.text);
}

static void assert_past(struct journal *j, const char *want)
{
    char *got = all(j, "http-500", 100);
    assert_string_equal(got, want);
    mem_free(got);
}

static size_t fill(struct journal *j, const char *flow, size_t most)
{
    struct err e = {0};
    size_t n;
    if (!journal_past_fill(j, flow, most, &n, &e))
        fail_msg("%s", e.text);
    return n;
}

static void meddle(struct place *p, const char *sql)
{
    struct db_options how = {.path = p->file, .wait_ms = 200};
    struct db *db;
    struct err e = {0};
    if (!db_connect(&how, &db, &e) || !db_run(db, sql, &e))
        fail_msg("%s: %s", sql, e.text);
    db_close(db);
}

#define COURSE(n, answer) #n " checkout\nanswer scope " answer "\nminutes scope 2\nend resolved\n"

static void what_has_ended_is_kept_as_it_went(void **state)
{
    struct place *p = *state;
    struct journal *j = open_journal(p), *other = open_journal(p);
    struct incident one, two, open;
    open_incident(j, &one);
    open_incident(j, &two);
    open_incident(j, &open);
    assert_past(j, "");
    end_with(j, &one, "one");
    end_with(j, &two, "all");
    put(j, &open, EV(entered, "scope", .title = "Scope", .phase = "logs", .how = "start"));
    assert_past(other, COURSE(2, "all") COURSE(1, "one")); /* newest first; what is open is not over */
    put(j, &one, EV(noted, NULL, .text = "a note changes nothing of it"));
    put(j, &one, EV(cause_pinned, NULL, .cause = "bad_release", .title = "Release"));
    char *got = all(j, "http-500", 100);
    assert_non_null(strstr(got, "pinned bad_release\n"));
    mem_free(got);
    put(j, &one, EV(status_set, NULL, .status = "open", .reason = "it is back"));
    assert_past(j, COURSE(2, "all")); /* opened again: not over */
    got = all(j, "other", 100);
    assert_string_equal(got, "");
    mem_free(got);
    incident_release(&one);
    incident_release(&two);
    incident_release(&open);
    journal_close(other);
    journal_close(j);
}

static void what_is_missing_is_made_from_the_events(void **state)
{
    struct place *p = *state;
    struct journal *j = open_journal(p);
    for (int i = 0; i < 5; i++) {
        struct incident inc;
        open_incident(j, &inc);
        end_with(j, &inc, i % 2 ? "all" : "one");
        incident_release(&inc);
    }
    char *want = all(j, "http-500", 100);
    assert_int_equal(fill(j, NULL, 10), 0);
    journal_close(j);
    meddle(p, "DELETE FROM past");
    j = open_journal(p);
    assert_past(j, "");
    assert_int_equal(fill(j, "other", 10), 0);
    assert_int_equal(fill(j, "http-500", 2), 2);
    assert_past(j, COURSE(5, "one") COURSE(4, "all")); /* the newest first */
    assert_int_equal(fill(j, NULL, 2), 2);
    assert_int_equal(fill(j, NULL, 2), 1);
    assert_int_equal(fill(j, NULL, 2), 0);
    assert_past(j, want);
    mem_free(want);
    journal_close(j);
}

static void what_was_rewritten_is_made_again(void **state)
{
    struct place *p = *state;
    struct journal *j = open_journal(p);
    struct incident inc;
    open_incident(j, &inc);
    end_with(j, &inc, "one");
    put(j, &inc, EV(redacted, NULL, .of = 2, .field = "value", .count = 1));
    assert_past(j, "");
    assert_int_equal(fill(j, "http-500", 2), 1);
    assert_past(j, COURSE(1, "one"));
    incident_release(&inc);
    journal_close(j);
}

/* One incident whose events are damaged neither closes the journal for the others nor is tried again and again. */
static void a_damaged_incident_harms_no_other(void **state)
{
    struct place *p = *state;
    struct journal *j = open_journal(p);
    struct incident inc;
    struct err e = {0};
    for (int i = 0; i < 2; i++) {
        open_incident(j, &inc);
        end_with(j, &inc, "one");
        incident_release(&inc);
    }
    journal_close(j);
    meddle(p, "DROP TRIGGER event_stays; DELETE FROM past; UPDATE event SET body=x'ff' WHERE seq=3 AND incident=(SELECT id FROM incident WHERE number=1);"
              "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN\n"
              "  SELECT RAISE(ABORT, 'an event is never changed: a correction is one more event');\nEND;");
    j = open_journal(p);
    assert_int_equal(fill(j, NULL, 10), 2);
    assert_int_equal(fill(j, NULL, 10), 0);
    assert_past(j, COURSE(2, "one") "1 checkout\n");
    assert_false(journal_is_read_only(j));
    open_incident(j, &inc);
    incident_release(&inc);
    assert_false(journal_load(j, "1", &inc, &e)); /* whoever opens it is told */
    incident_release(&inc);
    journal_close(j);
}

static void what_is_only_read_is_not_filled(void **state)
{
    struct place *p = *state;
    struct journal *j = open_journal(p);
    struct incident inc;
    struct err e = {0};
    open_incident(j, &inc);
    end_with(j, &inc, "one");
    incident_release(&inc);
    journal_close(j);
    meddle(p, "DELETE FROM past");
    struct journal_options o = {.path = p->file, .read_only = true};
    assert_true(journal_open(&o, &j, &e));
    assert_int_equal(fill(j, NULL, 10), 0);
    assert_past(j, "");
    journal_close(j);
}

/* Whatever lies in the table: what is no text is passed over. */
static void foreign_rows_are_passed_over(void **state)
{
    struct place *p = *state;
    struct journal *j = open_journal(p);
    struct incident inc;
    open_incident(j, &inc);
    end_with(j, &inc, "one");
    incident_release(&inc);
    journal_close(j);
    meddle(p, "INSERT INTO past VALUES(randomblob(16), 'answer scope one'); UPDATE past SET course='nonsense' || char(0) || 'x' "
              "WHERE incident IN (SELECT id FROM incident)");
    j = open_journal(p);
    assert_past(j, "");
    assert_int_equal(fill(j, NULL, 10), 0);
    journal_close(j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_has_ended_is_kept_as_it_went, make_place, drop_place),
        cmocka_unit_test_setup_teardown(what_is_missing_is_made_from_the_events, make_place, drop_place),
        cmocka_unit_test_setup_teardown(what_was_rewritten_is_made_again, make_place, drop_place),
        cmocka_unit_test_setup_teardown(a_damaged_incident_harms_no_other, make_place, drop_place),
        cmocka_unit_test_setup_teardown(what_is_only_read_is_not_filled, make_place, drop_place),
        cmocka_unit_test_setup_teardown(foreign_rows_are_passed_over, make_place, drop_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
