/* chart_mark: the path that an incident took, read from its events, so that ways gone twice and gone back from count. */
#include "draw/chart.h"

#include <string.h>

#include "incident/walk.h"

struct marker {
    struct chart *chart;
    const struct walk_map *map;
    const char *was_in; /* a path in the part of the incident that is drawn, the newest; NULL before */
    int at;             /* step of the chart that the cursor stands at, -1: none */
};

/* The step of the chart that this path means, -1 when it is in another flow, or not there any more. */
static int step_of(struct marker *m, const char *path)
{
    const struct flow *f = path ? m->map->flow : NULL;
    for (const char *slash; f && (slash = strchr(path, '/')); path = slash + 1) {
        char *id = mem_strndup(path, (size_t)(slash - path));
        const struct flow_step *call = flow_find_step(f, id);
        f = call && call->call && m->map->find_flow ? m->map->find_flow(m->map->who, call->call) : NULL;
        mem_free(id);
    }
    return f && str_eq(f->id, m->chart->flow->id) ? flow_step_index(m->chart->flow, path) : -1;
}

static bool is_word(const struct chart_word *w, const char *answer)
{
    switch (w->kind) {
    case CHART_ANSWER: return str_eq(w->id, answer);
    case CHART_UNSURE: return str_eq(answer, "unsure");
    case CHART_FIX: return str_eq(answer, "escalate");
    case CHART_ON:
    case CHART_PASSED: break;
    }
    return false;
}

static void take(struct chart_way *way, struct chart_word *word)
{
    way->n_taken++;
    word->n_taken++;
}

static void take_answer(struct chart *c, struct chart_step *s, const char *answer)
{
    int fix = s->lists_fixes ? flow_step_index(c->flow, answer) : -1;
    if (fix >= 0)
        c->steps.v[fix].n_chosen++;
    for (size_t i = 0; i < s->ways.n; i++)
        for (size_t k = 0; k < s->ways.v[i].words.n; k++)
            if (is_word(&s->ways.v[i].words.v[k], answer))
                take(&s->ways.v[i], &s->ways.v[i].words.v[k]);
}

/* The flow ended with that outcome, from a step that has nothing to answer. */
static void end_with(struct marker *m, const char *word)
{
    struct chart_step *from = m->at >= 0 ? &m->chart->steps.v[m->at] : NULL;
    enum outcome outcome;
    if (!from || !outcome_parse(word, &outcome))
        return;
    m->chart->outcome = outcome;
    for (size_t i = 0; i < from->ways.n; i++)
        for (size_t k = 0; k < from->ways.v[i].words.n; k++)
            if (from->ways.v[i].words.v[k].kind == CHART_ON && from->ways.v[i].outcome == outcome)
                take(&from->ways.v[i], &from->ways.v[i].words.v[k]);
}

/* Is the answer that of the step which called the flow that is drawn? Then it is this flow's outcome. */
static bool is_of_call(const struct marker *m, const char *path)
{
    size_t n = path ? strlen(path) : 0;
    return m->at >= 0 && m->was_in && n && strncmp(m->was_in, path, n) == 0 && m->was_in[n] == '/' && !strchr(m->was_in + n + 1, '/');
}

static void mark_answer(struct marker *m, const struct event *ev)
{
    int at = step_of(m, ev->step);
    if (at >= 0)
        take_answer(m->chart, &m->chart->steps.v[at], ev->as.answered.answer);
    if (at >= 0 && (!ev->as.answered.outcome || !outcome_parse(ev->as.answered.outcome, &m->chart->outcome)))
        m->chart->outcome = OUTCOME_NONE;
    if (is_of_call(m, ev->step) && m->chart->outcome == OUTCOME_NONE)
        end_with(m, ev->as.answered.answer);
}

/* On without an answer, from a step that has none. */
static void mark_on(struct marker *m, int to)
{
    struct chart_step *from = m->at >= 0 ? &m->chart->steps.v[m->at] : NULL;
    for (size_t i = 0; from && i < from->ways.n; i++)
        for (size_t k = 0; k < from->ways.v[i].words.n; k++)
            if (from->ways.v[i].words.v[k].kind == CHART_ON && from->ways.v[i].to == to)
                take(&from->ways.v[i], &from->ways.v[i].words.v[k]);
}

static void mark_entered(struct marker *m, const struct event *ev)
{
    int to = step_of(m, ev->step);
    if (to >= 0 && str_eq(ev->as.entered.how, "next"))
        mark_on(m, to);
    if (to >= 0) {
        m->chart->steps.v[to].n_visits++;
        m->chart->outcome = OUTCOME_NONE;
        *vec_push(&m->chart->path) = m->chart->steps.v[to].id;
    }
    m->at = to;
    m->was_in = to >= 0 ? ev->step : NULL;
}

/* Where the cursor stands, or the step that called the flow in which it does; -1 when it is elsewhere. */
static int stands_at(struct marker *m, const char *path)
{
    char *at = path ? mem_strdup(path) : NULL;
    int step = step_of(m, at);
    for (char *slash; step < 0 && at && (slash = strrchr(at, '/')); step = step_of(m, at))
        *slash = '\0';
    mem_free(at);
    return step;
}

void chart_mark(struct chart *c, const struct walk_map *map, const char *incident)
{
    struct marker m = {.chart = c, .map = map, .at = -1};
    c->has_walk = true;
    c->incident = arena_strdup(&c->arena, incident);
    for (size_t i = 0; i < map->inc->events.n; i++) {
        const struct event *ev = &map->inc->events.v[i];
        if (ev->kind == EVENT_answered)
            mark_answer(&m, ev);
        else if (ev->kind == EVENT_entered)
            mark_entered(&m, ev);
    }
    if (map->inc->outcome && c->outcome == OUTCOME_NONE)
        end_with(&m, map->inc->outcome);
    int here = map->inc->outcome ? -1 : stands_at(&m, map->inc->step);
    if (here >= 0)
        c->steps.v[here].is_here = true;
}
