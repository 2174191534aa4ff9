/* fold: a request to the endpoint that answers it. Nearly every record of an access log comes through here: a segment of
 * a few letters is copied, and only others are looked at. */
#include "logs/fold.h"

#include <string.h>

#include "logs/shape.h"

struct endpoint {
    char *out;
    size_t used;
};

static void put(struct endpoint *e, const char *s, size_t n)
{
    if (n > FOLD_MAX - 1 - e->used)
        n = FOLD_MAX - 1 - e->used;
    for (size_t i = 0; i < n; i++)
        e->out[e->used + i] = s[i] ? s[i] : ' ';
    e->used += n;
}

/* "2024-03-01" is one id, not three. */
static void put_id(struct endpoint *e)
{
    size_t back = e->used;
    while (back > 0 && strchr("-_.:,~", e->out[back - 1]))
        back--;
    if (back >= 3 && memcmp(e->out + back - 3, ":id", 3) == 0)
        e->used = back;
    else
        put(e, ":id", 3);
}

/* "v2", "v1.1", "v1beta1": which interface, not which thing. */
static bool is_version(const char *s, size_t n)
{
    if (n < 2 || (s[0] | 32) != 'v')
        return false;
    size_t i = 1 + shape_digits(s + 1, n - 1);
    if (i == 1 || i > 3)
        return false;
    if (n - i >= 4 && (memcmp(s + i, "beta", 4) == 0 || memcmp(s + i, "alph", 4) == 0))
        return n - i <= 8;
    while (i < n && s[i] == '.' && shape_digits(s + i + 1, n - i - 1))
        i += 1 + shape_digits(s + i + 1, n - i - 1);
    return i == n;
}

static size_t part_length(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && ((shape_of(s[i]) & CLASS_ALNUM) || s[i] == '%'))
        i++;
    return i;
}

/* One part; whether it went as an id. A single digit behind a word stays ("step2"). */
static bool fold_part(struct endpoint *e, const char *s, size_t n, const char *before)
{
    size_t word = 0;
    enum shape shape = memchr(s, '%', n) ? SHAPE_WORD : shape_part(s, n, &word);
    if (shape == SHAPE_WORD && before && shape_prefix_has_id(before, (size_t)(s - 1 - before), s, n))
        shape = SHAPE_ID;
    if (shape == SHAPE_ID) {
        put_id(e);
    } else if (shape == SHAPE_NUMBERED && n - word > 1) {
        put(e, s, word);
        put(e, ":id", 3);
    } else {
        put(e, s, n);
    }
    return shape == SHAPE_ID;
}

static bool is_whole_id(const char *s, size_t n)
{
    const char *at = memchr(s, '@', n);
    return (at && at > s && at < s + n - 1) || shape_ip4(s, n) == n || shape_is_mac(s, n) || (n > 3 && shape_is_ip6(s, n));
}

static void fold_parts(struct endpoint *e, const char *s, size_t n)
{
    const char *before = NULL;
    for (size_t i = 0; i < n && e->used < FOLD_MAX - 1;) {
        size_t uuid = shape_uuid(s + i, n - i), length = uuid ? uuid : part_length(s + i, n - i);
        if (uuid) {
            put_id(e);
        } else if (!length) {
            put(e, s + i, 1);
            bool joins = s[i] == '_' || s[i] == '-';
            before = joins ? before : NULL;
            i++;
            continue;
        } else {
            before = fold_part(e, s + i, length, before) ? NULL : s + i;
        }
        i += length;
    }
}

/* A number, or hex digits with one of 0 to 9 among them: what shape_part calls an id, and most ids are. */
static bool is_hex_id(const char *s, size_t n)
{
    unsigned all = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned class = shape_of(s[i]);
        if (!(class & (CLASS_DIGIT | CLASS_HEX)))
            return false;
        all |= class;
    }
    return all & CLASS_DIGIT;
}

static void fold_segment(struct endpoint *e, const char *s, size_t n, unsigned all)
{
    enum { PLAIN = 8 };
    bool is_plain = !(all & (CLASS_DIGIT | CLASS_JOIN)) && n < PLAIN;
    if ((all & CLASS_DIGIT) && is_hex_id(s, n))
        put_id(e);
    else if (is_plain || is_version(s, n))
        put(e, s, n);
    else if (is_whole_id(s, n))
        put_id(e);
    else
        fold_parts(e, s, n);
}

static void put_method(struct endpoint *e, struct log_text method)
{
    enum { LONGEST = 24 };
    if (!method.n)
        return;
    put(e, method.s, method.n < LONGEST ? method.n : LONGEST);
    put(e, " ", 1);
}

/* A proxy is asked for whole URLs; what counts here is where they lead. */
static struct log_text without_host(struct log_text path)
{
    const char *scheme = path.n > 8 && path.s[0] != '/' ? memmem(path.s, path.n < 16 ? path.n : 16, "://", 3) : NULL;
    if (!scheme)
        return path;
    const char *end = path.s + path.n, *slash = memchr(scheme + 3, '/', (size_t)(end - scheme - 3));
    return slash ? (struct log_text){slash, (size_t)(end - slash)} : (struct log_text){"/", 1};
}

size_t fold_endpoint(struct log_text method, struct log_text path, char out[FOLD_MAX])
{
    struct endpoint e = {.out = out};
    put_method(&e, method);
    path = without_host(path);
    for (size_t i = 0; i < path.n && e.used < FOLD_MAX - 1;) {
        size_t start = i;
        unsigned all = 0;
        while (i < path.n && path.s[i] != '/' && path.s[i] != '?' && path.s[i] != '#' && path.s[i] != ';')
            all |= shape_of(path.s[i++]);
        if (i > start)
            fold_segment(&e, path.s + start, i - start, all);
        if (i < path.n && path.s[i] == ';') /* ";jsessionid=..." */
            while (i < path.n && path.s[i] != '/' && path.s[i] != '?')
                i++;
        if (i == path.n || path.s[i] != '/')
            break;
        put(&e, "/", 1);
        i++;
    }
    if (e.used && e.out[e.used - 1] == ' ')
        e.used--;
    out[e.used] = '\0';
    return e.used;
}
