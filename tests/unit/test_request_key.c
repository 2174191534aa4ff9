/* request_key: both ways make the same keys, read nothing outside, and two requests with one key are one endpoint. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "logs/fold.h"
#include "logs/request_key.h"

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return *state >> 33;
}

static struct log_text text(const char *s)
{
    return (struct log_text){s, strlen(s)};
}

static bool is_same(const struct request_key *a, const struct request_key *b)
{
    return a->n == b->n && memcmp(a->word, b->word, a->n * sizeof *a->word) == 0;
}

/* With room behind the texts and without. */
static bool make(struct log_text method, struct log_text path, struct request_key *key)
{
    struct request_key fast;
    bool ok = request_key_portable(method, path, path.s, key);
    struct str line = {0};
    str_add_n(&line, method.n ? method.s : "", method.n);
    str_add_char(&line, ' ');
    str_add_n(&line, path.s, path.n);
    str_add(&line, " HTTP/1.1\" 200 /12/ab ?x a very long rest of a line that nobody looks at, /1/2/3/4");
    struct log_text there = {line.s, method.n}, where = {line.s + method.n + 1, path.n};
    assert_int_equal(request_key_best()(there, where, line.s + line.n, &fast), ok);
    if (ok)
        assert_true(is_same(key, &fast));
    size_t n = path.n + method.n;
    char *alone = malloc(n ? n : 1); /* so that a sanitizer sees what is read behind it */
    if (method.n)
        memcpy(alone, method.s, method.n);
    if (path.n)
        memcpy(alone + method.n, path.s, path.n);
    there.s = alone;
    where.s = alone + method.n;
    assert_int_equal(request_key_best()(there, where, alone + n, &fast), ok);
    if (ok)
        assert_true(is_same(key, &fast));
    free(alone);
    str_release(&line);
    return ok;
}

static void hold(struct log_text a, struct log_text b)
{
    struct request_key first, second;
    char one[FOLD_MAX], other[FOLD_MAX];
    struct log_text get = text("GET");
    if (!make(get, a, &first) || !make(get, b, &second) || !is_same(&first, &second))
        return;
    fold_endpoint(get, a, one);
    fold_endpoint(get, b, other);
    assert_string_equal(one, other);
}

static void random_paths_with_one_key_are_one_endpoint(void **state)
{
    static const char *const words[] = {"cart", "v2", "7", "0", "123", "abc", "12ab", "ab12", "3fa9c1b7.js", "2024-03-01", "cafe", "b", "d1",
                                        "1z", "z1", ";j=1", "#x", "%20", "\xc3\xa9", "8\xc3\xa9", "a_1", "ffffffffffff0", "~", ".", ""};
    uint64_t seed = 11;
    (void)state;
    for (int turn = 0; turn < 100000; turn++) {
        struct str path[2] = {{0}, {0}};
        size_t parts = 1 + next_random(&seed) % (turn % 50 ? 6 : 40);
        for (size_t i = 0; i < parts; i++) {
            const char *word = words[next_random(&seed) % (sizeof words / sizeof *words)], *joint = next_random(&seed) % 12 ? "/" : next_random(&seed) % 3 ? "" : "?";
            for (int k = 0; k < 2; k++) {
                str_addf(&path[k], "%s%s", joint, word);
                if (next_random(&seed) % 8 == 0 && path[k].n)
                    path[k].s[path[k].n - 1] = "0129afgzAF/-"[next_random(&seed) % 12];
            }
        }
        if (path[0].n && path[1].n)
            hold((struct log_text){path[0].s, path[0].n}, (struct log_text){path[1].s, path[1].n});
        str_release(&path[0]);
        str_release(&path[1]);
    }
}

static void both_ways_agree_on_random_bytes(void **state)
{
    static const char alphabet[] = "//0123456789abcfgzAFGZ?.-";
    char room[200];
    uint64_t seed = 5;
    struct request_key key;
    (void)state;
    for (int turn = 0; turn < 200000; turn++) {
        size_t n = next_random(&seed) % (turn % 3 ? 40 : sizeof room), few = 2 + next_random(&seed) % (sizeof alphabet - 3);
        for (size_t i = 0; i < n; i++)
            room[i] = next_random(&seed) % 100 ? alphabet[next_random(&seed) % few] : (char)next_random(&seed);
        const char *const methods[] = {"GET", "", "OPTIONS", "PROPFIND", "P"};
        make(text(methods[next_random(&seed) % 5]), (struct log_text){room, n}, &key);
    }
}

static bool one_key(const char *method, const char *a, const char *other, const char *b)
{
    struct request_key first, second;
    assert_true(make(text(method), text(a), &first));
    assert_true(make(text(other), text(b), &second));
    return is_same(&first, &second);
}

static void only_ids_and_queries_are_left_out(void **state)
{
    (void)state;
    assert_true(one_key("GET", "/products/47448", "GET", "/products/10012?page=2"));
    assert_true(one_key("GET", "/stock/ab3f9c01", "GET", "/stock/77e0b2ca"));
    assert_true(one_key("GET", "/users/17/orders/a3b4", "GET", "/users/21/orders/99ff"));
    assert_false(one_key("GET", "/products/47448", "PUT", "/products/47448"));
    assert_false(one_key("GET", "/cafe", "GET", "/bead"));
    assert_false(one_key("GET", "/v1/x", "GET", "/v2/x"));
    assert_false(one_key("GET", "/3fa9.js", "GET", "/4fa9.js"));
    assert_false(one_key("GET", "7", "GET", "8"));
    assert_false(one_key("", "/a", "A", "/a"));
}

static void what_is_kept_is_found_again(void **state)
{
    struct request_seen seen;
    struct request_key key;
    struct request_entry *place;
    char path[40];
    size_t found = 0;
    (void)state;
    request_seen_init(&seen);
    assert_true(make(text(""), text("?"), &key));
    assert_null(request_seen_find(&seen, &key, &place)); /* all zero, as an entry that is free */
    for (int turn = 0; turn < 2; turn++)
        for (uint32_t i = 0; i < 400; i++) {
            snprintf(path, sizeof path, "/%c%c/thing", (char)('g' + i % 20), (char)('g' + i / 20));
            assert_true(make(text("GET"), text(path), &key));
            const struct request_entry *e = request_seen_find(&seen, &key, &place);
            if (e)
                assert_int_equal(e->index, i);
            found += e != NULL;
            if (!e)
                request_seen_keep(place, &key, i);
        }
    assert_in_range(found, 350, 400);
    request_seen_release(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_paths_with_one_key_are_one_endpoint), cmocka_unit_test(both_ways_agree_on_random_bytes),
        cmocka_unit_test(only_ids_and_queries_are_left_out), cmocka_unit_test(what_is_kept_is_found_again),
    };
    return cmocka_run_group_tests_name("request_key", tests, NULL, NULL);
}
