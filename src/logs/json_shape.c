/* json_shape: a tree of steps. A step is the bytes before a value, and the kind of value: a string's end is its quote, the
 * others' is where their letters end. Of the steps that may come next at most one fits, since each ends where a value begins. */
#include "logs/json_shape.h"

#include <string.h>

#include "base/mem.h"

enum { STEPS_MAX = 1024, TEXT_MAX = 64 << 10, BESIDE_MAX = 24, FULL_MAX = 8, WORTH = 4 * STEPS_MAX };

enum value_kind { VALUE_STRING, VALUE_NUMBER, VALUE_WORD, VALUE_NONE /* the line ends */ };

struct step {
    uint64_t head, tail;   /* the first eight of its bytes, and the last eight, as far as the masks say that they count */
    uint64_t in_head, in_tail;
    uint32_t text, n_text; /* all of them, in shapes.text */
    uint16_t tail_at;
    uint8_t kind, slot;
    struct step *next, *beside; /* the first of those behind it; the next one in the same place. `none` where there is none */
};

struct json_shapes {
    const struct log_format *format;
    struct step step[STEPS_MAX]; /* the first is where a line begins */
    struct step none;            /* stands in no line */
    uint32_t n_steps;
    uint32_t n_read, n_full;     /* lines by what is known now; how often that was forgotten before it was worth it */
    struct str text;
};

static void begin(struct json_shapes *shapes)
{
    shapes->n_steps = 1;
    shapes->step[0] = shapes->none;
    str_clear(&shapes->text);
}

struct json_shapes *json_shapes_new(const struct log_format *f)
{
    struct json_shapes *shapes = mem_alloc(sizeof *shapes);
    shapes->format = f;
    shapes->none = (struct step){.tail = 1, .in_head = UINT64_MAX, .in_tail = UINT64_MAX, .next = &shapes->none, .beside = &shapes->none};
    begin(shapes);
    return shapes;
}

void json_shapes_free(struct json_shapes *shapes)
{
    if (!shapes)
        return;
    str_release(&shapes->text);
    mem_free(shapes);
}

const struct log_format *json_shapes_format(const struct json_shapes *shapes)
{
    return shapes->format;
}

/* ---- values ---- */

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline bool is_number(char c)
{
    return (c >= '0' && c <= '9') || c == '-';
}

static inline uint64_t load(const char *s)
{
    uint64_t x;
    memcpy(&x, s, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

/* The high bit of the first zero byte is set, and none before it. */
static inline uint64_t first_zero(uint64_t x)
{
    return (x - EACH(1)) & ~x & EACH(0x80);
}

#if defined __SSE2__
#include <emmintrin.h>

static inline unsigned specials_of(const char *s)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)s);
    __m128i quote = _mm_cmpeq_epi8(x, _mm_set1_epi8('"')), back = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, back), _mm_cmpeq_epi8(x, _mm_set1_epi8(0x1b))));
}
#endif

static __attribute__((noinline)) const char *find_near_end(const char *s, const char *end)
{
    for (; end - s >= 8; s += 8) {
        uint64_t x = load(s);
        uint64_t found = first_zero(x ^ EACH('"')) | first_zero(x ^ EACH('\\')) | first_zero(x ^ EACH(0x1b));
        if (found)
            return s + __builtin_ctzll(found) / 8;
    }
    while (s < end && *s != '"' && *s != '\\' && *s != '\x1b')
        s++;
    return s;
}

/* The next quote, backslash or escape; or end. */
static inline const char *find_special(const char *s, const char *end)
{
#if defined __SSE2__ /* sixteen at a time, and what is left of the line as anywhere else */
    for (; end - s >= 16; s += 16) {
        unsigned found = specials_of(s);
        if (found)
            return s + __builtin_ctz(found);
    }
#endif
    return find_near_end(s, end);
}

/* From its first backslash on; NULL: it has no end, or an escape sequence. */
static __attribute__((noinline)) const char *escaped_end(const char *s, const char *end)
{
    for (; s < end && *s == '\\'; s = find_special(s + 2, end))
        if (end - s < 2)
            return NULL;
    return s < end && *s == '"' ? s : NULL;
}

/* ---- known ones ---- */

