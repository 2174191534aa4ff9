/* value: placeholders and variables to inputs. */
#include "runbook/value.h"

#include <string.h>

/* ---- inputs ---- */

/* What alerts call the things that runbooks leave open. */
static const struct {
    const char *word, *label;
} labels[] = {
    {"namespace", "namespace"}, {"pod", "pod"},   {"podname", "pod"},  {"node", "node"}, {"instance", "instance"}, {"job", "job"},
    {"service", "service"},     {"deployment", "deployment"},          {"container", "container"},
    {"pvc", "persistentvolumeclaim"}, {"persistentvolumeclaim", "persistentvolumeclaim"}, {"device", "device"},
    {"mountpoint", "mountpoint"}, {"statefulset", "statefulset"}, {"daemonset", "daemonset"}, {"cluster", "cluster"},
};

/* "value of namespace label from alert": the word before "label". */
static const char *label_said(struct runbook_values *v, const char *ask)
{
    const char *at = strstr(ask, " label");
    if (!at || !strstr(at, "alert"))
        return NULL;
    const char *from = at;
    while (from > ask && from[-1] != ' ')
        from--;
    const char *word = arena_strndup(v->arena, from, (size_t)(at - from));
    return strspn(word, "abcdefghijklmnopqrstuvwxyz_0123456789") == strlen(word) && *word ? word : NULL;
}

static const char *label_of(struct runbook_values *v, const char *key, const char *ask)
{
    const char *said = label_said(v, ask);
    if (said)
        return said;
    const char *core = str_starts(key, "my_") ? key + 3 : str_starts(key, "your_") ? key + 5 : str_starts(key, "the_") ? key + 4 : key;
    size_t n = strlen(core) - (str_ends(core, "_name") ? strlen("_name") : 0);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strlen(labels[i].word) == n && strncmp(labels[i].word, core, n) == 0)
            return labels[i].label;
    return NULL;
}

size_t values_input(struct runbook_values *v, const char *key, const char *ask)
{
    uint32_t known = map_find(&v->by_key, key);
    if (known != MAP_ABSENT)
        return known;
    if (!*key || v->input.n >= VALUES_MOST_INPUTS)
        return SIZE_MAX;
    map_set(&v->by_key, key, (uint32_t)v->input.n);
    *vec_push(&v->input) = (struct runbook_input){
        .id = name_new(v->names, key, NAME_MOST, "value"), .ask = ask, .label = label_of(v, key, ask)};
    return v->input.n - 1;
}

const char *values_key(struct runbook_values *v, const char *words)
{
    const char *said = label_said(v, words);
    return name_slug(said ? said : words, VALUES_NAME, v->arena);
}

static const char *inner(struct runbook_values *v, const char *value)
{
    return arena_strndup(v->arena, value + 1, strlen(value) - 2);
}

bool values_assign(struct runbook_values *v, const struct fence_piece *a)
{
    const char *key = name_slug(a->name, VALUES_NAME, v->arena);
    bool is_open = a->text[0] == '<';
    v->n_placeholders += is_open;
    uint32_t known = map_find(&v->by_key, key);
    if (known != MAP_ABSENT) {
        struct runbook_input *in = &v->input.v[known];
        if (is_open && str_eq(in->ask, in->id))
            in->ask = inner(v, a->text);
        return is_open || (in->preset && str_eq(in->preset, a->text));
    }
    size_t i = values_input(v, key, is_open ? inner(v, a->text) : a->name);
    if (i != SIZE_MAX && !is_open)
        v->input.v[i].preset = a->text;
    return i != SIZE_MAX;
}

void values_release(struct runbook_values *v)
{
    vec_release(&v->input);
    map_release(&v->by_key);
}
