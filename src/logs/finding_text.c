/* finding_text: a finding in two lines. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "logs/finding.h"
#include "logs/finding_say.h"

/* ---- numbers ---- */

const char *say_count(uint64_t n, char out[SAY_NUMBER])
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n);
    char *to = out;
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return out;
}

const char *say_share(double share, char out[SAY_NUMBER])
{
    double percent = share * 100;
    if (!(percent > 0))
        snprintf(out, SAY_NUMBER, "0%%");
    else if (percent < 0.05)
        snprintf(out, SAY_NUMBER, "<0.1%%");
    else if (percent < 9.95 || (percent > 99.45 && percent < 100))
        snprintf(out, SAY_NUMBER, "%.1f%%", percent < 99.9 ? percent : 99.9);
    else
        snprintf(out, SAY_NUMBER, "%.0f%%", percent < 100 ? percent : 100);
    return out;
}

const char *say_rate(double per_minute, char out[SAY_NUMBER])
{
    if (!(per_minute > 0))
        snprintf(out, SAY_NUMBER, "0");
    else if (per_minute < 0.05)
        snprintf(out, SAY_NUMBER, "<0.1");
    else if (per_minute < 9.95)
        snprintf(out, SAY_NUMBER, "%.1f", per_minute);
    else
        say_count(per_minute < 1e15 ? (uint64_t)(per_minute + 0.5) : UINT64_C(1000000000000000), out);
    return out;
}

/* ---- the first line ---- */

struct clocks {
    char at[TIME_TEXT], ended[TIME_TEXT];
};

static void say_by_time(const struct log_onset *o, const struct clocks *c, struct str *out)
{
    char rate[SAY_NUMBER], errors[SAY_NUMBER], baseline[SAY_NUMBER];
    say_rate(o->rate, rate);
    say_count(o->since_errors, errors);
    say_rate(o->baseline, baseline);
    if (o->ended == TIME_NONE)
        str_addf(out, _("%s errors a minute since %s (%s in all), baseline %s"), rate, c->at, errors, baseline);
    else
        str_addf(out, _("%s errors a minute %s to %s (%s in all), baseline %s"), rate, c->at, c->ended, errors, baseline);
}

static void say_onset(const struct log_onset *o, const struct clocks *c, struct str *out)
{
    char rate[SAY_NUMBER], errors[SAY_NUMBER], all[SAY_NUMBER], baseline[SAY_NUMBER];
    say_share(o->rate, rate);
    say_count(o->since_errors, errors);
    say_count(o->since_all, all);
    say_share(o->baseline, baseline);
    if (!o->is_found)
        str_addf(out, _("%s errors at first, until %s (%s of %s), then %s"), rate, c->ended, errors, all, baseline);
    else if (o->ended == TIME_NONE)
        str_addf(out, _("%s errors since %s (%s of %s), baseline %s"), rate, c->at, errors, all, baseline);
    else
        str_addf(out, _("%s errors %s to %s (%s of %s), baseline %s"), rate, c->at, c->ended, errors, all, baseline);
}

static void say_no_onset(const struct log_finding *f, struct str *out)
{
    char rate[SAY_NUMBER], errors[SAY_NUMBER], all[SAY_NUMBER];
    say_share(f->requests ? (double)f->errors / (double)f->requests : 0, rate);
    say_count(f->errors, errors);
    say_count(f->requests, all);
    if (!f->requests)
        str_add(out, _("nothing was logged in this time"));
    else if (!f->errors)
        str_addf(out, ngettext("no errors in %s line", "no errors in %s lines", (unsigned long)f->requests), all);
    else
        str_addf(out, _("%s errors, without a beginning that stands out (%s of %s)"), rate, errors, all);
}

static void say_headline(const struct log_finding *f, const struct clocks *c, struct str *out)
{
    const struct log_onset *o = &f->onset;
    bool is_known = o->is_found || o->ended != TIME_NONE;
    if (is_known && o->is_by_time && o->is_found)
        say_by_time(o, c, out);
    else if (is_known && !o->is_by_time)
        say_onset(o, c, out);
    else
        say_no_onset(f, out);
}

void log_finding_headline(const struct log_finding *f, int64_t now, const struct time_zone *zone, struct str *out)
{
    struct clocks c = {"", ""};
    struct str text = {0};
    if (f->onset.is_found)
        time_format_clock(f->onset.at, now, zone, c.at);
    if (f->onset.ended != TIME_NONE)
        time_format_clock(f->onset.ended, now, zone, c.ended);
    say_headline(f, &c, &text);
    if (f->is_partial)
        str_addf(out, _("so far: %s"), str_get(&text));
    else
        str_add_n(out, str_get(&text), text.n);
    str_release(&text);
}

/* ---- the second ---- */

static void between(struct str *out, size_t before)
{
    if (out->n > before)
        str_add(out, " · ");
}

static void say_endpoints(const struct log_list *l, struct str *out)
{
    char failing[SAY_NUMBER], different[SAY_NUMBER];
    const char *first = l->n ? l->row[0].text : "";
    say_count(l->failing, failing);
    say_count(l->different, different);
    if (l->failing == 1 && l->different)
        str_addf(out, ngettext("%s of %s endpoint: %s", "%s of %s endpoints: %s", (unsigned long)l->different), failing, different,
                 first);
    else if (l->failing == 1)
        str_addf(out, _("%s endpoint: %s"), failing, first);
    else if (l->different)
        str_addf(out, _("%s of %s endpoints, most at %s"), failing, different, first);
    else
        str_addf(out, _("%s endpoints, most at %s"), failing, first);
}

static void say_clients(const struct log_list *l, struct str *out)
{
    char failing[SAY_NUMBER], different[SAY_NUMBER];
    unsigned long n = (unsigned long)(l->different ? l->different : l->failing);
    say_count(l->failing, failing);
    say_count(l->different, different);
    if (l->different)
        str_addf(out, ngettext("%s of %s client", "%s of %s clients", n), failing, different);
    else
        str_addf(out, ngettext("%s client", "%s clients", n), failing);
}

static void say_new_kinds(const struct log_finding *f, struct str *out)
{
    char n[SAY_NUMBER], errors[SAY_NUMBER];
    const struct log_kind *k = &f->kind[0];
    say_count(f->n_new, n);
    say_count(k->errors, errors);
    str_addf(out, ngettext("%s new kind of error since then: %s, %s", "%s new kinds of error since then, first %s, %s",
                           (unsigned long)f->n_new), n, *k->type ? k->type : k->title, errors);
}

void log_finding_spread(const struct log_finding *f, struct str *out)
{
    size_t before = out->n;
    if (f->endpoints.failing)
        say_endpoints(&f->endpoints, out);
    if (f->clients.failing) {
        between(out, before);
        say_clients(&f->clients, out);
    }
    if (f->n_new && f->n_kinds && out->n == before) /* a log of requests has said where already */
        say_new_kinds(f, out);
}
