/* case: a release that broke the checkout, from the alert to the last action item. */
#include "case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/time.h"

enum { DAY = 20513 }; /* 2026-03-01, in days since 1970 */

static int64_t at(int hour, int minute, int second)
{
    return DAY * TIME_DAY + ((hour * 60 + minute) * 60 + second) * TIME_SECOND;
}

static const char *s(struct report_case *c, const char *harmless)
{
    return c->say && harmless ? c->say(c->who, harmless) : harmless;
}

/* ---- the flow -------------------------------------------------------------------------------------------------------- */
static const char *const confirm_items[] = {"time of one failure, with its time zone", "the request id"};

static void make_steps(struct report_case *c)
{
    static const struct flow_step plain[] = {
        {.id = "confirm", .phase = PHASE_SYMPTOM}, {.id = "scope", .phase = PHASE_LOGS},
        {.id = "staging", .phase = PHASE_REPRODUCE}, {.id = "roll_back", .phase = PHASE_ROLLBACK},
        {.id = "verify", .phase = PHASE_VERIFY}, {.id = "database", .phase = PHASE_LOGS, .call = "db"},
    };
    static const char *const titles[] = {"Is it a 500, and is it happening now?", "Which requests fail?",
        "Does it fail in staging?", "Go back to the release before", "Are users served again?", "Look at the database"};
    c->flow.n_steps = sizeof plain / sizeof *plain;
    c->flow.step = arena_array(&c->arena, c->flow.n_steps, sizeof *c->flow.step);
    memcpy(c->flow.step, plain, sizeof plain);
    for (size_t i = 0; i < c->flow.n_steps; i++) {
        c->flow.step[i].title = s(c, titles[i]);
        map_set(&c->flow.step_by_id, plain[i].id, (uint32_t)i);
    }
    struct flow_step *scope = &c->flow.step[1];
    scope->n_answers = 2;
    scope->answer = arena_array(&c->arena, 2, sizeof *scope->answer);
    scope->answer[0] = (struct flow_answer){.id = "one", .label = s(c, "One endpoint"), .next = 2};
    scope->answer[1] = (struct flow_answer){.id = "all", .label = s(c, "Every endpoint"), .next = 2};
    c->flow.step[0].items = (struct names){arena_array(&c->arena, 2, sizeof(char *)), 2};
    for (size_t i = 0; i < 2; i++)
        c->flow.step[0].items.v[i] = s(c, confirm_items[i]);
}

static void make_called(struct report_case *c)
{
    struct flow *f = &c->called;
    f->id = "db";
    f->title = s(c, "Database connections");
    f->something_else = 0.1;
    f->n_causes = 2;
    f->cause = arena_array(&c->arena, 2, sizeof *f->cause);
    f->cause[0] = (struct flow_cause){.id = "pool", .title = s(c, "The pool is too small"), .weight = 3};
    f->cause[1] = (struct flow_cause){.id = "leak", .title = s(c, "Connections are not given back"), .weight = 3};
    for (uint32_t i = 0; i < 2; i++)
        map_set(&f->cause_by_id, f->cause[i].id, i);
    f->n_steps = 1;
    f->step = arena_alloc(&c->arena, sizeof *f->step);
    f->step[0] = (struct flow_step){.id = "reach", .title = s(c, "How many are in use?"), .phase = PHASE_LOGS, .n_answers = 2, .next = -1};
    f->step[0].answer = arena_array(&c->arena, 2, sizeof *f->step[0].answer);
    struct flow_share *share = arena_alloc(&c->arena, sizeof *share);
    *share = (struct flow_share){.cause = 0, .share = 0.1};
    f->step[0].answer[0] = (struct flow_answer){.id = "few", .label = s(c, "Few"), .share = share, .n_shares = 1, .next = -1};
    f->step[0].answer[1] = (struct flow_answer){.id = "all", .label = s(c, "All of them"), .next = -1};
    map_set(&f->step_by_id, "reach", 0);
}

static void make_flow(struct report_case *c)
{
    make_called(c);
    c->flow.id = "http-500";
    c->flow.title = s(c, "HTTP 500 Internal Server Error");
    make_steps(c);
}

