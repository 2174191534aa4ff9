/* curl_words: quotes, backslashes, names. */
#include "observe/curl_words.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum { TEXT_MOST = 256 << 10, WORDS_MOST = 1000 };

struct tokens {
    const char *s, *end;
    const struct curl_reading *reading;
    struct arena *arena;
    struct curl_word_list *words;
    struct str text, source;
    bool has_word, has_value;
    struct err *e;
};

static void add(struct tokens *t, char c)
{
    str_add_char(&t->text, c);
    str_add_char(&t->source, c);
    t->has_word = true;
}

static void end_word(struct tokens *t)
{
    if (!t->has_word)
        return;
    struct curl_word *w = vec_push(&t->words->list);
    w->text = arena_strdup(t->arena, str_get(&t->text));
    w->source = t->has_value ? arena_strdup(t->arena, str_get(&t->source)) : NULL;
    str_clear(&t->text);
    str_clear(&t->source);
    t->has_word = t->has_value = false;
}

static char peek(const struct tokens *t)
{
    return t->s < t->end ? *t->s : '\0';
}

/* ---- $NAME ------------------------------------------------------------------------------------------------------------ */

static bool refuse_running(struct tokens *t)
{
    return err_set(t->e, ERR_INPUT, _("a command within it ($(...) or `...`) would have to be run to know the request: put what it prints there"));
}

/* Behind the dollar sign. */
static bool read_name(struct tokens *t)
{
    static const char of_names[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    char name[64];
    bool braces = peek(t) == '{';
    const char *start = t->s + braces, *s = start;
    while (s < t->end && *s && strchr(of_names, *s))
        s++;
    size_t n = (size_t)(s - start);
    if (peek(t) == '(')
        return refuse_running(t);
    if (!n || (!braces && *start >= '0' && *start <= '9'))
        return add(t, '$'), true;
    if (n >= sizeof name || (braces && (s == t->end || *s != '}')))
        return err_set(t->e, ERR_INPUT, _("a value like ${...} would need a shell to know: write it out"));
    memcpy(name, start, n);
    name[n] = '\0';
    t->s = s + braces;
    const char *value = t->reading->value_of ? t->reading->value_of(t->reading->to, name) : NULL;
    if (!value)
        return err_set(t->e, ERR_INPUT, _("$%s has no value here: write it out, or set and export it"), name);
    str_add(&t->text, value);
    str_addf(&t->source, "${%s}", name); /* what follows may be letters */
    return t->has_word = t->has_value = true;
}

/* ---- quotes ----------------------------------------------------------------------------------------------------------- */

static bool refuse_open(struct tokens *t)
{
    return err_set(t->e, ERR_INPUT, _("a quote is opened and not closed: was all of it pasted?"));
}

static bool read_single(struct tokens *t)
{
    t->has_word = true;
    for (; t->s < t->end; add(t, *t->s++))
        if (*t->s == '\'')
            return t->s++, true;
    return refuse_open(t);
}

static bool read_double(struct tokens *t)
{
    t->has_word = true;
    while (t->s < t->end) {
        char c = *t->s++;
        if (c == '"')
            return true;
        if (c == '`')
            return refuse_running(t);
        if (c == '$') {
            if (!read_name(t))
                return false;
        } else if (c == '\\' && t->s < t->end && strchr("\\\"$`\n", *t->s) && *t->s) {
            if (*t->s != '\n')
                add(t, *t->s);
            t->s++;
        } else {
            add(t, c);
        }
    }
    return refuse_open(t);
}

static uint32_t read_digits(struct tokens *t, int most, uint32_t base)
{
    uint32_t value = 0;
    for (int i = 0; i < most && t->s < t->end; i++, t->s++) {
        char c = *t->s;
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                                : 99;
        if (digit >= base)
            break;
        value = value * base + digit;
    }
    return value;
}

/* Behind the backslash in $'...'. */
static void read_escape(struct tokens *t)
{
    static const char names[] = "abefnrtv", bytes[] = "\a\b\033\f\n\r\t\v";
    char c = *t->s++, utf8[4];
    const char *known = c ? strchr(names, c) : NULL;
    if (known) {
        add(t, bytes[known - names]);
    } else if (c == 'x') {
        add(t, (char)read_digits(t, 2, 16));
    } else if (c == 'u' || c == 'U') {
        size_t n = utf8_encode(read_digits(t, c == 'u' ? 4 : 8, 16), utf8);
        for (size_t i = 0; i < n; i++)
            add(t, utf8[i]);
    } else if (c >= '0' && c <= '7') {
        t->s--;
        add(t, (char)read_digits(t, 3, 8));
    } else {
        add(t, c);
    }
}

static bool read_dollar_single(struct tokens *t)
{
    t->has_word = true;
    while (t->s < t->end) {
        char c = *t->s++;
        if (c == '\'')
            return true;
        if (c == '\\' && t->s < t->end)
            read_escape(t);
        else
            add(t, c);
    }
    return refuse_open(t);
}

/* ---- outside ---------------------------------------------------------------------------------------------------------- */

static bool read_dollar(struct tokens *t)
{
    if (peek(t) != '\'')
        return read_name(t);
    t->s++;
    return read_dollar_single(t);
}

static bool read_backslash(struct tokens *t)
{
    if (t->s < t->end && *t->s == '\r' && t->s + 1 < t->end && t->s[1] == '\n')
        t->s++;
    if (t->s < t->end && *t->s != '\n')
        add(t, *t->s);
    t->s += t->s < t->end;
    return true;
}

/* What ends the command may stand at its end; what would begin another one may not. */
static bool at_end_of_command(struct tokens *t)
{
    while (t->s < t->end && strchr(" \t\r\n;", *t->s) && *t->s)
        t->s++;
    return t->s == t->end || err_set(t->e, ERR_INPUT, _("more than one command: paste the curl command alone, without |, >, && and the like"));
}

static bool read_next(struct tokens *t)
{
    char c = *t->s++;
    switch (c) {
    case '\'': return read_single(t);
    case '"': return read_double(t);
    case '\\': return read_backslash(t);
    case '$': return read_dollar(t);
    case '`': return refuse_running(t);
    case ' ': case '\t': case '\r': return end_word(t), true;
    case '\n': case ';': case '|': case '&': case '<': case '>': case '(': case ')':
        end_word(t);
        if (c == '\n' && !t->words->list.n)
            return true;
        t->s -= c != '\n' && c != ';';
        return at_end_of_command(t);
    default: add(t, c); return true;
    }
}

bool curl_words_read(const char *text, size_t n, const struct curl_reading *reading, struct arena *arena, struct curl_word_list *words,
                     struct err *e)
{
    struct tokens t = {.s = text, .end = text + n, .reading = reading, .arena = arena, .words = words, .e = e};
    bool ok = n <= TEXT_MOST || err_set(e, ERR_INPUT, _("longer than %d KiB: that is no request to repeat"), TEXT_MOST >> 10);
    if (ok && memchr(text, '\0', n))
        ok = err_set(e, ERR_INPUT, _("there is a NUL byte in it, which no command line has"));
    while (ok && t.s < t.end) {
        ok = read_next(&t);
        if (words->list.n > WORDS_MOST)
            ok = err_set(e, ERR_INPUT, _("more than %d words: that is no request to repeat"), WORDS_MOST);
    }
    if (ok)
        end_word(&t);
    str_release(&t.text);
    str_release(&t.source);
    return ok;
}
