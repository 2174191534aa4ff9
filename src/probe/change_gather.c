/* change_gather: every source in turn, each with its share of what is kept. */
#include "probe/change_gather.h"

#include <unistd.h>

#include "base/i18n.h"
#include "probe/change_source.h"

#define ALL_TOGETHER (60 * TIME_SECOND)

static const struct change_source *const sources[] = {
    &change_source_paths,      &change_source_releases, &change_source_git,     &change_source_files,
    &change_source_crontabs,   &change_source_packages, &change_source_systemd, &change_source_docker,
    &change_source_kubernetes, &change_source_events,   &change_source_command,
};
enum { N_SOURCES = sizeof sources / sizeof *sources };

static void look_at(struct change_hunt *h, const struct change_source *source)
{
    size_t first = h->list->list.n;
    if (tool_clock() >= h->ends) {
        change_miss(h->list, source->name, N_("no time was left"));
        return;
    }
    source->gather(h);
    size_t left_out = change_list_trim(h->list, first, HUNT_MOST);
    if (left_out)
        change_miss(h->list, source->name,
                    arena_printf(&h->arena, "only the newest %d, %zu more left out", HUNT_MOST, left_out));
}

bool change_gather(const struct change_options *o, struct change_list *l, struct err *e)
{
    char host[256] = "";
    struct change_hunt h = {.options = o, .list = l, .ends = tool_clock() + ALL_TOGETHER};
    change_list_init(l, o->since, o->until);
    change_case_copy(&l->asked, &o->of, &l->arena);
    if (o->since >= o->until)
        return err_set(e, ERR_USAGE, _("the time to look at ends before it begins"));
    if (gethostname(host, sizeof host - 1) == 0)
        h.host = host;
    for (size_t i = 0; i < N_SOURCES; i++)
        look_at(&h, sources[i]);
    change_list_settle(l);
    arena_release(&h.arena);
    return true;
}
