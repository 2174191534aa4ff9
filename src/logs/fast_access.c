/* fast_access: from left to right; where the quotes are was found before. */
#include "logs/fast_access.h"

#include <string.h>

enum { METHOD_MAX = 20, USER_MAX = 100, ADDRESS_MAX = 45, WORDS_MAX = 4 };

struct cursor {
    const char *s, *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- eight bytes at once: how long a word is differs from line to line, and a loop is a wrong guess of the processor ---- */

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t eight(const char *s)
{
    uint64_t x;
    memcpy(&x, s, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

/* The high bit of each byte from `first` to `last`. */
static inline uint64_t among(uint64_t x, unsigned first, unsigned last)
{
    uint64_t low = x & EACH(0x7f);
    return (low + EACH(0x80 - first)) & ~(low + EACH(0x7f - last)) & ~x & EACH(0x80);
}

/* How many of the first eight bytes have no bit; 8: all. */
static inline size_t before_first(uint64_t high_bits)
{
    return high_bits ? (size_t)__builtin_ctzll(high_bits) / 8 : 8;
}

static size_t digits_at(const char *s, const char *end)
{
    size_t n = end - s >= 8 ? before_first(among(eight(s), '0', '9') ^ EACH(0x80)) : 0;
    while (s + n < end && is_digit(s[n]))
        n++;
    return n;
}

/* Where at least eight bytes are. */
static size_t letters_at(const char *s, const char *end)
{
    size_t n = before_first(among(eight(s), 'A', 'Z') ^ EACH(0x80));
    while (n >= 8 && s + n < end && s[n] >= 'A' && s[n] <= 'Z')
        n++;
    return n;
}

/* ---- who ---- */

/* A word and the blank behind it. */
static bool take_word(struct cursor *c, struct log_text *word)
{
    const char *s = c->s;
    while (s < c->end && bytes_in_name[(unsigned char)*s])
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

/* A time in front: the line is inside another's. */
static bool is_stamp(struct log_text t)
{
    return t.n > 10 && t.s[4] == '-' && t.s[10] == 'T';
}

/* The same of the first, which begins with so many bytes of a name at least. */
static bool take_first(struct cursor *c, size_t n, struct log_text *word)
{
    if (n == 0 || c->end - c->s <= (ptrdiff_t)n || c->s[n] != ' ')
        return take_word(c, word);
    *word = (struct log_text){c->s, n};
    c->s += n + 1;
    return true;
}

/* An address of so many bytes, and nobody who logged in: as nearly always. */
static bool take_nobody(const struct cursor *c, size_t n, struct log_text *client)
{
    if (n < 2 || c->end - c->s != (ptrdiff_t)n + 5 || memcmp(c->s + n, " - - ", 5) != 0 || (n > 10 && c->s[4] == '-'))
        return false;
    client->s = c->s; /* one by one: what was just written in halves and is read as a whole has to be waited for */
    client->n = n;
    return true;
}

/* Up to the bracket: three words, or four of which the first is a host. */
static enum access_form take_who(struct cursor *c, size_t n_name, struct log_record *out)
{
    struct log_text word[WORDS_MAX];
    if (take_nobody(c, n_name, &out->field[FIELD_CLIENT]))
        return ACCESS_COMBINED;
    int n = take_first(c, n_name, &word[0]);
    while (n && n < WORDS_MAX && c->s < c->end && take_word(c, &word[n]))
        n++;
    if (c->s != c->end || n < 3 || (n == WORDS_MAX ? !is_host_and_client(word[0], word[1]) : is_second_address(word[1])))
        return ACCESS_NONE;
    if (is_stamp(word[0]) || word[n - 1].n > USER_MAX)
        return ACCESS_NONE;
    if (n == WORDS_MAX && is_said(word[0]))
        out->field[FIELD_HOST] = word[0];
    if (is_said(word[n - 3]))
        out->field[FIELD_CLIENT] = word[n - 3];
    if (is_said(word[n - 1]))
        out->field[FIELD_USER] = word[n - 1];
    return n == WORDS_MAX ? ACCESS_VHOST : ACCESS_COMBINED;
}

/* ---- what ---- */

/* " HTTP/1.1", or " HTTP/2", at the end: the path ends there. NULL: anything else. */
static const char *path_end(const char *s, const char *end)
{
    const char *version = end - s > 9 && end[-2] == '.' ? end - 9 : end - s > 7 ? end - 7 : NULL;
    bool is_version = version && memcmp(version, " HTTP/", 6) == 0 && is_digit(version[6]) && is_digit(end[-1]);
    return is_version ? version : NULL;
}

/* Between the quotes. Blanks in the path are what the pattern takes for a part of it, too. */
static bool take_request(const char *s, const char *end, struct log_record *out)
{
    const char *version = path_end(s, end), *blank = version ? s + letters_at(s, end) : s;
    if (!version || blank == s || blank - s > METHOD_MAX || *blank != ' ' || version - blank < 2)
        return false;
    out->field[FIELD_METHOD] = (struct log_text){s, (size_t)(blank - s)};
    if (version - blank > 2 || blank[1] != '-')
        out->field[FIELD_PATH] = (struct log_text){blank + 1, (size_t)(version - blank - 1)};
    return true;
}

/* ` 200 571`, or ` 200 -`. */
static bool take_status(struct cursor *c, int *status)
{
    const char *s = c->s;
    if (c->end - s < 6 || s[0] != ' ' || s[1] < '1' || s[1] > '5' || !is_digit(s[2]) || !is_digit(s[3]) || s[4] != ' ')
        return false;
    *status = (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
    c->s += 5 + digits_at(s + 5, c->end);
    c->s += c->s == s + 5 && *c->s == '-';
    return c->s > s + 5;
}

/* ---- behind the bytes ---- */

/* Is a blank between the quotes i and i + 1, and nothing else? */
static bool is_joint(const char *line, const struct bytes_line *marks, unsigned i)
{
    return marks->quote[i + 1] == marks->quote[i] + 2 && line[marks->quote[i] + 1] == ' ';
}

/* "-", or "192.0.2.7". */
static bool take_forwarded(const char *s, const char *end, struct log_text *client)
{
    size_t n = (size_t)(end - s);
    if (n == 1 && *s == '-')
        return true;
    *client = (struct log_text){s, n};
    return n && address_length(s, end) == n;
}

/* ` "referer" "agent"`, and ` "forwarded"` behind them. */
static bool take_agent(const char *line, size_t at, const struct bytes_line *marks, struct log_record *out)
{
    unsigned n = marks->n_quotes;
    const unsigned *quote = marks->quote;
    if ((n != 6 && n != 8) || line[at] != ' ' || quote[2] != at + 1 || !is_joint(line, marks, 3) || quote[n - 1] + 1 != marks->n)
        return false;
    return n == 6 || (is_joint(line, marks, 5) && take_forwarded(line + quote[6] + 1, line + quote[7], &out->field[FIELD_CLIENT]));
}

/* Field by field: at once, the compiler would do it by an instruction that takes as long as all the rest (rep stos). */
static void clear(struct log_record *r, const char *line, size_t n)
{
    static const struct log_text none;
    struct log_text *f = r->field;
    _Static_assert(N_LOG_FIELDS == 10 && (sizeof *r == 216 || sizeof(void *) != 8), "every member is set below");
    f[0] = none, f[1] = none, f[2] = none, f[3] = none, f[4] = none;
    f[5] = none, f[6] = none, f[7] = none, f[8] = none, f[9] = none;
    r->at = TIME_NONE;
    r->offset = 0;
    r->raw = (struct log_text){line, n};
    r->n_lines = 1;
    r->status = 0;
    r->took = -1;
    r->level = LEVEL_UNSAID;
    r->is_partial = r->is_stderr = false;
}

enum access_form fast_access_read(const char *line, const struct bytes_line *marks, const struct log_clock *clock,
                                  struct clf_minute *minute, struct log_record *out)
{
    enum { TIME = CLF_BYTES + 3 }; /* [...] and a blank, before the request's quote */
    clear(out, line, marks->n);
    if (marks->is_odd || marks->n_quotes < 2 || marks->quote[0] < TIME)
        return ACCESS_NONE;
    const char *bracket = line + marks->quote[0] - TIME;
    struct cursor who = {line, bracket}, rest = {line + marks->quote[1] + 1, line + marks->n};
    if (bracket[0] != '[' || bracket[TIME - 2] != ']' || bracket[TIME - 1] != ' ' || !clf_read(minute, bracket + 1, clock, &out->at))
        return ACCESS_NONE;
    enum access_form form = take_who(&who, marks->n_name, out);
    if (!form || !take_request(line + marks->quote[0] + 1, line + marks->quote[1], out) || !take_status(&rest, &out->status))
        return ACCESS_NONE;
    if (rest.s == rest.end)
        return form == ACCESS_COMBINED && marks->n_quotes == 2 ? ACCESS_COMMON : ACCESS_NONE;
    bool is_fit = take_agent(line, (size_t)(rest.s - line), marks, out) && (form == ACCESS_COMBINED || marks->n_quotes == 6);
    return is_fit ? form : ACCESS_NONE;
}

enum access_form fast_access_parse(const char *line, size_t n, const struct log_clock *clock, struct clf_minute *minute,
                                   struct log_record *out)
{
    struct bytes_line marks;
    bytes_read_line(line, n, &marks);
    return marks.n == n ? fast_access_read(line, &marks, clock, minute, out) : ACCESS_NONE;
}
