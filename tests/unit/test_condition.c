/* condition: Kleene's tables, none, chains, units, and errors at the column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "flow/condition.h"
#include "flow/flow.h"

static struct arena arena;
static struct problems problems;

/* One letter, one value: names beginning with t, f, u, n are flags that are true, false, unknown, none. */
static const struct known {
    const char *name;
    enum value_kind kind;
    struct value value;
} known[] = {
    {"t", VALUE_FLAG, {.kind = VALUE_FLAG, .flag = true}},
    {"f", VALUE_FLAG, {.kind = VALUE_FLAG}},
    {"u", VALUE_FLAG, {.kind = VALUE_UNKNOWN}},
    {"n", VALUE_FLAG, {.kind = VALUE_NONE}},
    {"page.status", VALUE_NUMBER, {.kind = VALUE_NUMBER, .number = 500}},
    {"page.none", VALUE_NUMBER, {.kind = VALUE_NONE}},
    {"page.unknown", VALUE_NUMBER, {.kind = VALUE_UNKNOWN}},
    {"page.seconds", VALUE_NUMBER, {.kind = VALUE_NUMBER, .number = 0.25}},
    {"zero", VALUE_NUMBER, {.kind = VALUE_NUMBER}},
    {"rate", VALUE_NUMBER, {.kind = VALUE_NUMBER, .number = 0.081}},
    {"first", VALUE_TIME, {.kind = VALUE_TIME, .us = 120 * TIME_SECOND}},
    {"release", VALUE_TIME, {.kind = VALUE_TIME}},
    {"ramp", VALUE_DURATION, {.kind = VALUE_DURATION, .us = 60 * TIME_SECOND}},
    {"host", VALUE_TEXT, {.kind = VALUE_TEXT, .text = "web-3"}},
    {"since", VALUE_TIME, {.kind = VALUE_TEXT, .text = "1970-01-01T00:01:00Z"}},
    {"garbled", VALUE_TIME, {.kind = VALUE_TEXT, .text = "soon"}},
    {"called.db.used", VALUE_UNKNOWN, {.kind = VALUE_TEXT, .text = "98"}},
};

static const struct known *find(const char *name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0)
            return &known[i];
    return NULL;
}

static struct value lookup(void *of, const char *name)
{
    (void)of;
    return find(name)->value;
}

static bool kind_of(const void *of, const char *name, enum value_kind *kind)
{
    (void)of;
    const struct known *k = find(name);
    *kind = k ? k->kind : VALUE_UNKNOWN;
    return k != NULL;
}

static const char *nearest(const void *of, const char *name)
{
    (void)of;
    return strcmp(name, "page.statsu") == 0 ? "page.status" : NULL;
}

static const struct condition *compile(const char *text)
{
    struct condition_names names = {kind_of, nearest, NULL};
    arena_release(&arena);
    problems_release(&problems);
    struct condition *c = condition_parse(text, NULL, &arena, &problems);
    return c && condition_bind(c, NULL, &names, &problems) ? c : NULL;
}

static char letter(const char *text)
{
    const struct condition *c = compile(text);
    if (!c)
        fail_msg("%s: %s", text, problems.list.v[0].text);
    struct value v = condition_value(c, lookup, NULL);
    return v.kind == VALUE_UNKNOWN ? 'u' : v.flag ? 't' : 'f';
}

static void and_or_not_follow_kleene(void **state)
{
    (void)state;
    static const char names[] = "tfu";
    static const char *const both[] = {"tfu", "fff", "ufu"}, *const either[] = {"ttt", "tfu", "tuu"};
    char text[20];
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            snprintf(text, sizeof text, "%c and %c", names[a], names[b]);
            assert_int_equal(letter(text), both[a][b]);
            snprintf(text, sizeof text, "%c or %c", names[a], names[b]);
            assert_int_equal(letter(text), either[a][b]);
        }
    assert_int_equal(letter("not t"), 'f');
    assert_int_equal(letter("not f"), 't');
    assert_int_equal(letter("not u"), 'u');
}

static const struct {
    const char *text;
    char is;
} values[] = {
    {"page.status == 500", 't'},
    {"502 <= page.status <= 504", 'f'},
    {"400 <= page.status < 600", 't'},
    {"0s <= first - release < 15m", 't'},
    {"0s <= release - first < 15m", 'f'},
    {"first - release == 2m", 't'},
    {"release + 1m < first", 't'},
    {"first - 2m == release", 't'},
    {"ramp * 2 == 2m and 2 * ramp == 2m and ramp / 2 == 30s", 't'},
    {"ramp / 30s == 2", 't'},
    {"-ramp < 0s", 't'},
    {"2 + 3 * 4 == 14 and (2 + 3) * 4 == 20 and 10 - 2 - 3 == 5", 't'},
    {"rate > 8% and rate < 0.09", 't'},
    {"host == \"web-3\"", 't'},
    {"host != 'web-4'", 't'},
    {"host matches '^web-[0-9]+$'", 't'},
    {"not host matches \"db\"", 't'},
    /* none: looked for and not there */
    {"page.none == 500", 'f'},
    {"page.none != 500", 'f'},
    {"page.none < 1 or page.none >= 1", 'f'},
    {"page.status / zero > 1", 'f'},
    {"not page.status / zero > 1", 't'},
    {"zero / zero == zero", 'f'},
    {"page.none + 1 == 1", 'f'},
    {"n", 'f'},
    {"defined page.none", 'f'},
    {"not defined page.none", 't'},
    {"defined page.status", 't'},
    {"page.none == page.unknown", 'f'},
    /* unknown: nobody has looked */
    {"defined page.unknown", 'u'},
    {"not defined page.unknown", 'u'},
    {"page.unknown == 500", 'u'},
    {"page.unknown + 1 > 5", 'u'},
    {"1 < page.unknown < 0", 'u'},
    {"1 < zero < page.unknown", 'f'},
    {"page.unknown < 3 and f", 'f'},
    {"page.unknown < 3 or t", 't'},
    /* text that was recorded is read as what the flow says it is */
    {"since < first", 't'},
    {"garbled < first", 'f'},
    {"called.db.used > 90", 't'},
    {"called.db.used / 2 == 49", 'f'},
    {"not t or t", 't'},
    {"not (t or t)", 'f'},
    {"true", 't'},
    {"2026-03-01T14:07:00Z < 2026-03-01T15:07:00+00:30", 't'},
};

