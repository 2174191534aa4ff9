/* The state: what counts, what is refused and why. Each test is a small incident. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "admits.h"
#include "base/time.h"

#define EV(kind_, step_, ...) \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .at = TIME_MINUTE, .step = (step_), .as.kind_ = {__VA_ARGS__}})

static void start(struct incident *inc)
{
    incident_init(inc);
    yes(inc, EV(opened, NULL, .flow = "http-500", .title = "HTTP 500", .digest = "d"));
}

static void walk(struct incident *inc, const char *step)
{
    yes(inc, EV(entered, step, .title = step, .phase = "logs", .how = "next"));
}

static void answer(struct incident *inc, const char *step, const char *id)
{
    yes(inc, EV(answered, step, .answer = id, .label = id));
}

/* Runs a probe of the step that finds one number. */
static void find(struct incident *inc, const char *step, const char *probe, const char *name, double number)
{
    const struct fact_pair f = {name, value_number(number)};
    yes(inc, EV(probe_started, step, .probe = probe, .command = "true"));
    yes(inc, EV(probe_ended, step, .run = inc->seq, .probe = probe, .outcome = "exited", .facts = {&f, 1}));
}

static void change(struct incident *inc, const char *step, const char *action, const char *outcome, int64_t undoes)
{
    yes(inc, EV(action_started, step, .action = action, .command = "true", .undo = "false", .undoes = undoes));
    yes(inc, EV(action_ended, step, .run = inc->seq, .action = action, .outcome = outcome));
}

static double number(const struct incident *inc, const char *name)
{
    struct value v = incident_value(inc, name);
    return v.kind == VALUE_NUMBER ? v.number : -1;
}

static void the_first_event_opens_and_only_the_first(void **state)
{
    (void)state;
    struct incident inc;
    incident_init(&inc);
    no(&inc, EV(noted, NULL, .text = "hello"), "open an incident first");
    yes(&inc, EV(opened, NULL, .flow = "http-500"));
    no(&inc, EV(opened, NULL, .flow = "http-500"), "open already");
    incident_release(&inc);
}

static void numbers_have_no_gap(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    struct event ev = *EV(noted, NULL, .text = "x");
    ev.seq = 3;
    no(&inc, &ev, "damaged");
    ev.seq = 2;
    yes(&inc, &ev);
    assert_int_equal(inc.seq, 2);
    incident_release(&inc);
}

static void walking_in_forgets_what_its_own_probes_found(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "verify");
    find(&inc, "verify", "healthy", "healthy.passed", 1);
    walk(&inc, "choose");
    find(&inc, "choose", "scan", "scan.errors", 7);
    walk(&inc, "verify");
    assert_int_equal(incident_value(&inc, "healthy.passed").kind, VALUE_UNKNOWN);
    assert_int_equal(incident_find_step(&inc, "verify")->found.n, 0);
    assert_true(number(&inc, "scan.errors") > 6);
    find(&inc, "verify", "healthy", "healthy.passed", 2);
    assert_true(number(&inc, "healthy.passed") > 1);
    incident_release(&inc);
}

static void looking_back_forgets_nothing(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "scope");
    find(&inc, "scope", "scan", "scan.errors", 7);
    walk(&inc, "trace");
    yes(&inc, EV(entered, "scope", .how = "back"));
    assert_true(number(&inc, "scan.errors") > 6);
    yes(&inc, EV(entered, "trace", .how = "jump"));
    yes(&inc, EV(entered, "scope", .how = "jump"));
    assert_true(number(&inc, "scan.errors") > 6);
    incident_release(&inc);
}

static void a_probe_of_the_visit_before_says_nothing_of_now(void **state)
{
    (void)state;
    struct incident inc;
    const struct fact_pair f = {"healthy.passed", value_flag(true)};
    start(&inc);
    walk(&inc, "verify");
    yes(&inc, EV(probe_started, "verify", .probe = "healthy"));
    int64_t run = inc.seq;
    walk(&inc, "choose");
    walk(&inc, "verify");
    yes(&inc, EV(probe_ended, "verify", .run = run, .outcome = "exited", .facts = {&f, 1}));
    assert_int_equal(incident_value(&inc, "healthy.passed").kind, VALUE_UNKNOWN);
    assert_int_equal(incident_find_run(&inc, run)->outcome, RUN_EXITED);
    incident_release(&inc);
}

