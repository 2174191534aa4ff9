/* What is particular goes, what tells one kind from another stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "logs/fold.h"

struct pair {
    const char *in, *wanted;
};

static void messages_become_templates(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"user 812 not found", "user # not found"},
        {"took 12ms, 3.5s or 1m30s", "took # or #"},
        {"  many   blanks\there ", "many blanks here"},
        {"request req_ab failed", "request req_# failed"},
        {"request req_7c failed", "request req_# failed"},
        {"session sess-cafe expired", "session sess-# expired"},
        {"req_timeout reached", "req_timeout reached"},
        {"user_name is empty", "user_name is empty"},
        {"no such id: kqzvbn", "no such id: #"},
        {"request cafe failed", "request # failed"},
        {"cafe opened", "cafe opened"},
        {"trace deadbeef lost", "trace # lost"},
        {"550e8400-e29b-41d4-a716-446655440000 gone", "# gone"},
        {"pod checkout-7d9f8b6c4-x2x9z evicted", "pod checkout-# evicted"},
        {"connect 10.0.0.1:5432 refused", "connect IP:# refused"},
        {"connect [fe80::1]:5432 refused", "connect IP:# refused"},
        {"http: panic serving [::1]:54143: test", "http: panic serving IP:#: test"},
        {"net 10.0.0.0/24", "net IP/#"},
        {"at 2024-03-01T03:12:44.123Z", "at #"},
        {"at 2024-03-01 03:12:44,123", "at #"},
        {"expired Fri Mar  1 03:12:44 2024", "expired #"},
        {"expired 01/Mar/2024:03:12:44 +0000", "expired #"},
        {"can't read \"a b\" or 'c d'", "can't read TEXT or TEXT"},
        {"the users' own", "the users' own"},
        {"open /srv/data/7f3a/part-3: denied", "open PATH: denied"},
        {"open /tmp/x.jpg: denied", "open PATH: denied"},
        {"/srv/app/cart.py:88: oops", "PATH:#: oops"},
        {"route /users/812 is slow", "route /users/# is slow"},
        {"C:\\Users\\bob\\x.txt missing", "PATH missing"},
        {"GET https://api.example.com/v1/charges/ch_123?x=1 failed", "GET https://api.example.com/PATH failed"},
        {"mail to bob@example.com bounced", "mail to MAIL bounced"},
        {"lock com.shop.Cart@1a2b3c held", "lock com.shop.Cart@# held"},
        {"user=bob op=read status=failed", "user=# op=read status=failed"},
        {"requestId=cafe userId=bob", "requestId=# userId=#"},
        {"ids [1, 2, 3] and [4]", "ids [#] and [#]"},
        {"worker12 and worker3 died", "worker# and worker# died"},
        {"java.lang.OutOfMemoryError: Java heap space", "java.lang.OutOfMemoryError: Java heap space"},
        {"OAuth2AuthenticationException in log4j", "OAuth2AuthenticationException in log4j"},
        {"token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_gh is bad", "token # is bad"},
        {"0x7ffd3c freed", "# freed"},
        {"std::bad_alloc", "std::bad_alloc"},
        {"-5 degrees, +7 degrees", "# degrees, # degrees"},
        {"order #812 and #cafe", "order # and #"},
        {"1,234,567 rows", "# rows"},
        {"used 5.3% of 12GB", "used #% of #"},
        {"00:1a:2b:3c:4d:5e left", "# left"},
        {"blk_-160899 lost", "blk_-# lost"},
        {"x -> y :: z ...", "x -> y :: z ..."},
        {"Größe ungültig", "Größe ungültig"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char out[FOLD_MAX];
        size_t n = fold_message(pairs[i].in, strlen(pairs[i].in), out);
        assert_string_equal(out, pairs[i].wanted);
        assert_int_equal(n, strlen(out));
    }
}

static void requests_become_endpoints(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"/users/812/orders/7f3a9c41?x=1", "GET /users/:id/orders/:id"},
        {"/", "GET /"},
        {"", "GET"},
        {"*", "GET *"},
        {"/checkout", "GET /checkout"},
        {"/api/v1/users/", "GET /api/v1/users/"},
        {"/api/v2.1/x#frag", "GET /api/v2.1/x"},
        {"/v1beta1/pods", "GET /v1beta1/pods"},
        {"/a/550e8400-e29b-41d4-a716-446655440000/b", "GET /a/:id/b"},
        {"/a/deadbeef/b", "GET /a/:id/b"},
        {"/deadlock", "GET /deadlock"},
        {"/h/10.0.0.1/x", "GET /h/:id/x"},
        {"/u/bob@example.com", "GET /u/:id"},
        {"/r/req_ab", "GET /r/req_:id"},
        {"/order-812.pdf", "GET /order-:id.pdf"},
        {"/2024-03-01/x", "GET /:id/x"},
        {"/static/app.7f3a9c41.js", "GET /static/app.:id.js"},
        {"/oauth2/token", "GET /oauth2/token"},
        {"/step2/of3", "GET /step2/:id"},
        {"/cart;jsessionid=1F2A/items", "GET /cart/items"},
        {"http://shop.example/a/12?b", "GET /a/:id"},
        {"/t/kXwQzPbTnMrLsDfGh", "GET /t/:id"},
        {"/order-service/get-all-users", "GET /order-service/get-all-users"},
        {"/a%20b/c", "GET /a%20b/c"},
        {"//x", "GET //x"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char out[FOLD_MAX];
        struct log_text path = {pairs[i].in, strlen(pairs[i].in)};
        size_t n = fold_endpoint((struct log_text){"GET", 3}, path, out);
        assert_string_equal(out, pairs[i].wanted);
        assert_int_equal(n, strlen(out));
    }
    char out[FOLD_MAX];
    fold_endpoint((struct log_text){NULL, 0}, (struct log_text){"/a/1", 4}, out);
    assert_string_equal(out, "/a/:id");
    assert_int_equal(fold_endpoint((struct log_text){NULL, 0}, (struct log_text){NULL, 0}, out), 0);
}

/* ---- templates of a known number, ids of many shapes ---- */

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed >> 33;
}

