/* problem: what is wrong with a text that a person wrote, where, and what to do about it. A reader collects all of them
 * in one run instead of stopping at the first. A zeroed struct is an empty list; it owns its sentences. Sentences are
 * translated and may quote the text, so whoever prints one cleans it (text/clean). */
#ifndef TEXT_PROBLEM_H
#define TEXT_PROBLEM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

struct mark {
    uint32_t line, column; /* from 1, columns in characters; 0 where it did not come from a file */
};

enum problem_severity { PROBLEM_WARNING, PROBLEM_ERROR };

struct problem {
    enum problem_severity severity;
    const char *rule; /* stable name for editors: "unknown-key" */
    const char *file; /* as given, or NULL */
    struct mark mark;
    const char *text;   /* the sentence, without a full stop */
    const char *remedy; /* what to do, or NULL */
};

/* Further ones are counted, not kept; and past the first hundred nobody searches for what might have been meant. */
enum { PROBLEMS_MAX = 1000, PROBLEMS_GUESSED = 100 };

struct problems {
    struct arena arena;
    const char *file; /* set by the reader; new problems carry it */
    VEC(struct problem) list;
    size_t n_errors, n_warnings;
    bool last_was_dropped;
};

void problem_error(struct problems *ps, const char *rule, struct mark at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void problem_warning(struct problems *ps, const char *rule, struct mark at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Says what to do about the problem added last. */
void problem_remedy(struct problems *ps, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* "file:line:column: sentence; remedy", not cleaned. */
void problem_print(const struct problem *p, struct str *out);
void problems_sort(struct problems *ps); /* by file and place; equal places keep their order */
/* The first error as a refusal of kind ERR_INPUT. False when there is one. */
bool problems_none(const struct problems *ps, struct err *e);
void problems_release(struct problems *ps);
#endif
