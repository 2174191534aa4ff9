/* fold_own: a template as it is built, for the files of fold_message. */
#ifndef LOGS_FOLD_OWN_H
#define LOGS_FOLD_OWN_H
#include <stdbool.h>
#include <stddef.h>

struct folding {
    const char *s, *end;
    char *out;
    size_t used, max;          /* bytes in out, and how many may be */
    bool unclosed[3];          /* " ' `: none that opens from here on closes, so that it is not looked for again and again */
    bool blank;                /* one is due before what comes next */
    bool is_announced;         /* what comes next is an id if it may be one */
    const char *last, *last_end; /* the token before, for what it announces; NULL: something else was between */
};

void folding_put(struct folding *f, const char *s, size_t n);
/* A list of marks ("#, #, #", "#-#", "#:#.#") is one: how many there are is particular too. */
void folding_mark(struct folding *f, const char *mark);
/* Letters, digits and what joins them: "checkout-7d9f8b6c4-x2x9z:8080". */
void folding_token(struct folding *f, const char *token, const char *end);
#endif
