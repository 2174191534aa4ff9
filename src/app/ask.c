/* ask: what changes the world is asked for first, shown whole, and runs only after yes. */
#include "app/parts.h"

#include <string.h>
#include <unistd.h>

#include "app/clock.h"
#include "base/i18n.h"
#include "store/liveness.h"
#include "text/clean.h"

void ask_forget(struct session *s)
{
    arena_release(&s->question.arena);
    s->question = (struct question){0};
}

static char *keep(struct question *q, const char *text)
{
    return arena_strdup(&q->arena, text);
}

static struct names keep_names(struct question *q, const struct names *from)
{
    struct names to = {arena_array(&q->arena, from->n + 1, sizeof *to.v), from->n};
    for (size_t i = 0; i < from->n; i++)
        to.v[i] = keep(q, from->v[i]);
    return to;
}

/* ---- what stands in the way -------------------------------------------------------------------------------------------- */

static const char *say_missing(struct question *q, const struct names *missing)
{
    struct str all = {0};
    for (size_t i = 0; i < missing->n; i++)
        str_addf(&all, i ? ", %s" : "%s", missing->v[i]);
    const char *why = arena_printf(&q->arena, _("a value is not known yet: %s (run the probes that find it, or type it with =)"),
                                   str_get(&all));
    str_release(&all);
    return why;
}

static const char *hindrance(struct session *s, struct question *q, bool is_here)
{
    if (s->is_readonly)
        return keep(q, _("this triage was started with --readonly"));
    if (!is_here)
        return arena_printf(&q->arena, _("it runs on %s, and this is %s; run it there, then say what came of it (o)"), q->host, s->host);
    if (runs_has_action(&s->runs))
        return keep(q, _("another change is still running"));
    return NULL;
}

/* ---- asking for an action ---------------------------------------------------------------------------------------------- */

static void put_question(struct session *s, const char *before)
{
    struct question *q = &s->question;
    if (before) {
        q->before = keep(q, before);
        q->now = q->before;
    }
    q->id = ++s->next_question;
}

static const char *host_of(const struct session *s, const struct place *p, const struct flow_action *action, struct arena *arena)
{
    const char *host = action->host ? action->host : p->flow->host;
    return place_is_here(s, p, host) ? s->host : scope_expand(&p->scope, host, arena);
}

static void fill_question(struct session *s, const struct place *p, const struct flow_action *action)
{
    struct question *q = &s->question;
    struct environment env;
    ask_forget(s);
    *q = (struct question){.action = action, .risk = action->risk, .timeout = action->timeout};
    q->path = keep(q, p->path);
    q->title = keep(q, p->step->title);
    q->command = keep(q, action->run);
    q->undo = keep(q, action->undo);
    q->action_id = keep(q, action->id);
    q->confirm = action->risk == RISK_DESTROY ? keep(q, action->confirm ? action->confirm : action->id) : NULL;
    q->host = host_of(s, p, action, &q->arena);
    q->user = keep(q, s->actor);
    q->refused = hindrance(s, q, place_is_here(s, p, action->host));
    environment_make(s, &p->scope, action->run, action->undo, true, &q->arena, &env);
    q->names = env.names;
    q->shown = env.shown;
    q->missing = env.missing;
}

/* The name that `before` will give a value is not missing: it is being read. */
static struct names without(const struct names *list, const char *name, struct arena *arena)
{
    struct names kept = {arena_array(arena, list->n + 1, sizeof *kept.v), 0};
    for (size_t i = 0; i < list->n; i++)
        if (!str_eq(list->v[i], name))
            kept.v[kept.n++] = list->v[i];
    return kept;
}

static bool read_before(struct session *s, const struct place *p, const struct flow_action *action, enum run_purpose purpose,
                        struct err *e)
{
    struct arena arena = {0};
    struct environment env;
    environment_make(s, &p->scope, action->before, NULL, false, &arena, &env);
    const char *suffix = purpose == RUN_FOR_LOOK ? "now" : "before";
    struct live_run what = {
        .purpose = purpose,
        .id = (char *)(size_t)action->id,
        .path = (char *)(size_t)p->path,
        .action = action,
        .command = (char *)(size_t)action->before,
    };
    bool ok = run_read(s, &what, &env, arena_printf(&arena, "%s_%s", action->id, suffix), e);
    arena_release(&arena);
    return ok;
}

