/* A second yes: who may say it, to what, and for how long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "admits.h"
#include "base/time.h"
#include "incident/approval.h"

enum { ASKED = 2 }; /* the number of the question */

#define EV(kind_, who, when, ...)                                                                                      \
    (&(struct event){.kind = EVENT_##kind_, .actor = (who), .at = (when)*TIME_MINUTE, .step = "purge", .as.kind_ = {__VA_ARGS__}})
#define ASK(who, when) \
    EV(approval_asked, who, when, .action = "flush", .command = "redis-cli FLUSHDB", .host = "ops-1", .until = ((when) + 10) * TIME_MINUTE)
#define START(...) EV(action_started, "ann", 5, .action = "flush", .command = "redis-cli FLUSHDB", .host = "ops-1", __VA_ARGS__)

static void asked(struct incident *inc)
{
    incident_init(inc);
    yes(inc, EV(opened, "ann", 0, .flow = "http-500", .title = "HTTP 500", .digest = "d"));
    yes(inc, ASK("ann", 1));
}

static void another_says_yes_and_it_runs_once(void **state)
{
    (void)state;
    struct incident inc;
    asked(&inc);
    no(&inc, START(.approval = ASKED), "Nobody said yes");
    no(&inc, EV(approval_given, "ann", 2, .ask = ASKED), "somebody else's");
    yes(&inc, EV(approval_given, "bob", 2, .ask = ASKED));
    no(&inc, EV(approval_given, "carol", 3, .ask = ASKED), "bob has answered");
    assert_string_equal(incident_open_approval(&inc, "purge", "flush", 3 * TIME_MINUTE)->answerer, "bob");
    yes(&inc, START(.approval = ASKED));
    assert_int_equal(incident_find_run(&inc, inc.seq)->approval, ASKED);
    yes(&inc, EV(action_ended, "ann", 5, .run = inc.seq, .outcome = "exited"));
    no(&inc, START(.approval = ASKED), "used");
    assert_null(incident_open_approval(&inc, "purge", "flush", 3 * TIME_MINUTE));
    incident_release(&inc);
}

static void only_what_was_shown_runs(void **state)
{
    (void)state;
    struct incident inc;
    const char *other[] = {"cache_db=4"};
    asked(&inc);
    yes(&inc, EV(approval_given, "bob", 2, .ask = ASKED));
    no(&inc, EV(action_started, "ann", 5, .action = "flush", .command = "redis-cli FLUSHALL", .host = "ops-1", .approval = ASKED), "not what bob");
    no(&inc, EV(action_started, "ann", 5, .action = "flush", .command = "redis-cli FLUSHDB", .host = "web-1", .approval = ASKED), "not what bob");
    no(&inc, START(.approval = ASKED, .names = {other, 1}), "not what bob");
    yes(&inc, START(.approval = ASKED));
    incident_release(&inc);
}

static void a_yes_does_not_keep(void **state)
{
    (void)state;
    struct incident inc;
    asked(&inc);
    no(&inc, EV(approval_given, "bob", 12, .ask = ASKED), "is over");
    yes(&inc, EV(approval_given, "bob", 11, .ask = ASKED));
    no(&inc, EV(action_started, "ann", 12, .action = "flush", .command = "redis-cli FLUSHDB", .host = "ops-1", .approval = ASKED), "too old");
    yes(&inc, ASK("ann", 12)); /* and is asked for again */
    incident_release(&inc);
}

static void a_no_ends_it_and_the_asker_withdraws(void **state)
{
    (void)state;
    struct incident inc;
    asked(&inc);
    no(&inc, ASK("carol", 2), "ann asks");
    yes(&inc, EV(approval_refused, "bob", 2, .ask = ASKED, .reason = "the cache is warm"));
    no(&inc, START(.approval = ASKED), "Nobody said yes");
    assert_null(incident_open_approval(&inc, "purge", "flush", 3 * TIME_MINUTE));
    yes(&inc, ASK("ann", 3));
    yes(&inc, EV(approval_refused, "ann", 3, .ask = inc.seq));
    no(&inc, EV(approval_refused, "ann", 3, .ask = 1), "asks for no second yes");
    incident_release(&inc);
}

static void with_other_rights_it_is_the_same_person(void **state)
{
    (void)state;
    struct incident inc;
    asked(&inc);
    no(&inc, EV(approval_given, "ann as root", 2, .ask = ASKED), "somebody else's");
    yes(&inc, EV(approval_given, "ann (bob)", 2, .ask = ASKED));
    assert_true(approval_is_same_account("ann", "ann (bob) as root"));
    assert_false(approval_is_same_account("ann", "anna"));
    assert_true(approval_is_same_person("oncall (ann)", "oncall (ann) as root"));
    assert_false(approval_is_same_person("oncall (ann)", "oncall (bob)"));
    assert_false(approval_is_same_person("ann", NULL));
    incident_release(&inc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_says_yes_and_it_runs_once),
        cmocka_unit_test(only_what_was_shown_runs),
        cmocka_unit_test(a_yes_does_not_keep),
        cmocka_unit_test(a_no_ends_it_and_the_asker_withdraws),
        cmocka_unit_test(with_other_rights_it_is_the_same_person),
    };
    return cmocka_run_group_tests_name("approval", tests, NULL, NULL);
}
