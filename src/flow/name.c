/* flow: the names that conditions and shells can use, and what kind of value each has. */
#include <stdio.h>
#include <string.h>

#include "flow/words.h"

struct yield {
    const char *name;
    enum value_kind kind;
};

static const struct yield every_probe[] = {
    {"exit", VALUE_NUMBER},
    {"passed", VALUE_FLAG},
    {"timed_out", VALUE_FLAG},
    {"seconds", VALUE_NUMBER},
};
static const struct yield of_run[] = {{"text", VALUE_TEXT}, {"lines", VALUE_NUMBER}};
static const struct yield of_http[] = {
    {"text", VALUE_TEXT},
    {"lines", VALUE_NUMBER},
    {"status", VALUE_NUMBER},
    {"trouble", VALUE_TEXT},
    {"first_byte", VALUE_DURATION},
    {"total", VALUE_DURATION},
    {"dns_time", VALUE_DURATION},
    {"connect_time", VALUE_DURATION},
    {"tls_time", VALUE_DURATION},
    {"size", VALUE_NUMBER},
    {"server", VALUE_TEXT},
    {"via", VALUE_TEXT},
    {"upstream", VALUE_TEXT},
    {"cache", VALUE_TEXT},
    {"age", VALUE_DURATION},
    {"request_id", VALUE_TEXT},
    {"retry_after", VALUE_DURATION},
    {"tls_expires", VALUE_TIME},
    {"location", VALUE_TEXT},
    {"attempts", VALUE_NUMBER},
    {"asked", VALUE_NUMBER},
    {"passed_count", VALUE_NUMBER},
    {"failed_count", VALUE_NUMBER},
    {"rate", VALUE_NUMBER},
    {"rate_low", VALUE_NUMBER},
    {"rate_high", VALUE_NUMBER},
    {"median", VALUE_DURATION},
    {"p95", VALUE_DURATION},
    {"slowest", VALUE_DURATION},
    {"compare_status", VALUE_NUMBER},
    {"compare_same", VALUE_FLAG},
    {"compare_hint", VALUE_TEXT},
};
static const struct yield of_logs[] = {
    {"lines", VALUE_NUMBER},
    {"requests", VALUE_NUMBER},
    {"errors", VALUE_NUMBER},
    {"error_rate", VALUE_NUMBER},
    {"baseline_requests", VALUE_NUMBER},
    {"baseline_rate", VALUE_NUMBER},
    {"first_error", VALUE_TIME},
    {"last_error", VALUE_TIME},
    {"onset", VALUE_TIME},
    {"onset_within", VALUE_DURATION},
    {"ramp", VALUE_DURATION},
    {"ended", VALUE_TIME},
    {"per_minute", VALUE_NUMBER},
    {"baseline_per_minute", VALUE_NUMBER},
    {"endpoints", VALUE_NUMBER},
    {"all_endpoints", VALUE_NUMBER},
    {"top_endpoint", VALUE_TEXT},
    {"top_share", VALUE_NUMBER},
    {"clients", VALUE_NUMBER},
    {"all_clients", VALUE_NUMBER},
    {"top_client", VALUE_TEXT},
    {"top_client_share", VALUE_NUMBER},
    {"users", VALUE_NUMBER},
    {"all_users", VALUE_NUMBER},
    {"top_status", VALUE_TEXT},
    {"latency_before", VALUE_DURATION},
    {"latency_after", VALUE_DURATION},
    {"signatures", VALUE_NUMBER},
    {"new_signatures", VALUE_NUMBER},
    {"top_signature", VALUE_TEXT},
    {"first_request", VALUE_TEXT},
    {"top_count", VALUE_TEXT},
};
static const struct yield of_changes[] = {
    {"count", VALUE_NUMBER},    {"release", VALUE_TIME},        {"release_ref", VALUE_TEXT},        {"config", VALUE_TIME},
    {"config_ref", VALUE_TEXT}, {"package", VALUE_TIME},        {"package_ref", VALUE_TEXT},        {"data", VALUE_TIME},
    {"data_ref", VALUE_TEXT},   {"infrastructure", VALUE_TIME}, {"infrastructure_ref", VALUE_TEXT}, {"flag", VALUE_TIME},
    {"flag_ref", VALUE_TEXT},   {"last_change", VALUE_TIME},    {"changes_before_onset", VALUE_NUMBER},
    {"top_suspect", VALUE_TEXT}, {"suspect_kind", VALUE_TEXT},
};
static const struct yield of_tcp[] = {
    {"connected", VALUE_FLAG},        {"trouble", VALUE_TEXT},  {"address", VALUE_TEXT},
    {"connect_time", VALUE_DURATION}, {"tried", VALUE_NUMBER}, {"banner", VALUE_TEXT},
};
static const struct yield of_dns[] = {
    {"found", VALUE_FLAG},   {"trouble", VALUE_TEXT}, {"addresses", VALUE_NUMBER}, {"first", VALUE_TEXT},
    {"answers", VALUE_TEXT}, {"type", VALUE_TEXT},    {"ttl", VALUE_DURATION},     {"rcode", VALUE_TEXT},
    {"server", VALUE_TEXT},  {"took", VALUE_DURATION},
};
static const struct yield of_tls[] = {
    {"valid", VALUE_FLAG},  {"trouble", VALUE_TEXT}, {"expires", VALUE_TIME}, {"days_left", VALUE_NUMBER},
    {"starts", VALUE_TIME}, {"issuer", VALUE_TEXT},  {"subject", VALUE_TEXT}, {"names", VALUE_TEXT},
    {"chain", VALUE_NUMBER}, {"version", VALUE_TEXT}, {"address", VALUE_TEXT},
};
static const struct yield of_file[] = {
    {"exists", VALUE_FLAG},        {"trouble", VALUE_TEXT},      {"path", VALUE_TEXT},          {"type", VALUE_TEXT},
    {"size", VALUE_NUMBER},        {"age", VALUE_DURATION},      {"modified", VALUE_TIME},      {"mode", VALUE_TEXT},
    {"owner", VALUE_TEXT},         {"is_link", VALUE_FLAG},      {"target", VALUE_TEXT},        {"digest", VALUE_TEXT},
    {"free_bytes", VALUE_NUMBER},  {"free_share", VALUE_NUMBER}, {"free_inodes", VALUE_NUMBER}, {"inodes_share", VALUE_NUMBER},
    {"is_readonly", VALUE_FLAG},   {"paths", VALUE_NUMBER},      {"failing", VALUE_NUMBER},
};
static const struct yield of_process[] = {
    {"running", VALUE_FLAG},     {"trouble", VALUE_TEXT},   {"count", VALUE_NUMBER},   {"pid", VALUE_NUMBER},
    {"since", VALUE_TIME},       {"oldest", VALUE_TIME},    {"newest", VALUE_TIME},    {"memory", VALUE_NUMBER},
    {"threads", VALUE_NUMBER},   {"waiting", VALUE_NUMBER}, {"zombies", VALUE_NUMBER}, {"open_files", VALUE_NUMBER},
    {"owner", VALUE_TEXT},
};
static const struct yield of_unit[] = {
    {"active", VALUE_FLAG},  {"trouble", VALUE_TEXT}, {"state", VALUE_TEXT},         {"substate", VALUE_TEXT},
    {"since", VALUE_TIME},   {"restarts", VALUE_NUMBER}, {"failed", VALUE_FLAG},     {"result", VALUE_TEXT},
    {"exit_status", VALUE_NUMBER}, {"main_pid", VALUE_NUMBER}, {"memory", VALUE_NUMBER}, {"enabled", VALUE_TEXT},
};
static const struct yield of_samples[] = {{"samples", VALUE_NUMBER}, {"failures", VALUE_NUMBER}, {"verdict", VALUE_TEXT},
                                          {"longest_gap", VALUE_DURATION}, {"median", VALUE_DURATION}};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct {
    const struct yield *v;
    size_t n;
} yields[] = {
    [PROBE_RUN] = {of_run, COUNT(of_run)},
    [PROBE_HTTP] = {of_http, COUNT(of_http)},
    [PROBE_LOGS] = {of_logs, COUNT(of_logs)},
    [PROBE_CHANGES] = {of_changes, COUNT(of_changes)},
    [PROBE_TCP] = {of_tcp, COUNT(of_tcp)},
    [PROBE_DNS] = {of_dns, COUNT(of_dns)},
    [PROBE_TLS] = {of_tls, COUNT(of_tls)},
    [PROBE_FILE] = {of_file, COUNT(of_file)},
    [PROBE_PROCESS] = {of_process, COUNT(of_process)},
    [PROBE_UNIT] = {of_unit, COUNT(of_unit)},
};

