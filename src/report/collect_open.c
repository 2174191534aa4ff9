/* collect_open: what is left: put off, passed over, promised; and what was kept to show: pins and articles. */
#include <string.h>

#include "report/collect.h"

void collect_deferrals(struct collector *c)
{
    for (size_t i = 0; i < c->inc->deferrals.n; i++) {
        const struct deferral *d = &c->inc->deferrals.v[i];
        const struct event *ev = collect_find_event(c, d->seq);
        const char *title = d->title ? d->title : d->step;
        *vec_push(&c->r->deferrals) = (struct report_deferral){.at = ev ? ev->at : 0, .until = d->until, .ends = d->ends, .is_temporary = d->is_temporary,
            .title = collect_line(c, title), .actor = ev ? collect_line(c, ev->actor) : NULL,
            .owner = collect_line(c, d->owner), .reason = collect_text(c, d->reason), .how = collect_line(c, d->how)};
    }
}

/* ---- passed over ----------------------------------------------------------------------------------------------------- */
static void add_passed(struct collector *c, const char *step, struct map *seen)
{
    if (!step || !name_set_has(&c->inc->skipped, step) || map_find(seen, step) != MAP_ABSENT)
        return;
    map_set(seen, step, 1);
    *vec_push(&c->r->passed) = (struct report_passed){collect_line(c, step), collect_place(c, step).title, NULL};
}

static void add_unticked(struct collector *c, const char *step)
{
    const struct flow_step *s = collect_find_step(c, step);
    for (size_t i = 0; s && i < s->items.n; i++)
        if (!incident_is_ticked(c->inc, step, s->items.v[i]))
            *vec_push(&c->r->passed) = (struct report_passed){
                collect_line(c, step), collect_place(c, step).title, collect_line(c, s->items.v[i])};
}

void collect_passed(struct collector *c)
{
    struct map seen = {0};
    for (size_t i = 0; i < c->inc->events.n; i++) {
        const struct event *ev = &c->inc->events.v[i];
        for (size_t j = 0; ev->kind == EVENT_entered && j < ev->as.entered.skipped.n; j++)
            add_passed(c, ev->as.entered.skipped.v[j], &seen);
    }
    for (size_t i = 0; i < c->inc->steps.n; i++)
        if (c->inc->steps.v[i].n_entered)
            add_unticked(c, c->inc->steps.v[i].step);
    map_release(&seen);
}

/* ---- kept to show ---------------------------------------------------------------------------------------------------- */
static void add_pin(struct collector *c, const struct event *ev)
{
    const struct event_pinned *p = &ev->as.pinned;
    *vec_push(&c->r->pins) = (struct report_pin){
        ev->at, p->of, collect_text(c, p->text), collect_line(c, p->source), collect_line(c, ev->actor), collect_line(c, p->digest), p->offset};
}

static void add_item(struct collector *c, const struct event *ev)
{
    const struct event_action_item *i = &ev->as.action_item;
    *vec_push(&c->r->items) = (struct report_item){
        collect_text(c, i->text), collect_line(c, i->owner), collect_line(c, i->type), collect_line(c, ev->actor), i->due};
}

static void add_article(struct collector *c, const struct event *ev)
{
    const struct event_article_read *a = &ev->as.article_read;
    const char *id = collect_line(c, a->article);
    for (size_t i = 0; i < c->r->articles.n; i++)
        if (str_eq(c->r->articles.v[i].id, id))
            return;
    *vec_push(&c->r->articles) = (struct report_article){
        id, collect_line(c, a->title), collect_line(c, ev->actor), collect_line(c, a->digest), ev->at};
}

void collect_evidence(struct collector *c)
{
    for (size_t i = 0; i < c->inc->events.n; i++) {
        const struct event *ev = &c->inc->events.v[i];
        if (ev->kind == EVENT_pinned)
            add_pin(c, ev);
        else if (ev->kind == EVENT_action_item)
            add_item(c, ev);
        else if (ev->kind == EVENT_article_read)
            add_article(c, ev);
    }
}
