/* parse_kubernetes: every ReplicaSet and ControllerRevision is a rollout, made at its creation; the revision before it of the
 * same owner says what was different. */
#include <ctype.h>

#include "change/parse.h"
#include "change/when.h"
#include "text/json.h"

struct rollout {
    int64_t at, revision;
    const char *space, *kind, *name; /* of the owner: "shop", "deployment", "checkout" */
    const char *cause;
    const char *const *image;
};

struct rollouts {
    struct arena arena;
    VEC(struct rollout) list;
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

static bool read_item(struct rollouts *all, const struct json *item)
{
    const struct json *meta = json_get(item, "metadata"), *notes = json_get(meta, "annotations"), *owner = find_owner(meta);
    const char *kind = json_text(json_get(owner, "kind")), *name = json_text(json_get(owner, "name"));
    const char *space = json_text(json_get(meta, "namespace")), *made = json_text(json_get(meta, "creationTimestamp"));
    const struct json *spec = json_get(item, "spec");
    struct rollout r = {0};
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

static void add_rollout(const struct change_text *t, struct arena *arena, const struct rollout *r, const struct rollout *before, struct change_list *l)
{
    const char *target = arena_printf(arena, "%s/%s", r->kind, r->name);
    const char *revision = arena_printf(arena, "--revision=%lld", (long long)r->revision);
    const char *see[] = {"kubectl", "-n", r->space, "rollout", "history", target, revision, NULL};
    const char *back = before ? arena_printf(arena, "--to-revision=%lld", (long long)before->revision) : NULL;
    const char *undo[] = {"kubectl", "-n", r->space, "rollout", "undo", target, back, NULL};
    change_add(l, &(struct change){
        .at = r->at, .kind = CHANGE_RELEASE, .what = arena_printf(arena, "%s %s/%s revision %lld", r->kind, r->space, r->name, (long long)r->revision),
        .detail = say_detail(arena, r, before), .source = t->source, .service = r->name, .part = r->image[0] ? r->image : NULL,
        .see = command_make(arena, see), .undo = before ? command_make(arena, undo) : NULL,
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
        const struct rollout *r = &all.list.v[i];
        add_rollout(t, &all.arena, r, i && same_owner(r - 1, r) ? r - 1 : NULL, l);
    }
    json_free(j);
    vec_release(&all.list);
    arena_release(&all.arena);
    return odd;
}