const char *probe_yield_name(enum probe_kind kind, size_t i, enum value_kind *value)
{
    const struct yield *y = i < COUNT(every_probe)                    ? &every_probe[i]
                            : i - COUNT(every_probe) < yields[kind].n ? &yields[kind].v[i - COUNT(every_probe)]
                                                                      : NULL;
    if (y)
        *value = y->kind;
    return y ? y->name : NULL;
}

/* Calls with every fact of a probe or action until one call returns true. */
typedef bool (*see_fact)(void *of, const char *fact, enum value_kind kind);

static bool see_captures(const struct flow_capture *capture, size_t n, see_fact see, void *of)
{
    for (size_t i = 0; i < n; i++)
        if (see(of, capture[i].id, capture[i].kind))
            return true;
    return false;
}

static bool see_counts(const struct flow_probe *p, see_fact see, void *of)
{
    for (size_t i = 0; i < p->n_fields; i++)
        if (str_starts(p->field[i].name, "count.") && see(of, p->field[i].name + strlen("count."), VALUE_NUMBER))
            return true;
    return false;
}

static bool see_facts(const struct flow_observer *o, see_fact see, void *of)
{
    enum value_kind value;
    enum probe_kind kind = o->probe ? o->probe->kind : PROBE_RUN;
    const char *name;
    for (size_t i = 0; (name = probe_yield_name(kind, i, &value)); i++)
        if (see(of, name, value))
            return true;
    if (o->action)
        return see_captures(o->action->capture, o->action->n_captures, see, of) || see(of, "before", VALUE_TEXT);
    for (size_t i = 0; o->probe->every && i < COUNT(of_samples); i++)
        if (see(of, of_samples[i].name, of_samples[i].kind))
            return true;
    return see_captures(o->probe->capture, o->probe->n_captures, see, of) || see_counts(o->probe, see, of);
}

