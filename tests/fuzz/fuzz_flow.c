/* fuzz_flow: any bytes are a flow that can be walked, or refused; whatever is checked is said with a remedy. */
#include <stdint.h>
#include <stdlib.h>

#include "flow/against.h"
#include "flow/check.h"
#include "text/redact.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void want_index(int i, size_t n)
{
    if (i < -1 || i >= (int)n)
        abort();
}

static void visit(const struct flow *f, const struct flow_step *s)
{
    want_index(s->next, f->n_steps);
    for (size_t i = 0; i < s->n_cures; i++)
        want_index(s->cure[i].cause - (s->cure[i].cause < 0 ? 1 : 0), f->n_causes);
    for (size_t i = 0; i < s->n_inputs; i++)
        if (s->input[i] < 0 || s->input[i] >= (int)f->n_inputs)
            abort();
    for (size_t i = 0; i < s->n_answers; i++) {
        want_index(s->answer[i].next, f->n_steps);
        if (!s->answer[i].id || !s->answer[i].label)
            abort();
        for (size_t k = 0; k < s->answer[i].n_shares; k++)
            want_index(s->answer[i].share[k].cause, f->n_causes);
    }
}

/* Every flow that is called is this one itself; of the articles half are there, and half of these say nothing. */
static const struct flow *itself(const void *of, const char *id)
{
    (void)id;
    return of;
}

static bool is_odd(const void *of, const char *id)
{
    (void)of;
    return *id & 1;
}

static bool is_fourth(const void *of, const char *id)
{
    (void)of;
    return *id & 2;
}

static void check(const struct flow *f, struct problems *ps)
{
    static struct redactor *redactor;
    redactor = redactor ? redactor : redact_new();
    struct flow_library library = {.find_flow = itself, .has_article = is_odd, .is_empty_article = is_fourth, .of = f, .redactor = redactor};
    flow_check(f, NULL, ps);
    flow_check(f, &library, ps);
    flow_check_against(f, f, ps);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct problems ps = {0};
    struct flow *f = flow_load((const char *)bytes, n, "x.yaml", &ps);
    if (!f && !ps.n_errors)
        abort();
    if (f) {
        for (size_t i = 0; i < f->n_steps; i++)
            visit(f, &f->step[i]);
        check(f, &ps);
    }
    for (size_t i = 0; i < ps.list.n; i++)
        if (!ps.list.v[i].remedy)
            abort();
    problems_sort(&ps);
    flow_free(f);
    problems_release(&ps);
    return 0;
}
