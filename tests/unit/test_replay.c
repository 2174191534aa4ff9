/* Replay: whatever happened, in whatever order, the state read back from the journal's bytes is the state it was. Thousands
 * of random incidents, always the same ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "incident/state.h"

enum { INCIDENTS = 6000, EVENTS = 60 };

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed >> 11;
}

static size_t below(uint64_t *seed, size_t n)
{
    return (size_t)(next_random(seed) % n);
}

/* ---- events that may happen, and some that may not ------------------------------------------------------------------ */
static const char *const steps[] = {"scope", "trace", "verify", "database", "database/reach", "database/deep/er", NULL};
static const char *const words[] = {
    "exited", "timed_out", "unknown", "helped", "failed", "resolved", "open", "closed", "mitigated", "done",   "waived",
    "worked", "unsure",    "next",    "back",   "jump",   "call",     "impact", "p",    "q",         "abuse",  "took_effect",
    "scope",  "verify",    "",        "no_effect", "handed_over", "not_started",
};
static const char *const fact_names[] = {"p.passed", "q.errors", "p.first_error", "q.text"};

static const char *word(uint64_t *seed)
{
    return words[below(seed, sizeof words / sizeof *words)];
}

static struct value some_value(uint64_t *seed)
{
    switch (below(seed, 6)) {
    case 0: return value_none();
    case 1: return value_flag(below(seed, 2));
    case 2: return value_number((double)below(seed, 100) / 8);
    case 3: return value_time((int64_t)below(seed, 1000));
    case 4: return value_text(word(seed));
    }
    return value_unknown();
}

static void fill_field(enum field_type type, void *field, uint64_t *seed, struct arena *a, int64_t seq)
{
    size_t n = below(seed, 3);
    const char **names = arena_array(a, n, sizeof *names);
    struct fact_pair *facts = arena_array(a, n, sizeof *facts);
    for (size_t i = 0; i < n; i++) {
        names[i] = steps[below(seed, 4)];
        facts[i] = (struct fact_pair){fact_names[below(seed, 4)], some_value(seed)};
    }
    switch (type) {
    case FIELD_TEXT: *(const char **)field = below(seed, 4) ? word(seed) : NULL; break;
    case FIELD_COUNT: *(int64_t *)field = below(seed, 3) ? (int64_t)below(seed, (size_t)seq + 2) : 0; break;
    case FIELD_LENGTH:
    case FIELD_TIME: *(int64_t *)field = (int64_t)below(seed, 1000); break;
    case FIELD_NUMBER: *(double *)field = (double)below(seed, 8); break;
    case FIELD_FLAG: *(bool *)field = below(seed, 2); break;
    case FIELD_NAMES: *(struct names *)field = (struct names){names, n}; break;
    case FIELD_FACTS: *(struct fact_pairs *)field = (struct fact_pairs){facts, n}; break;
    }
}

/* The constant of that name: it outlives the incident. */
static const char *constant(const char *step)
{
    for (size_t i = 0; step && steps[i]; i++)
        if (str_eq(steps[i], step))
            return steps[i];
    return NULL;
}

/* Makes what seldom fits by chance fit more often: runs end, questions are settled. */
static void steer(struct event *ev, const struct incident *inc, uint64_t *seed)
{
    static const char *const ends[] = {"exited", "timed_out", "cancelled", "not_started", "unknown"};
    const struct run *run = inc->open_runs.n ? &inc->runs.v[inc->open_runs.v[0]] : NULL;
    if (run && run->kind == RUN_PROBE && ev->kind == EVENT_probe_ended) {
        ev->as.probe_ended.run = run->seq;
        ev->as.probe_ended.outcome = ends[below(seed, 5)];
    }
    if (run && run->kind == RUN_ACTION && ev->kind == EVENT_action_ended) {
        ev->as.action_ended.run = run->seq;
        ev->as.action_ended.outcome = ends[below(seed, 5)];
    }
    if (inc->open_questions.n && ev->kind == EVENT_settled)
        ev->as.settled = (struct event_settled){.run = inc->runs.v[inc->open_questions.v[0]].seq,
                                                .verdict = below(seed, 2) ? "took_effect" : "unsure"};
    for (size_t i = 0; i < inc->answers.n && ev->kind == EVENT_answer_kept; i++)
        if (inc->answers.v[i].is_stale && !inc->answers.v[i].is_struck) {
            ev->step = constant(inc->answers.v[i].step);
            ev->as.answer_kept.answer = NULL;
        }
    if (inc->deferrals.n && ev->kind == EVENT_discharged) {
        ev->as.discharged.item = inc->deferrals.v[below(seed, inc->deferrals.n)].seq;
        ev->as.discharged.how = "done";
    }
    if (ev->kind == EVENT_approval_asked)
        ev->as.approval_asked.until = ev->at + 1000;
    if (inc->approvals.n && (ev->kind == EVENT_approval_given || ev->kind == EVENT_approval_refused)) {
        const struct approval *ask = vec_last(&inc->approvals);
        *(ev->kind == EVENT_approval_given ? &ev->as.approval_given.ask : &ev->as.approval_refused.ask) = ask->seq;
        ev->actor = str_eq(ask->asker, "ann") ? "bob" : "ann";
        ev->at = ask->at;
    }
    for (size_t i = 0; i < inc->approvals.n && ev->kind == EVENT_action_started; i++) {
        const struct approval *yes = &inc->approvals.v[i];
        if (!yes->is_given || yes->is_used)
            continue;
        ev->as.action_started.approval = yes->seq;
        ev->as.action_started.action = yes->action;
        ev->as.action_started.command = yes->command;
        ev->as.action_started.host = yes->host;
        ev->as.action_started.names = yes->names;
        ev->as.action_started.undoes = yes->undoes;
        ev->at = yes->at;
    }
}

