/* What is a secret, what is not, and that no text makes looking expensive. The samples are made up: their shapes are
 * right, their values open nothing. They are joined from halves so that scanners of repositories stay calm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/json.h"
#include "text/redact.h"
#include "text/redact_rule.h"
#include "text/regex.h"

#define A36 "abcdefghijklmnopqrstuvwxyz0123456789"
#define HEX32 "0123456789abcdef0123456789abcdef"

static const struct {
    const char *text, *redacted;
} secrets[] = {
    {"key AKIA" "ABCDEFGHIJKLMNOP.", "key <redacted:aws-key#1>."},
    {"AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/" "bPxRfiCYEXAMPLEKEY", "AWS_SECRET_ACCESS_KEY=<redacted:aws-secret#1>"},
    {"aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/" "bPxRfiCYEXAMPLEKEY\n", "aws_secret_access_key = <redacted:aws-secret#1>\n"},
    {"ghp_" A36, "<redacted:github#1>"},
    {"git clone https://oauth2:glpat-" "abcdefghij0123456789@gitlab.example/x", "git clone https://oauth2:<redacted:password#1>@gitlab.example/x"},
    {"github_pat_" A36 "_" A36, "<redacted:github#1>"},
    {"token=glpat-" "abcdefghij0123456789 ok", "token=<redacted:gitlab#1> ok"},
    {"xoxb-" "123456789012-abcdefGHIJ", "<redacted:slack#1>"},
    {"https://hooks.slack.com/" "services/T0000/B0000/abcdefghijklmnop", "https://hooks.slack.com/services/<redacted:slack#1>"},
    {"sk_live_" "abcdefghijklmnopqrst", "<redacted:stripe#1>"},
    {"x eyJhbGciOiJIUzI1NiJ9." "eyJzdWIiOiIxIn0.abcdefghijklmnopqrstuv y", "x <redacted:jwt#1> y"},
    {"AIza" "abcdefghijklmnopqrstuvwxyz012345678", "<redacted:google#1>"},
    {"//registry.npmjs.org/:_authToken=npm_" A36, "//registry.npmjs.org/:_authToken=<redacted:token#1>"},
    {"npm_" A36 "\n", "<redacted:npm#1>\n"},
    {"SG." "abcdefghijklmnopqrstuv." "abcdefghijklmnopqrstuvwxyz01234567890123456", "<redacted:sendgrid#1>"},
    {"dop_v1_" HEX32 HEX32, "<redacted:digitalocean#1>"},
    {"hvs." "CAESIabcdefghijklmnopqrstuvwx", "<redacted:vault#1>"},
    {"-----BEGIN RSA " "PRIVATE KEY-----\nMIIEabc+/=\n-----END RSA " "PRIVATE KEY-----\nnext", "<redacted:private-key#1>\nnext"},
    {"\"-----BEGIN " "PRIVATE KEY-----\\nMIIEabc\\n-----END " "PRIVATE KEY-----\\n\"", "\"<redacted:private-key#1>\\n\""},
    {"-----BEGIN OPENSSH " "PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\nProse goes on", "<redacted:private-key#1>\nProse goes on"},
    {"Authorization: Bearer abc.def-123", "Authorization: Bearer <redacted:authorization#1>"},
    {"curl -H 'authorization: Basic dXNlcjpwYXNz' http://x/", "curl -H 'authorization: Basic <redacted:authorization#1>' http://x/"},
    {"Proxy-Authorization: Digest username=\"a\"", "Proxy-Authorization: Digest <redacted:authorization#1>\"a\""},
    {"\"Authorization\": \"0123456789abcdef01234567\"", "\"Authorization\": \"<redacted:authorization#1>\""},
    {"Cookie: sid=abcdef; theme=dark\r\nHost: x", "Cookie: <redacted:cookie#1>\r\nHost: x"},
    {"Set-Cookie: session=0123456789; HttpOnly", "Set-Cookie: <redacted:cookie#1>"},
    {"X-Api-Key: 0123456789abcdef0", "X-Api-Key: <redacted:api-key#1>"},
    {"GET /v1?api_key=0123456789abcdef0&x=1", "GET /v1?api_key=<redacted:api-key#1>&x=1"},
    {"postgres://app:s3cret@db:5432/shop", "postgres://app:<redacted:password#1>@db:5432/shop"},
    {"redis://:p@ss:word@cache/0", "redis://:<redacted:password#1>@cache/0"},
    {"PGPASSWORD=hunter2 psql -h db", "PGPASSWORD=<redacted:password#1> psql -h db"},
    {"mysql --password=hunter2 -u root", "mysql --password=<redacted:password#1> -u root"},
    {"tool --password hunter2 -v", "tool --password <redacted:password#1> -v"},
    {"{\"password\": \"a, b; c\", \"user\": \"x\"}", "{\"password\": \"<redacted:password#1>\", \"user\": \"x\"}"},
    {"{\\\"password\\\":\\\"hunter2\\\"}", "{\\\"password\\\":\\\"<redacted:password#1>\\\"}"},
    {"password = 'two words'", "password = '<redacted:password#1>'"},
    {"Server=db;Uid=app;Pwd=hunter2;", "Server=db;Uid=app;Pwd=<redacted:password#1>;"},
    {"client_secret=abcdefgh12345678&x", "client_secret=<redacted:secret#1>&x"},
    {"?access_token=abcdefgh12345678 HTTP/1.1", "?access_token=<redacted:token#1> HTTP/1.1"},
    {"password=one password=two password=one", "password=<redacted:password#1> password=<redacted:password#2> password=<redacted:password#1>"},
};

static const char *const harmless[] = {
    "", "nothing to see", "Failed password for invalid user admin from 10.0.0.1 port 22 ssh2", "password: wrong", "password=",
    "password=$DB_PASSWORD", "password=${DB}", "password=<secret>", "password=***", "password=#", "password=# token=#", "--password $PW", "password=null", "Password = %s",
    "Authorization: Bearer $TOKEN", "authorization required", "Authorization: none of your business is it", "cookie: small file",
    "https://example.com:8080/a@b", "http://[::1]:80/x", "https://user@host/", "see https://docs.example.com/password",
    "AKIAABCDEFGHIJKLMNOPQ", "xAKIAABCDEFGHIJKLMNOP", "AKIAabcdefghijklmnop", "ghp_short", "task-ant-farm", "risk-proj-abcdefghijklmnopqrstuvwxyz",
    "eyJhbGciOiJIUzI1NiJ9", "commit 3f2a9c1d5e7b8a9f0c1d2e3f4a5b6c7d8e9f0a1b", HEX32 HEX32, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", "pwd=/home/ann", "token=abc", "the secret of token bucket rate limiting", "SG.x",
    "550e8400-e29b-41d4-a716-446655440000", "\xff\xfe\x80 bytes", "req_id=7f3a9c status=500 took=212ms", "X-Api-Key: $KEY",
};

static char *redacted(struct redactor *r, const char *s, size_t n)
{
    struct str out = {0};
    redact_forget(r);
    redact_add(r, s, n, &out);
    return str_take(&out);
}

static void every_pattern_compiles(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_redact_rules; i++) {
        struct err e = {0};
        struct regex *re = regex_compile(redact_rules[i].pattern, redact_rules[i].is_caseless, NULL, &e);
        if (!re)
            fail_msg("rule %zu, %s: %s", i, redact_rules[i].literal, e.text);
        regex_free(re);
    }
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
        for (size_t k = 0; k < sizeof glue / sizeof *glue; k++) {
            struct str text = {0};
            while (text.n < 20000)
                str_addf(&text, "%s%s", redact_rules[i].literal, glue[k]);
            char *out = redacted(r, text.s, text.n);
            assert_non_null(out);
            mem_free(out);
            str_release(&text);
        }
    redact_free(r);
}

static void very_many_secrets_go_without_numbers(void **state)
{
    struct str text = {0};
    struct redactor *r = redact_new();
    (void)state;
    for (int i = 1; i <= 300; i++)
        str_addf(&text, "password=%d ", i);
    char *out = redacted(r, text.s, text.n);
    assert_non_null(strstr(out, "password=<redacted:password#256> "));
    assert_true(str_ends(out, "password=<redacted:password> "));
    mem_free(out);
    str_release(&text);
    redact_free(r);
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
        redact_add(r, str_get(&text), text.n, &clean);
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
        cmocka_unit_test(every_pattern_compiles),
        cmocka_unit_test(secrets_are_taken_out_and_the_rest_stays),
        cmocka_unit_test(what_is_no_secret_stays),
        cmocka_unit_test(a_cut_text_is_read_only_to_its_end),
        cmocka_unit_test(json_stays_json_and_hides_as_much),
        cmocka_unit_test(repeated_beginnings_end),
        cmocka_unit_test(very_many_secrets_go_without_numbers),
    };
    return cmocka_run_group_tests_name("redact", tests, NULL, NULL);
}
