/* fuzz_yaml: any bytes give a tree or a refusal with a place and a remedy, and every scalar's place is found again. */
#include <stdint.h>
#include <stdlib.h>

#include "text/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void visit(const char *bytes, size_t n, const struct yaml_node *node, int depth)
{
    if (depth > YAML_MAX_DEPTH + 1)
        abort();
    if (node->kind == YAML_TEXT)
        yaml_mark_inside(bytes, n, node, node->n / 2);
    size_t children = 0;
    for (const struct yaml_node *c = node->first; c; c = c->next, children++)
        visit(bytes, n, c, depth + 1);
    if (node->kind != YAML_TEXT && children != node->n)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena = {0};
    struct problems ps = {0};
    const struct yaml_node *root = yaml_read((const char *)bytes, n, &arena, &ps);
    if (root)
        visit((const char *)bytes, n, root, 1);
    for (size_t i = 0; i < ps.list.n; i++)
        if (!ps.list.v[i].remedy)
            abort();
    arena_release(&arena);
    problems_release(&ps);
    return 0;
}
