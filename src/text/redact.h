/* redact: secrets taken out of a text before it is stored. Only strict shapes: known token prefixes, private keys,
 * credentials in headers and URLs, password=... A word that merely looks random stays: guessing by entropy made 20 false
 * hits in 1,000 log lines. What is found becomes <redacted:KIND#n>; n counts the different secrets met since
 * redact_forget, so that equal ones can be seen to be equal (past 256 different ones there is no number). Redacting twice changes nothing more.
 * The caller owns the redactor; it keeps the secrets it met, in memory, until redact_forget or redact_free. */
#ifndef TEXT_REDACT_H
#define TEXT_REDACT_H
#include "base/str.h"

struct redactor;

struct redactor *redact_new(void);
void redact_free(struct redactor *r); /* NULL is fine */
/* Starts counting anew: called before each event and each blob. */
void redact_forget(struct redactor *r);
/* Adds the text to out without its secrets; how many were taken out. */
size_t redact_add(struct redactor *r, const char *s, size_t n, struct str *out);
#endif
