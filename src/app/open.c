/* open: an incident comes to hand: a new one from a flow, or one from the journal with the texts it was started with. */
#include "app/parts.h"

#include <string.h>
#include <unistd.h>

#include "app/alert.h"
#include "app/clock.h"
#include "app/learn.h"
#include "app/present.h"
#include "base/i18n.h"
#include "store/liveness.h"

/* ---- called flows ------------------------------------------------------------------------------------------------------ */

enum { CALLS_MOST = 100 };

struct callers { /* flows found so far, in the order in which they were reached */
    struct flow_text *text[CALLS_MOST];
    size_t n;
};

static bool has_flow(const struct callers *c, const char *id)
{
    for (size_t i = 0; i < c->n; i++)
        if (str_eq(c->text[i]->flow->id, id))
            return true;
    return false;
}

/* Every flow that can be reached by calls. One that is not there or does not load is left out: the step that calls it
 * is then answered by hand. */
static void collect_calls(struct session *s, struct flow_text *root, struct callers *c)
{
    c->text[c->n++] = root;
    for (size_t k = 0; k < c->n; k++) {
        const struct flow *flow = c->text[k]->flow;
        for (size_t i = 0; i < flow->n_steps && c->n < CALLS_MOST; i++) {
            struct err e = {0};
            const char *id = flow->step[i].call;
            struct flow_text *called = id && !has_flow(c, id) ? library_load_called(&s->library, c->text[k], id, &e) : NULL;
            if (called && called->flow)
                c->text[c->n++] = called;
        }
    }
}

static bool keep_texts(struct session *s, const struct callers *c, struct arena *arena, struct names *calls, struct err *e)
{
    *calls = (struct names){arena_array(arena, c->n + 1, sizeof *calls->v), 0};
    for (size_t i = 0; i < c->n; i++) {
        char digest[65];
        if (!journal_put_blob(s->journal, NULL, c->text[i]->bytes, c->text[i]->n, JOURNAL_EXACT, digest, e))
            return false;
        if (i)
            calls->v[calls->n++] = arena_printf(arena, "%s %s", c->text[i]->flow->id, digest);
    }
    return true;
}

/* ---- at hand ----------------------------------------------------------------------------------------------------------- */

static bool join(struct session *s, struct err *e)
{
    const char *tty = s->sits_at ? s->sits_at : ttyname(STDIN_FILENO);
    struct event ev = {.kind = EVENT_joined, .as.joined = {s->liveness, tty ? tty : NULL}};
    s->has_joined = !journal_is_read_only(s->journal);
    return !s->has_joined || record_event(s, &ev, e);
}

static bool join_and_learn(struct session *s, void *learning, struct err *e)
{
    return join(s, e) && learn_record(s, learning, e);
}

/* One turn: what was learned costs the first screen no wait for the disk of its own. */
static bool come(struct session *s, struct err *e)
{
    struct learning *learning = learn_count(s);
    bool ok = record_turn(s, join_and_learn, learning, e);
    learn_forget(learning);
    return ok;
}

static void take_at_hand(struct session *s, struct incident *inc, struct flow_text *flow)
{
    close_incident(s);
    s->inc = inc;
    s->flow = flow;
}

static bool give_sets(struct session *s, const struct names *sets, struct err *e)
{
    for (size_t i = 0; sets && i < sets->n; i++) {
        size_t n = strcspn(sets->v[i], "=");
        char *name = mem_strndup(sets->v[i], n);
        bool ok = give_value(s, NULL, name, sets->v[i] + n + 1, "set", e);
        mem_free(name);
        if (!ok)
            return false;
    }
    return true;
}

static bool check_set(const struct session *s, const struct flow *flow, const char *set, struct err *e)
{
    size_t n = strcspn(set, "=");
    char *name = mem_strndup(set, n);
    const struct flow_input *input = flow_find_input(flow, name);
    bool ok = set[n] == '=' || err_set(e, ERR_USAGE, _("--set %s: NAME=VALUE is what it takes"), set);
    ok = ok && (input || err_set(e, ERR_USAGE, _("the flow '%s' has no input called '%s'"), flow->id, name));
    ok = ok && give_admits(s, input, set + n + 1, e);
    mem_free(name);
    return ok;
}

/* Nothing is opened for a name that the flow does not have, or a value that it cannot take: a hook that tries again
 * would open one incident after another. */
static bool check_sets(const struct session *s, const struct flow *flow, const struct names *sets, struct err *e)
{
    bool ok = true;
    for (size_t i = 0; ok && sets && i < sets->n; i++)
        ok = check_set(s, flow, sets->v[i], e);
    return ok;
}

