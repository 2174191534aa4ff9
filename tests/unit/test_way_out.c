/* Whether a flow can still end: from every step, held against walking it in every way there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "admits.h"
#include "base/time.h"
#include "flow/way_out.h"
#include "flow_at_hand.h"
#include "incident/walk.h"

enum { MOST_STEPS = 7, INPUTS = 3, WORLDS = 1 << INPUTS, FLOWS = 3000 };

#define EV(kind_, ...) (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .as.kind_ = {__VA_ARGS__}})

/* ---- random flows ---- */

static uint32_t seed = 7;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)seed * below >> 32);
}

static void add_end(struct str *t, uint32_t n_steps)
{
    static const char *const outcomes[] = {"resolved", "found", "cleared", "escalated"};
    uint32_t what = draw(12);
    if (what == 0)
        str_addf(t, ", outcome: %s", outcomes[draw(4)]);
    else if (what < 9)
        str_addf(t, ", next: s%u", draw(n_steps));
}

static void add_answers(struct str *t, uint32_t n_steps)
{
    static const char *const ids[] = {"a", "b", "unsure"};
    uint32_t n = 1 + draw(3);
    str_add(t, ", answers: [");
    for (uint32_t i = 0; i < n; i++) {
        str_addf(t, "%s{id: %s", i ? ", " : "", ids[i]);
        add_end(t, n_steps);
        str_add(t, "}");
    }
    str_add(t, "]");
}

static void add_call(struct str *t, uint32_t n_steps)
{
    static const char *const ids[] = {"resolved", "found"};
    uint32_t n = draw(3);
    str_addf(t, ", call: inner, answers: [");
    for (uint32_t i = 0; i < n; i++) {
        str_addf(t, "%s{id: %s", i ? ", " : "", ids[i]);
        add_end(t, n_steps);
        str_add(t, "}");
    }
    str_add(t, "]");
}

/* Each condition is about an input of its own: whether a step is passed over says nothing of another. */
static void add_step(struct str *t, uint32_t i, uint32_t n_steps, uint32_t *n_guards)
{
    uint32_t kind = draw(10);
    str_addf(t, "  - {id: s%u, title: S", i);
    if (draw(2) == 0 && *n_guards < INPUTS)
        str_addf(t, ", when: g%u == \"a\"", (*n_guards)++);
    if (kind < 6)
        add_answers(t, n_steps);
    else if (kind == 6)
        str_add(t, ", answers: fixes");
    else if (kind == 7)
        str_add(t, ", cures: {}");
    else if (kind == 8)
        add_call(t, n_steps);
    add_end(t, n_steps);
    str_add(t, "}\n");
}

static struct flow *random_flow(struct str *t)
{
    uint32_t n = 1 + draw(MOST_STEPS), n_guards = 0;
    str_clear(t);
    str_add(t, "triage: 1\nid: random\ntitle: R\ninputs: {g0: {default: a}, g1: {default: a}, g2: {default: a}}\nsteps:\n");
    for (uint32_t i = 0; i < n; i++)
        add_step(t, i, n, &n_guards);
    return flow_of_text(t->s);
}

/* ---- walking in every way ---- */

static struct flow *inner; /* ends with resolved or found */

static const struct flow *find_flow(void *who, const char *id)
{
    (void)who;
    return str_eq(id, "inner") ? inner : NULL;
}

static unsigned outcomes_of(void *of, const char *id)
{
    struct arena arena = {0};
    struct way_out w;
    (void)of, (void)id;
    way_out_find(inner, NULL, NULL, &arena, &w);
    unsigned outcomes = w.outcomes;
    arena_release(&arena);
    return outcomes;
}

struct brute {
    const struct flow *f;
    struct incident world[WORLDS]; /* each with other values of the inputs */
    bool leads[MOST_STEPS][MOST_STEPS], ends[MOST_STEPS], first[MOST_STEPS];
    unsigned outcomes[MOST_STEPS], first_outcomes;
};

static void note(struct brute *b, const struct walk *w, bool *leads, bool *ends, unsigned *outcomes)
{
    if (w->step)
        leads[w->step - b->f->step] = true;
    else if (w->outcome != OUTCOME_NONE) {
        *ends = true;
        *outcomes |= 1u << w->outcome;
    }
}

static void try_answer(struct brute *b, size_t i, const char *answer)
{
    for (int k = 0; k < WORLDS; k++) {
        struct walk_map map = {.flow = b->f, .inc = &b->world[k], .now = TIME_NONE, .find_flow = find_flow};
        struct walk w;
        struct err e = {0};
        if (!walk_from(&map, b->f->step[i].id, answer, &w, &e))
            fail_msg("%s: %s", b->f->step[i].id, e.text);
        note(b, &w, b->leads[i], &b->ends[i], &b->outcomes[i]);
        walk_release(&w);
    }
}

static void try_step(struct brute *b, size_t i)
{
    const struct flow_step *s = &b->f->step[i];
    for (size_t k = 0; k < s->n_answers; k++)
        try_answer(b, i, s->answer[k].id);
    for (size_t k = 0; s->answers_fixes && k < b->f->n_steps; k++)
        if (b->f->step[k].is_fix)
            try_answer(b, i, b->f->step[k].id);
    if (s->answers_fixes)
        try_answer(b, i, "escalate");
    if (s->call) {
        try_answer(b, i, "resolved");
        try_answer(b, i, "found");
    }
    if (s->n_answers || s->answers_fixes || s->call)
        try_answer(b, i, "unsure");
    else
        try_answer(b, i, NULL);
}

