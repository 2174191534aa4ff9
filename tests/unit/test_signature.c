/* Which error it is: the root cause's type and the program's own frames. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "logs/signature.h"

/* The first line is the message, as of a log without a format; the rest its stack. */
static void sign(const char *text, struct log_signature *out)
{
    const char *end = strchr(text, '\n');
    size_t n = end ? (size_t)(end - text) : strlen(text);
    struct log_record r = {.took = -1, .raw = {text, n}};
    r.field[FIELD_MESSAGE] = r.raw;
    if (end)
        r.field[FIELD_STACK] = (struct log_text){end + 1, strlen(end + 1)};
    log_signature(&r, out);
}

static const struct {
    const char *text, *key, *title, *kind;
    size_t frames;
} cases[] = {
    {"java.lang.NullPointerException: Cannot invoke \"shop.Item.price()\"\n"
     "\tat java.base/java.util.Optional.map(Optional.java:260)\n"
     "\tat shop.Cart.total(Cart.java:88)\n"
     "\tat shop.Cart.lambda$all$3(Cart.java:70)\n"
     "\tat org.springframework.web.Servlet.service(Servlet.java:1)\n",
     "java.lang.NullPointerException < shop.Cart.total < shop.Cart.lambda$all$",
     "NullPointerException in shop.Cart.total (Cart.java:88)", "NullPointerException", 2},
    {"2026 ERROR Request failed\n"
     "shop.CheckoutFailed: order 12\n"
     "\tat shop.Checkout.pay(Checkout.java:10) ~[shop.jar:1.0]\n"
     "\tSuppressed: java.io.IOException: close\n"
     "\t\tat shop.Pool.close(Pool.java:4)\n"
     "\tCaused by: java.io.IOException: why\n"
     "\t\tat shop.Pool.why(Pool.java:5)\n"
     "Caused by: java.sql.SQLTimeoutException: 30 s\n"
     "\tat com.zaxxer.hikari.Pool.get(Pool.java:9)\n"
     "\t... 12 more\n",
     "java.sql.SQLTimeoutException < shop.Checkout.pay", "SQLTimeoutException in shop.Checkout.pay (Checkout.java:10)",
     "SQLTimeoutException", 1},
    {"Exception in thread \"main\" java.lang.StackOverflowError\n"
     "\tat shop.Tree.walk(Tree.java:5)\n\tat shop.Tree.walk(Tree.java:5)\n\tat shop.Tree.walk(Tree.java:5)\n"
     "\tat shop.Main.main(Main.java:3)\n",
     "java.lang.StackOverflowError < shop.Tree.walk < shop.Main.main", "StackOverflowError in shop.Tree.walk (Tree.java:5)",
     "StackOverflowError", 4},
    {"Traceback (most recent call last):\n"
     "  File \"/srv/app/cart.py\", line 9, in total\n    return price[item]\n           ~~~~~^^^^^^\n"
     "KeyError: 'sku-12'\n\n"
     "During handling of the above exception, another exception occurred:\n\n"
     "Traceback (most recent call last):\n"
     "  File \"/usr/lib/python3.11/wsgi.py\", line 3, in run\n    app()\n"
     "  File \"/srv/app/web.py\", line 30, in checkout\n    raise Http(500)\n"
     "web.Http: 500\n",
     "KeyError < total@cart.py", "KeyError in total (cart.py:9)", "KeyError", 1},
    {"ERROR:root:no\nTraceback (most recent call last):\n"
     "  File \"/srv/app/web.py\", line 30, in checkout\n    pay()\n"
     "  File \"/srv/app/pay.py\", line 3, in pay\n    s.post()\n"
     "  File \"/x/site-packages/requests/api.py\", line 5, in post\n    raise\n"
     "requests.exceptions.ConnectTimeout: 10.0.0.1\n",
     "requests.exceptions.ConnectTimeout < pay@pay.py < checkout@web.py", "ConnectTimeout in pay (pay.py:3)",
     "ConnectTimeout", 2},
    {"panic: order 12 is gone\n\ngoroutine 7 [running]:\n"
     "main.(*Cart).Total(0xc000)\n\t/srv/cart.go:88 +0x1d\n"
     "github.com/gin-gonic/gin.(*Context).Next(...)\n\t/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go:173\n"
     "created by main.serve in goroutine 1\n\t/srv/main.go:4 +0x5\n\n"
     "goroutine 1 [select]:\nmain.other()\n\t/srv/other.go:1 +0x1\n",
     "panic: order # is gone < main.(*Cart).Total < main.serve", "panic: order # is gone in main.(*Cart).Total (cart.go:88)",
     "panic", 2},
    {"/srv/app/cart.js:12\n    throw new Error('x');\n    ^\n\nTypeError: x is not a function\n"
     "    at total (/srv/app/cart.js:12:5)\n    at async /srv/app/web.js:3:1\n"
     "    at Module._compile (node:internal/modules/cjs/loader:1105:14) {\n  code: 'E'\n}\n\nNode.js v18.0.0\n",
     "TypeError < total@cart.js < @web.js", "TypeError in total (cart.js:12)", "TypeError", 2},
    {"PHP Fatal error:  Uncaught TypeError: bad in /srv/cart.php:5\nStack trace:\n"
     "#0 /srv/vendor/x.php(9): Shop\\Cart->total()\n#1 /srv/web.php(13): run()\n#2 {main}\n  thrown in /srv/cart.php on line 5\n",
     "TypeError < Shop\\Cart->total", "TypeError in Shop\\Cart->total (cart.php:5)", "TypeError", 1},
    {"cart.rb:1:in `total': undefined method `price' (NoMethodError)\n\tfrom cart.rb:9:in `all'\n"
     "\tfrom /usr/lib/ruby/3.1/x.rb:2:in `each'\n",
     "NoMethodError < total@cart.rb < all@cart.rb", "NoMethodError in total (cart.rb:1)", "NoMethodError", 2},
    {"Unhandled exception. System.Exception: outer\n ---> Shop.OutOfStock: item 12\n"
     "   at Shop.Cart.Total(Int32 n) in /src/Cart.cs:line 36\n   at System.Linq.First()\n"
     "   --- End of inner exception stack trace ---\n   at Shop.Web.Run() in /src/Web.cs:line 3\n",
     "Shop.OutOfStock < Shop.Cart.Total < Shop.Web.Run", "OutOfStock in Shop.Cart.Total (Cart.cs:36)", "OutOfStock", 2},
    {"System.Exception: outer ---> Shop.OutOfStock: item 12 ---> Shop.Gone: x\n   at Shop.Cart.Total() in /src/Cart.cs:line 36\n",
     "Shop.Gone < Shop.Cart.Total", "Gone in Shop.Cart.Total (Cart.cs:36)", "Gone", 1},
    {"thread 'main' panicked at src/cart.rs:12:5:\nindex out of bounds: the len is 3 but the index is 5\n"
     "stack backtrace:\n   0: rust_begin_unwind\n             at /rustc/9fc6/library/std/src/panicking.rs:645:5\n"
     "   1: shop::cart::total::h0123456789abcdef\n             at ./src/cart.rs:12:5\n"
     "note: Some details are omitted\n",
     "index out of bounds: the len is # but the index is # < shop::cart::total",
     "index out of bounds: the len is # but the index is # in shop::cart::total (cart.rs:12)", "panic", 1},
    {"thread 'main' panicked at 'no cart', src/cart.rs:12:5\nnote: run with `RUST_BACKTRACE=1` environment variable\n",
     "thread TEXT panicked at TEXT, src/cart.rs:# < @cart.rs", "thread TEXT panicked at TEXT, src/cart.rs:# in cart.rs:12",
     "panic", 1},
    {"==12==ERROR: AddressSanitizer: heap-use-after-free\n    #0 0x55d in total cart.c:12:3\n    #1 0x7f in __libc_start_main x.c:3\n",
     "==#==ERROR: AddressSanitizer: heap-use-after-free < total@cart.c",
     "==#==ERROR: AddressSanitizer: heap-use-after-free in total (cart.c:12)", "", 1},
    {"exporting 12 items failed\nshop/cart.(*ValidationError).Total\n\t/srv/cart/cart.go:12\n"
     "go.uber.org/zap.(*Logger).Error\n\t/go/pkg/mod/go.uber.org/zap@v1.24.0/logger.go:100\nmain.main\n\t/srv/main.go:3\n",
     "exporting # items failed < shop/cart.(*ValidationError).Total < main.main",
     "exporting # items failed in shop/cart.(*ValidationError).Total (cart.go:12)", "", 2},
    {"user 812 not found", "user # not found", "user # not found", "", 0},
    {"user 812 not found\n  but there\n  was a hint\n", "user # not found", "user # not found", "", 0},
    {"java.io.IOException: disk 3 is full", "java.io.IOException: disk # is full", "java.io.IOException: disk # is full",
     "IOException", 0},
    {"", "", "", "", 0},
};

