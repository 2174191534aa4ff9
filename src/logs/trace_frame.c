/* trace: one frame out of its line, each language by hand. What a line begins with says which may have written it. */
#include "logs/trace.h"

#include <string.h>

#include "logs/shape.h"

static struct log_text text(const char *s, const char *end)
{
    return (struct log_text){s, (size_t)(end - s)};
}

static const char *find(const char *s, const char *end, const char *what)
{
    return memmem(s, (size_t)(end - s), what, strlen(what));
}

static bool starts(const char *s, size_t n, const char *prefix)
{
    size_t length = strlen(prefix);
    return n >= length && memcmp(s, prefix, length) == 0;
}

static int number(const char *s, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n && i < 9; i++)
        value = value * 10 + (s[i] - '0');
    return value;
}

static size_t digits_before(const char *s, const char *end)
{
    const char *at = end;
    while (at > s && (shape_of(at[-1]) & CLASS_DIGIT))
        at--;
    return (size_t)(end - at);
}

bool trace_place_read(const char *s, size_t n, struct trace_frame *out)
{
    const char *end = s + n, *stop = n && end[-1] == ')' ? end - 1 : end;
    size_t digits = digits_before(s, stop);
    const char *at = stop - digits; /* behind the joint */
    if (!digits || at - s < 2 || (at[-1] != ':' && at[-1] != '(' && at[-1] != ' '))
        return false;
    if (at[-1] == ' ') { /* C#: "Cart.cs:line 36" */
        if (at - s < 7 || memcmp(at - 6, ":line ", 6) != 0)
            return false;
        out->file = text(s, at - 6);
        out->line = number(at, digits);
        return true;
    }
    out->line = number(at, digits);
    const char *file_end = at - 1;
    size_t more = at[-1] == ':' ? digits_before(s, file_end) : 0; /* the number was a column */
    if (more && file_end - more > s + 1 && file_end[-(ptrdiff_t)more - 1] == ':') {
        out->line = number(file_end - more, more);
        file_end -= more + 1;
    }
    out->file = text(s, file_end);
    return true;
}

/* ---- "at ...": Java and its kin, C#, JavaScript, Rust's places ---- */

static bool is_java_place(const char *s, size_t n)
{
    static const char *const known[] = {"Native Method", "Unknown Source", "<generated>", "SourceFile", NULL};
    static const char *const kind[] = {".java", ".kt", ".scala", ".groovy", ".clj", ".kts", NULL};
    const char *colon = memrchr(s, ':', n), *end = colon ? colon : s + n, *dot = memrchr(s, '.', (size_t)(end - s));
    for (size_t i = 0; dot && kind[i]; i++)
        if (dot[1] == kind[i][1] && (size_t)(end - dot) == strlen(kind[i]) && memcmp(dot, kind[i], (size_t)(end - dot)) == 0)
            return true;
    for (size_t i = 0; known[i]; i++)
        if (starts(s, n, known[i]))
            return true;
    return false;
}

/* "shop.Cart.total(Cart.java:88) ~[shop.jar:1.0]". */
static bool read_java(const char *s, const char *end, struct trace_frame *out)
{
    const char *jar = end[-1] == ']' ? find(s, end, ") ") : NULL;
    if (jar && (jar[2] == '[' || jar[2] == '~'))
        end = jar + 1;
    if (end[-1] != ')')
        return false;
    const char *open = memchr(s, '(', (size_t)(end - s));
    if (!open || open == s || open[-1] == ' ' || !is_java_place(open + 1, (size_t)(end - open - 2)))
        return false;
    const char *module = memrchr(s, '/', (size_t)(open - s)); /* "java.base/java.lang.Thread.run" */
    out->family = FAMILY_JAVA;
    out->function = text(module ? module + 1 : s, open);
    const char *place = open + 1;
    if (!trace_place_read(place, (size_t)(end - 1 - place), out))
        out->file = memchr(place, '.', (size_t)(end - 1 - place)) ? text(place, end - 1) : text(place, place);
    return true;
}

