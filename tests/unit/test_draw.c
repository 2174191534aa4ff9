/* What is drawn and printed of a flow, to the letter (tests/draw/NAME.*), and what holds of every drawing. After a change that is
 * meant, `DRAW_UPDATE=1 tests/unit/test_draw` writes those files anew: read the difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "admits.h"
#include "base/utf8.h"
#include "draw/graph.h"
#include "draw/print.h"
#include "flow_at_hand.h"
#include "incident/walk.h"

/* ---- at hand ------------------------------------------------------------------------------------------------------------- */

static void path_of(const char *name, char path[4096])
{
    const char *top = getenv("top_srcdir");
    snprintf(path, 4096, "%s/%s", top ? top : "..", name);
}

static void read_file(const char *name, struct str *out)
{
    char path[4096], bytes[4096];
    path_of(name, path);
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("%s cannot be read; set top_srcdir, or DRAW_UPDATE=1", path);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, f)) > 0;)
        str_add_n(out, bytes, n);
    fclose(f);
}

static struct flow *flow_in(const char *name)
{
    struct str text = {0};
    struct problems ps = {0};
    read_file(name, &text);
    struct flow *f = flow_load(text.s, text.n, name, &ps);
    assert_non_null(f);
    problems_release(&ps);
    str_release(&text);
    return f;
}

static void assert_golden(const char *name, const struct str *said)
{
    char path[4096];
    struct str golden = {0};
    path_of(name, path);
    if (getenv("DRAW_UPDATE")) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fwrite(said->s, 1, said->n, f);
        fclose(f);
    }
    read_file(name, &golden);
    assert_string_equal(said->s, str_get(&golden));
    str_release(&golden);
}

static void draw(const struct chart *c, const char *format, size_t width, bool is_ascii, struct str *out)
{
    struct graph_options options = {width, is_ascii};
    str_clear(out);
    graph_find_format(format)->write(c, &options, out);
    assert_int_equal(strlen(str_get(out)), out->n);
}

/* ---- golden files ---------------------------------------------------------------------------------------------------------- */

static void assert_drawn(const struct chart *c, const char *name)
{
    static const struct {
        const char *format, *ending;
        bool is_ascii;
    } as[] = {{"text", "txt", false}, {"text", "ascii.txt", true}, {"dot", "dot", false}, {"mermaid", "mmd", false}};
    struct str out = {0};
    for (size_t i = 0; i < sizeof as / sizeof *as; i++) {
        char golden[200];
        snprintf(golden, sizeof golden, "tests/draw/%s.%s", name, as[i].ending);
        draw(c, as[i].format, 80, as[i].is_ascii, &out);
        assert_golden(golden, &out);
    }
    str_release(&out);
}

static void assert_printed(const struct flow *f, const char *name)
{
    struct card card;
    card_build(&card, f, markdown_read_all);
    for (const struct print_format *const *p = print_formats; *p; p++) {
        struct str out = {0};
        char golden[200];
        snprintf(golden, sizeof golden, "tests/draw/%s.%s", name, (*p)->name);
        (*p)->write(&card, &out);
        assert_golden(golden, &out);
        str_release(&out);
    }
    card_release(&card);
}

static void assert_as_golden(const char *file, const char *name)
{
    struct flow *f = flow_in(file);
    struct chart c;
    chart_build(&c, f);
    assert_drawn(&c, name);
    assert_printed(f, name);
    chart_release(&c);
    flow_free(f);
}

static void a_flow_is_drawn_and_printed_to_the_letter(void **state)
{
    (void)state;
    assert_as_golden("tests/flows/trial/http-500.yaml", "http-500");
}

static void titles_stay_titles(void **state)
{
    (void)state;
    assert_as_golden("tests/draw/hostile.yaml", "hostile");
}

/* ---- what holds of every drawing --------------------------------------------------------------------------------------------- */

static void assert_narrow(const struct str *text, size_t width, bool is_ascii)
{
    for (const char *line = text->s; *line; line += strcspn(line, "\n") + 1) {
        size_t n = strcspn(line, "\n");
        if (utf8_columns(line, n) > width)
            fail_msg("wider than %zu: %.*s", width, (int)n, line);
        assert_true(n == 0 || line[n - 1] != ' ');
        for (size_t i = 0; is_ascii && i < n; i++)
            assert_in_range(line[i], ' ', '~');
    }
}

