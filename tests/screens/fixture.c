/* fixture: INC-42, from home to its write-up. */
#include "fixture.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "fixture_alert.h"
#include "fixture_changes.h"
#include "fixture_logs.h"
#include "logs/finding.h"

#define N(array) (sizeof(array) / sizeof *(array))
#define NAMES(...)                                                                                                         \
    {                                                                                                                      \
        .v = (const char *[]){__VA_ARGS__}, .n = sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)                    \
    }

/* 2026-03-01, local time is UTC+1: at(3, 19, 7) is 03:19:07 on the operator's clock. */
static int64_t at(int hour, int minute, int second)
{
    struct time_parts p = {.year = 2026, .month = 3, .day = 1, .hour = hour, .minute = minute, .second = second};
    return time_join(&p, 3600);
}

static const struct time_zone zone = {.shift = {{INT64_MIN, 3600}}, .n = 1};

/* ---- the flow ---- */

static struct flow_input inputs[] = {
    {.id = "url", .ask = "the address that fails", .type = INPUT_URL},
    {.id = "since_when", .ask = "when it began, as far as known", .type = INPUT_TIME, .preset = ""},
    {.id = "host", .ask = "the machine that serves it", .type = INPUT_HOST, .preset = ""},
    {.id = "user_agent",
     .ask = "from the report or the browser; finds its line in the log",
     .type = INPUT_TEXT,
     .preset = ""},
    {.id = "request_id", .ask = "from the report", .type = INPUT_TEXT, .preset = ""},
    {.id = "transient",
     .ask = "does it come every time?",
     .type = INPUT_TEXT,
     .preset = "",
     .choices = NAMES("every time", "now and then", "gone")},
    {.id = "access_log", .ask = "where the web server writes", .type = INPUT_PATH, .preset = "/var/log/nginx/access.log"},
};
static int input_list[] = {0, 1, 2, 3, 4, 5, 6};

static struct flow_cause causes[] = {
    {.id = "bad_release", .title = "Regression in the last release", .weight = 6},
    {.id = "dependency", .title = "A service we call fails or is slow", .weight = 3},
    {.id = "bad_data", .title = "Some records reach a broken path", .weight = 1},
    {.id = "database", .title = "Database unreachable or saturated", .weight = 3},
    {.id = "config", .title = "Setting, secret or permission wrong", .weight = 3},
    {.id = "resources", .title = "Memory, disk or workers exhausted", .weight = 3},
    {.id = "traffic", .title = "Abnormal traffic", .weight = 1},
};

static struct flow_probe symptom_probes[] = {
    {.id = "page",
     .kind = PROBE_RUN,
     .run = "curl -sS -m 10 -o /dev/null -w '%{http_code}' \"$url\"",
     .timeout = 10 * TIME_SECOND},
    {.id = "scan", .kind = PROBE_RUN, .run = "triage-scan \"$access_log\"", .timeout = 30 * TIME_SECOND},
};
static struct flow_share is_500_shares[] = {{.cause = 0, .share = 0.6}, {.cause = 4, .share = 0.7}, {.cause = -1, .share = 0.4}};
static struct flow_answer symptom_answers[] = {
    {.id = "is_500", .label = "500", .next = 1, .share = is_500_shares, .n_shares = N(is_500_shares)},
    {.id = "gateway", .label = "502, 503 or 504", .next = 1},
    {.id = "fine", .label = "Fine right now", .next = 1},
    {.id = "silent", .label = "No HTTP answer at all", .next = 1},
};
static struct flow_probe scope_probes[] = {
    {.id = "spread", .kind = PROBE_RUN, .run = "triage-spread access.log", .timeout = 30 * TIME_SECOND},
    {.id = "errlog", .kind = PROBE_RUN, .run = "triage-kinds app.log", .timeout = 30 * TIME_SECOND},
};
static struct flow_share one_shares[] = {{.cause = 0, .share = 0.65}, {.cause = 2, .share = 0.45}, {.cause = -1, .share = 0.07}};
static struct flow_share users_shares[] = {{.cause = 2, .share = 0.4}, {.cause = -1, .share = 0.05}};
static struct flow_share all_shares[] = {{.cause = 0, .share = 0.15}, {.cause = 2, .share = 0.03}, {.cause = -1, .share = 0.7}};
static struct flow_answer scope_answers[] = {
    {.id = "one", .label = "One endpoint", .next = 3, .share = one_shares, .n_shares = N(one_shares)},
    {.id = "users", .label = "Some users only", .next = 3, .share = users_shares, .n_shares = N(users_shares)},
    {.id = "all", .label = "Every endpoint", .next = 3, .share = all_shares, .n_shares = N(all_shares)},
    {.id = "hosts", .label = "Some hosts only", .next = 3},
};
static struct flow_action switches[] = {
    {.id = "switch",
     .run = "ln -sfn \"$previous_text\" /srv/app/current &&\n  sudo systemctl reload \"$service\"",
     .before = "readlink /srv/app/current",
     .undo = "ln -sfn \"$switch_before\" /srv/app/current && sudo systemctl reload \"$service\"",
     .host = "web-3",
     .risk = RISK_CHANGE,
     .timeout = 30 * TIME_SECOND},
};
static struct flow_answer verify_answers[] = {
    {.id = "yes", .label = "Yes, back to baseline", .outcome = OUTCOME_RESOLVED, .next = -1},
    {.id = "better", .label = "Better but not well", .next = 4},
    {.id = "no", .label = "No", .next = 4},
};
static const char *healthy_url[] = {"$url"}, *healthy_status[] = {"200"};
static struct flow_field healthy_fields[] = {{"url", {healthy_url, 1}}};
static struct flow_probe verify_probes[] = {
    {.id = "healthy",
     .kind = PROBE_HTTP,
     .field = healthy_fields,
     .n_fields = 1,
     .run = "triage http \"$url\"",
     .expect = {.status = {healthy_status, 1}},
     .every = 10 * TIME_SECOND,
     .length = 5 * TIME_MINUTE,
     .timeout = 5 * TIME_MINUTE},
    {.id = "tests", .kind = PROBE_RUN, .run = "./smoke.sh --against \"$url\"", .timeout = 60 * TIME_SECOND},
};

static struct flow_share roll_back_cures[] = {{.cause = 0, .share = 0.9}, {.cause = 4, .share = 0.3}};

