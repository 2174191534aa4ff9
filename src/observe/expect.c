/* expect: an answer held against what was expected of it. */
#include "observe/expect.h"

#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "text/clean.h"
#include "text/json.h"
#include "text/regex.h"

static const char *const aspects[N_HTTP_ASPECTS] = {"status", "header", "body", "json", "latency", "certificate"};

const char *http_aspect_name(enum http_aspect a)
{
    return aspects[a];
}

bool http_aspect_parse(const char *name, enum http_aspect *a)
{
    for (int i = 0; name && i < N_HTTP_ASPECTS; i++)
        if (str_eq(aspects[i], name)) {
            *a = (enum http_aspect)i;
            return true;
        }
    return false;
}

bool http_status_check(const char *s)
{
    return strlen(s) == 3 && s[0] >= '1' && s[0] <= '5' && (strcmp(s + 1, "xx") == 0 || strspn(s + 1, "0123456789") == 2);
}

bool http_status_is(const char *wanted, int status)
{
    return wanted[0] - '0' == status / 100 &&
           (wanted[1] == 'x' || ((wanted[1] - '0') * 10 + (wanted[2] - '0') == status % 100));
}

static bool check_pattern(const char *pattern, struct err *e)
{
    return !pattern || regex_check(pattern, NULL, e);
}

bool http_expect_check(const struct http_expect *x, struct err *e)
{
    for (size_t i = 0; i < x->n_status; i++)
        if (!http_status_check(x->status[i]))
            return err_set(e, ERR_USAGE, _("'%.40s' is no HTTP status; write 200 or 2xx"), x->status[i]);
    for (size_t i = 0; i < x->n_headers; i++)
        if (!check_pattern(x->header[i].wanted, e))
            return false;
    return check_pattern(x->matches, e);
}

/* ---- judging ---------------------------------------------------------------------------------------------------------- */

struct judging {
    const struct http_expect *expect;
    const struct http_exchange *x;
    struct arena *arena;
    struct http_wrongs *wrong;
};

static void add(struct judging *j, enum http_aspect aspect, const char *name, const char *wanted, const char *got)
{
    j->wrong->v[j->wrong->n++] = (struct http_wrong){aspect, arena_strdup(j->arena, name), arena_strdup(j->arena, wanted), arena_strdup(j->arena, got)};
}

static bool matches(const char *pattern, const char *s, size_t n)
{
    struct regex_span span;
    struct err e = {0};
    struct regex *re = regex_compile(pattern, REGEX_LINES, NULL, &e);
    bool yes = re && regex_match(re, s, n, &span) == REGEX_YES;
    regex_free(re);
    return yes;
}

static void judge_status(struct judging *j)
{
    static const char *const usual[] = {"2xx"};
    const char *const *wanted = j->expect->n_status ? j->expect->status : usual;
    size_t n = j->expect->n_status ? j->expect->n_status : 1;
    struct str all = {0};
    for (size_t i = 0; i < n; i++) {
        if (http_status_is(wanted[i], j->x->status)) {
            str_release(&all);
            return;
        }
        str_addf(&all, i ? ", %s" : "%s", wanted[i]);
    }
    add(j, HTTP_STATUS, NULL, str_get(&all), arena_printf(j->arena, "%d", j->x->status));
    str_release(&all);
}

static void judge_headers(struct judging *j)
{
    for (size_t i = 0; i < j->expect->n_headers; i++) {
        const struct http_pair *p = &j->expect->header[i];
        const char *got = http_exchange_header(j->x, p->name);
        if (!got || !matches(p->wanted, got, strlen(got)))
            add(j, HTTP_HEADER, p->name, p->wanted, got);
    }
}

static void judge_json(struct judging *j)
{
    for (size_t i = 0; i < j->expect->n_json; i++) {
        const struct http_pair *p = &j->expect->json[i];
        char *got = json_point(j->x->body, j->x->n_body, p->name), *clean = got ? clean_line(got) : NULL;
        if (!got || !str_eq(got, p->wanted))
            add(j, HTTP_JSON, p->name, p->wanted, clean ? arena_printf(j->arena, "%.200s", clean) : NULL);
        mem_free(got);
        mem_free(clean);
    }
}

static void judge_length(struct judging *j, enum http_aspect aspect, int64_t wanted, int64_t got)
{
    char w[TIME_TEXT], g[TIME_TEXT];
    time_format_length(wanted, w);
    time_format_length(got > 0 ? got : 0, g);
    add(j, aspect, NULL, w, g);
}

static void judge_certificate(struct judging *j, int64_t now)
{
    int64_t until = j->x->certificate.until;
    char wanted[TIME_TEXT];
    time_format_length(j->expect->certificate, wanted);
    if (until == TIME_NONE)
        add(j, HTTP_CERTIFICATE, NULL, wanted, NULL);
    else if (until - now < j->expect->certificate)
        judge_length(j, HTTP_CERTIFICATE, j->expect->certificate, until - now);
}

bool http_expect_judge(const struct http_expect *expect, const struct http_exchange *x, int64_t now, struct arena *arena,
                       struct http_wrongs *wrong)
{
    struct judging j = {expect, x, arena, wrong};
    *wrong = (struct http_wrongs){arena_array(arena, 4 + 2 * HTTP_EXPECTED_MOST, sizeof *wrong->v), 0};
    if (trouble_is_failure(x->trouble) || !x->status)
        return false;
    judge_status(&j);
    judge_headers(&j);
    if (expect->matches && !matches(expect->matches, x->body ? x->body : "", x->n_body))
        add(&j, HTTP_BODY, NULL, expect->matches, NULL);
    judge_json(&j);
    if (expect->at_most && x->total > expect->at_most)
        judge_length(&j, HTTP_LATENCY, expect->at_most, x->total);
    if (expect->certificate)
        judge_certificate(&j, now);
    return wrong->n == 0;
}

void http_wrong_say(const struct http_wrong *w, struct str *out)
{
    const char *wanted = w->wanted ? w->wanted : "", *got = w->got, *name = w->name ? w->name : "";
    switch (w->aspect) {
    case HTTP_STATUS: str_addf(out, _("the status is %s, not %s"), got ? got : "?", wanted); return;
    case HTTP_HEADER:
        if (got)
            str_addf(out, _("the header %s is \"%s\" and does not match %s"), name, got, wanted);
        else
            str_addf(out, _("there is no header %s that matches %s"), name, wanted);
        return;
    case HTTP_BODY: str_addf(out, _("the body does not match %s"), wanted); return;
    case HTTP_JSON:
        if (got)
            str_addf(out, _("%s in the body is \"%s\", not \"%s\""), name, got, wanted);
        else
            str_addf(out, _("there is no %s in the body, and it was to be \"%s\""), name, wanted);
        return;
    case HTTP_LATENCY: str_addf(out, _("it took %s, and %s are allowed"), got ? got : "?", wanted); return;
    case HTTP_CERTIFICATE:
        if (got)
            str_addf(out, _("the certificate holds for %s, and it is to hold for %s"), got, wanted);
        else
            str_addf(out, _("there is no certificate, and it is to hold for %s"), wanted);
        return;
    case N_HTTP_ASPECTS: return;
    }
}
