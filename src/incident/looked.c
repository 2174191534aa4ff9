/* looked: a row for each fact that a finding yields. */
#include "incident/looked.h"

#include <string.h>

#include "base/time.h"
#include "change/change.h"
#include "incident/looked_http.h"
#include "incident/looked_own.h"
#include "observe/observation.h"

/* The line that ends at `end`, without what ends it. */
static const char *line_before(const char *output, const char *end, size_t *n)
{
    const char *before = end > output ? memrchr(output, '\n', (size_t)(end - output)) : NULL;
    const char *start = before ? before + 1 : output;
    *n = (size_t)(end - start);
    while (*n && strchr("\r ", start[*n - 1]))
        --*n;
    return start;
}

static bool is_map(const char *line, size_t n)
{
    return n > 1 && line[0] == '{' && line[n - 1] == '}';
}

const char *looked_line(const char *output, size_t n_output, size_t *n)
{
    const char *end = output + n_output, *start;
    for (;; end = start - 1) {
        start = line_before(output, end, n);
        if (is_map(start, *n))
            return start;
        if (start == output)
            return NULL;
    }
}

void looked_keep(const char *output, size_t n_output, struct str *out)
{
    size_t n_found, n;
    const char *found = looked_line(output, n_output, &n_found);
    for (const char *s = output, *end = output + n_output; s < end; s += n + 1) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        n = stop ? (size_t)(stop - s) : (size_t)(end - s);
        size_t blank = n && s[n - 1] == '\r';
        if (s != found && is_map(s, n - blank))
            continue; /* a finding on the way */
        str_add_n(out, s, n);
        str_add_char(out, '\n');
    }
}

/* ---- values: what is not there is none ---------------------------------------------------------------------------------- */

static struct value count(uint64_t n)
{
    return value_number((double)n);
}

static struct value share(uint64_t part, uint64_t whole)
{
    return whole ? value_number((double)part / (double)whole) : value_none();
}

static struct value moment(int64_t at)
{
    return at == TIME_NONE ? value_none() : value_time(at);
}

struct value looked_length(int64_t us)
{
    return us < 0 ? value_none() : value_duration(us);
}

static struct value failing(const struct log_list *list)
{
    return list->is_known ? count(list->failing) : value_none();
}

/* A quick look meets only what fails: how many there are is not known. */
static struct value different(const struct log_list *list)
{
    return list->is_known && (list->different || !list->failing) ? count(list->different) : value_none();
}

/* The one with the most errors. */
static struct value top(const struct log_list *list)
{
    return list->n && list->row[0].errors ? value_text(list->row[0].text) : value_none();
}

/* ---- the facts -------------------------------------------------------------------------------------------------------- */

void looked_add(struct facts_of *all, const char *name, struct value value)
{
    if (value.kind == VALUE_TEXT)
        value.text = arena_strdup(all->arena, value.text);
    all->pair[all->n++] = (struct fact_pair){arena_printf(all->arena, "%s.%s", all->probe, name), value};
}

static int64_t end_of(const struct log_finding *f)
{
    return f->series.start + (int64_t)f->series.n * f->series.width;
}

static struct value rate(uint64_t n, int64_t from, int64_t to)
{
    return to - from < TIME_MINUTE ? count(n) : value_number((double)n * (double)TIME_MINUTE / (double)(to - from));
}

static void add_onset(struct facts_of *all, const struct log_finding *f)
{
    const struct log_onset *o = &f->onset;
    bool is_share = o->is_found && !o->is_by_time; /* by time the rates are errors a minute: of nothing but errors */
    struct value rate_of_all = share(f->errors, f->requests), none = value_none();
    looked_add(all, "error_rate", is_share ? value_number(o->rate) : rate_of_all);
    looked_add(all, "baseline_requests", o->is_found ? count(o->baseline_all) : none);
    looked_add(all, "baseline_rate", !o->is_found ? rate_of_all : is_share && o->baseline_all ? value_number(o->baseline) : none);
    looked_add(all, "onset", o->is_found ? moment(o->at) : value_none());
    looked_add(all, "onset_within", o->is_found ? looked_length(o->within) : value_none());
    looked_add(all, "ramp", o->is_found ? looked_length(o->ramp) : value_none());
    looked_add(all, "ended", o->is_found ? moment(o->ended) : value_none());
    looked_add(all, "per_minute", o->is_found ? rate(o->since_all, o->at, o->ended == TIME_NONE ? end_of(f) : o->ended) : value_none());
    looked_add(all, "baseline_per_minute", o->is_found ? rate(o->baseline_all, f->series.start, o->at) : value_none());
    looked_add(all, "latency_before", f->has_latency ? looked_length(f->before.median) : value_none());
    looked_add(all, "latency_after", f->has_latency ? looked_length(f->after.median) : value_none());
}

