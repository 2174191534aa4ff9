/* observation_json: one line of JSON, there and back. What is read may be anybody's: values that do not fit their type are not
 * known, text is cleaned, and there are limits. */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "observe/observation.h"
#include "observe/say.h"
#include "text/json.h"

/* ---- printing ------------------------------------------------------------------------------------------------------------- */

static void put_value(struct json *map, const char *key, enum observed_type type, const struct observed *v)
{
    char at[TIME_TEXT];
    switch (type) {
    case OBSERVED_FLAG:
        json_put_flag(map, key, v->flag);
        return;
    case OBSERVED_COUNT:
    case OBSERVED_BYTES:
        json_put_int(map, key, (int64_t)v->number);
        return;
    case OBSERVED_SHARE:
        json_put_number(map, key, v->number);
        return;
    case OBSERVED_LENGTH:
        json_put_number(map, key, (double)v->us / (double)TIME_SECOND);
        return;
    case OBSERVED_TIME:
        time_format_utc(v->us, at);
        json_put_text(map, key, at);
        return;
    case OBSERVED_TEXT:
        json_put_text(map, key, v->text);
        return;
    }
}

static struct json *wants_of(const struct observation *o, const struct observe_fact *facts)
{
    struct json *list = json_list();
    for (size_t i = 0; i < o->n_wants; i++) {
        const struct observe_want *w = &o->want[i];
        struct json *one = json_map();
        json_put_text(one, "fact", facts[w->fact].name);
        put_value(one, w->is_most ? "at_most" : "at_least", facts[w->fact].type, &w->than);
        json_put_flag(one, "met", w->is_met);
        json_add(list, one);
    }
    return list;
}

static struct json *map_of(const struct observation *o, bool is_whole)
{
    size_t n;
    const struct observe_fact *facts = observe_facts(o->kind, &n);
    struct json *map = json_map(), *values = json_map();
    struct str sentence = {0};
    if (is_whole)
        json_put_text(map, "look", observe_kind_name(o->kind));
    json_put_text(map, "of", o->of);
    json_put_flag(map, "passed", o->passed);
    if (is_whole) {
        observation_sentence(o, TIME_NONE, NULL, &sentence);
        json_put_text(map, "summary", str_get(&sentence));
        str_release(&sentence);
    }
    for (size_t i = 0; i < n; i++)
        if (o->value[i].is_known)
            put_value(values, facts[i].name, facts[i].type, &o->value[i]);
    json_put(map, "facts", values);
    json_put_text(map, "said", o->said);
    if (o->n_wants)
        json_put(map, "wants", wants_of(o, facts));
    return map;
}

void observation_print(const struct observation *o, struct str *out)
{
    struct json *map = map_of(o, true);
    if (o->n_more > 1) {
        struct json *more = json_list();
        for (size_t i = 0; i < o->n_more; i++)
            json_add(more, map_of(&o->more[i], false));
        json_put(map, "more", more);
    }
    json_print(map, false, out);
    json_free(map);
}

/* ---- reading -------------------------------------------------------------------------------------------------------------- */

static bool read_us(const struct json *j, int64_t *us)
{
    const double most = 100.0 * 366 * 86400;
    double seconds;
    if (!json_number(j, &seconds) || !(seconds >= 0 && seconds <= most))
        return false;
    *us = (int64_t)llround(seconds * (double)TIME_SECOND);
    return true;
}

static bool read_number(const struct json *j, double least, double most, double *to)
{
    double number;
    if (!json_number(j, &number) || !(number >= least && number <= most))
        return false;
    *to = number;
    return true;
}

static bool read_value(struct observation *o, enum observed_type type, const struct json *j, struct observed *v)
{
    enum { MOST_EXACT_BITS = 53 };
    const double most = (double)(INT64_C(1) << MOST_EXACT_BITS);
    switch (type) {
    case OBSERVED_FLAG:
        v->flag = json_flag(j);
        return true;
    case OBSERVED_COUNT:
    case OBSERVED_BYTES:
        if (!read_number(j, -most, most, &v->number))
            return false;
        v->number = trunc(v->number);
        return true;
    case OBSERVED_SHARE:
        return read_number(j, 0, 1, &v->number);
    case OBSERVED_LENGTH:
        return read_us(j, &v->us);
    case OBSERVED_TIME:
        return json_text(j) && time_parse(json_text(j), &v->us);
    case OBSERVED_TEXT:
        if (!json_text(j))
            return false;
        v->text = observe_clean(&o->arena, json_text(j), strlen(json_text(j)));
        return true;
    }
    return false;
}

static void read_facts(struct observation *o, const struct json *values)
{
    size_t n;
    const struct observe_fact *facts = observe_facts(o->kind, &n);
    for (size_t i = 0; i < n; i++) {
        const struct json *j = json_get(values, facts[i].name);
        struct observed v = {.is_known = true};
        if (j && read_value(o, facts[i].type, j, &v))
            o->value[i] = v;
    }
}

static bool read_want(struct observation *o, const struct json *j)
{
    size_t n, i = 0;
    const struct observe_fact *facts = observe_facts(o->kind, &n);
    const char *name = json_text(json_get(j, "fact"));
    while (name && i < n && strcmp(facts[i].name, name) != 0)
        i++;
    if (!name || i == n || facts[i].type == OBSERVED_TEXT || facts[i].type == OBSERVED_FLAG)
        return false;
    struct observe_want w = {.fact = i, .is_most = json_get(j, "at_most") != NULL, .is_met = json_flag(json_get(j, "met"))};
    w.than.is_known = true;
    if (!read_value(o, facts[i].type, json_get(j, w.is_most ? "at_most" : "at_least"), &w.than))
        return false;
    o->want[o->n_wants++] = w;
    return true;
}

static void read_one(struct observation *o, enum observe_kind kind, const struct json *j)
{
    const char *of = json_text(json_get(j, "of")), *said = json_text(json_get(j, "said"));
    const struct json *wants = json_get(j, "wants");
    observation_init(o, kind, of ? of : "");
    o->passed = json_flag(json_get(j, "passed"));
    read_facts(o, json_get(j, "facts"));
    if (said)
        observation_say(o, said);
    for (size_t i = 0; i < json_count(wants) && o->n_wants < OBSERVE_WANTS_MOST; i++)
        read_want(o, json_item(wants, i));
}

bool observation_read(const char *bytes, size_t n, struct observation *o, struct err *e)
{
    enum observe_kind kind;
    if (n > OBSERVE_BYTES)
        return err_set(e, ERR_INPUT, _("it is too long to be what a look found"));
    struct json *j = json_read(bytes, n, e);
    if (!j)
        return false;
    bool ok = observe_kind_find(json_text(json_get(j, "look")), &kind) || err_set(e, ERR_INPUT, _("it is not what a look found"));
    const struct json *more = json_get(j, "more");
    size_t n_more = json_count(more) < OBSERVE_MORE_MOST ? json_count(more) : OBSERVE_MORE_MOST;
    if (ok) {
        const char *summary = json_text(json_get(j, "summary"));
        read_one(o, kind, j);
        o->summary = summary ? observe_clean(&o->arena, summary, strlen(summary)) : NULL;
        struct observation *one = n_more ? observation_add_more(o, n_more) : NULL;
        for (size_t i = 0; i < n_more; i++)
            read_one(&one[i], kind, json_item(more, i));
    }
    json_free(j);
    return ok;
}
