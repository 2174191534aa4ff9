/* load: the kinds of probes that are not commands; their own keys become fields. */
#include <string.h>

#include "base/i18n.h"
#include "flow/field_form.h"
#include "flow/load.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct field_key {
    const char *name;
    enum yaml_kind kind; /* a map becomes one field for each entry, NAME.ENTRY */
    bool is_pattern;     /* the entries of a map are patterns */
    bool is_required;
};

static const struct field_key http_fields[] = {
    {"url", YAML_TEXT, false, true},         {"method", YAML_TEXT, false, false},     {"headers", YAML_MAP, false, false},
    {"body", YAML_TEXT, false, false},       {"cert", YAML_TEXT, false, false},       {"key", YAML_TEXT, false, false},
    {"ca", YAML_TEXT, false, false},         {"resolve", YAML_TEXT, false, false},    {"connect_to", YAML_TEXT, false, false},
    {"redirects", YAML_TEXT, false, false},  {"insecure", YAML_TEXT, false, false},   {"compressed", YAML_TEXT, false, false},
    {"proxy", YAML_TEXT, false, false},      {"user_agent", YAML_TEXT, false, false}, {"compare", YAML_MAP, false, false},
    {"repeat", YAML_TEXT, false, false},     {"rate", YAML_TEXT, false, false},       {"retries", YAML_TEXT, false, false},
};
static const struct field_key logs_fields[] = {
    {"paths", YAML_LIST, false, false},    {"command", YAML_TEXT, false, false}, {"since", YAML_TEXT, false, false},
    {"until", YAML_TEXT, false, false},    {"follow", YAML_TEXT, false, false},   {"where", YAML_TEXT, false, false},   {"status", YAML_TEXT, false, false},
    {"level", YAML_TEXT, false, false},    {"pattern", YAML_TEXT, false, false}, {"count", YAML_MAP, true, false},
};
static const struct field_key changes_fields[] = {
    {"since", YAML_TEXT, false, false},   {"until", YAML_TEXT, false, false},   {"onset", YAML_TEXT, false, false},
    {"service", YAML_TEXT, false, false}, {"git", YAML_LIST, false, false},     {"releases", YAML_LIST, false, false},
    {"files", YAML_LIST, false, false},   {"events", YAML_LIST, false, false},  {"command", YAML_TEXT, false, false},
};

/* The first is what a text in place of the map means. */
static const struct field_key tcp_fields[] = {
    {"to", YAML_TEXT, false, true},      {"port", YAML_TEXT, false, false},    {"send", YAML_TEXT, false, false},
    {"banner", YAML_TEXT, false, false}, {"at_most", YAML_TEXT, false, false},
};
static const struct field_key dns_fields[] = {
    {"name", YAML_TEXT, false, true},    {"type", YAML_TEXT, false, false},
    {"server", YAML_TEXT, false, false}, {"at_least", YAML_TEXT, false, false},
};
static const struct field_key tls_fields[] = {
    {"to", YAML_TEXT, false, true},    {"port", YAML_TEXT, false, false}, {"name", YAML_TEXT, false, false},
    {"days", YAML_TEXT, false, false}, {"ca", YAML_TEXT, false, false},
};
static const struct field_key file_fields[] = {
    {"path", YAML_TEXT, false, false},         {"paths", YAML_LIST, false, false},         {"digest", YAML_TEXT, false, false},
    {"at_most", YAML_TEXT, false, false},      {"at_least", YAML_TEXT, false, false},      {"younger_than", YAML_TEXT, false, false},
    {"older_than", YAML_TEXT, false, false},   {"at_least_free", YAML_TEXT, false, false}, {"at_least_inodes", YAML_TEXT, false, false},
};
static const struct field_key process_fields[] = {
    {"name", YAML_TEXT, false, false},     {"pid", YAML_TEXT, false, false},     {"user", YAML_TEXT, false, false},
    {"at_least", YAML_TEXT, false, false}, {"at_most", YAML_TEXT, false, false}, {"at_most_memory", YAML_TEXT, false, false},
};
static const struct field_key unit_fields[] = {
    {"name", YAML_TEXT, false, true},
    {"user", YAML_TEXT, false, false},
    {"at_most_restarts", YAML_TEXT, false, false},
};

