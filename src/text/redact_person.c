/* redact_person: e-mail and network addresses, read by hand: they begin with nothing that could be looked for. */
#include <string.h>

#include "text/redact_own.h"

enum { LOCAL_MAX = 64, DOMAIN_MAX = 253, ADDRESS_MAX = 45, ADDRESS_DIGITS = 5 };

static void add(struct redact_list *list, size_t start, size_t end, const char *kind)
{
    struct redact_found *f = vec_push(&list->of);
    *f = (struct redact_found){start, end, kind, REDACT_NO_RULE, NULL};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool is_alnum(char c)
{
    return redact_is_word((unsigned char)c) && c != '_';
}

/* ---- ann@example.com ---- */

static bool is_local(char c)
{
    return redact_is_word((unsigned char)c) || c == '.' || c == '+' || c == '-' || c == '%';
}

/* Behind the @: labels with dots between, the last one of letters. */
static size_t end_of_domain(const char *s, size_t n, size_t start)
{
    size_t end = start, dot = 0;
    while (end < n && end - start < DOMAIN_MAX && (is_alnum(s[end]) || ((s[end] == '.' || s[end] == '-') && end > start && s[end - 1] != '.')))
        end++;
    while (end > start && !is_alnum(s[end - 1]))
        end--;
    for (size_t i = start; i < end; i++)
        dot = s[i] == '.' ? i : dot;
    size_t letters = dot ? dot + 1 : end;
    while (letters < end && is_alnum(s[letters]) && !is_digit(s[letters]))
        letters++;
    return dot && letters == end && end - dot > 2 ? end : start;
}

static void find_emails(const char *s, size_t n, struct redact_list *list)
{
    size_t done = 0;
    for (const char *at = s; at < s + n && (at = memchr(at, '@', n - (size_t)(at - s))); at++) {
        size_t middle = (size_t)(at - s), start = middle, end = end_of_domain(s, n, middle + 1);
        while (start > done && middle - start < LOCAL_MAX && is_local(s[start - 1]))
            start--;
        while (start < middle && !is_alnum(s[start]))
            start++;
        if (start == middle || end == middle + 1)
            continue;
        add(list, start, end, "email");
        done = end;
        at = s + end - 1;
    }
}

/* ---- 192.0.2.17 ---- */

/* Its end, or `start` where there is none. */
static size_t end_of_ipv4(const char *s, size_t n, size_t start, unsigned part[4])
{
    size_t at = start;
    for (int i = 0; i < 4; i++) {
        size_t first = at;
        part[i] = 0;
        for (; at < n && at - first < 3 && is_digit(s[at]); at++)
            part[i] = part[i] * 10 + (unsigned)(s[at] - '0');
        if (at == first || part[i] > 255 || (i < 3 && (at == n || s[at++] != '.')))
            return start;
    }
    bool goes_on = at < n && (redact_is_word((unsigned char)s[at]) || (s[at] == '-' && at + 1 < n && is_alnum(s[at + 1])) ||
                              (s[at] == '.' && at + 1 < n && is_digit(s[at + 1])));
    return goes_on ? start : at;
}

static bool is_nobodys(const unsigned part[4])
{
    return part[0] == 127 || (part[0] | part[1] | part[2] | part[3]) == 0 || (part[0] & part[1] & part[2] & part[3]) == 255;
}

static void find_ipv4(const char *s, size_t n, struct redact_list *list)
{
    for (const char *dot = s; dot < s + n && (dot = memchr(dot, '.', n - (size_t)(dot - s))); dot++) {
        size_t start = (size_t)(dot - s);
        unsigned part[4];
        while (start > 0 && (size_t)(dot - s) - start < 4 && is_digit(s[start - 1]))
            start--;
        bool is_inside = start > 0 && (redact_is_word((unsigned char)s[start - 1]) || s[start - 1] == '.');
        size_t end = is_inside || start == (size_t)(dot - s) ? start : end_of_ipv4(s, n, start, part);
        if (end == start)
            continue;
        if (!is_nobodys(part))
            add(list, start, end, "ipv4");
        dot = s + end - 1;
    }
}

/* ---- 2001:db8::17 ---- */

struct ipv6 {
    size_t groups, digits, gaps;
    bool is_wrong;
};

static size_t end_of_ipv6(const char *s, size_t n, size_t start, struct ipv6 *a)
{
    size_t at = start, in_group = 0;
    *a = (struct ipv6){0};
    for (; at < n && at - start < ADDRESS_MAX && (is_hex(s[at]) || s[at] == ':'); at++) {
        if (is_hex(s[at])) {
            a->groups += in_group++ == 0;
            a->digits++;
            a->is_wrong |= in_group > 4;
            continue;
        }
        bool is_gap = at > start && s[at - 1] == ':';
        a->gaps += is_gap;
        a->is_wrong |= is_gap && at - start > 1 && s[at - 2] == ':';
        in_group = 0;
    }
    while (at > start + 1 && s[at - 1] == ':' && s[at - 2] != ':')
        at--;
    return at;
}

static size_t end_of_zone(const char *s, size_t n, size_t at)
{
    if (at + 1 >= n || s[at] != '%' || !is_alnum(s[at + 1]))
        return at;
    for (at++; at < n && is_alnum(s[at]);)
        at++;
    return at;
}

static void find_ipv6(const char *s, size_t n, struct redact_list *list)
{
    size_t done = 0;
    for (const char *colon = s; colon < s + n && (colon = memchr(colon, ':', n - (size_t)(colon - s))); colon++) {
        size_t start = (size_t)(colon - s);
        struct ipv6 a;
        if (start < done)
            continue;
        while (start > done && (size_t)(colon - s) - start < 5 && is_hex(s[start - 1]))
            start--;
        size_t end = end_of_ipv6(s, n, start, &a);
        done = end;
        bool is_inside = (start > 0 && (redact_is_word((unsigned char)s[start - 1]) || s[start - 1] == ':')) ||
                         (end < n && redact_is_word((unsigned char)s[end]));
        bool is_one = !a.is_wrong && !is_inside && (a.gaps ? a.gaps == 1 && a.groups < 8 && a.digits >= ADDRESS_DIGITS : a.groups == 8);
        if (is_one)
            add(list, start, done = end_of_zone(s, n, end), "ipv6");
    }
}

void redact_find_persons(const struct redactor *r, const char *s, size_t n, struct redact_list *list)
{
    if (r->wants_email)
        find_emails(s, n, list);
    if (r->wants_addresses)
        find_ipv4(s, n, list);
    if (r->wants_addresses)
        find_ipv6(s, n, list);
}
