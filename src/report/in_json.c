/* in_json: values. */
#include "report/in_json.h"

#include <math.h>

#include "base/time.h"

void in_json_time(struct json *map, const char *key, int64_t at)
{
    char text[TIME_TEXT];
    if (!at)
        return;
    time_format_utc(at, text);
    json_put_text(map, key, text);
}

void in_json_seconds(struct json *map, const char *key, int64_t length)
{
    json_put_number(map, key, (double)length / (double)TIME_SECOND);
}

void in_json_count(struct json *map, const char *key, int64_t n)
{
    if (n)
        json_put_int(map, key, n);
}

struct json *in_json_list(struct json *map, const char *key)
{
    struct json *list = json_list();
    json_put(map, key, list);
    return list;
}

struct json *in_json_map(struct json *map, const char *key)
{
    struct json *inner = json_map();
    json_put(map, key, inner);
    return inner;
}

struct json *in_json_row(struct json *list)
{
    struct json *inner = json_map();
    json_add(list, inner);
    return inner;
}

/* A value as itself: none is null, a duration is seconds. */
void in_json_value(struct json *map, const char *key, const struct value *v)
{
    switch (v->kind) {
    case VALUE_UNKNOWN: break;
    case VALUE_NONE: json_put_number(map, key, (double)NAN); break;
    case VALUE_FLAG: json_put_flag(map, key, v->flag); break;
    case VALUE_NUMBER: json_put_number(map, key, v->number); break;
    case VALUE_DURATION: in_json_seconds(map, key, v->us); break;
    case VALUE_TIME: in_json_time(map, key, v->us); break;
    case VALUE_TEXT: json_put_text(map, key, v->text ? v->text : ""); break;
    }
}