static void conditions_have_the_value_the_manual_gives(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (letter(values[i].text) != values[i].is)
            fail_msg("%s is %c, not %c", values[i].text, letter(values[i].text), values[i].is);
}

static const struct {
    const char *text;
    unsigned column;
} wrong[] = {
    {"", 1},
    {"page.statsu == 500", 1},
    {"t and page.statsu", 7},
    {"defined nothing", 9},
    {"page.status = 500", 13},
    {"page.status == 500 && t", 20},
    {"page.status == 1,000", 17},
    {"rate > 8 %", 10},
    {"ramp < 15", 8},
    {"ramp < 15min", 8},
    {"first - 5 < ramp", 9},
    {"page.status + ramp > 1", 15},
    {"host < 'a'", 8},
    {"host == web", 9},
    {"host == \"web", 9},
    {"page.status", 1},
    {"(t and f", 9},
    {"t f", 3},
    {"host matches '('", 14},
    {"page.status matches '5'", 1},
    {"-host == 'a'", 1},
    {"not", 4},
    {"Page.status == 5", 1},
    {"$host == 'a'", 1},
    {"2026-03-01 < first", 1},
    {"t and\xC3\xA4 == 3", 3},
};

static void a_mistake_is_reported_at_its_column_with_a_remedy(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_null(compile(wrong[i].text));
        if (problems.list.n != 1 || problems.list.v[0].mark.column != wrong[i].column || !problems.list.v[0].remedy)
            fail_msg("%s: %zu problems, the first at %u: %s; %s", wrong[i].text, problems.list.n,
                     problems.list.v[0].mark.column, problems.list.v[0].text, problems.list.v[0].remedy);
    }
}

static void every_wrong_name_is_reported_in_one_run(void **state)
{
    (void)state;
    assert_null(compile("page.statsu == 1 and nothing > 2 or other"));
    assert_int_equal(problems.n_errors, 3);
    assert_string_equal(problems.list.v[0].remedy, "did you mean 'page.status'?");
}

static void hostile_nesting_ends(void **state)
{
    (void)state;
    char text[4096];
    static const char *const unit[] = {"(", "not ", "-", "1+", "t and "};
    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
        text[0] = '\0';
        for (size_t n = 0; n + strlen(unit[i]) < 1990; n += strlen(unit[i]))
            memcpy(text + n, unit[i], strlen(unit[i]) + 1);
        compile(text);
    }
    memset(text, ' ', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_null(compile(text));
    assert_string_equal(problems.list.v[0].rule, "condition-length");
}

static void the_facts_used_are_known_beforehand(void **state)
{
    (void)state;
    struct names facts;
    condition_facts(compile("page.status > 1 and (defined rate or page.status < 3) and not t"), &facts);
    assert_int_equal(facts.n, 3);
    assert_string_equal(facts.v[0], "page.status");
    assert_string_equal(facts.v[1], "rate");
    assert_string_equal(facts.v[2], "t");
}

static const struct {
    const char *text, *reason;
} reasons[] = {
    {"page.status == 500", "page.status = 500"},
    {"0s <= first - release < 15m", "first - release = 2 min"},
    {"t and not f", "t = true, f = false"},
    {"f or page.status > 1", "page.status = 500"},
    {"t or page.status > 1", "t = true"},
    {"rate >= 2%", "rate = 8.1%"},
    {"page.status / 400 > 50%", "page.status / 400 = 125%"},
    {"rate <= 2 *\n  rate", "rate = 8.1%, 2 * rate = 16%"},
    {"not defined page.none", "page.none = none"},
    {"page.status > 1 and page.status < 900", "page.status = 500"},
    {"host matches 'web'", "host = web-3"},
    {"t and u", "u = unknown"},
    {"page.seconds < 2", "page.seconds = 250 ms"},
    {"true", "no other holds"},
};

static void the_reason_is_the_facts_that_decided(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        struct str t = {0};
        condition_explain(compile(reasons[i].text), lookup, NULL, &t);
        assert_string_equal(str_get(&t), reasons[i].reason);
        str_release(&t);
    }
}

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    problems_release(&problems);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(and_or_not_follow_kleene),
        cmocka_unit_test(conditions_have_the_value_the_manual_gives),
        cmocka_unit_test(a_mistake_is_reported_at_its_column_with_a_remedy),
        cmocka_unit_test(every_wrong_name_is_reported_in_one_run),
        cmocka_unit_test(hostile_nesting_ends),
        cmocka_unit_test(the_facts_used_are_known_beforehand),
        cmocka_unit_test(the_reason_is_the_facts_that_decided),
    };
    return cmocka_run_group_tests_name("condition", tests, NULL, release);
}
