/* seen: hashing and comparing eight bytes at a time, the last eight twice rather than by single bytes. */
#include "logs/seen.h"

#include <string.h>

#include "base/mem.h"

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

static uint64_t mix(uint64_t h, uint64_t w)
{
    h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

static uint64_t hash_of(const char *s, size_t n)
{
    uint64_t h = n;
    if (n < 8)
        return mix(h, short_word(s, n));
    for (size_t i = 0; i + 8 < n; i += 8)
        h = mix(h, word(s + i));
    return mix(h, word(s + n - 8));
}

static bool same(const char *a, const char *b, size_t n)
{
    if (n < 8)
        return short_word(a, n) == short_word(b, n);
    for (size_t i = 0; i + 8 < n; i += 8)
        if (word(a + i) != word(b + i))
            return false;
    return word(a + n - 8) == word(b + n - 8);
}

void log_seen_init(struct log_seen *c, size_t places, size_t size)
{
    *c = (struct log_seen){mem_array(2 * places, size), places, size};
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
    *first = (struct log_seen_entry){.index = index, .n = (uint32_t)n};
    memcpy(first->text, s, n);
    return gone;
}

struct log_seen_entry *log_seen_at(const struct log_seen *c, size_t i)
{
    return entry_at(c->v + i * c->size);
}

void log_seen_release(struct log_seen *c)
{
    mem_free(c->v);
    *c = (struct log_seen){0};
}
