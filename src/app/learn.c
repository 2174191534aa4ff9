/* learn: the courses of closed incidents, handed to the flows that they went through. */
#include "app/learn.h"

#include "incident/lessons.h"

enum { CALLS_MOST = 100, MADE_AT_OPENING = 20, MADE_BETWEEN_KEYS = 5 };

struct pupil { /* a flow that learns */
    const struct flow *flow;
    struct lessons *lessons;
    bool was_taught; /* by the incident at hand */
};

struct call { /* a way into it */
    size_t pupil;
    const char *path; /* "database/"; NULL: the outermost */
};

struct learning {
    struct arena arena;
    VEC(struct pupil) pupils; /* the first is the outermost flow */
    VEC(struct call) calls;
};

/* ---- which flows ------------------------------------------------------------------------------------------------------- */

static size_t pupil_of(struct learning *l, const struct flow *flow)
{
    for (size_t i = 0; i < l->pupils.n; i++)
        if (l->pupils.v[i].flow == flow)
            return i;
    *vec_push(&l->pupils) = (struct pupil){.flow = flow, .lessons = lessons_new(flow)};
    return l->pupils.n - 1;
}

static void enrol(struct learning *l, const struct walk_map *map, const struct flow *flow, const char *path, int depth)
{
    *vec_push(&l->calls) = (struct call){pupil_of(l, flow), path};
    for (size_t i = 0; i < flow->n_steps && depth < WALK_DEEPEST && l->calls.n < CALLS_MOST; i++) {
        const struct flow *called = flow->step[i].call ? map->find_flow(map->who, flow->step[i].call) : NULL;
        if (called)
            enrol(l, map, called, arena_printf(&l->arena, "%s%s/", path ? path : "", flow->step[i].id), depth + 1);
    }
}

/* ---- what they are taught ---------------------------------------------------------------------------------------------- */

static void teach(struct learning *l, size_t pupil, const struct course *c, const char *path)
{
    l->pupils.v[pupil].was_taught |= lessons_add(l->pupils.v[pupil].lessons, c, path);
}

static void end_incident(struct learning *l, int64_t opened_at)
{
    for (size_t i = 0; i < l->pupils.n; i++) {
        if (l->pupils.v[i].was_taught)
            lessons_count(l->pupils.v[i].lessons, opened_at);
        l->pupils.v[i].was_taught = false;
    }
}

/* One of the outermost flow, with all that it called. */
static bool teach_all(const struct journal_past *past, void *who)
{
    struct learning *l = who;
    struct arena arena = {0};
    struct course c;
    course_read(past->course, past->n, &arena, &c);
    for (size_t i = 0; i < l->calls.n; i++)
        teach(l, l->calls.v[i].pupil, &c, l->calls.v[i].path);
    end_incident(l, past->opened_at);
    arena_release(&arena);
    return true;
}

struct alone { /* a called flow that was also started by itself */
    struct learning *l;
    size_t pupil;
};

static bool teach_one(const struct journal_past *past, void *who)
{
    const struct alone *a = who;
    struct arena arena = {0};
    struct course c;
    course_read(past->course, past->n, &arena, &c);
    teach(a->l, a->pupil, &c, NULL);
    end_incident(a->l, past->opened_at);
    arena_release(&arena);
    return true;
}

/* Of what cannot be read nothing is learned: the author's numbers stand, and whoever reads that incident is told. */
static void attend(struct session *s, struct learning *l)
{
    struct err ignored = {0};
    size_t made;
    for (size_t i = 0; i < l->pupils.n; i++) {
        struct alone alone = {l, i};
        const char *id = l->pupils.v[i].flow->id;
        journal_past_fill(s->journal, id, MADE_AT_OPENING, &made, &ignored);
        journal_past(s->journal, id, LESSONS_MOST, i ? teach_one : teach_all, i ? (void *)&alone : (void *)l, &ignored);
    }
}

struct learning *learn_count(struct session *s)
{
    struct learning *l = mem_alloc(sizeof *l);
    struct walk_map map = place_map(s);
    *l = (struct learning){0};
    if (config_flag(s->config, CONFIG_LEARN) && map.flow && !str_eq(s->inc->events.v[0].as.opened.via, "drill")) {
        enrol(l, &map, map.flow, NULL, 0);
        attend(s, l);
    }
    return l;
}

void learn_forget(struct learning *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->pupils.n; i++)
        lessons_free(l->pupils.v[i].lessons);
    vec_release(&l->pupils);
    vec_release(&l->calls);
    arena_release(&l->arena);
    mem_free(l);
}

bool learn_record(struct session *s, const struct learning *l, struct err *e)
{
    bool ok = true;
    for (size_t i = 0; ok && i < l->pupils.n; i++) {
        struct arena arena = {0};
        struct event ev = {.kind = EVENT_learned};
        lessons_tell(l->pupils.v[i].lessons, &arena, &ev.as.learned);
        ok = !ev.as.learned.incidents || record_event(s, &ev, e);
        arena_release(&arena);
    }
    return ok;
}

bool learn_catch_up(struct session *s)
{
    struct err ignored = {0};
    size_t made = 0;
    return config_flag(s->config, CONFIG_LEARN) && !journal_is_read_only(s->journal) &&
           journal_past_fill(s->journal, NULL, MADE_BETWEEN_KEYS, &made, &ignored) && made;
}
