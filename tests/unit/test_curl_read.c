/* A pasted curl command is read as the request it would make, and a request is written as a command that reads the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "observe/curl_read.h"
#include "observe/curl_write.h"

static const char *value_of(void *to, const char *name)
{
    (void)to;
    return strcmp(name, "TOKEN") == 0 ? "s3cret word" : strcmp(name, "HOST") == 0 ? "shop.example" : NULL;
}

struct took {
    struct http_request r;
    struct curl_reading reading;
    struct err e;
    bool ok;
};

static struct took take(const char *text)
{
    struct took t = {.reading = {.value_of = value_of}};
    t.ok = curl_read(text, strlen(text), &t.reading, &t.r, &t.e);
    return t;
}

static void forget(struct took *t)
{
    http_request_release(&t->r);
    str_release(&t->reading.left_out);
}

static void refused(const char *text, const char *part)
{
    struct took t = take(text);
    if (t.ok || !strstr(t.e.text, part))
        fail_msg("%s: %s", text, t.ok ? "was taken" : t.e.text);
    forget(&t);
}

static const char *header(const struct took *t, const char *name)
{
    const struct http_header *h = http_request_find_header(&t->r, name);
    return h ? h->value : NULL;
}

static void what_a_browser_copies_is_read(void **state)
{
    struct took t = take("curl 'https://shop.example/api/cart?id=7' \\\n  -X 'PUT' \\\r\n  -H 'accept: application/json' \\\n"
                         "  -H $'x-quote: it\\'s \\u2713' \\\n  -b 'session=abc; theme=dark' \\\n  --data-raw '{\"n\":1}' \\\n  --compressed -o /dev/null");
    (void)state;
    if (!t.ok)
        fail_msg("%s", t.e.text);
    assert_string_equal(t.r.url, "https://shop.example/api/cart?id=7");
    assert_string_equal(t.r.method, "PUT");
    assert_string_equal(header(&t, "Accept"), "application/json");
    assert_string_equal(header(&t, "X-Quote"), "it's \xe2\x9c\x93");
    assert_string_equal(header(&t, "Cookie"), "session=abc; theme=dark");
    assert_non_null(http_request_find_header(&t.r, "Cookie")->source);
    assert_string_equal(t.r.body, "{\"n\":1}");
    assert_true(t.r.is_compressed);
    assert_string_equal(str_get(&t.reading.left_out), "-o");
    forget(&t);
}

static void what_a_person_types_is_read(void **state)
{
    struct took t = take("$ curl -sSLkm2.5 -uann:pw -A\"my agent\" --max-redirs 3 --resolve a:1:2 --connect-to ::b: -d a=1 -d 'b=2 3' --data-urlencode 'c=x y&z' shop.example/x");
    (void)state;
    if (!t.ok)
        fail_msg("%s", t.e.text);
    assert_string_equal(t.r.url, "http://shop.example/x");
    assert_string_equal(t.r.method, "POST");
    assert_string_equal(t.r.body, "a=1&b=2 3&c=x%20y%26z");
    assert_string_equal(t.r.user, "ann:pw");
    assert_string_equal(t.r.user_agent, "my agent");
    assert_int_equal(t.r.redirects, 3);
    assert_int_equal(t.r.timeout, 2500000);
    assert_true(t.r.insecure);
    assert_string_equal(t.r.resolve.v[0], "a:1:2");
    assert_string_equal(t.r.connect_to.v[0], "::b:");
    forget(&t);

    t = take("curl -G -d q=1 -d r=2 'http://a/?x=0'");
    assert_true(t.ok);
    assert_string_equal(t.r.url, "http://a/?x=0&q=1&r=2");
    assert_null(t.r.method);
    assert_null(t.r.body);
    forget(&t);

    t = take("curl -I http://a/");
    assert_true(t.ok);
    assert_string_equal(t.r.method, "HEAD");
    forget(&t);
}

static void a_name_is_a_secret_with_its_value(void **state)
{
    struct took t = take("curl -H \"Authorization: Bearer $TOKEN\" -H 'X-Plain: $TOKEN' \"https://${HOST}/a\"");
    (void)state;
    if (!t.ok)
        fail_msg("%s", t.e.text);
    assert_string_equal(t.r.url, "https://shop.example/a");
    assert_string_equal(header(&t, "Authorization"), "Bearer s3cret word");
    assert_string_equal(http_request_find_header(&t.r, "Authorization")->source, "Bearer ${TOKEN}");
    assert_string_equal(header(&t, "X-Plain"), "$TOKEN");
    assert_null(http_request_find_header(&t.r, "X-Plain")->source);
    forget(&t);
}

static void what_would_have_to_be_run_is_refused(void **state)
{
    (void)state;
    refused("curl http://a/$(cat /etc/passwd)", "would have to be run");
    refused("curl \"http://a/`id`\"", "would have to be run");
    refused("curl http://a/ | sh", "more than one command");
    refused("curl http://a/ > /etc/passwd", "more than one command");
    refused("curl http://a/ && reboot", "more than one command");
    refused("curl http://a/; reboot", "more than one command");
    refused("curl http://a/\nreboot", "more than one command");
    refused("curl \"http://a/${x:-y}\"", "need a shell");
    refused("curl http://a/$NOWHERE", "$NOWHERE has no value");
    refused("wget http://a/", "no curl command");
    refused("", "no curl command");
    refused("curl 'http://a/", "not closed");
    refused("curl -H", "wants a value");
    refused("curl --frobnicate http://a/", "--frobnicate");
    refused("curl -Z http://a/", "-Z");
    refused("curl http://a/ http://b/", "two URLs");
    refused("curl", "no URL");
    refused("curl -b jar.txt http://a/", "cookies in a file");
    refused("curl -H 'X: a\nEvil: b' http://a/", "line break");
    refused("curl ftp://a/", "no URL of HTTP");
}

static void a_body_in_a_file_is_named_and_not_read(void **state)
{
    struct took t = take("curl --json @/etc/passwd http://a/");
    (void)state;
    assert_true(t.ok);
    assert_null(t.r.body);
    assert_string_equal(t.r.body_source, "@/etc/passwd");
    assert_string_equal(header(&t, "Content-Type"), "application/json");
    forget(&t);
}

static void no_secret_is_written(void **state)
{
    struct took t = take("curl -u ann:pw99 -H 'X-Api-Key: k77' -H \"Authorization: Bearer $TOKEN\" -b 's=c55' -H 'Accept: it'\\''s' 'https://ann:p66@a/x?y=1&z=2'");
    struct str out = {0};
    (void)state;
    if (!t.ok)
        fail_msg("%s", t.e.text);
    curl_write(&t.r, false, &out);
    assert_string_equal(str_get(&out), "curl -gsS -H 'X-Api-Key: '\"$X_API_KEY\" -H 'Authorization: Bearer '\"$TOKEN\" -H 'Cookie: '\"$COOKIE\" "
                                       "-H 'Accept: it'\\''s' -u \"$USER_AND_PASSWORD\" --url 'https://ann:'\"$PASSWORD\"'@a/x?y=1&z=2'");
    str_release(&out);
    forget(&t);
}

static void written_is(const char *command, const char *wanted)
{
    struct took t = take(command);
    struct str out = {0};
    if (!t.ok)
        fail_msg("%s: %s", command, t.e.text);
    curl_write(&t.r, false, &out);
    assert_string_equal(str_get(&out), wanted);
    str_release(&out);
    forget(&t);
}

static void no_value_of_the_environment_is_written(void **state)
{
    (void)state;
    written_is("curl -d \"key=$TOKEN\" -d 'n=1' http://a/", "curl -gsS --data-raw 'key='\"$TOKEN\"'&n=1' --url 'http://a/'");
    written_is("curl -G -d \"key=${HOST}x\" a", "curl -gsS --url 'http://a?key='\"$HOST\"'x'");
    written_is("curl --data-urlencode \"=$TOKEN\" http://a/", "curl -gsS --data-raw \"$TOKEN\" --url 'http://a/'");
    written_is("curl \"https://$HOST/?a=1\"", "curl -gsS --url 'https://'\"$HOST\"'/?a=1'");
    written_is("curl -suann:$TOKEN http://a/", "curl -gsS -u 'ann:'\"$TOKEN\" --url 'http://a/'");
    written_is("curl -H \"X: ${TOKEN}s\" http://a/", "curl -gsS -H 'X: '\"$TOKEN\"'s' --url 'http://a/'");
}

static void no_part_of_a_password_in_a_url_is_written(void **state)
{
    (void)state;
    written_is("curl 'http://ann:p@66@a/x@y'", "curl -gsS --url 'http://ann:'\"$PASSWORD\"'@a/x@y'");
    written_is("curl -x 'http://ann:p66@proxy:1' http://a/", "curl -gsS -x 'http://ann:'\"$PROXY_PASSWORD\"'@proxy:1' --url 'http://a/'");
    written_is("curl https://ann:p66@$HOST/", "curl -gsS --url 'https://ann:'\"$PASSWORD\"'@'\"$HOST\"'/'");
    written_is("curl -x proxy:1 http://a:2/", "curl -gsS -x 'proxy:1' --url 'http://a:2/'");
}

static void what_is_written_reads_the_same(void **state)
{
    static const char *const commands[] = {
        "curl http://a/",
        "curl -X DELETE -d \"it's \\\"q\\\" \\$5\" -H 'A: b' -H 'Accept:' -k --compressed -L --max-redirs 7 -m 3 'http://a/b c'",
        "curl -I --cacert 'x y' --cert c --key k -x http://p:1 -A '' --resolve a:1:2 --connect-to a:1:b:2 https://a/%20",
        "curl --data-raw $'\\x01\\n\\t-' http://a/",
    };
    (void)state;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct took first = take(commands[i]), second;
        struct str one = {0}, two = {0};
        if (i == 1)
            assert_false(first.ok); /* a blank in the URL */
        if (!first.ok) {
            forget(&first);
            continue;
        }
        curl_write(&first.r, true, &one);
        second = take(str_get(&one));
        if (!second.ok)
            fail_msg("%s: %s", str_get(&one), second.e.text);
        curl_write(&second.r, true, &two);
        assert_string_equal(str_get(&one), str_get(&two));
        assert_true(str_eq(first.r.body, second.r.body) && str_eq(first.r.method, second.r.method) && str_eq(first.r.url, second.r.url));
        str_release(&one), str_release(&two);
        forget(&first), forget(&second);
    }
}

