/* log_where: the fields of a record as the names of a condition. */
#include "probe/log_where.h"

#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "flow/condition.h"
#include "flow/flow.h"
#include "logs/fold.h"

static const struct name {
    const char *name;
    enum value_kind kind;
    int field; /* of texts that are a field of the record as they stand; -1: made */
} names[] = {
    {"status", VALUE_NUMBER, -1},          {"level", VALUE_TEXT, -1},           {"method", VALUE_TEXT, FIELD_METHOD},
    {"path", VALUE_TEXT, FIELD_PATH},      {"endpoint", VALUE_TEXT, -1},        {"client", VALUE_TEXT, FIELD_CLIENT},
    {"user", VALUE_TEXT, FIELD_USER},      {"request", VALUE_TEXT, FIELD_REQUEST}, {"trace", VALUE_TEXT, FIELD_TRACE},
    {"host", VALUE_TEXT, FIELD_HOST},      {"service", VALUE_TEXT, FIELD_SERVICE}, {"message", VALUE_TEXT, FIELD_MESSAGE},
    {"took", VALUE_DURATION, -1},          {"time", VALUE_TIME, -1},
};
enum { N_NAMES = sizeof names / sizeof *names };

struct log_where {
    struct arena arena;
    struct condition *condition;
    struct str text[N_NAMES]; /* fields with a NUL behind them, of the record that is asked about */
};

struct asked {
    struct log_where *where;
    const struct log_record *record;
};

static const struct name *find(const char *name)
{
    for (size_t i = 0; i < N_NAMES; i++)
        if (strcmp(names[i].name, name) == 0)
            return &names[i];
    return NULL;
}

static bool kind_of(const void *of, const char *name, enum value_kind *kind)
{
    const struct name *row = find(name);
    (void)of;
    if (row)
        *kind = row->kind;
    return row != NULL;
}

static const char *nearest(const void *of, const char *name)
{
    const char *best = NULL;
    unsigned least = 3;
    (void)of;
    for (size_t i = 0; i < N_NAMES; i++) {
        unsigned distance = str_distance(name, names[i].name);
        if (distance < least)
            best = names[i].name, least = distance;
    }
    return best;
}

/* ---- compiling --------------------------------------------------------------------------------------------------------- */

/* A flow says that nothing in it yields the name; here it is a field that there is not. */
static bool knows_names(const struct condition *c, struct err *e)
{
    struct names used = {0};
    condition_facts(c, &used);
    for (size_t i = 0; i < used.n; i++) {
        const char *near = nearest(NULL, used.v[i]);
        if (find(used.v[i]))
            continue;
        if (near)
            return err_set(e, ERR_USAGE, _("'%s' is no field of a record; did you mean '%s'?"), used.v[i], near);
        return err_set(e, ERR_USAGE, _("'%s' is no field of a record; status, level, method, path, endpoint, client, user, "
                                       "request, trace, host, service, message, took and time are."), used.v[i]);
    }
    return true;
}

static bool say_first(const struct problems *ps, struct err *e)
{
    const struct problem *p = ps->list.n ? &ps->list.v[0] : NULL;
    if (!p)
        return err_set(e, ERR_USAGE, _("This is no condition; `status >= 500` is one."));
    if (p->remedy)
        return err_set(e, ERR_USAGE, _("column %u: %s; %s"), (unsigned)p->mark.column, p->text, p->remedy);
    return err_set(e, ERR_USAGE, _("column %u: %s"), (unsigned)p->mark.column, p->text);
}

static bool compile(struct log_where *where, const char *text, struct problems *ps, struct err *e)
{
    struct condition_place place = {.bytes = text, .n = strlen(text)};
    struct condition_names known = {.kind_of = kind_of, .nearest = nearest};
    where->condition = condition_parse(text, &place, &where->arena, ps);
    if (!where->condition)
        return say_first(ps, e);
    return knows_names(where->condition, e) && (condition_bind(where->condition, &place, &known, ps) || say_first(ps, e));
}

struct log_where *log_where_new(const char *text, struct err *e)
{
    struct log_where *where = mem_alloc(sizeof *where);
    struct problems ps = {0};
    bool ok = compile(where, text, &ps, e);
    problems_release(&ps);
    if (ok)
        return where;
    log_where_free(where);
    return NULL;
}

void log_where_free(struct log_where *where)
{
    if (!where)
        return;
    for (size_t i = 0; i < N_NAMES; i++)
        str_release(&where->text[i]);
    arena_release(&where->arena);
    mem_free(where);
}

/* ---- asking ------------------------------------------------------------------------------------------------------------ */

static struct value text_value(struct log_where *where, const struct name *row, const char *s, size_t n)
{
    struct str *text = &where->text[row - names];
    str_clear(text);
    str_add_n(text, s, n);
    return s && strlen(str_get(text)) ? value_text(str_get(text)) : value_none();
}

static struct value endpoint_value(struct log_where *where, const struct name *row, const struct log_record *r)
{
    char endpoint[FOLD_MAX];
    if (!r->field[FIELD_PATH].s)
        return value_none();
    size_t n = fold_endpoint(r->field[FIELD_METHOD], r->field[FIELD_PATH], endpoint);
    return text_value(where, row, endpoint, n);
}

static struct value look_up(void *of, const char *name)
{
    const struct asked *a = of;
    const struct log_record *r = a->record;
    const struct name *row = find(name);
    if (!row)
        return value_none();
    if (row->field >= 0)
        return r->field[row->field].s ? text_value(a->where, row, r->field[row->field].s, r->field[row->field].n) : value_none();
    if (row->kind == VALUE_NUMBER)
        return r->status ? value_number(r->status) : value_none();
    if (row->kind == VALUE_DURATION)
        return r->took >= 0 ? value_duration(r->took) : value_none();
    if (row->kind == VALUE_TIME)
        return r->at != TIME_NONE ? value_time(r->at) : value_none();
    if (strcmp(name, "level") == 0)
        return r->level ? value_text(log_level_name(r->level)) : value_none();
    return endpoint_value(a->where, row, r);
}

bool log_where_holds(void *where, const struct log_record *r)
{
    struct asked a = {where, r};
    return condition_holds(a.where->condition, look_up, &a);
}
