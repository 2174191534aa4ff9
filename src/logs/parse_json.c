/* parse_json: the parts of a line that is one JSON object (RFC 8259), without a tree: values of wanted keys are taken where
 * they stand. A key inside others is called by its path, "http.response.status_code", as is one that has the dots in its
 * name; an element of a list by the list's. Numbers in lists are left alone: they are bytes or sizes, never what is asked. */
#include <string.h>

#include "base/utf8.h"
#include "logs/format_own.h"
#include "logs/json_shape.h"

enum { DEPTH_MAX = 32, PATH_MAX_BYTES = 160 };

struct walk {
    const char *s, *end;
    const struct log_format *format;
    struct log_scratch *scratch;
    struct log_parts *parts;
    struct log_found found;
    struct json_values *values; /* NULL: nobody asks */
    int depth;
    char path[PATH_MAX_BYTES + 1];
    size_t n_path; /* past PATH_MAX_BYTES: no key is that long */
    bool in_list, has_other;
};

static void skip_blanks(struct walk *w)
{
    while (w->s < w->end && (*w->s == ' ' || *w->s == '\t' || *w->s == '\n' || *w->s == '\r'))
        w->s++;
}

static bool take(struct walk *w, char c)
{
    skip_blanks(w);
    if (w->s == w->end || *w->s != c)
        return false;
    w->s++;
    return true;
}

/* The bytes between the quotes. */
static bool take_string(struct walk *w, struct log_text *text, bool *is_escaped)
{
    if (!take(w, '"'))
        return false;
    const char *begin = w->s;
    *is_escaped = false;
    for (; w->s < w->end && *w->s != '"'; w->s++)
        if (*w->s == '\\') {
            *is_escaped = true;
            if (++w->s == w->end)
                return false;
        }
    if (w->s == w->end)
        return false;
    *text = (struct log_text){begin, (size_t)(w->s++ - begin)};
    return true;
}

