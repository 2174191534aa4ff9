/* json: jansson behind our own few words. */
#include "text/json.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

static json_t *own(struct json *j)
{
    return (json_t *)(void *)j;
}

static const json_t *look(const struct json *j)
{
    return (const json_t *)(const void *)j;
}

static struct json *hand(json_t *j)
{
    if (!j)
        mem_die("out of memory");
    return (struct json *)(void *)j;
}

static json_t *text_of(const char *s)
{
    struct str valid = {0};
    size_t n = strlen(s), step;
    uint32_t cp;
    if (utf8_valid(s, n))
        return json_stringn_nocheck(s, n);
    for (size_t i = 0; i < n; i += step ? step : 1) {
        step = utf8_decode(s + i, n - i, &cp);
        str_add_n(&valid, step ? s + i : "\xef\xbf\xbd", step ? step : 3);
    }
    json_t *j = json_stringn_nocheck(str_get(&valid), valid.n);
    str_release(&valid);
    return j;
}

struct json *json_map(void)
{
    return hand(json_object());
}

struct json *json_list(void)
{
    return hand(json_array());
}

void json_put(struct json *map, const char *key, struct json *value)
{
    json_object_set_new_nocheck(own(map), key, own(value));
}

void json_put_text(struct json *map, const char *key, const char *text)
{
    if (text)
        json_put(map, key, hand(text_of(text)));
}

void json_put_int(struct json *map, const char *key, int64_t value)
{
    json_put(map, key, hand(json_integer(value)));
}

void json_put_number(struct json *map, const char *key, double value)
{
    json_put(map, key, hand(isfinite(value) ? json_real(value) : json_null()));
}

void json_put_flag(struct json *map, const char *key, bool value)
{
    json_put(map, key, hand(json_boolean(value)));
}

void json_add(struct json *list, struct json *value)
{
    json_array_append_new(own(list), own(value));
}

void json_add_text(struct json *list, const char *text)
{
    json_add(list, hand(text_of(text)));
}

void json_add_int(struct json *list, int64_t value)
{
    json_add(list, hand(json_integer(value)));
}

static int add_bytes(const char *bytes, size_t n, void *out)
{
    str_add_n(out, bytes, n);
    return 0;
}

void json_print(const struct json *j, bool indented, struct str *out)
{
    json_dump_callback(look(j), add_bytes, out, (indented ? JSON_INDENT(2) : JSON_COMPACT) | JSON_ENCODE_ANY | JSON_REAL_PRECISION(12));
}

void json_free(struct json *j)
{
    json_decref(own(j));
}

static json_t *load(const char *bytes, size_t n, json_error_t *why)
{
    return json_loadb(bytes, n, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, why);
}

bool json_check(const char *bytes, size_t n, struct err *e)
{
    json_error_t why;
    json_t *j = load(bytes, n, &why);
    json_decref(j);
    return j || err_set(e, ERR_INPUT, _("%d:%d: this is not JSON: %s"), why.line, why.column, why.text);
}

/* ---- walking a document ---- */

static const struct json *lend(const json_t *j)
{
    return (const struct json *)(const void *)j;
}

/* A whole number that no int64 holds is legal JSON: then all numbers are read as fractions. */
struct json *json_read(const char *bytes, size_t n, struct err *e)
{
    json_error_t why;
    json_t *j = json_loadb(bytes, n, JSON_DECODE_ANY, &why);
    if (!j && json_error_code(&why) == json_error_numeric_overflow)
        j = json_loadb(bytes, n, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &why);
    if (!j)
        err_set(e, ERR_INPUT, _("%d:%d: this is not JSON: %s"), why.line, why.column, why.text);
    return (struct json *)(void *)j;
}

const struct json *json_get(const struct json *map, const char *key)
{
    return lend(json_object_get(look(map), key));
}

const struct json *json_item(const struct json *list, size_t i)
{
    return lend(json_array_get(look(list), i));
}

size_t json_count(const struct json *j)
{
    return json_is_array(look(j)) ? json_array_size(look(j)) : json_object_size(look(j));
}

const char *json_text(const struct json *j)
{
    return json_string_value(look(j));
}

bool json_is_map(const struct json *j)
{
    return json_is_object(look(j));
}

bool json_is_list(const struct json *j)
{
    return json_is_array(look(j));
}

bool json_is_deeper(const struct json *j, size_t levels)
{
    const char *key;
    json_t *map = own((struct json *)(size_t)j), *value;
    size_t i;
    if (!json_is_map(j) && !json_is_list(j))
        return false;
    if (levels == 0)
        return true;
    json_object_foreach(map, key, value)
        if (json_is_deeper(lend(value), levels - 1))
            return true;
    json_array_foreach(map, i, value)
        if (json_is_deeper(lend(value), levels - 1))
            return true;
    return false;
}

bool json_int(const struct json *j, int64_t *to)
{
    if (!json_is_integer(look(j)))
        return false;
    *to = json_integer_value(look(j));
    return true;
}

bool json_number(const struct json *j, double *to)
{
    if (!json_is_number(look(j)))
        return false;
    *to = json_number_value(look(j));
    return true;
}

bool json_flag(const struct json *j)
{
    return json_is_true(look(j));
}

void json_each(const struct json *map, void (*see)(void *to, const char *key, const struct json *value), void *to)
{
    const char *key;
    json_t *value;
    json_object_foreach(own((struct json *)(size_t)map), key, value)
        see(to, key, lend(value));
}

/* ---- one value ---- */

/* One reference token of a pointer, with ~1 and ~0 taken back. */
static void take_token(const char **pointer, struct str *token)
{
    const char *s = *pointer;
    str_clear(token);
    for (; *s && *s != '/'; s++) {
        bool escaped = s[0] == '~' && (s[1] == '0' || s[1] == '1');
        str_add_char(token, !escaped ? *s : s[1] == '0' ? '~' : '/');
        s += escaped;
    }
    *pointer = s;
}

static const json_t *element(const json_t *j, const char *token)
{
    char *end;
    if (json_is_object(j))
        return json_object_get(j, token);
    unsigned long i = strtoul(token, &end, 10);
    return json_is_array(j) && *token && !*end ? json_array_get(j, i) : NULL;
}

static char *as_text(const json_t *j)
{
    struct str out = {0};
    if (!j || json_is_null(j))
        return NULL;
    if (json_is_string(j))
        return mem_strdup(json_string_value(j));
    json_dump_callback(j, add_bytes, &out, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    return str_take(&out);
}

const struct json *json_at(const struct json *j, const char *pointer)
{
    struct str token = {0};
    const json_t *at = look(j);
    while (at && *pointer == '/') {
        pointer++;
        take_token(&pointer, &token);
        at = element(at, str_get(&token));
    }
    str_release(&token);
    return *pointer ? NULL : lend(at);
}

char *json_show(const struct json *j)
{
    return as_text(look(j));
}

char *json_point(const char *bytes, size_t n, const char *pointer)
{
    json_error_t why;
    json_t *root = load(bytes, n, &why);
    char *text = json_show(json_at(lend(root), pointer));
    json_decref(root);
    return text;
}