static void a_trace_is_its_root_cause_and_own_frames(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct log_signature s;
        memset(&s, 'x', sizeof s);
        sign(cases[i].text, &s);
        assert_string_equal(s.key, cases[i].key);
        assert_string_equal(s.title, cases[i].title);
        assert_string_equal(s.kind, cases[i].kind);
        assert_int_equal(s.n_frames, cases[i].frames);
        assert_int_equal(s.n, strlen(s.key));
    }
}

static void lines_and_messages_are_no_part_of_the_key(void **state)
{
    (void)state;
    struct log_signature a, b;
    sign("E: order 1\n\tat shop.Cart.lambda$x$1(Cart.java:1)\n\tat shop.Web.run(Web.java:2)\n", &a);
    sign("E: order 2\n\tat shop.Cart.lambda$x$22(Cart.java:9)\n\tat shop.Web.run(Web.java:7)\n\tat java.x(y.java:1)\n", &b);
    assert_string_equal(a.key, "E: order # < shop.Cart.lambda$x$ < shop.Web.run");
    assert_string_equal(a.key, b.key);
    assert_int_equal(a.frame[0].line, 1);
    assert_string_equal(a.frame[1].function, "shop.Web.run");
    assert_string_equal(a.frame[1].file, "Web.java");
}

