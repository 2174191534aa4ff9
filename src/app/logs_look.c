/* logs_look: where one looks, step by step. */
#include "app/logs.h"

#include <stdarg.h>
#include <string.h>

#include "app/clock.h"
#include "app/logs_own.h"
#include "base/i18n.h"
#include "text/digest.h"
#include "ui/words.h"

enum { NAMES_MOST = 3 };

void logs_say(struct logs *l, const char *fmt, ...)
{
    struct str text = {0};
    va_list ap;
    if (fmt) {
        va_start(ap, fmt);
        str_addv(&text, fmt, ap);
        va_end(ap);
    }
    l->has_said = fmt || (l->said && *l->said);
    mem_free(l->said);
    l->said = str_take(&text);
}

/* ---- opening ----------------------------------------------------------------------------------------------------------- */

static int64_t or_open(int64_t at, int64_t open)
{
    return at == TIME_NONE || at == 0 ? open : at;
}

static bool is_named_already(const struct log_stock *s, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(log_stock_file(s, k)->name, log_stock_file(s, i)->name) == 0)
            return true;
    return false;
}

/* "access.log, app.log and 3 more" */
static void name_all(struct logs *l)
{
    size_t n = 0;
    str_clear(&l->names);
    for (size_t i = 0; i < log_stock_n(l->stock); i++) {
        const char *name = log_stock_file(l->stock, i)->name;
        if (is_named_already(l->stock, i) || n++ >= NAMES_MOST)
            continue;
        str_add(&l->names, n > 1 ? ", " : "");
        if (strcmp(name, "-") == 0)
            str_add(&l->names, _("standard input"));
        else
            words_source(name, &l->names);
    }
    if (n > NAMES_MOST)
        str_addf(&l->names, ngettext(" and %zu more", " and %zu more", (unsigned long)(n - NAMES_MOST)), n - NAMES_MOST);
}

static bool begin(struct logs *l, struct err *e)
{
    l->filter = (struct log_filter){.rule = l->how.rule, .errors_only = !l->how.where};
    l->filter.where = l->how.where ? mem_strdup(l->how.where) : NULL;
    if (or_open(l->how.since, 0) || or_open(l->how.until, 0)) {
        l->filter.since = or_open(l->how.since, INT64_MIN + 1);
        l->filter.until = or_open(l->how.until, INT64_MAX);
    }
    name_all(l);
    if (!logs_filter_anew(l, e))
        return false;
    logs_go_to_time(l, l->filter.since > 0 ? l->filter.since : TIME_NONE);
    return true;
}

struct logs *logs_open(const char *const *names, size_t n, const struct logs_how *how, struct err *e)
{
    struct logs *l = mem_alloc(sizeof *l);
    struct log_stock_options options = {
        .formats = how->formats, .forced = how->forced, .zone = how->zone, .now = clock_now(), .with_rotated = how->with_rotated,
        .offset = how->offset, .n_offsets = how->n_offsets, .command = how->command, .n_commands = how->n_commands};
    l->how = *how;
    l->model.opened = clock_ticks();
    l->stock = log_stock_open(names, n, &options, e);
    if (l->stock && begin(l, e))
        return l;
    logs_free(l);
    return NULL;
}

void logs_free(struct logs *l)
{
    if (!l)
        return;
    logs_seek_stop(l);
    logs_rows_forget(l);
    vec_release(&l->row);
    vec_release(&l->flat);
    log_index_free(l->index);
    log_stock_free(l->stock);
    log_filter_release(&l->filter);
    str_release(&l->names);
    str_release(&l->filter_text);
    mem_free(l->kind_title);
    mem_free(l->said);
    mem_free(l);
}

const struct log_stock *logs_stock(const struct logs *l)
{
    return l->stock;
}

/* ---- going ------------------------------------------------------------------------------------------------------------- */

void logs_go_to_time(struct logs *l, int64_t at)
{
    if (at == TIME_NONE)
        log_index_go_first(l->index);
    else
        log_index_go(l->index, at);
    l->wants_jump = true;
    l->follows = false;
}

/* Where no onset is known: the first of what is shown. */
void logs_go_to_onset(struct logs *l)
{
    const struct log_finding *f = l->finding;
    int64_t at = !f ? TIME_NONE : f->onset.is_found ? f->onset.at - f->onset.within : f->first_error;
    logs_go_to_time(l, at);
}