/* ---- its events ------------------------------------------------------------------------------------------------------ */
#define EV(kind_, who_, when_, step_, ...) \
    happen(c, &(struct event){.kind = EVENT_##kind_, .actor = s(c, who_), .host = "ops-1", .at = (when_), \
                              .recorded_at = (when_) + 1500, .step = (step_), .as.kind_ = {__VA_ARGS__}})

static void happen(struct report_case *c, const struct event *ev)
{
    struct err e = {0};
    if (!incident_admits(&c->inc, ev, &e))
        fail_msg("%s was refused: %s", event_shapes[ev->kind].name, e.text);
    incident_apply(&c->inc, ev);
}

static struct names list(struct report_case *c, const char *a, const char *b)
{
    const char **v = arena_array(&c->arena, 2, sizeof *v);
    v[0] = s(c, a);
    v[1] = s(c, b);
    return (struct names){v, 2};
}

static void begin(struct report_case *c)
{
    EV(opened, "ann", at(3, 6, 1), NULL, .flow = "http-500", .title = s(c, "checkout answers 500"),
       .digest = "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c", .language = "en", .via = "alert",
       .since = at(3, 4, 30));
    EV(given, "ann", at(3, 6, 1), NULL, .input = "url", .value = s(c, "https://shop.example/checkout?a=1&b=2"), .source = "label");
    EV(given, "ann", at(3, 6, 1), NULL, .input = "service", .value = s(c, "checkout"), .source = "label");
    EV(given, "ann", at(3, 6, 1), NULL, .input = "environment", .value = s(c, "production"), .source = "environment");
    EV(given, "ann", at(3, 6, 1), NULL, .input = "access_log", .value = s(c, "/var/log/nginx/access.log"), .source = "default");
    EV(given, "ann", at(3, 6, 2), NULL, .input = "token", .secret = true, .source = "asked");
    EV(severity_set, "ann", at(3, 6, 4), NULL, .level = 2, .reason = s(c, "8% of all requests fail"), .was_proposed = true);
    EV(entered, "ann", at(3, 6, 5), "confirm", .title = s(c, "Is it a 500, and is it happening now?"), .phase = "symptom", .how = "start");
}

static void look(struct report_case *c)
{
    const struct fact_pair facts[] = {
        {"page.status", value_number(500)}, {"page.exit", value_number(0)}, {"page.age_s", value_none()}};
    const struct fact_pair errors[] = {{"scan.error_rate", value_number(0.081)}, {"scan.first_error", value_time(at(3, 1, 12))},
        {"scan.top_endpoint", value_text(s(c, "POST /checkout"))}, {"scan.ramp", value_duration(TIME_MINUTE)}};
    EV(probe_started, "ann", at(3, 6, 20), "confirm", .probe = s(c, "page"), .names = list(c, "url=https://shop.example/checkout", "n=5"),
       .command = s(c, "for n in 1 2 3 4 5; do\n  curl -gsS -m 5 --url \"$url\"\ndone | awk '{ print $1 }'"), .host = s(c, "ops-1"), .user = s(c, "ann"));
    EV(probe_ended, "ann", at(3, 6, 22), "confirm", .run = c->inc.seq, .probe = s(c, "page"), .outcome = "exited", .took = 2 * TIME_SECOND,
       .output = "1111111111111111111111111111111111111111111111111111111111111111", .bytes = 48, .facts = {facts, 3},
       .summary = s(c, "500; 5 of 5 requests failed, slowest 212 ms"));
    EV(answered, "ann", at(3, 7, 10), "confirm", .answer = "always", .label = s(c, "500, every time"),
       .question = s(c, "What does the URL return?"), .proposed = "always", .because = s(c, "page.status = 500"), .next = "scope");
    EV(ticked, "ann", at(3, 7, 12), "confirm", .item = c->flow.step[0].items.v[0], .on = true);
    EV(entered, "ann", at(3, 7, 15), "scope", .title = s(c, "Which requests fail?"), .phase = "logs", .how = "next");
    EV(probe_started, "ann", at(3, 7, 20), "scope", .probe = s(c, "scan"), .command = s(c, "awk -f scan.awk \"$access_log\" | sort"),
       .host = s(c, "web-3"), .user = s(c, "ann"));
    EV(probe_ended, "ann", at(3, 7, 34), "scope", .run = c->inc.seq, .probe = s(c, "scan"), .outcome = "exited", .took = 14 * TIME_SECOND,
       .output = "2222222222222222222222222222222222222222222222222222222222222222", .bytes = 7000, .facts = {errors, 4},
       .summary = s(c, "917 of 11320 requests failed, all at POST /checkout"));
    EV(probe_started, "bob", at(3, 8, 0), "scope", .probe = s(c, "pool"), .command = s(c, "pgbouncer-show pools"), .host = s(c, "web-3"), .user = s(c, "bob"));
    EV(probe_ended, "bob", at(3, 8, 0), "scope", .run = c->inc.seq, .probe = s(c, "pool"), .outcome = "not_started", .why = s(c, "no such command: pgbouncer-show"));
    EV(probe_reported, "bob", at(3, 9, 0), "scope", .probe = s(c, "pool"), .summary = s(c, "12 of 100 connections in use"),
       .output = "3333333333333333333333333333333333333333333333333333333333333333");
}

