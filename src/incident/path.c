/* path: steps in called flows. */
#include "incident/path.h"

#include <stdbool.h>
#include <string.h>

static size_t prefix_of(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? (size_t)(slash - path) + 1 : 0;
}

const char *path_within(const char *name, const char *path)
{
    size_t n = prefix_of(path);
    bool is_inside = n == 0 || strncmp(name, path, n) == 0;
    return is_inside && !strchr(name + n, '/') ? name + n : NULL;
}

const char *path_beside(const char *path, const char *id, struct arena *arena)
{
    size_t n = prefix_of(path);
    return n ? arena_printf(arena, "%.*s%s", (int)n, path, id) : arena_strdup(arena, id);
}

const char *path_of_call(const char *path, struct arena *arena)
{
    size_t n = prefix_of(path);
    return n ? arena_strndup(arena, path, n - 1) : NULL;
}

const char *path_last(const char *path)
{
    return path + prefix_of(path);
}
