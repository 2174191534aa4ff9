/* match: paths compared from their ends, names as words. */
#include "change/match.h"

#include <ctype.h>
#include <strings.h>

struct path {
    const char *s;
    size_t n;
};

/* "webpack:///./src/cart.js?1f:12:3" is src/cart.js. */
static struct path bare(const char *text)
{
    const char *scheme = strstr(text, "://");
    if (scheme)
        text = scheme + 3;
    while (*text == '/' || strncmp(text, "./", 2) == 0)
        text += *text == '/' ? 1 : 2;
    struct path p = {text, strcspn(text, "?")};
    for (size_t digits = p.n;;) {
        while (digits && isdigit((unsigned char)p.s[digits - 1]))
            digits--;
        if (digits == p.n || !digits || p.s[digits - 1] != ':')
            return p;
        digits = p.n = digits - 1;
    }
}

/* The last part, which is taken off; length 0 at the end. */
static struct path take_last(struct path *p)
{
    size_t start = p->n;
    while (start && p->s[start - 1] != '/')
        start--;
    struct path last = {p->s + start, p->n - start};
    while (start && p->s[start - 1] == '/')
        start--;
    p->n = start;
    return last;
}

static bool same_file(const char *x, const char *y)
{
    struct path a = bare(x), b = bare(y);
    for (int equal = 0;; equal++) {
        struct path last_a = take_last(&a), last_b = take_last(&b);
        if (!last_a.n || !last_b.n)
            return equal > 0;
        if (last_a.n != last_b.n || memcmp(last_a.s, last_b.s, last_a.n) != 0)
            return equal > 1;
    }
}

size_t match_trace(const struct change *c, const struct change_case *of, const char **first)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n_trace_files; i++) {
        const char *const *file = c->file;
        while (file && *file && !same_file(*file, of->trace_file[i]))
            file++;
        if (file && *file && n++ == 0)
            *first = *file;
    }
    return n;
}

static size_t service_length(const char *s)
{
    size_t n = strlen(s);
    return str_ends(s, ".service") ? n - strlen(".service") : n;
}

static bool same_service(const char *a, const char *b)
{
    size_t n = service_length(a);
    return n == service_length(b) && strncasecmp(a, b, n) == 0;
}

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool has_word(const char *text, const char *word, size_t n)
{
    for (const char *s = text; *s; s++)
        if ((s == text || !is_word_byte(s[-1])) && strncasecmp(s, word, n) == 0 && !is_word_byte(s[n]))
            return true;
    return false;
}

bool match_service(const struct change *c, const char *service)
{
    enum { SHORTEST_WORD = 3 };
    if (!service || !*service)
        return false;
    size_t n = service_length(service);
    if (c->service && same_service(c->service, service))
        return true;
    for (const char *const *part = c->part; part && *part; part++)
        if (same_service(*part, service) || (n >= SHORTEST_WORD && has_word(*part, service, n)))
            return true;
    return n >= SHORTEST_WORD && has_word(c->what, service, n);
}

enum match_host match_hosts(const char *a, const char *b)
{
    if (!a || !b || !*a || !*b)
        return MATCH_HOST_UNKNOWN;
    size_t n = strcspn(a, ".");
    return n == strcspn(b, ".") && strncasecmp(a, b, n) == 0 ? MATCH_HOST_SAME : MATCH_HOST_OTHER;
}
