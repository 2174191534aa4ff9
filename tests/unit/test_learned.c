/* What closed incidents teach: the course of one, its cause, the counts of many, and the numbers that come of them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/time.h"
#include "flow_at_hand.h"
#include "incident/diagnosis.h"
#include "incident/fixes.h"
#include "incident/lessons.h"
#include "incident/past.h"

#define EV(kind_, step_, ...) \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .step = (step_), .as.kind_ = {__VA_ARGS__}})

static const char small[] = "triage: 1\nid: small\ntitle: Small\nsomething_else: 10%\n"
                            "causes:\n  a: {title: A, likelihood: 6}\n  b: {title: B, likelihood: 3}\n  c: {title: C, likelihood: 1}\n"
                            "steps:\n"
                            "  - id: where\n    title: Where?\n    phase: logs\n    takes: 2m\n    answers:\n"
                            "      - {id: one, evidence: {a: 0.8, else: 0.2}}\n      - {id: all, evidence: {b: 0.7}}\n"
                            "  - id: dull\n    title: Dull?\n    takes: 1m\n    answers: [{id: yes}, {id: no}]\n"
                            "  - id: choose\n    title: Which?\n    phase: rollback\n    answers: fixes\n"
                            "  - id: back\n    title: Back\n    phase: rollback\n    takes: 10m\n    cures: {a: 0.9, b: 0.6}\n    next: well\n"
                            "  - id: turn\n    title: Turn\n    takes: 4m\n    cures: {c: 0.8}\n    next: well\n"
                            "  - id: well\n    title: Well?\n    phase: verify\n    takes: 5m\n    answers:\n"
                            "      - {id: good, fix: helped, outcome: resolved}\n      - {id: bad, fix: failed, next: where}\n";

static void at(struct incident *inc, int64_t minutes, const struct event *ev)
{
    struct err e = {0};
    struct event timed = *ev;
    timed.at = minutes * TIME_MINUTE;
    if (!incident_admits(inc, &timed, &e))
        fail_msg("%s: %s", event_shapes[ev->kind].name, e.text);
    incident_apply(inc, &timed);
}

static void assert_near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-12 * (fabs(want) > 1 ? fabs(want) : 1)))
        fail_msg("%.17g is not %.17g", got, want);
}

/* ---- the course of one incident -------------------------------------------------------------------------------------- */

static void a_course_holds_what_counted_at_the_end(void **state)
{
    (void)state;
    struct incident inc;
    struct str text = {0};
    incident_init(&inc);
    at(&inc, 0, EV(opened, NULL, .flow = "small"));
    at(&inc, 1, EV(entered, "where", .how = "start"));
    at(&inc, 3, EV(answered, "where", .answer = "all"));
    at(&inc, 4, EV(answered, "where", .answer = "one")); /* the newest counts */
    at(&inc, 4, EV(entered, "dull", .how = "next"));
    at(&inc, 5, EV(entered, "where", .how = "back"));    /* a look back is no work */
    at(&inc, 9, EV(entered, "dull", .how = "jump"));
    at(&inc, 10, EV(answered, "dull", .answer = "unsure"));
    at(&inc, 10, EV(entered, "turn", .how = "next"));
    at(&inc, 5000, EV(entered, "well", .how = "next"));  /* nobody worked for three days */
    at(&inc, 5001, EV(answered, "well", .answer = "bad", .fix = "failed", .fixed = "turn"));
    at(&inc, 5001, EV(entered, "back", .how = "next"));
    at(&inc, 5002, EV(cause_ruled_out, NULL, .cause = "c", .title = "C"));
    at(&inc, 5002, EV(entered, "well", .how = "next"));
    at(&inc, 5003, EV(answered, "well", .answer = "good", .fix = "helped", .fixed = "back", .outcome = "resolved"));
    at(&inc, 5003, EV(cause_pinned, NULL, .cause = "b", .title = "B"));
    at(&inc, 5003, EV(cause_pinned, NULL, .cause = "a", .title = "A"));
    at(&inc, 5004, EV(status_set, NULL, .status = "resolved"));
    at(&inc, 9000, EV(noted, NULL, .text = "written up"));
    course_write(&inc, &text);
    assert_string_equal(str_get(&text), "answer where one\nanswer dull unsure\nanswer well good\n"
                                        "fix turn failed\nfix back helped\nout c\npinned b\npinned a\n"
                                        "minutes where 180\nminutes dull 60\nminutes turn 3600\nminutes well 180\nminutes back 60\n"
                                        "end resolved\n");
    str_release(&text);
    incident_release(&inc);
}

