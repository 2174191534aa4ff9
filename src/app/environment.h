/* environment: the values that a command gets, and how they are shown: a secret is passed on, shown as dots, and never
 * recorded. */
#ifndef APP_ENVIRONMENT_H
#define APP_ENVIRONMENT_H
#include "app/session.h"

struct environment {
    struct names names;   /* NAME=value, for the command */
    struct names shown;   /* the same for people and for the record */
    struct names missing; /* names that have no value yet */
};

/* For every name that the shell texts read; second may be NULL (an undo that will want the same values). */
void environment_make(const struct session *s, const struct scope *scope, const char *shell, const char *second,
                      bool none_is_missing, struct arena *arena, struct environment *env);
/* This very triage is the first of its name in PATH, for a probe that runs it. */
void environment_add_triage(struct environment *env, struct arena *arena);
void environment_keep_secret(struct session *s, const char *name, const char *value);
void environment_forget_secrets(struct session *s);
const char *environment_find_secret(const struct session *s, const char *name); /* NULL when it was not given */
/* NAME=value pairs as recorded, made whole again with the secrets that are still in memory. The names of those that
 * cannot be are missing: a command must not get what stands for a secret in its place. */
struct names environment_restore(const struct session *s, const struct names *shown, struct arena *arena, struct names *missing);
/* The shell text with its values before it, to be pasted into a shell on another machine: in ( ), so that its `exit`
 * ends no session; a comment it begins with stays first. Secrets, and values with control characters, which a terminal
 * would take for keys, are left out. */
const char *environment_paste(const struct environment *env, const char *run, struct arena *arena);
#endif
