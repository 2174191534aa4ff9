/* end: what became of a command, as facts and an event. */
#include "app/change_end.h"
#include "app/parts.h"

#include <errno.h>

#include "app/clock.h"
#include "app/undo.h"
#include "app/way.h"
#include "base/i18n.h"
#include "incident/finding.h"
#include "incident/looked.h"
#include "store/liveness.h"
#include "store/trail.h"
#include "text/clean.h"

/* The name under which a run that reads is recorded: a probe's own, or NAME_before, NAME_now and NAME_check of an
 * action. */
static const char *read_name(const struct live_run *r, struct arena *arena)
{
    if (r->purpose == RUN_FOR_BEFORE)
        return arena_printf(arena, "%s_before", r->id);
    if (r->purpose == RUN_FOR_CHECK)
        return arena_printf(arena, "%s_check", r->id);
    if (r->purpose == RUN_FOR_LEFT)
        return arena_printf(arena, "%s_left", r->id);
    return r->purpose == RUN_FOR_LOOK ? arena_printf(arena, "%s_now", r->id) : r->id;
}

/* What a shell would have in $(...): without the line ends at its end. */
static const char *captured_text(const struct str *output, struct arena *arena)
{
    size_t n = output->n;
    while (n && (output->s[n - 1] == '\n' || output->s[n - 1] == '\r'))
        n--;
    return arena_strndup(arena, str_get(output), n);
}

/* Of a repeated probe that came to its end, what became of its last sample is only one of many. */
static enum run_outcome outcome_of(const struct live_run *r)
{
    return r->soak && !runs_was_cut_short(r) ? RUN_EXITED : r->child.outcome;
}

static void find(const struct live_run *r, const struct str *output, int64_t took, struct arena *arena, struct finding *f)
{
    struct soak_result soak = r->soak ? soak_result(r->soak, r->probe, r->seen, runs_was_cut_short(r)) : (struct soak_result){0};
    static const struct flow_expect zero;
    const struct flow_probe *p = r->probe;
    struct finding_of of = {
        .id = r->id,
        .kind = p ? p->kind : PROBE_RUN,
        .expect = p ? &p->expect : &zero,
        .capture = p ? p->capture : NULL,
        .n_captures = p ? p->n_captures : 0,
        .outcome = outcome_of(r),
        .exit_status = r->child.exit_status,
        .took = took,
        .output = str_get(output),
        .n_output = output->n,
        .soak = r->soak ? &soak : NULL,
    };
    finding_make(&of, arena, f);
}

static bool keep_output(struct session *s, const struct str *output, char digest[65], struct err *e)
{
    return !output->n || record_blob(s, output->s, output->n, digest, e);
}

/* Of a repeated probe a line for each sample, and what the last one printed. */
static bool keep_samples(struct session *s, const struct str *lines, const struct str *output, char digest[65], struct err *e)
{
    struct str kept = {0};
    if (!lines->n)
        return keep_output(s, output, digest, e);
    soak_cut_lines(str_get(lines), lines->n, &kept);
    if (output->n)
        str_add_char(&kept, '\n');
    str_add_n(&kept, str_get(output), output->n);
    bool ok = keep_output(s, &kept, digest, e);
    str_release(&kept);
    return ok;
}

static bool record_probe(struct session *s, const struct live_run *r, const struct event_probe_ended *body, struct err *e)
{
    struct event ev = {.kind = EVENT_probe_ended, .step = r->path, .as.probe_ended = *body};
    return record_event(s, &ev, e);
}

/* What it printed before the connection was lost is kept, and is not what became of it. */
static const char *summary_of(const struct live_run *r, const struct finding *f)
{
    return r->child.outcome == RUN_UNKNOWN ? NULL : f->summary;
}

/* A command of triage that the shell there did not find. */
static bool lacks_triage(const struct live_run *r)
{
    return r->host && r->probe && r->probe->kind != PROBE_RUN && r->child.outcome == RUN_EXITED && r->child.exit_status == 127;
}

