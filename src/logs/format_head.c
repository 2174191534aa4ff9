/* format_head: the single lines at the top of a format's file, and what they say of a line of a log. */
#include "logs/format_head.h"

#include <string.h>

/* ---- the lines ---- */

static bool is_word(struct log_text t, const char *word)
{
    return t.n == strlen(word) && memcmp(t.s, word, t.n) == 0;
}

static struct log_text trim(struct log_text t)
{
    while (t.n && (t.s[0] == ' ' || t.s[0] == '\t'))
        t.s++, t.n--;
    while (t.n && (t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\t' || t.s[t.n - 1] == '\r'))
        t.n--;
    return t;
}

/* One that stands in single quotes, or has nothing in it that YAML may mean something by. */
static bool take_text(struct log_text *rest, struct log_text *out)
{
    bool is_quoted = rest->n && rest->s[0] == '\'';
    const char *from = rest->s + is_quoted;
    size_t n = 0, room = rest->n - is_quoted;
    while (n < room && (is_quoted ? from[n] != '\'' : !memchr(",[]{}\"'#:&*!|>%@`", from[n], 17)))
        n++;
    if (is_quoted && n == room)
        return false;
    *out = (struct log_text){from, n};
    if (!is_quoted)
        *out = trim(*out);
    *rest = trim((struct log_text){from + n + is_quoted, room - n - is_quoted});
    return out->n > 0;
}

static bool take_texts(struct log_text rest, struct log_head_texts *out)
{
    bool is_list = rest.n && rest.s[0] == '[';
    if (is_list)
        rest = trim((struct log_text){rest.s + 1, rest.n - 1});
    for (out->n = 0; out->n < HEAD_TEXTS && take_text(&rest, &out->v[out->n]);) {
        out->n++;
        if (!is_list)
            return rest.n == 0;
        if (is_word(rest, "]"))
            return true;
        if (!rest.n || rest.s[0] != ',')
            return false;
        rest = trim((struct log_text){rest.s + 1, rest.n - 1});
    }
    return false;
}

static bool take_id(struct log_text value, struct log_head *head)
{
    struct log_head_texts one;
    if (!take_texts(value, &one) || one.n != 1)
        return false;
    head->id = one.v[0];
    return true;
}

static bool take_specific(struct log_text value, struct log_head *head)
{
    head->specific = 0;
    for (size_t i = 0; i < value.n; i++) {
        if (value.s[i] < '0' || value.s[i] > '9' || i == 3)
            return false;
        head->specific = 10 * head->specific + value.s[i] - '0';
    }
    return value.n > 0 && head->specific <= 100;
}

static bool take_syntax(struct log_text value, struct log_head *head)
{
    head->is_json = is_word(value, "json");
    return head->is_json || is_word(value, "logfmt") || is_word(value, "pattern");
}

static bool take_inside_only(struct log_text value, struct log_head *head)
{
    head->is_inside_only = is_word(value, "true");
    return head->is_inside_only || is_word(value, "false");
}

static bool take_begins(struct log_text value, struct log_head *head)
{
    return take_texts(value, &head->begins);
}

static bool take_needs(struct log_text value, struct log_head *head)
{
    return take_texts(value, &head->needs);
}

static const struct {
    const char *key;
    bool (*take)(struct log_text value, struct log_head *head);
} keys[] = {{"id", take_id},         {"specific", take_specific}, {"syntax", take_syntax}, {"inside_only", take_inside_only},
            {"begins", take_begins}, {"needs", take_needs}};

static bool take_line(struct log_text line, struct log_head *head)
{
    const char *colon = line.n ? memchr(line.s, ':', line.n) : NULL;
    if (!colon)
        return true;
    struct log_text key = {line.s, (size_t)(colon - line.s)}, value = trim((struct log_text){colon + 1, line.n - key.n - 1});
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (is_word(key, keys[i].key))
            return keys[i].take(value, head);
    return true;
}

bool log_head_read(const char *text, size_t n, struct log_head *head)
{
    *head = (struct log_head){.specific = 50};
    for (const char *s = text, *end = text + n; s < end;) {
        const char *newline = memchr(s, '\n', (size_t)(end - s)), *stop = newline ? newline : end;
        if (!take_line((struct log_text){s, (size_t)(stop - s)}, head))
            return false;
        s = stop + 1;
    }
    return head->id.n > 0;
}

/* ---- a line of a log ---- */

static bool is_like(struct log_text mask, const char *s, size_t n)
{
    if (n < mask.n)
        return false;
    for (size_t i = 0; i < mask.n; i++)
        if (mask.s[i] == '#' ? s[i] < '0' || s[i] > '9' : mask.s[i] != '?' && mask.s[i] != s[i])
            return false;
    return true;
}

/* A byte of the mask that stands for itself, the last one: lines are searched for that. */
static size_t own_byte(struct log_text mask)
{
    size_t at = mask.n - 1;
    while (at && (mask.s[at] == '#' || mask.s[at] == '?' || mask.s[at] == ' '))
        at--;
    return at;
}

static bool has_anywhere(struct log_text mask, const char *s, size_t n)
{
    size_t own = own_byte(mask);
    if (mask.s[own] == '#' || mask.s[own] == '?')
        return true;
    for (const char *end = s + n, *at = n > own ? s + own : s + n; at < end && (at = memchr(at, mask.s[own], (size_t)(end - at))); at++)
        if (is_like(mask, at - own, (size_t)(end - at) + own))
            return true;
    return false;
}

/* One that begins with * may stand anywhere. */
static bool has_mask(struct log_text mask, const char *s, size_t n)
{
    if (mask.s[0] == '*' && mask.n > 1)
        return has_anywhere((struct log_text){mask.s + 1, mask.n - 1}, s, n);
    return is_like(mask, s, n);
}

/* Of a key in other keys the last one: "http.status" is status" there, or http.status". */
static bool has_key(struct log_text key, const char *s, size_t n)
{
    const char *dot = memrchr(key.s, '.', key.n);
    struct log_text last = dot ? (struct log_text){dot + 1, (size_t)(key.s + key.n - dot) - 1} : key;
    for (const char *at = s, *end = s + n; last.n && (at = memmem(at, (size_t)(end - at), last.s, last.n)); at++)
        if (at + last.n < end && at[last.n] == '"')
            return true;
    return false;
}

static bool has_keys(const struct log_head *head, const char *s, size_t n)
{
    for (size_t i = 0; i < head->needs.n; i++)
        if (!has_key(head->needs.v[i], s, n))
            return false;
    return true;
}

bool log_head_may_fit(const struct log_head *head, const char *line, size_t n)
{
    if (head->is_inside_only)
        return false;
    if (n && (line[0] == '\xef' || memchr(line, '\x1b', n))) /* a mark or colours, which are taken off before it is read */
        return true;
    while (head->is_json && n && (*line == ' ' || *line == '\t' || *line == '\n' || *line == '\r'))
        line++, n--;
    if (head->is_json)
        return n && *line == '{' && (memchr(line, '\\', n) || has_keys(head, line, n));
    bool fits = !head->begins.n;
    for (size_t i = 0; i < head->begins.n && !fits; i++)
        fits = has_mask(head->begins.v[i], line, n);
    return fits;
}
