/* check: requests that come faster than they may, and expectations that a kind of probe cannot meet. */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "flow/check_rule.h"
#include "text/yaml.h"

#define USUAL_RATE 2.0 /* requests a second; observe/pace.h */

/* ---- how fast ---- */

static double rate_of(const struct yaml_node *http)
{
    const struct yaml_node *rate = yaml_find(http, "rate");
    struct value v;
    return rate && rate->kind == YAML_TEXT && value_parse(rate->text, VALUE_NUMBER, &v) && v.number > 0 ? v.number : USUAL_RATE;
}

static void check_rate(struct checking *c, const struct yaml_node *probe, const struct yaml_node *http)
{
    const struct yaml_node *every = yaml_find(probe, "every");
    double rate = http->kind == YAML_MAP ? rate_of(http) : USUAL_RATE;
    int64_t us;
    if (!every || every->kind != YAML_TEXT || !time_parse_duration(every->text, &us) || us <= 0)
        return;
    if ((double)TIME_SECOND / (double)us <= rate + 1e-9)
        return;
    problem_error(c->problems, "http-rate", every->mark, _("once in %s is more often than %g times a second, which is the most that is sent"),
                  every->text, rate);
    problem_remedy(c->problems, _("ask less often, or write a higher `rate:`, if the service bears it"));
}

static void check_repeat(struct checking *c, const struct yaml_node *probe, const struct yaml_node *http)
{
    const struct yaml_node *repeat = http->kind == YAML_MAP ? yaml_find(http, "repeat") : NULL;
    if (!repeat || !yaml_find(probe, "for"))
        return;
    problem_error(c->problems, "repeat-for", repeat->mark, _("`repeat` says how many requests, and `for` how long: one of them"));
    problem_remedy(c->problems, _("leave out `for`, to see how often it fails, or `repeat`, to watch it"));
}

/* ---- secrets ---- */

static bool is_secret_name(const char *name)
{
    static const char *const names[] = {"authorization", "proxy-authorization", "cookie", "x-api-key", "x-auth-token"};
    char small[32];
    size_t n = 0;
    for (; name[n] && n < sizeof small - 1; n++)
        small[n] = name[n] >= 'A' && name[n] <= 'Z' ? (char)(name[n] - 'A' + 'a') : name[n];
    small[n] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], small) == 0)
            return true;
    return false;
}

static void check_headers(struct checking *c, const struct yaml_node *headers)
{
    for (const struct yaml_node *h = headers && headers->kind == YAML_MAP ? headers->first : NULL; h; h = h->next) {
        if (h->kind != YAML_TEXT || strchr(h->text, '$') || !is_secret_name(h->key->text))
            continue;
        problem_warning(c->problems, "secret-literal", h->mark, _("a secret stands in this file, and whoever reads the flow has it"));
        problem_remedy(c->problems, _("make it an input of type secret, and write its $name here"));
    }
}

/* ---- expectations ---- */

static void check_expect(struct checking *c, const struct yaml_node *source, bool is_http)
{
    static const struct {
        const char *name;
        bool of_http;
    } keys[] = {{"exit", false}, {"status", true}, {"headers", true}, {"json", true}, {"latency", true}, {"certificate", true}};
    const struct yaml_node *expect = yaml_find(source, "expect");
    for (size_t i = 0; expect && expect->kind == YAML_MAP && i < sizeof keys / sizeof *keys; i++) {
        const struct yaml_node *value = yaml_find(expect, keys[i].name);
        if (!value || keys[i].of_http == is_http)
            continue;
        problem_error(c->problems, "expect-kind", value->mark,
                      is_http ? _("a request has no '%s' to expect") : _("only a request has '%s' to expect"), keys[i].name);
        problem_remedy(c->problems, is_http ? _("expect its status, headers, body or latency") : _("expect its exit status, or what its output matches"));
    }
}

/* A small look says itself what is wanted of it. */
static void check_small_expect(struct checking *c, const struct flow_probe *p)
{
    const struct yaml_node *expect = yaml_find(p->source, "expect");
    if (!expect)
        return;
    problem_error(c->problems, "expect-kind", expect->mark, _("a %s probe has no `expect`"), probe_kind_name(p->kind));
    problem_remedy(c->problems, _("write what is wanted among its own keys (at_most, at_least_free, days ...)"));
}

static void check_probe(struct checking *c, const struct flow_probe *p)
{
    const struct yaml_node *probe = p->source, *http = p->kind == PROBE_HTTP ? yaml_find(probe, "http") : NULL;
    if (probe_kind_is_small(p->kind))
        check_small_expect(c, p);
    else
        check_expect(c, probe, http != NULL);
    if (!http)
        return;
    check_rate(c, probe, http);
    check_repeat(c, probe, http);
    if (http->kind == YAML_MAP)
        check_headers(c, yaml_find(http, "headers"));
}

void check_requests(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_observers; i++) {
        const struct flow_observer *o = &c->flow->observer[i];
        if (o->probe)
            check_probe(c, o->probe);
        else
            check_expect(c, o->action->source, false);
    }
}