static void a_drill_leaves_nothing(void **state)
{
    (void)state;
    struct incident inc;
    struct str text = {0};
    incident_init(&inc);
    at(&inc, 0, EV(opened, NULL, .flow = "small", .via = "drill"));
    at(&inc, 1, EV(entered, "where", .how = "start"));
    at(&inc, 3, EV(answered, "where", .answer = "all"));
    at(&inc, 4, EV(status_set, NULL, .status = "resolved"));
    course_write(&inc, &text);
    assert_int_equal(text.n, 0);
    str_release(&text);
    incident_release(&inc);
}

static size_t n_read(const char *text, struct arena *arena)
{
    struct course c;
    course_read(text, strlen(text), arena, &c);
    return c.n;
}

static void lines_of_others_are_left_out(void **state)
{
    (void)state;
    struct arena arena = {0};
    static const char *const bad[] = {"\n", "answer\n", "answer where\n", "answer where one more\n", "answer  one\n", "fix back perhaps\n",
                                      "minutes where -5\n", "minutes where 5x\n", "minutes where 99999999999999999999\n",
                                      "minutes where 9999999\n", "cut where one\n", "end\n", "answer where one"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (n_read(bad[i], &arena))
            fail_msg("taken: %s", bad[i]);
    assert_int_equal(n_read("answer where one\nnonsense\nend resolved\nfix back helped\n", &arena), 3);
    char *long_word = mem_array(2000, 1);
    memset(long_word, 'x', 1000);
    memcpy(long_word, "out ", 4);
    memcpy(long_word + 1000, "\nout a\n", 8);
    assert_int_equal(n_read(long_word, &arena), 1);
    mem_free(long_word);
    arena_release(&arena);
}

/* ---- which cause it was ---------------------------------------------------------------------------------------------- */

static const char *truth_of(const struct flow *flow, const char *text, const char *path)
{
    struct arena arena = {0};
    struct course c;
    course_read(text, strlen(text), &arena, &c);
    int truth = lessons_truth(flow, &c, path);
    arena_release(&arena);
    return truth < 0 ? "" : flow->cause[truth].id;
}

static void the_cause_is_the_pinned_one_or_what_the_fix_cures(void **state)
{
    (void)state;
    struct flow *flow = flow_of_text(small);
    assert_string_equal(truth_of(flow, "answer where one\nend resolved\n", NULL), "");
    assert_string_equal(truth_of(flow, "fix back helped\n", NULL), "a");                    /* the likelier of two */
    assert_string_equal(truth_of(flow, "answer where all\nfix back helped\n", NULL), "b");  /* 6 * .23 * .9 < 3 * .75 * .6 */
    assert_string_equal(truth_of(flow, "fix back helped\nout a\n", NULL), "b");
    assert_string_equal(truth_of(flow, "fix turn failed\nfix back failed\n", NULL), "");
    assert_string_equal(truth_of(flow, "fix back helped\nfix turn helped\n", NULL), "c");   /* the last that helped */
    assert_string_equal(truth_of(flow, "fix back helped\npinned c\npinned b\n", NULL), "b");
    assert_string_equal(truth_of(flow, "fix back helped\npinned moon\n", NULL), "a");       /* not in this flow */
    assert_string_equal(truth_of(flow, "fix gone helped\n", NULL), "");
    assert_string_equal(truth_of(flow, "pinned call/b\npinned c\n", "call/x"), "b");        /* its own, where it is called */
    assert_string_equal(truth_of(flow, "pinned call/b\n", NULL), "");
    flow_free(flow);
}

/* ---- counting -------------------------------------------------------------------------------------------------------- */

static struct event_learned count(const struct flow *flow, const char *const *text, size_t n, const char *path, struct arena *arena)
{
    struct lessons *l = lessons_new(flow);
    struct event_learned told;
    for (size_t i = 0; i < n; i++) {
        struct course c;
        course_read(text[i], strlen(text[i]), arena, &c);
        if (lessons_add(l, &c, path))
            lessons_count(l, (int64_t)(100 - i) * TIME_DAY);
    }
    lessons_tell(l, arena, &told);
    lessons_free(l);
    return told;
}

static void equal_observations_are_one_line_with_their_number(void **state)
{
    (void)state;
    static const char *const text[] = {
        "answer where one\npinned a\nminutes where 60\nanswer dull yes\nanswer well good\n",
        "answer where one\npinned a\nminutes where 240\nminutes gone 5\n",
        "answer where all\npinned b\nminutes where 120\nanswer where nothing\n",
        "answer where all\nminutes where 30\n",      /* nobody knows why: its minutes count */
        "answer where unsure\npinned a\n",
        "answer gone one\nminutes gone 7\nend resolved\n", /* another text of the flow: nothing of it is known */
    };
    static const char *const want[] = {"cause a 3", "cause b 1", "answer where one a 2", "answer where all b 1", "minutes where 4 60"};
    struct arena arena = {0};
    struct flow *flow = flow_of_text(small);
    struct event_learned told = count(flow, text, 6, NULL, &arena);
    assert_string_equal(told.flow, "small");
    assert_int_equal(told.incidents, 5);
    assert_int_equal(told.to, 100 * TIME_DAY);
    assert_int_equal(told.from, 96 * TIME_DAY);
    assert_int_equal(told.counts.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(told.counts.v[i], want[i]);
    told = count(flow, text, 6, "call/x", &arena);
    assert_int_equal(told.incidents, 0);
    assert_int_equal(told.counts.n, 0);
    arena_release(&arena);
    flow_free(flow);
}

/* Whatever the courses held: the event stays one that a journal takes. */
static void what_is_told_has_a_limit(void **state)
{
    (void)state;
    struct str text = {0};
    struct arena arena = {0};
    str_add(&text, "triage: 1\nid: wide\ntitle: Wide\ncauses: {a: {title: A}}\nsteps:\n");
    for (int i = 0; i < 9000; i++)
        str_addf(&text, "  - {id: s%d, title: S}\n", i);
    struct flow *flow = flow_of(str_get(&text), text.n, "wide.yaml");
    str_clear(&text);
    str_add(&text, "pinned a\n");
    for (int i = 0; i < 9000; i++)
        str_addf(&text, "minutes s%d 60\n", i);
    const char *all = str_get(&text);
    struct event_learned told = count(flow, &all, 1, NULL, &arena);
    assert_int_equal(told.counts.n, LESSONS_LINES_MOST);
    assert_string_equal(told.counts.v[0], "cause a 1");
    str_release(&text);
    arena_release(&arena);
    flow_free(flow);
}

/* ---- the numbers ----------------------------------------------------------------------------------------------------- */

static void open_with(struct incident *inc, const char *const *counts, size_t n, int64_t incidents)
{
    incident_init(inc);
    at(inc, 0, EV(opened, NULL, .flow = "small"));
    if (incidents)
        at(inc, 0, EV(learned, NULL, .flow = "small", .incidents = incidents, .counts = {(const char **)counts, n}));
}

static double share(const struct diagnosis *d, const char *id)
{
    return diagnosis_find(d, id)->share;
}

static void with_nothing_counted_they_are_the_authors_to_the_bit(void **state)
{
    (void)state;
    static const char *const foreign[] = {"cause moon 5", "answer gone one a 3", "answer where gone a 3", "answer where one moon 3",
                                          "answer where unsure a 3", "answer dull yes a 3", "answer well good a 3", "minutes gone 3 60", "cause a -1",
                                          "cause a nan", "cause a 1e9", "cause a", "minutes where 3 0", "", "cause a 1 1 1 1 1 1"};
    struct flow *flow = flow_of_text(small);
    for (int with = 0; with < 2; with++) {
        struct incident inc;
        struct diagnosis d;
        open_with(&inc, foreign, sizeof foreign / sizeof *foreign, with ? 5 : 0);
        diagnosis_compute(flow, &inc, &d);
        for (size_t c = 0; c < flow->n_causes; c++) {
            assert_true(learned_weight(&d.learned, c) == flow->cause[c].weight);
            for (size_t s = 0; s < flow->n_steps; s++)
                for (size_t a = 0; a < flow->step[s].n_answers; a++)
                    assert_true(learned_answer(&d.learned, &flow->step[s], a, (int)c) == likelihood_of_answer(&flow->step[s], a, (int)c));
        }
        for (size_t s = 0; s < flow->n_steps; s++) {
            assert_true(learned_takes(&d.learned, &flow->step[s]) == flow->step[s].takes);
            for (size_t a = 0; a < flow->step[s].n_answers; a++)
                assert_true(learned_unnamed(&d.learned, &flow->step[s], a) == likelihood_of_unnamed(flow, &flow->step[s], a));
        }
        assert_near(share(&d, "a"), .54);
        diagnosis_release(&d);
        incident_release(&inc);
    }
    flow_free(flow);
}

/* With k incidents of K: (A * author's + k) / (A + K), whatever k; something else keeps its tenth. */
static void the_share_of_a_cause_moves_as_documented(void **state)
{
    (void)state;
    struct flow *flow = flow_of_text(small);
    for (int k = 0; k <= 100; k++) {
        struct arena arena = {0};
        const char *counts[] = {arena_printf(&arena, "cause c %d", k), "cause b 4"};
        double all = LEARNED_AUTHOR + k + 4;
        struct incident inc;
        struct diagnosis d;
        open_with(&inc, counts, 2, k + 4);
        diagnosis_compute(flow, &inc, &d);
        assert_near(learned_weight(&d.learned, 0) + learned_weight(&d.learned, 1) + learned_weight(&d.learned, 2), 10); /* as the author's */
        assert_near(share(&d, "c"), .9 * (LEARNED_AUTHOR * .1 + k) / all);
        assert_near(share(&d, "b"), .9 * (LEARNED_AUTHOR * .3 + 4) / all);
        assert_near(share(&d, "a"), .9 * (LEARNED_AUTHOR * .6) / all);
        diagnosis_release(&d);
        incident_release(&inc);
        arena_release(&arena);
    }
    flow_free(flow);
}

/* The posterior against Bayes' rule written out, for all counts of a small step. */
static void the_posterior_is_that_of_the_mixed_numbers(void **state)
{
    (void)state;
    struct flow *flow = flow_of_text(small);
    for (int m = 0; m < 30; m++)
        for (int other = 0; other < 5; other++) {
            struct arena arena = {0};
            const char *counts[] = {arena_printf(&arena, "answer where one b %d", m), arena_printf(&arena, "answer where all b %d", other), "cause a 2"};
            double one_b = m + other ? (LEARNED_AUTHOR * (.9 * .2 / .9 + .05) + .9 * m + .1 * (m + other) / 2) / (LEARNED_AUTHOR + m + other) : .9 * .2 / .9 + .05;
            double one[3] = {.9 * .8 + .05, one_b, .9 * .2 + .05}, prior[3], total = 0, mean = 0;
            static const double author[3] = {.6, .3, .1};
            struct incident inc;
            struct diagnosis d;
            open_with(&inc, counts, 3, 9);
            at(&inc, 1, EV(entered, "where", .how = "start"));
            at(&inc, 2, EV(answered, "where", .answer = "one"));
            diagnosis_compute(flow, &inc, &d);
            for (int c = 0; c < 3; c++) {
                prior[c] = (LEARNED_AUTHOR * author[c] + (c == 0 ? 2 : 0)) / (LEARNED_AUTHOR + 2);
                mean += prior[c] * one[c];
                total += .9 * prior[c] * one[c];
            }
            total += .1 * mean;
            assert_near(share(&d, "a"), .9 * prior[0] * one[0] / total);
            assert_near(share(&d, "b"), .9 * prior[1] * one[1] / total);
            assert_near(share(&d, "c"), .9 * prior[2] * one[2] / total);
            diagnosis_release(&d);
            incident_release(&inc);
            arena_release(&arena);
        }
    flow_free(flow);
}

static void answers_stay_a_distribution_that_excludes_nothing(void **state)
{
    (void)state;
    static const char *const counts[] = {"answer where one a 100000", "answer where all b 7", "answer where one b 2", "cause a 9"};
    struct flow *flow = flow_of_text(small);
    struct incident inc;
    struct diagnosis d;
    double all;
    open_with(&inc, counts, 4, 9);
    diagnosis_compute(flow, &inc, &d);
    for (int c = 0; c < 3; c++)
        assert_near(learned_answer(&d.learned, &flow->step[0], 0, c) + learned_answer(&d.learned, &flow->step[0], 1, c), 1);
    assert_near(learned_unnamed(&d.learned, &flow->step[0], 0) + learned_unnamed(&d.learned, &flow->step[0], 1), 1);
    assert_true(learned_answer(&d.learned, &flow->step[0], 1, 0) >= .05); /* the lapse stays, however many there were */
    assert_near(learned_count(&d.learned, &flow->step[0], 0, 1, &all), 2);
    assert_near(all, 9);
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(flow);
}

static void minutes_change_what_a_fix_costs(void **state)
{
    (void)state;
    static const char *const counts[] = {"minutes turn 10 60", "minutes well 30 60"};
    struct flow *flow = flow_of_text(small);
    struct incident inc;
    struct diagnosis d;
    struct fixes f;
    open_with(&inc, counts, 2, 30);
    struct scope scope = {flow, &inc, NULL, TIME_NONE};
    diagnosis_compute(flow, &inc, &d);
    fixes_rank(&scope, &d, &f);
    for (size_t i = 0; i < f.n; i++)
        if (str_eq(f.option[i].step->id, "turn"))
            assert_int_equal(f.option[i].cost, TIME_MINUTE * 3 + TIME_MINUTE * 2); /* (10*4 + 10*1)/20 = 2.5, (10*5 + 30*1)/40 */
        else
            assert_int_equal(f.option[i].cost, TIME_MINUTE * 10 + TIME_MINUTE * 2);
    fixes_release(&f);
    diagnosis_release(&d);
    incident_release(&inc);
    flow_free(flow);
}

/* A hundred incidents of a known kind, walked, written, read and counted: what was drawn comes out. */
static void what_happened_is_what_is_learned(void **state)
{
    (void)state;
    struct flow *flow = flow_of_text(small);
    struct lessons *l = lessons_new(flow);
    struct arena arena = {0};
    struct event_learned told;
    for (int i = 0; i < 100; i++) {
        struct incident past;
        struct str text = {0};
        struct course c;
        incident_init(&past);
        at(&past, 0, EV(opened, NULL, .flow = "small"));
        at(&past, 0, EV(entered, "where", .how = "start"));
        at(&past, 1 + i % 5, EV(answered, "where", .answer = i % 4 ? "one" : "all"));
        at(&past, 1 + i % 5, EV(entered, "turn", .how = "next"));
        at(&past, 9, EV(entered, "well", .how = "next"));
        at(&past, 10, EV(answered, "well", .answer = "good", .fix = i % 10 ? "helped" : "failed", .fixed = "turn"));
        at(&past, 11, EV(status_set, NULL, .status = "resolved"));
        course_write(&past, &text);
        course_read(str_get(&text), text.n, &arena, &c);
        assert_true(lessons_add(l, &c, NULL));
        lessons_count(l, past.opened_at);
        str_release(&text);
        incident_release(&past);
    }
    lessons_tell(l, &arena, &told);
    assert_int_equal(told.incidents, 100);
    assert_string_equal(told.counts.v[0], "cause c 90"); /* ten were not helped: nobody knows */
    assert_string_equal(told.counts.v[1], "answer where one c 70");
    assert_string_equal(told.counts.v[2], "answer where all c 20");
    assert_string_equal(told.counts.v[3], "minutes where 100 180");
    lessons_free(l);
    arena_release(&arena);
    flow_free(flow);
}

/* ---- what was done here before --------------------------------------------------------------------------------------- */

static void look_back(const struct flow *flow, const char *path, const char *const *text, size_t n, struct arena *arena, struct past *p)
{
    struct past_tally *t = past_begin(flow, flow_find_step(flow, strrchr(path, '/') ? strrchr(path, '/') + 1 : path), path);
    for (size_t i = 0; i < n; i++) {
        struct course c;
        course_read(text[i], strlen(text[i]), arena, &c);
        past_add(t, &c, (int64_t)(n - i), (int64_t)(n - i) * TIME_DAY);
    }
    past_end(t, arena, p);
}

static void a_step_knows_what_was_done_there(void **state)
{
    (void)state;
    static const char *const text[] = {
        "answer where one\nanswer choose turn\nfix turn failed\nminutes where 60\nend escalated\n",
        "answer where all\npinned b\nminutes where 600\n",
        "answer where one\nanswer choose back\nfix back helped\nanswer well good\nminutes where 120\n",
        "answer where one\npinned c\nend resolved\nend resolved\n",
        "answer where one\npinned c\nanswer choose escalate\n",
        "answer where nonsense\nminutes dull 5\nanswer choose moon\nanswer choose where\n",
        "answer where unsure\nanswer choose unsure\n",
        "answer call/where all\npinned call/a\n",
    };
    struct arena arena = {0};
    struct flow *flow = flow_of_text(small);
    struct past p;
    look_back(flow, "where", text, 8, &arena, &p);
    assert_int_equal(p.n, 6);
    assert_int_equal(p.n_escalated, 1);
    assert_int_equal(p.n_resolved, 1);
    assert_int_equal(p.number, 8);
    assert_int_equal(p.opened_at, 8 * TIME_DAY);
    assert_int_equal(p.median, 2 * TIME_MINUTE);
    assert_int_equal(p.n_rows, 3);
    assert_string_equal(p.row[0].what, "One");
    assert_int_equal(p.row[0].n, 4);
    assert_string_equal(p.row[0].cause, "C"); /* two of the three that are known */
    assert_int_equal(p.row[0].n_cause, 2);
    assert_string_equal(p.row[1].cause, "B");
    assert_int_equal(p.row[2].kind, PAST_UNSURE);
    assert_null(p.row[2].cause);
    look_back(flow, "turn", text, 8, &arena, &p);
    assert_int_equal(p.n, 1);
    assert_int_equal(p.row[0].kind, PAST_FAILED);
    look_back(flow, "choose", text, 8, &arena, &p);
    assert_int_equal(p.n, 4);
    assert_string_equal(p.row[0].what, "Turn");
    assert_string_equal(p.row[1].what, "Back");
    assert_int_equal(p.row[2].kind, PAST_ESCALATED);
    look_back(flow, "well", text, 8, &arena, &p);
    assert_true(p.row[0].is_verdict);
    look_back(flow, "call/where", text, 8, &arena, &p);
    assert_int_equal(p.n, 1);
    assert_string_equal(p.row[0].cause, "A"); /* its own, where it is called */
    look_back(flow, "dull", text, 8, &arena, &p);
    assert_int_equal(p.n, 0);
    arena_release(&arena);
    flow_free(flow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_course_holds_what_counted_at_the_end),
        cmocka_unit_test(a_drill_leaves_nothing),
        cmocka_unit_test(lines_of_others_are_left_out),
        cmocka_unit_test(the_cause_is_the_pinned_one_or_what_the_fix_cures),
        cmocka_unit_test(equal_observations_are_one_line_with_their_number),
        cmocka_unit_test(what_is_told_has_a_limit),
        cmocka_unit_test(with_nothing_counted_they_are_the_authors_to_the_bit),
        cmocka_unit_test(the_share_of_a_cause_moves_as_documented),
        cmocka_unit_test(the_posterior_is_that_of_the_mixed_numbers),
        cmocka_unit_test(answers_stay_a_distribution_that_excludes_nothing),
        cmocka_unit_test(minutes_change_what_a_fix_costs),
        cmocka_unit_test(what_happened_is_what_is_learned),
        cmocka_unit_test(a_step_knows_what_was_done_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
