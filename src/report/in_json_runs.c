/* in_json_runs: what was run, what it printed, what it changed and what that was good for. */
#include "report/in_json.h"

/* ---- what was run ---------------------------------------------------------------------------------------------------- */
static void put_run_world(struct json *j, const struct report_run *run)
{
    json_put_text(j, "command", run->command);
    struct json *names = in_json_list(j, "values");
    for (size_t i = 0; i < run->names.n; i++)
        json_add_text(names, run->names.v[i] ? run->names.v[i] : "");
    json_put_text(j, "host", run->host);
    json_put_text(j, "user", run->user);
    json_put_text(j, "risk", run->risk);
    json_put_text(j, "before", run->before);
    json_put_text(j, "undo", run->undo);
    in_json_count(j, "undoes", run->undoes);
    in_json_count(j, "undone_by", run->undone_by);
    in_json_count(j, "left_running", run->left_running);
}

static void put_samples(struct json *j, const struct report_run *run)
{
    if (!run->is_soak)
        return;
    struct json *soak = in_json_map(j, "samples");
    json_put_int(soak, "taken", run->soak.samples);
    json_put_int(soak, "failed", run->soak.failures);
    json_put_text(soak, "verdict", soak_verdict_name(run->soak.verdict));
    in_json_seconds(soak, "longest_gap", run->soak.longest_gap);
    in_json_seconds(soak, "median", run->soak.median);
}

static void put_run(struct json *j, const struct report_run *run)
{
    json_put_int(j, "seq", run->seq);
    json_put_text(j, "kind", run->kind == RUN_PROBE ? "probe" : "action");
    json_put_text(j, "id", run->id);
    json_put_text(j, "step", run->step);
    json_put_text(j, "phase", run->phase == N_PHASES ? NULL : phase_name(run->phase));
    json_put_text(j, "by", run->actor);
    in_json_time(j, "started_at", run->started);
    in_json_time(j, "ended_at", run->ended);
    in_json_seconds(j, "seconds", run->took);
    json_put_text(j, "outcome", run_outcome_name(run->outcome));
    if (run->outcome == RUN_EXITED && !run->is_reported)
        json_put_int(j, "exit_status", run->exit_status);
    if (run->kind == RUN_ACTION && run->outcome == RUN_EXITED)
        json_put_flag(j, "worked", run->exit_status == 0);
    json_put_text(j, "verdict", run->verdict);
    json_put_text(j, "settled_by", run->verdict ? run->settler : NULL);
    json_put_text(j, "finding", run->summary);
    json_put_text(j, "why", run->why);
    put_samples(j, run);
    put_run_world(j, run);
    json_put_text(j, "output", run->digest);
    in_json_count(j, "bytes", run->bytes);
    json_put_flag(j, "elsewhere", run->is_reported);
    json_put_flag(j, "in_effect", run->is_in_effect);
}

static void put_fixes(struct json *root, const struct report *r)
{
    struct json *fixes = in_json_list(root, "fixes"), *statuses = in_json_list(root, "statuses");
    for (size_t i = 0; i < r->fixes.n; i++) {
        struct json *j = in_json_row(fixes);
        json_put_text(j, "step", r->fixes.v[i].step);
        json_put_text(j, "title", r->fixes.v[i].title);
        json_put_text(j, "result", r->fixes.v[i].verdict == FIX_HELPED ? "helped" : "failed");
        json_put_text(j, "by", r->fixes.v[i].actor);
        in_json_time(j, "at", r->fixes.v[i].at);
    }
    for (size_t i = 0; i < r->statuses.n; i++) {
        struct json *j = in_json_row(statuses);
        in_json_time(j, "at", r->statuses.v[i].at);
        json_put_text(j, "status", r->statuses.v[i].status);
        json_put_text(j, "by", r->statuses.v[i].actor);
        json_put_text(j, "reason", r->statuses.v[i].reason);
    }
}

void in_json_runs(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "runs");
    for (size_t i = 0; i < r->runs.n; i++)
        put_run(in_json_row(list), &r->runs.v[i]);
    put_fixes(root, r);
}