static struct flow_step steps[] = {
    {.id = "symptom",
     .title = "Is it a 500, and is it happening now?",
     .phase = PHASE_SYMPTOM,
     .takes = 2 * TIME_MINUTE,
     .text = "Keep what is right, add what you know. Empty is fine.",
     .ask = "What does the URL return?",
     .input = input_list,
     .n_inputs = N(input_list),
     .probe = symptom_probes,
     .n_probes = N(symptom_probes),
     .answer = symptom_answers,
     .n_answers = N(symptom_answers),
     .next = 1},
    {.id = "changes",
     .title = "What changed just before?",
     .phase = PHASE_CHANGES,
     .takes = 3 * TIME_MINUTE,
     .text = "Ask the people who deploy, too.",
     .items = NAMES("asked in the deploy channel", "looked at the flag service"),
     .next = 2},
    {.id = "scope",
     .title = "Which requests fail?",
     .phase = PHASE_LOGS,
     .takes = 2 * TIME_MINUTE,
     .text = "One endpoint points at code; every endpoint points at a dependency or the platform.",
     .ask = "How are the errors spread?",
     .probe = scope_probes,
     .n_probes = N(scope_probes),
     .answer = scope_answers,
     .n_answers = N(scope_answers),
     .next = 3},
    {.id = "staging",
     .title = "Does it fail the same way in staging?",
     .phase = PHASE_REPRODUCE,
     .takes = 8 * TIME_MINUTE,
     .next = 4},
    {.id = "decide",
     .title = "Which fix first?",
     .phase = PHASE_ROLLBACK,
     .takes = TIME_MINUTE,
     .answers_fixes = true,
     .text = "Safe and reversible first: stop the harm, then look for the root.",
     .next = 5},
    {.id = "roll_back",
     .title = "Go back to the release before",
     .phase = PHASE_ROLLBACK,
     .takes = 8 * TIME_MINUTE,
     .action = switches,
     .n_actions = N(switches),
     .next = 6,
     .cure = roll_back_cures,
     .n_cures = N(roll_back_cures),
     .is_fix = true},
    {.id = "verify",
     .title = "Are users served again?",
     .phase = PHASE_VERIFY,
     .takes = 6 * TIME_MINUTE,
     .probe = verify_probes,
     .n_probes = N(verify_probes),
     .answer = verify_answers,
     .n_answers = N(verify_answers),
     .next = -1},
};

static struct flow http_500 = {
    .file = "http-500.yaml",
    .id = "http-500",
    .title = "HTTP 500 Internal Server Error",
    .input = inputs,
    .n_inputs = N(inputs),
    .cause = causes,
    .n_causes = N(causes),
    .step = steps,
    .n_steps = N(steps),
    .something_else = 0.1,
    .escalate = {15 * TIME_MINUTE, 60 * TIME_MINUTE, "the service owner"},
};

static void index_flow(struct flow *f)
{
    for (size_t i = 0; i < f->n_steps; i++)
        map_set(&f->step_by_id, f->step[i].id, (uint32_t)i);
    for (size_t i = 0; i < f->n_causes; i++)
        map_set(&f->cause_by_id, f->cause[i].id, (uint32_t)i);
    for (size_t i = 0; i < f->n_inputs; i++)
        map_set(&f->input_by_id, f->input[i].id, (uint32_t)i);
}

/* ---- events ---- */

static struct event *event(struct fixture *f, enum event_kind kind, int64_t when, const char *step)
{
    struct event *ev = arena_alloc(&f->arena, sizeof *ev);
    *ev = (struct event){.seq = f->incident.seq + 1,
                         .at = when,
                         .recorded_at = when,
                         .actor = "ann",
                         .host = "ops-1",
                         .step = step,
                         .kind = kind};
    return ev;
}

static void apply(struct fixture *f, const struct event *ev)
{
    incident_apply(&f->incident, ev);
}

static void given(struct fixture *f, const char *input, const char *value, const char *source)
{
    struct event *ev = event(f, EVENT_given, at(3, 6, 1), NULL);
    ev->as.given.input = input;
    ev->as.given.value = value;
    ev->as.given.source = source;
    apply(f, ev);
}

static void entered(struct fixture *f, const char *step, const char *phase, int64_t when)
{
    struct event *ev = event(f, EVENT_entered, when, step);
    ev->as.entered.title = flow_find_step(&http_500, step)->title;
    ev->as.entered.phase = phase;
    ev->as.entered.how = "next";
    apply(f, ev);
}

static int64_t started(struct fixture *f, const char *step, const char *probe, int64_t when)
{
    struct event *ev = event(f, EVENT_probe_started, when, step);
    ev->as.probe_started.probe = probe;
    ev->as.probe_started.command = probe;
    ev->as.probe_started.host = "web-3";
    ev->as.probe_started.timeout = 30 * TIME_SECOND;
    apply(f, ev);
    return f->incident.seq;
}

static void ended(struct fixture *f, const char *step, const char *probe, int64_t run, const char *outcome,
                  const char *summary, int64_t when)
{
    struct event *ev = event(f, EVENT_probe_ended, when, step);
    ev->as.probe_ended.run = run;
    ev->as.probe_ended.probe = probe;
    ev->as.probe_ended.outcome = outcome;
    ev->as.probe_ended.took = 2 * TIME_SECOND;
    ev->as.probe_ended.summary = summary;
    apply(f, ev);
}

static void answered(struct fixture *f, const char *step, const char *answer, const char *label, int64_t when)
{
    struct event *ev = event(f, EVENT_answered, when, step);
    ev->as.answered.answer = answer;
    ev->as.answered.label = label;
    ev->as.answered.question = flow_find_step(&http_500, step)->title;
    apply(f, ev);
}

static int64_t switched(struct fixture *f, const char *outcome)
{
    struct event *ev = event(f, EVENT_action_started, at(3, 19, 7), "roll_back");
    ev->as.action_started.action = "switch";
    ev->as.action_started.command = switches[0].run;
    ev->as.action_started.host = "web-3";
    ev->as.action_started.risk = "change";
    ev->as.action_started.before = "/srv/app/releases/r418";
    ev->as.action_started.undo = switches[0].undo;
    apply(f, ev);
    int64_t run = f->incident.seq;
    ev = event(f, EVENT_action_ended, at(3, 19, 9), "roll_back");
    ev->as.action_ended.run = run;
    ev->as.action_ended.action = "switch";
    ev->as.action_ended.outcome = outcome;
    ev->as.action_ended.took = 2 * TIME_SECOND;
    ev->as.action_ended.summary = "reloaded";
    apply(f, ev);
    return run;
}