static void make_event(struct event *ev, const struct incident *inc, uint64_t *seed, struct arena *a)
{
    enum event_kind kind = inc->seq ? (enum event_kind)below(seed, N_EVENT_KINDS) : EVENT_opened;
    if (inc->step && below(seed, 4) == 0)
        kind = EVENT_answered;
    if (inc->open_questions.n && below(seed, 8) == 0)
        kind = EVENT_settled;
    if (incident_n_blocking(inc) && below(seed, 8) == 0)
        kind = EVENT_discharged;
    if (inc->open_runs.n && below(seed, 8) == 0)
        kind = inc->runs.v[inc->open_runs.v[0]].kind == RUN_ACTION ? EVENT_action_ended : EVENT_probe_ended;
    const struct event_shape *shape = &event_shapes[kind];
    *ev = (struct event){.kind = kind, .seq = inc->seq + 1, .at = (int64_t)below(seed, 100000),
                         .actor = below(seed, 2) ? "ann" : "bob", .host = "ops-1",
                         .step = below(seed, 2) && inc->step ? constant(inc->step) : steps[below(seed, 7)]};
    for (size_t i = 0; i < shape->n_fields; i++)
        fill_field(shape->field[i].type, (char *)&ev->as + shape->field[i].offset, seed, a, inc->seq);
    if (below(seed, 2))
        steer(ev, inc, seed);
}

/* ---- a state as text, all of it ------------------------------------------------------------------------------------- */
static const char *or_dash(const char *s)
{
    return s ? s : "-";
}

static void dump_facts(const struct incident *inc, struct str *out)
{
    for (size_t i = 0; i < inc->facts.n; i++) {
        const struct fact *f = &inc->facts.v[i];
        str_addf(out, "fact %s %d ", f->name, f->value.kind);
        value_print(&f->value, out);
        str_addf(out, " %lld %lld %s %u\n", (long long)f->seq, (long long)f->at, or_dash(f->source), f->owner);
    }
}

static void dump_runs(const struct incident *inc, struct str *out)
{
    for (size_t i = 0; i < inc->runs.n; i++) {
        const struct run *r = &inc->runs.v[i];
        str_addf(out, "run %lld %d %s %lld %s %s %s %s %lld %lld %d %s %d\n", (long long)r->seq, r->kind,
                 run_outcome_name(r->outcome), (long long)r->exit_status, or_dash(r->id), or_dash(r->step),
                 or_dash(r->output), or_dash(r->undo), (long long)r->undoes, (long long)r->undone_by, r->is_reported,
                 or_dash(r->verdict), r->is_deferred);
    }
}

static void dump_steps(const struct incident *inc, struct str *out)
{
    for (size_t i = 0; i < inc->steps.n; i++) {
        const struct step_record *s = &inc->steps.v[i];
        str_addf(out, "step %s %d %d %d %u %u %lld:", s->step, s->answer, s->fix, s->deferral, s->n_entered, s->n_on_path,
                 (long long)s->walked_in);
        for (size_t k = 0; k < s->found.n; k++)
            str_addf(out, " %u", s->found.v[k]);
        str_add(out, "\n");
    }
    for (size_t i = 0; i < inc->path.n; i++)
        str_addf(out, "path %u\n", inc->path.v[i]);
}

