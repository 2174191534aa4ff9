/* certificate: what a TLS library prints of a certificate, and says of it, in our words. */
#ifndef OBSERVE_CERTIFICATE_H
#define OBSERVE_CERTIFICATE_H
#include "observe/observation.h"

/* "Nov 20 12:00:00 2027 GMT" (OpenSSL), "2027-11-20 12:00:00 GMT" (others), or RFC 3339; false: none of them. */
bool certificate_time(const char *text, int64_t *at);
/* The word for the result of a check: NULL for 0. The numbers are OpenSSL's (X509_V_ERR_*), which libcurl hands on; `words` are the
 * library's own, for libraries that have no numbers; may be "". */
const char *certificate_word(long verified, const char *words);
/* Names out of a field of alternative names, "DNS:shop.test, DNS:*.shop.test, IP Address:10.0.0.1": without what kind each is. */
void certificate_names(const char *text, struct str *out);
/* Dates, days left at `now`, issuer, subject and names of a certificate; each may be NULL. */
struct certificate {
    const char *start, *end, *issuer, *subject, *names;
};
void certificate_tell(const struct certificate *c, int64_t now, struct observation *o);
#endif
