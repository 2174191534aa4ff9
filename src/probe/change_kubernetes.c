/* change_kubernetes: rollouts of the cluster that kubectl talks to. */
#include <string.h>

#include "base/i18n.h"
#include "probe/change_source.h"

static void gather(struct change_hunt *h)
{
    const char *argv[] = {"kubectl",
                          "get",
                          "replicasets.apps,controllerrevisions.apps,deployments.apps",
                          "-o",
                          "json",
                          "--request-timeout=4s",
                          "--all-namespaces",
                          NULL};
    struct tool_answer a;
    if (h->options->only_named)
        return;
    bool ok = hunt_run(h, NULL, NULL, argv, HUNT_TOOL_MS, &a);
    if (!ok) { /* where not all namespaces may be seen, or they are too many, the present one is */
        bool is_too_wide = a.end == TOOL_MUCH || a.end == TOOL_LATE || (a.end == TOOL_DONE && strstr(a.said, "orbidden"));
        tool_release(&a);
        argv[6] = is_too_wide ? NULL : argv[6];
        ok = hunt_run(h, "Kubernetes", N_("no kubectl here"), argv, HUNT_TOOL_MS, &a);
        if (ok && is_too_wide)
            change_miss(h->list, "Kubernetes", N_("only the present namespace"));
    }
    if (ok) {
        struct change_text t = hunt_text(h, &a.out, "Kubernetes", NULL);
        size_t odd = parse_kubernetes(&t, h->list);
        if (odd)
            change_miss(h->list, "Kubernetes", N_("a part of its answer was not understood"));
        hunt_looked(h, "Kubernetes");
    }
    tool_release(&a);
}

const struct change_source change_source_kubernetes = {"Kubernetes", gather};
