/* chart: where each step leads. */
#include "draw/chart.h"

#include "base/i18n.h"
#include "base/time.h"
#include "text/clean.h"
#include "text/yaml.h"

/* Which way of the present step ends at a step: so that a step with very many answers does not cost their square. */
struct builder {
    struct chart *chart;
    size_t step;     /* the present one */
    size_t *of_step; /* for each step: 1 + the step whose way to it is noted */
    size_t *way;
    size_t end_of[OUTCOME_ESCALATED + 1], end[OUTCOME_ESCALATED + 1]; /* the same for each outcome */
};

static const char *line(struct chart *c, const char *s)
{
    char *clean = s ? clean_line(s) : NULL;
    const char *kept = arena_strdup(&c->arena, clean);
    mem_free(clean);
    return kept;
}

/* ---- ways -------------------------------------------------------------------------------------------------------------- */

static struct chart_way *way_to(struct builder *b, int to, enum outcome outcome)
{
    struct chart_step *s = &b->chart->steps.v[b->step];
    size_t *of = to >= 0 ? &b->of_step[to] : &b->end_of[outcome], *at = to >= 0 ? &b->way[to] : &b->end[outcome];
    if (*of != b->step + 1) {
        *of = b->step + 1;
        *at = s->ways.n;
        *vec_push(&s->ways) = (struct chart_way){.to = to, .outcome = outcome};
    }
    return &s->ways.v[*at];
}

static void add(struct builder *b, int to, enum outcome outcome, enum chart_word_kind kind, const struct flow_answer *a)
{
    struct chart_way *way = way_to(b, outcome == OUTCOME_NONE ? to : -1, outcome);
    *vec_push(&way->words) = (struct chart_word){
        .kind = kind,
        .id = a ? a->id : NULL,
        .text = a ? line(b->chart, str_blank(a->label) ? a->id : a->label) : NULL,
    };
}

/* A step is passed over along its own next, else to the one below. */
static int passed_to(const struct flow *f, size_t i)
{
    const struct flow_step *s = &f->step[i];
    return s->next >= 0 ? s->next : i + 1 < f->n_steps ? (int)i + 1 : -1;
}

static void add_ways(struct builder *b, const struct flow *f, size_t i)
{
    const struct flow_step *s = &f->step[i];
    for (size_t k = 0; k < s->n_answers; k++)
        add(b, s->answer[k].next, s->answer[k].outcome, CHART_ANSWER, &s->answer[k]);
    if (s->answers_fixes)
        add(b, -1, OUTCOME_ESCALATED, CHART_FIX, NULL);
    if (!s->n_answers && !s->answers_fixes)
        add(b, s->next, s->outcome, CHART_ON, NULL);
    else if (!flow_find_answer(s, "unsure"))
        add(b, s->next, s->outcome, CHART_UNSURE, NULL);
    if (s->when)
        add(b, passed_to(f, i), OUTCOME_NONE, CHART_PASSED, NULL);
}

/* ---- the whole ----------------------------------------------------------------------------------------------------------- */

static void add_step(struct chart *c, const struct flow_step *s)
{
    const struct yaml_node *when = s->when ? yaml_find(s->source, "when") : NULL;
    *vec_push(&c->steps) = (struct chart_step){
        .step = s,
        .id = line(c, s->id),
        .title = line(c, s->title),
        .call = line(c, s->call),
        .when = when && when->kind == YAML_TEXT ? line(c, when->text) : NULL,
        .lists_fixes = s->answers_fixes,
    };
}

void chart_build(struct chart *c, const struct flow *flow)
{
    struct builder b = {.chart = c, .of_step = mem_array(flow->n_steps, sizeof *b.of_step), .way = mem_array(flow->n_steps, sizeof *b.way)};
    *c = (struct chart){.flow = flow};
    c->id = line(c, flow->id);
    c->title = line(c, flow->title);
    for (size_t i = 0; i < flow->n_steps; i++)
        add_step(c, &flow->step[i]);
    for (b.step = 0; b.step < flow->n_steps; b.step++)
        add_ways(&b, flow, b.step);
    for (size_t i = 0; i < flow->n_steps; i++)
        c->n_lists += flow->step[i].answers_fixes;
    for (size_t i = 0; c->n_lists && i < flow->n_steps; i++)
        if (flow->step[i].is_fix)
            *vec_push(&c->fixes) = (int)i;
    mem_free(b.of_step);
    mem_free(b.way);
}

void chart_release(struct chart *c)
{
    for (size_t i = 0; i < c->steps.n; i++) {
        for (size_t k = 0; k < c->steps.v[i].ways.n; k++)
            vec_release(&c->steps.v[i].ways.v[k].words);
        vec_release(&c->steps.v[i].ways);
    }
    vec_release(&c->steps);
    vec_release(&c->fixes);
    vec_release(&c->path);
    arena_release(&c->arena);
}

/* ---- words --------------------------------------------------------------------------------------------------------------- */

const char *chart_phase(enum phase p)
{
    static const char *const names[N_PHASES] = {N_("Symptom"),   N_("Changes"),   N_("Logs"),
                                                N_("Reproduce"), N_("Roll back"), N_("Verify")};
    return _(names[p]);
}

const char *chart_outcome(enum outcome o)
{
    switch (o) {
    case OUTCOME_NONE: return _("nothing is below");
    case OUTCOME_RESOLVED: return _("resolved");
    case OUTCOME_FOUND: return _("found, not repaired");
    case OUTCOME_CLEARED: return _("cleared: not here");
    case OUTCOME_ESCALATED: return _("handed over");
    }
    return "";
}

const char *chart_word(const struct chart_word *w)
{
    switch (w->kind) {
    case CHART_ANSWER: return w->text;
    case CHART_UNSURE: return _("Not sure");
    case CHART_ON: return _("go on");
    case CHART_PASSED: return _("passed over");
    case CHART_FIX: return _("Escalate");
    }
    return "";
}

void chart_minutes(int64_t length, struct str *out)
{
    if (length && length < TIME_MINUTE)
        str_addf(out, _("%d s"), (int)(length / TIME_SECOND));
    else
        str_addf(out, _("%lld min"), (long long)((length + TIME_MINUTE / 2) / TIME_MINUTE));
}