bool ask_action(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    const struct flow_action *action = place_now(s, &p) ? flow_find_action(p.step, w->id ? w->id : "") : NULL;
    if (!action)
        return err_set(e, ERR_USAGE, _("This step has no action '%s'."), w->id ? w->id : "");
    fill_question(s, &p, action);
    struct question *q = &s->question;
    char *before_name = arena_printf(&q->arena, "%s_before", action->id);
    q->missing = without(&q->missing, before_name, &q->arena);
    if (!q->refused && q->missing.n)
        q->refused = say_missing(q, &q->missing);
    if (action->before && !q->refused)
        return read_before(s, &p, action, RUN_FOR_BEFORE, e);
    put_question(s, NULL);
    return true;
}

/* The environment is made anew, now that $NAME_before is known. */
void ask_before_read(struct session *s, const struct live_run *r, const char *before, bool passed)
{
    struct place p;
    char *clean = clean_text(before, strlen(before));
    if (!passed)
        session_say(s, _("%s: reading the state before failed (%s). Nothing was changed."), r->id, *clean ? clean : _("no output"));
    else if (s->question.id == 0 && s->question.action == r->action && place_at(s, r->path, &p)) {
        fill_question(s, &p, r->action);
        if (s->question.missing.n && !s->question.refused)
            s->question.refused = say_missing(&s->question, &s->question.missing);
        put_question(s, clean);
    }
    mem_free(clean);
}

/* ---- asking for an undo ------------------------------------------------------------------------------------------------ */

bool ask_undo(struct session *s, const struct wish *w, struct err *e)
{
    const struct run *run = incident_find_run(s->inc, w->number);
    struct place p;
    struct question *q = &s->question;
    if (!run || run->kind != RUN_ACTION)
        return err_set(e, ERR_USAGE, _("There is no such change."));
    if (!run->undo || !*run->undo)
        return err_set(e, ERR_USAGE, _("%s cannot be undone."), run->id);
    ask_forget(s);
    *q = (struct question){.risk = RISK_CHANGE, .timeout = 30 * TIME_SECOND, .undoes = run->seq};
    if (place_at(s, run->step, &p) && (q->action = flow_find_action(p.step, run->id)))
        q->timeout = q->action->timeout;
    q->path = keep(q, run->step);
    q->title = arena_printf(&q->arena, _("Undo: %s"), run->id);
    q->command = keep(q, run->undo);
    q->action_id = keep(q, run->id);
    q->host = keep(q, run->host);
    q->user = keep(q, s->actor);
    q->back_to = keep(q, run->before);
    q->shown = keep_names(q, &run->names);
    q->names = environment_restore(s, &q->shown, &q->arena, &q->missing);
    q->refused = hindrance(s, q, str_eq(run->host, s->host) || str_blank(run->host));
    if (!q->refused && q->missing.n)
        q->refused = say_missing(q, &q->missing);
    if (q->action && q->action->before && !q->refused)
        return read_before(s, &p, q->action, RUN_FOR_LOOK, e);
    put_question(s, NULL);
    return true;
}

/* ---- the answer -------------------------------------------------------------------------------------------------------- */

static bool run_question(struct session *s, struct err *e)
{
    static const struct flow_action undo_action = {.timeout = 30 * TIME_SECOND};
    struct question *q = &s->question;
    struct event ev = {.kind = EVENT_action_started, .step = q->path};
    ev.as.action_started = (struct event_action_started){
        .action = q->action_id,
        .command = q->command,
        .names = q->shown,
        .host = q->host,
        .user = q->user,
        .risk = risk_name(q->risk),
        .before = q->before,
        .undo = q->undoes ? NULL : q->undo,
        .undoes = q->undoes,
        .liveness = s->liveness,
        .timeout = q->timeout,
    };
    if (!record_event(s, &ev, e))
        return false;
    struct live_run what = {
        .run = s->inc->seq,
        .purpose = RUN_FOR_ACTION,
        .id = (char *)(size_t)q->action_id,
        .path = (char *)(size_t)q->path,
        .action = q->action ? q->action : &undo_action,
        .command = (char *)(size_t)q->command,
        .names = q->names,
    };
    if (q->action && q->action->terminal)
        return run_in_terminal(s, &what, e);
    what.guard = liveness_guard(s->liveness, what.run);
    bool ok = runs_start(&s->runs, &what, clock_ticks(), e);
    if (what.guard >= 0)
        close(what.guard); /* the keeper has it now */
    return ok;
}

