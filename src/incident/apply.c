/* apply: what each kind of event does to the state. None can fail: what must not happen was not admitted. */
#include "incident/fold.h"

#include "base/time.h"
#include "incident/approval.h"
#include "incident/hypothesis.h"
#include "incident/soak_facts.h"

static bool is_top_level(const char *step)
{
    return step && !strchr(step, '/');
}

static void apply_opened(struct incident *inc, const struct event *ev)
{
    const struct event_opened *o = &ev->as.opened;
    inc->flow = o->flow;
    inc->title = o->title;
    inc->flow_digest = o->digest;
    inc->language = o->language;
    inc->calls = o->calls;
    inc->since = o->since;
    inc->opened_at = ev->at;
    inc->opener = inc->commander = ev->actor;
}

static void apply_given(struct incident *inc, const struct event *ev)
{
    const struct event_given *g = &ev->as.given;
    fold_fact(inc, ev, g->input, g->secret ? value_text("") : value_text(g->value ? g->value : ""), g->source, FOLD_NONE);
}

static void apply_entered(struct incident *inc, const struct event *ev, int32_t step)
{
    const struct event_entered *n = &ev->as.entered;
    struct step_record *s = &inc->steps.v[step];
    bool looks_only = str_eq(n->how, "back") || str_eq(n->how, "jump");
    *vec_push(&inc->visits) = (struct visit){.step = s->step, .how = n->how, .seq = inc->seq, .at = ev->at};
    s->n_entered++;
    if (looks_only) {
        fold_return_to(inc, step);
    } else {
        s->walked_in = inc->seq;
        fold_forget_findings(inc, step);
        fold_walk_into(inc, step);
    }
    inc->step = s->step;
    inc->phase = n->phase;
    inc->outcome = NULL; /* whoever enters a step goes on */
    for (size_t i = 0; i < n->skipped.n; i++)
        name_set_put(&inc->skipped, n->skipped.v[i]);
    name_set_drop(&inc->skipped, s->step);
}

static void add_facts(struct incident *inc, const struct event *ev, const struct fact_pairs *facts, const char *source,
                      int32_t owner)
{
    for (size_t i = 0; i < facts->n; i++)
        fold_fact(inc, ev, facts->v[i].name, facts->v[i].value, source, owner);
}

static void apply_probe_started(struct incident *inc, const struct event *ev)
{
    const struct event_probe_started *p = &ev->as.probe_started;
    *vec_push(&inc->open_runs) = (uint32_t)inc->runs.n;
    struct run *run = fold_run_start(inc, ev, RUN_PROBE, p->probe);
    run->command = p->command;
    run->names = p->names;
    run->host = p->host;
    run->user = p->user;
    run->liveness = p->liveness;
}

static void apply_action_started(struct incident *inc, const struct event *ev)
{
    const struct event_action_started *a = &ev->as.action_started;
    *vec_push(&inc->open_runs) = (uint32_t)inc->runs.n;
    struct run *run = fold_run_start(inc, ev, RUN_ACTION, a->action);
    run->command = a->command;
    run->names = a->names;
    run->host = a->host;
    run->user = a->user;
    run->liveness = a->liveness;
    run->before = a->before;
    run->undo = a->undo;
    run->undoes = a->undoes;
    run->environment = a->environment;
    run->on_hangup = a->on_hangup;
    run->announce = a->announce;
    run->temporary = a->temporary;
    run->ends = a->ends;
    run->approval = a->approval;
    approval_use(inc, a->approval);
    if (a->before && !a->undoes) /* what an undo reads as $ID_before is how it was before the change, not before the undo */
        fold_fact(inc, ev, arena_printf(&inc->arena, "%s_before", a->action), value_text(a->before), a->action, FOLD_NONE);
}

/* The end of a run, the same for both kinds. */
static struct run *end_run(struct incident *inc, const struct event *ev, int64_t seq, const char *outcome)
{
    struct run *run = fold_run(inc, seq);
    run->ended = ev->at;
    run_outcome_parse(outcome, &run->outcome);
    fold_cut(inc->open_runs.v, &inc->open_runs.n, (uint32_t)(run - inc->runs.v));
    return run;
}

