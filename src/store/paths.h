/* paths: where things are, by the XDG Base Directory Specification. The struct owns its texts. */
#ifndef STORE_PATHS_H
#define STORE_PATHS_H
#include <stdbool.h>

#include "base/err.h"

struct paths { /* absolute, without a slash at the end */
    char *home;
    char *config, *state, *cache, *data; /* "~/.config/triage" and so on; not made yet */
    char *shipped;                       /* what comes with the program: data/ and kb/ are below it */
};

/* From the environment. HOME that is not set is looked up (password file); nothing is ever put into "/". XDG variables
 * that are not absolute are passed over, as the specification asks. TRIAGE_DATADIR replaces the installed data. */
bool paths_find(struct paths *p, struct err *e);
void paths_release(struct paths *p);
/* The caller's: "~/x" and "~" with the home directory; a relative path below `base`. */
char *paths_expand(const struct paths *p, const char *text, const char *base);
/* The caller's: for people, "~/x" again. */
char *paths_shorten(const struct paths *p, const char *path);
#endif
