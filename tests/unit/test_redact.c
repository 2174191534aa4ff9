/* How rules work together, named values, bounds, and that no text makes looking expensive. The samples are made up: their
 * shapes are right, their values open nothing. They are joined from halves so that scanners of repositories stay calm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "text/json.h"
#include "text/redact.h"
#include "text/sieve.h"

#define A36 "abcdefghijklmnopqrstuvwxyz0123456789"
#define HEX32 "0123456789abcdef0123456789abcdef"

/* Each rule has samples of its own in data/secrets; these are about how they work together. */
static const struct {
    const char *text, *redacted;
} secrets[] = {
    {"git clone https://oauth2:glpat-" "abcdefghij0123456789@gitlab.example/x", "git clone https://oauth2:<redacted:gitlab#1>@gitlab.example/x"},
    {"token=glpat-" "abcdefghij0123456789 ok", "token=<redacted:gitlab#1> ok"},
    {"DB_PASSWORD=ghp_" A36 " x", "DB_PASSWORD=<redacted:github#1> x"},
    {"password=one password=two password=one", "password=<redacted:password#1> password=<redacted:password#2> password=<redacted:password#1>"},
    {"token=ghp_" A36 " password=x", "token=<redacted:github#1> password=<redacted:password#1>"},
    {"machine a token=ghp_" A36 " login ann password s3cret", "machine a token=<redacted:github#1> login ann password <redacted:password#1>"},
    {"{\"log\":\"{\\\"password\\\":\\\"a\\\\\\\"b\\\",\\\"x\\\":1}\"}", "{\"log\":\"{\\\"password\\\":\\\"<redacted:password#1>\\\",\\\"x\\\":1}\"}"},
    {"<redacted:password#3> password=<redacted:password#3>", "<redacted:password#3> password=<redacted:password#3>"},
};

static const char *const harmless[] = {
    "", "nothing to see", "commit 3f2a9c1d5e7b8a9f0c1d2e3f4a5b6c7d8e9f0a1b", HEX32 HEX32, "550e8400-e29b-41d4-a716-446655440000",
    "\xff\xfe\x80 bytes", "req_id=7f3a9c status=500 took=212ms", "pwd=/home/ann", "the secret of token bucket rate limiting",
    "cache_key=user:42:profile", "GET /index.php?key=name&page=2 HTTP/1.1", "ann@example.com from 10.2.3.4", "etag=\"a8f5f167f44f4964e6c998dee827110c\"",
};

static char *redacted(struct redactor *r, const char *s, size_t n)
{
    struct redact_book book = {0};
    struct str out = {0};
    redact_text(r, s, n, &book, &out);
    str_add_n(&out, "", 0);
    redact_book_release(&book);
    return str_take(&out);
}

static void secrets_are_taken_out_and_the_rest_stays(void **state)
{
    struct redactor *r = redact_new();
    (void)state;
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        char *once = redacted(r, secrets[i].text, strlen(secrets[i].text));
        char *twice = redacted(r, once, strlen(once));
        assert_string_equal(once, secrets[i].redacted);
        assert_string_equal(twice, once);
        mem_free(once);
        mem_free(twice);
    }
    redact_free(r);
}

static void what_is_no_secret_stays(void **state)
{
    struct redactor *r = redact_new();
    (void)state;
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        char *out = redacted(r, harmless[i], strlen(harmless[i]));
        assert_string_equal(out, harmless[i]);
        mem_free(out);
    }
    redact_free(r);
}

/* Every sample, standing anywhere in a long text and cut anywhere, is found or not, but never read outside. */
static void a_cut_text_is_read_only_to_its_end(void **state)
{
    struct redactor *r = redact_new();
    (void)state;
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        for (size_t n = 0; n <= strlen(secrets[i].text); n++) {
            char *exact = memcpy(malloc(n ? n : 1), secrets[i].text, n);
            char *out = redacted(r, exact, n);
            mem_free(out);
            free(exact);
        }
    redact_free(r);
}