static void deferred(struct fixture *f)
{
    struct event *ev = event(f, EVENT_deferred, at(3, 13, 30), "staging");
    ev->as.deferred.title = "the same in staging";
    ev->as.deferred.owner = "ann";
    apply(f, ev);
}

static void noted(struct fixture *f)
{
    struct event *ev = event(f, EVENT_noted, at(3, 3, 10), NULL);
    ev->recorded_at = at(3, 23, 45);
    ev->as.noted.text = "carol: new-cart went to 50% by hand, not by the deploy";
    apply(f, ev);
}

static void opened(struct fixture *f)
{
    struct event *ev = event(f, EVENT_opened, at(3, 6, 1), NULL);
    ev->as.opened.flow = "http-500";
    ev->as.opened.title = "HTTP 500 Internal Server Error";
    ev->as.opened.via = "start";
    ev->as.opened.since = at(3, 1, 12);
    apply(f, ev);
    given(f, "service", "checkout", "set");
    given(f, "environment", "production", "set");
    ev = event(f, EVENT_severity_set, at(3, 6, 1), NULL);
    ev->as.severity_set.level = 2;
    apply(f, ev);
}

static void filled_in(struct fixture *f)
{
    given(f, "url", "https://shop.example/checkout", "label");
    given(f, "since_when", "2026-03-01T02:04:30Z", "label");
    given(f, "host", "web-3", "label");
}

/* ---- moments ---- */

static void in_step(struct fixture *f, const char *id, const char *phase, int64_t when)
{
    entered(f, id, phase, when);
    f->step = (struct model_step){.step = flow_find_step(&http_500, id), .path = id};
    f->model.step = &f->step;
    f->model.now = when + 40 * TIME_SECOND;
}

static void symptom(struct fixture *f)
{
    opened(f);
    filled_in(f);
    in_step(f, "symptom", "symptom", at(3, 6, 2));
}

static void symptom_bare(struct fixture *f)
{
    opened(f);
    in_step(f, "symptom", "symptom", at(3, 6, 2));
}

static void looked(struct fixture *f)
{
    symptom(f);
    int64_t page = started(f, "symptom", "page", at(3, 6, 40)), scan = started(f, "symptom", "scan", at(3, 6, 40));
    ended(f, "symptom", "page", page, "exited", "500 in 212 ms, request id 7f3a9c", at(3, 6, 41));
    ended(f, "symptom", "scan", scan, "exited", "8.3% errors since 03:01:12, baseline 0.1%, all at once", at(3, 6, 43));
    f->step.proposal = (struct model_proposal){"is_500", "page.status = 500"};
}

static const struct diagnosis_move release_moves[] = {
    {.kind = MOVE_ANSWERED, .before = 0.30, .share = 0.33, .likelihood = 0.66, .overall = 0.60, .what = "500", .step = "symptom",
     .because = "page.status = 500", .actor = "ann"},
    {.kind = MOVE_ANSWERED, .before = 0.33, .share = 0.46, .likelihood = 0.70, .overall = 0.502, .what = "All at once", .step = "changes",
     .actor = "ann"},
    {.kind = MOVE_RULED_OUT, .before = 0.46, .share = 0.79, .what = "Abnormal traffic", .actor = "ann"},
};

static struct diagnosis_cause shares[] = {
    {.cause = 0,
     .id = "bad_release", .name = "bad_release",
     .title = "Regression in the last release",
     .prior = 0.30,
     .share = 0.79,
     .standing = HYPOTHESIS_SUPPORTED,
     .n_moves = 3},
    {.cause = 3, .id = "database", .name = "database", .title = "Database unreachable or saturated", .prior = 0.15, .share = 0.04},
    {.cause = 1, .id = "dependency", .name = "dependency", .title = "A service we call fails or is slow", .prior = 0.15, .share = 0.03},
    {.cause = 4, .id = "config", .name = "config", .title = "Setting, secret or permission wrong", .prior = 0.15, .share = 0.02},
    {.cause = 5, .id = "resources", .name = "resources", .title = "Memory, disk or workers exhausted", .prior = 0.15, .share = 0.01},
    {.cause = 2, .id = "bad_data", .name = "bad_data", .title = "Some records reach a broken path", .prior = 0.05, .share = 0.01},
    {.cause = -1, .title = "Something else", .prior = 0.1, .share = 0.08},
    {.cause = 6, .id = "traffic", .name = "traffic", .title = "Abnormal traffic", .prior = 0.05, .share = 0.02, .is_ruled_out = true, .standing = HYPOTHESIS_ELIMINATED},
};

static void likely(struct fixture *f)
{
    struct diagnosis_move *moves = arena_alloc(&f->arena, sizeof release_moves);
    memcpy(moves, release_moves, sizeof release_moves);
    for (size_t i = 0; i < N(release_moves); i++)
        moves[i].at = at(3, 7 + (int)i, 10);
    shares[0].move = moves;
    f->diagnosis = (struct diagnosis){.cause = shares, .n = N(shares), .learned.flow = &http_500};
    f->model.diagnosis = &f->diagnosis;
    f->model.next = "Go back to the release before: saves about 2 min (g Enter)";
    f->model.next_step = "roll_back";
}

static void scope(struct fixture *f)
{
    looked(f);
    answered(f, "symptom", "is_500", "500", at(3, 7, 10));
    entered(f, "changes", "changes", at(3, 7, 11));
    in_step(f, "scope", "logs", at(3, 9, 30));
    likely(f);
}

static void running(struct fixture *f)
{
    scope(f);
    struct model_live *live = arena_array(&f->arena, 2, sizeof *live);
    live[0] = (struct model_live){.run = started(f, "scope", "spread", at(3, 10, 10)),
                                  .id = "spread",
                                  .started = at(3, 10, 10),
                                  .timeout = 30 * TIME_SECOND,
                                  .share = 0.61,
                                  .bytes = 671000000,
                                  .lines = 5000000,
                                  .newest = "so far: 8.0% errors since 03:01, 1 of 19 endpoints"};
    live[1] = (struct model_live){.run = started(f, "scope", "errlog", at(3, 10, 10)), .id = "errlog", .started = at(3, 10, 10),
                                  .timeout = 30 * TIME_SECOND, .share = -1, .bytes = 9000, .lines = 20};
    f->model.live = live;
    f->model.n_live = 2;
    f->model.now = at(3, 10, 19);
}