static void decide(struct report_case *c)
{
    EV(answered, "ann", at(3, 11, 2), "scope", .answer = "one", .label = s(c, "One endpoint"), .question = s(c, "Which requests fail?"),
       .proposed = "all", .because = s(c, "scan.endpoints = 9"), .reason = s(c, "the other eight are health checks | and robots"), .next = "staging");
    EV(entered, "bob", at(3, 11, 30), "database", .title = s(c, "Look at the database"), .phase = "logs", .how = "next");
    EV(entered, "bob", at(3, 11, 31), "database/reach", .title = s(c, "How many are in use?"), .phase = "logs", .how = "call");
    EV(answered, "bob", at(3, 11, 50), "database/reach", .answer = "few", .label = s(c, "Few"), .question = s(c, "How many are in use?"));
    EV(cause_ruled_out, "bob", at(3, 11, 55), "database/reach", .cause = "database/leak", .title = s(c, "Connections are not given back"),
       .reason = s(c, "12 of 100 in use"));
    EV(cause_pinned, "bob", at(3, 12, 0), NULL, .cause = "bad_release", .title = s(c, "Regression in the last release"),
       .reason = s(c, "the trace names Cart.java"));
    EV(cause_ruled_out, "ann", at(3, 12, 5), NULL, .cause = "overload", .title = s(c, "More traffic than it can serve"),
       .reason = s(c, "as on other nights"));
    EV(told, "ann", at(3, 12, 50), NULL, .affected = s(c, "Checkout: 8% of requests fail."), .doing = s(c, "Looking at the last release."),
       .next = s(c, "03:27"), .state = s(c, "investigating"));
    EV(deferred, "ann", at(3, 13, 30), "staging", .title = s(c, "The same in staging"), .owner = s(c, "ann"), .until = at(27, 0, 0),
       .reason = s(c, "users first"));
    EV(entered, "ann", at(3, 13, 31), "roll_back", .title = s(c, "Go back to the release before"), .phase = "rollback", .how = "jump",
       .skipped = list(c, "reproduce", "headers"));
    EV(article_read, "ann", at(3, 14, 0), "roll_back", .article = s(c, "kb_021"), .title = s(c, "Rollback and feature flags"));
    EV(pinned, "ann", at(3, 15, 0), "scope", .text = s(c, "NullPointerException at Cart.java:88\n  cart.coupon is null"), .source = s(c, "app.log"), .of = 12);
}

