/* in_json: how a report's values look in JSON, and its parts. Times are RFC 3339 in UTC, lengths seconds, words the
 * format's own, never translated; what is absent has no key. For report_json alone. */
#ifndef REPORT_IN_JSON_H
#define REPORT_IN_JSON_H
#include "report/model.h"
#include "text/json.h"

void in_json_time(struct json *map, const char *key, int64_t at);          /* 0: no key */
void in_json_seconds(struct json *map, const char *key, int64_t length);
void in_json_count(struct json *map, const char *key, int64_t n);          /* 0: no key */
void in_json_value(struct json *map, const char *key, const struct value *v); /* none is null, unknown has no key */
/* An empty list or map, put where it belongs and still to be filled. */
struct json *in_json_list(struct json *map, const char *key);
struct json *in_json_map(struct json *map, const char *key);
struct json *in_json_row(struct json *list); /* a map at the end of the list */

void in_json_course(struct json *root, const struct report *r); /* timeline, status updates, diagnosis */
void in_json_runs(struct json *root, const struct report *r);   /* what was run, fixes, statuses */
void in_json_rest(struct json *root, const struct report *r);   /* what is open, evidence, articles */
#endif
