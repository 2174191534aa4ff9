/* status_code: what ships is whole, every question has an answer, and a damaged table is refused at its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "kb/status_answer.h"

static struct status_codes table;
static struct arena arena;
static struct str said;

static int read_what_ships(void **state)
{
    (void)state;
    struct err e = {0};
    struct str path = {0}, text = {0};
    str_addf(&path, "%s/data/status-codes.yaml", getenv("top_srcdir"));
    FILE *f = fopen(path.s, "r");
    str_release(&path);
    if (!f)
        return -1;
    for (int c; (c = fgetc(f)) != EOF;)
        str_add_char(&text, (char)c);
    fclose(f);
    bool is_good = status_codes_parse(text.s, text.n, "status-codes.yaml", &table, &e);
    if (!is_good)
        print_error("%s\n", e.text);
    str_release(&text);
    return is_good ? 0 : -1;
}

static int release(void **state)
{
    (void)state;
    status_codes_release(&table);
    arena_release(&arena);
    str_release(&said);
    return 0;
}

static struct status_answer ask(const char *question)
{
    struct status_answer a;
    arena_release(&arena);
    status_answer(&table, question, &arena, &a);
    str_clear(&said);
    document_text(&a.document, &said);
    return a;
}

static void assert_rows(const char *question, const char *numbers)
{
    struct str got = {0};
    struct status_answer a = ask(question);
    for (size_t i = 0; i < a.n_rows; i++)
        str_addf(&got, "%s%d", i ? " " : "", a.row[i].code->number);
    assert_string_equal(str_get(&got), numbers);
    str_release(&got);
}

static void assert_says(const char *words)
{
    if (!strstr(str_get(&said), words))
        fail_msg("'%s' is not in:\n%s", words, str_get(&said));
}

/* The registry of 2025: https://www.iana.org/assignments/http-status-codes */
static void every_registered_code_is_there_and_no_other(void **state)
{
    (void)state;
    static const struct {
        int from, to;
    } registered[] = {{100, 104}, {200, 208}, {226, 226}, {300, 308}, {400, 418}, {421, 426},
                      {428, 429}, {431, 431}, {451, 451}, {500, 508}, {510, 511}};
    size_t n = 0;
    for (size_t i = 0; i < sizeof registered / sizeof *registered; i++)
        for (int number = registered[i].from; number <= registered[i].to; number++, n++)
            assert_true(status_code_find(&table, number)->is_registered);
    assert_int_equal(n, 64);
    for (size_t i = 0; i < table.n_codes; i++)
        n -= table.code[i].is_registered;
    assert_int_equal(n, 0);
}

/* RFC 9110, section 15.1; RFC 7725, section 3 says the same of 451. */
static void what_a_cache_may_keep_is_said_as_the_standard_says_it(void **state)
{
    (void)state;
    static const int kept[] = {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501};
    for (size_t i = 0; i < table.n_codes; i++) {
        const struct status_code *c = &table.code[i];
        bool is_kept = false;
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
            is_kept = is_kept || kept[k] == c->number;
        assert_int_equal(str_starts(c->caching, "Heuristically cacheable"), is_kept);
    }
}

static void a_strangers_table_reaches_nobody_uncleaned(void **state)
{
    (void)state;
    static const char text[] = "codes: [{code: 200, name: \"a\\e[2Jb\", class: success, spec: s, use: u, client: c, "
                               "caching: k, causes: [\"x\\nl\"], related: []}]\ncomparisons: []\nunregistered: []\n";
    struct status_codes t;
    struct err e = {0};
    assert_true(status_codes_parse(text, strlen(text), "f", &t, &e));
    assert_string_equal(t.code->name, "a^[[2Jb");
    assert_string_equal(t.code->cause[0], "x^Jl");
    status_codes_release(&t);
}

static void a_number_is_answered_in_words(void **state)
{
    (void)state;
    struct err e = {0};
    struct status_answer a = ask("500");
    assert_true(status_answer_is_whole(&a, &e));
    assert_int_equal(a.n_codes, 1);
    assert_int_equal(a.n_rows, 0);
    assert_int_equal(a.document.block[0].kind, BLOCK_HEADING);
    assert_says("500 Internal Server Error\n");
    assert_says("An exception nobody caught");
    assert_says("502 Bad Gateway. 500 is made by the application's own server");
    assert_says("RFC 9110, section 15.6.1");
    ask("511");
    assert_says("See also: 407 Proxy Authentication Required, 401 Unauthorized");
}

