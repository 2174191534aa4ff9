/* config: what is set, and where each value comes from. The strongest first: the command line, the environment, the
 * user's config.yaml, what triage does by itself. The struct owns its texts; zeroed, it is empty. */
#ifndef STORE_CONFIG_H
#define STORE_CONFIG_H
#include "base/arena.h"
#include "flow/flow.h"
#include "store/paths.h"

enum config_key { /* in the order that `triage config` prints */
    CONFIG_JOURNAL,  /* file */
    CONFIG_SHARED,   /* the journal is the group's */
    CONFIG_OPERATOR, /* who works, on a shared account; "" nobody in particular */
    CONFIG_READONLY,
    CONFIG_LEARN,    /* closed incidents of the same flow move its numbers */
    CONFIG_PLAIN,
    CONFIG_ASCII,
    CONFIG_MOUSE,
    CONFIG_THEME,
    CONFIG_HTTP_RATE, /* requests a second that no probe may exceed, whatever its flow says */
    CONFIG_REDACT_EMAIL, /* e-mail addresses are secrets too */
    CONFIG_REDACT_ADDRESSES, /* and IPv4 and IPv6 addresses */
    CONFIG_FLOWS,    /* directories of the team, searched after the user's own */
    CONFIG_ARTICLES,
    CONFIG_CHANGES_GIT, /* where else to look for changes: the entries of `changes` */
    CONFIG_CHANGES_RELEASES,
    CONFIG_CHANGES_FILES,
    CONFIG_CHANGES_EVENTS,
    CONFIG_CHANGES_COMMAND,
    CONFIG_SECRET_NAMES, /* variables whose values are secrets */
    CONFIG_SSH,      /* "ssh", the path of one, or "false": other machines are not reached */
    N_CONFIG_KEYS
};

struct config_item {
    const char *text;   /* never NULL; "true" or "false" for a flag; NULL-free list joined with ", " for showing */
    struct names list;  /* of the keys that are lists: absolute paths, commands as they are */
    const char *source; /* "~/.config/triage/config.yaml:3", "$TRIAGE_JOURNAL", "--journal"; NULL: triage's own */
};

struct config {
    struct arena arena;
    const char *file; /* config.yaml, whether it is there or not */
    bool has_file;
    struct config_item item[N_CONFIG_KEYS];
};

/* ERR_CONFIG, with file:line:column, for a file that is not understood. */
bool config_load(struct config *c, const struct paths *p, struct err *e);
void config_release(struct config *c);
/* A value from the command line: beats all. */
bool config_set(struct config *c, const struct paths *p, enum config_key key, const char *value, const char *source,
                struct err *e);
const char *config_name(enum config_key key); /* as in the file: "journal"; an entry of a map is "changes.git" */
const char *config_text(const struct config *c, enum config_key key);
bool config_flag(const struct config *c, enum config_key key);

/* Where flows (or articles) are looked for, first to last: the user's, the team's, the system's, those that ship.
 * Borrowed from the config's arena. */
enum config_kind { CONFIG_KIND_FLOWS, CONFIG_KIND_ARTICLES };
struct config_place {
    const char *path, *origin; /* "yours", "team", "system", "shipped" */
};
size_t config_places(struct config *c, const struct paths *p, enum config_kind kind, const struct config_place **places);
#endif
