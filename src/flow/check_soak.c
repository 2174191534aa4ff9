/* check: whether a repeated probe can be judged: its pace, its length, and the numbers that it is judged by. */
#include "base/i18n.h"
#include "base/time.h"
#include "flow/check_rule.h"

#define FASTEST (TIME_SECOND / 10)

static void say(struct checking *c, const struct flow_probe *p, const char *key, const char *what, const char *remedy)
{
    problem_error(c->problems, "soak", check_mark(p->source, key, p->mark), "%s", what);
    problem_remedy(c->problems, "%s", remedy);
}

static void check_pace(struct checking *c, const struct flow_probe *p)
{
    if (p->every > 0 && p->every < FASTEST)
        say(c, p, "every", _("this probe would be repeated more than ten times a second: that is load, not a look"), _("write `every: 100ms` or more"));
    if (p->length > 0 && p->every <= 0)
        say(c, p, "for", _("`for` without `every` repeats nothing"), _("say how often: `every: 10s`"));
    if (p->length > 0 && p->every > p->length)
        say(c, p, "for", _("`for` is shorter than `every`: it would be one sample"), _("make `for` as long as the samples need"));
}

static void check_judgement(struct checking *c, const struct flow_probe *p)
{
    bool is_repeated = p->every > 0 && p->length > 0;
    int64_t most = is_repeated ? (p->length + p->every - 1) / p->every : 0;
    if (!is_repeated && (p->at_least || p->allow || p->abort)) {
        say(c, p, p->at_least ? "at_least" : p->allow ? "allow" : "abort", _("only a repeated probe is judged by its samples"),
            _("add `every` and `for`"));
        return;
    }
    if (p->at_least > most)
        say(c, p, "at_least", _("it could never pass: there are fewer samples than that in its time"), _("make `for` longer or `at_least` smaller"));
    if (is_repeated && p->allow >= most)
        say(c, p, "allow", _("it could never fail: as many samples may fail as there are"), _("make `allow` smaller"));
    if (p->abort && p->abort <= p->allow)
        say(c, p, "abort", _("it would be ended by failures that it may have"), _("make `abort` more than `allow`"));
}

void check_soaks(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_observers; i++) {
        const struct flow_probe *p = c->flow->observer[i].probe;
        if (!p)
            continue;
        check_pace(c, p);
        check_judgement(c, p);
    }
}
