/* How often each text came: exact up to the limit, said beyond it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/time.h"
#include "logs/tally.h"

static struct log_count *add(struct log_tally *t, const char *s, bool is_error)
{
    return log_tally_add(t, s, strlen(s), is_error);
}

static void equal_texts_are_one(void **state)
{
    (void)state;
    struct log_tally t;
    log_tally_init(&t, 10);
    struct log_count *c = add(&t, "GET /", false);
    assert_int_equal(c->first, TIME_NONE);
    assert_int_equal(c->last, TIME_NONE);
    add(&t, "GET /a", true);
    assert_string_equal(add(&t, "GET /", true)->text, "GET /");
    assert_int_equal(t.n, 2);
    assert_int_equal(t.v[0].all, 2);
    assert_int_equal(t.v[0].errors, 1);
    assert_int_equal(log_tally_failing(&t), 2);
    assert_int_equal(t.overflow, 0);
    log_tally_release(&t);
    log_tally_release(&t);
}

static void many_are_exact_and_what_is_over_is_counted(void **state)
{
    (void)state;
    enum { LIMIT = 5000, TIMES = 3 };
    struct log_tally t;
    log_tally_init(&t, LIMIT);
    for (int round = 0; round < TIMES; round++)
        for (int i = 0; i < LIMIT + 1000; i++) {
            char text[32];
            snprintf(text, sizeof text, "client %d", i * 7919);
            struct log_count *c = add(&t, text, i % 2);
            assert_true((c != NULL) == (i < LIMIT));
        }
    assert_int_equal(t.n, LIMIT);
    assert_int_equal(t.overflow, 1000 * TIMES);
    assert_int_equal(t.overflow_errors, 500 * TIMES);
    for (size_t i = 0; i < t.n; i++)
        assert_int_equal(t.v[i].all, TIMES);
    log_tally_release(&t);
}

static void odd_texts_are_kept_short_and_whole(void **state)
{
    (void)state;
    struct log_tally t;
    log_tally_init(&t, 10);
    char far[2000];
    memset(far, 'x', sizeof far);
    struct log_count *c = log_tally_add(&t, far, sizeof far, false);
    assert_int_equal(strlen(c->text), 512);
    far[600] = 'y';
    assert_ptr_equal(log_tally_add(&t, far, sizeof far, false), c);
    assert_string_equal(log_tally_add(&t, "a\0b", 3, false)->text, "a b");
    assert_int_equal(log_tally_add(&t, "a\0b", 3, false)->all, 2);
    assert_string_equal(log_tally_add(&t, "", 0, false)->text, "");
    assert_int_equal(t.n, 3);
    log_tally_release(&t);
}

static void the_top_is_sorted_whatever_is_asked_for(void **state)
{
    (void)state;
    struct log_tally t;
    log_tally_init(&t, 1000);
    for (unsigned i = 0; i < 300; i++) {
        char text[16];
        snprintf(text, sizeof text, "k%u", i);
        for (unsigned times = 0; times <= (i * 37) % 11; times++)
            add(&t, text, times < (i * 13) % 5);
    }
    for (size_t max = 0; max < 320; max += max < 5 ? 1 : 50) {
        uint32_t index[320];
        size_t n = log_tally_top(&t, index, max);
        assert_int_equal(n, max < 300 ? max : 300);
        for (size_t i = 1; i < n; i++) {
            const struct log_count *a = &t.v[index[i - 1]], *b = &t.v[index[i]];
            assert_true(a->errors > b->errors || (a->errors == b->errors && a->all >= b->all));
        }
        if (n)
            assert_int_equal(t.v[index[0]].errors, 4);
    }
    log_tally_release(&t);
    assert_int_equal(log_tally_top(&t, NULL, 0), 0);
}

/* In a child that may have 24 MB, 2 GB of texts. */
static void an_endless_stream_of_new_texts_needs_little_memory(void **state)
{
    enum { LIMIT = 10000, TEXTS = 4000000, LENGTH = 500 };
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    return; /* its own memory is more */
#endif
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = {24 << 20, 24 << 20};
        struct log_tally t;
        char text[LENGTH] = {0};
        setrlimit(RLIMIT_DATA, &limit);
        log_tally_init(&t, LIMIT);
        for (uint32_t i = 0; i < TEXTS; i++) {
            memcpy(text, &i, sizeof i);
            log_tally_add(&t, text, sizeof text, true);
        }
        _exit(t.n != LIMIT || t.overflow != TEXTS - LIMIT);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_are_one),
        cmocka_unit_test(many_are_exact_and_what_is_over_is_counted),
        cmocka_unit_test(odd_texts_are_kept_short_and_whole),
        cmocka_unit_test(the_top_is_sorted_whatever_is_asked_for),
        cmocka_unit_test(an_endless_stream_of_new_texts_needs_little_memory),
    };
    return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
