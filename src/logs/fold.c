/* fold: a message to its template, in one pass over its bytes. What varies is told by shape (logs/shape), and where shape
 * does not tell, by what stands before it: "request cafe failed", "user=bob". */
#include "logs/fold.h"

#include <string.h>

#include "logs/fold_own.h"
#include "logs/shape.h"

enum { MESSAGE_MAX = 4096 }; /* a longer message is told apart by its beginning */

static bool is_alnum(const struct folding *f, const char *at)
{
    return at < f->end && (shape_of(*at) & CLASS_ALNUM);
}

/* ---- quotes ---- */

/* Where the quote that opens at `open` closes, NULL nowhere. An apostrophe is not a quote: "can't", "the users'". */
static const char *closing_of(struct folding *f, const char *open)
{
    bool is_double = *open == '"', *unclosed = &f->unclosed[is_double ? 0 : *open == '\'' ? 1 : 2];
    if (*unclosed || (!is_double && open > f->s && (shape_of(open[-1]) & CLASS_ALNUM)))
        return NULL;
    for (const char *at = open + 1; at < f->end; at++) {
        if (*at == '\\')
            at++;
        else if ((*at == *open || (*open == '`' && *at == '\'')) && (is_double || !is_alnum(f, at + 1)))
            return at;
    }
    *unclosed = true;
    return NULL;
}

static bool fold_quote(struct folding *f, const char **at)
{
    const char *close = closing_of(f, *at);
    if (!close)
        return false;
    folding_mark(f, "TEXT");
    *at = close + 1;
    f->last = NULL;
    f->is_announced = false;
    return true;
}

/* ---- key=value ---- */

static const char *value_end(struct folding *f, const char *at)
{
    const char *close = at < f->end && (*at == '"' || *at == '\'') ? closing_of(f, at) : NULL;
    if (close)
        return close + 1;
    while (at < f->end && !(shape_of(*at) & CLASS_BLANK) && !strchr(",;)]}\"|&>", *at))
        at++;
    return at;
}

/* Behind a key: the value of one that is particular to an event goes, whatever it looks like. */
static const char *fold_value(struct folding *f, const char *key, const char *key_end)
{
    const char *at = key_end;
    size_t n = (size_t)(key_end - key);
    if (f->end - at < 2 || (*at != '=' && *at != ':'))
        return at;
    bool is_pair = *at == '=' && at[1] != '=' && shape_key_varies(key, n);
    bool is_said = *at == ':' && (shape_of(at[1]) & CLASS_BLANK) && *key != '/' && shape_key_is_id(key, n);
    if (!is_pair && !is_said)
        return at;
    folding_put(f, at, 1);
    for (at++; at < f->end && (shape_of(*at) & CLASS_BLANK); at++)
        f->blank = is_said;
    folding_mark(f, "#");
    f->last = NULL;
    return value_end(f, at);
}

/* ---- tokens ---- */

static bool is_followed_by_number(const struct folding *f, const char *at)
{
    while (at < f->end && (*at == ' ' || *at == ','))
        at++;
    return at < f->end && (shape_of(*at) & (CLASS_DIGIT | CLASS_UPPER));
}

/* Letters alone. */
static void fold_word(struct folding *f, const char *s, const char *end)
{
    size_t n = (size_t)(end - s), word;
    bool is_weak = shape_is_weak_id(s, n);
    bool is_id = is_weak && (f->is_announced || (f->last && shape_announces_id(f->last, (size_t)(f->last_end - f->last))));
    bool is_date = shape_is_month_or_day(s, n) && is_followed_by_number(f, end);
    if (is_id || is_date || shape_part(s, n, &word) == SHAPE_ID)
        folding_mark(f, "#");
    else
        folding_put(f, s, n);
}

static const char *joined_end(const struct folding *f, const char *s)
{
    while (s < f->end && (shape_of(*s) & (CLASS_ALNUM | CLASS_JOIN)))
        s++;
    return s;
}

/* Where the token ends; a URL goes on over its query. Joints at its end belong to the sentence. */
static const char *token_end(const struct folding *f, const char *s)
{
    const char *end = joined_end(f, s);
    bool is_path = *s == '/' || memmem(s, (size_t)(end - s), "://", 3);
    if (is_path && end < f->end && strchr("?#", *end))
        while (end < f->end && !(shape_of(*end) & CLASS_BLANK) && !strchr("\"'<>`)", *end))
            end++;
    while (end > s && strchr(is_path ? ".:" : ".:-@~+", end[-1]))
        end--;
    return end;
}

static const char *fold_token(struct folding *f, const char *s)
{
    const char *end = token_end(f, s);
    if (end == s) { /* "->", "::", "..." */
        end = joined_end(f, s);
        folding_put(f, s, (size_t)(end - s));
        return end;
    }
    bool is_word = true;
    for (const char *at = s; at < end && is_word; at++)
        is_word = shape_of(*at) & (CLASS_HEX | CLASS_LETTER);
    if (is_word)
        fold_word(f, s, end);
    else
        folding_token(f, s, end);
    f->is_announced = false;
    f->last = s;
    f->last_end = end;
    return fold_value(f, s, end);
}

/* "[::1]:8080" is the same place as "10.0.0.1:8080". */
static bool fold_bracket(struct folding *f, const char **at)
{
    const char *close = memchr(*at, ']', (size_t)(f->end - *at));
    if (!close || !shape_is_ip6(*at + 1, (size_t)(close - *at - 1)))
        return false;
    folding_mark(f, "IP");
    *at = close + 1;
    return true;
}

static const char *fold_sign(struct folding *f, const char *at)
{
    if (*at == '[' && fold_bracket(f, &at))
        return at;
    if (strchr("\"'`", *at) && *at && fold_quote(f, &at))
        return at;
    f->last = NULL;
    f->is_announced = *at == '#' && is_alnum(f, at + 1);
    if (!f->is_announced)
        folding_put(f, at, 1);
    return at + 1;
}

size_t fold_message(const char *s, size_t n, char out[FOLD_MAX])
{
    if (!n)
        s = "";
    struct folding f = {.s = s, .end = s + (n < MESSAGE_MAX ? n : MESSAGE_MAX), .out = out, .max = FOLD_MAX - 1};
    for (const char *at = s; at < f.end && f.used < f.max;) {
        unsigned class = shape_of(*at);
        if (class & CLASS_BLANK) {
            f.blank = true;
            at++;
        } else if (class & (CLASS_ALNUM | CLASS_JOIN)) {
            at = fold_token(&f, at);
        } else {
            at = fold_sign(&f, at);
        }
    }
    out[f.used] = '\0';
    return f.used;
}
