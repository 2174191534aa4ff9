/* The grid of a condition: what holds anywhere holds at one of its points, held against asking everywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/check_grid.h"
#include "flow_at_hand.h"

enum { CONDITIONS = 4000, MOST = 6 }; /* constants are whole numbers below MOST: nothing changes between halves */

static uint32_t seed = 11;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)seed * below >> 32);
}

static void add_comparison(struct str *t)
{
    static const char *const facts[] = {"p.a", "p.b"}, *const signs[] = {"<", "<=", ">", ">=", "==", "!="};
    const char *fact = facts[draw(2)];
    if (draw(8) == 0)
        str_addf(t, "defined %s", fact);
    else if (draw(4) == 0)
        str_addf(t, "%u <= %s < %u", draw(MOST), fact, draw(MOST));
    else
        str_addf(t, "%s %s %u", fact, signs[draw(6)], draw(MOST));
}

static void add_condition(struct str *t, int depth)
{
    if (depth == 0 || draw(4) == 0) {
        add_comparison(t);
        return;
    }
    str_add(t, draw(4) == 0 ? "not (" : "(");
    add_condition(t, depth - 1);
    str_add(t, draw(2) ? " and " : " or ");
    add_condition(t, depth - 1);
    str_add(t, ")");
}

struct point {
    struct value a, b;
};

static struct value ask(void *of, const char *name)
{
    struct point *p = of;
    return strcmp(name, "p.a") == 0 ? p->a : p->b;
}

/* -1 to MOST by halves, and none. */
static struct value everywhere(int i)
{
    return i == 2 * MOST + 3 ? value_none() : value_number(i * 0.5 - 1);
}

static bool holds_anywhere(const struct condition *c)
{
    for (int i = 0; i <= 2 * MOST + 3; i++)
        for (int k = 0; k <= 2 * MOST + 3; k++)
            if (condition_holds(c, ask, &(struct point){everywhere(i), everywhere(k)}))
                return true;
    return false;
}

static bool holds_on_grid(const struct flow *f, const struct condition *c)
{
    struct grid g;
    bool holds = false;
    assert_true(grid_can_examine(c));
    grid_begin(&g);
    grid_add(&g, f, c);
    grid_finish(&g, f);
    assert_false(g.is_cut);
    for (size_t i = 0; i < grid_n_points(&g); i++) {
        grid_go(&g, i);
        holds |= grid_holds(&g, c);
    }
    return holds;
}

static void a_condition_holds_on_its_grid_where_it_holds_at_all(void **state)
{
    struct str text = {0}, when = {0};
    size_t n_never = 0;
    (void)state;
    for (int i = 0; i < CONDITIONS; i++) {
        str_clear(&text);
        str_clear(&when);
        add_condition(&when, 3);
        str_addf(&text, "triage: 1\nid: x\ntitle: X\nsteps:\n  - id: s\n    title: S\n    when: '%s'\n"
                        "    probes: [{id: p, run: 'true', facts: {a: number, b: number}}]\n    outcome: found\n", when.s);
        struct flow *f = flow_of_text(text.s);
        bool anywhere = holds_anywhere(f->step[0].when);
        if (holds_on_grid(f, f->step[0].when) != anywhere)
            fail_msg("%s: holds %s", when.s, anywhere ? "somewhere" : "nowhere");
        n_never += !anywhere;
        flow_free(f);
    }
    assert_in_range(n_never, 20, CONDITIONS / 2);
    str_release(&text);
    str_release(&when);
}

static void what_compares_facts_with_one_another_is_not_examined(void **state)
{
    static const char *const conditions[] = {"p.a < p.b", "p.a + 1 < 3", "p.a - p.b > 0", "not (p.a == p.b)", "p.c matches \"x\""};
    (void)state;
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        struct str text = {0};
        str_addf(&text, "triage: 1\nid: x\ntitle: X\nsteps:\n  - id: s\n    title: S\n    when: '%s'\n"
                        "    probes: [{id: p, run: 'true', facts: {a: number, b: number, c: text}}]\n    outcome: found\n", conditions[i]);
        struct flow *f = flow_of_text(text.s);
        assert_false(grid_can_examine(f->step[0].when));
        flow_free(f);
        str_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_condition_holds_on_its_grid_where_it_holds_at_all),
        cmocka_unit_test(what_compares_facts_with_one_another_is_not_examined),
    };
    return cmocka_run_group_tests_name("check_grid", tests, NULL, NULL);
}
