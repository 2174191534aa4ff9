/* change_end: the events that the end of a change is. */
#include "app/change_end.h"

#include "base/i18n.h"
#include "incident/finding.h"

static void find(const struct change_end *end, struct arena *arena, struct finding *f)
{
    static const struct flow_expect zero;
    const struct flow_action *a = end->action;
    struct finding_of of = {
        .id = end->id,
        .kind = PROBE_RUN,
        .expect = a ? &a->expect : &zero,
        .capture = a ? a->capture : NULL,
        .n_captures = a ? a->n_captures : 0,
        .outcome = end->outcome,
        .exit_status = end->exit_status,
        .took = end->took,
        .output = end->output,
        .n_output = end->n_output,
    };
    finding_make(&of, arena, f);
}

/* ---- what follows ------------------------------------------------------------------------------------------------------- */

/* What a change left behind that must not stay: it blocks until it is undone, handed over or waived. */
static bool defer(struct session *s, const struct run *run, const char *temporary, int64_t ends, struct err *e)
{
    struct event ev = {.kind = EVENT_deferred, .step = run->step};
    ev.as.deferred = (struct event_deferred){
        .title = temporary,
        .owner = run->actor,
        .run = run->seq,
        .temporary = true,
        .ends = ends && run->ended ? run->ended + ends : 0,
    };
    return record_event(s, &ev, e);
}

/* What the change that was taken back had left behind is not there any more. */
static bool discharge(struct session *s, int64_t undone, struct err *e)
{
    for (size_t i = 0; i < s->inc->deferrals.n; i++) {
        const struct deferral *d = &s->inc->deferrals.v[i];
        if (d->run != undone || !deferral_is_left(d) || !d->is_temporary)
            continue;
        struct event ev = {.kind = EVENT_discharged, .step = d->step};
        ev.as.discharged = (struct event_discharged){.item = d->seq, .title = d->title, .how = "done"};
        return record_event(s, &ev, e);
    }
    return true;
}

bool change_took_effect(struct session *s, int64_t seq, const char *temporary, int64_t ends, struct err *e)
{
    const struct run *run = incident_find_run(s->inc, seq);
    if (!run)
        return true;
    if (run->undoes)
        return discharge(s, run->undoes, e);
    return str_blank(temporary) || run->is_deferred || defer(s, run, temporary, ends, e);
}

/* ---- the end ------------------------------------------------------------------------------------------------------------- */

struct ending {
    struct event_action_ended body;
    const char *path;
};

static bool record(struct session *s, void *what, struct err *e)
{
    const struct ending *ending = what;
    struct event ev = {.kind = EVENT_action_ended, .step = ending->path, .as.action_ended = ending->body};
    if (!record_event(s, &ev, e))
        return false;
    const struct run *run = incident_find_run(s->inc, ending->body.run);
    bool has_worked = run && run->outcome == RUN_EXITED && run->exit_status == 0;
    return !has_worked || change_took_effect(s, run->seq, run->temporary, run->ends, e);
}

static bool keep_output(struct session *s, const struct change_end *end, char digest[65], struct err *e)
{
    struct str text = {0};
    if (!end->n_output)
        return true;
    if (end->remark)
        str_addf(&text, "%s\n", end->remark);
    str_add_n(&text, end->output, end->n_output);
    bool ok = record_blob(s, text.s, text.n, digest, e);
    str_release(&text);
    return ok;
}

bool change_ended(struct session *s, const struct change_end *end, struct err *e)
{
    struct arena arena = {0};
    struct finding f;
    char digest[65] = "";
    find(end, &arena, &f);
    bool ok = keep_output(s, end, digest, e);
    struct ending ending = {.path = end->path};
    ending.body = (struct event_action_ended){
        .run = end->run,
        .action = end->id,
        .outcome = run_outcome_name(end->outcome),
        .exit_status = end->exit_status,
        .took = end->took,
        .output = digest[0] ? digest : NULL,
        .bytes = end->bytes,
        .facts = f.facts,
        .summary = end->outcome == RUN_UNKNOWN ? NULL : f.summary, /* what it printed before is not what became of it */
        .left_running = end->survivors,
        .why = end->why ? end->why : f.trouble,
        .recorded_by = end->recorded_by,
    };
    ok = ok && record_turn(s, record, &ending, e);
    arena_release(&arena);
    return ok;
}