static void repair(struct report_case *c)
{
    const struct fact_pair samples[] = {{"healthy.samples", value_number(30)}, {"healthy.failures", value_number(0)},
        {"healthy.verdict", value_text("passed")}, {"healthy.longest_gap", value_duration(10 * TIME_SECOND)},
        {"healthy.median", value_duration(85 * TIME_SECOND / 1000)}};
    EV(action_started, "bob", at(3, 16, 30), "roll_back", .action = s(c, "workers"), .command = s(c, "systemctl set-property shop Workers=12"),
       .host = s(c, "web-3"), .user = s(c, "deploy"), .risk = "change", .before = s(c, "8"), .undo = s(c, "systemctl set-property shop Workers=8"));
    EV(action_ended, "bob", at(3, 16, 31), "roll_back", .run = c->inc.seq, .action = s(c, "workers"), .outcome = "exited", .took = TIME_SECOND,
       .summary = s(c, "12 workers"), .left_running = 2);
    EV(action_started, "ann", at(3, 19, 7), "roll_back", .action = s(c, "switch"), .names = list(c, "previous_text=r417", "service=shop"),
       .command = s(c, "ln -sfn \"$previous_text\" /srv/app/current &&\n  systemctl reload \"$service\""), .host = s(c, "web-3"), .user = s(c, "deploy"),
       .risk = "change", .before = s(c, "r418"), .undo = s(c, "ln -sfn \"$switch_before\" /srv/app/current &&\n  systemctl reload \"$service\""));
    int64_t run = c->inc.seq;
    EV(departed, "ann", at(3, 19, 8), NULL, .how = "hangup");
    c->inc.events.v[c->inc.events.n - 1].recorded_at = at(3, 21, 2);
    EV(action_ended, "ann", at(3, 19, 8), "roll_back", .run = run, .action = s(c, "switch"), .outcome = "unknown", .why = s(c, "the connection dropped"));
    EV(settled, "ann", at(3, 22, 55), "roll_back", .run = run, .action = s(c, "switch"), .verdict = "took_effect", .because = s(c, "before is r417 now"));
    EV(noted, "ann", at(3, 3, 10), NULL, .text = s(c, "carol: new-cart went to 50% by hand,\nnot by the deploy"));
    c->inc.events.v[c->inc.events.n - 1].recorded_at = at(3, 23, 45);
    EV(action_reported, "carol", at(3, 25, 0), "roll_back", .action = s(c, "purge"), .command = s(c, "varnishadm ban 'req.url ~ /checkout'"),
       .outcome = "worked", .summary = s(c, "cache purged"));
    EV(entered, "ann", at(3, 25, 30), "verify", .title = s(c, "Are users served again?"), .phase = "verify", .how = "next");
    EV(probe_started, "ann", at(3, 25, 31), "verify", .probe = s(c, "healthy"), .command = s(c, "./smoke.sh"), .host = s(c, "ops-1"), .user = s(c, "ann"));
    EV(probe_ended, "ann", at(3, 28, 10), "verify", .run = c->inc.seq, .probe = s(c, "healthy"), .outcome = "exited", .took = 159 * TIME_SECOND,
       .facts = {samples, 5}, .summary = s(c, "30 of 30 are 200, errors 0.1%"));
    EV(answered, "ann", at(3, 28, 11), "verify", .answer = "yes", .label = s(c, "Yes, back to baseline"), .question = s(c, "Are users served again?"),
       .fix = "helped", .fixed = "roll_back");
}

static void finish(struct report_case *c)
{
    EV(status_set, "ann", at(3, 28, 12), NULL, .status = "mitigated", .reason = s(c, "30 of 30 are 200"));
    EV(discharged, "ann", at(3, 41, 0), "staging", .item = c->inc.deferrals.v[0].seq, .title = s(c, "The same in staging"), .how = "handed_over",
       .owner = s(c, "bob"), .reason = s(c, "his morning shift"));
    EV(deferred, "ann", at(3, 41, 10), "verify", .title = s(c, "Alert HTTP5xxHigh is muted"), .temporary = true, .ends = at(4, 14, 0));
    EV(relapsed, "ann", at(3, 45, 0), "verify", .probe = s(c, "healthy"), .summary = s(c, "3 of 10 samples failed"));
    EV(described, "ann", at(3, 50, 0), NULL, .section = "impact", .text = s(c, "8% of checkout requests failed for 18 minutes.\nAbout 300 orders came late."));
    EV(described, "ann", at(3, 51, 0), NULL, .section = "lessons", .text = s(c, "The rollback was quick."));
    EV(action_item, "ann", at(3, 52, 0), NULL, .text = s(c, "Test carts without a coupon"), .owner = s(c, "carol"), .due = at(120, 0, 0), .type = "prevent");
    EV(action_item, "ann", at(3, 53, 0), NULL, .text = s(c, "Alert on POST /checkout alone"), .type = "mitigate");
}