static void finding(struct fixture *f)
{
    scope(f);
    int64_t spread = started(f, "scope", "spread", at(3, 10, 19)), errlog = started(f, "scope", "errlog", at(3, 10, 19));
    ended(f, "scope", "spread", spread, "exited",
          "8.1% errors since 03:01:12 (917 of 11,320), baseline 0.1%; 1 of 23 endpoints: POST /checkout", at(3, 10, 20));
    ended(f, "scope", "errlog", errlog, "exited", "1 new kind of error since then: NullPointerException, 913",
          at(3, 10, 22));
    f->step.proposal = (struct model_proposal){"one", "spread.endpoints = 1"};
    f->model.now = at(3, 10, 30);
}

/* In incidents before, and what they taught. */
static void before(struct fixture *f)
{
    static struct past_row rows[] = {
        {.kind = PAST_ANSWER, .what = "One endpoint", .n = 3, .cause = "Regression in the last release", .n_cause = 3},
        {.kind = PAST_UNSURE, .n = 1},
    };
    static struct past past = {.n = 4, .row = rows, .n_rows = N(rows), .n_resolved = 3, .n_escalated = 1, .median = 4 * TIME_MINUTE, .number = 38};
    finding(f);
    f->step.past = &past;
    f->diagnosis.learned = (struct learned){.incidents = 14, .n_known = 9};
}

static void long_reason(struct fixture *f)
{
    finding(f);
    f->step.proposal.because = "spread.endpoints = 1, spread.failing = 917, spread.all = 11320, errlog.kinds = 1, errlog.lines = 913";
}

static void cannot(struct fixture *f)
{
    static const struct model_cannot both[] = {
        {"spread",
         "access.log cannot be read on web-3: root adm, mode 0640; ann is not in group adm. Nothing is lost; the step goes "
         "on.",
         "triage logs /var/log/nginx/access.log --since 2h --top"},
        {"errlog", "app.log cannot be read on web-3.", NULL},
    };
    scope(f);
    int64_t spread = started(f, "scope", "spread", at(3, 10, 19)), errlog = started(f, "scope", "errlog", at(3, 10, 19));
    ended(f, "scope", "spread", spread, "not_started", "", at(3, 10, 20));
    f->incident.runs.v[f->incident.runs.n - 2].why = both[0].why;
    ended(f, "scope", "errlog", errlog, "not_started", "", at(3, 10, 20));
    f->incident.runs.v[f->incident.runs.n - 1].why = both[1].why;
    f->step.cannot = both;
    f->step.n_cannot = 2;
}

static void changes(struct fixture *f)
{
    looked(f);
    answered(f, "symptom", "is_500", "500", at(3, 7, 10));
    in_step(f, "changes", "changes", at(3, 7, 11));
    likely(f);
    f->model.next = NULL;
}

/* The board with the figures that the flow's own numbers amount to, after two answers, a ruling, a pin and a cause of bob's. */
static void found_facts(struct fixture *f)
{
    static const struct fact_pair facts[] = {{"spread.endpoints", {.kind = VALUE_NUMBER, .number = 1}},
                                             {"spread.all_endpoints", {.kind = VALUE_NUMBER, .number = 23}},
                                             {"spread.top_endpoint", {.kind = VALUE_TEXT, .text = "POST /checkout, with a coupon or without one, from any client"}},
                                             {"spread.error_rate", {.kind = VALUE_NUMBER, .number = 0.081}}};
    struct event *ev = event(f, EVENT_probe_reported, at(3, 10, 22), "scope");
    ev->as.probe_reported = (struct event_probe_reported){.probe = "spread", .facts = {facts, N(facts)}, .summary = "1 of 23 endpoints"};
    apply(f, ev);
}

static void said_of_causes(struct fixture *f)
{
    struct event *ev = event(f, EVENT_cause_ruled_out, at(3, 12, 40), NULL);
    ev->as.cause_ruled_out = (struct event_cause_ruled_out){"traffic", "Abnormal traffic", "as on other nights"};
    apply(f, ev);
    ev = event(f, EVENT_cause_added, at(3, 13, 0), NULL);
    ev->actor = "bob";
    ev->as.cause_added = (struct event_cause_added){"added_1", "The cache serves old prices", 3, "it was cleared at 03:00"};
    apply(f, ev);
    ev = event(f, EVENT_cause_pinned, at(3, 13, 30), NULL);
    ev->as.cause_pinned = (struct event_cause_pinned){"bad_data", "Some records reach a broken path", "all of them have a coupon"};
    apply(f, ev);
}

static void reckon(struct fixture *f)
{
    struct scope scope = {&http_500, &f->incident, f->step.path, f->model.now};
    diagnosis_compute(&http_500, &f->incident, &f->diagnosis);
    fixes_rank(&scope, &f->diagnosis, &f->fixes);
    advice_find(&scope, &f->diagnosis, &f->fixes, NULL, &f->arena, &f->advice);
    f->model.diagnosis = &f->diagnosis;
    f->model.fixes = &f->fixes;
    f->model.advice = &f->advice;
}

static void board(struct fixture *f)
{
    finding(f);
    found_facts(f);
    said_of_causes(f);
    reckon(f);
    f->model.now = at(3, 14, 0);
}

/* The step before it was answered, with what its answers would do. */
static void outlook(struct fixture *f)
{
    finding(f);
    found_facts(f);
    reckon(f);
}

static void reckoned_fixes(struct fixture *f)
{
    static struct model_fix list[] = {{"roll_back", "Go back to the release before", 0, 14 * TIME_MINUTE, FIX_UNDO, NULL},
                                      {"", "Restart the workers", 0.003, 9 * TIME_MINUTE, FIX_NO_UNDO, "workers.busy = 8"}};
    finding(f);
    found_facts(f);
    answered(f, "scope", "one", "One endpoint", at(3, 11, 2));
    in_step(f, "decide", "rollback", at(3, 14, 30));
    reckon(f);
    list[0].helps = f->fixes.option[0].chance;
    f->step.fix = list;
    f->step.n_fixes = N(list);
    f->model.next = "1, then escalate: about 36 min in all; escalating now 60 min";
}

