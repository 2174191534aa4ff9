/* status_code: the HTTP status codes as a table, read from data/status-codes.yaml: the IANA registry (RFC 9110, section
 * 16.2.1) with what each code is for, those that are widely used without being in it, and how those that are mistaken
 * for each other are told apart. The table owns all its text, which is cleaned; it is constant once read. A zeroed one
 * is empty. */
#ifndef KB_STATUS_CODE_H
#define KB_STATUS_CODE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct status_code {
    int number;          /* 100 to 599 */
    const char *name;    /* "Internal Server Error" */
    const char *class;   /* "server error" */
    bool is_registered;  /* false: some programs use it all the same */
    const char *spec;    /* "RFC 9110, section 15.6.1"; of one that is not registered, who uses it: "nginx" */
    const char *use;     /* what a server says with it */
    const char *client;  /* what a client does then */
    const char *caching; /* may the answer be stored */
    const char **cause;
    size_t n_causes;
    int *related;        /* numbers, the nearest first; each is in the table */
    size_t n_related;
};

struct status_comparison {
    int number[2]; /* each is in the table */
    const char *differs, *tell;
};

struct status_codes {
    struct arena arena;
    struct status_code *code; /* by number */
    size_t n_codes;
    struct status_comparison *comparison;
    size_t n_comparisons;
};

enum { STATUS_LEAST = 100, STATUS_MOST = 599 };

/* False: the first mistake in the text, as "file:line:column: sentence; remedy"; *t is empty. */
bool status_codes_parse(const char *bytes, size_t n, const char *file, struct status_codes *t, struct err *e);
void status_codes_release(struct status_codes *t);

const struct status_code *status_code_find(const struct status_codes *t, int number);
/* In either order. NULL: they are not compared. */
const struct status_comparison *status_comparison_find(const struct status_codes *t, int a, int b);

/* Does a number begin with these digits? "5", "5xx", "50X", "503"; an x stands for any digit but the first. */
bool status_number_matches(int number, const char *pattern);
/* The text of a code in which a word begins like this one, upper and lower case alike, or NULL. The first of: name,
 * causes, use, client, caching, spec. */
const char *status_code_mentions(const struct status_code *c, const char *word);

/* As the table names it, "server error", marked for translation; and in the user's language, "5xx server error: ...".
 * NULL but for 1 to 5, the first digit of a code. */
const char *status_class_name(int class);
const char *status_class_title(int class);
#endif
