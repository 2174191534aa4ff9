/* parse_logfmt: the parts of a line of key=value pairs, values with blanks in quotes. A text in which a pair happens to stand
 * is none: the line begins with a pair, most words are pairs, and a time, a level or a message is among them. */
#include <string.h>

#include "logs/format_own.h"

enum { NAME_MAX_BYTES = 80 };

struct pair {
    struct log_text name, value;
    bool is_escaped, is_pair; /* no pair: a word alone */
};

static bool ends_name(char c)
{
    return c == ' ' || c == '=' || c == '"' || c == '\t';
}

static size_t quoted_length(const char *s, size_t n, bool *is_escaped)
{
    size_t i = 1;
    for (; i < n && s[i] != '"'; i++)
        if (s[i] == '\\') {
            *is_escaped = true;
            i++;
        }
    return i < n ? i + 1 : 0;
}

/* False: a quote without end, or what can be no name. */
static bool take_value(struct log_text *t, struct pair *p)
{
    size_t n = 0;
    if (t->n && t->s[0] == '"') {
        n = quoted_length(t->s, t->n, &p->is_escaped);
        if (!n)
            return false;
        p->value = (struct log_text){t->s + 1, n - 2};
    } else {
        while (n < t->n && t->s[n] != ' ' && t->s[n] != '\t')
            n++;
        p->value = (struct log_text){t->s, n};
    }
    t->s += n;
    t->n -= n;
    return !t->n || t->s[0] == ' ' || t->s[0] == '\t';
}

static bool take_pair(struct log_text *t, struct pair *p)
{
    size_t n = 0;
    *p = (struct pair){0};
    while (n < t->n && !ends_name(t->s[n]))
        n++;
    if (!n)
        return false;
    p->name = (struct log_text){t->s, n};
    t->s += n;
    t->n -= n;
    if (!t->n || t->s[0] != '=')
        return !t->n || t->s[0] != '"';
    t->s++;
    t->n--;
    p->is_pair = true;
    return take_value(t, p);
}

static void unescape(struct log_text text, struct str *out)
{
    str_clear(out);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (c != '\\' || i + 1 == text.n) {
            str_add_char(out, c);
            continue;
        }
        c = text.s[++i];
        str_add_char(out, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
    }
}

static void put(const struct log_format *f, const struct pair *p, struct log_found *found, struct log_scratch *scratch,
                struct log_parts *parts)
{
    char name[NAME_MAX_BYTES + 1];
    if (p->name.n > NAME_MAX_BYTES || !p->value.n)
        return;
    memcpy(name, p->name.s, p->name.n);
    name[p->name.n] = '\0';
    const struct log_key *key = log_key_find(f, name);
    if (!key || !log_found_take(found, key))
        return;
    parts->slot[key->slot] = p->value;
    if (!p->is_escaped)
        return;
    struct str *plain = &scratch->text[key->slot];
    unescape(p->value, plain);
    parts->slot[key->slot] = (struct log_text){str_get(plain), plain->n};
}

static void skip_blanks(struct log_text *t)
{
    while (t->n && (t->s[0] == ' ' || t->s[0] == '\t'))
        t->s++, t->n--;
}

bool log_parse_logfmt(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch,
                      struct log_parts *parts)
{
    struct log_text t = {line, n};
    struct log_found found = {0};
    struct pair p;
    size_t pairs = 0, words = 0;
    for (skip_blanks(&t); t.n; skip_blanks(&t)) {
        if (!take_pair(&t, &p) || (!p.is_pair && !pairs))
            return false;
        pairs += p.is_pair;
        words += !p.is_pair;
        if (p.is_pair)
            put(f, &p, &found, scratch, parts);
    }
    bool is_log = found.rank[SLOT_TIME] || found.rank[SLOT_LEVEL] || found.rank[FIELD_MESSAGE] || f->needs;
    return pairs > 1 && pairs > words && is_log && (found.needed & f->needs) == f->needs;
}