static void fixes(struct fixture *f)
{
    static const struct model_fix list[] = {
        {"roll_back", "Go back to the release before", 0.81, 14 * TIME_MINUTE, FIX_UNDO, NULL},
        {"flag", "Switch the flag off", 0.31, 8 * TIME_MINUTE, FIX_UNDO, NULL},
        {"bypass", "Take the failing service out", 0.02, 16 * TIME_MINUTE, FIX_UNDO, NULL},
        {"restart", "Restart the workers", 0.003, 9 * TIME_MINUTE, FIX_NO_UNDO, NULL},
        {"database", "Look into the database", 0.01, 18 * TIME_MINUTE, FIX_OTHER_FLOW, NULL},
    };
    finding(f);
    answered(f, "scope", "one", "One endpoint", at(3, 11, 2));
    entered(f, "staging", "reproduce", at(3, 11, 3));
    deferred(f);
    in_step(f, "decide", "rollback", at(3, 14, 30));
    f->step.fix = list;
    f->step.n_fixes = N(list);
    f->model.next = "1, then 2, then escalate: about 25 min in all; escalating now 60";
}

static void roll_back(struct fixture *f)
{
    fixes(f);
    in_step(f, "roll_back", "rollback", at(3, 17, 50));
    f->model.next = NULL;
}

static void confirm(struct fixture *f)
{
    static const struct model_pair lines[] = {
        {"with", "previous_text=/srv/app/releases/r417"},
        {NULL, "service=checkout"},
        {"where", "web-3, by ssh from ops-1"},
        {"as", "ann"},
        {"stops", "by itself after 30 s; Ctrl-C stops it sooner"},
        {NULL, NULL},
        {"now", "/srv/app/current is /srv/app/releases/r418"},
        {"undo", "✓ back to /srv/app/releases/r418, kept on the undo page (u)"},
        {"needs", "✓ no migration since r417"},
        {"then", "Are users served again? 200 for 5 min"},
    };
    static const struct model_question question = {
        .id = 7,
        .risk = RISK_CHANGE,
        .title = "Go back to the release before",
        .command = "ln -sfn \"$previous_text\" /srv/app/current &&\n  sudo systemctl reload \"$service\"",
        .line = lines,
        .n_lines = N(lines),
        .environment = "production"};
    roll_back(f);
    f->model.question = &question;
}

static void long_confirm(struct fixture *f)
{
    static const struct model_pair lines[] = {
        {"with", "workers=4"},
        {NULL, "unit=app-worker"},
        {NULL, "health=/health"},
        {"where", "ops-1, here"},
        {"as", "ann"},
        {"stops", "by itself after 5 min; Ctrl-C stops it sooner"},
        {NULL, NULL},
        {"now", "4 of 4 are running"},
        {"undo", "✗ cannot be undone"},
        {"then", "Are users served again?"},
    };
    static const struct model_question question = {
        .id = 8,
        .risk = RISK_CHANGE,
        .title = "Restart the workers, one host after the other",
        .command = "for host in web-1 web-2 web-3 web-4; do\n  ssh $host sudo systemctl restart app-worker\n  sleep 20\n"
                   "  curl -sf http://$host/health || exit 1\ndone\necho all are back",
        .line = lines,
        .n_lines = N(lines),
        .environment = "production"};
    roll_back(f);
    f->model.question = &question;
}

static void destroy(struct fixture *f)
{
    static const struct model_pair lines[] = {
        {"with", "cache_host=cache-1"},
        {NULL, "cache_db=3"},
        {"where", "ops-1, here; the command itself reaches cache-1"},
        {"as", "ann"},
        {NULL, NULL},
        {"now", "18,204 keys (DBSIZE, 03:25:02)"},
        {"undo", "✗ cannot be undone"},
        {"after", "the app fills it again in about 10 min, slower until then"},
    };
    static const struct model_question question = {.id = 8,
                                                   .risk = RISK_DESTROY,
                                                   .title = "Purge the checkout cache",
                                                   .command = "redis-cli -h \"$cache_host\" -n \"$cache_db\" FLUSHDB",
                                                   .line = lines,
                                                   .n_lines = N(lines),
                                                   .environment = "production",
                                                   .confirm = "checkout-cache"};
    roll_back(f);
    f->model.question = &question;
}

static void unknown(struct fixture *f)
{
    roll_back(f);
    int64_t run = switched(f, "unknown");
    f->step.unsettled = run;
    f->step.now = "/srv/app/releases/r417";
    f->step.now_at = at(3, 22, 40);
    f->step.verdict = "took_effect";
    f->step.because = "before is not now";
    f->model.next = "Say what became of it, then verify: about 6 min";
    f->model.now = at(3, 22, 50);
}

static void unlooked(struct fixture *f)
{
    unknown(f);
    f->step.now = f->step.verdict = f->step.because = NULL;
}

struct made { /* a change, for the undo page */
    const char *id, *actor, *before, *left, *undo, *temporary;
    int64_t at, ends;
};

static int64_t made(struct fixture *f, const struct made *c)
{
    struct event *ev = event(f, EVENT_action_started, c->at, "roll_back");
    ev->actor = c->actor;
    ev->as.action_started = (struct event_action_started){.action = c->id, .command = "true", .host = "web-3", .risk = "change", .before = c->before,
                                                          .undo = c->undo, .temporary = c->temporary, .ends = c->ends};
    apply(f, ev);
    int64_t run = f->incident.seq;
    ev = event(f, EVENT_action_ended, c->at + TIME_SECOND, "roll_back");
    ev->as.action_ended = (struct event_action_ended){.run = run, .action = c->id, .outcome = "exited", .took = TIME_SECOND};
    apply(f, ev);
    if (!c->left)
        return run;
    struct fact_pair left = {"left", value_text(c->left)};
    int64_t read = started(f, "roll_back", "left", c->at + TIME_SECOND);
    ev = event(f, EVENT_probe_ended, c->at + TIME_SECOND, "roll_back");
    ev->as.probe_ended = (struct event_probe_ended){.run = read, .probe = "left", .outcome = "exited", .facts = {&left, 1}, .left_by = run};
    apply(f, ev);
    return run;
}

