/* rank: how suspect each change is, and why, in words. The formula is in the header. */
#include "base/i18n.h"
#include "change/change.h"
#include "change/match.h"

#define HALF (30 * TIME_MINUTE)
#define PACKAGES_WITHIN TIME_MINUTE
static const double trace_bonus = 10, service_match = 3, other_host = 0.3;

static const double kind_weight[N_CHANGE_KINDS] = {
    [CHANGE_RELEASE] = 1.0, [CHANGE_FLAG] = 0.9,           [CHANGE_CONFIG] = 0.8,
    [CHANGE_DATA] = 0.8,    [CHANGE_INFRASTRUCTURE] = 0.4, [CHANGE_PACKAGE] = 0.4,
};

struct judging {
    const struct change_list *l;
    const struct change_case *c;
    struct arena *arena;
    int64_t newest_before; /* of all changes, for the only word there is when nothing else is known */
    int64_t *packages;     /* when packages came, ascending */
    size_t n_packages;
};

static bool is_after(const struct change_case *c, int64_t at)
{
    int64_t within = c->onset_within > 0 ? c->onset_within : 0;
    return c->onset != TIME_NONE && at > c->onset + within;
}

static double nearness(const struct judging *j, int64_t at)
{
    int64_t within = j->c->onset_within > 0 ? j->c->onset_within : 0;
    int64_t to = j->c->onset != TIME_NONE ? j->c->onset - within : j->l->until;
    double distance = at < to ? (double)(to - at) : 0;
    return (double)HALF / ((double)HALF + distance);
}

static int by_time(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void note_packages(struct judging *j)
{
    j->packages = arena_array(j->arena, j->l->list.n + 1, sizeof *j->packages);
    for (size_t i = 0; i < j->l->list.n; i++)
        if (j->l->list.v[i].kind == CHANGE_PACKAGE)
            j->packages[j->n_packages++] = j->l->list.v[i].at;
    if (j->n_packages)
        qsort(j->packages, j->n_packages, sizeof *j->packages, by_time);
}

/* Configuration that was written while packages came is most often theirs. */
static bool came_with_packages(const struct judging *j, const struct change *c)
{
    size_t low = 0, high = j->n_packages;
    if (c->kind != CHANGE_CONFIG)
        return false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (j->packages[middle] < c->at - PACKAGES_WITHIN)
            low = middle + 1;
        else
            high = middle;
    }
    return low < j->n_packages && j->packages[low] <= c->at + PACKAGES_WITHIN;
}

static const char *say_trace(const struct judging *j, size_t n, const char *file)
{
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    if (n == 1)
        return arena_printf(j->arena, _("%s is in the failing trace"), name);
    return arena_printf(j->arena, ngettext("%s and %zu more file are in the failing trace",
                                           "%s and %zu more files are in the failing trace", n - 1), name, n - 1);
}

static const char *say_match(const struct judging *j, const struct change *c, bool about_service, bool with_packages,
                             enum match_host host)
{
    if (host == MATCH_HOST_OTHER)
        return arena_printf(j->arena, _("on another host, %s"), c->host);
    if (about_service)
        return host == MATCH_HOST_SAME ? _("the failing service, this host") : _("the failing service");
    if (with_packages)
        return _("while packages were installed");
    if (j->c->service || j->c->n_trace_files)
        return c->detail ? "" : _("nothing that fails links to it"); /* what is told of it says more */
    return j->c->onset != TIME_NONE && c->at == j->newest_before ? _("the last one before the onset") : "";
}

static void judge(const struct judging *j, size_t i, struct change_suspect *s)
{
    const struct change *c = &j->l->list.v[i];
    const char *file = NULL;
    size_t in_trace = match_trace(c, j->c, &file);
    bool about_service = match_service(c, j->c->service);
    enum match_host host = match_hosts(c->host, j->c->host);
    bool with_packages = came_with_packages(j, c);
    double match = (about_service ? service_match : 1) * (host == MATCH_HOST_OTHER ? other_host : 1);
    s->change = i;
    s->is_after = is_after(j->c, c->at);
    s->before = j->c->onset == TIME_NONE ? TIME_NONE : j->c->onset - c->at;
    s->score =
        nearness(j, c->at) * kind_weight[with_packages ? CHANGE_PACKAGE : c->kind] * match + (in_trace ? trace_bonus : 0);
    s->why = s->is_after ? _("it came later")
             : in_trace  ? say_trace(j, in_trace, file)
                         : say_match(j, c, about_service, with_packages, host);
}

static int by_suspicion(const void *a, const void *b)
{
    const struct change_suspect *x = a, *y = b;
    if (x->is_after != y->is_after)
        return x->is_after ? 1 : -1;
    if (x->is_after && x->before != y->before)
        return x->before > y->before ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->change < y->change ? -1 : 1;
}

void change_rank(const struct change_list *l, const struct change_case *c, struct arena *arena, struct change_suspect *out)
{
    struct judging j = {.l = l, .c = c, .arena = arena, .newest_before = TIME_NONE};
    note_packages(&j);
    for (size_t i = 0; i < l->list.n; i++)
        if (!is_after(c, l->list.v[i].at) && l->list.v[i].at > j.newest_before)
            j.newest_before = l->list.v[i].at;
    for (size_t i = 0; i < l->list.n; i++)
        judge(&j, i, &out[i]);
    if (l->list.n)
        qsort(out, l->list.n, sizeof *out, by_suspicion);
}

/* ---- what it amounts to ---- */

static bool is_better(const struct change_case *c, int64_t at, int64_t than)
{
    if (than == TIME_NONE || is_after(c, at) != is_after(c, than))
        return than == TIME_NONE || is_after(c, than);
    return at > than;
}

struct change_facts change_facts(const struct change_list *l, const struct change_case *c)
{
    struct change_facts f = {.count = l->list.n, .last_change = TIME_NONE};
    struct arena arena = {0};
    struct change_suspect *rank = arena_array(&arena, l->list.n + 1, sizeof *rank);
    for (int k = 0; k < N_CHANGE_KINDS; k++)
        f.last[k] = TIME_NONE;
    for (size_t i = 0; i < l->list.n; i++) {
        const struct change *one = &l->list.v[i];
        f.before_onset += !is_after(c, one->at);
        f.last_change = one->at > f.last_change ? one->at : f.last_change;
        if (!is_better(c, one->at, f.last[one->kind]))
            continue;
        f.last[one->kind] = one->at;
        f.ref[one->kind] = one->what;
    }
    change_rank(l, c, &arena, rank);
    if (l->list.n && !rank[0].is_after) {
        f.top_suspect = l->list.v[rank[0].change].what;
        f.suspect_kind = change_kind_name(l->list.v[rank[0].change].kind);
    }
    arena_release(&arena);
    return f;
}