/* "Shop.Cart.Total(Int32 n) in /src/Cart.cs:line 36", Mono: "Shop.Cart.Total (Int32 n) [0x00007] in /src/Cart.cs:9". */
static bool read_csharp(const char *s, const char *end, struct trace_frame *out)
{
    const char *open = memchr(s, '(', (size_t)(end - s));
    if (!open || open == s || !memchr(s, '.', (size_t)(open - s)))
        return false;
    const char *in = find(open, end, ") in ");
    in = in ? in : find(open, end, "] in ");
    const char *function_end = open[-1] == ' ' ? open - 1 : open;
    if (memchr(s, ' ', (size_t)(function_end - s)) || (!in && end[-1] != ')'))
        return false;
    out->family = FAMILY_CSHARP;
    out->function = text(s, function_end);
    if (in && in[5] != '<' && !trace_place_read(in + 5, (size_t)(end - in - 5), out))
        out->file = text(in + 5, end);
    return true;
}

/* What has no place says so; it is kept, because it is none of the program's. */
static bool read_js_place(const char *s, const char *end, struct trace_frame *out)
{
    static const char *const known[] = {"native", "<anonymous>", "unknown location", "eval at", "index ", NULL};
    if (trace_place_read(s, (size_t)(end - s), out))
        return true;
    for (size_t i = 0; known[i]; i++)
        if (starts(s, (size_t)(end - s), known[i])) {
            out->file = text(s, end);
            return true;
        }
    return false;
}

/* "Layer.handle [as handle_request] (/app/layer.js:95:5)", "/app/app.js:52:3", "async total (file:///app/cart.mjs:3:1)". */
static bool read_js(const char *s, const char *end, struct trace_frame *out)
{
    out->family = FAMILY_JS;
    if (starts(s, (size_t)(end - s), "async "))
        s += 6;
    const char *open = end[-1] == ')' ? find(s, end, " (") : NULL;
    if (!open && end[-1] == ')') { /* V8 of old: "Type.main(sample(copy).js:6:4)" */
        const char *tight = memchr(s, '(', (size_t)(end - s));
        if (!tight || tight == s || !read_js_place(tight + 1, end - 1, out))
            return false;
        out->function = text(s, tight);
        return true;
    }
    if (!open)
        return !memchr(s, ' ', (size_t)(end - s)) && trace_place_read(s, (size_t)(end - s), out);
    const char *as = find(s, open, " [as ");
    out->function = text(s, as ? as : open);
    return read_js_place(open + 2, end - 1, out);
}

static bool read_at(const char *s, size_t n, struct trace_frame *out)
{
    const char *end = s + n;
    s += s[0] == 'e' ? 8 : 3; /* "eval at " */
    while (s < end && *s == ' ')
        s++;
    return s < end && (read_java(s, end, out) || read_js(s, end, out) || read_csharp(s, end, out));
}

/* ---- the others ---- */

/* `File "cart.py", line 3, in total`. */
static bool read_python(const char *s, size_t n, struct trace_frame *out)
{
    const char *end = s + n, *close = find(s + 6, end, "\", line ");
    if (!close)
        return false;
    const char *line = close + 8;
    size_t digits = shape_digits(line, (size_t)(end - line));
    out->family = FAMILY_PYTHON;
    out->file = text(s + 6, close);
    out->line = number(line, digits);
    if (starts(line + digits, (size_t)(end - line) - digits, ", in "))
        out->function = text(line + digits + 5, end);
    return digits > 0;
}

/* "#0 /srv/cart.php(9): total()", "#0 [internal function]: total()", "#2 {main}". */
static bool read_php(const char *s, const char *end, struct trace_frame *out)
{
    out->family = FAMILY_PHP;
    if (starts(s, (size_t)(end - s), "{main}"))
        return true;
    const char *colon = find(s, end, ": ");
    if (!colon || (*s != '/' && *s != '[' && !find(s, colon, ".php") && !find(s, colon, ":\\")))
        return false;
    const char *open = memchr(colon, '(', (size_t)(end - colon));
    out->function = text(colon + 2, open ? open : end);
    if (*s != '[')
        trace_place_read(s, (size_t)(colon - s), out);
    return true;
}

/* "main.<anonymous closure> (file:///cart.dart:17:20)". */
static bool read_dart(const char *s, const char *end, struct trace_frame *out)
{
    const char *open = find(s, end, " (");
    if (!open || end[-1] != ')' || !find(open, end, "dart"))
        return false;
    out->family = FAMILY_DART;
    out->function = text(s, open);
    return trace_place_read(open + 2, (size_t)(end - open - 3), out);
}

