/* card: the head of the page, then step by step. */
#include "draw/card.h"

#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "text/clean.h"
#include "text/yaml.h"

const char *card_line(struct card_builder *b, const char *s)
{
    char *clean = s ? clean_line(s) : NULL;
    const char *kept = arena_strdup(&b->card->arena, clean);
    mem_free(clean);
    return kept;
}

struct card_row *card_add(struct card_builder *b, enum card_kind kind, const char *text)
{
    *vec_push(&b->card->rows) = (struct card_row){.kind = kind, .depth = b->depth, .text = text ? text : ""};
    return vec_last(&b->card->rows);
}

static const char *take(struct card_builder *b, struct str *s)
{
    const char *kept = arena_strdup(&b->card->arena, str_get(s));
    str_release(s);
    return kept;
}

/* ---- the head --------------------------------------------------------------------------------------------------------------- */

static void add_alerts(struct card_builder *b)
{
    struct str s = {0};
    for (size_t i = 0; i < b->flow->n_matches; i++) {
        str_add(&s, i ? "; " : "");
        for (size_t k = 0; k < b->flow->match[i].n; k++)
            str_addf(&s, "%s%s = %s", k ? ", " : "", card_line(b, b->flow->match[i].label[k].name), card_line(b, b->flow->match[i].label[k].glob));
    }
    if (s.n)
        card_add(b, CARD_PAIR, take(b, &s))->mark = _("Alerts");
    str_release(&s);
}

static void add_severities(struct card_builder *b)
{
    const struct yaml_node *all = yaml_find(b->flow->source, "severity");
    struct str s = {0};
    for (const struct yaml_node *one = all && all->kind == YAML_MAP ? all->first : NULL; one; one = one->next)
        if (one->kind == YAML_TEXT && one->key)
            str_addf(&s, "%s%s: %s", s.n ? "; " : "", card_line(b, one->key->text), card_line(b, one->text));
    if (s.n)
        card_add(b, CARD_PAIR, take(b, &s))->mark = _("Severity");
    str_release(&s);
}

static void add_escalation(struct card_builder *b)
{
    struct str s = {0}, after = {0}, takes = {0};
    const char *to = card_line(b, b->flow->escalate.to);
    chart_minutes(b->flow->escalate.after, &after);
    chart_minutes(b->flow->escalate.takes, &takes);
    if (to)
        str_addf(&s, _("after %s without progress, to %s; they need about %s"), str_get(&after), to, str_get(&takes));
    else
        str_addf(&s, _("after %s without progress; whoever takes it needs about %s"), str_get(&after), str_get(&takes));
    card_add(b, CARD_PAIR, take(b, &s))->mark = _("Hand over");
    str_release(&after);
    str_release(&takes);
}

static void add_inputs(struct card_builder *b)
{
    for (size_t i = 0; i < b->flow->n_inputs; i++) {
        const struct flow_input *in = &b->flow->input[i];
        struct str s = {0};
        str_add(&s, card_line(b, in->ask ? in->ask : in->id));
        if (in->preset && *in->preset && in->type != INPUT_SECRET)
            str_addf(&s, " (%s)", card_line(b, in->preset));
        struct card_row *row = card_add(b, CARD_PAIR, take(b, &s));
        row->mark = arena_printf(&b->card->arena, "$%s", card_line(b, in->id));
    }
}

/* ---- steps ------------------------------------------------------------------------------------------------------------------ */

static void add_step(struct card_builder *b, size_t i)
{
    const struct chart_step *s = &b->chart.steps.v[i];
    struct str minutes = {0};
    if (s->step->takes)
        chart_minutes(s->step->takes, &minutes);
    struct card_row *row = card_add(b, CARD_STEP, s->title);
    row->mark = arena_printf(&b->card->arena, "%zu", i + 1);
    row->right = minutes.n ? take(b, &minutes) : NULL;
    str_release(&minutes);
    if (s->when) {
        card_add(b, CARD_IF, arena_printf(&b->card->arena, _("Only when %s"), s->when));
        b->depth++;
    }
    card_prose(b, &b->text[i].document);
    card_look(b, s->step);
    card_change(b, s->step);
    card_ways(b, s);
    b->depth = 0;
}

static void add_lane(struct card_builder *b, enum phase phase)
{
    bool is_open = false;
    for (size_t i = 0; i < b->chart.steps.n; i++) {
        if (b->flow->step[i].phase != phase)
            continue;
        if (!is_open)
            card_add(b, CARD_LANE, chart_phase(phase));
        is_open = true;
        add_step(b, i);
    }
}

static void read_texts(struct card_builder *b, markdown_reader *read)
{
    b->text = arena_array(&b->card->arena, b->flow->n_steps + 1, sizeof *b->text);
    for (size_t i = 0; i < b->flow->n_steps; i++) {
        const char *text = b->flow->step[i].text;
        b->text[i] = (struct markdown_job){.text = text ? text : "", .n = text ? strlen(text) : 0};
    }
    read(b->text, b->flow->n_steps, &b->card->arena);
}

void card_build(struct card *card, const struct flow *flow, markdown_reader *read)
{
    *card = (struct card){0};
    struct card_builder b = {.card = card, .flow = flow};
    chart_build(&b.chart, flow);
    arena_adopt(&card->arena, &b.chart.arena); /* its words stand in the rows */
    read_texts(&b, read);
    card->title = b.chart.title;
    card_add(&b, CARD_HEAD, card->title);
    add_alerts(&b);
    add_severities(&b);
    add_escalation(&b);
    add_inputs(&b);
    card_fixes(&b);
    for (int phase = 0; phase < N_PHASES; phase++)
        add_lane(&b, (enum phase)phase);
    chart_release(&b.chart);
}

void card_release(struct card *card)
{
    vec_release(&card->rows);
    vec_release(&card->fixes);
    arena_release(&card->arena);
}
