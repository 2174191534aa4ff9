/* finding_say: a finding in one line. */
#include "observe/finding.h"

#include "base/i18n.h"

struct saying {
    const struct http_finding *f;
    bool is_translated;
    struct str *out;
    size_t began;
};

/* A sentence marked with N_: as the reader speaks, or as it is written here. */
static const char *in_words(const struct saying *s, const char *sentence) __attribute__((format_arg(2)));

static const char *in_words(const struct saying *s, const char *sentence)
{
    return s->is_translated ? _(sentence) : sentence;
}

/* A finding in one line is a list: its items stand behind commas. */
static struct str *item(struct saying *s)
{
    if (s->out->n > s->began)
        str_add(s->out, ", ");
    return s->out;
}

static const char *why_not(const struct saying *s, enum trouble t)
{
    return s->is_translated ? trouble_sentence(t) : trouble_english(t);
}

static void say_exchange(struct saying *s, const struct http_exchange *x)
{
    char took[TIME_TEXT];
    time_format_length(x->total > 0 ? x->total : 0, took);
    if (trouble_is_failure(x->trouble) || !x->status)
        str_add(s->out, why_not(s, x->trouble == TROUBLE_NONE ? TROUBLE_OTHER : x->trouble));
    else
        str_addf(s->out, in_words(s, N_("%d in %s")), x->status, took);
}

/* What the first look wants to know next to the status. */
static void say_more(struct saying *s, const struct http_exchange *x)
{
    struct http_told told;
    char age[TIME_TEXT];
    http_exchange_tell(x, s->f->at, &told);
    if (told.request_id)
        str_addf(item(s), in_words(s, N_("request id %.80s")), told.request_id);
    if (str_eq(told.cache, "hit") || str_eq(told.cache, "stale")) {
        time_format_length(told.age > 0 ? told.age : 0, age);
        if (told.age > 0)
            str_addf(item(s), in_words(s, N_("from a cache, %s old")), age);
        else
            str_add(item(s), in_words(s, N_("from a cache")));
    }
    if (x->location)
        str_addf(item(s), in_words(s, N_("redirects to %.200s")), x->location);
    if (x->attempts > 1)
        str_addf(item(s), in_words(s, N_("at attempt %d")), x->attempts);
    if (x->is_cut)
        str_add(item(s), in_words(s, N_("the body cut at 1 MiB")));
}

/* An expectation that the status does not show. */
static void say_wrong(struct saying *s)
{
    static const char *const others[N_HTTP_ASPECTS] = {
        [HTTP_STATUS] = NULL,
        [HTTP_HEADER] = N_("a header is not as expected"),
        [HTTP_BODY] = N_("the body is not as expected"),
        [HTTP_JSON] = N_("a value in the body is not as expected"),
        [HTTP_LATENCY] = N_("too slow"),
        [HTTP_CERTIFICATE] = N_("the certificate ends too soon"),
    };
    if (s->f->wrong.n && others[s->f->wrong.v[0].aspect])
        str_add(item(s), in_words(s, others[s->f->wrong.v[0].aspect]));
}

/* A status that was expected fails nothing: then it is something else that did. */
static bool is_by_status(const struct http_finding *f)
{
    return f->wrong.n && f->wrong.v[0].aspect == HTTP_STATUS;
}

static void say_series(struct saying *s, const struct http_series *all)
{
    size_t failed = all->n - all->passed;
    int low = (int)(all->low * 100 + 0.5), high = (int)(all->high * 100 + 0.5);
    char median[TIME_TEXT];
    if (!failed)
        str_addf(item(s), in_words(s, N_("%zu of %zu passed (at most %d %% fail)")), all->passed, all->n, high);
    else if (all->common_status && all->n_common == failed && is_by_status(s->f))
        str_addf(item(s), in_words(s, N_("%d in %zu of %zu (%d to %d %%)")), all->common_status, failed, all->n, low, high);
    else
        str_addf(item(s), in_words(s, N_("%zu of %zu failed (%d to %d %%)")), failed, all->n, low, high);
    if (failed && !all->common_status && all->n_common == failed)
        str_addf(s->out, ": %s", why_not(s, all->common_trouble == TROUBLE_NONE ? TROUBLE_OTHER : all->common_trouble));
    if (all->median < 0)
        return;
    time_format_length(all->median, median);
    str_addf(item(s), in_words(s, N_("median %s")), median);
}

static void say_other(struct saying *s, const struct http_exchange *x)
{
    char took[TIME_TEXT];
    time_format_length(x->total > 0 ? x->total : 0, took);
    if (trouble_is_failure(x->trouble) || !x->status)
        str_addf(item(s), in_words(s, N_("the other: %s")), why_not(s, x->trouble == TROUBLE_NONE ? TROUBLE_OTHER : x->trouble));
    else
        str_addf(item(s), in_words(s, N_("the other %d in %s")), x->status, took);
}

static void say_end(struct saying *s)
{
    const struct http_finding *f = s->f;
    if (f->ended == TROUBLE_BUSY)
        str_add(item(s), in_words(s, N_("it asked to be left alone, so no more were sent")));
    else if (f->n_samples < f->asked && f->asked > 1)
        str_addf(item(s), in_words(s, N_("of %zu that were asked for")), f->asked);
}

void http_finding_say(const struct http_finding *f, bool is_translated, struct str *out)
{
    struct saying s = {f, is_translated, out, out->n};
    struct http_series all;
    if (f->n_samples > 1) {
        series_sum(f->sample, f->n_samples, &all);
        say_series(&s, &all);
    } else {
        say_exchange(&s, &f->x);
        if (f->x.status && !trouble_is_failure(f->x.trouble)) {
            say_more(&s, &f->x);
            say_wrong(&s);
        }
    }
    if (f->has_other)
        say_other(&s, &f->other);
    say_end(&s);
}
