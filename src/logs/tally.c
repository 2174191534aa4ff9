/* tally: texts to counts, open addressing over a hash of eight bytes at a time. */
#include "logs/tally.h"

#include <string.h>

#include "base/mem.h"
#include "base/time.h"

enum {
    TEXT_MAX = 512,
    FIRST_SLOTS = 64,
    PROBES_MAX = 512, /* whoever writes the log may know the hash: a run longer than chance makes one is not followed */
};

static uint64_t mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

static uint64_t load(const char *s)
{
    uint64_t word;
    memcpy(&word, s, sizeof word);
    return word;
}

/* Less than eight bytes. */
static uint64_t load_few(const char *s, size_t n)
{
    uint64_t word = 0;
    for (size_t i = 0; i < n; i++)
        word = word << 8 | (unsigned char)s[i];
    return word;
}

static uint32_t hash_of(const char *s, size_t n)
{
    uint64_t h = n * UINT64_C(0xd6e8feb86659fd93);
    if (n < 8)
        return (uint32_t)(mix(mix(h, load_few(s, n)), n) >> 16);
    for (size_t i = 0; i + 8 < n; i += 8)
        h = mix(h, load(s + i));
    h = mix(mix(h, load(s + n - 8)), n); /* some of these bytes for the second time */
    return (uint32_t)(h ^ h >> 32);
}

/* A NUL in the text is kept as a blank, so that what is kept can be shown. */
static bool same_with_blanks(const char *kept, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kept[i] != (s[i] ? s[i] : ' '))
            return false;
    return true;
}

static bool same(const char *kept, const char *s, size_t n)
{
    if (n >= 8 && n <= 16 && load(kept) == load(s) && load(kept + n - 8) == load(s + n - 8))
        return true;
    return memcmp(kept, s, n) == 0 || same_with_blanks(kept, s, n);
}

/* The slot of the text, or the free one where it belongs. NULL: too many before it. */
static struct log_slot *slot_of(const struct log_tally *t, const char *s, size_t n, uint32_t hash)
{
    for (size_t i = hash & (t->slots - 1), probes = 0; probes < PROBES_MAX; i = (i + 1) & (t->slots - 1), probes++) {
        struct log_slot *slot = &t->slot[i];
        if (!slot->index)
            return slot;
        if (slot->hash == hash && t->v[slot->index - 1].n == n && same(t->v[slot->index - 1].text, s, n))
            return slot;
    }
    return NULL;
}

static void put(struct log_slot *slot, size_t slots, uint32_t hash, size_t index)
{
    size_t i = hash & (slots - 1);
    while (slot[i].index)
        i = (i + 1) & (slots - 1);
    slot[i] = (struct log_slot){(uint32_t)index + 1, hash};
}

static void grow(struct log_tally *t)
{
    size_t slots = t->slots ? t->slots * 2 : FIRST_SLOTS;
    struct log_slot *slot = mem_array(slots, sizeof *slot);
    for (size_t i = 0; i < t->n; i++)
        put(slot, slots, t->v[i].hash, i);
    mem_free(t->slot);
    t->slot = slot;
    t->slots = slots;
    t->v = mem_grow(t->v, slots / 2, sizeof *t->v);
}

static const char *keep(struct log_tally *t, const char *s, size_t n)
{
    char *text = arena_strndup(&t->arena, s, n);
    for (char *nul = text; (nul = memchr(nul, '\0', n - (size_t)(nul - text))); nul++)
        *nul = ' ';
    return text;
}

static struct log_count *make(struct log_tally *t, struct log_slot *slot, const char *s, size_t n, uint32_t hash)
{
    *slot = (struct log_slot){(uint32_t)t->n + 1, hash};
    struct log_count *c = &t->v[t->n++];
    *c = (struct log_count){.n = n, .hash = hash, .first = TIME_NONE, .last = TIME_NONE};
    c->text = keep(t, s, n);
    return c;
}

void log_tally_init(struct log_tally *t, size_t limit)
{
    *t = (struct log_tally){.limit = limit};
}

struct log_count *log_tally_add(struct log_tally *t, const char *s, size_t n, bool is_error)
{
    if (n > TEXT_MAX)
        n = TEXT_MAX;
    if (t->n >= t->slots / 2)
        grow(t);
    uint32_t hash = hash_of(s, n);
    struct log_slot *slot = slot_of(t, s, n, hash);
    if (!slot || (!slot->index && t->n >= t->limit)) {
        t->overflow++;
        t->overflow_errors += is_error;
        return NULL;
    }
    struct log_count *c = slot->index ? &t->v[slot->index - 1] : make(t, slot, s, n, hash);
    c->all++;
    c->errors += is_error;
    return c;
}

/* Of equals the one that came first stands before. */
static bool is_before(const struct log_tally *t, uint32_t a, uint32_t b)
{
    const struct log_count *x = &t->v[a], *y = &t->v[b];
    if (x->errors != y->errors)
        return x->errors > y->errors;
    return x->all != y->all ? x->all > y->all : a < b;
}

/* A heap whose root is the least of those that are kept. */
static void sink(const struct log_tally *t, uint32_t *heap, size_t n, size_t i)
{
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && is_before(t, heap[child], heap[child + 1]))
            child++;
        if (!is_before(t, heap[i], heap[child]))
            return;
        uint32_t moved = heap[i];
        heap[i] = heap[child];
        heap[child] = moved;
    }
}

size_t log_tally_top(const struct log_tally *t, uint32_t *index, size_t max)
{
    size_t n = t->n < max ? t->n : max;
    for (size_t i = 0; i < n; i++)
        index[i] = (uint32_t)i;
    for (size_t i = n / 2; i-- > 0;)
        sink(t, index, n, i);
    for (size_t i = n; n && i < t->n; i++)
        if (is_before(t, (uint32_t)i, index[0])) {
            index[0] = (uint32_t)i;
            sink(t, index, n, 0);
        }
    for (size_t left = n; left > 1; left--) {
        uint32_t least = index[0];
        index[0] = index[left - 1];
        index[left - 1] = least;
        sink(t, index, left - 1, 0);
    }
    return n;
}

size_t log_tally_failing(const struct log_tally *t)
{
    size_t failing = 0;
    for (size_t i = 0; i < t->n; i++)
        failing += t->v[i].errors > 0;
    return failing;
}

void log_tally_release(struct log_tally *t)
{
    arena_release(&t->arena);
    mem_free(t->v);
    mem_free(t->slot);
    *t = (struct log_tally){.limit = t->limit};
}
