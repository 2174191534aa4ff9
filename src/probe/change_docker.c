/* change_docker: containers that were made, images that were built. */
#include "base/i18n.h"
#include "probe/change_source.h"

static bool ask(struct change_hunt *h, const char *const *argv,
                size_t (*parse)(const struct change_text *, struct change_list *))
{
    struct tool_answer a;
    bool ok = hunt_run(h, "Docker", N_("no docker here"), argv, HUNT_TOOL_MS, &a);
    if (ok) {
        struct change_text t = hunt_text(h, &a.out, "Docker", NULL);
        hunt_say_odd(h, "Docker", parse(&t, h->list));
        hunt_looked(h, "Docker");
    }
    tool_release(&a);
    return ok;
}

static void gather(struct change_hunt *h)
{
    static const char *const containers[] = {"docker", "ps", "-a", "--no-trunc", "--format", "{{json .}}", NULL};
    static const char *const images[] = {"docker", "images", "--no-trunc", "--format", "{{json .}}", NULL};
    if (!h->options->only_named && ask(h, containers, parse_docker_ps))
        ask(h, images, parse_docker_images);
}

const struct change_source change_source_docker = {"Docker", gather};
