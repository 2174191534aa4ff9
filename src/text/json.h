/* json: reading one value out of a stranger's JSON, and building JSON to print. The doorkeeper of jansson. A struct json
 * is the caller's until it is put into another; text that is not UTF-8 is kept with U+FFFD in place of what is not. */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct json;

struct json *json_map(void);
struct json *json_list(void);
/* NULL text puts nothing. */
void json_put_text(struct json *map, const char *key, const char *text);
void json_put_int(struct json *map, const char *key, int64_t value);
void json_put_number(struct json *map, const char *key, double value); /* not a finite number: null */
void json_put_flag(struct json *map, const char *key, bool value);
void json_put(struct json *map, const char *key, struct json *value); /* takes value */
void json_add_text(struct json *list, const char *text);
void json_add_int(struct json *list, int64_t value);
void json_add(struct json *list, struct json *value); /* takes value */
/* Indented by two, keys in the order they were put; or on one line. No newline at the end. */
void json_print(const struct json *j, bool indented, struct str *out);
void json_free(struct json *j); /* NULL is fine */

/* The value at a JSON pointer (RFC 6901) of the document in bytes, as text: strings as they are, numbers and flags as
 * written, lists and maps on one line. NULL when the bytes are no JSON or nothing (or null) is there. The caller's. */
char *json_point(const char *bytes, size_t n, const char *pointer);
/* Is it one whole JSON document? */
bool json_check(const char *bytes, size_t n, struct err *e);
#endif