/* Behind the bytes of a step. */
static inline bool is_kind(enum value_kind kind, const char *s, const char *end)
{
    if (s == end)
        return kind == VALUE_NONE;
    return kind == VALUE_STRING || (kind != VALUE_NONE && json_is_literal(*s) && is_number(*s) == (kind == VALUE_NUMBER));
}

/* Most are 8 to 16 bytes long. */
static inline bool is_same(const struct json_shapes *shapes, const struct step *step, const char *s, size_t left)
{
    size_t n = step->n_text;
    if (left < 8)
        return memcmp(s, shapes->text.s + step->text, n) == 0;
    return (((load(s) ^ step->head) & step->in_head) | ((load(s + step->tail_at) ^ step->tail) & step->in_tail)) == 0 &&
           (n <= 16 || memcmp(s + 8, shapes->text.s + step->text + 8, n - 16) == 0);
}

static inline bool fits(const struct json_shapes *shapes, const struct step *step, const char *s, const char *end)
{
    size_t left = (size_t)(end - s);
    return left >= step->n_text && is_same(shapes, step, s, left) && is_kind(step->kind, s + step->n_text, end);
}

/* Of those behind `from` but the first: it is put in front of the others, and will be the one again. */
static struct step *find_other(struct json_shapes *shapes, struct step *from, const char *s, const char *end)
{
    for (struct step **link = &from->next->beside; *link != &shapes->none; link = &(*link)->beside) {
        struct step *step = *link;
        if (!fits(shapes, step, s, end))
            continue;
        *link = step->beside;
        step->beside = from->next;
        return from->next = step;
    }
    return NULL;
}

/* The one behind `from` that fits. */
static inline struct step *find_step(struct json_shapes *shapes, struct step *from, const char *s, const char *end)
{
    if (from->next == &shapes->none)
        return NULL;
    return fits(shapes, from->next, s, end) ? from->next : find_other(shapes, from, s, end);
}

/* The high bit of the first byte that is no digit is set, and none before it. */
static inline uint64_t first_other(uint64_t x)
{
    uint64_t from_zero = x ^ EACH('0'); /* digits are below ten then */
    return (((from_zero & EACH(0x7f)) + EACH(0x80 - 10)) | from_zero) & EACH(0x80);
}

/* Most are whole numbers, of as many digits as they happen to have: without a loop that is no guess. */
static inline const char *literal_end(const char *s, const char *end)
{
    uint64_t other = end - s >= 8 ? first_other(load(s)) : 0;
    s += other ? __builtin_ctzll(other) / 8 : 0;
    while (s < end && json_is_literal(*s))
        s++;
    return s;
}

#if defined __SSE2__
/* As long as things go as they mostly do: the step is the one that came last time, behind it is a string that ends in a quote, or a
 * whole number, and enough bytes follow to be read at once. Calls nothing, so that all it needs stays in registers. Returns where
 * that came to an end, before a step. */
static const char *pass_usual(const char *texts, struct step **at, const char *s, const char *end, struct log_parts *parts)
{
    enum { ROOM = 16 };
    struct step *step = *at;
    for (struct step *next; end - s > (ptrdiff_t)(next = step->next)->n_text + ROOM;) {
        const char *value = s + next->n_text, *stop = value;
        uint64_t other = ((load(s) ^ next->head) & next->in_head) | ((load(s + next->tail_at) ^ next->tail) & next->in_tail);
        for (size_t i = 8; __builtin_expect(next->n_text > i + 8, 0); i += 8)
            other |= load(s + i) ^ load(texts + next->text + i);
        if (other)
            break;
        if (next->kind == VALUE_STRING) {
            unsigned found = specials_of(stop);
            while (!found && end - (stop += ROOM) >= ROOM)
                found = specials_of(stop);
            stop += found ? __builtin_ctz(found) : 0;
            if (!found || *stop != '"')
                break;
        } else {
            other = first_other(load(stop));
            stop += other ? __builtin_ctzll(other) / 8 : 0;
            if (next->kind != VALUE_NUMBER || stop == value || json_is_literal(*stop))
                break;
        }
        if (next->slot < N_SLOTS)
            parts->slot[next->slot] = (struct log_text){value, (size_t)(stop - value)};
        step = next;
        s = stop;
    }
    *at = step;
    return s;
}
#else
static const char *pass_usual(const char *texts, struct step **at, const char *s, const char *end, struct log_parts *parts)
{
    (void)texts, (void)at, (void)end, (void)parts;
    return s;
}
#endif

