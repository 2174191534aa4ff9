/* name_set: names that are on or off, asked in constant time. The order of `v` is not kept when one is taken out. Owns
 * nothing but its arrays: names are borrowed, and stay borrowed after they were taken out. A zeroed set is empty. */
#ifndef INCIDENT_NAME_SET_H
#define INCIDENT_NAME_SET_H
#include "base/map.h"

struct name_set {
    const char **v;
    size_t n, cap;
    struct map at;
};

bool name_set_has(const struct name_set *set, const char *name);
void name_set_put(struct name_set *set, const char *name);
void name_set_drop(struct name_set *set, const char *name);
void name_set_release(struct name_set *set);
#endif
