/* read: which shape it is, and what all of them have in common. */
#include "alert/alert.h"

#include <string.h>

#include "alert/shape.h"
#include "base/i18n.h"
#include "base/time.h"
#include "text/digest.h"

enum { FIELDS_NAMED = 12 };

/* ---- what it is ---------------------------------------------------------------------------------------------------------- */

static const struct alert_shape *find_shape(const struct json *root)
{
    const struct alert_shape *const tables[] = {alert_groups, alert_pagerduty, alert_events};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const struct alert_shape *s = tables[i]; s->is_it; s++)
            if (s->is_it(root))
                return s;
    return NULL;
}

bool alert_read_shape(struct alert *a, const struct json *root, struct err *e)
{
    const struct alert_shape *shape = find_shape(root);
    if (!shape)
        return false;
    a->source = shape->source;
    a->starts = TIME_NONE;
    return shape->read(a, root, e);
}

struct naming { /* the fields that were found */
    struct str text;
    size_t n;
};

static void name_field(void *to, const char *key, const struct json *value)
{
    struct naming *naming = to;
    (void)value;
    if (naming->n++ < FIELDS_NAMED)
        str_addf(&naming->text, "%s%.40s", naming->text.n ? ", " : "", key);
}

static bool refuse(const struct json *root, struct err *e)
{
    struct naming naming = {0};
    if (!json_is_map(root))
        return err_set(e, ERR_INPUT, _("this JSON is no object, and no list of alerts; an alert has at least a title"));
    json_each(root, name_field, &naming);
    if (naming.n == 0)
        err_set(e, ERR_INPUT, _("this JSON object is empty; an alert has at least a title"));
    else if (naming.n <= FIELDS_NAMED)
        err_set(e, ERR_INPUT, _("this is no alert that triage knows; its fields are: %s. A plain object needs alertname, title, name, summary or message"),
                str_get(&naming.text));
    else
        err_set(e, ERR_INPUT,
                _("this is no alert that triage knows; its fields are: %s and %zu more. A plain object needs alertname, title, name, summary or message"),
                str_get(&naming.text), naming.n - FIELDS_NAMED);
    str_release(&naming.text);
    return false;
}

/* ---- what all have in common ------------------------------------------------------------------------------------------- */

static void count_field(void *to, const char *key, const struct json *value)
{
    size_t *n = to;
    (void)key;
    if (json_is_map(value))
        json_each(value, count_field, n);
    else if (json_is_list(value))
        for (size_t i = 0; i < json_count(value); i++)
            count_field(n, "", json_item(value, i));
    else
        *n += 1;
}

static void make_key(struct alert *a)
{
    unsigned char sum[DIGEST_SIZE];
    char hex[DIGEST_HEX];
    if (!a->group)
        return;
    digest_of(a->group, strlen(a->group), sum);
    digest_hex(sum, DIGEST_SIZE / 2, hex);
    snprintf(a->key, sizeof a->key, "%.20s %.32s", a->source, hex);
}

static void name_it(struct alert *a)
{
    static const char *const titles[] = {"alertname", "title", "summary", "message", NULL};
    static const char *const summaries[] = {"summary", "description", "message", NULL};
    static const char *const links[] = {"runbook_url", "runbook", "runbookUrl", "runbook_link", "playbook", NULL};
    a->title = a->title ? a->title : alert_first(a, titles);
    a->title = a->title ? a->title : a->source;
    a->summary = alert_first(a, summaries);
    a->link = a->link ? a->link : alert_first(a, links);
    if (str_eq(a->summary, a->title))
        a->summary = NULL;
}

static bool read(struct alert *a, struct err *e)
{
    if (json_is_deeper(a->root, ALERT_MAX_DEPTH))
        return err_set(e, ERR_INPUT, _("this JSON is nested more than %d deep; no alert is"), ALERT_MAX_DEPTH);
    if (!alert_read_shape(a, a->root, e))
        return e->code ? false : refuse(a->root, e);
    count_field(&a->n_fields, "", a->root);
    name_it(a);
    make_key(a);
    return true;
}

bool alert_read(const char *bytes, size_t n, struct alert *a, struct err *e)
{
    *a = (struct alert){0};
    if (n > ALERT_MAX_BYTES)
        return err_set(e, ERR_INPUT, _("an alert of more than %d MB is not read"), ALERT_MAX_BYTES >> 20);
    size_t blank = 0;
    while (blank < n && strchr(" \t\r\n", bytes[blank]) && bytes[blank])
        blank++;
    if (blank == n)
        return err_set(e, ERR_INPUT, _("there is nothing in it; an alert is a JSON object"));
    a->root = json_read(bytes, n, e);
    if (a->root && read(a, e))
        return true;
    alert_release(a);
    return false;
}

void alert_release(struct alert *a)
{
    for (size_t i = 0; i < a->one.n; i++)
        vec_release(&a->one.v[i].labels.of);
    vec_release(&a->one);
    vec_release(&a->common.of);
    json_free(a->root);
    arena_release(&a->arena);
    *a = (struct alert){0};
}

/* ---- looking into it ---------------------------------------------------------------------------------------------------- */

/* A pointer is spelled as the author spelled it: that is also what is shown. */
static const struct alert_label *point(struct alert *a, const char *pointer)
{
    const char *value = alert_text(a, json_at(a->root, pointer));
    if (!value)
        return NULL;
    struct alert_label *found = arena_alloc(&a->arena, sizeof *found);
    const char *name = arena_strdup(&a->arena, pointer);
    *found = (struct alert_label){name, value, ALERT_FIELD, name};
    return found;
}

const struct alert_label *alert_find(struct alert *a, size_t one, const char *name)
{
    if (*name == '/')
        return point(a, name);
    const struct alert_label *found = one < a->one.n ? alert_labels_find(&a->one.v[one].labels, name) : NULL;
    return found ? found : alert_labels_find(&a->common, name);
}

bool alert_differs(struct alert *a, const char *name)
{
    const struct alert_label *first = alert_find(a, 0, name);
    for (size_t i = 1; i < a->one.n; i++) {
        const struct alert_label *other = alert_find(a, i, name);
        if (!first != !other || (first && !str_eq(first->value, other->value)))
            return true;
    }
    return false;
}
