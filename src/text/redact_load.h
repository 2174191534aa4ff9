/* redact_load: rules out of YAML, a team's own, and in tests those that ship, with their samples. A rule that is wrong is a
 * problem with its line, and is left out; the others are there all the same. A set owns what is in it; zeroed it is empty. */
#ifndef TEXT_REDACT_LOAD_H
#define TEXT_REDACT_LOAD_H
#include "base/arena.h"
#include "base/vec.h"
#include "text/problem.h"
#include "text/redact_rule.h"

struct redact_sample { /* « and » stand around what is to be taken out */
    const char *text;
    bool is_positive;
    struct mark mark;
};

struct redact_own {
    struct redact_rule rule;  /* its pattern with all pieces in it; no literals where a reader finds it */
    const char *written;      /* the pattern as written, with %{pieces} */
    const char *reader;       /* "email", "ipv4", "ipv6", or NULL */
    const char *file;
    struct mark mark;
    VEC(struct redact_sample) sample;
};

struct redact_set {
    struct arena arena;
    VEC(struct redact_piece) piece;
    VEC(struct redact_own) rule;
};

/* The text of a file: `pieces` and `rules`. */
void redact_load(struct redact_set *set, const char *file, const char *text, size_t n, struct problems *ps);
/* Each rule against its samples, among all that ship; what does not hold is a problem. */
void redact_check_samples(const struct redact_set *set, struct problems *ps);
void redact_set_release(struct redact_set *set);
#endif
