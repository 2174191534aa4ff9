/* finding_text: a finding for people, in lines: the one line that says it, what is wrong, where the time went, how it went when
 * it was asked again, what the other route said; headers and body where they are wanted. */
#include "observe/finding.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "text/clean.h"

struct telling {
    const struct http_finding *f;
    const struct http_text_options *options;
    struct str *out;
};

static void label(struct telling *t, const char *name)
{
    size_t width = utf8_columns(name, strlen(name));
    str_addf(t->out, "  %s", name);
    str_add_repeat(t->out, ' ', width < 11 ? 12 - width : 1);
}

static void row(struct telling *t, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    label(t, name);
    str_addf(t->out, "%s\n", value);
}

/* ---- where the time went ---------------------------------------------------------------------------------------------- */

static bool add_length(struct str *out, bool is_first, const char *what, int64_t us)
{
    char text[TIME_TEXT];
    if (us < 0)
        return is_first;
    time_format_length(us, text);
    str_addf(out, is_first ? "%s %s" : " \xc2\xb7 %s %s", what, text);
    return false;
}

static void tell_time(struct telling *t, const struct http_exchange *x)
{
    struct str line = {0};
    bool first = add_length(&line, true, _("name"), x->dns);
    first = add_length(&line, first, _("connect"), x->connect);
    first = add_length(&line, first, _("TLS"), x->tls);
    first = add_length(&line, first, _("first byte"), x->first_byte);
    add_length(&line, first, _("all"), x->total);
    row(t, _("time"), str_get(&line));
    str_release(&line);
}

static const char *words_of(const struct http_exchange *x, struct arena *arena)
{
    if (!x->words || !trouble_is_failure(x->trouble))
        return NULL;
    return arena_printf(arena, "%.200s", x->words);
}

static void tell_certificate(struct telling *t, const struct http_exchange *x, struct arena *arena)
{
    char left[TIME_TEXT], until[TIME_TEXT];
    if (x->certificate.until == TIME_NONE)
        return;
    time_format_utc(x->certificate.until, until);
    if (x->certificate.until <= t->f->at) {
        row(t, _("certificate"), arena_printf(arena, _("expired at %s"), until));
        return;
    }
    time_format_length(x->certificate.until - t->f->at, left);
    row(t, _("certificate"), arena_printf(arena, _("holds for %s, until %s"), left, until));
}

static void tell_exchange(struct telling *t, const struct http_exchange *x, struct arena *arena)
{
    struct http_told told;
    char text[TIME_TEXT];
    http_exchange_tell(x, t->f->at, &told);
    row(t, _("why"), words_of(x, arena));
    tell_time(t, x);
    row(t, _("address"), x->address);
    row(t, _("server"), told.server);
    row(t, _("via"), told.via);
    row(t, _("upstream"), told.upstream);
    row(t, _("cache"), told.cache);
    row(t, _("request id"), told.request_id);
    if (told.retry_after >= 0) {
        time_format_length(told.retry_after, text);
        row(t, _("retry after"), text);
    }
    row(t, _("redirects"), x->location);
    tell_certificate(t, x, arena);
    if (x->is_cut)
        row(t, _("body"), _("longer than 1 MiB: the rest was not read"));
}

/* ---- again and again -------------------------------------------------------------------------------------------------- */

static void add_bar(struct telling *t, size_t n, size_t most, int width)
{
    size_t eighths = most ? n * (size_t)width * 8 / most : 0;
    static const char *const parts[] = {"", "\xe2\x96\x8f", "\xe2\x96\x8e", "\xe2\x96\x8d", "\xe2\x96\x8c", "\xe2\x96\x8b", "\xe2\x96\x8a", "\xe2\x96\x89"};
    eighths = n && eighths < 8 ? 8 : eighths;
    for (size_t i = 0; i < eighths / 8; i++)
        str_add(t->out, t->options->has_unicode ? "\xe2\x96\x88" : "#");
    if (t->options->has_unicode)
        str_add(t->out, parts[eighths % 8]);
}

static void tell_bars(struct telling *t, const struct http_series *s)
{
    size_t most = 0;
    for (size_t i = 0; i < s->n_bars; i++)
        most = s->bar[i].n > most ? s->bar[i].n : most;
    for (size_t i = 0; i < s->n_bars && s->n_bars > 1; i++) {
        char from[TIME_TEXT];
        time_format_length(s->bar[i].from, from);
        str_addf(t->out, "    %10s ", from);
        if (s->bar[i].n) {
            add_bar(t, s->bar[i].n, most, t->options->columns > 60 ? 40 : 10);
            str_addf(t->out, " %zu", s->bar[i].n);
        }
        str_add_char(t->out, '\n');
    }
}

