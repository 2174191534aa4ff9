/* bytes: the fast way and the portable one give the same answers, on random and on edge input, and read nothing outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "logs/bytes.h"

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return *state >> 33;
}

static size_t count_plainly(const char *s, size_t n, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += s[i] == c;
    return count;
}

static const char *find_plainly(const char *s, size_t n, char lowest)
{
    for (size_t i = 0; i + 2 < n; i++)
        if (s[i] == '"' && s[i + 1] == ' ' && s[i + 2] >= lowest && s[i + 2] <= '5')
            return s + i;
    return NULL;
}

static void hold_finding_equal(const struct bytes_way *way, const char *s, size_t n, char lowest)
{
    const char *found = find_plainly(s, n, lowest);
    size_t lines = 7;
    assert_ptr_equal(way->find_status(s, n, lowest, &lines), found);
    assert_int_equal(lines, 7 + count_plainly(s, found ? (size_t)(found - s) : n, '\n'));
}

static void hold_lines_equal(const struct bytes_way *way, const char *s, size_t n)
{
    struct bytes_line line;
    unsigned quotes = 0;
    bool is_odd = false;
    size_t at = 0;
    way->read_line(s, n, &line);
    for (; at < n && s[at] != '\n'; at++) {
        if (s[at] == '"' && quotes < BYTES_QUOTES)
            assert_int_equal(line.quote[quotes], at);
        quotes += s[at] == '"';
        is_odd |= s[at] == '\\' || s[at] == 27;
    }
    assert_int_equal(line.n, at);
    assert_int_equal(line.n_quotes, quotes > BYTES_QUOTES ? BYTES_QUOTES + 1 : quotes);
    assert_int_equal(line.is_odd, is_odd);
    unsigned name = 0;
    while (name < n && name < 32 && ((s[name] >= 'a' && s[name] <= 'z') || (s[name] >= 'A' && s[name] <= 'Z') ||
                                     (s[name] && strchr("0123456789.-:_@", s[name]))))
        name++;
    assert_int_equal(line.n_name, name);
}

static void hold_equal(const char *s, size_t n)
{
    const struct bytes_way *way[] = {&bytes_portable, bytes_best()};
    for (size_t w = 0; w < 2; w++) {
        assert_int_equal(way[w]->count(s, n, '\n'), count_plainly(s, n, '\n'));
        assert_int_equal(way[w]->count(s, n, (char)0xff), count_plainly(s, n, (char)0xff));
        hold_finding_equal(way[w], s, n, '5');
        hold_finding_equal(way[w], s, n, '4');
        hold_lines_equal(way[w], s, n);
    }
}

static void both_ways_agree_on_random_bytes(void **state)
{
    static const char alphabet[] = "\" 4569:\n\n\"\" \\\x1b\xff\x80";
    char room[700];
    uint64_t seed = 3;
    (void)state;
    for (int turn = 0; turn < 20000; turn++) {
        size_t n = next_random(&seed) % sizeof room, from = next_random(&seed) % 40;
        size_t few = 1 + next_random(&seed) % (sizeof alphabet - 1);
        for (size_t i = 0; i < sizeof room; i++)
            room[i] = next_random(&seed) % 8 ? 'x' : alphabet[next_random(&seed) % few];
        hold_equal(room + from, n > from ? n - from : 0);
    }
}

/* More than 255 in every byte of a sum, and more than 255 rounds. */
static void counts_do_not_run_over(void **state)
{
    size_t n = 1 << 18;
    char *s = malloc(n);
    (void)state;
    assert_non_null(s);
    memset(s, '\n', n);
    for (size_t cut = 0; cut < 300; cut++) {
        assert_int_equal(bytes_count(s, n - cut, '\n'), n - cut);
        assert_int_equal(bytes_portable.count(s, n - cut, '\n'), n - cut);
        size_t lines = 0;
        assert_null(bytes_find_status(s, n - cut, '5', &lines));
        assert_int_equal(lines, n - cut);
    }
    free(s);
}

static void every_place_of_a_hit_is_found(void **state)
{
    char s[200];
    (void)state;
    for (size_t n = 0; n <= sizeof s; n++)
        for (size_t at = 0; at < n; at++) {
            memset(s, 'x', n);
            memcpy(s + at, "\" 5", n - at < 3 ? n - at : 3);
            hold_equal(s, n);
        }
}

/* Between two pages that may not be touched: reading outside ends the program. */
static void nothing_outside_is_read(void **state)
{
    const size_t page = 4096;
    char *room = mmap(NULL, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    (void)state;
    assert_ptr_not_equal(room, MAP_FAILED);
    assert_int_equal(mprotect(room + page, page, PROT_READ | PROT_WRITE), 0);
    memset(room + page, '"', page);
    for (size_t n = 0; n <= 300; n++) {
        hold_equal(room + page, n);
        hold_equal(room + 2 * page - n, n);
    }
    munmap(room, 3 * page);
}

static void every_byte_is_told_to_stand_in_a_name_or_not(void **state)
{
    char s[64];
    (void)state;
    for (int c = 0; c < 256; c++)
        for (size_t at = 0; at < 40; at++) {
            memset(s, 'a', sizeof s);
            s[at] = (char)c;
            hold_equal(s, sizeof s);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ways_agree_on_random_bytes),
        cmocka_unit_test(counts_do_not_run_over),
        cmocka_unit_test(every_place_of_a_hit_is_found),
        cmocka_unit_test(every_byte_is_told_to_stand_in_a_name_or_not),
        cmocka_unit_test(nothing_outside_is_read),
    };
    return cmocka_run_group_tests_name("bytes", tests, NULL, NULL);
}
