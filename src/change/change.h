/* change: something that was changed, when, by whom, and how to see and undo it; and which of many is the most suspect.
 * Pure: what tools print comes in as bytes, lists and reasons go out. The gatherers are in probe/change_*.
 *
 * Texts are in English whatever the language, because lists are printed as JSON and kept in the journal; they are
 * translated where they are shown, by change_tell. */
#ifndef CHANGE_CHANGE_H
#define CHANGE_CHANGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"

/* As facts name them (docs/flow-format.md): the time of the last of each kind is PROBE.release, its name PROBE.release_ref. */
enum change_kind {
    CHANGE_RELEASE,
    CHANGE_CONFIG,
    CHANGE_PACKAGE,
    CHANGE_DATA,
    CHANGE_INFRASTRUCTURE,
    CHANGE_FLAG,
    N_CHANGE_KINDS
};

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
    const char *host;      /* the machine it was made on, or NULL: all of them, or not known */
    const char *const *file; /* files it touched, NULL-terminated, or NULL */
    const char *const *part; /* what it consists of (packages, images), NULL-terminated, or NULL */
    const char *id;        /* stable: the same change has it again ("git:7f3a9c", "package:libssl3:3.0.14") */
};

struct change_missing { /* a source that was not looked at, or not wholly, and why, in a word */
    const char *source, *why; /* "Kubernetes", "not installed here" */
};

/* What a suspicion is measured against; unknown parts are TIME_NONE, NULL, 0. */
struct change_case {
    int64_t onset, onset_within;
    const char *service, *host;
    const char *const *trace_file; /* files named in the stack traces */
    size_t n_trace_files;
};

struct change_list {
    struct arena arena;
    VEC(struct change) list;
    VEC(struct change_missing) missing;
    VEC(const char *) looked;  /* names of the sources that were looked at */
    int64_t since, until;
    struct change_case asked;  /* what it was gathered for, in the arena; its onset is TIME_NONE where none is known */
    size_t n_dropped;          /* past CHANGES_MOST */
};

enum {
    CHANGES_MOST = 20000,      /* in a list */
    CHANGE_FILES_MOST = 2000,  /* files or parts of a change that are kept */
};

/* The window; what lies outside it is not added. Nothing is known of what fails. */
void change_list_init(struct change_list *l, int64_t since, int64_t until);
void change_list_release(struct change_list *l);
/* Takes a copy, with the texts that people read on one line, cleaned and cut. False where it lies outside the window, has no
 * `what`, or the list is full. */
bool change_add(struct change_list *l, const struct change *c);
/* `source` may be named more than once; the same word about it is not. */
void change_miss(struct change_list *l, const char *source, const char *why);
void change_looked(struct change_list *l, const char *source);
/* Newest first; of those with the same id the one that says who. */
void change_list_settle(struct change_list *l);
/* Keeps the newest `most` of what was added since the list had `first`; returns how many were left out. */
size_t change_list_trim(struct change_list *l, size_t first, size_t most);
void change_case_copy(struct change_case *to, const struct change_case *from, struct arena *arena);
/* What `c` does not know, it takes from `other`; borrows. */
void change_case_complete(struct change_case *c, const struct change_case *other);

struct change_suspect {
    size_t change;     /* index into the list */
    double score;      /* larger is more suspect */
    bool is_after;     /* it came after the onset: not a suspect */
    int64_t before;    /* us before the onset, less than 0 after it; TIME_NONE unknown */
    const char *why;   /* "Cart.java is in the failing trace", "the failing service, this host"; may be "". In the arena, in
                        * the   language of who reads it */
};

/* All of them, most suspect first, those after the onset last. `out` has room for as many as the list has.
 *
 * score = near * kind * match, and 10 more where a file that it touched is named in a failing stack trace
 *   near   30 min / (30 min + distance): a half at half an hour, a fifth at two hours. The distance is to the onset; to the end
 *          of the window where no onset is known; 0 within the onset's uncertainty.
 *   kind   release 1, flag 0.9, config 0.8, data 0.8, infrastructure 0.4, package 0.4: how often each is the cause of failures
 *          that begin at once, as postmortem collections count them (changes of code and settings lead, platforms follow);
 *          configuration written within a minute of packages counts as theirs, 0.4.
 *   match  3 where it is about the service that fails, by its unit, its parts, or the service's name as a word of what was
 *          changed; 0.3 where it was made on another host than the one that fails; 1 else.
 * So a release that touched the failing file comes first, then what is near, then what is about the service. */
void change_rank(const struct change_list *l, const struct change_case *c, struct arena *arena, struct change_suspect *out);

/* What a list amounts to, for facts; TIME_NONE and NULL where there is none. `last` is of the last change of each kind not
 * after the onset, or, where none is, or no onset is known, of the last one. Borrows from the list. */
struct change_facts {
    size_t count, before_onset;      /* before_onset: all of them where no onset is known */
    int64_t last_change;
    int64_t last[N_CHANGE_KINDS];
    const char *ref[N_CHANGE_KINDS];
    const char *top_suspect, *suspect_kind;
};
struct change_facts change_facts(const struct change_list *l, const struct change_case *c);

/* On one line, what a list with at most 1,000 changes and 700 KB holds (the most suspect, with score and why, first); and back:
 * the case that it was gathered for is `asked` again. What is not understood of a change is left out. */
void change_list_print(const struct change_list *l, const struct change_case *c, struct str *out);
bool change_list_read(const char *json, size_t n, struct change_list *l, struct err *e);

const char *change_kind_name(enum change_kind kind); /* "release" */
bool change_kind_parse(const char *name, enum change_kind *kind);
const char *change_kind_word(enum change_kind kind); /* the same for people, in their language */
/* What a list says of a change (what, detail) or of a source (why), as people read it: the words that triage put there in
 * their language, what it quotes as it is. NULL is "". */
void change_tell(const char *text, struct str *out);
/* A fixed word of a list (missing.why, detail) in the reader's language; any other text is itself. NULL is "". */
const char *change_said(const char *text);
/* "2 min before the onset", "2 min after", "at the onset"; "12 min ago" where no onset is known. */
void change_distance(const struct change *c, const struct change_suspect *s, int64_t now, char out[80]);
/* One sentence: "5 changes since 00:00; release r418 came 2 min before the onset". */
void change_headline(const struct change_list *l, const struct change_case *c, int64_t now, const struct time_zone *zone,
                     struct str *out);
#endif