static void put_from(struct str *out, uint64_t *seed, const char *alphabet, size_t n)
{
    for (size_t i = 0; i < n; i++)
        str_add_char(out, alphabet[next(seed) % strlen(alphabet)]);
}

#define HEX "0123456789abcdef"
#define BASE62 "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define LETTERS "abcdefghijklmnopqrstuvwxyz"

static void put_uuid(struct str *out, uint64_t *seed)
{
    static const size_t group[] = {8, 4, 4, 4, 12};
    for (size_t i = 0; i < 5; i++) {
        str_add(out, i ? "-" : "");
        put_from(out, seed, HEX, group[i]);
    }
}

static void put_text(struct str *out, uint64_t *seed)
{
    for (uint64_t words = 1 + next(seed) % 4; words > 0; words--) {
        put_from(out, seed, LETTERS, 1 + next(seed) % 9);
        str_add(out, words > 1 ? " " : "");
    }
}

static void put_time(struct str *out, uint64_t *seed)
{
    str_addf(out, "20%02d-%02d-%02d%c%02d:%02d:%02d", (int)(next(seed) % 40), (int)(1 + next(seed) % 12),
             (int)(1 + next(seed) % 28), next(seed) % 2 ? 'T' : ' ', (int)(next(seed) % 24), (int)(next(seed) % 60),
             (int)(next(seed) % 60));
    if (next(seed) % 2)
        str_addf(out, ".%03dZ", (int)(next(seed) % 1000));
}

static void put_length(struct str *out, uint64_t *seed)
{
    static const char *const unit[] = {"ms", "s", "us", "ns", "m", "h"};
    str_addf(out, "%d", (int)(next(seed) % 5000));
    if (next(seed) % 2)
        str_addf(out, ".%d", (int)(next(seed) % 1000));
    str_add(out, unit[next(seed) % 6]);
}

static void put_address(struct str *out, uint64_t *seed)
{
    if (next(seed) % 3)
        for (int i = 0; i < 4; i++)
            str_addf(out, "%s%d", i ? "." : "", (int)(next(seed) % 256));
    else
        str_addf(out, "[fe80::%x:%x]", (unsigned)(next(seed) % 65536), (unsigned)(next(seed) % 65536));
    str_addf(out, ":%d", (int)(1 + next(seed) % 65535));
}

static void put_path(struct str *out, uint64_t *seed)
{
    for (uint64_t parts = 3 + next(seed) % 4; parts > 0; parts--) {
        str_add_char(out, '/');
        put_from(out, seed, LETTERS "0123456789_-", 1 + next(seed) % 12);
    }
}

/* %h hex of 2 to 6, %H of 8 to 40, %d number, %n one with a sign, %u UUID, %q text, %t time, %l length of time, %a address, %p path, %m mail,
 * %b base62 of 22, %k pod. */
static void put_value(struct str *out, uint64_t *seed, char kind)
{
    switch (kind) {
    case 'h':
        put_from(out, seed, HEX, 2 + next(seed) % 5);
        break;
    case 'H':
        put_from(out, seed, HEX, 8 + next(seed) % 33);
        break;
    case 'd':
    case 'n':
        str_addf(out, "%s%d", kind == 'n' && next(seed) % 2 ? "-" : "", (int)(next(seed) % (next(seed) % 2 ? 100 : 100000000)));
        break;
    case 'u':
        put_uuid(out, seed);
        break;
    case 'q':
        put_text(out, seed);
        break;
    case 't':
        put_time(out, seed);
        break;
    case 'l':
        put_length(out, seed);
        break;
    case 'a':
        put_address(out, seed);
        break;
    case 'p':
        put_path(out, seed);
        break;
    case 'm':
        put_from(out, seed, LETTERS, 1 + next(seed) % 9);
        str_addf(out, "%s@", next(seed) % 2 ? ".x" : "");
        put_from(out, seed, LETTERS, 3 + next(seed) % 9);
        str_add(out, next(seed) % 2 ? ".com" : ".co.uk");
        break;
    case 'b':
        put_from(out, seed, BASE62, 7); /* with a digit or two: 22 letters without are rare, and may be a name */
        put_from(out, seed, "0123456789", 1);
        put_from(out, seed, BASE62, 7);
        put_from(out, seed, "0123456789", 1);
        put_from(out, seed, BASE62, 6);
        break;
    default: /* k */
        str_add(out, "checkout-");
        put_from(out, seed, "2456789bcdf", 10);
        str_add_char(out, '-');
        put_from(out, seed, "bcdfghjklmnpqrstvwxz2456789", 5);
    }
}

