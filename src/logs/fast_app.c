/* fast_app: from left to right, and no step back. */
#include "logs/fast_app.h"

#include <string.h>

enum { SHORTEST = 30, SECONDS = 23 }; /* "2026-03-01 03:00:01,123" */

struct cursor {
    const char *s, *end;
};

/* ---- when ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "2026-03-01 03:00:01", read by stamp_iso. */
static bool find_second(struct app_second *known, const char *s, const struct log_clock *clock)
{
    int64_t at;
    size_t used;
    if (s[4] != '-' || s[7] != '-' || (s[10] != ' ' && s[10] != 'T') || s[13] != ':' || s[16] != ':' || s[17] > '5')
        return false;
    if (!stamp_iso(s, APP_SECOND, clock, &at, &used) || used != APP_SECOND)
        return false;
    memcpy(known->text, s, APP_SECOND);
    known->zone = clock->zone;
    known->offset = clock->offset;
    known->start = at;
    return true;
}

/* Of at least SHORTEST bytes. Seconds and milliseconds, with nothing behind them that might be a zone. */
static bool take_time(struct cursor *c, const struct log_clock *clock, struct app_second *known, int64_t *at)
{
    const char *s = c->s;
    const size_t last = APP_SECOND - 4; /* two comparisons of a register each */
    bool is_known = known->text[0] && memcmp(s, known->text, 16) == 0 && memcmp(s + last, known->text + last, 4) == 0 &&
                    known->zone == clock->zone && known->offset == clock->offset;
    if ((s[19] != ',' && s[19] != '.') || !is_digit(s[20]) || !is_digit(s[21]) || !is_digit(s[22]) || s[SECONDS] != ' ')
        return false;
    if (!is_known && !find_second(known, s, clock))
        return false;
    int ms = (s[20] - '0') * 100 + (s[21] - '0') * 10 + s[22] - '0';
    *at = known->start + ms * (TIME_SECOND / 1000);
    c->s += SECONDS;
    return true;
}

/* ---- what ---- */

/* At least one; the line does not end with them. */
static bool take_blanks(struct cursor *c)
{
    const char *s = c->s;
    while (c->s < c->end && *c->s == ' ')
        c->s++;
    return c->s > s && c->s < c->end;
}

static const struct {
    char word[8], mask[8]; /* and a blank behind it: compared at once */
    size_t n;
    enum log_level level;
} levels[] = {
    {"INFO ", "\xff\xff\xff\xff\xff", 4, LEVEL_INFO},          {"WARN ", "\xff\xff\xff\xff\xff", 4, LEVEL_WARNING},
    {"DEBUG ", "\xff\xff\xff\xff\xff\xff", 5, LEVEL_DEBUG},    {"ERROR ", "\xff\xff\xff\xff\xff\xff", 5, LEVEL_ERROR},
    {"TRACE ", "\xff\xff\xff\xff\xff\xff", 5, LEVEL_TRACE},    {"FATAL ", "\xff\xff\xff\xff\xff\xff", 5, LEVEL_CRITICAL},
    {"WARNING ", "\xff\xff\xff\xff\xff\xff\xff\xff", 7, LEVEL_WARNING},
};

static uint64_t load(const char *s)
{
    uint64_t word;
    memcpy(&word, s, sizeof word);
    return word;
}

static enum log_level take_level(struct cursor *c)
{
    if (c->end - c->s < 8)
        return LEVEL_UNSAID;
    uint64_t here = load(c->s);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if ((here & load(levels[i].mask)) == load(levels[i].word)) {
            c->s += levels[i].n;
            return levels[i].level;
        }
    return LEVEL_UNSAID;
}

/* Bytes of a word that are c, as their highest bits; above the first one found there may be false ones. */
static uint64_t find_byte(uint64_t word, char c)
{
    uint64_t zero = word ^ UINT64_C(0x0101010101010101) * (unsigned char)c;
    return (zero - UINT64_C(0x0101010101010101)) & ~zero & UINT64_C(0x8080808080808080);
}

static const char *find_end_of_thread(const char *s, const char *end)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (; end - s >= 8; s += 8) {
        uint64_t word = load(s), found = find_byte(word, ']') | find_byte(word, '[') | find_byte(word, '\x1b');
        if (found)
            return s + __builtin_ctzll(found) / 8;
    }
#endif
    while (s < end && *s != ']' && *s != '[' && *s != '\x1b')
        s++;
    return s;
}

/* "[http-nio-8080-exec-5]", without brackets and colours inside. */
static bool take_thread(struct cursor *c)
{
    const char *s = find_end_of_thread(c->s + 1, c->end);
    if (s == c->end || *s != ']')
        return false;
    c->s = s + 1;
    return true;
}