static void the_newest_answer_counts_once(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "scope");
    answer(&inc, "scope", "one");
    assert_string_equal(incident_value(&inc, "scope").text, "one");
    answer(&inc, "scope", "all");
    assert_int_equal(inc.answers.n, 1);
    assert_string_equal(incident_find_answer(&inc, "scope")->answer, "all");
    assert_string_equal(incident_value(&inc, "scope").text, "all");
    answer(&inc, "scope", "unsure");
    assert_int_equal(incident_value(&inc, "scope").kind, VALUE_UNKNOWN);
    incident_release(&inc);
}

static void an_answer_is_given_where_the_incident_is(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "scope");
    walk(&inc, "trace");
    no(&inc, EV(answered, "scope", .answer = "one"), "at step 'trace', not at 'scope'");
    walk(&inc, "database");
    yes(&inc, EV(entered, "database/reach", .how = "call"));
    answer(&inc, "database/reach", "ok");
    answer(&inc, "database", "cleared");
    no(&inc, EV(answered, "data", .answer = "x"), "not at 'data'");
    assert_string_equal(incident_value(&inc, "database.reach").text, "ok");
    assert_string_equal(incident_value(&inc, "database").text, "cleared");
    incident_release(&inc);
}

static void two_terminals_do_not_walk_over_each_other(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "scope");
    yes(&inc, EV(entered, "trace", .how = "next", .from = "scope"));
    no(&inc, EV(entered, "traffic", .how = "next", .from = "scope"), "moved on to step 'trace'");
    incident_release(&inc);
}

static void an_answer_off_the_path_is_stale_until_kept(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "changes");
    answer(&inc, "changes", "release");
    walk(&inc, "diff");
    answer(&inc, "diff", "safe");
    walk(&inc, "scope");
    assert_false(incident_find_answer(&inc, "diff")->is_stale);
    assert_string_equal(incident_step_before(&inc), "diff");
    yes(&inc, EV(entered, "changes", .how = "back"));
    assert_true(incident_find_answer(&inc, "diff")->is_stale);
    assert_false(incident_find_answer(&inc, "changes")->is_stale);
    assert_string_equal(incident_value(&inc, "diff").text, "safe"); /* and counts still */
    answer(&inc, "changes", "config");
    walk(&inc, "scope");
    assert_true(incident_find_answer(&inc, "diff")->is_stale);
    no(&inc, EV(answer_kept, "diff", .answer = "migration"), "anew");
    yes(&inc, EV(answer_kept, "diff", .answer = "safe"));
    assert_false(incident_find_answer(&inc, "diff")->is_stale);
    no(&inc, EV(answer_kept, "diff", NULL), "off the present path");
    yes(&inc, EV(answer_struck, "diff", NULL));
    assert_int_equal(incident_value(&inc, "diff").kind, VALUE_UNKNOWN);
    no(&inc, EV(answer_struck, "diff", NULL), "none to withdraw");
    incident_release(&inc);
}

static void jumping_ahead_makes_nothing_stale(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "scope");
    answer(&inc, "scope", "one");
    yes(&inc, EV(entered, "roll_back", .how = "jump"));
    assert_false(incident_find_answer(&inc, "scope")->is_stale);
    assert_string_equal(incident_step_before(&inc), "scope");
    yes(&inc, EV(entered, "scope", .how = "back"));
    assert_null(incident_step_before(&inc));
    incident_release(&inc);
}

static void a_run_ends_once(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "scope");
    no(&inc, EV(probe_ended, "scope", .run = 77, .outcome = "exited"), "number 77");
    yes(&inc, EV(probe_started, "scope", .probe = "scan"));
    no(&inc, EV(action_ended, "scope", .run = 3, .outcome = "exited"), "number 3");
    no(&inc, EV(probe_ended, "scope", .run = 3, .outcome = "running"), "no end");
    yes(&inc, EV(probe_ended, "scope", .run = 3, .outcome = "timed_out"));
    no(&inc, EV(probe_ended, "scope", .run = 3, .outcome = "exited"), "ended already");
    assert_int_equal(incident_n_running(&inc), 0);
    assert_ptr_equal(incident_last_run(&inc, "scope", "scan"), incident_find_run(&inc, 3));
    incident_release(&inc);
}