static const struct {
    const struct field_key *v;
    size_t n;
} fields_of[] = {
    [PROBE_RUN] = {NULL, 0},
    [PROBE_HTTP] = {http_fields, COUNT(http_fields)},
    [PROBE_LOGS] = {logs_fields, COUNT(logs_fields)},
    [PROBE_CHANGES] = {changes_fields, COUNT(changes_fields)},
    [PROBE_TCP] = {tcp_fields, COUNT(tcp_fields)},
    [PROBE_DNS] = {dns_fields, COUNT(dns_fields)},
    [PROBE_TLS] = {tls_fields, COUNT(tls_fields)},
    [PROBE_FILE] = {file_fields, COUNT(file_fields)},
    [PROBE_PROCESS] = {process_fields, COUNT(process_fields)},
    [PROBE_UNIT] = {unit_fields, COUNT(unit_fields)},
};

static const struct field_key *find_field(enum probe_kind kind, const char *name)
{
    for (size_t i = 0; i < fields_of[kind].n; i++)
        if (strcmp(fields_of[kind].v[i].name, name) == 0)
            return &fields_of[kind].v[i];
    return NULL;
}

static struct names one_name(struct loading *l, const char *text)
{
    struct names names = {arena_array(&l->flow->arena, 1, sizeof *names.v), 1};
    names.v[0] = text;
    return names;
}

static void read_entry(struct loading *l, const struct yaml_node *node, const struct field_key *key,
                       struct flow_field *field)
{
    const char *text = "", *name = node->key->text;
    if (key->is_pattern) {
        load_name(l, node->key, &name);
        load_pattern(l, node, &text);
    } else {
        load_any_text(l, node, &text);
    }
    field->name = arena_printf(&l->flow->arena, "%s.%s", key->name, name);
    field->value = one_name(l, text ? text : "");
}

static void read_compare(struct loading *l, const struct yaml_node *node, struct flow_probe *p);

static void read_field(struct loading *l, const struct yaml_node *node, const struct field_key *key, struct flow_probe *p)
{
    bool is_compare = strcmp(key->name, "compare") == 0;
    if (is_compare && node->kind == YAML_MAP) {
        read_compare(l, node, p);
        return;
    }
    if (!load_is(l, node, is_compare ? YAML_TEXT : key->kind))
        return;
    struct flow_field *field = &p->field[p->n_fields];
    if (key->kind == YAML_MAP && !is_compare) {
        for (const struct yaml_node *c = node->first; c; c = c->next)
            read_entry(l, c, key, &p->field[p->n_fields++]);
        return;
    }
    field->name = is_compare ? "compare.url" : key->name;
    if (key->kind == YAML_LIST && !node->n)
        load_expected(l, node, _("write one at least, or leave the key out"));
    if (key->kind == YAML_LIST)
        load_names(l, node, &field->value);
    else
        field->value = one_name(l, node->text);
    p->n_fields++;
}

static size_t count_fields(const struct yaml_node *node)
{
    size_t n = 0;
    for (const struct yaml_node *c = node->first; c; c = c->next)
        n += c->kind == YAML_MAP ? c->n + count_fields(c) : 1;
    return n;
}

static void say_unknown_field(struct loading *l, const struct yaml_node *node, enum probe_kind kind)
{
    struct guess g = {.name = node->key->text};
    struct str all = {0};
    for (size_t i = 0; i < fields_of[kind].n; i++) {
        guess_try(&g, fields_of[kind].v[i].name);
        str_addf(&all, "%s%s", i ? " " : "", fields_of[kind].v[i].name);
    }
    problem_error(l->problems, "unknown-key", node->key->mark, _("a probe of kind '%s' has no key '%s'"),
                  probe_kind_name(kind), node->key->text);
    if (g.best)
        problem_remedy(l->problems, _("did you mean '%s'?"), g.best);
    else
        problem_remedy(l->problems, _("the keys here are: %s"), str_get(&all));
    str_release(&all);
}