/* The clocks of logs that share ids of requests have been compared: their records are put in order by that. */
static void set_clocks(struct logs *l, const struct log_finding *f)
{
    struct err e = {0};
    size_t n, here;
    bool any = false;
    const struct log_hit *hit = log_index_window(l->index, &n, &here);
    struct log_hit now = here < n ? hit[here] : (struct log_hit){.at = TIME_NONE};
    for (size_t i = 0; i < f->n_sources; i++)
        any |= log_stock_set_offset(l->stock, f->source[i].name, f->source[i].offset);
    if (!any || !logs_filter_anew(l, &e))
        return;
    logs_rows_forget(l);
    if (now.at == TIME_NONE)
        logs_go_to_time(l, TIME_NONE);
    else
        log_index_go_to(l->index, now.file, now.offset, now.at), l->wants_jump = true;
}

void logs_set_finding(struct logs *l, const struct log_finding *f)
{
    bool is_whole = f && !f->is_partial;
    l->finding = f;
    if (is_whole && !l->has_jumped_to_onset)
        set_clocks(l, f);
    if (!is_whole || l->has_jumped_to_onset || (logs_is_coming(l) && !f->onset.is_found)) /* it may still begin */
        return;
    l->has_jumped_to_onset = true;
    if (l->was_moved && f->onset.is_found)
        logs_say(l, _("It is known now when the errors began; g Enter goes there."));
    else if (!l->was_moved)
        logs_go_to_onset(l);
}

static void look_near(struct logs *l, int64_t key)
{
    uint32_t file;
    uint64_t offset;
    logs_at_key(key, &file, &offset);
    log_index_look_at(l->index, file, offset);
    l->follows = false;
}

/* "03:05" is the last one that these logs have, which may be of another day than today. */
static int64_t newest_meant(const struct logs *l, const char *text)
{
    int64_t now = clock_now(), last = l->finding && l->finding->to != TIME_NONE ? l->finding->to + TIME_MINUTE : now;
    return strchr(text, ':') && last < now ? last : now;
}

static bool go(struct logs *l, const struct wish *w, struct err *e)
{
    int64_t at;
    if (strcmp(w->id, "kind") == 0)
        return logs_go_to_kind(l, (int)w->number, e);
    if (strcmp(w->id, "near") == 0)
        look_near(l, w->number);
    else if (strcmp(w->id, "onset") == 0)
        logs_go_to_onset(l);
    else if (strcmp(w->id, "time") == 0 && time_parse_spoken(w->text, newest_meant(l, w->text), l->how.zone, &at))
        logs_go_to_time(l, at);
    else if (strcmp(w->id, "first") == 0)
        logs_go_to_time(l, TIME_NONE);
    else if (strcmp(w->id, "last") == 0)
        log_index_go_last(l->index), l->follows = l->wants_jump = true;
    return true;
}

bool logs_wish(struct logs *l, const struct wish *w, struct err *e)
{
    l->was_moved = true;
    l->seek.is_active = false;
    if (w->kind != WISH_LOG_GO || strcmp(w->id, "near") != 0)
        logs_say(l, NULL);
    if (w->kind == WISH_LOG_GO)
        return go(l, w, e);
    return w->kind == WISH_LOG_FIND ? logs_find(l, w, e) : logs_choose(l, w, e);
}

/* ---- steps ------------------------------------------------------------------------------------------------------------- */

static bool refresh(struct logs *l)
{
    int64_t now = clock_ticks();
    if (now - l->refreshed_at < TIME_SECOND / 4)
        return false;
    l->refreshed_at = now;
    bool has_grown = log_stock_refresh(l->stock);
    l->has_grown |= has_grown;
    return has_grown;
}

/* ▸ goes to where the window was gone to, once there is a row, or it is known that there is none. */
static bool jump(struct logs *l)
{
    size_t n, here;
    const struct log_hit *hit = log_index_window(l->index, &n, &here);
    struct log_index_state state = log_index_state(l->index);
    bool is_there = here < n || (!state.more_after && n);
    if (!l->wants_jump || (!is_there && state.is_waiting))
        return false;
    l->wants_jump = false;
    if (n == 0)
        return false;
    l->model.jump++;
    l->model.to = here < n ? logs_key(&hit[here]) : -1;
    return true;
}

/* Where everything passes nothing has to be counted. */
static bool is_open(const struct logs *l)
{
    return log_filter_is_open(log_index_filter(l->index));
}

static bool is_done(const struct logs *l)
{
    struct log_index_state state = log_index_state(l->index);
    return is_open(l) ? !state.is_waiting && !log_stock_is_unpacking(l->stock) : state.is_done;
}

