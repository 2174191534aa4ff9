/* log_where: a condition in the flow's language over the fields of a record: `status >= 500 and path matches "^/api"`.
 * Names: status (number), took (duration), time (time), and as text level, method, path, endpoint, client, user, request,
 * trace, host, service, message. What a record does not say is none: every comparison with it is false. The caller's. */
#ifndef PROBE_LOG_WHERE_H
#define PROBE_LOG_WHERE_H
#include "base/err.h"
#include "logs/record.h"

struct log_where;

/* NULL with *e: what is wrong in it, where (column), and what to do. */
struct log_where *log_where_new(const char *text, struct err *e);
/* `where` is a struct log_where: as a callback for who takes records. */
bool log_where_holds(void *where, const struct log_record *r);
void log_where_free(struct log_where *where); /* NULL is fine */
#endif
