/* show_step: the step the cursor stands at, the causes, and what to do next. */
#include <string.h>

#include "app/clock.h"
#include "app/parts.h"
#include "app/show.h"
#include "app/way.h"
#include "base/i18n.h"
#include "flow/condition.h"
#include "flow/probe_command.h"
#include "probe/sandbox_markdown.h"

/* ---- its text ---------------------------------------------------------------------------------------------------------- */

/* Parsed once a step: flows are a stranger's, and the child costs half a millisecond. */
static const struct document *text_of(struct show *w, const struct place *p)
{
    const char *key = arena_printf(&w->arena, "%s %s", w->session->flow->digest, p->path);
    if (!p->step->text)
        return NULL;
    if (str_eq(w->text_of, key))
        return &w->text;
    arena_release(&w->text_arena);
    mem_free(w->text_of);
    w->text_of = mem_strdup(key);
    sandbox_markdown(p->step->text, strlen(p->step->text), &w->text_arena, &w->text);
    return &w->text;
}

/* ---- fixes ------------------------------------------------------------------------------------------------------------- */

static enum way_back way_back(const struct flow_step *step)
{
    if (step->call)
        return FIX_OTHER_FLOW;
    if (!step->n_actions)
        return FIX_BY_HAND;
    enum way_back worst = FIX_UNDO;
    for (size_t i = 0; i < step->n_actions; i++) {
        const struct flow_action *a = &step->action[i];
        if (!a->undo && !a->undo_unknown)
            return FIX_NO_UNDO;
        worst = a->undo ? worst : FIX_UNDO_UNKNOWN;
    }
    return worst;
}

/* The fixes that can be chosen, escalation as the last of them, and then those that are blocked. */
static void fill_fixes(struct show *w)
{
    struct model_fix *fix = arena_array(&w->arena, w->fixes.n + 1, sizeof *fix);
    for (size_t i = 0; i < w->fixes.n; i++) {
        const struct fix_option *o = &w->fixes.option[i];
        fix[i] = (struct model_fix){
            .step = o->path,
            .title = o->step->title,
            .helps = o->chance,
            .takes = o->cost,
            .not_now = o->is_blocked ? o->why : NULL,
        };
        fix[i].way_back = way_back(o->step);
    }
    w->step.fix = fix;
    w->step.n_fixes = w->fixes.n;
}

/* ---- an unknown outcome ------------------------------------------------------------------------------------------------ */

static void fill_unsettled(struct show *w)
{
    const struct session *s = w->session;
    for (size_t i = s->inc->runs.n; i-- > 0;) {
        const struct run *run = &s->inc->runs.v[i];
        if (run->kind != RUN_ACTION || run->outcome != RUN_UNKNOWN || run->verdict || !str_eq(run->step, w->step.path))
            continue;
        w->step.unsettled = run->seq;
        if (s->now_run != run->seq || !s->now_text)
            return;
        bool is_same = str_eq(s->now_text, run->before);
        w->step.now = s->now_text;
        w->step.now_at = s->now_at;
        w->step.verdict = !run->before ? NULL : is_same ? "no_effect" : "took_effect";
        w->step.because = !run->before ? NULL : is_same ? _("before is now") : _("before is not now");
        return;
    }
}

static const char *others_text(struct show *w)
{
    const struct session *s = w->session;
    present_follow(&w->present, s->inc);
    const struct somebody *who = present_other(&w->present, s->liveness, s->host);
    return who ? arena_printf(&w->arena, who->is_watch ? _("watched by %s on %s") : _("%s has it open too, on %s"), who->actor, who->host) : NULL;
}

static const char *elsewhere(struct show *w, const struct place *p, const struct flow_probe *probe)
{
    struct environment env;
    if (!probe->run)
        return NULL;
    environment_make(w->session, &p->scope, probe->run, probe_inner_shell(probe), false, &w->arena, &env);
    return environment_paste(&env, probe->run, &w->arena);
}

static void fill_cannot(struct show *w, const struct place *p)
{
    struct model_cannot *cannot = arena_array(&w->arena, p->step->n_probes + 1, sizeof *cannot);
    size_t n = 0;
    for (size_t i = 0; i < p->step->n_probes && !probe_waits_for_field(w->session, p); i++) {
        const struct flow_probe *probe = &p->step->probe[i];
        const char *why = incident_last_run(w->session->inc, p->path, probe->id)
                              ? NULL
                              : probe_hindrance(w->session, p, probe, &w->arena);
        if (why)
            cannot[n++] = (struct model_cannot){probe->id, why, elsewhere(w, p, probe)};
    }
    w->step.cannot = cannot;
    w->step.n_cannot = n;
}

