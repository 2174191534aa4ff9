/* change: something that was changed, when, by whom, and how to see and undo it; and which of many is the most suspect.
 * Pure: what tools print comes in as bytes, lists and reasons go out. The gatherers are in probe/change_*. */
#ifndef CHANGE_CHANGE_H
#define CHANGE_CHANGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

/* As facts name them (docs/flow-format.md): the time of the last of each kind is PROBE.release, its name PROBE.release_ref. */
enum change_kind { CHANGE_RELEASE, CHANGE_CONFIG, CHANGE_PACKAGE, CHANGE_DATA, CHANGE_INFRASTRUCTURE, CHANGE_FLAG, N_CHANGE_KINDS };

struct change {
    int64_t at;
    enum change_kind kind;
    const char *what;      /* "release r418", "/etc/nginx/sites/shop.conf", "package libssl3 3.0.13 -> 3.0.14" */
    const char *who;       /* "deploy-bot", or NULL */
    const char *detail;    /* "14 commits", one line, or NULL */
    const char *source;    /* "git /srv/app", "dpkg", "files /etc/nginx" */
    const char *see;       /* a read-only shell command that shows it ("git -C ... show --stat 7f3a"), or NULL */
    const char *undo;      /* a hint in words or a command, never run, or NULL */
    const char *service;   /* the unit or service it is about, or NULL */
    const char *const *file; /* files it touched, NULL-terminated, or NULL */
    const char *id;        /* stable: the same change has it again ("git:7f3a9c", "dpkg:2026-..:libssl3") */
};

struct change_missing { /* a source that was not looked at, and why, in a word */
    const char *source, *why; /* "Kubernetes", "no kubectl here" */
};

struct change_list {
    struct arena arena;
    VEC(struct change) list;
    VEC(struct change_missing) missing;
    VEC(const char *) looked;  /* names of the sources that were looked at */
    int64_t since, until;
};
void change_list_release(struct change_list *l);

/* What a suspicion is measured against; unknown parts are TIME_NONE, NULL, 0. */
struct change_case {
    int64_t onset, onset_within;
    const char *service, *host;
    const char *const *trace_file; /* files named in the stack traces */
    size_t n_trace_files;
};

struct change_suspect {
    size_t change;     /* index into the list */
    double score;      /* larger is more suspect */
    bool is_after;     /* it came after the onset: not a suspect */
    int64_t before;    /* us before the onset; TIME_NONE unknown */
    const char *why;   /* "Cart.java is in the failing trace", "the failing service, this host"; in the arena */
};
/* All of them, most suspect first, those after the onset last. */
void change_rank(const struct change_list *l, const struct change_case *c, struct arena *arena, struct change_suspect *out);

/* On one line; and back. */
void change_list_print(const struct change_list *l, struct str *out);
bool change_list_read(const char *json, size_t n, struct change_list *l, struct err *e);
const char *change_kind_name(enum change_kind kind); /* "release" */
#endif
