/* look_endpoint: what a request adds to its endpoint. */
#include <string.h>

#include "logs/fold.h"
#include "logs/look_own.h"

void look_note_error(const struct log_look *l, struct log_count *c, const struct look_taken *t)
{
    if (c->errors == 1 || (t->at != TIME_NONE && (c->first == TIME_NONE || t->at < c->first))) {
        c->first = t->at;
        c->offset = t->r->offset;
        c->source = l->source;
    }
    c->last = t->at > c->last ? t->at : c->last; /* none is less than any */
}

static size_t without_query(const struct log_text *path)
{
    const char *end = memchr(path->s, '?', path->n);
    return end ? (size_t)(end - path->s) : path->n;
}

/* "GET /path" as one text: in an access log it stands there, elsewhere it is put together. */
static struct log_text request_line(const struct log_record *r, char room[128])
{
    const struct log_text *method = &r->field[FIELD_METHOD], *path = &r->field[FIELD_PATH];
    size_t n = without_query(path);
    if (!method->n)
        return (struct log_text){path->s, n};
    if (path->s == method->s + method->n + 1)
        return (struct log_text){method->s, method->n + 1 + n};
    if (method->n + 1 + n > 120)
        return (struct log_text){NULL, SIZE_MAX};
    memcpy(room, method->s, method->n);
    room[method->n] = ' ';
    memcpy(room + method->n + 1, path->s, n);
    return (struct log_text){room, method->n + 1 + n};
}

/* Where a segment ends that begins with a digit and has nothing but letters and digits; s where it is none. */
static const char *number_end(const char *s, const char *end)
{
    const char *at = s;
    if (s == end || (unsigned char)(*s - '0') >= 10)
        return s;
    while (at < end && ((unsigned char)(*at - '0') < 10 || (unsigned char)((*at | 32) - 'a') < 26))
        at++;
    return at < end && *at != '/' ? s : at;
}

static uint64_t eight(const char *s)
{
    uint64_t w;
    memcpy(&w, s, sizeof w);
    return w;
}

/* Is a digit behind a slash at one of eight places? The upper bit of a byte says whether it is none. */
static bool has_number(const char *s)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), low = 0x7f * ones, high = 0x80 * ones;
    uint64_t slash = eight(s) ^ '/' * ones, digit = eight(s + 1) ^ '0' * ones;
    uint64_t no_slash = ((slash & low) + low) | slash, no_digit = ((digit & low) + (0x80 - 10) * ones) | digit;
    return (~(no_slash | no_digit) & high) != 0;
}

static bool may_have_number(const struct log_text *line)
{
    size_t i = 0;
    if (line->n < 9)
        return true;
    for (; i + 9 < line->n; i += 8)
        if (has_number(line->s + i))
            return true;
    return has_number(line->s + line->n - 9);
}

/* A line whose path has such segments, each of them as one 0: they all are one endpoint (logs/fold makes every such segment
 * an id), and few lines have the same ones. NULL: there is none, or it is too long. */
static struct log_text without_numbers(const struct log_text *line, char room[128])
{
    const char *from = line->s, *end = line->s + line->n, *slash = line->s;
    size_t used = 1;
    room[0] = '\1'; /* no line as it is begins so */
    if (line->n > 120)
        return (struct log_text){0};
    while ((slash = memchr(slash, '/', (size_t)(end - slash)))) {
        const char *rest = number_end(++slash, end);
        if (rest == slash)
            continue;
        memcpy(room + used, from, (size_t)(slash - from));
        used += (size_t)(slash - from);
        room[used++] = '0';
        from = slash = rest;
    }
    if (from == line->s)
        return (struct log_text){0};
    memcpy(room + used, from, (size_t)(end - from));
    return (struct log_text){room, used + (size_t)(end - from)};
}

static struct log_count *again(struct log_count *c, bool is_error)
{
    c->all++;
    c->errors += is_error;
    return c;
}

static struct log_count *folded(struct log_look *l, const struct look_taken *t)
{
    char text[FOLD_MAX];
    size_t n = fold_endpoint(t->r->field[FIELD_METHOD], t->r->field[FIELD_PATH], text);
    return n ? log_tally_add(&l->endpoints, text, n, t->is_error) : NULL;
}

/* Most requests are for few paths as they are, or but for a number: those are not folded again. */
static struct log_count *endpoint(struct log_look *l, const struct look_taken *t)
{
    char room[128], second[128];
    struct log_text line = request_line(t->r, room);
    if (!line.s)
        return folded(l, t);
    struct log_text numbered = may_have_number(&line) ? without_numbers(&line, second) : (struct log_text){0};
    struct log_text key = numbered.s ? numbered : line;
    char *place = log_seen_place(&l->paths, key.s, key.n);
    struct log_seen_entry *seen = log_seen_find(&l->paths, place, key.s, key.n);
    if (seen)
        return again(&l->endpoints.v[seen->index], t->is_error);
    struct log_count *c = folded(l, t);
    if (c)
        log_seen_keep(&l->paths, place, key.s, key.n, (uint32_t)(c - l->endpoints.v));
    return c;
}

void look_take_endpoint(struct log_look *l, const struct look_taken *t)
{
    struct log_count *c = endpoint(l, t);
    if (!c || !t->is_error)
        return;
    look_note_error(l, c, t);
    if (t->at != TIME_NONE)
        log_grid_add(&l->failures, t->at, COLUMN_ENDPOINTS + (size_t)(c - l->endpoints.v));
}
