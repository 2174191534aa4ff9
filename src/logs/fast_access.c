/* fast_access: from left to right, each part looked at once. */
#include "logs/fast_access.h"

#include <string.h>

enum { METHOD_MAX = 20, USER_MAX = 100, ADDRESS_MAX = 45 };

struct cursor {
    const char *s, *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take(struct cursor *c, const char *text, size_t n)
{
    if ((size_t)(c->end - c->s) < n || memcmp(c->s, text, n) != 0)
        return false;
    c->s += n;
    return true;
}

#define TAKE(c, text) take(c, text, sizeof(text) - 1)

/* ---- who ---- */

static bool is_plain(char c) /* in addresses, host names and the names of users */
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == ':' || c == '-' || c == '_' ||
           c == '@';
}

/* A word and the blank behind it. */
static bool take_word(struct cursor *c, struct log_text *word)
{
    const char *s = c->s;
    while (s < c->end && is_plain(*s))
        s++;
    if (s == c->end || *s != ' ' || s == c->s)
        return false;
    *word = (struct log_text){c->s, (size_t)(s - c->s)};
    c->s = s + 1;
    return true;
}

static bool is_said(struct log_text t)
{
    return t.n > 1 || t.s[0] != '-';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* As the patterns tell addresses from names. */
static size_t address_length(const char *s, const char *end)
{
    size_t n = 0;
    while (s + n < end && (is_hex(s[n]) || s[n] == '.' || s[n] == ':'))
        n++;
    return n >= 2 && n <= ADDRESS_MAX ? n : 0;
}

static bool is_host_and_client(struct log_text host, struct log_text client)
{
    return memchr(host.s, ':', host.n) && address_length(client.s, client.s + client.n) == client.n;
}

/* That of who connected, behind the one that was forwarded: then one word is missing. */
static bool is_second_address(struct log_text t)
{
    return t.n > 1 && address_length(t.s, t.s + t.n) == t.n;
}

/* Three words, or four of which the first is a host. */
static enum access_form take_who(struct cursor *c, struct log_record *out)
{
    struct log_text word[4] = {0};
    int n = 0;
    while (n < 4 && take_word(c, &word[n]))
        n++;
    if (n < 3 || (n == 4 ? !is_host_and_client(word[0], word[1]) : is_second_address(word[1])))
        return ACCESS_NONE;
    if (word[n - 1].n > USER_MAX || !TAKE(c, "["))
        return ACCESS_NONE;
    if (n == 4 && is_said(word[0]))
        out->field[FIELD_HOST] = word[0];
    if (is_said(word[n - 3]))
        out->field[FIELD_CLIENT] = word[n - 3];
    if (is_said(word[n - 1]))
        out->field[FIELD_USER] = word[n - 1];
    return n == 4 ? ACCESS_VHOST : ACCESS_COMBINED;
}

/* ---- when ---- */

static bool take_time(struct cursor *c, const struct log_clock *clock, struct clf_minute *minute, int64_t *at)
{
    if (c->end - c->s < CLF_BYTES + 1 || c->s[CLF_BYTES] != ']' || !clf_read(minute, c->s, clock, at))
        return false;
    c->s += CLF_BYTES + 1;
    return true;
}

/* ---- what ---- */

static bool take_method(struct cursor *c, struct log_text *method)
{
    const char *s = c->s;
    while (s < c->end && s - c->s < METHOD_MAX && *s >= 'A' && *s <= 'Z')
        s++;
    if (s == c->end || *s != ' ' || s == c->s)
        return false;
    *method = (struct log_text){c->s, (size_t)(s - c->s)};
    c->s = s + 1;
    return true;
}

static bool take_path(struct cursor *c, struct log_text *path)
{
    const char *s = c->s;
    while (s < c->end && (unsigned char)*s > ' ' && *s != '"' && *s != '\\')
        s++;
    if (s == c->end || *s != ' ' || s == c->s)
        return false;
    *path = (struct log_text){c->s, (size_t)(s - c->s)};
    c->s = s + 1;
    return true;
}

/* "HTTP/1.1", or "HTTP/2", and the quote behind it. */
static bool take_version(struct cursor *c)
{
    if (!TAKE(c, "HTTP/") || c->s == c->end || !is_digit(*c->s))
        return false;
    c->s++;
    if (TAKE(c, ".") && (c->s == c->end || !is_digit(*c->s++)))
        return false;
    return TAKE(c, "\"");
}

static bool take_request(struct cursor *c, struct log_record *out)
{
    if (!TAKE(c, " \""))
        return false;
    return take_method(c, &out->field[FIELD_METHOD]) && take_path(c, &out->field[FIELD_PATH]) && take_version(c);
}

static bool take_status(struct cursor *c, int *status)
{
    const char *s = c->s;
    if (c->end - s < 5 || s[0] != ' ' || s[1] < '1' || s[1] > '5' || !is_digit(s[2]) || !is_digit(s[3]) || s[4] != ' ')
        return false;
    *status = (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
    c->s += 5;
    return true;
}

static bool take_bytes(struct cursor *c)
{
    const char *start = c->s;
    if (TAKE(c, "-"))
        return true;
    while (c->s < c->end && is_digit(*c->s))
        c->s++;
    return c->s > start;
}

/* ` "referer" "agent"`. A backslash may hide a quote, and an escape sequence anything. */
static bool take_agent(struct cursor *c)
{
    size_t n = (size_t)(c->end - c->s);
    if (!TAKE(c, " \"") || memchr(c->s, '\\', n - 2) || memchr(c->s, '\x1b', n - 2))
        return false;
    c->s = memchr(c->s, '"', n - 2);
    if (!c->s || !TAKE(c, "\" \"") || !(c->s = memchr(c->s, '"', (size_t)(c->end - c->s))))
        return false;
    c->s++;
    return true;
}

/* ` "-"`, or ` "192.0.2.7"`, at the end of the line. */
static bool take_forwarded(struct cursor *c, struct log_text *client)
{
    if (!TAKE(c, " \""))
        return false;
    size_t n = address_length(c->s, c->end);
    if (n)
        *client = (struct log_text){c->s, n};
    c->s += n;
    return (n || TAKE(c, "-")) && TAKE(c, "\"") && c->s == c->end;
}

enum access_form fast_access_parse(const char *line, size_t n, const struct log_clock *clock, struct clf_minute *minute,
                                   struct log_record *out)
{
    struct cursor c = {line, line + n};
    *out = (struct log_record){.at = TIME_NONE, .raw = {line, n}, .n_lines = 1, .took = -1};
    enum access_form form = take_who(&c, out);
    if (!form || !take_time(&c, clock, minute, &out->at) || !take_request(&c, out) || !take_status(&c, &out->status) ||
        !take_bytes(&c))
        return ACCESS_NONE;
    if (c.s == c.end)
        return form == ACCESS_COMBINED ? ACCESS_COMMON : ACCESS_NONE;
    if (!take_agent(&c))
        return ACCESS_NONE;
    if (c.s == c.end)
        return form;
    return form == ACCESS_COMBINED && take_forwarded(&c, &out->field[FIELD_CLIENT]) ? form : ACCESS_NONE;
}