static void undo_page(struct fixture *f)
{
    static const struct made list[] = {
        {"mute", "ann", "no", "yes", "alert unmute HTTP5xxHigh", "alert HTTP5xxHigh is muted", 0, 60 * TIME_MINUTE},
        {"scale", "bob", "8", "12", "pool --workers \"$scale_before\"", NULL, 0, 0},
        {"switch", "ann", "/srv/app/releases/r418", "/srv/app/releases/r417", "ln -sfn \"$switch_before\" /srv/app/current", NULL, 0, 0},
        {"purge", "ann", "18,204 keys", "0 keys", NULL, NULL, 0, 0},
    };
    struct model_undo *undo = arena_array(&f->arena, N(list), sizeof *undo);
    roll_back(f);
    for (size_t i = 0; i < N(list); i++) {
        struct made one = list[i];
        one.at = at(3, 14 + 2 * (int)i, 5);
        undo[i] = (struct model_undo){.run = made(f, &one), .at = at(3, 25, 0), .now = i == 1 ? "16" : one.left};
    }
    undo[0].waits_for = "scale";
    undo[3].now = NULL;
    undo[3].is_reading = true;
    f->model.undo = undo;
    f->model.n_undo = N(list);
    f->model.now = at(3, 26, 0);
}

static void guarded(struct fixture *f)
{
    static const struct model_pair lines[] = {
        {"with", "cache=cache-1"},
        {"where", "web-3, here"},
        {"as", "ann"},
        {NULL, NULL},
        {"now", "18,204 keys"},
        {"undo", "✗ cannot be undone"},
        {"needs", "✓ cache.primary (cache.primary = true)"},
        {NULL, "✓ traffic.share < 0.5 (traffic.share = 12%)"},
        {"dry run", "would remove 18,204 keys of checkout"},
        {NULL, "and 7 more lines: v shows all"},
        {"second", "? waiting for another login, until 03:35"},
        {"announce", "ann empties cache-1 on production: stale prices"},
    };
    static const struct model_question question = {.id = 9,
                                                   .risk = RISK_CHANGE,
                                                   .title = "Empty the cache",
                                                   .command = "cachectl flush \"$cache\"",
                                                   .line = lines,
                                                   .n_lines = N(lines),
                                                   .waits = "It waits for the yes of another login, until 03:35.",
                                                   .dry_run = 12};
    roll_back(f);
    f->model.question = &question;
}

static void asked(struct fixture *f)
{
    static const struct model_pair lines[] = {
        {"with", "cache=cache-1"}, {NULL, "key=•••"}, {"where", "web-3"}, {"as", "bob"}, {"risk", "change"}, {"now", "18,204 keys"}, {"undo", "✗ cannot be undone"},
    };
    static struct model_second second = {.ask = 31, .asker = "bob", .action = "purge", .environment = "production", .command = "cachectl flush \"$cache\"",
                                         .line = lines, .n_lines = N(lines)};
    roll_back(f);
    second.until = at(3, 35, 0);
    f->model.second = &second;
}

static void verify(struct fixture *f)
{
    static const int64_t took[] = {81000,  98000, 72000, 99000, 84000, 83000, 130000, 70000, 85000,  86000, 97000,  71000,
                                   101000, 69000, 85000, 88000, 84000, 82000, 71000,  99000, 168000, 84000, 101000, 86000};
    roll_back(f);
    switched(f, "exited");
    in_step(f, "verify", "verify", at(3, 23, 9));
    noted(f);
    struct model_live *live = arena_alloc(&f->arena, sizeof *live);
    *live = (struct model_live){.run = started(f, "verify", "healthy", at(3, 23, 10)),
                                .id = "healthy",
                                .started = at(3, 23, 10),
                                .timeout = 5 * TIME_MINUTE,
                                .share = 0.8,
                                .lines = 24,
                                .probe = flow_find_probe(f->step.step, "healthy"),
                                .samples = 24,
                                .to_come = 6,
                                .gap = 10 * TIME_SECOND,
                                .median = 85 * TIME_SECOND / 1000,
                                .before = 84 * TIME_SECOND / 1000,
                                .took = took,
                                .n_took = N(took)};
    f->model.live = live;
    f->model.n_live = 1;
    f->step.waits = "waits for healthy: 6 samples to come";
    f->model.now = at(3, 27, 10);
    f->model.next = "Wait 1 min";
}

static void output(struct fixture *f)
{
    static const char *const lines[] = {
        "03:24:31  31 checks against https://shop.example",
        "03:24:32  ok    1 home page",
        "03:24:33  ok    2 search",
        "03:24:35  ok    3 put into the cart",
        "03:24:36  ok    4 cart with a coupon",
        "03:24:41  \033[33mWARN\033[0m flag new-cart is unknown to r417, ignored",
        "03:24:45  ok    9 refund",
    };
    static struct model_output out = {.id = "tests",
                                      .command = "./smoke.sh --against \"$url\"",
                                      .timeout = 60 * TIME_SECOND,
                                      .line = lines,
                                      .n_lines = N(lines),
                                      .bytes = 612,
                                      .is_probe = true};
    verify(f);
    int64_t run = started(f, "verify", "tests", at(3, 24, 31));
    struct model_live *live = arena_array(&f->arena, 2, sizeof *live);
    live[0] = f->model.live[0];
    live[1] = (struct model_live){.run = run, .id = "tests", .started = at(3, 24, 31), .timeout = 60 * TIME_SECOND, .share = -1,
                                  .bytes = 612, .lines = 7, .newest = lines[6]};
    f->model.live = live;
    f->model.n_live = 2;
    out.run = run;
    out.started = at(3, 24, 31);
    f->model.now = at(3, 24, 45);
    f->model.output = &out;
}

static void over(struct fixture *f)
{
    static const struct model_export_row rows[] = {{"md", "Markdown", "INC-42.md", "9 KB", false},
                                                   {"html", "HTML", "INC-42.html", "one file, no script", true},
                                                   {"json", "JSON", "INC-42.json", "for machines, schema 1", false}};
    static const struct model_pair lines[] = {{"✓ written by itself", "facts, timeline, diagnosis, what was run, evidence"},
                                              {"○ to be written", "impact, root cause, lessons: marked in the text"},
                                              {NULL, NULL},
                                              {"first error to alert", " 3 min 18 s    03:01:12 to 03:04:30"}};
    static const struct model_export export = {rows, N(rows), "~/incidents/", lines, N(lines)};
    verify(f);
    f->model.n_live = 0;
    answered(f, "verify", "yes", "Yes, back to baseline", at(3, 28, 12));
    f->model.step = NULL;
    f->model.export = &export;
    f->model.head = "c7d1 08ee 5b92 40fa";
    f->model.next = NULL;
}

static void left_behind(struct fixture *f, int64_t run, const char *title, int64_t ends)
{
    struct event *ev = event(f, EVENT_deferred, at(3, 19, 9), "roll_back");
    ev->as.deferred = (struct event_deferred){.title = title, .owner = "ann", .run = run, .temporary = true, .ends = ends};
    apply(f, ev);
}