static void make_worlds(struct brute *b)
{
    for (int k = 0; k < WORLDS; k++) {
        incident_init(&b->world[k]);
        yes(&b->world[k], EV(opened, .flow = "random", .title = "R"));
        yes(&b->world[k], EV(given, .input = "g0", .value = k & 1 ? "a" : "b", .source = "set"));
        yes(&b->world[k], EV(given, .input = "g1", .value = k & 2 ? "a" : "b", .source = "set"));
        yes(&b->world[k], EV(given, .input = "g2", .value = k & 4 ? "a" : "b", .source = "set"));
        struct walk_map map = {.flow = b->f, .inc = &b->world[k], .now = TIME_NONE, .find_flow = find_flow};
        struct walk w;
        struct err e = {0};
        bool ends = false;
        assert_true(walk_start(&map, &w, &e));
        note(b, &w, b->first, &ends, &b->first_outcomes);
        walk_release(&w);
    }
}

static void follow(const struct brute *b, size_t from, bool *seen)
{
    for (size_t i = 0; i < b->f->n_steps; i++)
        if (b->leads[from][i] && !seen[i]) {
            seen[i] = true;
            follow(b, i, seen);
        }
}

static void compare(const struct brute *b, const struct way_out *w, const char *text)
{
    bool reachable[MOST_STEPS] = {false};
    for (size_t i = 0; i < b->f->n_steps; i++)
        if (b->first[i]) {
            reachable[i] = true;
            follow(b, i, reachable);
        }
    for (size_t i = 0; i < b->f->n_steps; i++) {
        bool seen[MOST_STEPS] = {false}, ends, closed = reachable[i];
        follow(b, i, seen);
        ends = b->ends[i];
        for (size_t k = 0; k < b->f->n_steps; k++) {
            bool back[MOST_STEPS] = {false};
            follow(b, k, back);
            ends |= seen[k] && b->ends[k];
            closed &= !seen[k] || k == i || back[i];
        }
        if (w->reachable[i] != reachable[i] || w->can_end[i] != (reachable[i] && ends) || w->is_closed[i] != (closed && !ends))
            fail_msg("step s%zu: reachable %d, ends %d, closed %d; said %d %d %d\n%s", i, reachable[i], ends, closed && !ends, w->reachable[i],
                     w->can_end[i], w->is_closed[i], text);
    }
}

static void what_is_said_is_what_walking_finds(void **state)
{
    struct str text = {0};
    size_t n_stuck = 0, n_closed = 0;
    (void)state;
    inner = flow_of_text("triage: 1\nid: inner\ntitle: I\nsteps:\n  - {id: in, title: In, answers: [{id: x, outcome: resolved}, {id: y, outcome: found}]}\n"
                         "  - {id: lost, title: L, outcome: cleared, when: in == \"z\"}\n  - {id: end, title: E, outcome: found}\n");
    inner->step[0].next = 2; /* nothing leads to `lost` */
    for (int i = 0; i < FLOWS; i++) {
        struct brute b = {.f = random_flow(&text)};
        struct arena arena = {0};
        struct way_out w;
        way_out_find(b.f, outcomes_of, NULL, &arena, &w);
        make_worlds(&b);
        for (size_t k = 0; k < b.f->n_steps; k++)
            try_step(&b, k);
        compare(&b, &w, text.s);
        for (size_t k = 0; k < b.f->n_steps; k++) {
            n_stuck += w.reachable[k] && !w.can_end[k];
            n_closed += w.is_closed[k];
        }
        for (int k = 0; k < WORLDS; k++)
            incident_release(&b.world[k]);
        arena_release(&arena);
        flow_free((struct flow *)(uintptr_t)b.f);
    }
    assert_in_range(n_stuck, 100, 100000); /* both kinds were among them */
    assert_in_range(n_closed, 100, n_stuck);
    flow_free(inner);
    str_release(&text);
}

/* ---- long ones ---- */

static struct flow *long_flow(bool is_ring)
{
    struct str t = {0};
    str_add(&t, "triage: 1\nid: long\ntitle: L\nsteps:\n");
    for (int i = 0; i < FLOW_MAX_STEPS - 1; i++)
        str_addf(&t, "  - {id: s%d, title: S}\n", i);
    str_addf(&t, "  - {id: last, title: S, %s}\n", is_ring ? "next: s0" : "outcome: found");
    struct flow *f = flow_of_text(t.s);
    str_release(&t);
    return f;
}

static void ten_thousand_steps_in_a_row_and_in_a_ring(void **state)
{
    (void)state;
    for (int is_ring = 0; is_ring < 2; is_ring++) {
        struct flow *f = long_flow(is_ring);
        struct arena arena = {0};
        struct way_out w;
        way_out_find(f, NULL, NULL, &arena, &w);
        assert_true(w.reachable[FLOW_MAX_STEPS - 1]);
        assert_int_equal(w.can_end[0], !is_ring);
        assert_int_equal(w.is_closed[4711], is_ring);
        assert_int_equal(w.circle[0] == w.circle[4711], is_ring);
        assert_int_equal(w.outcomes, is_ring ? 0 : 1u << OUTCOME_FOUND);
        arena_release(&arena);
        flow_free(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_is_what_walking_finds),
        cmocka_unit_test(ten_thousand_steps_in_a_row_and_in_a_ring),
    };
    return cmocka_run_group_tests_name("way_out", tests, NULL, NULL);
}
