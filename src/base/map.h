/* map: names to indices, for "is there one called so, and which". Open addressing over borrowed strings: the owner of
 * the map keeps the names alive (usually in an arena). A zeroed map is empty; entries cannot be removed. */
#ifndef BASE_MAP_H
#define BASE_MAP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map {
    struct map_slot {
        const char *name; /* NULL: free */
        uint32_t hash;
        uint32_t index;
    } *slot;
    size_t n, cap; /* cap is a power of two */
};

#define MAP_ABSENT UINT32_MAX

uint32_t map_find(const struct map *m, const char *name); /* MAP_ABSENT when there is none */
void map_set(struct map *m, const char *name, uint32_t index); /* replaces the index of a name that is there */
void map_release(struct map *m);
#endif