/* Verified, and complete except what was deferred: one ends by itself, one should have, one is somebody's. */
static void left(struct fixture *f)
{
    static const struct fact_pair facts[] = {{"healthy.samples", {.kind = VALUE_NUMBER, .number = 30}},
                                             {"healthy.failures", {.kind = VALUE_NUMBER, .number = 0}},
                                             {"healthy.verdict", {.kind = VALUE_TEXT, .text = "passed"}}};
    verify(f);
    f->model.n_live = 0;
    f->step.waits = NULL;
    struct event *ev = event(f, EVENT_probe_ended, at(3, 28, 10), "verify");
    ev->as.probe_ended = (struct event_probe_ended){.run = f->incident.seq, .probe = "healthy", .outcome = "exited", .facts = {facts, N(facts)}};
    apply(f, ev);
    left_behind(f, incident_last_run(&f->incident, "roll_back", "switch")->seq, "the alert HTTP5xxHigh is muted", at(4, 14, 5));
    left_behind(f, switched(f, "exited"), "two more workers run", at(3, 25, 0));
    ev = event(f, EVENT_discharged, at(3, 29, 0), "staging");
    ev->as.discharged = (struct event_discharged){.item = f->incident.deferrals.v[0].seq, .title = "the same in staging", .how = "handed_over",
                                                  .owner = "bob", .until = at(23, 59, 0) + TIME_DAY};
    apply(f, ev);
    ev = event(f, EVENT_status_set, at(3, 30, 0), NULL);
    ev->as.status_set.status = "mitigated";
    apply(f, ev);
    f->model.now = at(3, 33, 0);
}

static void held(struct fixture *f)
{
    static const struct model_pair lines[] = {
        {"waiting", "14 s, still trying"},
        {"held by", "sqlite3, process 4711, by bob, since 03:13:58"},
        {"journal", "/srv/triage/journal.db, shared"},
        {"yours", "answer Not sure, note \"staging is down\": kept, to be recorded"},
        {NULL, NULL},
        {NULL, "Reading and probes go on. No action runs before it can be recorded."}};
    static const struct model_choice choices[] = {
        {"wait", "Wait", "it goes on by itself"},
        {"file", "Write on in a file meanwhile", "read in, with its times, afterwards"},
        {"read", "Only read: articles, timeline", NULL},
        {"leave", "Leave", "what you typed goes to a file first"}};
    static const struct model_trouble trouble = {.id = "held",
                                                 .head = "Not recorded yet: another program holds the journal",
                                                 .line = lines,
                                                 .n_lines = N(lines),
                                                 .choice = choices,
                                                 .n_choices = N(choices),
                                                 .why = "SQLite lets one program write at a time."};
    finding(f);
    f->model.trouble = &trouble;
    f->model.is_recorded = false;
}

static void broken(struct fixture *f)
{
    static const struct model_pair lines[] = {
        {NULL, "✗ checkout-500.yaml:41:13"},
        {"", "step 'scope' leads to 'dependancies', which is not defined; did you mean 'dependencies'?"},
        {NULL, "? checkout-500.yaml:58:9"},
        {"", "action 'restart' has no undo; add one, or undo: none"}};
    static const struct model_choice choices[] = {
        {"last", "Use it as it was on 14 Feb", "worked in INC-38, kept in the journal"},
        {"anyway", "Use it with the mistake", "step scope leads nowhere and will ask where to go on"},
        {"edit", "Mend it now", "opens your editor, then looks again"},
        {"unsure", "Not sure: find out by questions", NULL}};
    static const struct model_trouble trouble = {.id = "flow 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                                                 .name = "Flow checkout-500\thas 2 mistakes, 1 of them stops it",
                                                 .line = lines,
                                                 .n_lines = N(lines),
                                                 .before = "You can still work",
                                                 .choice = choices,
                                                 .n_choices = N(choices),
                                                 .foot =
                                                     "/etc/triage/flows/checkout-500.yaml, last changed 28 Feb by carol"};
    f->model.incident = NULL;
    f->model.trouble = &trouble;
}

static const struct model_article_row article_rows[] = {
    {"kb_010", "HTTP 500, first look", "what a 500 is and is not", 3},
    {"kb_014", "Error rate against baseline", "the share of failing requests", 3}};
static const struct model_found found_articles = {"", article_rows, N(article_rows), 22};

static void home(struct fixture *f)
{
    f->model.incident = NULL;
    f->model.found = &found_articles;
}

static void home_bare(struct fixture *f)
{
    home(f);
    f->model.home.flow = NULL;
    f->model.home.n_flows = 0;
    f->model.home.unsure_flow = NULL;
}

static void home_open(struct fixture *f)
{
    static struct model_case open = {.number = 42,
                                     .title = "HTTP 500",
                                     .service = "checkout",
                                     .environment = "production",
                                     .severity = 2,
                                     .at = "Roll back: Go back to the release before",
                                     .unknown = "a command started at 03:19:07, outcome unknown",
                                     .others = "bob has it open too, on ops-1"};
    static struct model_case closed = {
        .number = 41, .title = "HTTP 500", .service = "search", .environment = "staging", .status = STATUS_RESOLVED};
    open.since = at(3, 1, 12);
    closed.changed = at(3, 1, 12) - 2 * TIME_DAY;
    home(f);
    f->model.now = at(3, 21, 30);
    f->model.home.open = &open;
    f->model.home.n_open = 1;
    f->model.home.closed = &closed;
    f->model.home.n_closed = 1;
    f->model.home.dropped = "The connection dropped at 03:19:08. All is recorded up to there.";
}