/* Any value, and behind it; NULL: it has no end, or an escape sequence. */
static const char *take_value(const struct step *step, const char *s, const char *end, struct log_scratch *scratch, struct log_parts *parts)
{
    const char *special = step->kind == VALUE_STRING ? find_special(s, end) : literal_end(s, end), *stop = special;
    if (step->kind == VALUE_STRING && (stop == end || *stop != '"'))
        stop = escaped_end(stop, end);
    if (stop && step->slot < N_SLOTS)
        parts->slot[step->slot] = log_json_text((struct log_text){s, (size_t)(stop - s)}, stop != special, &scratch->text[step->slot]);
    return stop;
}

bool json_shapes_read(struct json_shapes *shapes, const char *line, size_t n, struct log_scratch *scratch, struct log_parts *parts)
{
    const char *s = line, *end = line + n;
    struct step *step = &shapes->step[0];
    for (;;) {
        s = pass_usual(shapes->text.s, &step, s, end, parts);
        step = find_step(shapes, step, s, end);
        if (!step)
            return false;
        if (step->kind == VALUE_NONE)
            break;
        s = take_value(step, s + step->n_text, end, scratch, parts);
        if (!s)
            return false;
    }
    shapes->n_read++;
    return true;
}

/* ---- new ones ---- */

static uint32_t count_beside(const struct json_shapes *shapes, const struct step *from)
{
    uint32_t n = 0;
    for (const struct step *step = from->next; step != &shapes->none; step = step->beside)
        n++;
    return n;
}

static void set_text(struct json_shapes *shapes, struct step *step, struct log_text text)
{
    uint64_t room[1] = {0};
    memcpy(room, text.s, text.n < 8 ? text.n : 8);
    step->head = load((const char *)room);
    step->in_head = text.n < 8 ? (UINT64_C(1) << 8 * text.n) - 1 : UINT64_MAX;
    step->tail_at = (uint16_t)(text.n < 8 ? 0 : text.n - 8);
    step->tail = text.n < 8 ? 0 : load(text.s + text.n - 8);
    step->in_tail = text.n < 8 ? 0 : UINT64_MAX;
    step->text = (uint32_t)shapes->text.n;
    step->n_text = (uint32_t)text.n;
    str_add_n(&shapes->text, text.s, text.n);
}

static struct step *add_step(struct json_shapes *shapes, struct step *from, struct log_text text, const struct json_value *v)
{
    if (!text.n || text.n > UINT16_MAX || shapes->n_steps == STEPS_MAX || shapes->text.n + text.n > TEXT_MAX || count_beside(shapes, from) == BESIDE_MAX)
        return NULL;
    enum value_kind kind = !v ? VALUE_NONE : v->is_string ? VALUE_STRING : is_number(v->text.s[0]) ? VALUE_NUMBER : VALUE_WORD;
    struct step *step = &shapes->step[shapes->n_steps];
    *step = (struct step){.next = &shapes->none, .beside = from->next, .kind = (uint8_t)kind, .slot = (uint8_t)(v ? v->slot : N_SLOTS)};
    set_text(shapes, step, text);
    shapes->n_steps++;
    return from->next = step;
}

/* What was there long ago may never come again. Keys that are ids make every line a shape of its own: then that is the end of
 * it. */
static void forget(struct json_shapes *shapes)
{
    shapes->n_full = shapes->n_read < WORTH ? shapes->n_full + 1 : 0;
    shapes->n_read = 0;
    begin(shapes);
}

void json_shapes_note(struct json_shapes *shapes, const char *line, size_t n, const struct json_values *values)
{
    const char *s = line, *end = line + n;
    struct step *step = &shapes->step[0];
    if (values->n > JSON_VALUES || shapes->n_full == FULL_MAX || memchr(line, '\x1b', n))
        return;
    for (size_t i = 0; i <= values->n && step; i++) {
        const struct json_value *v = i < values->n ? &values->value[i] : NULL;
        const char *stop = v ? v->text.s : end;
        struct step *known = find_step(shapes, step, s, end);
        step = known ? known : add_step(shapes, step, (struct log_text){s, (size_t)(stop - s)}, v);
        s = v ? v->text.s + v->text.n : end;
    }
    if (!step)
        forget(shapes);
}
