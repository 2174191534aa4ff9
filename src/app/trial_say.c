/* trial_say: what a probe would find, typed as name=value pairs. */
#include <string.h>

#include "app/parts.h"
#include "app/trial.h"
#include "base/i18n.h"
#include "flow/condition.h"
#include "incident/finding.h"

/* ---- which facts matter -------------------------------------------------------------------------------------------------- */

struct wanted {
    const char *probe;
    struct str *out;
};

static void want(struct wanted *w, const struct condition *c)
{
    struct names names = {0};
    size_t n = strlen(w->probe);
    condition_facts(c, &names);
    for (size_t i = 0; i < names.n; i++) {
        const char *fact = strncmp(names.v[i], w->probe, n) == 0 && names.v[i][n] == '.' ? names.v[i] + n + 1 : NULL;
        struct str word = {0};
        str_addf(&word, " %s,", fact ? fact : "");
        if (fact && !strstr(str_get(w->out), str_get(&word)))
            str_add(w->out, str_get(&word));
        str_release(&word);
    }
}

/* " status, asked,": each name once, in the order of the flow. */
static void find_wanted(const struct flow *f, const char *probe, struct str *out)
{
    struct wanted w = {probe, out};
    for (size_t i = 0; i < f->n_severities; i++)
        want(&w, f->severity[i].when);
    for (size_t i = 0; i < f->n_steps; i++) {
        want(&w, f->step[i].when);
        for (size_t k = 0; k < f->step[i].n_answers; k++)
            want(&w, f->step[i].answer[k].when);
    }
}

/* Looked for once a probe and text: a flow may be long, and a screen is filled often. */
static const char *wanted_of(struct session *s, const struct flow *flow, const char *probe)
{
    struct trial *t = s->trial;
    struct str key = {0}, all = {0};
    str_addf(&key, "%s %p %s", s->flow->digest, (const void *)flow, probe);
    if (!str_eq(t->wanted_of, str_get(&key))) {
        find_wanted(flow, probe, &all);
        str_cut(&all, all.n ? all.n - 1 : 0);
        mem_free(t->wanted_of);
        mem_free(t->wanted);
        t->wanted_of = mem_strdup(str_get(&key));
        t->wanted = mem_strdup(all.n ? all.s + 1 : "passed");
    }
    str_release(&key);
    str_release(&all);
    return t->wanted;
}

static bool was_asked(const struct session *s, const struct place *p, const struct flow_probe *probe)
{
    const struct run *run = incident_last_run(s->inc, p->path, probe->id);
    const struct step_record *record = incident_find_step(s->inc, p->path);
    return run && record && run->seq > record->walked_in;
}

const struct flow_probe *trial_next(struct session *s, const char **wanted)
{
    struct place p;
    if (!s->inc || !place_now(s, &p) || !p.step->n_probes)
        return NULL;
    size_t i = 0;
    while (i < p.step->n_probes && was_asked(s, &p, &p.step->probe[i]))
        i++;
    const struct flow_probe *probe = &p.step->probe[i < p.step->n_probes ? i : 0];
    *wanted = wanted_of(s, p.flow, probe->id);
    return probe;
}

/* ---- what was typed -------------------------------------------------------------------------------------------------------- */

struct reading {
    const struct flow *flow;
    const struct flow_probe *probe;
    struct arena *arena;
    VEC(struct fact_pair) facts;
};

static bool is_name(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(s[i] == '_' || (s[i] >= 'a' && s[i] <= 'z') || (i && s[i] >= '0' && s[i] <= '9')))
            return false;
    return n > 0;
}

/* Where the next "name=" begins behind s, or its end. */
static const char *next_pair(const char *s)
{
    for (const char *at = s; *at; at++) {
        const char *word = at + strspn(at, " ,;\n\t");
        if (word > at && is_name(word, strcspn(word, " ,;\n\t=")) && word[strcspn(word, " ,;\n\t=")] == '=')
            return word;
    }
    return s + strlen(s);
}

static void put_fact(struct reading *r, const char *name, struct value value)
{
    for (size_t i = 0; i < r->facts.n; i++)
        if (str_eq(r->facts.v[i].name, name)) {
            r->facts.v[i].value = value;
            return;
        }
    *vec_push(&r->facts) = (struct fact_pair){name, value};
}