struct wanted {
    const char *fact;
    enum value_kind *kind;
};

static bool is_wanted(void *of, const char *fact, enum value_kind kind)
{
    struct wanted *w = of;
    if (strcmp(fact, w->fact) != 0)
        return false;
    *w->kind = kind;
    return true;
}

static const struct flow_observer *find_observer(const struct flow *f, const char *id)
{
    uint32_t i = map_find(&f->observer_by_id, id);
    return i == MAP_ABSENT ? NULL : &f->observer[i];
}

enum value_kind flow_input_kind(enum input_type t)
{
    return t == INPUT_NUMBER     ? VALUE_NUMBER
           : t == INPUT_DURATION ? VALUE_DURATION
           : t == INPUT_TIME     ? VALUE_TIME
                                 : VALUE_TEXT;
}

static bool plain_kind(const struct flow *f, const char *name, enum value_kind *kind)
{
    const struct flow_input *input = flow_find_input(f, name);
    const struct flow_step *step = flow_find_step(f, name);
    bool is_built_in = strcmp(name, "elapsed") == 0 || strcmp(name, "severity") == 0;
    *kind = input ? flow_input_kind(input->type) : VALUE_TEXT;
    if (is_built_in)
        *kind = *name == 'e' ? VALUE_DURATION : VALUE_NUMBER;
    return input || is_built_in || (step && (step->n_answers || step->answers_fixes || step->call));
}