/* What is by hand is copied as it is to be typed. */
static void fill_by_hand(struct show *w, const struct place *p)
{
    const char **filled = arena_array(&w->arena, p->step->n_actions + 1, sizeof *filled);
    for (size_t i = 0; i < p->step->n_actions; i++) {
        const struct flow_action *a = &p->step->action[i];
        struct environment env;
        if (!a->by_hand)
            continue;
        environment_make(w->session, &p->scope, a->run, NULL, true, &w->arena, &env);
        filled[i] = env.missing.n ? NULL : ask_line_filled(&env, a->run, &w->arena);
    }
    w->step.filled = filled;
}

static void fill_hosts(struct show *w, const struct place *p)
{
    const struct session *s = w->session;
    const char **host = arena_array(&w->arena, p->step->n_probes + 1, sizeof *host), *there;
    for (size_t i = 0; i < p->step->n_probes; i++)
        if (way_where(s, p, p->step->probe[i].host, &w->arena, &there) && there && way_to(s, there, false) == WAY_OPEN)
            host[i] = there;
    w->step.host = host;
}

/* Those of this visit: what was found before is of another time. */
static void fill_looked(struct show *w, const struct place *p)
{
    struct model_looked *looked = arena_array(&w->arena, p->step->n_probes + 1, sizeof *looked);
    size_t n = 0;
    for (size_t i = 0; i < p->step->n_probes; i++) {
        const struct run *run = incident_last_run(w->session->inc, p->path, p->step->probe[i].id);
        const struct log_finding *log = run ? findings_log(&w->findings, w->session, run) : NULL;
        const struct change_list *changes = run ? findings_changes(&w->findings, w->session, run) : NULL;
        const struct observation *small = run ? findings_small(&w->findings, w->session, run) : NULL;
        const struct http_finding *http = run ? findings_http(&w->findings, w->session, run) : NULL;
        if (log || changes || small || http)
            looked[n++] = (struct model_looked){run->seq, log, changes, small, http, http ? findings_http_before(&w->findings, w->session, run) : NULL};
    }
    w->step.looked = looked;
    w->step.n_looked = n;
}

/* While samples are taken nothing is proposed: what the facts say is of the time before. */
static bool waits_for_samples(struct show *w, const struct place *p)
{
    const struct live_run *r = runs_find_soak(&w->session->runs, p->path);
    if (!r)
        return false;
    long long n = (long long)soak_to_come(r->soak, r->probe, clock_ticks());
    w->step.waits = arena_printf(&w->arena, ngettext("waits for %s: %lld sample to come", "waits for %s: %lld samples to come", (unsigned long)n),
                                 r->id, n);
    return true;
}

static void fill_proposal(struct show *w, struct place *p)
{
    struct str because = {0};
    if (waits_for_samples(w, p))
        return;
    struct proposal proposal = proposal_of_answer(&p->scope, p->step, &because);
    if (proposal.answer)
        w->step.proposal = (struct model_proposal){proposal.answer->id, arena_strdup(&w->arena, event_word(str_get(&because)))};
    str_release(&because);
}

/* ---- causes and fixes -------------------------------------------------------------------------------------------------- */

bool reckoned_equal(const struct reckoned *a, const struct reckoned *b)
{
    return a->inc == b->inc && a->n_folds == b->n_folds && a->seq == b->seq && a->minute == b->minute &&
           a->flow == b->flow && str_eq(a->path, b->path);
}

/* Reckoned anew when an event came, and with the minute, because conditions may ask how much time has passed; not for a
 * key. p is NULL where the cursor stands at no step. */
static void reckon(struct show *w, struct place *p)
{
    const struct incident *inc = w->session->inc;
    struct reckoned now = {inc, inc->n_folds, inc->seq, w->model.now / TIME_MINUTE, w->model.flow, p ? p->path : NULL};
    if (reckoned_equal(&w->reckoned, &now))
        return;
    diagnosis_release(&w->diagnosis);
    fixes_release(&w->fixes);
    diagnosis_compute_in(w->model.flow, inc, now.path, &w->diagnosis);
    if (p)
        show_reckon_advice(w, p);
    now.path = p ? arena_strdup(&w->diagnosis.arena, p->path) : NULL;
    w->reckoned = now;
}

void show_step(struct show *w)
{
    struct session *s = w->session;
    struct place p;
    w->step = (struct model_step){0};
    bool has_step = place_now(s, &p);
    w->model.flow = has_step ? p.flow : s->flow->flow;
    reckon(w, has_step ? &p : NULL);
    w->model.diagnosis = &w->diagnosis;
    if (!has_step)
        return;
    w->step.step = p.step;
    w->step.path = p.path;
    w->step.text = text_of(w, &p);
    fill_proposal(w, &p);
    fill_hosts(w, &p);
    fill_cannot(w, &p);
    fill_by_hand(w, &p);
    fill_looked(w, &p);
    fill_unsettled(w);
    fill_fixes(w);
    w->model.fixes = &w->fixes;
    w->model.advice = &w->advice;
    show_advice(w, &p);
    show_past(w, &p);
    w->step.held_by = others_text(w);
    w->model.step = &w->step;
}
