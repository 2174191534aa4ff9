/* redact: secrets taken out of a text before it is stored. What is a secret is told by rules (text/redact_rule), by the
 * values that were named as secret, and where asked by readers of addresses; a word that merely looks random stays: guessing
 * by entropy alone made 20 false hits in 1,000 log lines. What is found becomes <redacted:KIND#n>; n counts the different
 * secrets of a kind in one book, so that equal ones can be seen to be equal (beyond what a book holds there is no number).
 * Redacting twice changes nothing more, and the text grows to REDACT_GROWS times its length and REDACT_SPARE at most: what
 * would make it longer is left out. The caller owns the redactor. docs/secrets.md tells what is found, and what is not. */
#ifndef TEXT_REDACT_H
#define TEXT_REDACT_H
#include <stdbool.h>

#include "base/str.h"
#include "base/vec.h"
#include "text/redact_book.h"
#include "text/redact_rule.h"

enum { REDACT_GROWS = 5, REDACT_SPARE = 64, REDACT_VALUE_MIN = 4 };

struct redactor;

struct redact_found { /* bytes of the text, from the first to behind the last */
    size_t start, end;
    const char *kind; /* lives as long as the redactor */
    size_t rule;      /* of those that begin at one place the last rule's is the kind: those of tokens are last */
    const char *value; /* that was named, and of which this is a form: it has its number; or NULL */
};

struct redact_list { /* in order, apart from one another; zeroed it is empty, vec_release(&list.of) ends it */
    VEC(struct redact_found) of;
};

struct redactor *redact_new(void); /* with the rules that ship */
void redact_free(struct redactor *r); /* NULL is fine */
/* A team's own rule, borrowed, its pattern without %{pieces} (text/redact_load makes such). Those that ship are
 * asked first. */
void redact_add_rule(struct redactor *r, const struct redact_rule *rule);
/* E-mail addresses, and IPv4 and IPv6 addresses that belong to somebody, too? */
void redact_want(struct redactor *r, bool email, bool addresses);
/* Wherever the value appears, as it is, URL-encoded, in base64 (with what stands around it there) or escaped as in JSON, it
 * is a secret of the kind that the name makes ("DB_PASSWORD": db-password). Shorter ones than REDACT_VALUE_MIN bytes are
 * not looked for: they would be found everywhere. It keeps a copy in memory until redact_free. */
void redact_hide(struct redactor *r, const char *name, const char *value);

/* What is secret in the text; the list is cleared first. */
void redact_find(struct redactor *r, const char *s, size_t n, struct redact_list *list);
/* Adds the text to out with a mark in place of each that was found, numbered by the book. */
void redact_fill(const char *s, size_t n, const struct redact_list *list, struct redact_book *book, struct str *out);
/* Both at once; how many were taken out. */
size_t redact_text(struct redactor *r, const char *s, size_t n, struct redact_book *book, struct str *out);
#endif
