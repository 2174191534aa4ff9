/* map: a hash table of names. */
#include "base/map.h"

#include <string.h>

#include "base/mem.h"

static uint32_t hash_of(const char *s) /* FNV-1a */
{
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

/* The slot of the name, or the free one where it belongs; cap > n keeps one free. */
static struct map_slot *slot_of(const struct map *m, const char *name, uint32_t hash)
{
    size_t i = hash & (m->cap - 1);
    while (m->slot[i].name && (m->slot[i].hash != hash || strcmp(m->slot[i].name, name) != 0))
        i = (i + 1) & (m->cap - 1);
    return &m->slot[i];
}

static void grow(struct map *m)
{
    struct map bigger = {.cap = m->cap ? m->cap * 2 : 16, .n = m->n};
    bigger.slot = mem_array(bigger.cap, sizeof *bigger.slot);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slot[i].name)
            *slot_of(&bigger, m->slot[i].name, m->slot[i].hash) = m->slot[i];
    mem_free(m->slot);
    *m = bigger;
}

uint32_t map_find(const struct map *m, const char *name)
{
    if (!m->n)
        return MAP_ABSENT;
    const struct map_slot *s = slot_of(m, name, hash_of(name));
    return s->name ? s->index : MAP_ABSENT;
}

void map_set(struct map *m, const char *name, uint32_t index)
{
    uint32_t hash = hash_of(name);
    if (m->n * 2 >= m->cap)
        grow(m);
    struct map_slot *s = slot_of(m, name, hash);
    if (!s->name)
        m->n++;
    *s = (struct map_slot){s->name ? s->name : name, hash, index};
}

void map_release(struct map *m)
{
    mem_free(m->slot);
    *m = (struct map){0};
}
