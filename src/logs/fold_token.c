/* fold: one token of a message: what it is as a whole (an address, a path), or else its parts, each by its shape. */
#include "logs/fold_own.h"

#include <string.h>

#include "logs/shape.h"

void folding_put(struct folding *f, const char *s, size_t n)
{
    if (f->blank && f->used && f->used < f->max)
        f->out[f->used++] = ' ';
    f->blank = false;
    if (n > f->max - f->used)
        n = f->max - f->used;
    for (size_t i = 0; i < n; i++)
        f->out[f->used + i] = s[i] ? s[i] : ' ';
    f->used += n;
}

/* A list of marks ("#, #, #", "#-#", "#:#.#") is one: how many there are is particular too. */
void folding_mark(struct folding *f, const char *mark)
{
    size_t n = strlen(mark), back = f->used;
    while (back > 0 && strchr(" ,-:._/+T", f->out[back - 1]))
        back--;
    if (back >= n && memcmp(f->out + back - n, mark, n) == 0) {
        f->used = back;
        f->blank = false;
    } else {
        folding_put(f, mark, n);
    }
}

static unsigned classes_of(const char *s, size_t n)
{
    unsigned all = 0;
    for (size_t i = 0; i < n; i++)
        all |= shape_of(s[i]);
    return all;
}

static size_t run_of(const char *s, const char *end, unsigned class)
{
    const char *at = s;
    while (at < end && (shape_of(*at) & class))
        at++;
    return (size_t)(at - s);
}

/* ---- the parts of a token: "checkout-7d9f8b6c4-x2x9z", "2024-03-01T03:12:44", "worker12" ---- */

/* A part that its own letters do not give away. */
static bool is_id_by_place(const char *token, const char *part, size_t n, bool after_id, const char *before)
{
    if (part == token)
        return false;
    char joint = part[-1];
    if (after_id && strchr("-:_./", joint) && ((n >= 4 && shape_is_weak_id(part, n)) || shape_is_month_or_day(part, n)))
        return true;
    if (joint == '@' && n >= 4 && shape_is_weak_id(part, n))
        return true;
    if (joint == ':' && before && shape_key_is_id(before, (size_t)(part - 1 - before)))
        return true;
    return (joint == '_' || joint == '-') && before && shape_prefix_has_id(before, (size_t)(part - 1 - before), part, n);
}

/* Base64 and the like, joints included: its characters change their kind more often than those of words. */
static bool is_bulk(const char *s, const char *end)
{
    enum { BULK = 20, ENOUGH = 128 };
    const unsigned kinds = CLASS_DIGIT | CLASS_UPPER | CLASS_LOWER;
    size_t n = end - s < ENOUGH ? (size_t)(end - s) : ENOUGH, first = run_of(s, end, CLASS_ALNUM), changes = 0;
    unsigned kind = classes_of(s, first) & kinds;
    if (n < BULK || memchr(s, '.', n) || memchr(s, '@', n) || memchr(s, ':', n) || (first >= 3 && first < n && (kind & (kind - 1)) == 0))
        return n > BULK && memcmp(s, "eyJ", 3) == 0; /* a JSON web token */
    for (size_t i = 1; i < n; i++)
        changes += ((shape_of(s[i]) ^ shape_of(s[i - 1])) & kinds) != 0;
    return changes * 10 >= n * 4 && (classes_of(s, n) & kinds) == kinds;
}

/* One part; returns how long it was. *before is where the word before it begins, NULL where that was none. */
static size_t fold_part(struct folding *f, const char *token, const char *part, const char *end, bool *after_id,
                        const char **before)
{
    size_t n = run_of(part, end, CLASS_ALNUM), rest = (size_t)(end - part), word = 0;
    size_t ip = shape_ip4(part, rest), whole = ip ? ip : is_bulk(part, end) ? rest : shape_uuid(part, rest);
    enum shape shape = whole ? SHAPE_ID : shape_part(part, n, &word);
    if ((shape == SHAPE_WORD && is_id_by_place(token, part, n, *after_id, *before)) || (shape == SHAPE_NUMBERED && *after_id))
        shape = SHAPE_ID;
    if (shape == SHAPE_WORD)
        folding_put(f, part, n);
    else if (shape == SHAPE_NUMBERED)
        folding_put(f, part, word), folding_put(f, "#", 1);
    else
        folding_mark(f, ip ? "IP" : "#");
    *after_id = shape == SHAPE_ID;
    *before = shape == SHAPE_WORD ? part : NULL;
    return whole ? whole : n;
}

