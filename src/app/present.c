/* present: joins and departures. */
#include "app/present.h"

#include <string.h>

#include "store/liveness.h"

static void remove_terminal(struct present *p, const char *liveness)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->list.n; i++)
        if (!str_eq(p->list.v[i].liveness, liveness))
            p->list.v[kept++] = p->list.v[i];
    p->list.n = kept;
}

void present_follow(struct present *p, const struct incident *inc)
{
    if (memcmp(p->id, inc->id, sizeof p->id) != 0) {
        present_release(p);
        memcpy(p->id, inc->id, sizeof p->id);
    }
    for (; p->seen < inc->seq; p->seen++) {
        const struct event *ev = incident_event(inc, p->seen + 1);
        if (ev->kind == EVENT_joined && ev->as.joined.liveness)
            *vec_push(&p->list) = (struct somebody){arena_strdup(&p->arena, ev->actor), arena_strdup(&p->arena, ev->host),
                                                    arena_strdup(&p->arena, ev->as.joined.liveness),
                                                    str_eq(ev->as.joined.tty, PRESENT_WATCH)};
        else if (ev->kind == EVENT_departed)
            remove_terminal(p, ev->as.departed.liveness);
    }
}

static bool is_there(const struct somebody *who, const char *own, const char *host)
{
    return !str_eq(who->liveness, own) && !(str_eq(who->host, host) && liveness_is_free(who->liveness));
}

const struct somebody *present_watch(const struct present *p, const char *own, const char *host)
{
    for (size_t i = 0; i < p->list.n && !str_eq(p->list.v[i].liveness, own); i++)
        if (p->list.v[i].is_watch && is_there(&p->list.v[i], own, host))
            return &p->list.v[i];
    return NULL;
}

const struct somebody *present_other(const struct present *p, const char *own, const char *host)
{
    for (size_t i = p->list.n; i-- > 0;) {
        const struct somebody *who = &p->list.v[i];
        if (is_there(who, own, host))
            return who;
    }
    return NULL;
}

void present_release(struct present *p)
{
    vec_release(&p->list);
    arena_release(&p->arena);
    *p = (struct present){0};
}