static void actions_run_one_at_a_time_and_probes_beside_them(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "roll_back");
    yes(&inc, EV(action_started, "roll_back", .action = "switch"));
    no(&inc, EV(action_started, "roll_back", .action = "switch"), "one at a time");
    no(&inc, EV(action_started, "restart", .action = "bounce"), "one at a time");
    yes(&inc, EV(probe_started, "roll_back", .probe = "p"));
    yes(&inc, EV(probe_started, "roll_back", .probe = "q"));
    assert_int_equal(incident_n_running(&inc), 3);
    incident_release(&inc);
}

static void an_unknown_outcome_is_said_before_it_runs_again(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "roll_back");
    change(&inc, "roll_back", "switch", "unknown", 0);
    int64_t run = inc.seq - 1;
    assert_int_equal(incident_n_unsettled(&inc), 1);
    no(&inc, EV(action_started, "roll_back", .action = "switch"), "what became of switch");
    no(&inc, EV(status_set, NULL, .status = "resolved"), "what became of switch");
    no(&inc, EV(settled, NULL, .run = run, .verdict = "perhaps"), "took_effect");
    yes(&inc, EV(settled, NULL, .run = run, .verdict = "unsure"));
    yes(&inc, EV(settled, NULL, .run = run, .verdict = "took_effect"));
    no(&inc, EV(settled, NULL, .run = run, .verdict = "no_effect"), "settled already");
    change(&inc, "roll_back", "switch", "exited", 0);
    no(&inc, EV(settled, NULL, .run = inc.seq - 1, .verdict = "no_effect"), "not unknown");
    yes(&inc, EV(status_set, NULL, .status = "resolved"));
    incident_release(&inc);
}

static void the_undo_list_is_what_is_in_effect(void **state)
{
    (void)state;
    const struct run *list[8];
    struct incident inc;
    start(&inc);
    walk(&inc, "roll_back");
    change(&inc, "roll_back", "switch", "exited", 0);
    int64_t first = inc.seq - 1;
    change(&inc, "roll_back", "scale", "timed_out", 0);
    change(&inc, "roll_back", "never", "not_started", 0);
    assert_int_equal(incident_undo_list(&inc, list, 8), 2);
    assert_string_equal(list[0]->id, "scale");
    change(&inc, "roll_back", "switch", "exited", first);
    int64_t undo = inc.seq - 1;
    assert_int_equal(incident_find_run(&inc, first)->undone_by, undo);
    assert_int_equal(incident_undo_list(&inc, list, 8), 1);
    no(&inc, EV(action_started, "roll_back", .action = "switch", .undoes = first), "taken back already");
    change(&inc, "roll_back", "switch", "exited", undo); /* an undo is a change too */
    assert_int_equal(incident_undo_list(&inc, list, 8), 2);
    assert_int_equal(incident_n_undoable(&inc), 2);
    incident_release(&inc);
}

static void an_undo_that_failed_took_nothing_back(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "roll_back");
    change(&inc, "roll_back", "switch", "exited", 0);
    int64_t first = inc.seq - 1;
    yes(&inc, EV(action_started, "roll_back", .action = "switch", .undoes = first));
    yes(&inc, EV(action_ended, "roll_back", .run = inc.seq, .outcome = "exited", .exit_status = 1));
    assert_int_equal(incident_find_run(&inc, first)->undone_by, 0);
    yes(&inc, EV(action_reported, "roll_back", .action = "switch", .outcome = "worked", .undoes = first));
    assert_int_equal(incident_find_run(&inc, first)->undone_by, inc.seq);
    incident_release(&inc);
}

static void an_undo_reads_how_it_was_before_the_change(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    const struct fact_pair before = {"switch_before", value_text("r418")};
    walk(&inc, "roll_back");
    yes(&inc, EV(probe_started, "roll_back", .probe = "switch_before"));
    yes(&inc, EV(probe_ended, "roll_back", .run = inc.seq, .outcome = "exited", .facts = {&before, 1}));
    yes(&inc, EV(action_started, "roll_back", .action = "switch", .before = "r418"));
    yes(&inc, EV(action_ended, "roll_back", .run = inc.seq, .outcome = "exited"));
    yes(&inc, EV(action_started, "roll_back", .action = "switch", .before = "r417", .undoes = inc.seq - 1));
    assert_string_equal(incident_value(&inc, "switch_before").text, "r418");
    walk(&inc, "roll_back"); /* another visit does not make the way back unknown */
    assert_string_equal(incident_value(&inc, "switch_before").text, "r418");
    incident_release(&inc);
}