/* Every literal repeated, bare and joined by what its pattern likes. Not timed: bench/ is, and this would hang. */
static void repeated_beginnings_end(void **state)
{
    static const char *const glue[] = {"", "-", ":", "=", "a=", " ", "\":\""};
    struct redactor *r = redact_new();
    (void)state;
    for (size_t i = 0; i < n_redact_rules; i++)
        for (size_t k = 0; k < sizeof glue / sizeof *glue; k++)
            for (const char *const *l = redact_rules[i].literals; *l; l++) {
                struct str text = {0};
                while (text.n < 20000)
                    str_addf(&text, "%s%s", *l, glue[k]);
                char *out = redacted(r, text.s, text.n), *again = redacted(r, out, strlen(out));
                assert_string_equal(again, out);
                assert_true(strlen(out) <= REDACT_GROWS * text.n + REDACT_SPARE);
                mem_free(out);
                mem_free(again);
                str_release(&text);
            }
    redact_free(r);
}

static void very_many_secrets_go_without_numbers(void **state)
{
    struct str text = {0};
    struct redactor *r = redact_new();
    (void)state;
    for (int i = 1; i <= REDACT_BOOK_MAX + 40; i++)
        str_addf(&text, "the password=%d ", i);
    char *out = redacted(r, text.s, text.n);
    assert_non_null(strstr(out, "password=<redacted:password#4096> "));
    assert_true(str_ends(out, "password=<redacted:password> "));
    mem_free(out);
    str_release(&text);
    redact_free(r);
}

/* One byte each, so that the marks would be many times as long. */
static void the_text_does_not_grow_past_its_bound(void **state)
{
    static const char *const literals[] = {"aaa", NULL};
    static const struct redact_rule greedy = {.kind = "a-long-name-of-a-kind", .literals = literals, .pattern = "(a)"};
    struct str text = {0};
    struct redactor *r = redact_new();
    (void)state;
    redact_add_rule(r, &greedy);
    str_add_repeat(&text, 'a', 1000);
    char *out = redacted(r, text.s, text.n), *again = redacted(r, out, strlen(out));
    assert_true(strlen(out) <= REDACT_GROWS * text.n + REDACT_SPARE);
    assert_true(str_ends(out, "<redacted:rest>"));
    assert_string_equal(again, out);
    mem_free(out);
    mem_free(again);
    str_release(&text);
    redact_free(r);
}

/* A value that was named is found in every form that it takes on its way. */
static void a_named_value_is_found_in_all_its_forms(void **state)
{
    static const struct { const char *text, *redacted; } forms[] = {
        {"x p@ss/w\"rd\\1 y", "x <redacted:db-password#1> y"},
        {"?p=p%40ss%2Fw%22rd%5C1&x", "?p=<redacted:db-password#1>&x"},
        {"?p=p%40ss%2fw%22rd%5c1&x", "?p=<redacted:db-password#1>&x"},
        {"{\"a\":\"p@ss/w\\\"rd\\\\1\"}", "{\"a\":\"<redacted:db-password#1>\"}"},
        {"{\"a\":\"p@ss\\/w\\\"rd\\\\1\"}", "{\"a\":\"<redacted:db-password#1>\"}"},
        {"Basic cEBzcy93InJkXDE=", "Basic <redacted:db-password#1>"},                 /* alone */
        {"YW5uOnBAc3MvdyJyZFwx end", "<redacted:db-password#1> end"},                 /* ann:... */
        {"xx:p@ss/w\"rd", "xx:p@ss/w\"rd"},
    };
    struct redactor *r = redact_new();
    struct redact_book book = {0};
    (void)state;
    redact_hide(r, "DB_PASSWORD", "p@ss/w\"rd\\1");
    redact_hide(r, "SHORT", "abc");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct str out = {0};
        redact_text(r, forms[i].text, strlen(forms[i].text), &book, &out);
        assert_string_equal(out.s, forms[i].redacted);
        str_release(&out);
    }
    redact_book_release(&book);
    redact_free(r);
}

/* A value that is a word of the marks themselves does not tear them. */
static void marks_are_left_alone(void **state)
{
    struct redactor *r = redact_new();
    (void)state;
    redact_hide(r, "P", "password");
    redact_hide(r, "Q", "redacted");
    char *out = redacted(r, "password=hunter2 redacted", 25), *again = redacted(r, out, strlen(out));
    assert_string_equal(out, "<redacted:p#1>=<redacted:password#1> <redacted:q#1>");
    assert_string_equal(again, out);
    mem_free(out);
    mem_free(again);
    redact_free(r);
}