static void apply_probe_ended(struct incident *inc, const struct event *ev, int32_t step)
{
    const struct event_probe_ended *p = &ev->as.probe_ended;
    struct run *run = end_run(inc, ev, p->run, p->outcome);
    run->exit_status = p->exit_status;
    run->output = p->output;
    run->summary = p->summary;
    run->why = p->why;
    run->is_soak = soak_of_facts(&p->facts, run->id, &run->soak);
    fold_run_left(inc, p);
    if (step < 0 || run->seq > inc->steps.v[step].walked_in) /* what began before the last visit says nothing of now */
        add_facts(inc, ev, &p->facts, run->id, step);
}

static void apply_probe_reported(struct incident *inc, const struct event *ev, int32_t step)
{
    const struct event_probe_reported *p = &ev->as.probe_reported;
    struct run *run = fold_run_start(inc, ev, RUN_PROBE, p->probe);
    run->is_reported = true;
    run->ended = ev->at;
    run->outcome = RUN_EXITED;
    run->output = p->output;
    run->summary = p->summary;
    if (step >= 0)
        fold_forget_probe(inc, step, p->probe);
    add_facts(inc, ev, &p->facts, ev->actor, step);
}

static void apply_action_ended(struct incident *inc, const struct event *ev)
{
    const struct event_action_ended *a = &ev->as.action_ended;
    struct run *run = end_run(inc, ev, a->run, a->outcome);
    run->exit_status = a->exit_status;
    run->output = a->output;
    run->summary = a->summary;
    run->why = a->why;
    run->recorded_by = a->recorded_by;
    add_facts(inc, ev, &a->facts, run->id, FOLD_NONE);
    if (run->outcome == RUN_UNKNOWN)
        fold_run_question(inc, run);
    else if (run->outcome == RUN_EXITED && run->exit_status == 0)
        fold_run_worked(inc, run);
}

static void apply_action_reported(struct incident *inc, const struct event *ev)
{
    const struct event_action_reported *a = &ev->as.action_reported;
    struct run *run = fold_run_start(inc, ev, RUN_ACTION, a->action);
    run->is_reported = true;
    run->ended = ev->at;
    run->command = a->command;
    run->output = a->output;
    run->summary = a->summary;
    run->undo = a->undo;
    run->undoes = a->undoes;
    run->outcome = RUN_EXITED;
    run->exit_status = str_eq(a->outcome, "worked") ? 0 : 1;
    if (str_eq(a->outcome, "unknown"))
        fold_run_question(inc, run);
    else if (run->exit_status == 0)
        fold_run_worked(inc, run);
}

static void apply_settled(struct incident *inc, const struct event *ev)
{
    const struct event_settled *s = &ev->as.settled;
    struct run *run = fold_run(inc, s->run);
    uint32_t at = (uint32_t)(run - inc->runs.v);
    run->verdict = s->verdict;
    fold_cut(inc->open_questions.v, &inc->open_questions.n, at);
    if (str_eq(s->verdict, "unsure") && run->kind == RUN_ACTION)
        *vec_push(&inc->open_questions) = at;
    if (str_eq(s->verdict, "took_effect"))
        fold_run_worked(inc, run);
}

static void apply_answered(struct incident *inc, const struct event *ev, int32_t step)
{
    const struct event_answered *a = &ev->as.answered;
    if (a->fixed) {
        enum fix_verdict verdict = str_eq(a->fix, "helped")   ? FIX_HELPED
                                   : str_eq(a->fix, "failed") ? FIX_FAILED
                                                              : FIX_NO_VERDICT;
        fold_verdict(inc, a->fixed, verdict, inc->seq);
    }
    struct step_record *s = &inc->steps.v[step];
    if (s->answer < 0) {
        s->answer = (int32_t)inc->answers.n;
        vec_push(&inc->answers);
    }
    inc->answers.v[s->answer] = (struct answer_given){.step = s->step, .answer = a->answer, .label = a->label,
        .reason = a->reason, .actor = ev->actor, .seq = inc->seq, .at = ev->at, .is_stale = !s->n_on_path, .fixed = a->fixed};
    fold_answer_fact(inc, ev, step, a->answer);
    if (a->outcome && is_top_level(s->step))
        inc->outcome = a->outcome;
}

