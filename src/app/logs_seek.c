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

bool logs_go_to_kind(struct logs *l, int step, struct err *e)
{
    const struct log_finding *f = l->finding;
    struct log_filter filter = {.rule = l->how.rule, .errors_only = true};
    if (!f || !f->n_kinds)
        return err_set(e, ERR_USAGE, _("No kinds of errors are known yet."));
    size_t i = l->kind ? (l->kind - 1 + f->n_kinds + (size_t)(step + (int)f->n_kinds)) % f->n_kinds : step > 0 ? 0 : f->n_kinds - 1;
    const struct log_kind *kind = &f->kind[i];
    filter.kind = mem_strdup(kind->key);
    if (!begin(l, &filter, kind->title, e))
        return false;
    l->kind = i + 1;
    l->seek.is_active = true;
    if (kind->first == TIME_NONE)
        log_index_go_first(l->seek.index);
    else
        log_index_go(l->seek.index, kind->first);
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
