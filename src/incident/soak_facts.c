/* soak_facts: a repeated probe is one whose facts have a verdict. */
#include "incident/soak_facts.h"

#include <string.h>

static void take_fact(const struct fact_pair *fact, const char *name, struct soak_result *r)
{
    const struct value *v = &fact->value;
    int64_t n = v->kind == VALUE_NUMBER && v->number >= 0 && v->number < 1e15 ? (int64_t)v->number : 0;
    if (str_eq(name, "samples"))
        r->samples = n;
    else if (str_eq(name, "failures"))
        r->failures = n;
    else if (v->kind == VALUE_DURATION && str_eq(name, "longest_gap"))
        r->longest_gap = v->us;
    else if (v->kind == VALUE_DURATION && str_eq(name, "median"))
        r->median = v->us;
}

bool soak_of_facts(const struct fact_pairs *facts, const char *probe, struct soak_result *r)
{
    size_t n = strlen(probe);
    bool is_soak = false;
    *r = (struct soak_result){0};
    for (size_t i = 0; i < facts->n; i++) {
        const char *name = facts->v[i].name;
        if (!name || strncmp(name, probe, n) != 0 || name[n] != '.')
            continue;
        take_fact(&facts->v[i], name + n + 1, r);
        if (str_eq(name + n + 1, "verdict") && facts->v[i].value.kind == VALUE_TEXT)
            is_soak = soak_verdict_parse(facts->v[i].value.text, &r->verdict);
    }
    return is_soak;
}