/* A verdict falls with the answer that gave it, unless a newer answer gave another. */
static void apply_answer_struck(struct incident *inc, const struct event *ev, int32_t step)
{
    struct answer_given *a = &inc->answers.v[inc->steps.v[step].answer];
    a->is_struck = true;
    fold_answer_fact(inc, ev, step, NULL);
    const struct step_record *fixed = a->fixed ? incident_find_step(inc, a->fixed) : NULL;
    if (fixed && fixed->fix >= 0 && inc->fixes.v[fixed->fix].seq == a->seq)
        inc->fixes.v[fixed->fix].verdict = FIX_NO_VERDICT;
}

static void apply_ticked(struct incident *inc, const struct event *ev)
{
    const struct event_ticked *t = &ev->as.ticked;
    const char *key = fold_key(&inc->arena, ev->step, t->item);
    if (t->on)
        name_set_put(&inc->ticked, key);
    else
        name_set_drop(&inc->ticked, key);
}

static void apply_deferred(struct incident *inc, const struct event *ev, int32_t step)
{
    const struct event_deferred *d = &ev->as.deferred;
    if (d->run)
        fold_run(inc, d->run)->is_deferred = true;
    else
        inc->steps.v[step].deferral = (int32_t)inc->deferrals.n;
    *vec_push(&inc->deferrals) = (struct deferral){.seq = inc->seq, .step = ev->step, .title = d->title,
        .owner = d->owner, .reason = d->reason, .until = d->until, .run = d->run, .is_temporary = d->temporary, .ends = d->ends};
    inc->n_blocking++;
    inc->n_left++;
}

static void apply_discharged(struct incident *inc, const struct event *ev)
{
    const struct event_discharged *d = &ev->as.discharged;
    const struct deferral *item = incident_find_deferral(inc, d->item);
    if (item)
        fold_discharge(inc, &inc->deferrals.v[item - inc->deferrals.v], d);
    else
        name_set_drop(&inc->skipped, ev->step);
}

static void apply_status(struct incident *inc, const struct event *ev)
{
    const struct event_status_set *s = &ev->as.status_set;
    status_parse(s->status, &inc->status);
    if (s->outcome)
        inc->outcome = s->outcome;
    switch (inc->status) {
    case STATUS_OPEN: inc->mitigated_at = inc->resolved_at = inc->closed_at = 0; break;
    case STATUS_MITIGATED: inc->mitigated_at = ev->at; break;
    case STATUS_RESOLVED: inc->resolved_at = ev->at; break;
    case STATUS_CLOSED: inc->closed_at = ev->at; break;
    }
}

static void apply_alerted(struct incident *inc, const struct event *ev)
{
    const struct event_alerted *a = &ev->as.alerted;
    *vec_push(&inc->alerts) = (struct alert_seen){inc->seq,   ev->at,  a->starts, a->title, a->source,
                                                  a->key, a->payload, a->link, str_eq(a->status, "resolved")};
}

static void apply_learned(struct incident *inc, const struct event *ev)
{
    const struct event_learned *l = &ev->as.learned;
    *vec_push(&inc->learned) = (struct learned_counts){l->flow, l->incidents, l->from, l->to, l->counts};
}

static void apply_corrected(struct incident *inc, const struct event *ev)
{
    const struct fact_pairs *facts = &ev->as.fact_corrected.facts;
    for (size_t i = 0; i < facts->n; i++)
        fold_correction(inc, ev, facts->v[i].name, facts->v[i].value);
}

static void apply_relapsed(struct incident *inc, const struct event *ev)
{
    inc->n_relapses++;
    inc->relapsed_at = ev->at;
}

/* What moves the work on; a reminder to escalate counts from here. */
static bool is_progress(const struct event *ev)
{
    static const bool moves[N_EVENT_KINDS] = {
        [EVENT_opened] = true,       [EVENT_given] = true,           [EVENT_probe_ended] = true,
        [EVENT_answered] = true,     [EVENT_probe_reported] = true,  [EVENT_action_ended] = true,
        [EVENT_ticked] = true,       [EVENT_action_reported] = true, [EVENT_settled] = true,
        [EVENT_status_set] = true,   [EVENT_cause_ruled_out] = true, [EVENT_fact_corrected] = true,
        [EVENT_discharged] = true,   [EVENT_cause_added] = true,     [EVENT_escalated] = true,
        [EVENT_approval_given] = true, [EVENT_approval_refused] = true,
        [EVENT_cause_pinned] = true,
    };
    return moves[ev->kind];
}

