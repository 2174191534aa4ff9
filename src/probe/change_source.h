/* change_source: one kind of place that changes are known from, and what all of them use. A source is a const struct in its own
 * file, change_NAME.c, and a line in change_gather.c. */
#ifndef PROBE_CHANGE_SOURCE_H
#define PROBE_CHANGE_SOURCE_H
#include <sys/types.h>

#include "change/parse.h"
#include "probe/change_options.h"
#include "probe/tool.h"

struct change_hunt {
    const struct change_options *options;
    struct change_list *list;
    struct arena arena;
    int64_t ends;         /* of tool_clock: nothing is begun after it */
    const char *host;     /* this machine */
};

struct change_source {
    const char *name; /* as it is said: "git", "Kubernetes" */
    void (*gather)(struct change_hunt *h);
};

enum { HUNT_TOOL_MS = 5000, HUNT_COMMAND_MS = 10000, HUNT_OUTPUT = 8 << 20, HUNT_MOST = 1000 /* changes of one source */ };

/* Runs a tool and says under `source` why it did not answer: `absent` where it is not installed. A tool that failed, but
 * printed, is not believed. False: nothing to read; the answer is to be released in any case. */
bool hunt_run(struct change_hunt *h, const char *source, const char *absent, const char *const *argv, int limit_ms,
              struct tool_answer *a);
/* Adds the last HUNT_OUTPUT bytes of a regular file. False: it is not there, or may not be read, which is said when
 * `is_named` or when it is a matter of permission. */
bool hunt_read(struct change_hunt *h, const char *source, const char *path, bool is_named, struct str *out);
/* The text as a parser wants it. */
struct change_text hunt_text(const struct change_hunt *h, const struct str *bytes, const char *source, const char *place);
/* "3 lines were not understood", when there were any. */
void hunt_say_odd(struct change_hunt *h, const char *source, size_t n);
/* The user's name, or the number. In the hunt's arena. */
const char *hunt_user(struct change_hunt *h, uid_t uid);
void hunt_looked(struct change_hunt *h, const char *source);

/* Also called for what is named as a path. */
void change_git_look(struct change_hunt *h, const char *path, bool is_named);
void change_releases_look(struct change_hunt *h, const char *path);
void change_files_look(struct change_hunt *h, const char *path, bool is_named);
void change_events_look(struct change_hunt *h, const char *path);
/* False: no package manager writes such a file. */
bool change_packages_look(struct change_hunt *h, const char *path);

extern const struct change_source change_source_git, change_source_packages, change_source_systemd, change_source_releases,
    change_source_files, change_source_crontabs, change_source_kubernetes, change_source_docker, change_source_events,
    change_source_command, change_source_paths;
#endif