static void a_stack_in_a_field_counts_as_one_behind_the_line(void **state)
{
    (void)state;
    static const char stack[] = "java.lang.IllegalStateException: no\r\n\tat shop.Cart.total(Cart.java:88)\r\n";
    struct log_record r = {.took = -1};
    struct log_signature s;
    r.field[FIELD_MESSAGE] = (struct log_text){"request failed", 14};
    r.field[FIELD_STACK] = (struct log_text){stack, sizeof stack - 1};
    log_signature(&r, &s);
    assert_string_equal(s.title, "IllegalStateException in shop.Cart.total (Cart.java:88)");
    r.field[FIELD_MESSAGE] = r.field[FIELD_STACK];
    r.field[FIELD_STACK] = (struct log_text){NULL, 0};
    log_signature(&r, &s);
    assert_string_equal(s.title, "IllegalStateException in shop.Cart.total (Cart.java:88)");
}

static void a_request_without_a_message_is_its_status_and_endpoint(void **state)
{
    (void)state;
    struct log_record r = {.took = -1, .status = 502, .raw = {"x", 1}};
    struct log_signature s;
    r.field[FIELD_METHOD] = (struct log_text){"POST", 4};
    r.field[FIELD_PATH] = (struct log_text){"/cart/812?x", 11};
    log_signature(&r, &s);
    assert_string_equal(s.key, "502 POST /cart/:id");
}

static void what_goes_on_is_known_by_itself(void **state)
{
    (void)state;
    static const char *const goes_on[] = {"\tat x.Y.z(Y.java:1)", "  indented", "Caused by: x.Y: z", "}", "... 3 more",
                                          "#0 /srv/x.php(3): f()", "goroutine 1 [running]:"};
    static const char *const begins[] = {"plain text", "java.lang.X: y", "2026-03-01 x", "Traceback (most recent call last):",
                                         "panic: x", " NoMethodError (x y):"};
    for (size_t i = 0; i < sizeof goes_on / sizeof *goes_on; i++)
        assert_true(log_continues(goes_on[i], strlen(goes_on[i])));
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        assert_false(log_continues(begins[i], strlen(begins[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trace_is_its_root_cause_and_own_frames),
        cmocka_unit_test(lines_and_messages_are_no_part_of_the_key),
        cmocka_unit_test(a_stack_in_a_field_counts_as_one_behind_the_line),
        cmocka_unit_test(a_request_without_a_message_is_its_status_and_endpoint),
        cmocka_unit_test(what_goes_on_is_known_by_itself),
    };
    return cmocka_run_group_tests_name("signature", tests, NULL, NULL);
}
