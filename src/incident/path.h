/* path: where a step of a called flow stands. The steps of the outermost flow are known by their ids; a step that calls a
 * flow puts its own path before those of that flow: "database/reach". Causes of a called flow are named the same way. */
#ifndef INCIDENT_PATH_H
#define INCIDENT_PATH_H
#include "base/arena.h"

/* The id of `name` in the flow that `path` (any step in it, NULL for the outermost) belongs to; a part of `name`. NULL
 * when it belongs to another flow. */
const char *path_within(const char *name, const char *path);
/* The name of `id`, which stands in that same flow. */
const char *path_beside(const char *path, const char *id, struct arena *arena);
/* "database" for "database/reach"; NULL in the outermost flow. */
const char *path_of_call(const char *path, struct arena *arena);
const char *path_last(const char *path); /* "reach" */
#endif
