/* observation: what a small look at one thing (a port, a name, a certificate, files, processes, a unit) amounts to: named
 * values, whether it is as it should be, and a word of what is wrong. Pure. It is one line of JSON in no language, which is
 * what the journal keeps; sentences are made from the values, in the reader's language. All of it lives in its arena; text is
 * cleaned and cut when it is put in, whoever it came from. */
#ifndef OBSERVE_OBSERVATION_H
#define OBSERVE_OBSERVATION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"

enum observe_kind { OBSERVE_TCP, OBSERVE_DNS, OBSERVE_TLS, OBSERVE_FILE, OBSERVE_PROCESS, OBSERVE_UNIT, N_OBSERVE_KINDS };

enum observed_type {
    OBSERVED_FLAG,
    OBSERVED_COUNT,
    OBSERVED_BYTES,
    OBSERVED_SHARE,  /* 0 to 1 */
    OBSERVED_LENGTH, /* us; in JSON seconds */
    OBSERVED_TIME,   /* us since 1970; in JSON RFC 3339 */
    OBSERVED_TEXT,
};

struct observe_fact { /* one kind of value: a row of facts.c */
    const char *name;
    enum observed_type type;
    const char *label; /* for people, marked with N_ */
};

struct observed {
    bool is_known;
    bool flag;
    double number; /* COUNT, BYTES, SHARE */
    int64_t us;    /* LENGTH, TIME */
    const char *text;
};

struct observe_want { /* what was expected of a value */
    size_t fact;
    bool is_most; /* at most `than`, else at least */
    struct observed than;
    bool is_met;
};

enum { OBSERVE_FACTS_MOST = 24, OBSERVE_WANTS_MOST = 8, OBSERVE_MORE_MOST = 64, OBSERVE_TEXT_MOST = 1000, OBSERVE_BYTES = 512 * 1024 };

struct observation {
    struct arena arena;
    enum observe_kind kind;
    const char *of;   /* what was looked at, as it was asked for */
    bool passed;      /* set by observation_judge */
    const char *summary; /* of one that was read: the sentence as it was recorded, or NULL */
    const char *said; /* the system's or a tool's own words about what is wrong, or NULL */
    struct observed value[OBSERVE_FACTS_MOST]; /* in the order of observe_facts */
    struct observe_want want[OBSERVE_WANTS_MOST];
    size_t n_wants;
    struct observation *more; /* of several that were asked for, each. The facts above are of the one that decides. */
    size_t n_more;
};

const struct observe_fact *observe_facts(enum observe_kind kind, size_t *n);
const char *observe_kind_name(enum observe_kind kind); /* "tcp" */
bool observe_kind_find(const char *name, enum observe_kind *kind);
/* The place of a fact in its kind's table; one that is not there is our mistake. */
size_t observe_fact_index(enum observe_kind kind, const char *name);

void observation_init(struct observation *o, enum observe_kind kind, const char *of);
void observation_release(struct observation *o);
/* Put in, by name. A fact that the kind does not have, or of another type, is our mistake. */
void observation_flag(struct observation *o, const char *fact, bool flag);
void observation_number(struct observation *o, const char *fact, double number);
void observation_us(struct observation *o, const char *fact, int64_t us); /* a length or a time */
void observation_text(struct observation *o, const char *fact, const char *text);
void observation_bytes(struct observation *o, const char *fact, const char *s, size_t n); /* text that may hold anything */
void observation_say(struct observation *o, const char *said); /* the first call counts */
/* A stranger's text as it is kept: clean, on one line, not too long. */
const char *observe_clean(struct arena *arena, const char *s, size_t n);
const struct observed *observation_get(const struct observation *o, const char *fact);
/* The text of a fact, "" when it is not known. */
const char *observation_get_text(const struct observation *o, const char *fact);
/* Room for that many more, set up like `o` itself. */
struct observation *observation_add_more(struct observation *o, size_t n);
/* Does it pass? What its kind is about holds (it connects, it exists ...), nothing is in the way, and what was wanted is met. Of
 * several all have to, and the facts become those of the first that does not, else those of the first. */
void observation_judge(struct observation *o);

/* One line of JSON, no newline; at most OBSERVE_BYTES. The sentence in it is in the language in force: call it under "C". */
void observation_print(const struct observation *o, struct str *out);
/* False, and nothing to release: it is not one. A value that does not fit its type is not known. */
bool observation_read(const char *json, size_t n, struct observation *o, struct err *e);
#endif
