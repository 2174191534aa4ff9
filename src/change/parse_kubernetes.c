/* parse_kubernetes: every ReplicaSet and ControllerRevision is a rollout, made at its creation; the revision before it of the
 * same owner says what was different. Going back takes an old ReplicaSet up again and numbers it anew: it is then older than the
 * one before it, and only the Deployment knows when that was. */
#include <ctype.h>

#include "change/parse.h"
#include "change/when.h"
#include "text/json.h"

struct rollout {
    int64_t at, revision;
    const char *space, *kind, *name; /* of the owner: "shop", "deployment", "checkout" */
    const char *cause;
    const char *const *image;
    bool is_back;
};

struct rollouts {
    struct arena arena;
    VEC(struct rollout) list;
    VEC(struct rollout) deployed; /* Deployments: when each was last rolled out, to which revision */
};

static const char *const *read_images(struct arena *arena, const struct json *pod)
{
    const struct json *containers = json_get(json_get(json_get(pod, "template"), "spec"), "containers");
    size_t n = json_count(containers), kept = 0;
    const char **image = arena_array(arena, n + 1, sizeof *image);
    for (size_t i = 0; i < n; i++) {
        const char *one = json_text(json_get(json_item(containers, i), "image"));
        if (one)
            image[kept++] = arena_strdup(arena, one);
    }
    return image;
}

static const struct json *find_owner(const struct json *meta)
{
    const struct json *owners = json_get(meta, "ownerReferences");
    for (size_t i = 0; i < json_count(owners); i++)
        if (json_flag(json_get(json_item(owners, i), "controller")))
            return json_item(owners, i);
    return json_item(owners, 0);
}

static int64_t read_revision(const struct json *item, const struct json *notes)
{
    const char *text = json_text(json_get(notes, "deployment.kubernetes.io/revision"));
    int64_t revision = 0;
    if (text)
        revision = strtoll(text, NULL, 10);
    else
        json_int(json_get(item, "revision"), &revision);
    return revision;
}

static char *lowered(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);
    for (char *s = copy; *s; s++)
        *s = (char)tolower((unsigned char)*s);
    return copy;
}

static void read_deployment(struct rollouts *all, const struct json *item, const struct json *meta)
{
    const struct json *conditions = json_get(json_get(item, "status"), "conditions");
    struct rollout r = {.kind = "deployment", .revision = read_revision(item, json_get(meta, "annotations"))};
    r.space = arena_strdup(&all->arena, json_text(json_get(meta, "namespace")));
    r.name = arena_strdup(&all->arena, json_text(json_get(meta, "name")));
    for (size_t i = 0; r.space && r.name && i < json_count(conditions); i++) {
        const struct json *one = json_item(conditions, i);
        const char *updated = json_text(json_get(one, "lastUpdateTime"));
        if (str_eq(json_text(json_get(one, "type")), "Progressing") && updated &&
            when_parse(updated, strlen(updated), NULL, &r.at, NULL))
            *vec_push(&all->deployed) = r;
    }
}

static bool read_item(struct rollouts *all, const struct json *item)
{
    const struct json *meta = json_get(item, "metadata"), *notes = json_get(meta, "annotations"), *owner = find_owner(meta);
    const char *kind = json_text(json_get(owner, "kind")), *name = json_text(json_get(owner, "name"));
    const char *space = json_text(json_get(meta, "namespace")), *made = json_text(json_get(meta, "creationTimestamp"));
    const struct json *spec = json_get(item, "spec");
    struct rollout r = {0};
    if (str_eq(json_text(json_get(item, "kind")), "Deployment")) {
        read_deployment(all, item, meta);
        return true;
    }
    if (!made || !when_parse(made, strlen(made), NULL, &r.at, NULL))
        return false;
    if (!name || !kind)
        return true; /* stands alone: nobody rolls it out */
    if (!spec)
        spec = json_get(json_get(item, "data"), "spec");
    r.revision = read_revision(item, notes);
    r.space = arena_strdup(&all->arena, space ? space : "default");
    r.kind = lowered(&all->arena, kind);
    r.name = arena_strdup(&all->arena, name);
    r.cause = arena_strdup(&all->arena, json_text(json_get(notes, "kubernetes.io/change-cause")));
    r.image = read_images(&all->arena, spec);
    *vec_push(&all->list) = r;
    return true;
}