static void tell_series(struct telling *t, struct arena *arena)
{
    struct http_series s;
    char median[TIME_TEXT], p95[TIME_TEXT], slowest[TIME_TEXT];
    if (t->f->n_samples < 2)
        return;
    series_sum(t->f->sample, t->f->n_samples, &s);
    if (s.n_took) {
        time_format_length(s.median, median);
        time_format_length(s.p95, p95);
        time_format_length(s.slowest, slowest);
        row(t, _("latency"), arena_printf(arena, _("median %s, 95 %% within %s, slowest %s"), median, p95, slowest));
        tell_bars(t, &s);
    }
    str_add(t->out, "\n");
    str_add(t->out, s.passed < s.n ? _("The last that failed:") : _("The last that passed:"));
    str_add_char(t->out, '\n');
}

/* ---- side by side ----------------------------------------------------------------------------------------------------- */

static void add_cell(struct telling *t, const char *text, size_t width)
{
    size_t n = utf8_fit(text, strlen(text), width);
    str_add_n(t->out, text, n);
    str_add_repeat(t->out, ' ', width - utf8_columns(text, n));
}

static const char *part_label(const struct http_difference *d)
{
    switch (d->part) {
    case PART_TROUBLE: return _("trouble");
    case PART_STATUS: return _("status");
    case PART_ADDRESS: return _("address");
    case PART_HEADER: return d->name ? d->name : "";
    case PART_TIME: return _("time");
    case PART_SIZE: return _("size");
    case PART_BODY: return _("body");
    case N_HTTP_PARTS: break;
    }
    return "";
}

static void tell_difference(struct telling *t, const char *name, const char *first, const char *second)
{
    size_t width = t->options->columns > 60 ? (size_t)(t->options->columns - 22) / 2 : 19;
    str_add(t->out, "  ");
    add_cell(t, name, 16);
    str_add_char(t->out, ' ');
    add_cell(t, first ? first : "-", width);
    str_add_char(t->out, ' ');
    add_cell(t, second ? second : "-", width);
    while (t->out->n && t->out->s[t->out->n - 1] == ' ')
        str_cut(t->out, t->out->n - 1);
    str_add_char(t->out, '\n');
}

static const char *in_short(const struct http_exchange *x, struct arena *arena)
{
    char took[TIME_TEXT];
    time_format_length(x->total > 0 ? x->total : 0, took);
    return x->status && !trouble_is_failure(x->trouble) ? arena_printf(arena, _("%d in %s"), x->status, took) : trouble_sentence(x->trouble);
}

static void tell_comparison(struct telling *t, struct arena *arena)
{
    const struct http_finding *f = t->f;
    struct str hint = {0};
    if (!f->has_other)
        return;
    str_add_char(t->out, '\n');
    tell_difference(t, "", f->x.url, f->other.url);
    tell_difference(t, _("answer"), in_short(&f->x, arena), in_short(&f->other, arena));
    for (size_t i = 0; i < f->comparison.n; i++) {
        const struct http_difference *d = &f->comparison.v[i];
        if (d->part == PART_BODY)
            tell_difference(t, _("body"), _("differs"), _("differs"));
        else if (d->part != PART_STATUS && d->part != PART_TROUBLE && d->part != PART_TIME)
            tell_difference(t, part_label(d), d->first, d->second);
    }
    if (!f->comparison.n)
        str_addf(t->out, "  %s\n", _("They do not differ."));
    http_hint_say(f->comparison.hint, f->comparison.about, &hint);
    if (hint.n)
        str_addf(t->out, "\n%s\n", str_get(&hint));
    str_release(&hint);
}

/* ---- the whole -------------------------------------------------------------------------------------------------------- */

static void tell_answer(struct telling *t)
{
    const struct http_exchange *x = &t->f->x;
    str_add_char(t->out, '\n');
    if (x->status)
        str_addf(t->out, "HTTP/%d.%d %d\n", x->http_version / 10, x->http_version % 10, x->status);
    for (size_t i = 0; i < x->n_headers; i++)
        str_addf(t->out, "%s: %s\n", x->header[i].name, x->header[i].source ? HTTP_SECRET : x->header[i].value);
    if (!x->n_body)
        return;
    str_add_char(t->out, '\n');
    clean_add(t->out, x->body, x->n_body < HTTP_BODY_SHOWN ? x->n_body : HTTP_BODY_SHOWN, CLEAN_TEXT);
    if (t->out->s[t->out->n - 1] != '\n')
        str_add_char(t->out, '\n');
    if (x->size > HTTP_BODY_SHOWN) {
        str_addf(t->out, _("... %lld bytes in all"), (long long)x->size);
        str_add_char(t->out, '\n');
    }
}

void http_finding_text(const struct http_finding *f, const struct http_text_options *options, struct str *out)
{
    struct telling t = {f, options, out};
    struct arena arena = {0};
    str_addf(out, "%s %s\n", f->method ? f->method : "GET", f->url ? f->url : "");
    http_finding_say(f, true, out);
    str_add_char(out, '\n');
    for (size_t i = 0; i < f->wrong.n; i++) {
        str_add(out, "  ");
        http_wrong_say(&f->wrong.v[i], out);
        str_add_char(out, '\n');
    }
    tell_series(&t, &arena);
    tell_exchange(&t, &f->x, &arena);
    tell_comparison(&t, &arena);
    if (options->is_long)
        tell_answer(&t);
    arena_release(&arena);
}