static void apply_kind(struct incident *inc, const struct event *ev, int32_t step)
{
    switch (ev->kind) {
    case EVENT_opened: apply_opened(inc, ev); break;
    case EVENT_given: apply_given(inc, ev); break;
    case EVENT_entered: apply_entered(inc, ev, step); break;
    case EVENT_probe_started: apply_probe_started(inc, ev); break;
    case EVENT_probe_ended: apply_probe_ended(inc, ev, step); break;
    case EVENT_probe_reported: apply_probe_reported(inc, ev, step); break;
    case EVENT_answered: apply_answered(inc, ev, step); break;
    case EVENT_ticked: apply_ticked(inc, ev); break;
    case EVENT_action_started: apply_action_started(inc, ev); break;
    case EVENT_action_ended: apply_action_ended(inc, ev); break;
    case EVENT_settled: apply_settled(inc, ev); break;
    case EVENT_action_reported: apply_action_reported(inc, ev); break;
    case EVENT_deferred: apply_deferred(inc, ev, step); break;
    case EVENT_discharged: apply_discharged(inc, ev); break;
    case EVENT_severity_set: inc->severity = (int)ev->as.severity_set.level; break;
    case EVENT_cause_ruled_out: hypothesis_rule_out(inc, ev); break;
    case EVENT_cause_restored: hypothesis_restore(inc, ev->as.cause_restored.cause); break;
    case EVENT_cause_added: hypothesis_add(inc, ev); break;
    case EVENT_answer_struck: apply_answer_struck(inc, ev, step); break;
    case EVENT_answer_kept: inc->answers.v[inc->steps.v[step].answer].is_stale = false; break;
    case EVENT_fact_corrected: apply_corrected(inc, ev); break;
    case EVENT_status_set: apply_status(inc, ev); break;
    case EVENT_escalated: inc->escalated_to = ev->as.escalated.to; inc->escalated_at = ev->at; break;
    case EVENT_taken_over: inc->commander = ev->actor; break;
    case EVENT_approval_asked: approval_ask(inc, ev); break;
    case EVENT_approval_given: approval_answer(inc, ev, ev->as.approval_given.ask, NULL); break;
    case EVENT_approval_refused: approval_answer(inc, ev, ev->as.approval_refused.ask, ev->as.approval_refused.reason); break;
    case EVENT_relapsed: apply_relapsed(inc, ev); break;
    case EVENT_alerted: apply_alerted(inc, ev); break;
    case EVENT_learned: apply_learned(inc, ev); break;
    case EVENT_cause_pinned: hypothesis_pin(inc, ev); break;
    case EVENT_cause_unpinned: hypothesis_unpin(inc, ev->as.cause_unpinned.cause); break;
    case EVENT_redacted:
    case EVENT_noted:
    case EVENT_handover_asked:
    case EVENT_told:
    case EVENT_article_read:
    case EVENT_exported:
    case EVENT_joined:
    case EVENT_departed:
    case EVENT_pinned:
    case EVENT_described:
    case EVENT_action_item:
    case N_EVENT_KINDS: break; /* they stand in the timeline, and that is all */
    }
}

/* Few people and machines write many events: what the event before had is used again. */
static const char *same_or_copy(struct incident *inc, const char *text, const char *before)
{
    return str_eq(text, before) ? before : arena_strdup(&inc->arena, text);
}

void incident_apply(struct incident *inc, const struct event *ev)
{
    static const struct event nothing;
    const struct event *before = inc->events.n ? vec_last(&inc->events) : &nothing;
    const char *actor = same_or_copy(inc, ev->actor, before->actor), *host = same_or_copy(inc, ev->host, before->host);
    int32_t step = str_eq(ev->step, before->step) ? inc->last_step - 1 : fold_step(inc, ev->step);
    struct event *kept = vec_push(&inc->events);
    *kept = *ev;
    kept->seq = ++inc->seq;
    kept->actor = actor;
    kept->host = host;
    kept->step = step >= 0 ? inc->steps.v[step].step : NULL;
    inc->last_step = step + 1;
    event_copy_body(kept, &inc->arena);
    apply_kind(inc, kept, step);
    if (is_progress(kept) || (kept->kind == EVENT_entered && !str_eq(kept->as.entered.how, "back")))
        inc->last_progress_at = kept->at;
}