static int by_owner(const void *a, const void *b)
{
    const struct rollout *x = a, *y = b;
    int way = strcmp(x->space, y->space);
    way = way ? way : strcmp(x->kind, y->kind);
    way = way ? way : strcmp(x->name, y->name);
    if (way || x->revision == y->revision)
        return way;
    return x->revision < y->revision ? -1 : 1;
}

static bool same_owner(const struct rollout *a, const struct rollout *b)
{
    return strcmp(a->space, b->space) == 0 && strcmp(a->kind, b->kind) == 0 && strcmp(a->name, b->name) == 0;
}

static bool is_last(const struct rollouts *all, size_t i)
{
    return i + 1 == all->list.n || !same_owner(&all->list.v[i], &all->list.v[i + 1]);
}

static void date_way_back(const struct rollouts *all, struct rollout *r)
{
    for (size_t i = 0; i < all->deployed.n; i++) {
        const struct rollout *d = &all->deployed.v[i];
        if (!same_owner(d, r) || d->revision != r->revision)
            continue;
        r->at = d->at;
        r->is_back = true;
    }
}

/* "shop:r417 -> shop:r418", the cause that was given, or that something else than the image was changed. */
static const char *say_detail(struct arena *arena, const struct rollout *r, const struct rollout *before)
{
    for (size_t i = 0; before && r->image[i] && before->image[i]; i++)
        if (strcmp(r->image[i], before->image[i]) != 0)
            return arena_printf(arena, "%s -> %s", before->image[i], r->image[i]);
    if (r->cause)
        return r->cause;
    if (before && r->image[0])
        return arena_printf(arena, "the same image %s", r->image[0]);
    return r->image[0];
}

static void add_rollout(const struct change_text *t, struct arena *arena, const struct rollout *r,
                        const struct rollout *before, struct change_list *l)
{
    const char *target = arena_printf(arena, "%s/%s", r->kind, r->name);
    const char *revision = arena_printf(arena, "--revision=%lld", (long long)r->revision);
    const char *see[] = {"kubectl", "-n", r->space, "rollout", "history", revision, "--", target, NULL};
    const char *back = before ? arena_printf(arena, "--to-revision=%lld", (long long)before->revision) : NULL;
    const char *undo[] = {"kubectl", "-n", r->space, "rollout", "undo", target, back, NULL};
    change_add(l,
               &(struct change){
                   .at = r->at,
                   .kind = CHANGE_RELEASE,
                   .what = arena_printf(arena, r->is_back ? "%s %s/%s went back, revision %lld" : "%s %s/%s revision %lld",
                                        r->kind, r->space, r->name, (long long)r->revision),
                   .detail = say_detail(arena, r, before),
                   .source = t->source,
                   .service = r->name,
                   .part = r->image[0] ? r->image : NULL,
                   .see = command_make(arena, see),
                   .undo = before ? command_make(arena, undo) : NULL,
                   .id = arena_printf(arena, "kubernetes:%s:%s:%lld", r->space, target, (long long)r->revision),
               });
}

size_t parse_kubernetes(const struct change_text *t, struct change_list *l)
{
    struct rollouts all = {0};
    struct err e = {0};
    struct json *j = json_read(t->bytes, t->n, &e);
    const struct json *items = json_get(j, "items");
    size_t odd = !items;
    for (size_t i = 0; i < json_count(items); i++)
        odd += !read_item(&all, json_item(items, i));
    if (all.list.n)
        qsort(all.list.v, all.list.n, sizeof *all.list.v, by_owner);
    for (size_t i = 0; i < all.list.n; i++) {
        struct rollout *r = &all.list.v[i];
        const struct rollout *before = i && same_owner(r - 1, r) ? r - 1 : NULL;
        if (before && before->at > r->at && is_last(&all, i))
            date_way_back(&all, r);
        add_rollout(t, &all.arena, r, before, l);
    }
    json_free(j);
    vec_release(&all.list);
    vec_release(&all.deployed);
    arena_release(&all.arena);
    return odd;
}