static bool step_index(struct logs *l, int64_t budget_us)
{
    return is_open(l) ? log_index_step_window(l->index, budget_us) : log_index_step(l->index, budget_us);
}

static const char *trouble(const struct logs *l)
{
    const char *const *list;
    size_t n = log_stock_troubles(l->stock, &list);
    for (size_t i = 0; i < log_stock_n(l->stock); i++)
        if (log_stock_file(l->stock, i)->trouble)
            return log_stock_file(l->stock, i)->trouble;
    return n ? list[0] : NULL;
}

/* Under ten thousand rows nobody sees it: it is said once, too. */
static bool say_trouble(struct logs *l)
{
    const char *now = trouble(l);
    if (now == l->told)
        return false;
    l->told = now;
    if (now)
        logs_say(l, "%s", now);
    return now != NULL;
}

enum logs_news logs_step(struct logs *l, int64_t budget_us)
{
    uint64_t hits = l->model.hits;
    bool was_done = l->model.share >= 1, any = refresh(l), sought = false;
    if (log_stock_is_unpacking(l->stock))
        any |= l->has_grown |= log_stock_step(l->stock, budget_us / 2);
    any |= logs_order_keep(l);
    sought = logs_seek_step(l, budget_us);
    l->has_worked = step_index(l, l->seek.is_active ? 0 : budget_us);
    any |= l->has_worked;
    bool rows = logs_rows_renew(l);
    if (rows) {
        l->model.slide++;
        if (l->follows && !l->wants_jump)
            l->wants_jump = true;
    }
    rows |= jump(l) | sought | say_trouble(l);
    struct log_index_state state = log_index_state(l->index);
    bool has_ended = is_done(l) && !was_done;
    l->model.share = is_done(l) ? 1 : state.share;
    l->model.hits = !is_open(l) ? state.hits : l->finding ? l->finding->requests : 0;
    bool is_news = hits != l->model.hits || has_ended;
    return rows || has_ended ? LOGS_ROWS : any && is_news ? LOGS_PROGRESS : LOGS_NOTHING;
}

bool logs_is_busy(const struct logs *l)
{
    if (log_stock_is_unpacking(l->stock)) /* what is there was read; for more somebody else is waited for */
        return l->seek.is_active || log_stock_has_more(l->stock) || l->has_worked;
    return l->seek.is_active || !is_done(l);
}

/* ---- the model --------------------------------------------------------------------------------------------------------- */

const struct model_logs *logs_model(struct logs *l)
{
    struct log_index_state state = log_index_state(l->index);
    struct model_logs *m = &l->model;
    str_clear(&l->filter_text);
    logs_filter_say(l, &l->filter_text);
    m->names = str_get(&l->names);
    m->filter = str_get(&l->filter_text);
    m->lines = l->finding ? l->finding->requests : 0;
    m->finding = l->finding;
    m->row = l->flat.v;
    m->n = l->flat.n;
    m->more_before = state.more_before;
    m->more_after = state.more_after;
    m->is_waiting = state.is_waiting || l->wants_jump;
    m->follows = l->follows;
    m->trouble = trouble(l);
    m->is_coming = logs_is_coming(l);
    return m;
}

bool logs_said(struct logs *l, const char **said)
{
    bool is_new = l->has_said;
    l->has_said = false;
    *said = l->said && *l->said ? l->said : NULL;
    return is_new;
}

/* ---- evidence ---------------------------------------------------------------------------------------------------------- */

bool logs_place_of(struct logs *l, int64_t key, struct logs_place *place)
{
    const struct model_log_row *row = logs_row_find(l, key);
    unsigned char sum[DIGEST_SIZE];
    struct digest digest;
    char bytes[4096];
    uint32_t file;
    logs_at_key(key, &file, &place->offset);
    if (file >= log_stock_n(l->stock))
        return false;
    uint64_t end = log_stock_end_of(l->stock, file, place->offset);
    digest_init(&digest);
    for (uint64_t at = place->offset; at < end;) {
        size_t room = end - at < sizeof bytes ? (size_t)(end - at) : sizeof bytes;
        size_t n = log_stock_bytes(l->stock, file, at, bytes, room);
        if (n == 0)
            break;
        digest_add(&digest, bytes, n);
        at += n;
    }
    digest_end(&digest, sum);
    digest_hex(sum, sizeof sum, place->digest);
    place->path = log_stock_file(l->stock, file)->path;
    place->at = row ? row->at : TIME_NONE;
    return true;
}
