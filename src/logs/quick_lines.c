/* quick_lines: times read where they must stand, boundaries by interpolation. */
#include "logs/quick_lines.h"

#include <string.h>

enum { BEFORE_TIME_MAX = 1024, BRACKETS_MAX = 4, NEAR = 2 << 10 };

static bool is_stamp(const char *s)
{
    return s[2] == '/' && s[6] == '/' && s[11] == ':' && s[14] == ':' && s[CLF_BYTES] == ']';
}

bool quick_time(struct quick_reader *r, const char *line, size_t n, int64_t *at)
{
    const char *s = line, *end = line + (n < BEFORE_TIME_MAX ? n : BEFORE_TIME_MAX);
    r->asked++;
    for (int i = 0; i < BRACKETS_MAX; i++) {
        const char *bracket = memchr(s, '[', (size_t)(end - s));
        if (!bracket || memchr(s, '\n', (size_t)(bracket - s)))
            break;
        s = bracket + 1;
        if ((size_t)(line + n - s) > CLF_BYTES && is_stamp(s) && clf_read(&r->minute, s, r->clock, at))
            return true;
    }
    r->odd++;
    return false;
}

/* ---- where a moment begins ---- */

static size_t line_behind(const char *bytes, size_t pos, size_t end)
{
    const char *newline = memchr(bytes + pos, '\n', end - pos);
    return newline ? (size_t)(newline - bytes) + 1 : end;
}

static size_t line_around(const char *bytes, size_t from, size_t pos)
{
    const char *newline = memrchr(bytes + from, '\n', pos - from);
    return newline ? (size_t)(newline - bytes) + 1 : from;
}

/* Where to look next. Requests come about evenly, so the first guess is near; from there in steps that grow, because what is
 * near is in the cache; when the place is between two that are near, the middle. */
struct search {
    bool has_guessed, moved_lo;
    size_t reach;
};

static size_t guess(struct search *s, const struct quick_line *lo, const struct quick_line *hi, int64_t at)
{
    size_t room = hi->pos - lo->pos, reach = s->reach;
    if (!s->has_guessed && hi->at > lo->at) {
        s->has_guessed = true;
        return lo->pos + (size_t)((double)(room - 1) * ((double)(at - lo->at) / (double)(hi->at - lo->at)));
    }
    if (room <= 2 * reach)
        return lo->pos + room / 2;
    s->reach *= 2;
    return s->moved_lo ? lo->pos + reach : hi->pos - reach;
}

/* A line without a time belongs to the one before it; one that cannot be there (older than what is above it) too. */
static int64_t time_between(struct quick_reader *r, const char *line, size_t n, const struct quick_line *lo,
                            const struct quick_line *hi)
{
    int64_t at;
    if (!quick_time(r, line, n, &at))
        return lo->at;
    if (at < lo->at - TIME_MINUTE || at > hi->at + TIME_MINUTE)
        r->odd++;
    return at < lo->at || at > hi->at ? lo->at : at;
}

void quick_seek(struct quick_reader *r, const char *bytes, struct quick_line *lo, struct quick_line *hi, int64_t at)
{
    struct search search = {.reach = NEAR};
    for (;;) {
        size_t pos = line_around(bytes, lo->pos, guess(&search, lo, hi, at));
        if (pos == lo->pos)
            pos = line_behind(bytes, pos, hi->pos);
        if (pos >= hi->pos)
            return;
        struct quick_line found = {pos, time_between(r, bytes + pos, hi->pos - pos, lo, hi)};
        search.moved_lo = found.at < at;
        if (search.moved_lo)
            *lo = found;
        else
            *hi = found;
    }
}