static bool create(struct session *s, struct flow_text *text, const struct names *sets, const char *via, struct err *e)
{
    struct callers callers = {0};
    struct arena arena = {0};
    struct event ev = {.kind = EVENT_opened, .at = clock_now(), .actor = s->actor, .host = s->host};
    struct incident *inc = mem_alloc(sizeof *inc);
    collect_calls(s, text, &callers);
    ev.as.opened = (struct event_opened){.flow = text->flow->id, .title = text->flow->title, .digest = text->digest,
                                         .language = s->library.language, .via = s->alert ? "alert" : via,
                                         .since = s->alert ? alert_since(s) : 0};
    bool ok = check_sets(s, text->flow, sets, e) && keep_texts(s, &callers, &arena, &ev.as.opened.calls, e) &&
              journal_create(s->journal, inc, &ev, e);
    arena_release(&arena);
    if (!ok) {
        mem_free(inc);
        return false;
    }
    take_at_hand(s, inc, text);
    return (!s->alert || alert_tell(s, e)) && come(s, e) && give_sets(s, sets, e) && move_start(s, e);
}

bool open_flow_text(struct session *s, struct flow_text *text, const struct names *sets, const char *via, struct err *e)
{
    bool ok = (!s->alert || alert_hold(s, e)) && create(s, text, sets, via, e);
    if (ok)
        alert_drop(s);
    else
        alert_let_go(s);
    return ok;
}

bool open_flow(struct session *s, const char *flow, const struct names *sets, const char *via, struct err *e)
{
    struct flow_text *text = library_load(&s->library, flow, e);
    if (!text)
        return false;
    if (!text->flow)
        return problems_none(&text->problems, e), false;
    return open_flow_text(s, text, sets, via, e);
}

/* ---- from the journal -------------------------------------------------------------------------------------------------- */

static struct flow_text *take_stored(struct session *s, const char *name, const char *digest, struct err *e)
{
    struct str bytes = {0};
    struct flow_text *text = library_find_digest(&s->library, digest);
    if (!text && journal_get_blob(s->journal, digest, &bytes, e))
        text = library_take(&s->library, str_get(&bytes), bytes.n, name);
    str_release(&bytes);
    return text;
}

/* The texts it was started with: it goes on by them although the files have changed since. */
static struct flow_text *take_texts(struct session *s, const struct incident *inc, struct err *e)
{
    struct flow_text *text = take_stored(s, inc->flow, inc->flow_digest, e);
    if (!text || !text->flow) {
        if (text)
            err_set(e, ERR_INPUT, _("the flow text of INC-%lld in the journal cannot be read"), (long long)inc->number);
        return NULL;
    }
    for (size_t i = 0; i < inc->calls.n; i++) {
        struct err ignored = {0};
        char *name = mem_strndup(inc->calls.v[i], strcspn(inc->calls.v[i], " "));
        const char *digest = strchr(inc->calls.v[i], ' ');
        if (digest)
            take_stored(s, name, digest + 1, &ignored);
        mem_free(name);
    }
    return text;
}

/* Terminals of ours that were cut off or killed: they left no word, so it is said for them. */
static bool note_drops(struct session *s, struct err *e)
{
    struct present present = {0};
    bool ok = true;
    present_follow(&present, s->inc);
    for (size_t i = 0; i < present.list.n && s->has_joined && ok; i++) {
        const struct somebody *who = &present.list.v[i];
        struct event ev = {.kind = EVENT_departed, .as.departed = {who->liveness, "dropped"}};
        bool is_ours = str_eq(who->actor, s->actor) && str_eq(who->host, s->host) && !str_eq(who->liveness, s->liveness);
        ok = !is_ours || !liveness_is_free(who->liveness) || record_event(s, &ev, e);
    }
    present_release(&present);
    return ok;
}

static struct incident *load(struct session *s, const char *which, struct err *e)
{
    struct incident *inc = mem_alloc(sizeof *inc);
    if (journal_load(s->journal, which, inc, e))
        return inc;
    incident_release(inc);
    mem_free(inc);
    return NULL;
}

bool open_to_read(struct session *s, const char *which, struct err *e)
{
    struct incident *inc = load(s, which, e);
    struct flow_text *text = inc ? take_texts(s, inc, e) : NULL;
    if (text)
        take_at_hand(s, inc, text);
    else if (inc)
        incident_release(inc), mem_free(inc);
    return text != NULL;
}

bool open_to_tell(struct session *s, const char *which, struct err *e)
{
    struct incident *inc = load(s, which, e);
    if (inc)
        take_at_hand(s, inc, NULL);
    return inc != NULL;
}

bool open_incident(struct session *s, const char *which, struct err *e)
{
    if (!open_to_read(s, which, e) || !join(s, e) || !note_drops(s, e))
        return false;
    end_orphans(s);
    return s->inc->step || s->inc->outcome || journal_is_read_only(s->journal) || move_start(s, e);
}