/* All that the probe yields: what is not said was looked for and not there, as in an example. */
static void put_nones(struct reading *r)
{
    enum value_kind kind;
    const char *fact;
    for (size_t i = 0; (fact = probe_yield_name(r->probe->kind, i, &kind)); i++)
        put_fact(r, arena_printf(r->arena, "%s.%s", r->probe->id, fact), value_none());
    for (size_t i = 0; i < r->probe->n_captures; i++)
        put_fact(r, arena_printf(r->arena, "%s.%s", r->probe->id, r->probe->capture[i].id), value_none());
    for (size_t i = 0; i < r->probe->n_fields; i++)
        if (str_starts(r->probe->field[i].name, "count."))
            put_fact(r, arena_printf(r->arena, "%s.%s", r->probe->id, r->probe->field[i].name + strlen("count.")), value_none());
}

/* How it ended. A repeated probe has a verdict besides. */
static void put_end(struct reading *r, bool failed)
{
    put_fact(r, arena_printf(r->arena, "%s.passed", r->probe->id), value_flag(!failed));
    put_fact(r, arena_printf(r->arena, "%s.timed_out", r->probe->id), value_flag(false));
    if (soak_is(r->probe))
        put_fact(r, arena_printf(r->arena, "%s.verdict", r->probe->id), value_text(failed ? "failed" : "passed"));
}

static bool put_pair(struct reading *r, const char *name, const char *text, struct err *e)
{
    const char *fact = arena_printf(r->arena, "%s.%s", r->probe->id, name);
    enum value_kind kind;
    struct value v = value_none();
    if (!flow_name_kind(r->flow, fact, &kind)) {
        const char *near = flow_nearest_name(r->flow, fact, r->arena);
        return near ? err_set(e, ERR_USAGE, _("%s finds no '%s'; did you mean %s?"), r->probe->id, name, near)
                    : err_set(e, ERR_USAGE, _("%s finds no '%s'; the flow names what it finds."), r->probe->id, name);
    }
    if (*text && !str_eq(text, "none") && !value_parse(text, kind == VALUE_UNKNOWN ? VALUE_TEXT : kind, &v))
        return give_refuse_kind(fact, text, kind, e);
    put_fact(r, fact, v);
    return true;
}

static bool read_pairs(struct reading *r, const char *s, struct err *e)
{
    bool ok = true;
    while (ok && *s) {
        size_t n = strcspn(s, "=");
        const char *value = s + n + 1, *next = next_pair(value);
        size_t length = (size_t)(next - value);
        while (length && strchr(" ,;\n\t", value[length - 1]))
            length--;
        ok = put_pair(r, arena_strndup(r->arena, s, n), arena_strndup(r->arena, value, length), e);
        s = next;
    }
    return ok;
}

/* "failed ..." and "passed ..." say how it ended; the rest are pairs. */
static bool read_typed(struct reading *r, const char *s, struct err *e)
{
    bool failed = str_starts(s, "failed"), passed = str_starts(s, "passed") && s[strlen("passed")] != '=';
    put_nones(r);
    put_end(r, failed);
    s += failed || passed ? strlen("failed") : 0;
    s += strspn(s, " ,;\n\t");
    const char *first = s + strcspn(s, " ,;\n\t=");
    if (*s && (*first != '=' || !is_name(s, (size_t)(first - s))))
        return err_set(e, ERR_USAGE, _("Say what %s finds as name=value, or failed."), r->probe->id);
    return read_pairs(r, s, e);
}

bool trial_report(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    struct arena arena = {0};
    const char *text = w->text ? w->text : "";
    const struct flow_probe *probe = place_now(s, &p) ? flow_find_probe(p.step, w->id ? w->id : "") : NULL;
    if (!probe)
        return tell_note(s, w, e);
    struct reading r = {.flow = p.flow, .probe = probe, .arena = &arena};
    bool ok = read_typed(&r, text + strspn(text, " \t\n"), e);
    struct event ev = {.kind = EVENT_probe_reported};
    ev.as.probe_reported = (struct event_probe_reported){probe->id, NULL, {r.facts.v, r.facts.n}, *text ? text : "nothing"};
    ok = ok && record_event(s, &ev, e);
    vec_release(&r.facts);
    arena_release(&arena);
    return ok;
}