static void what_is_put_off_blocks_resolving(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "reproduce");
    no(&inc, EV(deferred, NULL, .title = "x"), "what is put off");
    no(&inc, EV(deferred, NULL, .title = "x", .run = 99), "number 99");
    yes(&inc, EV(deferred, "reproduce", .title = "the same in staging", .owner = "ann"));
    int64_t item = inc.seq;
    no(&inc, EV(deferred, "reproduce", .title = "the same in staging"), "put off already");
    no(&inc, EV(status_set, NULL, .status = "resolved"), "1 thing is put off");
    no(&inc, EV(discharged, NULL, .item = item, .how = "waived"), "reason");
    no(&inc, EV(discharged, NULL, .item = item, .how = "handed_over", .owner = " "), "name");
    no(&inc, EV(discharged, NULL, .item = item, .how = "gone"), "done, handed_over or waived");
    yes(&inc, EV(discharged, NULL, .item = item, .how = "handed_over", .owner = "bob", .until = 9));
    assert_string_equal(incident_find_deferral(&inc, item)->owner, "bob");
    assert_int_equal(incident_find_deferral(&inc, item)->until, 9);
    assert_int_equal(incident_n_blocking(&inc), 0);
    assert_int_equal(incident_n_left(&inc), 1); /* somebody has it, and it is not done */
    assert_false(incident_is_complete_but_deferred(&inc));
    yes(&inc, EV(status_set, NULL, .status = "resolved"));
    assert_true(incident_is_complete_but_deferred(&inc));
    yes(&inc, EV(discharged, NULL, .item = item, .how = "done"));
    assert_int_equal(incident_n_left(&inc), 0);
    assert_false(incident_is_complete_but_deferred(&inc));
    no(&inc, EV(discharged, NULL, .item = item, .how = "done"), "not open any more");
    incident_release(&inc);
}

static void an_unknown_run_can_be_put_off_and_waived(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "roll_back");
    change(&inc, "roll_back", "scale", "unknown", 0);
    yes(&inc, EV(deferred, NULL, .title = "is 16 meant?", .run = inc.seq - 1));
    yes(&inc, EV(discharged, NULL, .item = inc.seq, .how = "waived", .reason = "gone tomorrow"));
    yes(&inc, EV(status_set, NULL, .status = "resolved"));
    incident_release(&inc);
}

static void a_passed_over_step_is_remembered_until_entered_or_settled(void **state)
{
    (void)state;
    struct incident inc;
    const char *passed[] = {"trace", "traffic"};
    start(&inc);
    yes(&inc, EV(entered, "scope", .how = "next", .skipped = {passed, 2}));
    assert_int_equal(inc.skipped.n, 2);
    walk(&inc, "trace");
    assert_int_equal(inc.skipped.n, 1);
    yes(&inc, EV(discharged, "traffic", .title = "t", .how = "waived", .reason = "quiet night"));
    assert_int_equal(inc.skipped.n, 0);
    no(&inc, EV(discharged, "traffic", .title = "t", .how = "done"), "not open any more");
    incident_release(&inc);
}

static void closed_admits_paper_work_only(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "verify");
    no(&inc, EV(status_set, NULL, .status = "closed"), "resolve it first");
    yes(&inc, EV(probe_started, "verify", .probe = "healthy"));
    int64_t run = inc.seq;
    yes(&inc, EV(status_set, NULL, .status = "mitigated"));
    no(&inc, EV(status_set, NULL, .status = "mitigated"), "already");
    yes(&inc, EV(status_set, NULL, .status = "resolved"));
    no(&inc, EV(status_set, NULL, .status = "mitigated"), "open it again");
    no(&inc, EV(status_set, NULL, .status = "closed"), "healthy still runs");
    yes(&inc, EV(probe_ended, "verify", .run = run, .outcome = "cancelled"));
    yes(&inc, EV(status_set, NULL, .status = "closed"));
    no(&inc, EV(entered, "scope", .how = "jump"), "closed; open it again");
    no(&inc, EV(answered, "verify", .answer = "fixed"), "closed; open it again");
    yes(&inc, EV(noted, NULL, .text = "thanks"));
    yes(&inc, EV(exported, NULL, .format = "md"));
    yes(&inc, EV(described, NULL, .section = "impact", .text = "8%"));
    no(&inc, EV(described, NULL, .section = "blame", .text = "x"), "no such section");
    yes(&inc, EV(action_item, NULL, .text = "an alert"));
    yes(&inc, EV(article_read, NULL, .article = "kb_010"));
    yes(&inc, EV(joined, NULL, .tty = "pts/1"));
    yes(&inc, EV(departed, NULL, .how = "quit"));
    yes(&inc, EV(status_set, NULL, .status = "open"));
    assert_int_equal(inc.resolved_at, 0);
    walk(&inc, "scope");
    incident_release(&inc);
}

