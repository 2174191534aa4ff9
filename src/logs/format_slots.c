/* format_slots: what a format's groups and keys stand for: patterns, keys, levels and samples out of YAML. */
#include <string.h>

#include "base/i18n.h"
#include "logs/format_load.h"

static const char *const slot_words[N_SLOTS - N_LOG_FIELDS] = {
    [SLOT_TIME - N_LOG_FIELDS] = "time",
    [SLOT_DATE - N_LOG_FIELDS] = "date",
    [SLOT_LEVEL - N_LOG_FIELDS] = "level",
    [SLOT_LEVEL_SYSLOG - N_LOG_FIELDS] = "level_syslog",
    [SLOT_LEVEL_PRI - N_LOG_FIELDS] = "level_pri",
    [SLOT_LEVEL_OTEL - N_LOG_FIELDS] = "level_otel",
    [SLOT_STATUS - N_LOG_FIELDS] = "status",
    [SLOT_TOOK - N_LOG_FIELDS] = "took",
    [SLOT_TOOK_S - N_LOG_FIELDS] = "took_s",
    [SLOT_TOOK_MS - N_LOG_FIELDS] = "took_ms",
    [SLOT_TOOK_US - N_LOG_FIELDS] = "took_us",
    [SLOT_TOOK_NS - N_LOG_FIELDS] = "took_ns",
    [SLOT_FORWARDED - N_LOG_FIELDS] = "forwarded",
    [SLOT_STREAM - N_LOG_FIELDS] = "stream",
    [SLOT_PARTIAL - N_LOG_FIELDS] = "partial",
};

const char *log_slot_name(enum log_slot slot)
{
    return (int)slot < N_LOG_FIELDS ? log_field_name((enum log_field)slot) : slot_words[slot - N_LOG_FIELDS];
}

enum log_slot log_slot_find(const char *name)
{
    for (int i = 0; i < N_SLOTS; i++)
        if (strcmp(log_slot_name((enum log_slot)i), name) == 0)
            return (enum log_slot)i;
    return N_SLOTS;
}

static const char *slot_candidate(size_t i)
{
    return i < N_SLOTS ? log_slot_name((enum log_slot)i) : NULL;
}

/* ---- patterns ---- */

static void say_unknown_slot(struct format_loading *l, struct mark at, const char *name)
{
    const char *nearest = log_load_nearest(name, slot_candidate);
    problem_error(l->problems, "unknown-field", at, _("a record has no field '%.60s'"), name);
    if (nearest)
        problem_remedy(l->problems, _("did you mean '%s'?"), nearest);
    else
        problem_remedy(l->problems, _("docs/log-formats.md lists the fields"));
}

static void load_groups(struct format_loading *l, const struct yaml_node *node, struct log_pattern *p)
{
    size_t number;
    const char *name;
    p->group = arena_array(l->arena, regex_n_groups(p->re), sizeof *p->group);
    for (size_t i = 0; (name = regex_group_name(p->re, i, &number)); i++) {
        enum log_slot slot = log_slot_find(name);
        if (slot == N_SLOTS && name[0] != '_') /* those are the pattern's own */
            say_unknown_slot(l, node->mark, name);
        if (slot == N_SLOTS)
            continue;
        p->group[p->n_groups++] = (struct log_group){number, slot};
        p->n_spans = number + 1 > p->n_spans ? number + 1 : p->n_spans;
    }
}

static void say_no_group(struct format_loading *l, const struct yaml_node *node)
{
    problem_error(l->problems, "no-field", node->mark, _("this pattern has no named group"));
    problem_remedy(l->problems, _("name what it reads: (?<time>...), (?<level>...), (?<message>...)"));
}

static void load_pattern(struct format_loading *l, const struct yaml_node *node, struct log_pattern *into, size_t *count)
{
    size_t offset = 0;
    struct err e = {0};
    struct log_pattern *p = &into[*count];
    if (!log_load_is(l, node, YAML_TEXT))
        return;
    p->re = regex_compile(node->text, REGEX_BYTES | REGEX_ANCHORED, &offset, &e);
    if (!p->re) {
        problem_error(l->problems, "pattern", node->mark, "%s", e.text);
        problem_remedy(l->problems, _("correct the pattern; a backslash is doubled inside double-quoted YAML"));
        return;
    }
    ++*count;
    if (regex_n_groups(p->re) < REGEX_GROUPS) {
        load_groups(l, node, p);
        return;
    }
    problem_error(l->problems, "pattern", node->mark, _("this pattern has more than %d groups"), REGEX_GROUPS - 1);
    problem_remedy(l->problems, _("write (?:...) where nothing is read"));
}

static void load_list(struct format_loading *l, const struct yaml_node *node, struct log_pattern **into, size_t *count)
{
    *into = arena_array(l->arena, node->kind == YAML_LIST ? node->n : 1, sizeof **into);
    if (node->kind == YAML_TEXT)
        load_pattern(l, node, *into, count);
    else if (log_load_is(l, node, YAML_LIST))
        for (const struct yaml_node *c = node->first; c; c = c->next)
            load_pattern(l, c, *into, count);
}