/* The busiest of those that are listed: those with the most errors. */
static void add_clients(struct facts_of *all, const struct log_finding *f)
{
    const struct log_row *busiest = NULL;
    for (size_t i = 0; i < f->clients.n; i++)
        if (!busiest || f->clients.row[i].all > busiest->all)
            busiest = &f->clients.row[i];
    looked_add(all, "clients", failing(&f->clients));
    looked_add(all, "all_clients", different(&f->clients));
    looked_add(all, "top_client", busiest ? value_text(busiest->text) : value_none());
    looked_add(all, "top_client_share", busiest ? share(busiest->all, f->requests) : value_none());
}

/* The name of `count` under which most errors fall; of equals the one that was written first. */
static void add_counts(struct facts_of *all, const struct log_finding *f)
{
    const struct log_named_count *most = NULL;
    for (size_t i = 0; i < f->n_counts; i++)
        if (f->count[i].n && (!most || f->count[i].n > most->n))
            most = &f->count[i];
    looked_add(all, "top_count", most ? value_text(most->name) : value_none());
}

static void add_log_facts(const char *probe, const struct log_finding *f, struct arena *arena, struct fact_pairs *facts)
{
    enum { FACTS = 48 };
    struct facts_of all = {probe, arena, arena_array(arena, FACTS + f->n_counts, sizeof *all.pair), 0};
    looked_add(&all, "lines", count(f->lines));
    looked_add(&all, "requests", count(f->requests));
    looked_add(&all, "errors", count(f->errors));
    looked_add(&all, "first_error", moment(f->first_error));
    looked_add(&all, "last_error", moment(f->last_error));
    add_onset(&all, f);
    looked_add(&all, "endpoints", failing(&f->endpoints));
    looked_add(&all, "all_endpoints", different(&f->endpoints));
    looked_add(&all, "top_endpoint", top(&f->endpoints));
    looked_add(&all, "top_share", f->endpoints.n ? share(f->endpoints.row[0].errors, f->errors) : value_none());
    add_clients(&all, f);
    looked_add(&all, "users", failing(&f->users));
    looked_add(&all, "all_users", different(&f->users));
    looked_add(&all, "top_status", top(&f->statuses));
    looked_add(&all, "signatures", count(f->n_kinds));
    looked_add(&all, "new_signatures", count(f->n_new));
    looked_add(&all, "top_signature", f->n_kinds ? value_text(f->kind[0].title) : value_none());
    looked_add(&all, "first_request", f->n_requests ? value_text(f->request[0]) : value_none());
    add_counts(&all, f);
    for (size_t i = 0; i < f->n_counts; i++)
        looked_add(&all, f->count[i].name, count(f->count[i].n));
    *facts = (struct fact_pairs){all.pair, all.n};
}

/* The record's own sentence: the screen says it better, in the reader's language and time. */
static void say_log(const struct log_finding *f, struct str *out)
{
    char at[TIME_TEXT];
    if (f->onset.is_found) {
        time_format_utc(f->onset.at / TIME_SECOND * TIME_SECOND, at);
        str_addf(out, "%.1f%% errors since %s (%llu of %llu)", f->onset.rate * 100, at, (unsigned long long)f->onset.since_errors,
                 (unsigned long long)f->onset.since_all);
        if (f->onset.baseline_all)
            str_addf(out, ", baseline %.1f%%", f->onset.baseline * 100);
    } else {
        str_addf(out, f->errors == 1 ? "%llu error in %llu record%s" : "%llu errors in %llu record%s", (unsigned long long)f->errors,
                 (unsigned long long)f->requests, f->requests == 1 ? "" : "s");
    }
    if (f->n_kinds && f->kind[0].is_new)
        str_addf(out, "; new: %.120s", f->kind[0].title);
}

static bool read_log(const char *probe, const char *json, size_t n, struct arena *arena, struct looked *out)
{
    struct log_finding f;
    struct err e = {0};
    if (!log_finding_read(json, n, &f, &e))
        return false;
    struct str summary = {0};
    if (f.is_partial) /* it was stopped: what was not read may say otherwise, and nothing is to be concluded from it */
        str_add(&summary, "stopped early, so far: ");
    else
        add_log_facts(probe, &f, arena, &out->facts);
    say_log(&f, &summary);
    out->summary = arena_strdup(arena, str_get(&summary));
    str_release(&summary);
    log_finding_release(&f);
    return true;
}

