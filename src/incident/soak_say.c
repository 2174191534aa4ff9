/* soak: its words for people. */
#include <inttypes.h>

#include "base/i18n.h"
#include "incident/soak.h"

static void add_list(const struct names *list, const char *otherwise, struct str *out)
{
    for (size_t i = 0; i < list->n; i++)
        str_addf(out, "%s%s", i ? ", " : "", list->v[i]);
    if (!list->n)
        str_add(out, otherwise);
}

/* Nothing may fail. */
static void say_all(const struct flow_probe *p, const char *status, struct str *out)
{
    long long n = (long long)soak_needed(p);
    if (p->expect.matches)
        str_addf(out, _("%s: at least %lld samples, all match \"%s\""), p->id, n, p->expect.matches);
    else if (p->kind == PROBE_HTTP)
        str_addf(out, _("%s: at least %lld samples, all %s"), p->id, n, status);
    else if (p->kind == PROBE_RUN)
        str_addf(out, _("%s: at least %lld samples, all exit %d"), p->id, n, p->expect.exit_status);
    else
        str_addf(out, _("%s: at least %lld samples, all pass"), p->id, n);
}

static void say_most(const struct flow_probe *p, const char *status, struct str *out)
{
    long long n = (long long)soak_needed(p), most = (long long)p->allow;
    if (p->expect.matches)
        str_addf(out, _("%s: at least %lld samples, at most %lld do not match \"%s\""), p->id, n, most, p->expect.matches);
    else if (p->kind == PROBE_HTTP)
        str_addf(out, _("%s: at least %lld samples, at most %lld not %s"), p->id, n, most, status);
    else if (p->kind == PROBE_RUN)
        str_addf(out, _("%s: at least %lld samples, at most %lld do not exit %d"), p->id, n, most, p->expect.exit_status);
    else
        str_addf(out, _("%s: at least %lld samples, at most %lld fail"), p->id, n, most);
}

void soak_say_passes_if(const struct flow_probe *p, struct str *out)
{
    struct str status = {0};
    add_list(&p->expect.status, "2xx", &status);
    if (p->allow)
        say_most(p, str_get(&status), out);
    else
        say_all(p, str_get(&status), out);
    str_release(&status);
}

void soak_say_result(const struct soak_result *r, struct str *out)
{
    unsigned long n = (unsigned long)r->samples;
    if (r->verdict == SOAK_TOO_FEW && !r->samples)
        str_add(out, _("no sample was taken"));
    else if (r->verdict == SOAK_TOO_FEW)
        str_addf(out, ngettext("%lld sample, too few to judge", "%lld samples, too few to judge", n), (long long)r->samples);
    else if (!r->failures)
        str_addf(out, ngettext("%lld sample, none failed", "%lld samples, none failed", n), (long long)r->samples);
    else if (r->verdict == SOAK_PASSED)
        str_addf(out, _("%lld of %lld samples failed, no more than allowed"), (long long)r->failures, (long long)r->samples);
    else
        str_addf(out, _("%lld of %lld samples failed"), (long long)r->failures, (long long)r->samples);
}
