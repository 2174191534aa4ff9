/* json: reading a stranger's JSON, one value or all of it, and building JSON to print. The doorkeeper of jansson. A struct json
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

/* Reading. A document is walked where it lies: what is handed out is borrowed and lives as long as the document. NULL may
 * be asked anything and answers as what is not there, so that a path needs no checks. Of a key given twice the last counts. */
struct json *json_read(const char *bytes, size_t n, struct err *e); /* the caller's; NULL with *e set */
const struct json *json_get(const struct json *map, const char *key);
const struct json *json_item(const struct json *list, size_t i);
size_t json_count(const struct json *j);           /* entries of a list or map */
const char *json_text(const struct json *j);       /* NULL when it is no text */
bool json_is_map(const struct json *j);
bool json_is_list(const struct json *j);
/* Lists and maps within one another: is it deeper than that? A value that holds none is 0 deep. */
bool json_is_deeper(const struct json *j, size_t levels);
/* The value at a JSON pointer (RFC 6901), NULL when nothing is there. */
const struct json *json_at(const struct json *j, const char *pointer);
/* As text: strings as they are, numbers and flags as written, lists and maps on one line; NULL for null. The caller's. */
char *json_show(const struct json *j);
bool json_int(const struct json *j, int64_t *to);  /* false, *to untouched: it is no whole number */
bool json_number(const struct json *j, double *to); /* whole or not */
bool json_flag(const struct json *j);              /* true, and nothing else, is true */
/* Each entry of a map, in order. */
void json_each(const struct json *map, void (*see)(void *to, const char *key, const struct json *value), void *to);

/* The value at a JSON pointer (RFC 6901) of the document in bytes, as text: strings as they are, numbers and flags as
 * written, lists and maps on one line. NULL when the bytes are no JSON or nothing (or null) is there. The caller's. */
char *json_point(const char *bytes, size_t n, const char *pointer);
/* Is it one whole JSON document? */
bool json_check(const char *bytes, size_t n, struct err *e);
#endif
