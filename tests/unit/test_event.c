/* Events: what is stored is what comes back, and nothing else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "incident/event.h"

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static const char *const words[] = {"", "scope", "r417", "line\nline", "caf\xc3\xa9", "\x1b[31m", "a=b", "{actor}"};

static const char *word(uint64_t *seed)
{
    return words[next_random(seed) % (sizeof words / sizeof *words)];
}

static void fill_value(struct value *v, uint64_t *seed)
{
    memset(v, 0, sizeof *v);
    v->kind = (enum value_kind)(next_random(seed) % (VALUE_TEXT + 1));
    if (v->kind == VALUE_FLAG)
        v->flag = next_random(seed) & 1;
    if (v->kind == VALUE_NUMBER)
        v->number = (double)next_random(seed) / 1e6;
    if (v->kind == VALUE_DURATION || v->kind == VALUE_TIME)
        v->us = (int64_t)next_random(seed);
    if (v->kind == VALUE_TEXT)
        v->text = word(seed);
}

static void fill_field(enum field_type type, void *field, uint64_t *seed, struct arena *a)
{
    size_t n = next_random(seed) % 4;
    const char **names = arena_array(a, n, sizeof *names);
    struct fact_pair *facts = arena_array(a, n, sizeof *facts);
    for (size_t i = 0; i < n; i++) {
        names[i] = facts[i].name = word(seed);
        fill_value(&facts[i].value, seed);
    }
    switch (type) {
    case FIELD_TEXT: *(const char **)field = n ? word(seed) : NULL; break;
    case FIELD_COUNT:
    case FIELD_LENGTH:
    case FIELD_TIME: *(int64_t *)field = n ? (int64_t)next_random(seed) : 0; break;
    case FIELD_NUMBER: *(double *)field = n ? -0.5 / (double)n : 0; break;
    case FIELD_FLAG: *(bool *)field = n & 1; break;
    case FIELD_NAMES: *(struct names *)field = (struct names){names, n}; break;
    case FIELD_FACTS: *(struct fact_pairs *)field = (struct fact_pairs){facts, n}; break;
    }
}

static void fill_event(struct event *ev, enum event_kind kind, uint64_t *seed, struct arena *a)
{
    const struct event_shape *shape = &event_shapes[kind];
    *ev = (struct event){.kind = kind, .actor = "ann", .host = "ops-1", .step = "scope"};
    for (size_t i = 0; i < shape->n_fields; i++)
        fill_field(shape->field[i].type, (char *)&ev->as + shape->field[i].offset, seed, a);
}

static void assert_same_bytes(const struct str *a, const struct str *b)
{
    assert_int_equal(a->n, b->n);
    if (a->n)
        assert_memory_equal(a->s, b->s, a->n);
}

static void every_kind_comes_back_as_it_was(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (int round = 0; round < 200; round++)
        for (int kind = 0; kind < N_EVENT_KINDS; kind++) {
            struct arena a = {0};
            struct event ev, back = {.kind = (enum event_kind)kind}, copy;
            struct str bytes = {0}, again = {0}, copied = {0};
            struct err e = {0};
            fill_event(&ev, (enum event_kind)kind, &seed, &a);
            event_encode(&ev, &bytes);
            assert_true(event_decode(bytes.s, bytes.n, &back, &a, &e));
            event_encode(&back, &again);
            assert_same_bytes(&bytes, &again);
            event_copy(&ev, &copy, &a);
            event_encode(&copy, &copied);
            assert_same_bytes(&bytes, &copied);
            str_release(&bytes);
            str_release(&again);
            str_release(&copied);
            arena_release(&a);
        }
}

/* Whatever is done to the bytes, they are refused, or they are exactly what an encoder writes. */
static void damaged_bytes_are_refused_or_canonical(void **state)
{
    (void)state;
    uint64_t seed = 7;
    size_t refused = 0;
    for (int round = 0; round < 20000; round++) {
        struct arena a = {0};
        struct event ev, back = {.kind = (enum event_kind)(next_random(&seed) % N_EVENT_KINDS)};
        struct str bytes = {0}, again = {0};
        struct err e = {0};
        fill_event(&ev, back.kind, &seed, &a);
        event_encode(&ev, &bytes);
        if (bytes.n) {
            bytes.s[next_random(&seed) % bytes.n] ^= (char)(1 << next_random(&seed) % 8);
            size_t n = next_random(&seed) & 1 ? bytes.n : next_random(&seed) % bytes.n;
            char *exact = mem_alloc(n); /* of exactly that size, so that the sanitizer sees a step too far */
            memcpy(exact, bytes.s, n);
            str_cut(&bytes, n);
            if (event_decode(exact, n, &back, &a, &e)) {
                event_encode(&back, &again);
                assert_same_bytes(&bytes, &again);
            } else {
                refused++;
                assert_int_equal(e.code, ERR_INPUT);
            }
            mem_free(exact);
        }
        str_release(&bytes);
        str_release(&again);
        arena_release(&a);
    }
    assert_true(refused > 5000);
}

/* The format on disk, to the byte: a change of it is a change of every journal. */
static void the_bytes_of_a_body_never_change(void **state)
{
    (void)state;
    static const char expected[] = "\x01t\0\0\0\5note\0"
                                   "\x03@\0\0\0\x08\0\0\0\0\0\0\1\2"
                                   "\x04t\0\0\0\1\0";
    struct event ev = {.kind = EVENT_action_item, .as.action_item = {.text = "note", .due = 258, .type = ""}};
    struct str bytes = {0};
    event_encode(&ev, &bytes);
    assert_int_equal(bytes.n, sizeof expected - 1);
    assert_memory_equal(bytes.s, expected, bytes.n);
    str_release(&bytes);

    static const char facts[] = "\x01" "F\0\0\0\x15" "ok\0f\1" "n\0n\x3f\xb0\0\0\0\0\0\0" "t\0tx\0";
    const struct fact_pair pair[] = {
        {"ok", {.kind = VALUE_FLAG, .flag = true}}, {"n", {.kind = VALUE_NUMBER, .number = 0.0625}},
        {"t", {.kind = VALUE_TEXT, .text = "x"}}};
    struct event fixed = {.kind = EVENT_fact_corrected, .as.fact_corrected.facts = {pair, 3}};
    event_encode(&fixed, &bytes);
    assert_int_equal(bytes.n, sizeof facts - 1);
    assert_memory_equal(bytes.s, facts, bytes.n);
    str_release(&bytes);
}

static void a_kind_is_found_by_its_name_only(void **state)
{
    (void)state;
    enum event_kind kind;
    for (int i = 0; i < N_EVENT_KINDS; i++) {
        assert_true(event_kind_parse(event_shapes[i].name, &kind));
        assert_int_equal(kind, i);
    }
    assert_false(event_kind_parse("", &kind));
    assert_false(event_kind_parse("opene", &kind));
    assert_false(event_kind_parse("openedx", &kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_comes_back_as_it_was),
        cmocka_unit_test(damaged_bytes_are_refused_or_canonical),
        cmocka_unit_test(the_bytes_of_a_body_never_change),
        cmocka_unit_test(a_kind_is_found_by_its_name_only),
    };
    return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