static void what_a_server_says_back_is_masked(void **state)
{
    struct took t = take("curl -u ann:pw99 -b 'sid=c55c; theme=dark' -H \"Authorization: Bearer $TOKEN\" http://a/");
    struct str text = {0};
    (void)state;
    str_add(&text, "<s3cret word> pw99 c55c sid and Bearer");
    http_request_mask(&t.r, &text);
    assert_string_equal(str_get(&text), "<" HTTP_SECRET " " HTTP_SECRET "> " HTTP_SECRET " " HTTP_SECRET " sid and Bearer");
    str_release(&text);
    forget(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_browser_copies_is_read),
        cmocka_unit_test(what_a_person_types_is_read),
        cmocka_unit_test(a_name_is_a_secret_with_its_value),
        cmocka_unit_test(what_would_have_to_be_run_is_refused),
        cmocka_unit_test(a_body_in_a_file_is_named_and_not_read),
        cmocka_unit_test(no_secret_is_written),
        cmocka_unit_test(no_value_of_the_environment_is_written),
        cmocka_unit_test(no_part_of_a_password_in_a_url_is_written),
        cmocka_unit_test(what_is_written_reads_the_same),
        cmocka_unit_test(what_a_server_says_back_is_masked),
    };
    return cmocka_run_group_tests_name("curl_read", tests, NULL, NULL);
}