/* "0x55d in total cart.c:12:3", gdb's "total (n=3) at cart.c:12". */
static bool read_native(const char *s, const char *end, struct trace_frame *out)
{
    const char *in = starts(s, (size_t)(end - s), "0x") ? find(s, end, " in ") : NULL;
    if (!in && starts(s, (size_t)(end - s), "0x")) { /* no symbols: "0x55d (/srv/shop+0x4c2)" */
        out->family = FAMILY_NATIVE;
        return true;
    }
    const char *at = find(s, end, ") at "), *function = in ? in + 4 : s;
    if (!in && !at)
        return false;
    const char *stop = memchr(function, ' ', (size_t)(end - function));
    out->family = FAMILY_NATIVE;
    out->function = text(function, stop ? stop : end);
    if (at || stop)
        trace_place_read(at ? at + 5 : stop + 1, (size_t)(end - (at ? at + 5 : stop + 1)), out);
    return true;
}

static bool read_numbered(const char *s, size_t n, struct trace_frame *out)
{
    const char *end = s + n;
    size_t digits = shape_digits(s + 1, n - 1);
    const char *at = s + 1 + digits;
    if (!digits || at >= end || *at != ' ')
        return false;
    while (at < end && *at == ' ')
        at++;
    return at < end && (read_dart(at, end, out) || read_native(at, end, out) || read_php(at, end, out));
}

/* By its colons: there are few in a line, and this is asked of every line that no format reads. */
static const char *find_in(const char *s, const char *end)
{
    for (; (s = memchr(s, ':', (size_t)(end - s))); s++)
        if (end - s >= 4 && memcmp(s, ":in ", 4) == 0)
            return s;
    return NULL;
}

/* "app/cart.rb:69:in `total'", "from cart.rb:3:in 'Cart#total'", "rack (2.0.3) lib/rack/head.rb:12:in `call'". */
static bool read_ruby(const char *s, size_t n, struct trace_frame *out)
{
    const char *end = s + n, *in = find_in(s, end);
    if (!in || end - in < 6 || (in[4] != '`' && in[4] != '\''))
        return false;
    if (starts(s, n, "from "))
        s += 5;
    if (!trace_place_read(s, (size_t)(in - s), out))
        return false;
    const char *close = memchr(in + 5, '\'', (size_t)(end - in - 5));
    out->family = FAMILY_RUBY;
    out->function = text(in + 5, close ? close : end);
    return true;
}

bool trace_frame_read(const char *s, size_t n, struct trace_frame *out)
{
    *out = (struct trace_frame){0};
    if (n < 5)
        return false;
    if (starts(s, n, "at ") || starts(s, n, "eval at "))
        return read_at(s, n, out);
    if (starts(s, n, "File \""))
        return read_python(s, n, out);
    if (s[0] == '#')
        return read_numbered(s, n, out);
    if (starts(s, n, "@     0x")) { /* glog */
        out->family = FAMILY_NATIVE;
        return true;
    }
    return read_ruby(s, n, out);
}

bool trace_frame_read_go(struct log_text function, const char *place, size_t n, struct trace_frame *out)
{
    *out = (struct trace_frame){.family = FAMILY_GO};
    const char *blank = memchr(place, ' ', n), *end = blank ? blank : place + n;
    if (!find(place, end, ".go:") || !trace_place_read(place, (size_t)(end - place), out))
        return false;
    if (starts(function.s, function.n, "created by ")) {
        out->function = (struct log_text){function.s + 11, function.n - 11};
        const char *in = find(out->function.s, out->function.s + out->function.n, " in goroutine");
        out->function.n = in ? (size_t)(in - out->function.s) : out->function.n;
        return true;
    }
    const char *open = function.n && function.s[function.n - 1] == ')' ? memrchr(function.s, '(', function.n) : NULL;
    out->function = open ? text(function.s, open) : function;
    return true;
}

bool trace_frame_read_rust(const char *s, size_t n, struct trace_frame *out)
{
    *out = (struct trace_frame){.family = FAMILY_RUST};
    size_t digits = shape_digits(s, n);
    if (!digits || !starts(s + digits, n - digits, ": "))
        return false;
    out->function = (struct log_text){s + digits + 2, n - digits - 2};
    const char *hash = n > 20 ? find(s + n - 20, s + n, "::h") : NULL; /* "::h0123456789abcdef" */
    out->function.n = hash ? (size_t)(hash - out->function.s) : out->function.n;
    return true;
}
