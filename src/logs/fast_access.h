/* fast_access: a line of an access log read by hand: common, combined, and combined behind a virtual host. What it says yes
 * to it reads as the formats' patterns do; of anything unusual (an escaped quote, a request that is none, a name with
 * a blank, several addresses, a time it took behind the agent) it says no, and the pattern is asked. */
#ifndef LOGS_FAST_ACCESS_H
#define LOGS_FAST_ACCESS_H
#include "logs/bytes.h"
#include "logs/clf.h"
#include "logs/record.h"

enum access_form {
    ACCESS_NONE,     /* not sure */
    ACCESS_COMMON,   /* client ident user [dd/Mon/yyyy:HH:MM:SS zone] "METHOD path HTTP/v" status bytes */
    ACCESS_COMBINED, /* the same, "referer" "agent", and perhaps "forwarded", which then is the client */
    ACCESS_VHOST,    /* host:port, and then the first combined one */
};

/* One line, without its end. Clears *out and fills it in, but for offset; with ACCESS_NONE it is not to be used. */
enum access_form fast_access_parse(const char *line, size_t n, const struct log_clock *clock, struct clf_minute *minute,
                                   struct log_record *out);
/* The same where the end of the line and its quotes are known. */
enum access_form fast_access_read(const char *line, const struct bytes_line *marks, const struct log_clock *clock,
                                  struct clf_minute *minute, struct log_record *out);
#endif