static void dump_lists(const struct incident *inc, struct str *out)
{
    for (size_t i = 0; i < inc->answers.n; i++) {
        const struct answer_given *a = &inc->answers.v[i];
        str_addf(out, "answer %s %s %lld %d %d %s\n", a->step, a->answer, (long long)a->seq, a->is_struck, a->is_stale,
                 or_dash(a->fixed));
    }
    for (size_t i = 0; i < inc->fixes.n; i++)
        str_addf(out, "fix %s %d %lld\n", inc->fixes.v[i].step, inc->fixes.v[i].verdict, (long long)inc->fixes.v[i].seq);
    for (size_t i = 0; i < inc->deferrals.n; i++)
        str_addf(out, "deferral %lld %s %s\n", (long long)inc->deferrals.v[i].seq, or_dash(inc->deferrals.v[i].how),
                 or_dash(inc->deferrals.v[i].owner));
    for (size_t i = 0; i < inc->approvals.n; i++) {
        const struct approval *a = &inc->approvals.v[i];
        str_addf(out, "approval %lld %s %s %s %d %d\n", (long long)a->seq, a->action, a->asker, or_dash(a->answerer), a->is_given,
                 a->is_used);
    }
    for (size_t i = 0; i < inc->rulings.n; i++)
        str_addf(out, "ruling %s %d %lld\n", inc->rulings.v[i].cause, inc->rulings.v[i].is_on, (long long)inc->rulings.v[i].seq);
    for (size_t i = 0; i < inc->added.n; i++)
        str_addf(out, "added %s %g\n", inc->added.v[i].id, inc->added.v[i].weight);
    for (size_t i = 0; i < inc->ticked.n; i++)
        str_addf(out, "ticked %s\n", inc->ticked.v[i]);
    for (size_t i = 0; i < inc->skipped.n; i++)
        str_addf(out, "skipped %s\n", inc->skipped.v[i]);
    for (size_t i = 0; i < inc->visits.n; i++)
        str_addf(out, "visit %s %s\n", inc->visits.v[i].step, or_dash(inc->visits.v[i].how));
}

static void dump(const struct incident *inc, struct str *out)
{
    str_addf(out, "%lld %s %d %s %s %s %s %s %s %s %zu\n", (long long)inc->seq, status_name(inc->status), inc->severity,
             or_dash(inc->flow), or_dash(inc->title), or_dash(inc->step), or_dash(inc->phase), or_dash(inc->outcome),
             or_dash(inc->commander), or_dash(inc->escalated_to), inc->n_blocking);
    str_addf(out, "%lld %lld %lld %lld %lld %lld %lld\n", (long long)inc->opened_at, (long long)inc->since,
             (long long)inc->mitigated_at, (long long)inc->resolved_at, (long long)inc->closed_at,
             (long long)inc->escalated_at, (long long)inc->last_progress_at);
    dump_facts(inc, out);
    dump_runs(inc, out);
    dump_steps(inc, out);
    dump_lists(inc, out);
    for (size_t i = 0; i < inc->open_runs.n; i++)
        str_addf(out, "open %u\n", inc->open_runs.v[i]);
    for (size_t i = 0; i < inc->open_questions.n; i++)
        str_addf(out, "question %u\n", inc->open_questions.v[i]);
    for (size_t i = 0; i < inc->events.n; i++) {
        const struct event *ev = &inc->events.v[i];
        str_addf(out, "event %lld %d %s %s %s ", (long long)ev->seq, ev->kind, or_dash(ev->actor), or_dash(ev->host),
                 or_dash(ev->step));
        event_encode(ev, out);
    }
}

/* ---- what can never be ------------------------------------------------------------------------------------------------ */
static void check_runs(const struct incident *inc)
{
    size_t running = 0, actions = 0;
    for (size_t i = 0; i < inc->runs.n; i++) {
        const struct run *r = &inc->runs.v[i];
        assert_true(i == 0 || inc->runs.v[i - 1].seq < r->seq);
        running += r->outcome == RUN_RUNNING;
        actions += r->outcome == RUN_RUNNING && r->kind == RUN_ACTION;
        if (r->undone_by)
            assert_int_equal(incident_find_run(inc, r->undone_by)->undoes, r->seq);
        if (r->undoes)
            assert_non_null(incident_find_run(inc, r->undoes));
    }
    assert_int_equal(running, incident_n_running(inc));
    assert_true(actions <= 1);
    assert_true(inc->status != STATUS_CLOSED || running == 0);
}

