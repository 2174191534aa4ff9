/* name: ids for what has none: made of words, small letters, digits and `_`, each of them once in a flow. */
#ifndef RUNBOOK_NAME_H
#define RUNBOOK_NAME_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/map.h"

struct runbook_names {
    struct arena *arena;
    struct map taken;
};

enum { NAME_MOST = 40 };

/* "Data retention & export" is data_retention_export; whole words, at most `most` bytes; "" where there is no letter. */
const char *name_slug(const char *words, size_t most, struct arena *arena);
/* The slug of these words, or `otherwise` where they have none, with a number behind it when it is taken already. */
const char *name_new(struct runbook_names *n, const char *words, size_t most, const char *otherwise);
/* Is this what alerts are called: KubePodCrashLooping? */
bool name_is_alert(const char *s);
#endif