static void verdicts_follow_the_newest_answer(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "verify");
    no(&inc, EV(answered, "verify", .answer = "a", .fix = "helped"), "do a fix first");
    no(&inc, EV(answered, "verify", .answer = "a", .fix = "cured", .fixed = "roll_back"), "no verdict");
    yes(&inc, EV(answered, "verify", .answer = "not_fixed", .fix = "failed", .fixed = "roll_back"));
    assert_int_equal(incident_fix_verdict(&inc, "roll_back"), FIX_FAILED);
    yes(&inc, EV(answered, "verify", .answer = "fixed", .fix = "helped", .fixed = "roll_back"));
    assert_int_equal(incident_fix_verdict(&inc, "roll_back"), FIX_HELPED);
    assert_int_equal(inc.fixes.n, 1);
    yes(&inc, EV(answer_struck, "verify", NULL));
    assert_int_equal(incident_fix_verdict(&inc, "roll_back"), FIX_NO_VERDICT);
    incident_release(&inc);
}

static void facts_of_a_called_flow_stand_under_its_step(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    walk(&inc, "database");
    yes(&inc, EV(entered, "database/count", .how = "call"));
    find(&inc, "database/count", "conns", "conns.used", 98);
    yes(&inc, EV(given, "database/count", .input = "db_host", .value = "db1", .source = "with"));
    assert_true(number(&inc, "database.conns.used") > 97);
    const struct fact_pair right = {"database.conns.used", value_number(9)};
    yes(&inc, EV(fact_corrected, "database/count", .facts = {&right, 1}));
    assert_true(number(&inc, "database.conns.used") < 10);
    assert_int_equal(inc.facts.n, 2); /* and db_host */
    yes(&inc, EV(entered, "database/count", .how = "next")); /* a correction does not outlive the visit */
    assert_int_equal(incident_value(&inc, "database.conns.used").kind, VALUE_UNKNOWN);
    find(&inc, "database/count", "conns", "conns.used", 98);
    assert_string_equal(incident_value(&inc, "database.db_host").text, "db1");
    yes(&inc, EV(entered, "database/a/b", .how = "call"));
    find(&inc, "database/a/b", "p", "p.n", 3);
    assert_true(number(&inc, "database.a.p.n") > 2);
    incident_release(&inc);
}

static void what_was_found_elsewhere_stands_where_the_probe_stood(void **state)
{
    (void)state;
    struct incident inc;
    const struct fact_pair most = {"errlog.most", value_text("code")};
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "f"));
    yes(&inc, EV(entered, "trace", .title = "Trace", .how = "next"));
    yes(&inc, EV(probe_reported, "trace", .probe = "errlog", .facts = {&most, 1}, .summary = "most=code"));
    const struct run *run = incident_last_run(&inc, "trace", "errlog");
    assert_non_null(run);
    assert_true(run->is_reported && run->outcome == RUN_EXITED && run->ended);
    assert_string_equal(run->summary, "most=code");
    assert_int_equal(inc.open_runs.n, 0);
    incident_release(&inc);
}

/* A probe that found nothing, and a person who looked elsewhere: not half of each. What persons typed adds up. */
static void what_a_person_reports_replaces_what_the_probe_found(void **state)
{
    (void)state;
    struct incident inc;
    const struct fact_pair ran[] = {{"web.trouble", value_text("refused")}, {"web.passed", value_flag(false)}};
    const struct fact_pair typed = {"web.passed", value_flag(true)}, more = {"web.status", value_number(200)};
    start(&inc);
    walk(&inc, "look");
    yes(&inc, EV(probe_started, "look", .probe = "web", .command = "true"));
    yes(&inc, EV(probe_ended, "look", .run = inc.seq, .probe = "web", .outcome = "exited", .facts = {ran, 2}));
    yes(&inc, EV(probe_reported, "look", .probe = "web", .facts = {&typed, 1}));
    assert_int_equal(incident_value(&inc, "web.trouble").kind, VALUE_UNKNOWN);
    assert_true(incident_value(&inc, "web.passed").flag);
    yes(&inc, EV(probe_reported, "look", .probe = "web", .facts = {&more, 1}));
    assert_true(incident_value(&inc, "web.passed").flag);
    incident_release(&inc);
}

