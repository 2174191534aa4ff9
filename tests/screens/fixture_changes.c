/* fixture_changes: five changes between midnight and the errors of 03:01:12, one after them. */
#include "fixture_changes.h"

#include <string.h>

#include "change/change.h"
#include "fixture_logs.h"
#include "logs/finding.h"
#include "ui/model_logs.h"

#define N(array) (sizeof(array) / sizeof *(array))

static int64_t at(int hour, int minute, int second)
{
    struct time_parts p = {.year = 2026, .month = 3, .day = 1, .hour = hour, .minute = minute, .second = second};
    return time_join(&p, 3600);
}

static void add(struct change_list *l, const struct change *c)
{
    *vec_push(&l->list) = *c;
}

static struct change_list *list(struct fixture *f)
{
    static struct change_list l;
    vec_release(&l.list);
    vec_release(&l.missing);
    l = (struct change_list){.since = at(0, 0, 0), .until = at(3, 11, 0), .asked = {.onset = at(3, 1, 12)}};
    (void)f;
    add(&l, &(struct change){.at = at(2, 58, 40), .kind = CHANGE_RELEASE, .what = "release r418", .who = "deploy-bot", .detail = "14 commits",
                             .see = "git -C /srv/app show --stat r418", .id = "release:r418"});
    add(&l, &(struct change){.at = at(2, 31, 5), .kind = CHANGE_CONFIG, .what = "/etc/nginx/sites/shop.conf", .who = "root", .detail = "2 lines",
                             .id = "file:shop.conf"});
    add(&l, &(struct change){.at = at(2, 13, 22), .kind = CHANGE_PACKAGE, .what = "package libssl3 3.0.13 -> 3.0.14", .who = "unattended-upgrades",
                             .id = "package:libssl3"});
    add(&l, &(struct change){.at = at(1, 12, 44), .kind = CHANGE_INFRASTRUCTURE, .what = "unit app-worker restarted", .detail = "by itself,\033[2J at its memory limit",
                             .id = "unit:app-worker"});
    add(&l, &(struct change){.at = at(3, 3, 10), .kind = CHANGE_FLAG, .what = "flag new-cart to 50%, with a name that is far too long for its line", .who = "carol",
                             .id = "flag:new-cart"});
    *vec_push(&l.missing) = (struct change_missing){"Kubernetes", "no kubectl here"};
    *vec_push(&l.missing) = (struct change_missing){"Docker", "no permission"};
    return &l;
}

void fixture_changes(struct fixture *f)
{
    static const char *const why[] = {"Cart.java is in the failing trace", "the failing service, this host", "", "", ""};
    static const char *const distance[] = {"2 min before the onset", "30 min before the onset", "47 min before the onset",
                                           "1 h before the onset", "1 min after"};
    static const struct ruling out = {.reason = "it came later", .actor = "ann", .is_on = true};
    struct model_changes *c = arena_alloc(&f->arena, sizeof *c);
    struct model_change *row = arena_array(&f->arena, 5, sizeof *row);
    struct ruling *ruling = arena_alloc(&f->arena, sizeof *ruling);
    const struct change_list *l = list(f);
    fixture_logs(f);
    *ruling = out;
    ruling->at = at(3, 12, 5);
    for (size_t i = 0; i < l->list.n; i++)
        row[i] = (struct model_change){.id = arena_printf(&f->arena, "change:%s", l->list.v[i].id), .change = &l->list.v[i], .why = why[i],
                                       .distance = distance[i], .is_after = i == 4, .ruling = i == 4 ? ruling : NULL};
    *c = (struct model_changes){.list = l, .looked_at = at(3, 8, 12), .row = row, .n = l->list.n, .log = f->model.logs->finding,
                                .onset = at(3, 1, 12), .way_back = "step Go back to the release before, about 8 min"};
    f->model.changes = c;
}

/* Of four kinds, a minute apart, the first shortly before the errors. */
void fixture_changes_many(struct fixture *f, size_t n)
{
    static const enum change_kind kinds[] = {CHANGE_PACKAGE, CHANGE_CONFIG, CHANGE_PACKAGE, CHANGE_RELEASE};
    static const char *const sources[] = {"dpkg", "files /etc/nginx", "dpkg", "git /srv/app"};
    static const char *const who[] = {"unattended-upgrades", "root", NULL, "deploy-bot"};
    struct change_list *l = list(f);
    struct model_changes *c = arena_alloc(&f->arena, sizeof *c);
    struct model_change *row = arena_array(&f->arena, n, sizeof *row);
    fixture_logs(f);
    vec_clear(&l->list);
    for (size_t i = 0; i < n; i++)
        add(l, &(struct change){.at = at(3, 0, 40) - (int64_t)i * TIME_MINUTE, .kind = kinds[i % 4], .source = sources[i % 4], .who = who[i % 4],
                                .what = arena_printf(&f->arena, "change number %zu", i + 1), .detail = i % 3 ? NULL : "2 lines",
                                .host = i % 5 ? NULL : "web-3", .undo = i ? NULL : "git -C /srv/app revert 7f3a9c",
                                .id = arena_printf(&f->arena, "n:%zu", i)});
    for (size_t i = 0; i < n; i++)
        row[i] = (struct model_change){.id = l->list.v[i].id, .change = &l->list.v[i], .why = "",
                                       .distance = arena_printf(&f->arena, "%zu min before the onset", i + 1)};
    *c = (struct model_changes){.list = l, .looked_at = at(3, 8, 12), .row = row, .n = n, .log = f->model.logs->finding, .onset = at(3, 1, 12)};
    f->model.changes = c;
}

void fixture_changes_none(struct fixture *f)
{
    struct model_changes *c = arena_alloc(&f->arena, sizeof *c);
    *c = (struct model_changes){.onset = TIME_NONE, .step = "What changed just before the first error?"};
    f->model.changes = c;
}

void fixture_looked(struct fixture *f, int64_t spread, int64_t errlog, bool live)
{
    struct model_looked *looked = arena_array(&f->arena, 2, sizeof *looked);
    fixture_logs(f);
    struct log_finding *first = arena_alloc(&f->arena, sizeof *first), *second = arena_alloc(&f->arena, sizeof *second);
    *first = *second = *f->model.logs->finding;
    first->n_kinds = first->n_new = 0;
    second->endpoints = second->clients = (struct log_list){0};
    if (live) {
        first->is_partial = true;
        first->bytes = 671000000;
        first->bytes_total = 1100000000;
    }
    looked[0] = (struct model_looked){.run = spread, .log = first};
    looked[1] = (struct model_looked){.run = errlog, .log = second};
    f->step.looked = looked;
    f->step.n_looked = live ? 1 : 2;
}
