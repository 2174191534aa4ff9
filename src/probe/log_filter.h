/* log_filter: which records are shown: what was chosen from the lists, a condition, words to search for. All that is set
 * must hold. Owns its texts; a zeroed one lets everything through. */
#ifndef PROBE_LOG_FILTER_H
#define PROBE_LOG_FILTER_H
#include "base/str.h"
#include "logs/format.h"
#include "probe/log_where.h"
#include "text/regex.h"

struct log_filter {
    const struct log_rule *rule; /* what counts as an error; NULL: the usual one. Borrowed */
    bool errors_only;
    char *kind;     /* a signature's key; an error has to be of it */
    char *endpoint; /* folded: "POST /checkout" */
    int status;
    enum log_level level; /* this one alone; LEVEL_UNSAID: any */
    char *client, *user;
    char *id;       /* of a request or a trace: stands anywhere in the record */
    char *text;     /* words, the case of letters aside, in its first line or those that belong to it */
    char *where;    /* a condition, as typed */
    int64_t since, until; /* us; both 0: any time */

    struct log_where *condition; /* compiled by log_filter_ready */
    struct regex *needle;        /* of id or text, the same */
};

/* Once all is set, before it is asked. False: the condition is none. */
bool log_filter_ready(struct log_filter *f, struct err *e);
bool log_filter_holds(const struct log_filter *f, const struct log_record *r);
/* Does it let everything through? */
bool log_filter_is_open(const struct log_filter *f);
/* Only lines with a status from that digit on can pass ('5': `" 5`), and nothing else need be parsed of a log of that format.
 * 0: no such thing is known. */
char log_filter_lowest(const struct log_filter *f, const struct log_format *format);
/* Can anything in these bytes pass? A quick no. */
bool log_filter_may_pass(const struct log_filter *f, const char *s, size_t n);
void log_filter_copy(const struct log_filter *from, struct log_filter *to); /* to is then not ready */
void log_filter_release(struct log_filter *f);
#endif