static void two_numbers_are_compared_first_in_either_order(void **state)
{
    (void)state;
    static const char *const questions[] = {"500 502", "500,502", "500 vs 502", "HTTP 500 or 502", " 500  502 500 "};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct status_answer a = ask(questions[i]);
        assert_int_equal(a.n_codes, 2);
        assert_true(str_starts(said.s, "500 or 502?\n500 is made by the application's own server"));
        assert_says("To tell them apart: Ask the application directly");
        assert_true(strstr(said.s, "\n500 Internal Server Error\n") < strstr(said.s, "\n502 Bad Gateway\n"));
    }
    struct status_answer a = ask("502 500");
    assert_int_equal(a.code[0]->number, 502);
    assert_true(str_starts(said.s, "502 or 500?\n500 is made by"));
}

static void two_that_nobody_mistakes_are_shown_one_after_the_other(void **state)
{
    (void)state;
    ask("200 500");
    assert_true(str_starts(said.s, "200 OK\n"));
    assert_says("\n500 Internal Server Error\n");
}

static void digits_list_the_codes_that_begin_so(void **state)
{
    (void)state;
    static const char server_errors[] =
        "500 501 502 503 504 505 506 507 508 510 511 520 521 522 523 524 525 526 529 530 561";
    assert_rows("5", server_errors);
    assert_rows("5xx", server_errors);
    assert_rows("5XX", server_errors);
    assert_rows("51", "510 511");
    assert_rows("42x", "421 422 423 424 425 426 428 429");
    assert_rows("4x4", "404 414 424 444");
    assert_rows("6", "");
    assert_rows("9xx", "");
    assert_rows("xxx", "");
    assert_int_equal(ask("").n_rows, table.n_codes);
    assert_int_equal(ask("  ").n_rows, table.n_codes);
    assert_false(ask("5xx").is_ranked);
}

static void words_list_names_first_and_causes_after_them(void **state)
{
    (void)state;
    assert_rows("TimeOut", "408 504 524");
    struct status_answer a = ask("Redirect");
    assert_true(a.n_rows > 3 && a.is_ranked);
    assert_int_equal(a.row[0].code->number, 307);
    assert_int_equal(a.row[1].code->number, 308);
    assert_null(a.row[0].why);
    for (size_t i = 2; i < a.n_rows; i++)
        assert_non_null(a.row[i].why);
    assert_rows("bad gateway", "502");
    assert_rows("5xx login", "511");
    assert_rows(".htaccess", "500");
    assert_rows("teways", ""); /* a word begins there, or it is not found */
}

static void what_is_used_without_being_registered_is_told_so(void **state)
{
    (void)state;
    struct err e = {0};
    struct status_answer a = ask("499");
    assert_true(status_answer_is_whole(&a, &e));
    assert_says("499 Client Closed Request\n");
    assert_says("Not registered. Used by nginx; to others it is a 400 (RFC 9110, section 15).");
    a = ask("49");
    assert_int_equal(a.n_rows, 1);
    assert_string_equal(a.row[0].why, "nginx, not registered");
    assert_false(a.is_ranked);
    ask("504 499");
    assert_true(str_starts(said.s, "504 or 499?\n499: the client gave up first."));
}

static void what_is_nowhere_is_named_by_its_class(void **state)
{
    (void)state;
    static const struct {
        const char *question, *says;
    } rows[] = {
        {"599", "599 is not registered; its class would be 5xx (server error), and clients treat it as 500 (RFC 9110, section 15)"},
        {"299", "299 is not registered; its class would be 2xx (success), and clients treat it as 200 (RFC 9110, section 15)"},
        {"500 418 420", "420 is not registered; its class would be 4xx (client error), and clients treat it as 400 (RFC 9110, section 15)"},
        {"600", "600 is no status code: they go from 100 to 599; clients treat it as 500 (RFC 9110, section 15)"},
        {"099", "99 is no status code: they go from 100 to 599; clients treat it as 500 (RFC 9110, section 15)"},
        {"999999999", "999999999 is no status code: they go from 100 to 599; clients treat it as 500 (RFC 9110, section 15)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = {0};
        struct status_answer a = ask(rows[i].question);
        assert_false(status_answer_is_whole(&a, &e));
        assert_int_equal(e.code, ERR_ABSENT);
        assert_string_equal(e.text, rows[i].says);
        assert_says(rows[i].says);
    }
}

static void words_that_no_code_speaks_of_are_said_to_be_so(void **state)
{
    (void)state;
    static const char *const questions[] = {"xyzzy", "6", "\x1b[2J", "500 xyzzy", "99999999999999999999"};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct err e = {0};
        struct status_answer a = ask(questions[i]);
        assert_false(status_answer_is_whole(&a, &e));
        assert_int_equal(e.code, ERR_ABSENT);
        assert_says("No status code speaks of this.");
        assert_int_equal(a.n_rows, 0);
    }
}

