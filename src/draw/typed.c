/* typed: putting, wrapping, folding to ASCII. */
#include "draw/typed.h"

#include <string.h>

#include "base/utf8.h"

static const struct {
    uint32_t glyph;
    char ascii;
} ascii_set[] = {
    {0x2713, '+'}, {0x25cf, '*'}, {0x25a0, '#'}, {0x2192, '>'}, {0x2191, '^'},  {0x251c, '|'},  {0x2514, '`'}, {0x2502, '|'},
    {0x2500, '-'}, {0x00b7, '-'}, {0x25b8, '>'}, {0x2013, '-'}, {0x2014, '-'},  {0x2026, '.'},  {0x2018, '\''}, {0x2019, '\''},
    {0x201c, '"'}, {0x201d, '"'}, {0x201e, '"'}, {0x25a1, '.'},
};

static char folded(uint32_t cp)
{
    for (size_t i = 0; i < sizeof ascii_set / sizeof *ascii_set; i++)
        if (ascii_set[i].glyph == cp)
            return ascii_set[i].ascii;
    return '?';
}

static void pay_spaces(struct typed *t)
{
    str_add_repeat(t->out, ' ', t->spaces);
    t->spaces = 0;
}

static void put_n(struct typed *t, const char *s, size_t n)
{
    if (!n)
        return;
    pay_spaces(t);
    t->used += utf8_columns(s, n);
    for (size_t i = 0, length; i < n; i += length) {
        uint32_t cp;
        length = utf8_decode(s + i, n - i, &cp);
        if (cp == 0xa0 && length)
            str_add_char(t->out, ' ');
        else if (!t->is_ascii || (length == 1 && cp < 0x80))
            str_add_n(t->out, s + i, length ? length : 1);
        else
            str_add_repeat(t->out, folded(cp), length ? (size_t)utf8_width(cp) : 1);
        length = length ? length : 1;
    }
}

void typed_put(struct typed *t, const char *text)
{
    size_t n = strlen(text), words = n;
    while (words && text[words - 1] == ' ')
        words--;
    put_n(t, text, words);
    typed_space(t, n - words);
}

void typed_put_cut(struct typed *t, const char *text, size_t columns)
{
    size_t n = strlen(text), fits = utf8_fit(text, n, columns);
    if (fits == n) {
        put_n(t, text, n);
        return;
    }
    put_n(t, text, utf8_fit(text, n, columns - 1));
    typed_put(t, "…");
}

void typed_space(struct typed *t, size_t n)
{
    t->spaces += n;
    t->used += n;
}

void typed_end(struct typed *t)
{
    str_add_char(t->out, '\n');
    t->used = t->spaces = 0;
}

/* ---- wrapping ----------------------------------------------------------------------------------------------------------- */

static void come_back(struct typed *t, size_t column, const char *rail, size_t rail_at)
{
    typed_end(t);
    if (*rail) {
        typed_space(t, rail_at);
        typed_put(t, rail);
    }
    typed_space(t, column > t->used ? column - t->used : 0);
}

/* A word that no line has room for, in pieces. */
static void put_long(struct typed *t, const char *word, size_t n, size_t column, const char *rail, size_t rail_at)
{
    while (n) {
        size_t fits = utf8_fit(word, n, t->width > t->used ? t->width - t->used : 0);
        if (!fits && t->used > column) {
            come_back(t, column, rail, rail_at);
            continue;
        }
        fits = fits ? fits : n;
        put_n(t, word, fits);
        word += fits;
        n -= fits;
        if (n)
            come_back(t, column, rail, rail_at);
    }
}

static void put_word(struct typed *t, const char *word, size_t n, size_t column, const char *rail, size_t rail_at)
{
    size_t columns = utf8_columns(word, n);
    bool begins = t->used <= column;
    if (!begins && t->used + 1 + columns > t->width)
        come_back(t, column, rail, rail_at);
    else if (!begins)
        typed_space(t, 1);
    put_long(t, word, n, column, rail, rail_at);
}

void typed_wrap(struct typed *t, const char *text, size_t column, const char *rail, size_t rail_at)
{
    for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
        size_t n = strcspn(text, " ");
        put_word(t, text, n, column, rail, rail_at);
        text += n;
    }
    typed_end(t);
}

/* The bytes of the text that stand in one line of so many columns: whole words, where there are any. */
static size_t fit_words(const char *text, size_t columns)
{
    size_t n = strlen(text), fits = utf8_fit(text, n, columns), at = fits;
    while (at && at < n && text[at] != ' ')
        at--;
    return at ? at : fits;
}

void typed_wrap_beside(struct typed *t, const char *text, size_t column, const char *right)
{
    size_t edge = utf8_columns(right, strlen(right)), taken = t->used + edge + 1;
    size_t n = fit_words(text, t->width > taken ? t->width - taken : 1);
    put_n(t, text, n);
    if (edge)
        typed_space(t, t->width > t->used + edge ? t->width - t->used - edge : 1);
    typed_put(t, right);
    text += n + strspn(text + n, " ");
    if (*text)
        come_back(t, column, "", 0), typed_wrap(t, text, column, "", 0);
    else
        typed_end(t);
}

void typed_rule(struct typed *t, const char *word)
{
    typed_end(t);
    typed_put(t, "── ");
    typed_put(t, word);
    typed_space(t, 1);
    while (t->used < t->width)
        typed_put(t, "─");
    typed_end(t);
}