void log_load_patterns(struct format_loading *l, const struct yaml_node *node)
{
    struct log_format *f = l->format;
    load_list(l, node, &f->pattern, &f->n_patterns);
    for (size_t i = 0; i < f->n_patterns; i++)
        if (f->pattern[i].re && !f->pattern[i].n_groups)
            say_no_group(l, node);
}

void log_load_follows(struct format_loading *l, const struct yaml_node *node)
{
    load_list(l, node, &l->format->follows, &l->format->n_follows);
}

/* ---- keys ---- */

static struct log_key *add_key(struct format_loading *l, const char *name)
{
    struct log_format *f = l->format;
    uint32_t at = map_find(&f->keys, name);
    if (at != MAP_ABSENT)
        return &f->key[at];
    if (!(f->n_keys & (f->n_keys - 1)) || !f->n_keys) { /* full at every power of two: twice as many */
        struct log_key *more = arena_array(l->arena, f->n_keys ? 2 * f->n_keys : 1, sizeof *more);
        if (f->n_keys)
            memcpy(more, f->key, f->n_keys * sizeof *more);
        f->key = more;
    }
    map_set(&f->keys, name, (uint32_t)f->n_keys);
    f->key[f->n_keys] = (struct log_key){.name = name, .slot = N_SLOTS};
    return &f->key[f->n_keys++];
}

static void load_slot_keys(struct format_loading *l, const struct yaml_node *node, enum log_slot slot)
{
    const char **names;
    size_t n = log_load_texts(l, node, &names);
    for (size_t i = 0; i < n; i++) {
        struct log_key *key = add_key(l, names[i]);
        if (key->slot != N_SLOTS) {
            problem_error(l->problems, "key-twice", node->mark, _("the key '%.60s' is read twice"), names[i]);
            problem_remedy(l->problems, _("keep it in one place"));
        }
        key->slot = slot;
        key->rank = (uint32_t)i;
    }
}

void log_load_keys(struct format_loading *l, const struct yaml_node *node)
{
    if (!log_load_is(l, node, YAML_MAP))
        return;
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        enum log_slot slot = log_slot_find(c->key->text);
        if (slot == N_SLOTS)
            say_unknown_slot(l, c->key->mark, c->key->text);
        else
            load_slot_keys(l, c, slot);
    }
}

void log_load_needs(struct format_loading *l, const struct yaml_node *node)
{
    const char **names;
    size_t n = log_load_texts(l, node, &names);
    if (n > 16) {
        log_load_expected(l, node, _("at most 16 keys can be needed"));
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct log_key *key = add_key(l, names[i]);
        key->needed = UINT64_C(1) << i;
        l->format->needs |= key->needed;
    }
}

/* ---- levels ---- */

static bool load_level(const struct yaml_node *node, enum log_level *level)
{
    for (int i = LEVEL_TRACE; i < N_LEVELS && node->kind == YAML_TEXT; i++)
        if (strcmp(log_level_name((enum log_level)i), node->text) == 0) {
            *level = (enum log_level)i;
            return true;
        }
    return false;
}

void log_load_levels(struct format_loading *l, const struct yaml_node *node)
{
    struct log_format *f = l->format;
    if (!log_load_is(l, node, YAML_MAP))
        return;
    f->level = arena_array(l->arena, node->n, sizeof *f->level);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        f->level[f->n_levels].word = c->key->text;
        if (load_level(c, &f->level[f->n_levels].level))
            f->n_levels++;
        else
            log_load_expected(l, c, _("write trace, debug, info, warning, error or critical"));
    }
}

/* ---- samples ---- */

static void load_newest(struct format_loading *l, const struct yaml_node *node, int64_t *newest)
{
    if (node && (node->kind != YAML_TEXT || !time_parse(node->text, newest)))
        log_load_expected(l, node, _("write a time like 2026-03-01T14:07:00Z"));
}

static void load_sample(struct format_loading *l, const struct yaml_node *node)
{
    struct log_sample *sample = &l->format->sample[l->format->n_samples];
    if (!log_load_is(l, node, YAML_MAP))
        return;
    *sample = (struct log_sample){node, yaml_find(node, "line"), yaml_find(node, "expect"), TIME_NONE};
    load_newest(l, yaml_find(node, "newest"), &sample->newest);
    if (sample->line && sample->line->kind == YAML_TEXT && sample->expect && sample->expect->kind == YAML_MAP)
        l->format->n_samples++;
    else
        log_load_expected(l, node, _("a sample is {line: '...', expect: {time: ..., message: ...}}"));
}

void log_load_samples(struct format_loading *l, const struct yaml_node *node)
{
    if (!log_load_is(l, node, YAML_LIST))
        return;
    l->format->sample = arena_array(l->arena, node->n, sizeof *l->format->sample);
    for (const struct yaml_node *c = node->first; c; c = c->next)
        load_sample(l, c);
}