static void make(struct str *out, uint64_t *seed, const char *template)
{
    str_clear(out);
    for (; *template; template++)
        if (*template == '%')
            put_value(out, seed, *++template);
        else
            str_add_char(out, *template);
}

static const char *const templates[] = {
    "user %d not found",
    "user %d is locked",
    "order %H could not be paid: card declined",
    "order %h could not be paid: card declined twice",
    "request req_%h failed after %l",
    "request req-%h was cancelled after %l",
    "session sess-%h expired at %t",
    "sess_%h has no cart",
    "trace %h lost",
    "trace_id=%h span_id=%H upstream timed out",
    "request_id=%u upstream reset",
    "requestId: %b upstream closed",
    "%u: no such key",
    "key \"%q\" is unknown",
    "field '%q' is required",
    "dial tcp %a: connection refused",
    "dial tcp %a: i/o timeout",
    "read %p: input/output error",
    "write %p: no space left on device",
    "mail to %m bounced",
    "login of %m failed",
    "pod %k was evicted",
    "pod %k is not ready",
    "deadlock detected, process %d waits for %d",
    "user='%q' session=%h denied",
    "disk sda%d is failing",
    "worker-%d died with signal %d",
    "job %b took %l",
    "job %b was retried %d times",
    "cus_%b has no default card",
    "commit %H not in branch main",
    "cache miss for user:%d:cart",
    "cache miss for order:%d:cart",
    "retry %d/%d of payment %u in %l",
    "https://api.example.com%p answered 503",
    "https://pay.example.com%p answered 503",
    "values [%n, %n, %n] out of range",
    "blk_-%d is corrupt",
    "object 0x%H at %t is gone",
    "com.shop.Cart@%H is not serialisable",
};
enum { N_TEMPLATES = sizeof templates / sizeof *templates, ROUNDS = 4000 };

static void no_template_is_split_and_none_merged(void **state)
{
    (void)state;
    char (*first)[FOLD_MAX] = calloc(N_TEMPLATES, sizeof *first);
    struct str message = {0};
    uint64_t seed = 42;
    size_t split = 0;
    for (size_t t = 0; t < N_TEMPLATES; t++)
        for (int i = 0; i < ROUNDS; i++) {
            char out[FOLD_MAX];
            make(&message, &seed, templates[t]);
            fold_message(message.s, message.n, out);
            if (i == 0)
                memcpy(first[t], out, sizeof out);
            if (strcmp(first[t], out) == 0)
                continue;
            print_message("# %s\n#   %s\n#   %s\n", message.s, out, first[t]);
            split++;
            break;
        }
    assert_int_equal(split, 0);
    for (size_t a = 0; a < N_TEMPLATES; a++)
        for (size_t b = 0; b < a; b++)
            assert_string_not_equal(first[a], first[b]);
    free(first);
    str_release(&message);
}

/* Folding what is folded changes nothing that would tell it from its like, and no bytes can harm. */
static void any_bytes_fit(void **state)
{
    (void)state;
    uint64_t seed = 7;
    char *exact = malloc(3000);
    for (int i = 0; i < 20000; i++) {
        static const char odd[] = "ab01 ./:-_@%=\"'`[]#,;\\\xc3\xa4\0\x1b~+$?&{}()<>T";
        char out[FOLD_MAX];
        size_t n = next(&seed) % (i % 100 ? 60 : 3000);
        char *s = exact + 3000 - n; /* its end is the end of the block */
        for (size_t at = 0; at < n; at++)
            s[at] = odd[next(&seed) % (sizeof odd - 1)];
        size_t used = fold_message(s, n, out);
        assert_int_equal(used, strlen(out));
        assert_true(used < FOLD_MAX);
        used = fold_endpoint((struct log_text){s, n / 2}, (struct log_text){s + n / 2, n - n / 2}, out);
        assert_int_equal(used, strlen(out));
        assert_true(used < FOLD_MAX);
    }
    free(exact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_become_templates),
        cmocka_unit_test(requests_become_endpoints),
        cmocka_unit_test(no_template_is_split_and_none_merged),
        cmocka_unit_test(any_bytes_fit),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
