/* Any bytes as a Markdown runbook: what comes of it is a flow that loads and checks without an error, and is clean. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flow/check.h"
#include "runbook/runbook.h"
#include "text/clean.h"
#include "text/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* The fuzzer's own output names the mistake. */
static void want_sound(const struct problems *ps, const struct str *yaml)
{
    struct err e = {0};
    if (problems_none(ps, &e))
        return;
    fprintf(stderr, "%s\n%s", e.text, yaml->s);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena = {0};
    struct problems ps = {0};
    struct runbook r;
    struct document d;
    struct str yaml = {0};
    struct runbook_figures figures;
    runbook_read("alerts/Fuzz.md", (const char *)bytes, n, &arena, &r);
    markdown_parse(r.body, r.n_body, &arena, &d);
    runbook_write(&r, &d, &yaml, &figures);
    struct flow *f = flow_load(yaml.s, yaml.n, "Fuzz.md", &ps);
    assert(f && f->n_steps == figures.steps && f->n_inputs == figures.inputs);
    flow_check(f, &(struct flow_library){0}, &ps);
    want_sound(&ps, &yaml);
    assert(clean_is_clean(yaml.s, yaml.n, CLEAN_TEXT));
    flow_free(f);
    problems_release(&ps);
    str_release(&yaml);
    arena_release(&arena);
    return 0;
}
