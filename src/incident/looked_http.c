/* looked_http: a row for each fact that a finding yields. */
#include "incident/looked_http.h"

#include <string.h>

#include "incident/looked_own.h"
#include "observe/finding.h"

static struct value text(const char *s)
{
    return s && *s ? value_text(s) : value_none();
}

static struct value number(double n, bool is_known)
{
    return is_known ? value_number(n) : value_none();
}

static bool is_answered(const struct http_exchange *x)
{
    return x->status && !trouble_is_failure(x->trouble);
}

static void add_body(struct facts_of *all, const struct http_exchange *x)
{
    enum { LINE_MOST = 400 };
    size_t n = strcspn(x->body, "\n");
    looked_add(all, "text", text(arena_strndup(all->arena, x->body, n < LINE_MOST ? n : LINE_MOST)));
    looked_add(all, "lines", value_number((double)x->lines));
    looked_add(all, "size", number((double)x->size, x->status));
}

static void add_exchange(struct facts_of *all, const struct http_exchange *x, int64_t at)
{
    struct http_told told;
    http_exchange_tell(x, at, &told);
    add_body(all, x);
    looked_add(all, "status", number(x->status, is_answered(x)));
    looked_add(all, "trouble", x->trouble == TROUBLE_NONE ? value_none() : value_text(trouble_name(x->trouble)));
    looked_add(all, "first_byte", looked_length(x->first_byte));
    looked_add(all, "total", looked_length(is_answered(x) ? x->total : -1));
    looked_add(all, "dns_time", looked_length(x->dns));
    looked_add(all, "connect_time", looked_length(x->connect));
    looked_add(all, "tls_time", looked_length(x->tls));
    looked_add(all, "server", text(told.server));
    looked_add(all, "via", text(told.via));
    looked_add(all, "upstream", text(told.upstream));
    looked_add(all, "cache", text(told.cache));
    looked_add(all, "age", looked_length(told.age));
    looked_add(all, "request_id", text(told.request_id));
    looked_add(all, "retry_after", looked_length(told.retry_after));
    looked_add(all, "tls_expires", x->certificate.until == TIME_NONE ? value_none() : value_time(x->certificate.until));
    looked_add(all, "location", text(x->location));
    looked_add(all, "attempts", value_number(x->attempts));
}

/* `rate` is the share that failed: how often the trouble can be reproduced. */
static void add_series(struct facts_of *all, const struct http_finding *f)
{
    struct http_series s;
    series_sum(f->sample, f->n_samples, &s);
    looked_add(all, "asked", value_number((double)s.n));
    looked_add(all, "passed_count", value_number((double)s.passed));
    looked_add(all, "failed_count", value_number((double)(s.n - s.passed)));
    looked_add(all, "rate", number(s.n ? (double)(s.n - s.passed) / (double)s.n : 0, s.n));
    looked_add(all, "rate_low", number(s.low, s.n));
    looked_add(all, "rate_high", number(s.high, s.n));
    looked_add(all, "median", looked_length(s.median));
    looked_add(all, "p95", looked_length(s.p95));
    looked_add(all, "slowest", looked_length(s.slowest));
}

static void add_comparison(struct facts_of *all, const struct http_finding *f)
{
    struct value none = value_none();
    looked_add(all, "compare_status", f->has_other ? number(f->other.status, is_answered(&f->other)) : none);
    looked_add(all, "compare_same", f->has_other ? value_flag(f->comparison.is_same) : none);
    looked_add(all, "compare_hint", f->has_other && f->comparison.hint != HINT_NONE ? value_text(http_hint_name(f->comparison.hint)) : none);
}

static struct fact_pairs said_of(const struct http_finding *f, struct arena *arena)
{
    struct fact_pair *all = arena_array(arena, f->n_facts + 1, sizeof *all);
    for (size_t i = 0; i < f->n_facts; i++)
        all[i] = (struct fact_pair){arena_strdup(arena, f->fact[i].name),
                                    f->fact[i].value ? value_text(arena_strdup(arena, f->fact[i].value)) : value_none()};
    return (struct fact_pairs){all, f->n_facts};
}

bool looked_http_read(const char *probe, const char *json, size_t n, struct arena *arena, struct looked_http *out)
{
    enum { FACTS = 48 };
    struct http_finding f;
    struct err e = {0};
    struct facts_of all = {probe, arena, arena_array(arena, FACTS, sizeof *all.pair), 0};
    bool ok = http_finding_read(json, n, &f, &e);
    *out = (struct looked_http){0};
    if (ok) {
        struct str summary = {0};
        add_exchange(&all, &f.x, f.at);
        add_series(&all, &f);
        add_comparison(&all, &f);
        out->said = said_of(&f, arena);
        http_finding_say(&f, false, &summary);
        out->facts = (struct fact_pairs){all.pair, all.n};
        out->summary = arena_strdup(arena, str_get(&summary));
        out->passed = f.passed && !f.is_partial;
        str_release(&summary);
    }
    http_finding_release(&f);
    return ok;
}