/* Outside of quotes there is nothing but what the writer itself wrote. */
static void assert_dot(const struct str *text)
{
    bool is_quoted = false;
    for (const char *s = text->s; *s; s++) {
        if (is_quoted && *s == '\\')
            s++;
        else if (*s == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && !strchr("abcdefghijklmnopqrstuvwxyzTB0123456789_{}[]=;,->. \n", *s))
            fail_msg("'%c' outside of quotes: %.40s", *s, s);
        assert_true(!is_quoted || *s != '\n');
    }
    assert_false(is_quoted);
}

/* Quoted text has entities, and nothing that means something; a line is one of the few kinds that there are. */
static void assert_mermaid(const struct str *text)
{
    static const char *const kinds[] = {"flowchart TB", "  subgraph phase_", "  end", "  s", "    s", "  fixes", "  name[", "  classDef "};
    for (const char *line = text->s; *line; line += strcspn(line, "\n") + 1) {
        size_t n = strcspn(line, "\n"), quotes = 0;
        bool is_known = false;
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            is_known |= strncmp(line, kinds[i], strlen(kinds[i])) == 0;
        if (!is_known)
            fail_msg("no line of a flowchart: %.*s", (int)n, line);
        for (size_t i = 0; i < n; i++) {
            quotes += line[i] == '"';
            bool is_break = quotes % 2 && strncmp(line + i, "<br/>", 5) == 0;
            if (is_break)
                i += 4;
            else if (quotes % 2 && line[i] != '"' && strchr("<>{}[]|`%*_~:\\&", line[i]))
                fail_msg("'%c' in quotes: %.*s", line[i], (int)n, line);
        }
        assert_int_equal(quotes % 2, 0);
    }
}

static void every_drawing_is_sound(void **state)
{
    (void)state;
    static const char *const files[] = {"tests/flows/trial/http-500.yaml", "tests/flows/trial/db-connections.yaml", "tests/draw/hostile.yaml",
                                        "data/flows/http-500.yaml", "data/flows/unknown.yaml"};
    struct str out = {0};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct flow *f = flow_in(files[i]);
        struct chart c;
        chart_build(&c, f);
        for (size_t width = GRAPH_NARROWEST; width <= GRAPH_WIDEST; width++) {
            draw(&c, "text", width, width % 2, &out);
            assert_narrow(&out, width, width % 2);
        }
        draw(&c, "dot", 80, false, &out);
        assert_dot(&out);
        draw(&c, "mermaid", 80, false, &out);
        assert_mermaid(&out);
        chart_release(&c);
        flow_free(f);
    }
    str_release(&out);
}

/* ---- the path of an incident -------------------------------------------------------------------------------------------------- */

static void enter(struct incident *inc, const char *step, const char *how)
{
    struct event ev = {.kind = EVENT_entered, .step = step, .at = 1, .actor = "ann", .host = "ops", .as.entered = {.title = step, .phase = "logs", .how = how}};
    yes(inc, &ev);
}

static void answer(struct incident *inc, const char *step, const char *what, const char *next)
{
    struct event ev = {.kind = EVENT_answered, .step = step, .at = 1, .actor = "ann", .host = "ops",
                       .as.answered = {.answer = what, .label = what, .question = "?", .next = next}};
    yes(inc, &ev);
    enter(inc, next, "next");
}

static void the_path_taken_is_marked(void **state)
{
    (void)state;
    struct flow *f = flow_in("tests/flows/trial/http-500.yaml");
    struct incident inc = {0};
    struct chart c;
    struct event opened = {.kind = EVENT_opened, .at = 1, .actor = "ann", .host = "ops",
                           .as.opened = {.flow = "http-500", .title = "t", .digest = "0", .via = "home"}};
    yes(&inc, &opened);
    enter(&inc, "confirm", "start");
    answer(&inc, "confirm", "always", "impact");
    answer(&inc, "impact", "jump", "changes");
    answer(&inc, "changes", "unsure", "scope");
    answer(&inc, "scope", "all", "trace");
    answer(&inc, "trace", "setting", "choose");
    answer(&inc, "choose", "roll_back", "roll_back");
    enter(&inc, "choose", "back");
    answer(&inc, "choose", "restart", "restart");
    enter(&inc, "verify", "next");
    enter(&inc, "gone_since", "jump");
    enter(&inc, "verify", "back");
    struct walk_map map = {.flow = f, .inc = &inc};
    chart_build(&c, f);
    chart_mark(&c, &map, "INC-42");
    assert_drawn(&c, "walk");
    chart_release(&c);
    incident_release(&inc);
    flow_free(f);
}