static void read_fields(struct loading *l, const struct yaml_node *node, struct flow_probe *p, enum probe_kind kind)
{
    p->kind = kind;
    if (!load_is(l, node, YAML_MAP))
        return;
    p->field = arena_array(&l->flow->arena, count_fields(node), sizeof *p->field);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        const struct field_key *key = find_field(kind, c->key->text);
        if (key)
            read_field(l, c, key, p);
        else
            say_unknown_field(l, c, kind);
    }
    for (size_t i = 0; i < fields_of[kind].n; i++)
        if (fields_of[kind].v[i].is_required && !yaml_find(node, fields_of[kind].v[i].name)) {
            problem_error(l->problems, "missing-key", node->mark, _("the key '%s' is missing here"),
                          fields_of[kind].v[i].name);
            problem_remedy(l->problems, _("add `%s:`"), fields_of[kind].v[i].name);
        }
}

/* ---- http ---- */

/* Digits, with a point in them or not: 50% is a number elsewhere. */
static void check_number(struct loading *l, const struct yaml_node *node, const char *key, double most, const char *remedy)
{
    const struct yaml_node *value = yaml_find(node, key);
    bool is_whole = strcmp(key, "rate") != 0;
    struct value v;
    if (!value || value->kind != YAML_TEXT)
        return;
    bool is_plain = strspn(value->text, is_whole ? "0123456789" : "0123456789.") == value->n;
    if (!is_plain || !value_parse(value->text, VALUE_NUMBER, &v) || v.number > most)
        load_expected(l, value, remedy);
}

static void check_flag(struct loading *l, const struct yaml_node *node, const char *key)
{
    const struct yaml_node *value = yaml_find(node, key);
    bool flag;
    if (value)
        load_flag(l, value, &flag);
}

/* compare: a URL, or what differs: url, headers, resolve, connect_to. Each becomes "compare.KEY"; headers "compare.headers.NAME". */
static void read_compare(struct loading *l, const struct yaml_node *node, struct flow_probe *p)
{
    static const char *const keys[] = {"url", "headers", "resolve", "connect_to"};
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        bool is_known = false, is_headers = strcmp(c->key->text, "headers") == 0;
        for (size_t i = 0; i < COUNT(keys); i++)
            is_known |= strcmp(keys[i], c->key->text) == 0;
        if (!is_known)
            load_expected(l, c->key, _("what differs in `compare` is its url, headers, resolve or connect_to"));
        else if (!is_headers && load_is(l, c, YAML_TEXT))
            p->field[p->n_fields++] = (struct flow_field){arena_printf(&l->flow->arena, "compare.%s", c->key->text), one_name(l, c->text)};
        for (const struct yaml_node *h = is_headers && load_is(l, c, YAML_MAP) ? c->first : NULL; h; h = h->next) {
            const char *text = "";
            load_any_text(l, h, &text);
            p->field[p->n_fields++] = (struct flow_field){arena_printf(&l->flow->arena, "compare.headers.%s", h->key->text), one_name(l, text)};
        }
    }
}

static void check_http(struct loading *l, const struct yaml_node *node)
{
    const struct yaml_node *method = yaml_find(node, "method");
    if (method && method->kind == YAML_TEXT && strcmp(method->text, "GET") != 0 && strcmp(method->text, "HEAD") != 0 &&
        strcmp(method->text, "OPTIONS") != 0)
        load_expected(l, method, _("a probe only reads: GET, HEAD or OPTIONS; what changes something is an action"));
    check_number(l, node, "repeat", 1000, _("write how many requests, 1000 at most"));
    check_number(l, node, "redirects", 30, _("write how many redirects are followed, 30 at most"));
    check_number(l, node, "retries", 10, _("write how often a request is sent again after 429 or 503, 10 at most"));
    check_number(l, node, "rate", 50, _("write how many requests a second, 50 at most"));
    check_flag(l, node, "insecure");
    check_flag(l, node, "compressed");
}