static void fold_parts(struct folding *f, const char *token, const char *end)
{
    bool after_id = false;
    const char *before = NULL;
    for (const char *at = token; at < end;) {
        if (shape_of(*at) & CLASS_ALNUM) {
            at += fold_part(f, token, at, end, &after_id, &before);
        } else {
            bool is_sign = at == token && (*at == '-' || *at == '+') && end - at > 1 && (shape_of(at[1]) & CLASS_DIGIT);
            if (!is_sign)
                folding_put(f, at, 1);
            at++;
        }
    }
}

/* ---- tokens that are something as a whole ---- */

static bool fold_url(struct folding *f, const char *token, const char *end)
{
    const char *host = memmem(token, (size_t)(end - token), "://", 3);
    if (!host || host == token)
        return false;
    host += 3;
    size_t n = 0;
    while (host + n < end && !strchr("/?#", host[n]))
        n++;
    const char *user = memrchr(host, '@', n), *named = user ? user + 1 : host, *path = host + n;
    folding_put(f, token, (size_t)(host - token));
    fold_parts(f, named, path);
    if (end - path > 1)
        folding_put(f, "/PATH", 5);
    return true;
}

static bool has_extension(const char *s, const char *end)
{
    const char *slash = memrchr(s, '/', (size_t)(end - s)), *dot = memrchr(s, '.', (size_t)(end - s));
    return dot && slash && dot > slash + 1 && end - dot > 1 && end - dot <= 6;
}

static bool begins_path(const char *s, size_t n)
{
    return (n > 1 && s[0] == '/' && s[1] != '/') || (n > 2 && (memcmp(s, "./", 2) == 0 || memcmp(s, "~/", 2) == 0)) ||
           (n > 3 && (memcmp(s, "../", 3) == 0 || (s[1] == ':' && s[2] == '\\') || memcmp(s, "\\\\", 2) == 0));
}

/* Where files lie is particular ("/srv/data/7f3a/part-3"); a short path without an extension is rather a route. */
static bool fold_path(struct folding *f, const char *token, const char *end)
{
    if (!begins_path(token, (size_t)(end - token)))
        return false;
    bool is_drive = token[1] == ':';
    const char *colon = memchr(token + 2, ':', (size_t)(end - token - 2)), *stop = colon ? colon : end;
    size_t slashes = 0;
    for (const char *at = token; at < stop; at++)
        slashes += *at == '/';
    if (is_drive || token[0] == '\\' || slashes >= 3 || has_extension(token, stop))
        folding_mark(f, "PATH");
    else
        fold_parts(f, token, stop);
    fold_parts(f, stop, end);
    return true;
}

static bool is_mail(const char *s, const char *at, const char *end)
{
    unsigned behind = classes_of(at + 1, (size_t)(end - at - 1));
    bool is_hash = !(behind & CLASS_LETTER) && !memchr(at, '.', (size_t)(end - at));
    return at > s && !is_hash && (behind & (CLASS_LETTER | CLASS_HEX)) && !strchr("0123456789", at[1]) &&
           !memchr(at, ':', (size_t)(end - at)) && !memchr(at, '/', (size_t)(end - at));
}

static bool fold_address(struct folding *f, const char *token, const char *end)
{
    size_t n = (size_t)(end - token);
    const char *at = memchr(token, '@', n);
    if (at && is_mail(token, at, end))
        folding_mark(f, "MAIL");
    else if (n > 2 && shape_is_ip6(token, n))
        folding_mark(f, "IP");
    else if (shape_is_mac(token, n))
        folding_mark(f, "#");
    else
        return false;
    return true;
}

void folding_token(struct folding *f, const char *token, const char *end)
{
    if (!fold_url(f, token, end) && !fold_path(f, token, end) && !fold_address(f, token, end))
        fold_parts(f, token, end);
}
