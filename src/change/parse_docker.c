/* parse_docker: containers by when they were made, images by when they were built. */
#include "change/parse.h"
#include "change/when.h"
#include "text/json.h"

struct entry { /* one line of `--format '{{json .}}'` */
    const struct json *j;
    int64_t at;
};

static const char *text_of(const struct json *j, const char *key)
{
    const char *text = json_text(json_get(j, key));
    return text ? text : "";
}

static void add_container(const struct change_text *t, const struct entry *c, struct change_list *l)
{
    struct arena a = {0};
    const char *id = text_of(c->j, "ID"), *name = text_of(c->j, "Names"), *image = text_of(c->j, "Image"),
               *status = text_of(c->j, "Status");
    const char *called = *name ? name : arena_printf(&a, "%.12s", id);
    change_add(l, &(struct change){
                      .at = c->at,
                      .kind = CHANGE_RELEASE,
                      .what = arena_printf(&a, "container %s made of %s", called, image),
                      .detail = *status ? arena_printf(&a, "now: %s", status) : NULL,
                      .source = t->source,
                      .host = t->host,
                      .service = called,
                      .part = (const char *const[]){image, NULL},
                      .see = command_make(&a, (const char *const[]){"docker", "inspect", "--", called, NULL}),
                      .id = arena_printf(&a, "docker:container:%s", id),
                  });
    arena_release(&a);
}

static void add_image(const struct change_text *t, const struct entry *c, struct change_list *l)
{
    struct arena a = {0};
    const char *id = text_of(c->j, "ID"), *repository = text_of(c->j, "Repository"), *tag = text_of(c->j, "Tag");
    bool is_named = *repository && strcmp(repository, "<none>") != 0;
    const char *name = is_named ? arena_printf(&a, "%s:%s", repository, tag) : id;
    change_add(l, &(struct change){
                      .at = c->at,
                      .kind = CHANGE_RELEASE,
                      .what = arena_printf(&a, "image %s built", name),
                      .source = t->source,
                      .host = t->host,
                      .part = (const char *const[]){name, NULL},
                      .see = command_make(&a, (const char *const[]){"docker", "history", "--", name, NULL}),
                      .id = arena_printf(&a, "docker:image:%s:%s", id, name),
                  });
    arena_release(&a);
}

static size_t parse(const struct change_text *t, struct change_list *l,
                    void (*add)(const struct change_text *, const struct entry *, struct change_list *))
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    const char *line;
    size_t n, odd = 0;
    while (parse_next_line(&lines, &line, &n)) {
        struct err e = {0};
        struct json *j = json_read(line, n, &e);
        struct entry entry = {.j = j};
        const char *made = text_of(j, "CreatedAt");
        if (!*text_of(j, "ID") || !when_parse(made, strlen(made), t->zone, &entry.at, NULL))
            odd++;
        else
            add(t, &entry, l);
        json_free(j);
    }
    return odd;
}

size_t parse_docker_ps(const struct change_text *t, struct change_list *l)
{
    return parse(t, l, add_container);
}

size_t parse_docker_images(const struct change_text *t, struct change_list *l)
{
    return parse(t, l, add_image);
}