const unsigned char json_literals[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['-'] = 1, ['+'] = 1,
    ['.'] = 1, ['E'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1,
    ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1,
    ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

static bool take_literal(struct walk *w, struct log_text *text)
{
    const char *begin = w->s;
    while (w->s < w->end && json_is_literal(*w->s))
        w->s++;
    *text = (struct log_text){begin, (size_t)(w->s - begin)};
    return text->n > 0;
}

/* ---- escapes ---- */

static bool take_hex(const char **s, const char *end, uint32_t *value)
{
    *value = 0;
    if (end - *s < 4)
        return false;
    for (int i = 0; i < 4; i++, (*s)++) {
        char c = **s;
        int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
        if (digit < 0)
            return false;
        *value = *value << 4 | (uint32_t)digit;
    }
    return true;
}

/* Behind "\u"; half a pair is U+FFFD. Returns how many bytes it became. */
static size_t unescape_code(const char **s, const char *end, char *to)
{
    uint32_t cp, low;
    if (!take_hex(s, end, &cp))
        cp = 0xFFFD;
    if (cp >= 0xD800 && cp < 0xDC00 && end - *s >= 6 && (*s)[0] == '\\' && (*s)[1] == 'u') {
        const char *rest = *s + 2;
        if (take_hex(&rest, end, &low) && low >= 0xDC00 && low < 0xE000) {
            cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
            *s = rest;
        }
    }
    return utf8_encode(cp, to);
}

/* A broken "\u" becomes three bytes: no text grows by more than half. A backslash at the end is left out. */
static void unescape(struct log_text text, struct str *out)
{
    static const char letters[256] = {['b'] = '\b', ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t'};
    const char *s = text.s, *end = s + text.n;
    str_clear(out);
    str_add_repeat(out, ' ', text.n + text.n / 2 + 4);
    char *to = out->s;
    while (s < end) {
        if (*s != '\\') {
            *to++ = *s++;
            continue;
        }
        if (end - s < 2)
            break;
        char c = s[1], letter = letters[(unsigned char)c];
        s += 2;
        if (c == 'u')
            to += unescape_code(&s, end, to);
        else
            *to++ = letter ? letter : c;
    }
    str_cut(out, (size_t)(to - out->s));
}

struct log_text log_json_text(struct log_text text, bool is_escaped, struct str *plain)
{
    if (!is_escaped)
        return text;
    unescape(text, plain);
    return (struct log_text){str_get(plain), plain->n};
}

/* ---- the walk ---- */

static const struct log_key *wanted(struct walk *w)
{
    if (w->n_path > PATH_MAX_BYTES)
        return NULL;
    w->path[w->n_path] = '\0';
    const struct log_key *key = log_key_find(w->format, w->path);
    w->has_other |= !key && w->depth == 1;
    return key && log_found_take(&w->found, key) ? key : NULL;
}

static enum log_slot put(struct walk *w, struct log_text text, bool is_escaped)
{
    const struct log_key *key = wanted(w);
    if (!key)
        return N_SLOTS;
    w->parts->slot[key->slot] = log_json_text(text, is_escaped, &w->scratch->text[key->slot]);
    return key->slot;
}

static void note(struct json_values *values, struct json_value value)
{
    if (values && values->n < JSON_VALUES)
        values->value[values->n] = value;
    if (values && values->n <= JSON_VALUES)
        values->n++;
}

static void add_path(struct walk *w, struct log_text key)
{
    size_t dot = w->n_path > 0;
    if (w->n_path + dot + key.n <= PATH_MAX_BYTES) {
        if (dot)
            w->path[w->n_path] = '.';
        memcpy(w->path + w->n_path + dot, key.s, key.n);
        w->n_path += dot + key.n;
    } else {
        w->n_path = PATH_MAX_BYTES + 1;
    }
}

static bool take_value(struct walk *w);

static bool take_members(struct walk *w)
{
    struct log_text key;
    bool is_escaped, was_in_list = w->in_list;
    if (take(w, '}'))
        return true;
    do {
        size_t before = w->n_path;
        if (!take_string(w, &key, &is_escaped) || !take(w, ':'))
            return false;
        add_path(w, key);
        w->in_list = false;
        if (!take_value(w))
            return false;
        w->n_path = before;
        w->in_list = was_in_list;
    } while (take(w, ','));
    return take(w, '}');
}

static bool take_elements(struct walk *w)
{
    bool was_in_list = w->in_list;
    if (take(w, ']'))
        return true;
    w->in_list = true;
    do {
        if (!take_value(w))
            return false;
    } while (take(w, ','));
    w->in_list = was_in_list;
    return take(w, ']');
}

static bool take_scalar(struct walk *w)
{
    struct log_text text;
    bool is_escaped = false, is_string = w->s < w->end && *w->s == '"';
    if (is_string ? !take_string(w, &text, &is_escaped) : !take_literal(w, &text))
        return false;
    bool is_number = !is_string && (text.s[0] == '-' || (text.s[0] >= '0' && text.s[0] <= '9'));
    bool may_be_asked = is_string || (is_number && !w->in_list); /* nothing that is asked is null, true or false */
    note(w->values, (struct json_value){text, is_string, may_be_asked ? put(w, text, is_escaped) : N_SLOTS});
    return true;
}

static bool take_value(struct walk *w)
{
    skip_blanks(w);
    if (w->s == w->end || w->depth == DEPTH_MAX)
        return false;
    if (*w->s != '{' && *w->s != '[')
        return take_scalar(w);
    bool is_map = *w->s++ == '{';
    w->depth++;
    bool ok = is_map ? take_members(w) : take_elements(w);
    w->depth--;
    return ok;
}

/* A document about a thing may have an id, a name and a user too. */
static bool is_log(const struct log_found *found)
{
    static const int slots[] = {SLOT_TIME, SLOT_LEVEL, SLOT_LEVEL_SYSLOG, SLOT_LEVEL_OTEL, SLOT_STATUS, FIELD_MESSAGE, FIELD_PATH};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (found->rank[slots[i]])
            return true;
    return false;
}

bool log_parse_json_noting(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch,
                           struct log_parts *parts, struct json_values *values)
{
    struct walk w = {.s = line, .end = line + n, .format = f, .scratch = scratch, .parts = parts, .values = values};
    skip_blanks(&w);
    if (w.s == w.end || *w.s != '{' || !take_value(&w))
        return false;
    take(&w, ','); /* a list's element on a line of its own */
    skip_blanks(&w);
    if (w.has_other && f->no_other_keys)
        return false;
    return w.s == w.end && (w.found.needed & f->needs) == f->needs && is_log(&w.found);
}

bool log_parse_json(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch,
                    struct log_parts *parts)
{
    return log_parse_json_noting(f, line, n, scratch, parts, NULL);
}