/* http: URL, or a map. */
void load_http(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_probe *p = at;
    if (node->kind == YAML_TEXT) {
        p->kind = PROBE_HTTP;
        p->field = arena_array(&l->flow->arena, 1, sizeof *p->field);
        p->field[p->n_fields++] = (struct flow_field){"url", one_name(l, node->text)};
        return;
    }
    read_fields(l, node, p, PROBE_HTTP);
    if (node->kind == YAML_MAP)
        check_http(l, node);
}

void load_logs(struct loading *l, const struct yaml_node *node, void *at)
{
    const struct yaml_node *follow = yaml_find(node, "follow");
    const char *remedy = follow && follow->kind == YAML_TEXT ? field_form_remedy(PROBE_LOGS, "follow", follow->text) : NULL;
    read_fields(l, node, at, PROBE_LOGS);
    if (remedy)
        load_expected(l, follow, remedy);
    if (node->kind != YAML_MAP || yaml_find(node, "paths") || yaml_find(node, "command"))
        return;
    problem_error(l->problems, "missing-key", node->mark, _("the key '%s' is missing here"), "paths");
    problem_remedy(l->problems, _("add `paths:`, the files to read, or `command:`, which prints the log"));
}

void load_changes(struct loading *l, const struct yaml_node *node, void *at)
{
    read_fields(l, node, at, PROBE_CHANGES);
}

/* ---- small looks ---------------------------------------------------------------------------------------------------------- */

static void check_forms(struct loading *l, const struct yaml_node *node, enum probe_kind kind)
{
    const char *pattern;
    for (const struct yaml_node *c = node->kind == YAML_MAP ? node->first : NULL; c; c = c->next) {
        const char *remedy = c->kind == YAML_TEXT ? field_form_remedy(kind, c->key->text, c->text) : NULL;
        if (remedy)
            load_expected(l, c, remedy);
        else if (c->kind == YAML_TEXT && kind == PROBE_TCP && strcmp(c->key->text, "banner") == 0)
            load_pattern(l, c, &pattern);
    }
}

/* `tcp: db:5432` is `tcp: {to: "db:5432"}`. */
static void read_small(struct loading *l, const struct yaml_node *node, struct flow_probe *p, enum probe_kind kind)
{
    if (node->kind != YAML_TEXT) {
        read_fields(l, node, p, kind);
        check_forms(l, node, kind);
        return;
    }
    p->kind = kind;
    if (!node->n) {
        load_expected(l, node, arena_printf(&l->flow->arena, _("say what to look at, as `%s:` does"), fields_of[kind].v[0].name));
        return;
    }
    p->field = arena_array(&l->flow->arena, 1, sizeof *p->field);
    p->field[p->n_fields++] = (struct flow_field){fields_of[kind].v[0].name, one_name(l, node->text)};
}

void load_tcp(struct loading *l, const struct yaml_node *node, void *at)
{
    read_small(l, node, at, PROBE_TCP);
}

void load_dns(struct loading *l, const struct yaml_node *node, void *at)
{
    read_small(l, node, at, PROBE_DNS);
}

void load_tls(struct loading *l, const struct yaml_node *node, void *at)
{
    read_small(l, node, at, PROBE_TLS);
}

/* Neither key is there: a remedy that names them. */
static void want_either(struct loading *l, const struct yaml_node *node, const char *one, const char *all)
{
    problem_error(l->problems, "missing-key", node->mark, _("the key '%s' is missing here"), one);
    problem_remedy(l->problems, _("add one of %s"), all);
}

void load_file(struct loading *l, const struct yaml_node *node, void *at)
{
    read_small(l, node, at, PROBE_FILE);
    if (node->kind == YAML_MAP && !yaml_find(node, "path") && !yaml_find(node, "paths"))
        want_either(l, node, "path", "path, paths");
}

void load_process(struct loading *l, const struct yaml_node *node, void *at)
{
    read_small(l, node, at, PROBE_PROCESS);
    if (node->kind == YAML_MAP && !yaml_find(node, "name") && !yaml_find(node, "pid") && !yaml_find(node, "user"))
        want_either(l, node, "name", "name, pid, user");
}

void load_unit(struct loading *l, const struct yaml_node *node, void *at)
{
    read_small(l, node, at, PROBE_UNIT);
}