static void check_path(const struct incident *inc)
{
    size_t on_path = 0, blocking = 0;
    for (size_t i = 0; i < inc->steps.n; i++)
        on_path += inc->steps.v[i].n_on_path;
    assert_int_equal(on_path, inc->path.n);
    assert_true((inc->step == NULL) == (inc->path.n == 0));
    if (inc->path.n)
        assert_string_equal(inc->step, inc->steps.v[*vec_last(&inc->path)].step);
    for (size_t i = 0; i < inc->answers.n; i++) {
        const struct step_record *s = incident_find_step(inc, inc->answers.v[i].step);
        assert_int_equal(s->answer, i); /* one per step */
        assert_true(!inc->answers.v[i].is_stale || s->n_on_path == 0);
    }
    for (size_t i = 0; i < inc->deferrals.n; i++)
        blocking += inc->deferrals.v[i].how == NULL;
    assert_int_equal(blocking, incident_n_blocking(inc));
}

static void check_facts(const struct incident *inc)
{
    for (size_t i = 0; i < inc->facts.n; i++)
        assert_ptr_equal(incident_find_fact(inc, inc->facts.v[i].name), &inc->facts.v[i]);
}

/* ---- the property ------------------------------------------------------------------------------------------------------- */
struct kept_row { /* as a journal keeps an event */
    struct event head;
    char *body;
    size_t n;
};

static void keep(struct kept_row *row, const struct event *ev)
{
    struct str bytes = {0};
    event_encode(ev, &bytes);
    row->head = *ev;
    row->n = bytes.n;
    row->body = str_take(&bytes);
}

static void replay(const struct kept_row *rows, size_t n, bool through_copy, struct str *out)
{
    struct incident inc;
    struct err e = {0};
    incident_init(&inc);
    for (size_t i = 0; i < n; i++) {
        struct arena a = {0};
        struct event ev = rows[i].head, copy;
        assert_true(event_decode(rows[i].body, rows[i].n, &ev, &a, &e));
        event_copy(&ev, &copy, &a);
        if (!incident_admits(&inc, through_copy ? &copy : &ev, &e))
            fail_msg("event %zu: %s", i + 1, e.text);
        incident_apply(&inc, through_copy ? &copy : &ev);
        arena_release(&a); /* the state must not look at it again */
    }
    dump(&inc, out);
    incident_release(&inc);
}

static size_t live(uint64_t *seed, struct kept_row rows[EVENTS], size_t kinds[N_EVENT_KINDS], struct str *out)
{
    struct incident inc;
    size_t n = 0;
    incident_init(&inc);
    for (size_t i = 0; i < EVENTS * 4 && n < EVENTS; i++) {
        struct arena a = {0};
        struct event ev;
        struct err e = {0};
        make_event(&ev, &inc, seed, &a);
        if (incident_admits(&inc, &ev, &e)) {
            keep(&rows[n++], &ev);
            incident_apply(&inc, &ev);
            kinds[ev.kind]++;
            check_runs(&inc);
            check_path(&inc);
        }
        arena_release(&a);
    }
    check_facts(&inc);
    assert_int_equal(inc.seq, n);
    dump(&inc, out);
    incident_release(&inc);
    return n;
}

static void state_on_resume_is_state_before(void **state)
{
    (void)state;
    uint64_t seed = 20260301;
    size_t kinds[N_EVENT_KINDS] = {0};
    for (int i = 0; i < INCIDENTS; i++) {
        struct kept_row rows[EVENTS];
        struct str was = {0}, is = {0};
        size_t n = live(&seed, rows, kinds, &was);
        for (int copied = 0; copied < 2; copied++) {
            str_clear(&is);
            replay(rows, n, copied, &is);
            assert_int_equal(was.n, is.n);
            assert_memory_equal(was.s, is.s, is.n);
        }
        for (size_t k = 0; k < n; k++)
            mem_free(rows[k].body);
        str_release(&was);
        str_release(&is);
    }
    for (int kind = 0; kind < N_EVENT_KINDS; kind++)
        if (kinds[kind] < 20)
            fail_msg("only %zu of kind %s happened; the property says little of it", kinds[kind], event_shapes[kind].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(state_on_resume_is_state_before),
    };
    return cmocka_run_group_tests_name("replay", tests, NULL, NULL);
}
