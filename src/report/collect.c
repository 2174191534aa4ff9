/* collect: text into the report, cleaned, and steps by their paths. */
#include "report/collect.h"

#include <string.h>

#include "text/clean.h"

static const char *keep(struct collector *c, const char *s, enum clean_mode mode)
{
    struct str out = {0};
    if (str_blank(s))
        return NULL;
    size_t n = strlen(s);
    if (clean_is_clean(s, n, mode))
        return arena_strdup(&c->r->arena, s);
    clean_add(&out, s, n, mode);
    const char *kept = arena_strdup(&c->r->arena, str_get(&out));
    str_release(&out);
    return kept;
}

const char *collect_line(struct collector *c, const char *s)
{
    return keep(c, s, CLEAN_LINE);
}

const char *collect_text(struct collector *c, const char *s)
{
    return keep(c, s, CLEAN_TEXT);
}

/* ---- steps ----------------------------------------------------------------------------------------------------------- */
static const struct flow *called_by(const struct collector *c, const struct flow_step *step)
{
    return step->call && c->source->find_flow ? c->source->find_flow(c->source->who, step->call) : NULL;
}

const struct flow_step *collect_find_step(const struct collector *c, const char *path)
{
    const struct flow *flow = c->source->flow;
    const struct flow_step *step = NULL;
    while (flow && path) {
        const char *slash = strchr(path, '/');
        char *name = mem_strndup(path, slash ? (size_t)(slash - path) : strlen(path));
        step = flow_find_step(flow, name);
        mem_free(name);
        if (!slash)
            return step;
        flow = step ? called_by(c, step) : NULL;
        path = slash + 1;
    }
    return NULL;
}

static enum phase phase_called(const char *name)
{
    for (int p = 0; name && p < N_PHASES; p++)
        if (strcmp(phase_name((enum phase)p), name) == 0)
            return (enum phase)p;
    return N_PHASES;
}

void collect_places(struct collector *c)
{
    for (size_t i = 0; i < c->inc->events.n; i++) {
        const struct event *ev = &c->inc->events.v[i];
        if (ev->kind != EVENT_entered || !ev->step)
            continue;
        map_set(&c->place_by_step, ev->step, (uint32_t)c->places.n);
        *vec_push(&c->places) = (struct collect_place){
            .title = collect_line(c, ev->as.entered.title), .phase = phase_called(ev->as.entered.phase)};
    }
}

struct collect_place collect_place(struct collector *c, const char *path)
{
    uint32_t at = path ? map_find(&c->place_by_step, path) : MAP_ABSENT;
    struct collect_place place = {.phase = N_PHASES};
    if (at != MAP_ABSENT)
        place = c->places.v[at];
    const struct flow_step *step = place.title && place.phase != N_PHASES ? NULL : collect_find_step(c, path);
    if (!place.title)
        place.title = collect_line(c, step ? step->title : path);
    if (place.phase == N_PHASES && step)
        place.phase = step->phase;
    return place;
}

const struct event *collect_find_event(const struct collector *c, int64_t seq)
{
    return seq > 0 && (uint64_t)seq <= c->inc->events.n ? &c->inc->events.v[seq - 1] : NULL;
}
