/* logs_filter: what was chosen becomes a filter; another filter is another index over the same logs. */
#include <stdlib.h>
#include <string.h>

#include "app/logs_own.h"
#include "base/i18n.h"

static void put(char **place, const char *text)
{
    char *copy = text && *text ? mem_strdup(text) : NULL;
    mem_free(*place);
    *place = copy;
}

/* What was chosen before no longer counts. */
static void begin(struct logs *l, bool errors_only)
{
    int64_t since = l->filter.since, until = l->filter.until;
    log_filter_release(&l->filter);
    l->filter = (struct log_filter){.rule = l->how.rule, .errors_only = errors_only, .since = since, .until = until};
    put(&l->kind_title, NULL);
}

static void choose_errors(struct logs *l, const char *text)
{
    (void)text;
    begin(l, true);
}

static void choose_all(struct logs *l, const char *text)
{
    (void)text;
    begin(l, false);
}

static void choose_kind(struct logs *l, const char *text)
{
    put(&l->filter.kind, text);
    put(&l->kind_title, text);
    for (size_t i = 0; l->finding && i < l->finding->n_kinds; i++)
        if (strcmp(l->finding->kind[i].key, text) == 0)
            put(&l->kind_title, l->finding->kind[i].title);
}

static void choose_endpoint(struct logs *l, const char *text)
{
    put(&l->filter.endpoint, text);
}

/* Statuses of requests, and levels of what is no request, stand in one list. */
static void choose_status(struct logs *l, const char *text)
{
    l->filter.status = (int)strtol(text, NULL, 10);
    l->filter.level = l->filter.status ? LEVEL_UNSAID : log_level_parse(text, strlen(text));
}

static void choose_client(struct logs *l, const char *text)
{
    put(&l->filter.client, text);
}

static void choose_user(struct logs *l, const char *text)
{
    put(&l->filter.user, text);
}

static void choose_id(struct logs *l, const char *text)
{
    begin(l, false);
    put(&l->filter.id, text);
}

static void choose_where(struct logs *l, const char *text)
{
    begin(l, false);
    put(&l->filter.where, text);
}

static const struct {
    const char *id;
    void (*choose)(struct logs *l, const char *text);
} choices[] = {
    {"errors", choose_errors}, {"all", choose_all},       {"kind", choose_kind}, {"endpoint", choose_endpoint}, {"status", choose_status},
    {"client", choose_client}, {"user", choose_user},     {"id", choose_id},     {"where", choose_where},
};

/* A record of that moment, or the next one that passes, is looked at. A kind begins at its first one, an id a minute
 * before: one request is logged in several places, and clocks differ. */
static int64_t where_to(const struct logs *l, const struct wish *w)
{
    const struct model_log_row *row = logs_row_find(l, w->number);
    int64_t at = row ? row->at : TIME_NONE;
    for (size_t i = 0; l->finding && strcmp(w->id, "kind") == 0 && i < l->finding->n_kinds; i++)
        if (strcmp(l->finding->kind[i].key, w->text) == 0)
            at = l->finding->kind[i].first;
    return at != TIME_NONE && strcmp(w->id, "id") == 0 ? at - TIME_MINUTE : at;
}

bool logs_filter_anew(struct logs *l, struct err *e)
{
    struct log_filter copy;
    log_filter_copy(&l->filter, &copy);
    if (!log_filter_ready(&copy, e)) {
        log_filter_release(&copy);
        return false;
    }
    log_index_free(l->index);
    l->index = log_index_new(l->stock, &copy, NULL);
    logs_seek_stop(l);
    l->follows = false;
    return true;
}

bool logs_choose(struct logs *l, const struct wish *w, struct err *e)
{
    struct log_filter before;
    int64_t at = where_to(l, w);
    if (strcmp(w->id, "id") == 0 && (!w->text || !*w->text))
        return err_set(e, ERR_USAGE, _("This line has no id of a request or a trace."));
    log_filter_copy(&l->filter, &before);
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (strcmp(choices[i].id, w->id) == 0)
            choices[i].choose(l, w->text ? w->text : "");
    bool ok = logs_filter_anew(l, e);
    if (!ok) {
        log_filter_release(&l->filter);
        l->filter = before;
        return false;
    }
    log_filter_release(&before);
    logs_go_to_time(l, at);
    return true;
}

/* ---- in words ---------------------------------------------------------------------------------------------------------- */

static void add(struct str *out, const char *fmt, const char *text)
{
    if (!text)
        return;
    str_add(out, out->n ? " · " : "");
    const char *gap = strstr(fmt, "%s");
    str_add_n(out, fmt, gap ? (size_t)(gap - fmt) : strlen(fmt));
    str_add(out, gap ? text : "");
    str_add(out, gap ? gap + 2 : "");
}

void logs_filter_say(const struct logs *l, struct str *out)
{
    const struct log_filter *f = &l->filter;
    struct str status = {0};
    bool is_narrow = f->kind || f->endpoint || f->status || f->level || f->client || f->user || f->id || f->where;
    if (f->status)
        str_addf(&status, "%d", f->status);
    if (f->errors_only && !f->kind)
        add(out, _("errors only"), "");
    if (!is_narrow && !f->errors_only)
        add(out, _("all lines"), "");
    add(out, "%s", f->kind ? l->kind_title : NULL);
    add(out, "%s", f->endpoint);
    add(out, _("status %s"), f->status ? str_get(&status) : NULL);
    add(out, _("level %s"), f->level ? log_level_name(f->level) : NULL);
    add(out, "%s", f->client);
    add(out, _("user %s"), f->user);
    add(out, _("id %s"), f->id);
    add(out, "%s", f->where);
    str_release(&status);
}