static void both_ways_of_sieving_see_every_literal(void **state)
{
    static const struct { const char *text; bool is_caseless; } literals[] = {
        {"abc", false}, {"password", true}, {"AKIA", false}, {"://", false}, {"zz_zz", true}, {"\xff\xfe\x80", false}, {"-tok", true}};
    struct sieve s = {0};
    unsigned seed = 1;
    (void)state;
    for (unsigned i = 0; i < sizeof literals / sizeof *literals; i++)
        sieve_add(&s, i, literals[i].text, strlen(literals[i].text), literals[i].is_caseless);
    for (int turn = 0; turn < 3000; turn++) {
        char text[200];
        size_t n = (size_t)(turn % 150), at = 0, places = 0;
        for (size_t i = 0; i < n; i++)
            text[i] = "abcPASSpassword://AKIA-Tok\xff\xfe\x80zZ_"[(seed = seed * 1103515245 + 12345) >> 16 & 31];
        char *exact = memcpy(malloc(n ? n : 1), text, n); /* for the sanitizer: not a byte behind it is read */
        for (;; at++, places++) {
            unsigned a = 0, b = 0;
            size_t one = sieve_next(&s, exact, n, at, &a), other = sieve_next_portable(&s, exact, n, at, &b);
            assert_int_equal(one, other);
            for (size_t i = at; i < one; i++)
                for (size_t l = 0; l < sizeof literals / sizeof *literals; l++) {
                    size_t length = strlen(literals[l].text);
                    assert_false(i + length <= n && (literals[l].is_caseless ? strncasecmp(exact + i, literals[l].text, length)
                                                                             : strncmp(exact + i, literals[l].text, length)) == 0);
                }
            if (one == n)
                break;
            assert_int_equal(a, b);
            at = one;
        }
        free(exact);
    }
}

/* What is kept of a look at logs is JSON with lines of the log in it, which may be JSON themselves. */
static void json_stays_json_and_hides_as_much(void **state)
{
    static const char *const lines[] = {
        "dsn=\"host=db password=hunter2\"", "{\"password\":\"hunter2\"}", "{\"log\":\"{\\\"password\\\":\\\"hunter2\\\"}\"}",
        "curl -H \"Cookie: sid=hunter2hunter2\" x", "tool --password hunter2\"", "\"Uid=a;Pwd=hunter2\"", "MYSQL_PWD=hunter2\"",
        "{\"Authorization\": \"Bearer hunter2hunter2\"}", "\"aws_secret_access_key\": \"hunter2/hunter2/" "hunter2/hunter2/hunter2/\"", "password='hunter2'", "there is no option password=",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct redactor *r = redact_new();
        struct str text = {0}, clean = {0};
        struct err e = {0};
        struct json *map = json_map();
        json_put_text(map, "example", lines[i]);
        json_put_text(map, "after", "and more");
        json_print(map, false, &text);
        struct redact_book book = {0};
        redact_text(r, str_get(&text), text.n, &book, &clean);
        redact_book_release(&book);
        struct json *again = json_read(str_get(&clean), clean.n, &e);
        assert_non_null(again);
        assert_string_equal(json_text(json_get(again, "after")), "and more");
        assert_null(strstr(str_get(&clean), "hunter2"));
        json_free(again);
        json_free(map);
        str_release(&text);
        str_release(&clean);
        redact_free(r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secrets_are_taken_out_and_the_rest_stays),
        cmocka_unit_test(what_is_no_secret_stays),
        cmocka_unit_test(a_cut_text_is_read_only_to_its_end),
        cmocka_unit_test(json_stays_json_and_hides_as_much),
        cmocka_unit_test(repeated_beginnings_end),
        cmocka_unit_test(the_text_does_not_grow_past_its_bound),
        cmocka_unit_test(a_named_value_is_found_in_all_its_forms),
        cmocka_unit_test(marks_are_left_alone),
        cmocka_unit_test(both_ways_of_sieving_see_every_literal),
        cmocka_unit_test(very_many_secrets_go_without_numbers),
    };
    return cmocka_run_group_tests_name("redact", tests, NULL, NULL);
}