/* ---- what changed ------------------------------------------------------------------------------------------------------- */

static void add_change_facts(const char *probe, const struct change_facts *f, struct arena *arena, struct fact_pairs *facts)
{
    struct facts_of all = {probe, arena, arena_array(arena, 8 + 2 * N_CHANGE_KINDS, sizeof *all.pair), 0};
    looked_add(&all, "count", count(f->count));
    looked_add(&all, "changes_before_onset", count(f->before_onset));
    looked_add(&all, "last_change", moment(f->last_change));
    looked_add(&all, "top_suspect", f->top_suspect ? value_text(f->top_suspect) : value_none());
    looked_add(&all, "suspect_kind", f->suspect_kind ? value_text(f->suspect_kind) : value_none());
    for (int kind = 0; kind < N_CHANGE_KINDS; kind++) {
        const char *name = change_kind_name((enum change_kind)kind);
        looked_add(&all, name, moment(f->last[kind]));
        looked_add(&all, arena_printf(arena, "%s_ref", name), f->ref[kind] ? value_text(f->ref[kind]) : value_none());
    }
    *facts = (struct fact_pairs){all.pair, all.n};
}

static bool read_changes(const char *probe, const char *json, size_t n, struct arena *arena, struct looked *out)
{
    struct change_list list = {0};
    struct err e = {0};
    if (!change_list_read(json, n, &list, &e))
        return false;
    struct change_facts facts = change_facts(&list, &list.asked);
    add_change_facts(probe, &facts, arena, &out->facts);
    out->summary = facts.top_suspect
                       ? arena_printf(arena, facts.count == 1 ? "%zu change: %.200s" : "%zu changes; most suspect: %.200s", facts.count, facts.top_suspect)
                       : arena_printf(arena, facts.count == 1 ? "%zu change" : "%zu changes", facts.count);
    change_list_release(&list);
    return true;
}

static bool read_http(const char *probe, const char *json, size_t n, struct arena *arena, struct looked *out)
{
    struct looked_http http;
    bool ok = looked_http_read(probe, json, n, arena, &http);
    *out = (struct looked){http.facts, http.said, http.summary, http.passed};
    return ok;
}

/* ---- small looks ------------------------------------------------------------------------------------------------------- */

static struct value observed_value(enum observed_type type, const struct observed *v)
{
    if (!v->is_known)
        return value_none();
    switch (type) {
    case OBSERVED_FLAG:
        return value_flag(v->flag);
    case OBSERVED_COUNT:
    case OBSERVED_BYTES:
    case OBSERVED_SHARE:
        return value_number(v->number);
    case OBSERVED_LENGTH:
        return value_duration(v->us);
    case OBSERVED_TIME:
        return value_time(v->us);
    case OBSERVED_TEXT:
        return value_text(v->text);
    }
    return value_none();
}

static bool read_observation(enum probe_kind kind, const char *probe, const char *json, size_t n, struct arena *arena, struct looked *out)
{
    struct observation o;
    struct err e = {0};
    size_t n_facts;
    if (!observation_read(json, n, &o, &e))
        return false;
    bool is_kind = strcmp(observe_kind_name(o.kind), probe_kind_name(kind)) == 0;
    const struct observe_fact *facts = observe_facts(o.kind, &n_facts);
    struct facts_of all = {probe, arena, arena_array(arena, n_facts, sizeof *all.pair), 0};
    for (size_t i = 0; i < n_facts; i++)
        looked_add(&all, facts[i].name, observed_value(facts[i].type, &o.value[i]));
    *out = (struct looked){{all.pair, all.n}, {0}, arena_strdup(arena, o.summary ? o.summary : ""), o.passed};
    observation_release(&o);
    return is_kind;
}

bool looked_read(enum probe_kind kind, const char *probe, const char *output, size_t n_output, struct arena *arena,
                 struct looked *out)
{
    size_t n;
    const char *line = looked_line(output, n_output, &n);
    if (!line)
        return false;
    if (probe_kind_is_small(kind))
        return read_observation(kind, probe, line, n, arena, out);
    out->passed = true;
    return kind == PROBE_HTTP   ? read_http(probe, line, n, arena, out)
           : kind == PROBE_LOGS ? read_log(probe, line, n, arena, out)
                                : read_changes(probe, line, n, arena, out);
}