/* As the pattern has it: [A-Za-z0-9_.$/@-]. */
static const unsigned char is_in_logger[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['$'] = 1,
    ['A'] = 2, ['B'] = 2, ['C'] = 2, ['D'] = 2, ['E'] = 2, ['F'] = 2, ['G'] = 2, ['H'] = 2, ['I'] = 2, ['J'] = 2, ['/'] = 1,
    ['K'] = 2, ['L'] = 2, ['M'] = 2, ['N'] = 2, ['O'] = 2, ['P'] = 2, ['Q'] = 2, ['R'] = 2, ['S'] = 2, ['T'] = 2, ['@'] = 1,
    ['U'] = 2, ['V'] = 2, ['W'] = 2, ['X'] = 2, ['Y'] = 2, ['Z'] = 2, ['a'] = 2, ['b'] = 2, ['c'] = 2, ['d'] = 2, ['-'] = 1,
    ['e'] = 2, ['f'] = 2, ['g'] = 2, ['h'] = 2, ['i'] = 2, ['j'] = 2, ['k'] = 2, ['l'] = 2, ['m'] = 2, ['n'] = 2, ['.'] = 1,
    ['o'] = 2, ['p'] = 2, ['q'] = 2, ['r'] = 2, ['s'] = 2, ['t'] = 2, ['u'] = 2, ['v'] = 2, ['w'] = 2, ['x'] = 2, ['_'] = 1,
    ['y'] = 2, ['z'] = 2,
};

/* "shop.Access - " and what follows. */
static bool take_logger(struct cursor *c, struct log_text *logger)
{
    const char *s = c->s;
    if (s == c->end || is_in_logger[(unsigned char)*s] != 2) /* a letter */
        return false;
    while (s < c->end && is_in_logger[(unsigned char)*s])
        s++;
    *logger = (struct log_text){c->s, (size_t)(s - c->s)};
    if (c->end - s < 4 || s[0] != ' ' || (s[1] != '-' && s[1] != ':') || s[2] != ' ')
        return false;
    c->s = s + 2;
    return take_blanks(c);
}

/* When, and a level, and perhaps a thread before it. */
static bool take_head(struct cursor *c, const struct log_clock *clock, struct app_second *second, int64_t *at,
                      enum log_level *level)
{
    if (c->end - c->s < SHORTEST || !take_time(c, clock, second, at) || !take_blanks(c))
        return false;
    if (*c->s == '[' && (!take_thread(c) || !take_blanks(c)))
        return false;
    *level = take_level(c);
    return *level != LEVEL_UNSAID;
}

/* A thread behind the level. */
static bool take_second_thread(struct cursor *c)
{
    const char *thread = c->s;
    return *c->s != '[' || (take_thread(c) && !memchr(thread, ',', (size_t)(c->s - thread)) && take_blanks(c));
}

bool fast_app_glance(const char *line, size_t n, const struct log_clock *clock, struct app_second *second, int64_t *at,
                     enum log_level *level)
{
    struct cursor c = {line, line + n};
    return take_head(&c, clock, second, at, level);
}

/* In pieces that are a few stores each: of the whole at once the compiler makes a loop that takes as long as the rest. */
static void clear(struct log_record *out)
{
    enum { HALF = N_LOG_FIELDS / 2 };
    memset(out->field, 0, HALF * sizeof *out->field);
    memset(out->field + HALF, 0, (N_LOG_FIELDS - HALF) * sizeof *out->field);
    out->offset = 0;
    out->n_lines = 1;
    out->status = 0;
    out->took = -1;
    out->is_partial = out->is_stderr = false;
}

bool fast_app_parse(const char *line, size_t n, const struct log_clock *clock, struct app_second *second, struct log_record *out)
{
    struct cursor c = {line, line + n};
    struct log_text logger;
    enum log_level level;
    int64_t at;
    if (!take_head(&c, clock, second, &at, &level) || !take_blanks(&c) || !take_second_thread(&c) || !take_logger(&c, &logger))
        return false;
    struct log_text message = {c.s, (size_t)(c.end - c.s)};
    if (c.end[-1] == '\r' || (message.n == 1 && *c.s == '-') || *c.s <= ' ' || memchr(c.s, '\x1b', message.n))
        return false;
    clear(out);
    out->at = at;
    out->raw = (struct log_text){line, n};
    out->level = level;
    out->field[FIELD_SERVICE] = logger;
    out->field[FIELD_MESSAGE] = message;
    return true;
}
