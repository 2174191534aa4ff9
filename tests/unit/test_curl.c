/* The doorkeeper of libcurl against a server that does what servers must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/str.h"
#include "base/time.h"
#include "probe/curl.h"
#include "probe/tool.h"
#include "unruly.h"

struct world {
    struct unruly server;
    struct curl *curl;
};

static bool keep(void *to, const char *bytes, size_t n)
{
    struct str *out = to;
    str_add_n(out, bytes, n);
    return out->n < 100000;
}

struct came {
    struct curl_answer answer;
    struct str headers, body;
};

static bool take_header(void *to, const char *line, size_t n) { return keep(&((struct came *)to)->headers, line, n); }
static bool take_body(void *to, const char *bytes, size_t n) { return keep(&((struct came *)to)->body, bytes, n); }

static void ask(struct world *w, const char *path, struct curl_request r, struct came *came)
{
    char url[200];
    *came = (struct came){0};
    snprintf(url, sizeof url, "%s%s", *path == '/' ? w->server.url : "", path);
    r.url = url, r.see_header = take_header, r.see_body = take_body, r.to = came;
    if (!r.timeout)
        r.timeout = 10 * TIME_SECOND;
    struct curl_call *call = curl_start(w->curl, &r);
    for (int64_t until = tool_clock() + 20 * TIME_SECOND; !curl_is_done(call) && tool_clock() < until;)
        curl_turn(w->curl, until, NULL);
    assert_true(curl_is_done(call));
    curl_answer(call, &came->answer);
    came->answer.redirect = NULL;
    curl_end(call);
}

static void forget(struct came *came)
{
    str_release(&came->headers);
    str_release(&came->body);
}

static void test_an_answer_comes_whole(void **state)
{
    struct came came;
    ask(*state, "/ok", (struct curl_request){0}, &came);
    assert_int_equal(came.answer.trouble, TROUBLE_NONE);
    assert_int_equal(came.answer.status, 200);
    assert_int_equal(came.answer.http_version, 11);
    assert_string_equal(came.answer.address, "127.0.0.1");
    assert_true(came.answer.total > 0 && came.answer.first_byte_at > 0 && came.answer.connect_at > 0);
    assert_int_equal(came.answer.tls_at, -1);
    assert_non_null(strstr(str_get(&came.body), "all is well"));
    assert_non_null(strstr(str_get(&came.headers), "X-Request-Id: 7f3a9c"));
    forget(&came);
}

static void test_what_is_asked_arrives(void **state)
{
    const char *header[] = {"X-Mine: a b", "Accept:"};
    struct curl_request r = {.method = "POST", .body = "hello=1", .n_body = 7, .header = {header, 2}, .user = "ann:secret"};
    struct came came;
    ask(*state, "/echo", r, &came);
    const char *text = str_get(&came.body);
    assert_true(str_starts(text, "POST /echo HTTP/1.1\r\n"));
    assert_non_null(strstr(text, "X-Mine: a b\r\n"));
    assert_non_null(strstr(text, "Authorization: Basic YW5uOnNlY3JldA==\r\n"));
    assert_non_null(strstr(text, "User-Agent: triage/"));
    assert_null(strstr(text, "Accept:"));
    assert_true(str_ends(text, "\r\n\r\nhello=1"));
    forget(&came);
    ask(*state, "/ok", (struct curl_request){.method = "HEAD"}, &came);
    assert_int_equal(came.answer.status, 200);
    assert_int_equal(came.body.n, 0);
    forget(&came);
}

static void test_every_trouble_has_its_name(void **state)
{
    static const struct {
        const char *path;
        enum trouble trouble;
    } cases[] = {
        {"/reset", TROUBLE_RESET},      {"/empty", TROUBLE_EMPTY},        {"/cut", TROUBLE_CUT},
        {"/badchunk", TROUBLE_PROTOCOL}, {"/http09", TROUBLE_PROTOCOL},   {"/headers", TROUBLE_STOPPED},
        {"/flood", TROUBLE_STOPPED},    {"http://127.0.0.1:1/", TROUBLE_REFUSED},
        {"http://nowhere.invalid/", TROUBLE_DNS}, {"http://exa mple/", TROUBLE_ADDRESS}, {"ftp://127.0.0.1/", TROUBLE_PROTOCOL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct came came;
        ask(*state, cases[i].path, (struct curl_request){.proxy = ""}, &came);
        if (came.answer.trouble != cases[i].trouble)
            fail_msg("%s: %s (%s)", cases[i].path, trouble_name(came.answer.trouble), came.answer.words);
        forget(&came);
    }
}

static void test_what_hangs_ends_in_time(void **state)
{
    static const char *const paths[] = {"/hang", "/drip"};
    for (size_t i = 0; i < 2; i++) {
        struct came came;
        ask(*state, paths[i], (struct curl_request){.timeout = TIME_SECOND / 5}, &came);
        assert_int_equal(came.answer.trouble, TROUBLE_TIMEOUT);
        forget(&came);
    }
}

static void test_one_that_is_left_can_be_ended(void **state)
{
    struct world *w = *state;
    char url[100];
    snprintf(url, sizeof url, "%s/hang", w->server.url);
    struct curl_request r = {.url = url};
    struct curl_call *call = curl_start(w->curl, &r);
    curl_turn(w->curl, tool_clock() + TIME_SECOND / 10, NULL);
    assert_false(curl_is_done(call));
    struct curl_answer answer;
    curl_answer(call, &answer);
    assert_int_equal(answer.trouble, TROUBLE_STOPPED);
    curl_end(call);
}

static int begin(void **state)
{
    static struct world w;
    struct err e = {0};
    *state = &w;
    w.curl = curl_open(&e);
    return w.curl && unruly_start(&w.server) ? 0 : -1;
}

static int end(void **state)
{
    struct world *w = *state;
    curl_close(w->curl);
    unruly_end(&w->server);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_answer_comes_whole),    cmocka_unit_test(test_what_is_asked_arrives),
        cmocka_unit_test(test_every_trouble_has_its_name), cmocka_unit_test(test_what_hangs_ends_in_time),
        cmocka_unit_test(test_one_that_is_left_can_be_ended),
    };
    struct err e = {0};
    if (!curl_is_built_in()) {
        puts("1..0 # SKIP built without libcurl");
        return 0;
    }
    struct curl *c = curl_open(&e);
    if (!c) {
        printf("1..0 # SKIP %s\n", e.text);
        return 0;
    }
    curl_close(c);
    return cmocka_run_group_tests_name("curl", tests, begin, end);
}
