/* flow_at_hand: flows for tests, from text or from the trial flows in tests/flows/trial; a flow that does not load fails
 * the test. */
#ifndef TEST_FLOW_AT_HAND_H
#define TEST_FLOW_AT_HAND_H
#include "base/mem.h"
#include "flow/flow.h"

static inline struct flow *flow_of(const char *text, size_t n, const char *name)
{
    struct problems ps = {0};
    struct str why = {0};
    struct flow *f = flow_load(text, n, name, &ps);
    if (!f || ps.n_errors) {
        problem_print(&ps.list.v[0], &why);
        fail_msg("%s", str_get(&why));
    }
    problems_release(&ps);
    return f;
}

static inline struct flow *flow_of_text(const char *text)
{
    return flow_of(text, strlen(text), "test.yaml");
}

static inline struct flow *trial_flow(const char *name)
{
    char path[4096], bytes[65536];
    snprintf(path, sizeof path, "%s/tests/flows/trial/%s.yaml", getenv("top_srcdir") ? getenv("top_srcdir") : "..", name);
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be read; set top_srcdir", path);
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return flow_of(bytes, n, path);
}
#endif
