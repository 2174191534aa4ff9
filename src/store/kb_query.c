/* kb_query: words, quoted. */
#include "store/kb_query.h"

#include <string.h>


static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_break(unsigned char c)
{
    return c <= ' ' || c == '"' || c == 0x7f;
}

static void add_word(struct kb_words *w, const char *s, size_t n)
{
    size_t from = 0;
    while (from < n && !is_word_byte((unsigned char)s[from]))
        from++;
    if (from == n || w->n == KB_MOST_WORDS)
        return;
    if (n >= KB_LONGEST_WORD)
        for (n = KB_LONGEST_WORD - 1; n && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
            ;
    memcpy(w->word[w->n], s, n);
    w->word[w->n++][n] = '\0';
}

void kb_words_read(const char *text, struct kb_words *words)
{
    *words = (struct kb_words){0};
    for (size_t n; *text; text += n) {
        for (n = 0; text[n] && !is_break((unsigned char)text[n]); n++)
            ;
        if (n)
            add_word(words, text, n);
        words->last_is_open = n > 0;
        n += n == 0;
    }
}

void kb_words_match(const struct kb_words *words, bool all_open, struct str *out)
{
    for (size_t i = 0; i < words->n; i++) {
        bool open = all_open || (words->last_is_open && i + 1 == words->n);
        str_addf(out, "%s\"%s\"%s", i ? " " : "", words->word[i], open ? "*" : "");
    }
    str_add_n(out, "", 0);
}

void kb_words_text(const struct kb_words *words, struct str *out)
{
    for (size_t i = 0; i < words->n; i++)
        str_addf(out, "%s%s", i ? " " : "", words->word[i]);
}
