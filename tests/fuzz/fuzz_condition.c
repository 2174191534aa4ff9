/* fuzz_condition: any text is a condition or a mistake; what binds has a value and a reason. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "flow/condition.h"
#include "flow/flow.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* The name decides the kind and the value, so that the fuzzer can reach every rule. */
static bool kind_of(const void *of, const char *name, enum value_kind *kind)
{
    (void)of;
    *kind = (enum value_kind)(*name % 7);
    return *kind != VALUE_NONE;
}

static const char *nearest(const void *of, const char *name)
{
    (void)of;
    return name;
}

static struct value lookup(void *of, const char *name)
{
    (void)of;
    enum value_kind kind = (enum value_kind)(name[strlen(name) - 1] % 7);
    return (struct value){.kind = kind, .flag = true, .number = 0.081, .us = 90000000, .text = "5"};
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena = {0};
    struct problems ps = {0};
    struct str reason = {0};
    struct condition_names names = {kind_of, nearest, NULL};
    struct condition *c = condition_parse(arena_strndup(&arena, (const char *)bytes, n), NULL, &arena, &ps);
    if (c && condition_bind(c, NULL, &names, &ps)) {
        struct value v = condition_value(c, lookup, NULL);
        if (v.kind != VALUE_FLAG && v.kind != VALUE_UNKNOWN)
            abort();
        condition_explain(c, lookup, NULL, &reason);
        if (!reason.n)
            abort();
    } else if (!ps.n_errors) {
        abort();
    }
    str_release(&reason);
    arena_release(&arena);
    problems_release(&ps);
    return 0;
}
