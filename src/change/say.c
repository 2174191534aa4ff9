/* say: a list and its distances in sentences. */
#include <stdio.h>

#include "base/i18n.h"
#include "change/change.h"

/* The larger unit alone: minutes do not matter beside hours. */
static void round_length(int64_t length, char out[TIME_TEXT])
{
    static const int64_t unit[] = {TIME_DAY, TIME_HOUR, TIME_MINUTE, TIME_SECOND};
    int64_t us = length < 0 ? -length : length;
    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++)
        if (us >= unit[i]) {
            time_format_length(us / unit[i] * unit[i], out);
            return;
        }
    time_format_length(0, out);
}

void change_distance(const struct change *c, const struct change_suspect *s, int64_t now, char out[80])
{
    char length[TIME_TEXT];
    bool is_known = s->before != TIME_NONE;
    round_length(is_known ? s->before : now - c->at, length);
    if (!is_known)
        snprintf(out, 80, c->at > now ? _("%s ahead") : _("%s ago"), length);
    else if (s->before < TIME_SECOND && s->before > -TIME_SECOND)
        snprintf(out, 80, "%s", _("at the onset"));
    else
        snprintf(out, 80, s->before > 0 ? _("%s before the onset") : _("%s after"), length);
}

static void add_count(const struct change_list *l, int64_t now, const struct time_zone *zone, struct str *out)
{
    char since[TIME_TEXT];
    time_format_minute(l->since, now, zone, since);
    if (l->list.n)
        str_addf(out, ngettext("%zu change since %s", "%zu changes since %s", l->list.n), l->list.n, since);
    else
        str_addf(out, _("nothing changed since %s"), since);
}

void change_headline(const struct change_list *l, const struct change_case *c, int64_t now, const struct time_zone *zone,
                     struct str *out)
{
    struct arena arena = {0};
    struct change_suspect *rank = arena_array(&arena, l->list.n + 1, sizeof *rank);
    struct str what = {0};
    char distance[80];
    change_rank(l, c, &arena, rank);
    add_count(l, now, zone, out);
    if (l->list.n && !rank[0].is_after) {
        const struct change *top = &l->list.v[rank[0].change];
        change_distance(top, &rank[0], now, distance);
        change_tell(top->what, &what);
        str_addf(out, _("; %s, %s"), str_get(&what), distance);
        str_release(&what);
    }
    arena_release(&arena);
}