bool ask_confirmed(struct session *s, const struct wish *w, struct err *e)
{
    (void)w;
    if (!s->question.id)
        return err_set(e, ERR_USAGE, _("Nothing is being asked."));
    bool ok = s->question.refused ? err_set(e, ERR_REFUSED, "%s", s->question.refused) : run_question(s, e);
    ask_forget(s);
    return ok;
}

bool ask_declined(struct session *s, const struct wish *w, struct err *e)
{
    (void)w, (void)e;
    if (s->question.id)
        session_say(s, _("Not run: %s"), s->question.action_id);
    ask_forget(s);
    return true;
}

/* The first word may say how it went: worked (the default), failed, unknown. */
static const char *outcome_in(const char *text)
{
    static const char *const outcome[] = {"failed", "unknown"};
    for (size_t i = 0; text && i < sizeof outcome / sizeof *outcome; i++)
        if (str_starts(text, outcome[i]))
            return outcome[i];
    return "worked";
}

bool ask_done_elsewhere(struct session *s, const struct wish *w, struct err *e)
{
    struct question *q = &s->question;
    char digest[65] = "";
    struct event ev = {.kind = EVENT_action_reported, .step = q->path};
    if (!q->id)
        return err_set(e, ERR_USAGE, _("Nothing is being asked."));
    char *line = w->text ? mem_strndup(w->text, strcspn(w->text, "\n")) : mem_strdup("");
    bool ok = str_blank(w->text) || record_blob(s, w->text, strlen(w->text), digest, e);
    ev.as.action_reported = (struct event_action_reported){
        .action = q->action_id,
        .command = q->command,
        .outcome = outcome_in(w->text),
        .output = digest[0] ? digest : NULL,
        .summary = *line ? line : NULL,
        .undo = q->undoes ? NULL : q->undo,
        .undoes = q->undoes,
    };
    ok = ok && record_event(s, &ev, e);
    mem_free(line);
    if (ok || !s->trouble.code) /* what was said is kept, and says it of this question */
        ask_forget(s);
    return ok;
}

/* ---- an unknown outcome ------------------------------------------------------------------------------------------------ */

bool ask_look_again(struct session *s, const struct wish *w, struct err *e)
{
    const struct run *run = incident_find_run(s->inc, w->number);
    struct place p;
    const struct flow_action *action = run && place_at(s, run->step, &p) ? flow_find_action(p.step, run->id) : NULL;
    if (!action || !action->before)
        return err_set(e, ERR_USAGE, _("The flow does not say how to look; find out by hand, then answer."));
    return read_before(s, &p, action, RUN_FOR_LOOK, e);
}

/* For a question about an undo the state now is on its page; after an unknown outcome it is compared with the one before. */
void ask_looked(struct session *s, const struct live_run *r, const char *now, bool passed)
{
    const struct run *run = incident_last_run(s->inc, r->path, r->id);
    char *clean = clean_text(now, strlen(now));
    if (s->question.undoes && !s->question.id && str_eq(s->question.action_id, r->id)) {
        put_question(s, passed ? clean : NULL);
    } else if (passed) {
        mem_free(s->now_text);
        s->now_text = mem_strdup(clean);
        s->now_run = run ? run->seq : 0;
        s->now_at = clock_now();
    }
    mem_free(clean);
}

bool ask_settle(struct session *s, const struct wish *w, struct err *e)
{
    const struct run *run = incident_find_run(s->inc, w->number);
    struct event ev = {.kind = EVENT_settled};
    if (!run)
        return err_set(e, ERR_USAGE, _("There is no such run."));
    bool has_looked = s->now_run == run->seq && s->now_text && run->before;
    bool is_same = has_looked && str_eq(s->now_text, run->before);
    ev.step = run->step;
    ev.as.settled = (struct event_settled){
        .run = run->seq,
        .action = run->id,
        .verdict = w->id,
        .proposed = !has_looked ? NULL : is_same ? "no_effect" : "took_effect",
        .because = !has_looked ? NULL : is_same ? "before is now" : "before is not now",
    };
    return record_event(s, &ev, e);
}
