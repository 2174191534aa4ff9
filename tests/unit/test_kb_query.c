/* What is typed becomes words, and a snippet shows where they stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "store/kb_snippet.h"

static void expect_match(const char *typed, bool all_open, const char *wanted)
{
    struct kb_words words;
    struct str match = {0};
    kb_words_read(typed, &words);
    kb_words_match(&words, all_open, &match);
    assert_string_equal(match.s, wanted);
    str_release(&match);
}

static void every_word_is_quoted(void **state)
{
    (void)state;
    expect_match("", false, "");
    expect_match("disk", false, "\"disk\"*");
    expect_match("disk ", false, "\"disk\"");
    expect_match(" disk  full", false, "\"disk\" \"full\"*");
    expect_match("disk full", true, "\"disk\"* \"full\"*");
    expect_match("a:b OR c* -d", false, "\"a:b\" \"OR\" \"c*\" \"-d\"*");
    expect_match("x\"y", false, "\"x\" \"y\"*");
    expect_match("-- * , ü", false, "\"ü\"*");
    expect_match("1 2 3 4 5 6 7 8 9", true, "\"1\"* \"2\"* \"3\"* \"4\"* \"5\"* \"6\"* \"7\"* \"8\"*");
}

static void a_long_word_is_cut_between_characters(void **state)
{
    (void)state;
    struct kb_words words;
    struct str s = {0};
    for (int i = 0; i < 100; i++)
        str_add(&s, "ü");
    kb_words_read(s.s, &words);
    assert_int_equal(words.n, 1);
    assert_int_equal(strlen(words.word[0]), 62);
    assert_true(utf8_valid(words.word[0], strlen(words.word[0])));
    str_release(&s);
}

static void expect_snippet(const char *typed, const char *text, const char *wanted)
{
    struct kb_words words;
    struct str s = {0};
    kb_words_read(typed, &words);
    kb_snippet(&words, text, &s);
    assert_string_equal(str_get(&s), wanted);
    str_release(&s);
}

static void a_snippet_stands_around_the_first_find(void **state)
{
    (void)state;
    expect_snippet("disk", "The disk is full.\nReally.", "The disk is full. · Really.");
    expect_snippet("FULL", "The disk is full.", "The disk is full.");
    expect_snippet("isk", "The disk is full.", "");
    expect_snippet("nothing full", "The disk is full.", "The disk is full.");
    expect_snippet("seven", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
                   "...three four five six seven eight nine ten eleven twelve...");
    expect_snippet("längs", "Der längste Weg", "Der längste Weg");
    expect_snippet("x", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y",
                   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...");
    expect_snippet("a", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_quoted),
        cmocka_unit_test(a_long_word_is_cut_between_characters),
        cmocka_unit_test(a_snippet_stands_around_the_first_find),
    };
    return cmocka_run_group_tests_name("kb_query", tests, NULL, NULL);
}