static void an_end_without_an_answer_is_marked(void **state)
{
    (void)state;
    struct flow *f = flow_of_text("triage: 1\nid: f\ntitle: F\nsteps:\n- {id: a, phase: logs, title: A}\n- {id: b, title: B, outcome: resolved}\n");
    struct incident inc = {.outcome = "resolved"};
    struct chart c;
    *vec_push(&inc.events) = (struct event){.kind = EVENT_entered, .step = "a", .as.entered.how = "start"};
    *vec_push(&inc.events) = (struct event){.kind = EVENT_entered, .step = "b", .as.entered.how = "next"};
    struct walk_map map = {.flow = f, .inc = &inc};
    chart_build(&c, f);
    chart_mark(&c, &map, "INC-1");
    assert_int_equal(c.steps.v[0].ways.v[0].n_taken, 1);
    assert_int_equal(c.steps.v[1].ways.v[0].n_taken, 1);
    assert_int_equal(c.outcome, OUTCOME_RESOLVED);
    assert_false(c.steps.v[1].is_here);
    chart_release(&c);
    vec_release(&inc.events);
    flow_free(f);
}

static const struct flow *find_called(void *who, const char *id)
{
    const struct flow *called = who;
    return str_eq(called->id, id) ? called : NULL;
}

/* The walk through a called flow: what is marked in it, and in the one that called it. */
static void a_called_flow_has_its_own_marks(void **state)
{
    (void)state;
    struct flow *outer = flow_of_text("triage: 1\nid: outer\ntitle: O\nsteps:\n- {id: a, phase: logs, title: A}\n- {id: b, title: B, call: inner}\n"
                                      "- {id: c, title: C, outcome: found}\n");
    struct flow *inner = flow_of_text("triage: 1\nid: inner\ntitle: I\nsteps:\n- {id: x, phase: logs, title: X}\n- {id: y, title: Y, outcome: cleared}\n");
    struct incident inc = {.step = "b/y"};
    static const char *const way[] = {"a", "b", "b/x", "b/y"};
    for (size_t i = 0; i < 4; i++)
        *vec_push(&inc.events) = (struct event){.kind = EVENT_entered, .step = way[i], .as.entered.how = i == 2 ? "call" : "next"};
    struct walk_map map = {.flow = outer, .inc = &inc, .find_flow = find_called, .who = inner};
    struct chart c;
    chart_build(&c, outer);
    chart_mark(&c, &map, "INC-1");
    assert_true(c.steps.v[1].is_here);
    assert_int_equal(c.path.n, 2);
    chart_release(&c);
    chart_build(&c, inner);
    chart_mark(&c, &map, "INC-1");
    assert_int_equal(c.path.n, 2);
    assert_true(c.steps.v[1].is_here);
    assert_int_equal(c.outcome, OUTCOME_NONE);
    chart_release(&c);

    /* It comes back: that is the end of the called flow, and the answer of who called it. */
    inc.step = "c";
    *vec_push(&inc.events) = (struct event){.kind = EVENT_answered, .step = "b", .as.answered.answer = "cleared"};
    *vec_push(&inc.events) = (struct event){.kind = EVENT_entered, .step = "c", .as.entered.how = "return"};
    chart_build(&c, inner);
    chart_mark(&c, &map, "INC-1");
    assert_int_equal(c.outcome, OUTCOME_CLEARED);
    assert_int_equal(c.steps.v[1].ways.v[0].n_taken, 1);
    assert_false(c.steps.v[1].is_here);
    chart_release(&c);
    vec_release(&inc.events);
    flow_free(outer);
    flow_free(inner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flow_is_drawn_and_printed_to_the_letter),
        cmocka_unit_test(titles_stay_titles),
        cmocka_unit_test(every_drawing_is_sound),
        cmocka_unit_test(the_path_taken_is_marked),
        cmocka_unit_test(an_end_without_an_answer_is_marked),
        cmocka_unit_test(a_called_flow_has_its_own_marks),
    };
    return cmocka_run_group_tests_name("draw", tests, NULL, NULL);
}