static void a_log_knows_better_than_the_alert_when_it_began(void **state)
{
    (void)state;
    struct incident inc;
    const struct fact_pair early = {"scan.first_error", value_time(TIME_HOUR)},
                           late = {"scan.first_error", value_time(3 * TIME_HOUR)};
    incident_init(&inc);
    yes(&inc, EV(opened, NULL, .flow = "f", .since = 2 * TIME_HOUR));
    yes(&inc, EV(probe_reported, "impact", .probe = "scan", .facts = {&late, 1}));
    assert_int_equal(inc.since, 2 * TIME_HOUR);
    yes(&inc, EV(probe_reported, "impact", .probe = "scan", .facts = {&early, 1}));
    assert_int_equal(inc.since, TIME_HOUR);
    yes(&inc, EV(fact_corrected, "impact", .facts = {&late, 1}));
    assert_int_equal(inc.since, 3 * TIME_HOUR);
    incident_release(&inc);
}

static void causes_are_ruled_out_restored_and_added_once(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    yes(&inc, EV(cause_ruled_out, NULL, .cause = "abuse", .title = "t", .reason = "r"));
    no(&inc, EV(cause_ruled_out, NULL, .cause = "abuse"), "ruled out already");
    no(&inc, EV(cause_restored, NULL, .cause = "config"), "not ruled out");
    yes(&inc, EV(cause_restored, NULL, .cause = "abuse"));
    assert_false(incident_is_ruled_out(&inc, "abuse"));
    no(&inc, EV(cause_added, NULL, .cause = "moon", .title = "t", .weight = 0), "weight");
    yes(&inc, EV(cause_added, NULL, .cause = "moon", .title = "t", .weight = 3));
    no(&inc, EV(cause_added, NULL, .cause = "moon", .title = "t", .weight = 3), "there already");
    incident_release(&inc);
}

static void a_cause_is_pinned_once_and_let_go(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    no(&inc, EV(cause_unpinned, NULL, .cause = "abuse"), "Nobody says");
    yes(&inc, EV(cause_pinned, NULL, .cause = "abuse", .title = "t", .reason = "seen"));
    no(&inc, EV(cause_pinned, NULL, .cause = "abuse"), "already");
    assert_string_equal(incident_find_pin(&inc, "abuse")->reason, "seen");
    yes(&inc, EV(cause_unpinned, NULL, .cause = "abuse"));
    assert_null(incident_find_pin(&inc, "abuse"));
    yes(&inc, EV(cause_pinned, NULL, .cause = "abuse", .title = "t", .reason = "seen again"));
    assert_int_equal(inc.pins.n, 1);
    incident_release(&inc);
}

/* Two terminals may say both at once: the second is refused by what the first has said. */
static void no_cause_is_out_and_pinned_at_once(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    yes(&inc, EV(cause_pinned, NULL, .cause = "abuse", .title = "t", .reason = "seen"));
    no(&inc, EV(cause_ruled_out, NULL, .cause = "abuse", .reason = "no"), "for the cause");
    yes(&inc, EV(cause_unpinned, NULL, .cause = "abuse"));
    yes(&inc, EV(cause_ruled_out, NULL, .cause = "abuse", .title = "t", .reason = "logs are clean"));
    no(&inc, EV(cause_pinned, NULL, .cause = "abuse"), "logs are clean");
    incident_release(&inc);
}

static void what_was_learned_stays_as_it_was(void **state)
{
    (void)state;
    struct incident inc;
    const char *count = "cause abuse 3";
    start(&inc);
    assert_null(incident_find_learned(&inc, "http-500"));
    yes(&inc, EV(learned, NULL, .flow = "http-500", .incidents = 14, .counts = {&count, 1}));
    no(&inc, EV(learned, NULL, .flow = "http-500", .incidents = 15), "stays as it was");
    assert_int_equal(incident_find_learned(&inc, "http-500")->n_incidents, 14);
    incident_release(&inc);
}

