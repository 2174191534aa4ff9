/* alert_runbook: the runbook that an alert names, where it lies among the articles: to read, and as a flow of its own. */
#include <string.h>

#include "app/alert.h"
#include "app/import.h"
#include "base/i18n.h"

/* Behind what matches, before all else; proposed where nothing matches. */
static void add_flow(struct session *s, const char *path, const char *title)
{
    struct alert_desk *d = s->alert;
    struct err ignored = {0};
    const struct flow_text *text = runbook_is_file(path) ? library_load(&s->library, path, &ignored) : NULL;
    if (!text || !text->flow)
        return;
    vec_push(&d->flow);
    memmove(&d->flow.v[d->n_proposed + 1], &d->flow.v[d->n_proposed], (d->flow.n - 1 - d->n_proposed) * sizeof *d->flow.v);
    d->flow.v[d->n_proposed] = (struct alert_flow){.id = path, .title = title, .flow = text->flow, .is_runbook = true};
    d->n_proposed += d->n_proposed == 0;
}

void alert_find_runbook(struct session *s, struct articles *articles)
{
    struct alert_desk *d = s->alert;
    struct kb_entry entry;
    struct err e = {0};
    if (d->has_looked)
        return;
    d->has_looked = true;
    if (!d->link_names.n || (!articles->kb && !articles_open(articles, s->config, s->paths, &e)))
        return;
    for (size_t i = 0; !d->article && i < d->link_names.n; i++) {
        e = (struct err){0};
        if (!articles_find(articles, d->link_names.v[i], &d->arena, &entry, &e))
            continue;
        d->article = entry.id;
        d->article_title = entry.title;
        if (!articles_ships(articles, &entry)) /* ours are to be read beside our flows */
            add_flow(s, entry.path, entry.title);
    }
}
