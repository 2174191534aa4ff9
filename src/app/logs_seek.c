/* logs_seek: the next record that holds certain words, or the first of the next kind: an index with that filter, gone to
 * where one looks, until it has a row. */
#include <string.h>

#include "app/logs_own.h"
#include "base/i18n.h"

void logs_seek_stop(struct logs *l)
{
    log_index_free(l->seek.index);
    mem_free(l->seek.what);
    l->seek = (struct logs_seek){0};
}

static bool begin(struct logs *l, struct log_filter *filter, const char *what, struct err *e)
{
    static const struct log_index_limits one = {.around = 1};
    logs_seek_stop(l);
    if (!log_filter_ready(filter, e)) {
        log_filter_release(filter);
        return false;
    }
    l->seek.index = log_index_new(l->stock, filter, &one);
    l->seek.what = mem_strdup(what);
    return true;
}

/* ---- words ------------------------------------------------------------------------------------------------------------- */

static bool is_for(const struct logs_seek *s, const char *words)
{
    return s->index && str_eq(log_index_filter(s->index)->text, words);
}

bool logs_find(struct logs *l, const struct wish *w, struct err *e)
{
    struct log_filter filter;
    uint32_t file;
    uint64_t offset;
    if (!is_for(&l->seek, w->text)) {
        log_filter_copy(&l->filter, &filter);
        filter.text = mem_strdup(w->text);
        if (!begin(l, &filter, w->text, e))
            return false;
    }
    const struct model_log_row *row = logs_row_find(l, w->number);
    l->seek.is_back = w->flag;
    l->seek.is_active = true;
    l->seek.has_turned = false;
    logs_at_key(w->number, &file, &offset);
    if (!row)
        log_index_go_first(l->seek.index);
    else
        log_index_go_to(l->seek.index, file, w->flag ? offset : offset + 1, row->at);
    logs_say(l, _("Looking for '%s'."), w->text);
    return true;
}

/* ---- kinds ------------------------------------------------------------------------------------------------------------- */

/* Records of one moment stand in any order of their fractions: what is looked for may stand before its time. */
static const int64_t ASTRAY = 5 * TIME_SECOND;

/* The one after, or before, the one that was gone to last; from 0, round and round. */
static size_t next_of(struct logs *l, int step, size_t n)
{
    size_t first = step > 0 ? 0 : n - 1, last = l->kind - 1;
    size_t i = !l->kind || last >= n ? first : (last + n + (size_t)(step + (int)n)) % n;
    l->kind = i + 1;
    return i;
}

static bool go_to_first(struct logs *l, struct log_filter *filter, const char *title, int64_t from, struct err *e)
{
    if (!begin(l, filter, title, e))
        return false;
    l->seek.is_active = true;
    if (from == TIME_NONE)
        log_index_go_first(l->seek.index);
    else
        log_index_go(l->seek.index, from - ASTRAY);
    return true;
}

/* A log of requests alone tells no kinds: then what fails most. */
static bool go_to_endpoint(struct logs *l, int step, struct err *e)
{
    const struct log_finding *f = l->finding;
    struct log_filter filter = {.rule = l->how.rule, .errors_only = true};
    size_t n = 0;
    while (f && n < f->endpoints.n && f->endpoints.row[n].errors)
        n++;
    if (!n)
        return err_set(e, ERR_USAGE, _("No kind of error is known, and no endpoint that fails."));
    size_t i = next_of(l, step, n);
    const char *title = f->endpoints.row[i].text;
    filter.endpoint = mem_strdup(title);
    if (!go_to_first(l, &filter, title, f->onset.is_found && i < f->endpoints.failing ? f->onset.at : TIME_NONE, e))
        return false;
    logs_say(l, _("endpoint %zu of %zu: %s"), i + 1, n, title);
    return true;
}

bool logs_go_to_kind(struct logs *l, int step, struct err *e)
{
    const struct log_finding *f = l->finding;
    struct log_filter filter = {.rule = l->how.rule, .errors_only = true};
    if (!f || !f->n_kinds)
        return go_to_endpoint(l, step, e);
    size_t i = next_of(l, step, f->n_kinds);
    const struct log_kind *kind = &f->kind[i];
    filter.kind = mem_strdup(kind->key);
    if (!go_to_first(l, &filter, kind->title, kind->first, e))
        return false;
    logs_say(l, _("kind %zu of %zu: %s"), i + 1, f->n_kinds, kind->title);
    return true;
}

/* ---- on the way -------------------------------------------------------------------------------------------------------- */

static void arrive(struct logs *l, const struct log_hit *hit)
{
    bool is_words = log_index_filter(l->seek.index)->text;
    l->seek.is_active = false;
    if (is_words && l->seek.has_turned)
        logs_say(l, l->seek.is_back ? _("'%s' was found from the end on.") : _("'%s' was found from the beginning on."), l->seek.what);
    else if (is_words)
        logs_say(l, NULL);
    log_index_go_to(l->index, hit->file, hit->offset, hit->at);
    l->wants_jump = true;
}

/* Nothing further that way: once around. */
static void turn(struct logs *l)
{
    if (!l->seek.has_turned && log_index_filter(l->seek.index)->text) {
        l->seek.has_turned = true;
        if (l->seek.is_back)
            log_index_go_last(l->seek.index);
        else
            log_index_go_first(l->seek.index);
        return;
    }
    l->seek.is_active = false;
    logs_say(l, _("Nothing that is shown has '%s'."), l->seek.what);
}

bool logs_seek_step(struct logs *l, int64_t budget_us)
{
    size_t n, here;
    if (!l->seek.is_active)
        return false;
    log_index_step_window(l->seek.index, budget_us);
    const struct log_hit *hit = log_index_window(l->seek.index, &n, &here);
    struct log_index_state state = log_index_state(l->seek.index);
    bool is_back = l->seek.is_back;
    if (is_back ? here > 0 : here < n)
        arrive(l, &hit[is_back ? here - 1 : here]);
    else if (is_back ? !state.more_before : !state.more_after)
        turn(l);
    else
        return false;
    return true;
}