static bool end_read(struct session *s, struct live_run *r, const struct str *output, struct arena *arena, struct err *e)
{
    struct finding f;
    char digest[65] = "", no_triage[WHY_TEXT];
    int64_t took = r->child.ended - r->began;
    const char *name = read_name(r, arena), *text = captured_text(output, arena);
    struct fact_pair before = {name, value_text(text)};
    find(r, output, took, arena, &f);
    struct event_probe_ended body = {
        .run = r->run,
        .probe = name,
        .outcome = run_outcome_name(outcome_of(r)),
        .exit_status = r->child.exit_status,
        .took = took,
        .bytes = (int64_t)r->child.output.bytes,
        .facts = r->probe ? f.facts : (struct fact_pairs){&before, f.passed ? 1 : 0},
        .summary = summary_of(r, &f),
        .why = r->child.why[0] ? r->child.why : f.trouble,
        .left_by = r->purpose == RUN_FOR_LEFT ? r->about : 0,
    };
    if (lacks_triage(r)) {
        why_host(WHY_NO_TRIAGE, r->host, NULL, no_triage);
        body.outcome = run_outcome_name(RUN_NOT_STARTED);
        body.why = no_triage;
        body.summary = NULL;
    }
    if (!keep_samples(s, &r->lines, output, digest, e))
        return false;
    body.output = digest[0] ? digest : NULL;
    if (!record_probe(s, r, &body, e))
        return false;
    if (r->purpose == RUN_FOR_BEFORE)
        ask_before_read(s, r, text, f.passed);
    else if (r->about)
        undo_looked(s, r, text, f.passed);
    else if (r->purpose == RUN_FOR_LOOK)
        ask_looked(s, r, text, f.passed);
    else if (r->purpose == RUN_FOR_CHECK)
        ask_check_read(s, r, text, f.passed);
    return true;
}

static bool end_action(struct session *s, struct live_run *r, const struct str *output, struct err *e)
{
    struct change_end end = {
        .run = r->run,
        .id = r->id,
        .path = r->path,
        .action = r->action,
        .outcome = r->child.outcome,
        .exit_status = r->child.exit_status,
        .took = r->child.ended - r->began,
        .output = str_get(output),
        .n_output = output->n,
        .bytes = (int64_t)r->child.output.bytes,
        .survivors = r->child.survivors,
        .why = r->child.why[0] ? r->child.why : NULL,
    };
    return change_ended(s, &end, e);
}

/* Trouble that may pass, so that trying again makes sense; an event that is not admitted or too large never will be. */
static bool may_pass(const struct err *e)
{
    return e->code == ERR_BUSY || e->code == ERR_IO || e->code == ERR_DENIED || e->code == ERR_WRITE;
}

static void keep_finding(struct str *output)
{
    struct str kept = {0};
    looked_keep(str_get(output), output->n, &kept);
    str_release(output);
    *output = kept;
}

/* A flood of NULs or a picture is bytes, not text: facts are read from what is kept of it, as it came. */
bool end_run(struct session *s, struct live_run *r)
{
    struct arena arena = {0};
    struct str output = {0};
    struct err e = {0};
    output_text(&r->child.output, &output);
    way_was_taken(s, r);
    if (r->probe && r->probe->kind != PROBE_RUN)
        keep_finding(&output);
    bool ok = r->purpose == RUN_FOR_ACTION ? end_action(s, r, &output, &e) : end_read(s, r, &output, &arena, &e);
    if (!ok)
        session_say(s, "%s", e.text);
    if (ok && r->purpose == RUN_FOR_ACTION) {
        liveness_unguard(s->liveness, r->run);
        child_recorded(&r->child);
        undo_after(s, r);
    }
    if (ok && r->trail)
        trail_remove(r->trail, r->run);
    str_release(&output);
    arena_release(&arena);
    return ok || !may_pass(&e);
}

bool run_in_terminal(struct session *s, const struct live_run *what, struct err *e)
{
    struct live_run r = *what;
    struct child_spec spec = {.command = what->command, .names = what->names, .will = what->will, .dies_with_us = what->dies_with_us};
    int64_t began = clock_ticks();
    if (s->lend)
        s->lend(s->who);
    bool ok = child_run_kept(&r.child, &spec, what->guard, began, e);
    if (s->take_back)
        s->take_back(s->who);
    r.began = began;
    r.child.ended = clock_ticks();
    if (!ok)
        r.child.outcome = RUN_NOT_STARTED;
    if (!end_run(s, &r))
        *vec_push(&s->owed) = runs_copy(&r);
    return ok;
}

