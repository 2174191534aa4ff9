/* ask: what changes the world is asked for first, shown whole, and runs only after yes. */
#include "app/parts.h"

#include <string.h>

#include "app/announce.h"
#include "app/needs.h"
#include "app/clock.h"
#include "app/way.h"
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

static const char *say_closed(struct session *s, struct question *q)
{
    switch (way_to(s, q->host, true)) {
    case WAY_OPEN:
    case WAY_NONE:
        break;
    case WAY_NO_NAME:
        return arena_printf(&q->arena, _("it runs on '%s', and that cannot be the name of a machine"), q->host);
    case WAY_NO_TERMINAL:
        return arena_printf(&q->arena, _("it wants a terminal on %s; run it there, then say what came of it (o)"), q->host);
    }
    return arena_printf(&q->arena, _("it runs on %s, and this is %s; run it there, then say what came of it (o)"), q->host, s->host);
}

static const char *hindrance(struct session *s, struct question *q)
{
    if (s->trial)
        return keep(q, _("this is a try: nothing runs. Say how it would have gone (o): worked, or failed"));
    if (s->is_readonly)
        return keep(q, _("this triage was started with --readonly"));
    if (q->host[0] == '$')
        return arena_printf(&q->arena, _("it is not known where it runs: %s has no value yet (= gives it one)"), q->host + 1);
    if (q->is_far && way_to(s, q->host, q->action && q->action->terminal) != WAY_OPEN)
        return say_closed(s, q);
    if (runs_has_action(&s->runs))
        return keep(q, _("another change is still running"));
    return NULL;
}

/* ---- asking for an action ---------------------------------------------------------------------------------------------- */

static void put_question(struct session *s)
{
    second_ask(s);
    s->question.put_at = clock_ticks();
    s->question.id = ++s->next_question;
}

static const char *environment_of(struct session *s, struct question *q)
{
    struct value v = incident_value(s->inc, "environment");
    return v.kind == VALUE_TEXT && !str_blank(v.text) ? keep(q, v.text) : NULL;
}

static void find_host(const struct session *s, const struct place *p, const struct flow_action *action, struct question *q)
{
    const char *host;
    (void)way_where(s, p, action->host, &q->arena, &host);
    q->is_far = host != NULL;
    q->host = host ? host : s->host;
}

/* The line: the author's, or as it was edited. */
static void fill_line(struct question *q, const char *edited)
{
    q->edited = keep(q, edited);
    q->command = edited ? q->edited : keep(q, q->action->run);
    q->by_hand = q->action->by_hand;
    q->wants_edit = q->action->edit && !edited && !q->by_hand;
}

static void fill_question(struct session *s, const struct place *p, const struct flow_action *action, const char *line)
{
    struct question *q = &s->question;
    struct environment env;
    char *edited = line ? mem_strdup(line) : NULL; /* it may be the present question's */
    ask_forget(s);
    *q = (struct question){.action = action, .risk = action->risk, .timeout = action->timeout};
    fill_line(q, edited);
    mem_free(edited);
    q->path = keep(q, p->path);
    q->title = keep(q, p->step->title);
    q->undo = keep(q, action->undo);
    q->action_id = keep(q, action->id);
    q->confirm = action->risk == RISK_DESTROY ? keep(q, action->confirm ? action->confirm : action->id) : NULL;
    find_host(s, p, action, q);
    q->user = keep(q, s->actor);
    q->refused = hindrance(s, q);
    environment_make(s, &p->scope, q->command, action->undo, true, &q->arena, &env);
    q->names = env.names;
    q->shown = env.shown;
    q->missing = env.missing;
    q->needs_second = action->needs_second;
    q->environment = environment_of(s, q);
    const char *unmet = needs_look((struct place *)(size_t)p, action, &q->arena, &q->needs, &q->required);
    if (!q->refused && unmet)
        q->refused = unmet;
    if (q->by_hand && !q->missing.n)
        q->command = ask_line_filled(&env, q->command, &q->arena);
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

/* The state that a change left is read where it was made. */
static const char *host_to_read(const struct session *s, const struct place *p, const struct flow_action *action, int64_t about,
                                struct arena *arena)
{
    const char *host;
    int64_t seq = about ? about : s->question.action == action ? s->question.undoes : 0;
    const struct run *run = seq ? incident_find_run(s->inc, seq) : NULL;
    if (run)
        return way_of_run(s, run, p, action, arena);
    (void)way_where(s, p, action->host, arena, &host);
    return host;
}

bool ask_read(struct session *s, const struct place *p, const struct flow_action *action, enum run_purpose purpose, int64_t about,
              struct err *e)
{
    struct arena arena = {0};
    struct environment env;
    const char *command = purpose == RUN_FOR_CHECK ? action->check : action->before;
    const char *host = host_to_read(s, p, action, about, &arena);
    environment_make(s, &p->scope, command, NULL, false, &arena, &env);
    struct live_run what = {
        .purpose = purpose,
        .id = (char *)(size_t)action->id,
        .path = (char *)(size_t)p->path,
        .action = action,
        .command = (char *)(size_t)command,
        .about = about,
        .host = (char *)(size_t)host,
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
    fill_question(s, &p, action, w->text);
    struct question *q = &s->question;
    char *before_name = arena_printf(&q->arena, "%s_before", action->id);
    q->missing = without(&q->missing, before_name, &q->arena);
    q->wants_edit = q->wants_edit && !q->refused;
    if (!q->wants_edit)
        refuse_missing(q);
    q->refused = q->refused ? q->refused : keep(q, ask_line_hindrance(q));
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

/* The machine cannot be reached: what can be done there by hand is shown all the same. */
static void ask_by_hand(struct session *s, const struct live_run *r, const struct place *p)
{
    struct question *q = &s->question;
    fill_question(s, p, r->action, q->edited);
    q->refused = arena_printf(&q->arena, _("%s; run it there, then say what came of it (o)"), why_text(r->child.why, &q->arena));
    go_on(s, p);
}

/* The environment is made anew, now that $NAME_before is known. */
void ask_before_read(struct session *s, const struct live_run *r, const char *before, bool passed)
{
    struct place p;
    char *clean = clean_text(before, strlen(before));
    if (!passed && r->host && r->child.outcome == RUN_NOT_STARTED && is_for_question(s, r, &p))
        ask_by_hand(s, r, &p);
    else if (!passed)
        session_say(s, _("%s: reading the state before failed (%s). Nothing was changed."), r->id, *clean ? clean : _("no output"));
    else if (is_for_question(s, r, &p)) {
        fill_question(s, &p, r->action, s->question.edited);
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
    run = incident_find_run(s->inc, w->number); /* what is withdrawn is recorded, and that may move the runs */
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
    const char *host = q->action ? way_of_run(s, run, &p, q->action, &q->arena) : str_eq(run->host, s->host) ? NULL : q->host;
    q->is_far = !str_blank(host);
    q->host = keep(q, q->is_far ? host : s->host);
    q->refused = hindrance(s, q);
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
    struct wish w = {.id = arena_strdup(&arena, q->action_id), .text = arena_strdup(&arena, q->edited), .number = q->undoes};
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
