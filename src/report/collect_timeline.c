/* collect_timeline: the decisions and changes in the order they happened, and what people wrote for the write-up. */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "report/collect.h"

enum { LATE = 5 * 1000000 /* us: an event is written down at once; later than this somebody looked back */ };

/* What a reader follows. What was found, read and pinned has its own section; moves and visits are noise. */
static const bool is_told[N_EVENT_KINDS] = {
    [EVENT_opened] = true,          [EVENT_given] = true,          [EVENT_answered] = true,
    [EVENT_action_started] = true,  [EVENT_action_ended] = true,   [EVENT_settled] = true,
    [EVENT_action_reported] = true, [EVENT_deferred] = true,       [EVENT_discharged] = true,
    [EVENT_noted] = true,           [EVENT_severity_set] = true,   [EVENT_cause_ruled_out] = true,
    [EVENT_cause_restored] = true,  [EVENT_cause_added] = true,    [EVENT_answer_struck] = true,
    [EVENT_fact_corrected] = true,  [EVENT_status_set] = true,     [EVENT_escalated] = true,
    [EVENT_handover_asked] = true,  [EVENT_taken_over] = true,     [EVENT_told] = true,
    [EVENT_departed] = true,        [EVENT_approval_asked] = true, [EVENT_approval_given] = true,
    [EVENT_approval_refused] = true, [EVENT_alerted] = true,       [EVENT_cause_pinned] = true,
    [EVENT_cause_unpinned] = true,
};

static bool belongs_in(const struct event *ev)
{
    const char *source = ev->as.given.source;
    if (ev->kind == EVENT_given)
        return str_eq(source, "asked") || str_eq(source, "corrected") || str_eq(source, "set") || str_eq(source, "label");
    if (ev->kind == EVENT_departed) /* somebody was cut off: that explains a gap */
        return str_eq(ev->as.departed.how, "hangup") || str_eq(ev->as.departed.how, "dropped");
    return is_told[ev->kind];
}

static void clean_value(struct collector *c, struct value *v)
{
    if (v->kind == VALUE_TEXT)
        v->text = collect_text(c, v->text);
}

static struct names clean_names(struct collector *c, struct names names)
{
    const char **v = arena_array(&c->r->arena, names.n, sizeof *v);
    for (size_t i = 0; i < names.n; i++)
        v[i] = collect_text(c, names.v[i]);
    return (struct names){v, names.n};
}

static struct fact_pairs clean_facts(struct collector *c, struct fact_pairs facts)
{
    struct fact_pair *v = arena_array(&c->r->arena, facts.n, sizeof *v);
    for (size_t i = 0; i < facts.n; i++) {
        v[i] = facts.v[i];
        v[i].name = collect_line(c, v[i].name);
        clean_value(c, &v[i].value);
    }
    return (struct fact_pairs){v, facts.n};
}

static struct event clean_event(struct collector *c, const struct event *ev)
{
    const struct event_shape *shape = &event_shapes[ev->kind];
    struct event kept = *ev;
    kept.actor = collect_line(c, ev->actor);
    kept.host = collect_line(c, ev->host);
    kept.step = collect_line(c, ev->step);
    for (size_t i = 0; i < shape->n_fields; i++) {
        void *field = (char *)&kept.as + shape->field[i].offset;
        if (shape->field[i].type == FIELD_TEXT)
            *(const char **)field = collect_text(c, *(const char **)field);
        if (shape->field[i].type == FIELD_NAMES)
            *(struct names *)field = clean_names(c, *(struct names *)field);
        if (shape->field[i].type == FIELD_FACTS)
            *(struct fact_pairs *)field = clean_facts(c, *(struct fact_pairs *)field);
    }
    return kept;
}

/* Times may be anything in a file from elsewhere: no difference of two may overflow. */
static bool is_late(int64_t at, int64_t recorded)
{
    uint64_t apart = recorded > at ? (uint64_t)recorded - (uint64_t)at : (uint64_t)at - (uint64_t)recorded;
    return recorded && apart > LATE;
}