/* ---- runs of a triage that is gone -------------------------------------------------------------------------------------- */

static bool is_owed(const struct session *s, int64_t run)
{
    for (size_t i = 0; i < s->owed.n; i++)
        if (s->owed.v[i]->run == run)
            return true;
    return false;
}

/* One of our own is an orphan when it was let go. A change that still runs is none yet: to look at what became of it
 * before it has ended would say that nothing did. */
static bool is_orphan(const struct session *s, const struct run *run)
{
    const struct event *started = incident_event(s->inc, run->seq); /* by the triage there, wherever it runs */
    if (run->outcome != RUN_RUNNING || run->ended || !str_eq(started->host, s->host) || !run->liveness)
        return false;
    if (run->kind == RUN_ACTION && liveness_is_guarded(run->liveness, run->seq))
        return false;
    if (str_eq(run->liveness, s->liveness))
        return !runs_find(&s->runs, run->seq) && !is_owed(s, run->seq);
    return liveness_is_free(run->liveness);
}

/* How far a repeated probe got, as its trail tells. */
static bool recall_soak(struct session *s, const struct run *run, struct arena *arena, struct event_probe_ended *body, struct err *e)
{
    struct place p;
    const struct flow_probe *probe = place_at(s, run->step, &p) ? flow_find_probe(p.step, run->id) : NULL;
    struct str lines = {0}, nothing = {0};
    struct soak soak;
    struct finding f;
    char digest[65] = "";
    trail_read(run->liveness, run->seq, &lines);
    soak_recall(str_get(&lines), lines.n, &soak);
    bool ok = true;
    if (soak_is(probe) && soak.samples) {
        struct soak_result result = soak_result(&soak, probe, soak.last, true);
        finding_make(&(struct finding_of){.id = run->id, .kind = probe->kind, .expect = &probe->expect, .outcome = RUN_UNKNOWN,
                                          .took = soak.last - soak.began, .output = "", .soak = &result}, arena, &f);
        ok = keep_samples(s, &lines, &nothing, digest, e);
        body->facts = f.facts;
        body->output = digest[0] ? arena_strdup(arena, digest) : NULL;
        body->bytes = (int64_t)lines.n;
        body->took = soak.last - soak.began;
    }
    str_release(&lines);
    return ok;
}

static bool end_orphan(struct session *s, const struct run *run, struct arena *arena, struct err *e)
{
    const char *outcome = run_outcome_name(RUN_UNKNOWN);
    struct event ev = {.kind = run->kind == RUN_PROBE ? EVENT_probe_ended : EVENT_action_ended, .step = run->step};
    if (run->kind == RUN_ACTION) {
        ev.as.action_ended = (struct event_action_ended){.run = run->seq, .action = run->id, .outcome = outcome};
        return record_event(s, &ev, e);
    }
    ev.as.probe_ended = (struct event_probe_ended){.run = run->seq, .probe = run->id, .outcome = outcome};
    return recall_soak(s, run, arena, &ev.as.probe_ended, e) && record_event(s, &ev, e);
}

void end_orphans(struct session *s)
{
    for (size_t i = 0; s->inc && i < s->inc->runs.n; i++) {
        const struct run *run = &s->inc->runs.v[i];
        struct err e = {0};
        struct arena arena = {0};
        enum run_kind kind = run->kind;
        if (!is_orphan(s, run))
            continue;
        bool ok = end_orphan(s, run, &arena, &e);
        arena_release(&arena);
        if (!ok)
            return;
        if (kind == RUN_ACTION) /* what was recorded may have moved the list */
            liveness_unguard(s->inc->runs.v[i].liveness, s->inc->runs.v[i].seq);
        else
            trail_remove(s->inc->runs.v[i].liveness, s->inc->runs.v[i].seq);
    }
}