#define CODE(number, name, class) \
    "  - {code: " number ", name: " name ", class: " class ", spec: s, use: u, client: c, caching: k, causes: [x], related: ["
#define NO_OTHERS "unregistered: []\n"
#define AND_NONE "]}\ncomparisons: []\n" NO_OTHERS

static void a_damaged_table_is_refused_at_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"", "f:1:1: 'codes' is missing"},
        {"[]", "f:1:1: 'codes' is missing"},
        {"codes: []\n" NO_OTHERS, "'comparisons' is missing"},
        {"codes: []\ncomparisons: []\n", "'unregistered' is missing"},
        {"codes: [7]\ncomparisons: []\n" NO_OTHERS, "f:1:9: a status code is missing here"},
        {"codes:\n" CODE("77", "n", "success") AND_NONE, "f:2:12: a status code is missing here"},
        {"codes:\n" CODE("600", "n", "success") AND_NONE, "f:2:12: a status code is missing here"},
        {"codes:\n" CODE("200", "''", "success") AND_NONE, "f:2:5: 'name' is missing"},
        {"codes:\n" CODE("200", "n", "redirection") AND_NONE, "f:2:5: the class is not that of the first digit"},
        {"codes:\n" CODE("200", "n", "success") "]}\n" CODE("200", "n", "success") AND_NONE, "f:3:5: the code is there twice"},
        {"codes:\n" CODE("200", "n", "success") "201" AND_NONE, "f:2:5: it leads to a code that is not in the list"},
        {"codes:\n" CODE("200", "n", "success") "many" AND_NONE, "f:2:105: a status code is missing here"},
        {"codes:\n" CODE("200", "n", "success") "]}\ncomparisons: [{codes: [200, 404], differs: d, tell: t}]\n" NO_OTHERS,
         "f:3:15: it leads to a code that is not in the list"},
        {"codes:\n" CODE("200", "n", "success") "]}\ncomparisons: [{codes: [200], differs: d, tell: t}]\n" NO_OTHERS,
         "a comparison is of two codes"},
        {"codes:\n" CODE("200", "n", "success") "]}\ncomparisons: [x]\n" NO_OTHERS, "f:3:15: 'codes' is missing"},
        {"codes:\n" CODE("200", "n", "success") "]}\ncomparisons: []\nunregistered:\n" CODE("299", "n", "success") "]}\n",
         "f:5:5: 'by' is missing"},
        {"codes: &a []\n", "anchor"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct status_codes t;
        struct err e = {0};
        assert_false(status_codes_parse(rows[i].text, strlen(rows[i].text), "f", &t, &e));
        assert_int_equal(e.code, ERR_INPUT);
        if (!strstr(e.text, rows[i].says))
            fail_msg("row %zu: '%s' is not in: %s", i, rows[i].says, e.text);
        assert_null(t.code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_registered_code_is_there_and_no_other),
        cmocka_unit_test(what_a_cache_may_keep_is_said_as_the_standard_says_it),
        cmocka_unit_test(a_strangers_table_reaches_nobody_uncleaned),
        cmocka_unit_test(a_number_is_answered_in_words),
        cmocka_unit_test(two_numbers_are_compared_first_in_either_order),
        cmocka_unit_test(two_that_nobody_mistakes_are_shown_one_after_the_other),
        cmocka_unit_test(digits_list_the_codes_that_begin_so),
        cmocka_unit_test(words_list_names_first_and_causes_after_them),
        cmocka_unit_test(what_is_used_without_being_registered_is_told_so),
        cmocka_unit_test(what_is_nowhere_is_named_by_its_class),
        cmocka_unit_test(words_that_no_code_speaks_of_are_said_to_be_so),
        cmocka_unit_test(a_damaged_table_is_refused_at_its_line),
    };
    return cmocka_run_group_tests(tests, read_what_ships, release);
}
