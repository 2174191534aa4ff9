/* skeleton: a flow or an article to begin with, made of the one that ships (data/skeletons), in the language of the
 * messages. */
#ifndef APP_SKELETON_H
#define APP_SKELETON_H
#include "store/paths.h"

/* kind: "flow" or "article". name: of the file, with or without its ending and a directory before it; its last part becomes the id.
 * *path is the caller's: what was written. Nothing that is there already is overwritten. */
bool skeleton_write(const struct paths *paths, const char *kind, const char *name, char **path, struct err *e);
#endif
