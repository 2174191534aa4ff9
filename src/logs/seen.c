/* seen: hashing and comparing eight bytes at a time, the last eight twice rather than by single bytes. */
#include "logs/seen.h"

#include <string.h>

#include "base/mem.h"
#include "base/time.h"

enum { LINE = 64 };

static uint64_t word(const char *s)
{
    uint64_t w;
    memcpy(&w, s, sizeof w);
    return w;
}

/* All bytes of a text shorter than eight. */
static uint64_t short_word(const char *s, size_t n)
{
    uint32_t a = 0, b = 0;
    if (n >= 4) {
        memcpy(&a, s, 4);
        memcpy(&b, s + n - 4, 4);
        return (uint64_t)a << 32 | b;
    }
    if (n)
        a = (uint32_t)(unsigned char)s[0] << 16 | (uint32_t)(unsigned char)s[n / 2] << 8 | (unsigned char)s[n - 1];
    return a;
}

/* Two products that need not wait for one another. */
static uint64_t mix(uint64_t h, uint64_t a, uint64_t b)
{
    h = (h ^ a) * UINT64_C(0x9e3779b97f4a7c15) + b * UINT64_C(0xd6e8feb86659fd93);
    return h ^ h >> 32;
}

/* By length as the texts mostly are, without loops: how often one goes round differs from text to text, and a wrong guess of
 * the processor costs more than a few words too many. */
static uint64_t hash_of(const char *s, size_t n)
{
    uint64_t h = n;
    if (n < 8)
        return mix(h, short_word(s, n), 0);
    for (; n > 32; s += 16, n -= 16)
        h = mix(h, word(s), word(s + 8));
    size_t half = n > 16 ? 8 : 0;
    h = mix(h, word(s), word(s + n - 8));
    return mix(h, word(s + half), word(s + n - 8 - half));
}

static bool same(const char *a, const char *b, size_t n)
{
    if (n < 8)
        return short_word(a, n) == short_word(b, n);
    for (; n > 32; a += 16, b += 16, n -= 16)
        if (((word(a) ^ word(b)) | (word(a + 8) ^ word(b + 8))) != 0)
            return false;
    size_t half = n > 16 ? 8 : 0, last = n - 8;
    uint64_t ends = (word(a) ^ word(b)) | (word(a + last) ^ word(b + last));
    return (ends | (word(a + half) ^ word(b + half)) | (word(a + last - half) ^ word(b + last - half))) == 0;
}

void log_seen_init(struct log_seen *c, size_t places, size_t size)
{
    char *memory = mem_alloc(2 * places * size + LINE);
    char *v = memory + (LINE - (uintptr_t)memory % LINE); /* so that an entry needs no more lines of the cache than it fills */
    *c = (struct log_seen){.memory = memory, .v = v, .places = places, .size = size};
}

char *log_seen_place(const struct log_seen *c, const char *s, size_t n)
{
    char *place = c->v + (hash_of(s, n) & (c->places - 1)) * 2 * c->size;
    __builtin_prefetch(place);
    return place;
}

static struct log_seen_entry *entry_at(char *at)
{
    return (struct log_seen_entry *)(void *)at;
}

struct log_seen_entry *log_seen_find(const struct log_seen *c, char *place, const char *s, size_t n)
{
    struct log_seen_entry *first = entry_at(place), *second = entry_at(place + c->size);
    if (first->n == n && same(first->text, s, n))
        return first;
    return second->n == n && same(second->text, s, n) ? second : NULL;
}

struct log_seen_entry log_seen_keep(const struct log_seen *c, char *place, const char *s, size_t n, uint32_t index)
{
    struct log_seen_entry *first = entry_at(place), gone = *entry_at(place + c->size);
    if (n == 0 || n > c->size - sizeof *first)
        return (struct log_seen_entry){0};
    memcpy(place + c->size, place, c->size);
    *first = (struct log_seen_entry){.index = index, .n = (uint32_t)n, .last = TIME_NONE};
    memcpy(first->text, s, n);
    return gone;
}

struct log_seen_entry *log_seen_at(const struct log_seen *c, size_t i)
{
    return entry_at(c->v + i * c->size);
}

void log_seen_release(struct log_seen *c)
{
    mem_free(c->memory);
    *c = (struct log_seen){0};
}