static void add_event(struct collector *c, const struct event *ev)
{
    struct str sentence = {0};
    event_sentence(ev, c->source->flow, &sentence);
    struct report_line *l = vec_push(&c->r->timeline);
    l->seq = ev->seq;
    l->at = ev->at;
    l->recorded = ev->recorded_at;
    l->is_late = is_late(ev->at, ev->recorded_at);
    l->sentence = collect_text(c, str_get(&sentence));
    l->event = clean_event(c, ev);
    l->actor = l->event.actor;
    l->step = l->event.step;
    l->kind = event_shapes[ev->kind].name;
    str_release(&sentence);
}

static void add_moment(struct collector *c, enum report_milestone m, const char *sentence)
{
    const struct report_moment *moment = &c->r->milestone[m];
    if (moment->at)
        *vec_push(&c->r->timeline) = (struct report_line){.at = moment->at, .recorded = moment->recorded,
            .kind = report_milestone_names[m], .sentence = sentence, .is_late = is_late(moment->at, moment->recorded)};
}

static const char *beginning(struct collector *c)
{
    const char *source = c->r->milestone[MILESTONE_BEGAN].source;
    return source ? arena_printf(&c->r->arena, _("First error, found by %s"), source) : _("First sign of it, as told");
}

static int by_time(const void *a, const void *b)
{
    const struct report_line *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* An incident from before alerts were recorded has nothing but the time. */
static bool is_alert_recorded(const struct collector *c)
{
    for (size_t i = 0; i < c->inc->alerts.n; i++)
        if (c->inc->alerts.v[i].at == c->r->milestone[MILESTONE_ALERT].at)
            return true;
    return false;
}

void collect_timeline(struct collector *c)
{
    add_moment(c, MILESTONE_BEGAN, beginning(c));
    if (!is_alert_recorded(c))
        add_moment(c, MILESTONE_ALERT, _("The alert fired"));
    for (size_t i = 0; i < c->inc->events.n; i++)
        if (belongs_in(&c->inc->events.v[i]))
            add_event(c, &c->inc->events.v[i]);
    if (c->r->timeline.n)
        qsort(c->r->timeline.v, c->r->timeline.n, sizeof *c->r->timeline.v, by_time);
}

/* ---- people's words -------------------------------------------------------------------------------------------------- */
static void add_description(struct collector *c, const struct event *ev)
{
    for (int w = 0; w < N_WORDS; w++)
        if (str_eq(ev->as.described.section, report_words_names[w]))
            c->r->words[w] = (struct report_text){
                collect_text(c, ev->as.described.text), collect_line(c, ev->actor), ev->at};
}

static void add_update(struct collector *c, const struct event *ev)
{
    const struct event_told *t = &ev->as.told;
    *vec_push(&c->r->updates) = (struct report_update){ev->at, collect_line(c, ev->actor), collect_text(c, t->affected),
        collect_text(c, t->doing), collect_text(c, t->next), collect_line(c, t->state)};
}

static void add_status(struct collector *c, const struct event *ev)
{
    const struct event_status_set *s = &ev->as.status_set;
    *vec_push(&c->r->statuses) = (struct report_status){
        ev->at, collect_line(c, s->status), collect_line(c, ev->actor), collect_text(c, s->reason)};
}

static void add_relapse(struct collector *c, const struct event *ev)
{
    const struct event_relapsed *b = &ev->as.relapsed;
    *vec_push(&c->r->relapses) = (struct report_relapse){ev->at, collect_line(c, b->probe), collect_line(c, b->summary), collect_line(c, ev->actor)};
}

void collect_words(struct collector *c)
{
    for (size_t i = 0; i < c->inc->events.n; i++) {
        const struct event *ev = &c->inc->events.v[i];
        if (ev->kind == EVENT_described)
            add_description(c, ev);
        else if (ev->kind == EVENT_told)
            add_update(c, ev);
        else if (ev->kind == EVENT_relapsed)
            add_relapse(c, ev);
        else if (ev->kind == EVENT_status_set)
            add_status(c, ev);
    }
}
