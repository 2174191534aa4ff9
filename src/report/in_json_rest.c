/* in_json_rest: what is open or promised, and what was kept to show. */
#include "report/in_json.h"

static void put_deferrals(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "deferred");
    for (size_t i = 0; i < r->deferrals.n; i++) {
        const struct report_deferral *d = &r->deferrals.v[i];
        struct json *j = in_json_row(list);
        json_put_text(j, "title", d->title);
        json_put_text(j, "state", d->how ? d->how : "open");
        in_json_time(j, "at", d->at);
        json_put_text(j, "by", d->actor);
        json_put_text(j, "owner", d->owner);
        in_json_time(j, "until", d->until);
        json_put_text(j, "reason", d->reason);
        if (d->is_temporary)
            json_put_flag(j, "temporary", true);
        in_json_time(j, "ends", d->ends);
    }
}

static void put_relapses(struct json *root, const struct report *r)
{
    struct json *list = r->relapses.n ? in_json_list(root, "relapses") : NULL;
    for (size_t i = 0; i < r->relapses.n; i++) {
        struct json *j = in_json_row(list);
        in_json_time(j, "at", r->relapses.v[i].at);
        json_put_text(j, "probe", r->relapses.v[i].probe);
        json_put_text(j, "finding", r->relapses.v[i].summary);
        json_put_text(j, "by", r->relapses.v[i].actor);
    }
}

static void put_passed(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "passed_over");
    for (size_t i = 0; i < r->passed.n; i++) {
        struct json *j = in_json_row(list);
        json_put_text(j, "step", r->passed.v[i].step);
        json_put_text(j, "title", r->passed.v[i].title);
        json_put_text(j, "item", r->passed.v[i].item);
    }
}

static void put_items(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "action_items");
    for (size_t i = 0; i < r->items.n; i++) {
        struct json *j = in_json_row(list);
        json_put_text(j, "text", r->items.v[i].text);
        json_put_text(j, "type", r->items.v[i].type);
        json_put_text(j, "owner", r->items.v[i].owner);
        in_json_time(j, "due", r->items.v[i].due);
        json_put_text(j, "by", r->items.v[i].actor);
    }
}

static void put_inputs(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "inputs");
    for (size_t i = 0; i < r->inputs.n; i++) {
        struct json *j = in_json_row(list);
        json_put_text(j, "name", r->inputs.v[i].name);
        json_put_text(j, "value", r->inputs.v[i].text);
        json_put_text(j, "source", r->inputs.v[i].source);
        json_put_flag(j, "secret", r->inputs.v[i].is_secret);
        in_json_time(j, "at", r->inputs.v[i].at);
    }
}

static void put_pins(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "pins");
    for (size_t i = 0; i < r->pins.n; i++) {
        struct json *j = in_json_row(list);
        in_json_time(j, "at", r->pins.v[i].at);
        json_put_text(j, "by", r->pins.v[i].actor);
        json_put_text(j, "text", r->pins.v[i].text);
        json_put_text(j, "source", r->pins.v[i].source);
        in_json_count(j, "of", r->pins.v[i].of);
        json_put_text(j, "digest", r->pins.v[i].digest);
        if (r->pins.v[i].digest)
            json_put_int(j, "offset", r->pins.v[i].offset);
    }
}

static void put_outputs(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "outputs");
    for (size_t i = 0; i < r->outputs.n; i++) {
        const struct report_output *o = &r->outputs.v[i];
        struct json *j = in_json_row(list), *runs = json_list();
        json_put_text(j, "digest", o->digest);
        in_json_count(j, "bytes", o->bytes);
        json_put_flag(j, "kept", o->is_there);
        json_put_text(j, "excerpt", o->excerpt);
        json_put_int(j, "lines_left_out", o->left_out);
        for (size_t k = 0; k < o->runs.n; k++)
            json_add_int(runs, o->runs.v[k]);
        json_put(j, "runs", runs);
    }
}

static void put_articles(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "articles");
    for (size_t i = 0; i < r->articles.n; i++) {
        struct json *j = in_json_row(list);
        json_put_text(j, "id", r->articles.v[i].id);
        json_put_text(j, "title", r->articles.v[i].title);
        json_put_text(j, "digest", r->articles.v[i].digest);
        in_json_time(j, "at", r->articles.v[i].at);
        json_put_text(j, "by", r->articles.v[i].actor);
    }
}

void in_json_rest(struct json *root, const struct report *r)
{
    put_deferrals(root, r);
    put_relapses(root, r);
    put_passed(root, r);
    put_items(root, r);
    put_inputs(root, r);
    put_pins(root, r);
    put_outputs(root, r);
    put_articles(root, r);
}