static void an_alert_fires_and_is_over(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    yes(&inc, EV(alerted, NULL, .title = "HTTP5xxHigh", .status = "firing", .key = "k"));
    yes(&inc, EV(alerted, NULL, .title = "HTTP5xxHigh", .status = "resolved", .key = "k"));
    no(&inc, EV(alerted, NULL, .title = "HTTP5xxHigh", .status = "gone"), "firing or resolved");
    assert_int_equal(inc.alerts.n, 2);
    assert_false(inc.alerts.v[0].is_over);
    assert_true(inc.alerts.v[1].is_over);
    incident_release(&inc);
}

static void items_are_ticked_and_unticked(void **state)
{
    (void)state;
    struct incident inc;
    start(&inc);
    yes(&inc, EV(ticked, "confirm", .item = "exact URL", .on = true));
    yes(&inc, EV(ticked, "confirm", .item = "request id", .on = true));
    assert_true(incident_is_ticked(&inc, "confirm", "exact URL"));
    yes(&inc, EV(ticked, "confirm", .item = "exact URL"));
    assert_false(incident_is_ticked(&inc, "confirm", "exact URL"));
    assert_true(incident_is_ticked(&inc, "confirm", "request id"));
    assert_false(incident_is_ticked(&inc, "impact", "request id"));
    incident_release(&inc);
}

/* Nothing that is missing crashes anything: every kind, empty, in an empty, an open and a closed incident. */
static void every_empty_event_is_admitted_or_refused(void **state)
{
    (void)state;
    for (int kind = 0; kind < N_EVENT_KINDS; kind++)
        for (int stage = 0; stage < 3; stage++) {
            struct incident inc;
            struct err e = {0};
            incident_init(&inc);
            if (stage)
                yes(&inc, EV(opened, NULL, .flow = "f"));
            if (stage == 2) {
                yes(&inc, EV(status_set, NULL, .status = "resolved"));
                yes(&inc, EV(status_set, NULL, .status = "closed"));
            }
            struct event ev = {.kind = (enum event_kind)kind};
            if (incident_admits(&inc, &ev, &e))
                incident_apply(&inc, &ev);
            else
                assert_true(e.code == ERR_REFUSED && strlen(e.text) > 20);
            incident_release(&inc);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_event_opens_and_only_the_first),
        cmocka_unit_test(numbers_have_no_gap),
        cmocka_unit_test(walking_in_forgets_what_its_own_probes_found),
        cmocka_unit_test(looking_back_forgets_nothing),
        cmocka_unit_test(a_probe_of_the_visit_before_says_nothing_of_now),
        cmocka_unit_test(the_newest_answer_counts_once),
        cmocka_unit_test(an_answer_is_given_where_the_incident_is),
        cmocka_unit_test(two_terminals_do_not_walk_over_each_other),
        cmocka_unit_test(an_answer_off_the_path_is_stale_until_kept),
        cmocka_unit_test(jumping_ahead_makes_nothing_stale),
        cmocka_unit_test(a_run_ends_once),
        cmocka_unit_test(actions_run_one_at_a_time_and_probes_beside_them),
        cmocka_unit_test(an_unknown_outcome_is_said_before_it_runs_again),
        cmocka_unit_test(the_undo_list_is_what_is_in_effect),
        cmocka_unit_test(an_undo_that_failed_took_nothing_back),
        cmocka_unit_test(an_undo_reads_how_it_was_before_the_change),
        cmocka_unit_test(what_is_put_off_blocks_resolving),
        cmocka_unit_test(an_unknown_run_can_be_put_off_and_waived),
        cmocka_unit_test(a_passed_over_step_is_remembered_until_entered_or_settled),
        cmocka_unit_test(closed_admits_paper_work_only),
        cmocka_unit_test(verdicts_follow_the_newest_answer),
        cmocka_unit_test(facts_of_a_called_flow_stand_under_its_step),
        cmocka_unit_test(what_was_found_elsewhere_stands_where_the_probe_stood),
        cmocka_unit_test(what_a_person_reports_replaces_what_the_probe_found),
        cmocka_unit_test(a_log_knows_better_than_the_alert_when_it_began),
        cmocka_unit_test(causes_are_ruled_out_restored_and_added_once),
        cmocka_unit_test(a_cause_is_pinned_once_and_let_go),
        cmocka_unit_test(no_cause_is_out_and_pinned_at_once),
        cmocka_unit_test(what_was_learned_stays_as_it_was),
        cmocka_unit_test(an_alert_fires_and_is_over),
        cmocka_unit_test(items_are_ticked_and_unticked),
        cmocka_unit_test(every_empty_event_is_admitted_or_refused),
    };
    return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
