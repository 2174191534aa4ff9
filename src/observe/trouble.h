/* trouble: why nothing, or not all, came back from the network: a word for machines, as facts and findings have it, and a
 * sentence for people. */
#ifndef OBSERVE_TROUBLE_H
#define OBSERVE_TROUBLE_H
#include <stdbool.h>

enum trouble {
    TROUBLE_NONE,
    TROUBLE_ADDRESS,     /* the URL, or the HOST:PORT, is none */
    TROUBLE_DNS,         /* the name has no address */
    TROUBLE_REFUSED,     /* nobody listens there */
    TROUBLE_UNREACHABLE, /* no way there */
    TROUBLE_PROXY,       /* the proxy on the way did not help */
    TROUBLE_TIMEOUT,
    TROUBLE_RESET,       /* the other side broke the connection off */
    TROUBLE_EMPTY,       /* it closed it without a word */
    TROUBLE_CUT,         /* it closed it before all had come */
    TROUBLE_PROTOCOL,    /* what came is not what was to come */
    TROUBLE_HEADERS,     /* headers without end */
    TROUBLE_TLS,         /* no common language for a secure connection */
    TROUBLE_CERTIFICATE, /* the certificate is not trusted */
    TROUBLE_OWN_CERTIFICATE, /* ours, its key, or the CA file: cannot be read or used */
    TROUBLE_REDIRECTS,   /* in a circle, or more than allowed */
    TROUBLE_TOO_LARGE,   /* the body is longer than what is read of one */
    TROUBLE_BUSY,        /* still 429 or 503 after the retries that were allowed */
    TROUBLE_STOPPED,     /* ended by the operator */
    TROUBLE_OTHER,
    N_TROUBLES
};

const char *trouble_name(enum trouble t);                    /* "none", "dns" ... as JSON has it */
bool trouble_parse(const char *name, enum trouble *t);
const char *trouble_sentence(enum trouble t);                /* translated; without a stop */
const char *trouble_english(enum trouble t);                 /* the same for records */
/* Did it keep the answer itself from coming? TOO_LARGE and BUSY did not. */
bool trouble_is_failure(enum trouble t);
#endif