/* ---- what the diagnosis says ----------------------------------------------------------------------------------------- */
static void make_diagnosis(struct report_case *c)
{
    static const struct diagnosis_cause causes[] = {
        {.cause = 0, .id = "bad_release", .prior = 0.30, .share = 0.905},
        {.cause = 1, .id = "database", .prior = 0.15, .share = 0.02},
        {.cause = -1, .prior = 0.10, .share = 0.075},
        {.cause = 2, .id = "overload", .prior = 0.05, .share = 0, .is_ruled_out = true},
    };
    static const char *const titles[] = {"Regression in the last release", "Database unreachable or saturated", NULL,
        "More traffic than it can serve"};
    struct diagnosis *d = &c->diagnosis;
    d->n = sizeof causes / sizeof *causes;
    d->cause = arena_array(&d->arena, d->n, sizeof *d->cause);
    memcpy(d->cause, causes, sizeof causes);
    for (size_t i = 0; i < d->n; i++)
        d->cause[i].title = s(c, titles[i]);
    struct diagnosis_move *moves = arena_array(&d->arena, 3, sizeof *moves);
    moves[0] = (struct diagnosis_move){.before = 0.30, .share = 0.33, .because = s(c, "page.status = 500"), .what = s(c, "500, every time"), .step = "confirm", .actor = s(c, "ann"), .at = at(3, 7, 10)};
    moves[1] = (struct diagnosis_move){.before = 0.33, .share = 0.89, .what = s(c, "One endpoint"), .step = "scope", .actor = s(c, "ann"), .at = at(3, 11, 2)};
    moves[2] = (struct diagnosis_move){.kind = MOVE_RULED_OUT, .before = 0.89, .share = 0.905, .what = s(c, "More traffic than it can serve"),
        .actor = s(c, "ann"), .at = at(3, 12, 5)};
    d->cause[0].move = moves;
    d->cause[0].n_moves = 3;
}

/* ---- what was printed ------------------------------------------------------------------------------------------------ */
static const char *find_blob(void *who, const char *digest, size_t *n)
{
    struct report_case *c = who;
    struct str text = {0};
    if (digest[0] == '3')
        return NULL; /* the journal has it no more */
    for (int i = 0; i < (digest[0] == '1' ? 2 : 90); i++)
        str_addf(&text, "%s %d\n", s(c, digest[0] == '1' ? "500 0.212" : "POST /checkout 500"), i);
    const char *kept = arena_strndup(&c->arena, str_get(&text), text.n);
    *n = text.n;
    str_release(&text);
    return kept;
}

static const struct flow *find_flow(void *who, const char *id)
{
    struct report_case *c = who;
    return str_eq(id, "db") ? &c->called : NULL;
}

static void build(struct report_case *c)
{
    const struct report_source source = {.incident = &c->inc, .flow = &c->flow, .diagnosis = &c->diagnosis, .now = at(4, 0, 0),
        .head = "c7d108ee5b9240fa9f2c41d077abe3f8c7d108ee5b9240fa9f2c41d077abe3f8", .find_flow = find_flow, .find_blob = find_blob, .who = c};
    c->report = report_build(&source);
}

void case_full(struct report_case *c, say_fn *say, void *who)
{
    *c = (struct report_case){.say = say, .who = who};
    incident_init(&c->inc);
    c->inc.number = 42;
    memcpy(c->inc.id, "\x01\x23\x45\x67\x89\xab\xcd\xef\x01\x23\x45\x67\x89\xab\xcd\xef", 16);
    make_flow(c);
    begin(c);
    look(c);
    decide(c);
    repair(c);
    finish(c);
    make_diagnosis(c);
    build(c);
}

void case_bare(struct report_case *c)
{
    *c = (struct report_case){0};
    incident_init(&c->inc);
    c->inc.number = 7;
    EV(opened, "ann", at(3, 6, 1), NULL, .flow = "unknown", .via = "home");
    const struct report_source source = {.incident = &c->inc, .now = at(3, 7, 0)};
    c->report = report_build(&source);
}

void case_release(struct report_case *c)
{
    report_free(c->report);
    incident_release(&c->inc);
    diagnosis_release(&c->diagnosis);
    map_release(&c->flow.step_by_id);
    map_release(&c->called.step_by_id);
    map_release(&c->called.cause_by_id);
    arena_release(&c->arena);
}