bool flow_name_kind(const struct flow *f, const char *name, enum value_kind *kind)
{
    char first[64];
    const char *dot = strchr(name, '.');
    if (!dot)
        return plain_kind(f, name, kind);
    if ((size_t)(dot - name) >= sizeof first)
        return false;
    memcpy(first, name, (size_t)(dot - name));
    first[dot - name] = '\0';
    const struct flow_observer *o = find_observer(f, first);
    if (o)
        return see_facts(o, is_wanted, &(struct wanted){dot + 1, kind});
    const struct flow_step *step = flow_find_step(f, first);
    *kind = VALUE_UNKNOWN;
    return step && step->call && strchr(dot + 1, '.');
}

static bool guess_fact(void *of, const char *fact, enum value_kind kind)
{
    (void)kind;
    guess_try(of, fact);
    return false;
}

static const char *nearest_plain(const struct flow *f, const char *name)
{
    struct guess g = {.name = name};
    for (size_t i = 0; i < f->n_inputs; i++)
        guess_try(&g, f->input[i].id);
    for (size_t i = 0; i < f->n_steps; i++)
        if (f->step[i].n_answers)
            guess_try(&g, f->step[i].id);
    return g.best;
}

static const struct flow_observer *nearest_observer(const struct flow *f, const char *id)
{
    const struct flow_observer *o = find_observer(f, id);
    struct guess g = {.name = id};
    for (size_t i = 0; !o && i < f->n_observers; i++)
        guess_try(&g, f->observer[i].probe ? f->observer[i].probe->id : f->observer[i].action->id);
    return o || !g.best ? o : find_observer(f, g.best);
}

const char *flow_nearest_name(const struct flow *f, const char *name, struct arena *arena)
{
    char first[64];
    const char *dot = strchr(name, '.');
    if (!dot)
        return nearest_plain(f, name);
    snprintf(first, sizeof first, "%.*s", (int)(dot - name), name);
    const struct flow_observer *o = nearest_observer(f, first);
    struct guess g = {.name = dot + 1};
    if (!o)
        return NULL;
    see_facts(o, guess_fact, &g);
    return g.best ? arena_printf(arena, "%s.%s", o->probe ? o->probe->id : o->action->id, g.best) : NULL;
}

bool flow_shell_name(const struct flow *f, const char *shell, char *name, size_t room)
{
    enum value_kind kind;
    if (strlen(shell) >= room)
        return false;
    snprintf(name, room, "%s", shell);
    if (plain_kind(f, shell, &kind))
        return true;
    for (char *s = name; *s; s++) {
        if (*s != '_')
            continue;
        *s = '.';
        if (flow_name_kind(f, name, &kind))
            return true;
        *s = '_';
    }
    return false;
}

struct shell_guess {
    struct guess guess;
    const char *observer;
    struct arena *arena;
};

static bool guess_shell_fact(void *of, const char *fact, enum value_kind kind)
{
    struct shell_guess *g = of;
    char whole[140];
    (void)kind;
    snprintf(whole, sizeof whole, "%s_%s", g->observer, fact);
    const char *was = g->guess.best;
    guess_try(&g->guess, whole);
    if (g->guess.best != was) /* it must outlive this buffer */
        g->guess.best = arena_strdup(g->arena, whole);
    return false;
}

const char *flow_nearest_shell_name(const struct flow *f, const char *shell, struct arena *arena)
{
    struct shell_guess g = {.guess = {.name = shell}, .arena = arena};
    const char *plain = nearest_plain(f, shell);
    if (plain)
        guess_try(&g.guess, plain);
    for (size_t i = 0; i < f->n_observers; i++) {
        const struct flow_observer *o = &f->observer[i];
        g.observer = o->probe ? o->probe->id : o->action->id;
        if (strncmp(g.observer, shell, 2) == 0)
            see_facts(o, guess_shell_fact, &g);
    }
    return g.guess.best;
}