static void article(struct fixture *f)
{
    static struct span first[] = {{"Compare the share of failing requests now with the same hour on other days. A quiet "
                                   "service at night can show 5% from three requests: look at the ",
                                   0, -1},
                                  {"count", SPAN_STRONG, -1},
                                  {" beside the rate.", 0, -1}};
    static struct span second[] = {{"One endpoint points at code ", 0, -1}, {"stack traces", SPAN_LINK, 0}, {".", 0, -1}};
    static struct span head[] = {{"What is normal", 0, -1}};
    static struct block blocks[] = {
        {.kind = BLOCK_HEADING, .level = 2, .spans = {head, 1}},
        {.kind = BLOCK_PARAGRAPH, .spans = {first, 3}},
        {.kind = BLOCK_CODE, .code = "triage logs access.log --since 2h --where \"status >= 500\"\n"},
        {.kind = BLOCK_PARAGRAPH, .spans = {second, 3}},
        {.kind = BLOCK_PARAGRAPH, .spans = {first, 3}},
        {.kind = BLOCK_CODE, .code = "journalctl -u app --since -2h\n"}};
    static struct link links[] = {{"kb_012", NULL}};
    static const struct document document = {blocks, N(blocks), links, 1, NULL};
    static const struct model_article art = {.id = "kb_014",
                                             .title = "Error rate against baseline",
                                             .document = &document,
                                             .source = "comes with triage",
                                             .minutes = 3};
    finding(f);
    f->model.article = &art;
    f->model.found = &found_articles;
}

/* A stranger's text everywhere: nothing of it may reach a cell as it is. */
static void list_of_changes(struct fixture *f)
{
    finding(f);
    fixture_changes(f);
}

static void many_changes(struct fixture *f)
{
    list_of_changes(f);
    fixture_changes_many(f, 400);
}

static void no_changes(struct fixture *f)
{
    finding(f);
    fixture_changes_none(f);
}

/* The runs of the two probes, the last ones there are. */
static void seen(struct fixture *f)
{
    finding(f);
    size_t n = f->incident.runs.n;
    fixture_looked(f, f->incident.runs.v[n - 2].seq, f->incident.runs.v[n - 1].seq, false);
}

/* Lines without a time: there is no chart to draw. */
static void timeless(struct fixture *f)
{
    seen(f);
    for (size_t i = 0; i < f->step.n_looked; i++) {
        struct log_finding *found = (struct log_finding *)(size_t)f->step.looked[i].log;
        found->from = found->to = TIME_NONE;
        found->onset.is_found = false;
    }
}

static void looking(struct fixture *f)
{
    running(f);
    fixture_looked(f, f->model.live[0].run, f->model.live[1].run, true);
}

static void hostile(struct fixture *f)
{
    finding(f);
    f->incident.runs.v[f->incident.runs.n - 1].summary =
        "\033]0;owned\007 \xe2\x80\xae"
        "evil\xe2\x80\xac \xff\xfe wide 日本語 e\xcc\x81\xcc\x82\xcc\x83\xcc\x84 "
        "end";
    f->model.status = "\033[2Jgone\rback";
}

static void logs(struct fixture *f)
{
    finding(f);
    fixture_logs(f);
}

static void logs_none(struct fixture *f)
{
    finding(f);
    fixture_logs_none(f);
}

static void logs_nothing(struct fixture *f)
{
    finding(f);
    fixture_logs_nothing(f);
}

static const struct {
    const char *name;
    void (*fill)(struct fixture *f);
} moments[] = {
    {"home", home},       {"home-open", home_open}, {"home-bare", home_bare}, {"symptom", symptom}, {"symptom-bare", symptom_bare},
    {"looked", looked},   {"scope", scope},         {"running", running}, {"finding", finding}, {"before", before},
    {"list-of-changes", list_of_changes}, {"many-changes", many_changes}, {"no-changes", no_changes}, {"seen", seen}, {"timeless", timeless}, {"looking", looking},
    {"cannot", cannot},   {"changes", changes},     {"fixes", fixes},     {"board", board}, {"outlook", outlook}, {"reckoned-fixes", reckoned_fixes}, {"roll-back", roll_back},
    {"confirm", confirm}, {"long-confirm", long_confirm}, {"long-reason", long_reason}, {"destroy", destroy},     {"unknown", unknown}, {"unlooked", unlooked}, {"verify", verify}, {"left", left}, {"undo", undo_page}, {"guarded", guarded}, {"asked", asked},
    {"alert", fixture_alert}, {"alert-open", fixture_alert_open}, {"alert-strange", fixture_alert_strange},
    {"output", output},   {"over", over},           {"held", held},       {"broken", broken},
    {"article", article}, {"hostile", hostile},     {"logs", logs},         {"logs-none", logs_none}, {"logs-nothing", logs_nothing},
};

const char *fixture_name(unsigned n)
{
    return n < N(moments) ? moments[n].name : NULL;
}

static const struct model_flow flows[] = {
    {"http-500", "HTTP 500 Internal Server Error", NULL},
    {"http-502-504", "HTTP 502 or 504, the gateway answers", NULL},
    {"http-503-overload", "HTTP 503, too much load", NULL},
    {"latency", "Slow, but not failing", NULL},
    {"disk-full", "A disk is full", NULL},
    {"memory-oom", "Memory runs out, processes are killed", NULL},
    {"database-connections", "The database refuses connections", NULL},
    {"tls-certificate", "A certificate is expired or not trusted", NULL},
    {"failed-deploy", "A deploy failed", NULL},
    {"dns", "Names do not resolve", NULL},
    {"queue", "A queue grows", NULL},
    {"cron", "A job did not run", NULL},
};

void fixture_speak(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
#if ENABLE_NLS
    const char *dir = getenv("TRIAGE_LOCALEDIR");
    if (!dir)
        return;
    setlocale(LC_MESSAGES, "C.UTF-8");
    bindtextdomain(PACKAGE, dir);
    bind_textdomain_codeset(PACKAGE, "UTF-8");
    textdomain(PACKAGE);
#endif
}

bool fixture_init(struct fixture *f, const char *name)
{
    *f = (struct fixture){0};
    incident_init(&f->incident);
    f->incident.number = 42;
    if (!http_500.step_by_id.n)
        index_flow(&http_500);
    f->model = (struct model){.actor = "ann",
                              .host = "ops-1",
                              .now = at(3, 6, 0),
                              .zone = &zone,
                              .is_recorded = true,
                              .incident = &f->incident,
                              .flow = &http_500,
                              .home = {.flow = flows,
                                       .n_flows = N(flows),
                                       .unsure_flow = "unknown",
                                       .journal = "~/.local/state/triage/journal.db, new, readable by you alone"}};
    for (size_t i = 0; i < N(moments); i++)
        if (strcmp(moments[i].name, name) == 0) {
            moments[i].fill(f);
            return true;
        }
    return false;
}

void fixture_release(struct fixture *f)
{
    fixes_release(&f->fixes);
    diagnosis_release(&f->diagnosis);
    incident_release(&f->incident);
    log_series_release(&f->series);
    arena_release(&f->arena);
}
