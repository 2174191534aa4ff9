/* name_set: a vector of names, and where in it each stands. */
#include "incident/name_set.h"

#include "base/mem.h"
#include "base/vec.h"

static const uint32_t OFF = UINT32_MAX - 1; /* a map forgets no name: this is where one stands that was taken out */

static uint32_t place_of(const struct name_set *set, const char *name)
{
    uint32_t at = map_find(&set->at, name);
    return at == OFF ? (uint32_t)MAP_ABSENT : at;
}

bool name_set_has(const struct name_set *set, const char *name)
{
    return place_of(set, name) != MAP_ABSENT;
}

void name_set_put(struct name_set *set, const char *name)
{
    if (name_set_has(set, name))
        return;
    map_set(&set->at, name, (uint32_t)set->n);
    *vec_push(set) = name;
}

void name_set_drop(struct name_set *set, const char *name)
{
    uint32_t at = place_of(set, name);
    if (at == MAP_ABSENT)
        return;
    map_set(&set->at, name, OFF);
    const char *last = set->v[--set->n];
    if (at == set->n)
        return;
    set->v[at] = last;
    map_set(&set->at, last, at);
}

void name_set_release(struct name_set *set)
{
    mem_free(set->v);
    map_release(&set->at);
    *set = (struct name_set){0};
}
