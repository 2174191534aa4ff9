/* ask: what changes the world is asked for first, shown whole, and runs only after yes. */
#include "app/parts.h"

#include <string.h>

#include "app/announce.h"
#include "app/needs.h"
#include "base/i18n.h"
#include "incident/undo.h"
#include "text/clean.h"

void ask_forget(struct session *s)
{
    second_withdraw(s);
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

static void put_question(struct session *s)
{
    second_ask(s);
    s->question.id = ++s->next_question;
}

static const char *environment_of(struct session *s, struct question *q)
{
    struct value v = incident_value(s->inc, "environment");
    return v.kind == VALUE_TEXT && !str_blank(v.text) ? keep(q, v.text) : NULL;
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
    q->needs_second = action->needs_second;
    q->environment = environment_of(s, q);
    const char *unmet = needs_look((struct place *)(size_t)p, action, &q->arena, &q->needs, &q->required);
    if (!q->refused && unmet)
        q->refused = unmet;
    q->announce = announce_make(s, p, q);
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

static const char *purpose_name(enum run_purpose purpose)
{
    static const char *const name[] = {[RUN_FOR_LOOK] = "now", [RUN_FOR_CHECK] = "check", [RUN_FOR_LEFT] = "left", [RUN_FOR_BEFORE] = "before"};
    return name[purpose];
}

bool ask_read(struct session *s, const struct place *p, const struct flow_action *action, enum run_purpose purpose, int64_t about,
              struct err *e)
{
    struct arena arena = {0};
    struct environment env;
    const char *command = purpose == RUN_FOR_CHECK ? action->check : action->before;
    environment_make(s, &p->scope, command, NULL, false, &arena, &env);
    struct live_run what = {
        .purpose = purpose,
        .id = (char *)(size_t)action->id,
        .path = (char *)(size_t)p->path,
        .action = action,
        .command = (char *)(size_t)command,
        .about = about,
    };
    bool ok = run_read(s, &what, &env, arena_printf(&arena, "%s_%s", action->id, purpose_name(purpose)), e);
    arena_release(&arena);
    return ok;
}

/* What is read for the question comes first: the state before, then the dry run, which may use it. */
static bool read_or_put(struct session *s, const struct place *p, struct err *e)
{
    struct question *q = &s->question;
    if (!q->refused && q->action->before && !q->before)
        return ask_read(s, p, q->action, RUN_FOR_BEFORE, 0, e);
    if (!q->refused && q->action->check && !q->dry_run_seq)
        return ask_read(s, p, q->action, RUN_FOR_CHECK, 0, e);
    put_question(s);
    return true;
}

static void refuse_missing(struct question *q)
{
    if (!q->refused && q->missing.n)
        q->refused = say_missing(q, &q->missing);
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
    refuse_missing(q);
    return read_or_put(s, &p, e);
}

/* Is that run for the question that is being prepared? */
static bool is_for_question(const struct session *s, const struct live_run *r, struct place *p)
{
    return s->question.id == 0 && s->question.action == r->action && place_at(s, r->path, p);
}

static void go_on(struct session *s, const struct place *p)
{
    struct err e = {0};
    if (!read_or_put(s, p, &e))
        session_say(s, "%s", e.text), ask_forget(s);
}

/* The environment is made anew, now that $NAME_before is known. */
void ask_before_read(struct session *s, const struct live_run *r, const char *before, bool passed)
{
    struct place p;
    char *clean = clean_text(before, strlen(before));
    if (!passed)
        session_say(s, _("%s: reading the state before failed (%s). Nothing was changed."), r->id, *clean ? clean : _("no output"));
    else if (is_for_question(s, r, &p)) {
        fill_question(s, &p, r->action);
        s->question.before = s->question.now = keep(&s->question, clean);
        refuse_missing(&s->question);
        go_on(s, &p);
    }
    mem_free(clean);
}

/* Its first lines, each cut to one that fits; how many there are besides. */
static void keep_dry_run(struct question *q, const char *clean)
{
    enum { LINES = 3, LINE_MOST = 200 };
    q->dry_run = (struct names){arena_array(&q->arena, LINES, sizeof *q->dry_run.v), 0};
    for (const char *s = clean; *s;) {
        size_t n = strcspn(s, "\n");
        if (q->dry_run.n < LINES)
            q->dry_run.v[q->dry_run.n++] = arena_printf(&q->arena, n > LINE_MOST ? "%.*s ..." : "%.*s", (int)(n < LINE_MOST ? n : LINE_MOST), s);
        else
            q->dry_run_more++;
        s += n + (s[n] == '\n');
    }
}

void ask_check_read(struct session *s, const struct live_run *r, const char *said, bool passed)
{
    struct place p;
    struct question *q = &s->question;
    if (!is_for_question(s, r, &p))
        return;
    char *clean = clean_text(said, strlen(said));
    keep_dry_run(q, clean);
    q->dry_run_seq = r->run;
    if (!passed && r->child.outcome == RUN_EXITED)
        q->refused = arena_printf(&q->arena, _("its dry run did not end well, with exit %d"), r->child.exit_status);
    else if (!passed)
        q->refused = keep(q, _("its dry run did not end"));
    mem_free(clean);
    go_on(s, &p);
}

/* ---- asking for an undo ------------------------------------------------------------------------------------------------ */

static void refuse_order(const struct session *s, const struct run *run, struct question *q)
{
    const struct run *first = incident_undo_waits_for(s->inc, run);
    if (first && !q->refused)
        q->refused = arena_printf(&q->arena, _("%s, made later, stands on it: take that back first"), first->id);
}

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
    q->environment = environment_of(s, q);
    q->announce = announce_make(s, q->action ? &p : NULL, q);
    refuse_order(s, run, q);
    refuse_missing(q);
    if (q->action && q->action->before && !q->refused)
        return ask_read(s, &p, q->action, RUN_FOR_LOOK, 0, e);
    put_question(s);
    return true;
}

bool ask_undo_looked(struct session *s, const struct live_run *r, const char *now)
{
    struct question *q = &s->question;
    if (!q->undoes || q->id || !str_eq(q->action_id, r->id))
        return false;
    q->before = q->now = now ? keep(q, now) : NULL;
    put_question(s);
    return true;
}

/* ---- again ---------------------------------------------------------------------------------------------------------------- */

bool ask_again(struct session *s, struct err *e)
{
    struct arena arena = {0};
    const struct question *q = &s->question;
    struct wish w = {.id = arena_strdup(&arena, q->action_id), .number = q->undoes};
    bool ok = q->undoes ? ask_undo(s, &w, e) : ask_action(s, &w, e);
    arena_release(&arena);
    return ok;
}

bool ask_environment(struct session *s, const struct wish *w, struct err *e)
{
    struct wish value = {.id = "environment", .text = w->text};
    if (!s->question.id)
        return err_set(e, ERR_USAGE, _("Nothing is being asked."));
    return str_blank(w->text) || (give_correction(s, &value, e) && ask_again(s, e));
}
