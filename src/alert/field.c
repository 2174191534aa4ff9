/* field: values of a payload as labels, texts and times. */
#include "alert/shape.h"

#include <string.h>
#include <strings.h>

#include "base/time.h"

const char *alert_text(struct alert *a, const struct json *value)
{
    char *text = value ? json_show(value) : NULL;
    size_t n = text ? strnlen(text, ALERT_MAX_VALUE) : 0;
    while (n && n == ALERT_MAX_VALUE && ((unsigned char)text[n] & 0xc0) == 0x80)
        n--; /* not within a character */
    const char *kept = str_blank(text) ? NULL : arena_strndup(&a->arena, text, n);
    mem_free(text);
    return kept;
}

void alert_add(struct alert *a, struct alert_labels *to, enum alert_part part, const char *name, const char *path,
               const struct json *value)
{
    const char *text = json_is_map(value) || json_is_list(value) ? NULL : alert_text(a, value);
    if (!text || !*name || to->of.n >= ALERT_MAX_LABELS)
        return;
    *vec_push(&to->of) = (struct alert_label){arena_strndup(&a->arena, name, strnlen(name, ALERT_MAX_VALUE)), text, part, path};
}

struct adding { /* the entries of a map */
    struct alert *a;
    struct alert_labels *to;
    enum alert_part part;
    const char *prefix;
};

static void add_entry(void *to, const char *key, const struct json *value)
{
    struct adding *of = to;
    const char *path = of->part != ALERT_FIELD ? NULL : *of->prefix ? arena_printf(&of->a->arena, "%s.%.200s", of->prefix, key) : key;
    alert_add(of->a, of->to, of->part, key, path, value);
}

void alert_add_map(struct alert *a, struct alert_labels *to, enum alert_part part, const char *prefix, const struct json *map)
{
    struct adding of = {a, to, part, prefix};
    if (json_is_map(map))
        json_each(map, add_entry, &of);
}

/* "/payload/source" is called payload.source where people read it. */
static const char *path_of(struct alert *a, const char *pointer)
{
    char *path = arena_strdup(&a->arena, pointer + 1);
    for (char *s = path; *s; s++)
        *s = *s == '/' ? '.' : *s;
    return path;
}

void alert_add_rows(struct alert *a, struct alert_labels *to, const struct json *root, const struct alert_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!alert_labels_find(to, rows[i].name))
            alert_add(a, to, ALERT_FIELD, rows[i].name, path_of(a, rows[i].pointer), json_at(root, rows[i].pointer));
}

const struct alert_label *alert_labels_find(const struct alert_labels *l, const char *name)
{
    for (size_t i = 0; i < l->of.n; i++)
        if (str_eq(l->of.v[i].name, name))
            return &l->of.v[i];
    return NULL;
}

const struct alert_label *alert_find_first(struct alert *a, const char *const *names)
{
    const struct alert_label *found = NULL;
    for (size_t i = 0; !found && names[i]; i++)
        found = alert_find(a, 0, names[i]);
    return found;
}

const char *alert_first(struct alert *a, const char *const *names)
{
    const struct alert_label *found = alert_find_first(a, names);
    return found ? found->value : NULL;
}

struct alert_one *alert_add_one(struct alert *a)
{
    struct alert_one *one = vec_push(&a->one);
    one->starts = TIME_NONE;
    return one;
}

/* ---- times ------------------------------------------------------------------------------------------------------------- */

/* Seconds, milliseconds, microseconds or nanoseconds since 1970, by magnitude: what is meant lies between 2001 and 2286. */
static int64_t time_of_number(double number)
{
    if (!(number >= 1e9 && number < 1e19))
        return TIME_NONE;
    while (number >= 1e10)
        number /= 1000;
    return (int64_t)(number * 1e6);
}

static int64_t time_of_text(const char *text)
{
    char with_colon[64];
    size_t n = strlen(text);
    int64_t at;
    bool is_short = n > 5 && n < sizeof with_colon - 1 && (text[n - 5] == '+' || text[n - 5] == '-');
    if (is_short) { /* +0000, as PagerDuty writes it */
        memcpy(with_colon, text, n - 2);
        with_colon[n - 2] = ':';
        memcpy(with_colon + n - 1, text + n - 2, 3);
    }
    return time_parse(is_short ? with_colon : text, &at) && at > 0 ? at : TIME_NONE;
}

int64_t alert_time(const struct json *value)
{
    double number;
    if (json_number(value, &number))
        return time_of_number(number);
    return json_text(value) ? time_of_text(json_text(value)) : TIME_NONE;
}

bool alert_says_over(const char *word)
{
    static const char *const words[] = {"resolved", "resolve", "ok", "okay", "closed", "recovered", "recovery", "normal", "cleared", "clear",
                                        "inactive", "up"};
    for (size_t i = 0; word && i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i], word) == 0)
            return true;
    return false;
}
