/* show_logs: opened at the first wish, kept until the incident is left. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "app/clock.h"
#include "app/log_formats.h"
#include "app/logs_of.h"
#include "app/parts.h"
#include "app/show.h"
#include "base/i18n.h"
#include "probe/log_apart.h"

#define SETTLE_MOST (5 * TIME_SECOND)

struct show_logs {
    unsigned char incident[16];
    struct log_formats formats;
    struct logs_of of;
    struct logs *logs;        /* NULL: there is nothing to look into */
    struct log_apart *apart;  /* a look of our own, where none or several have found something */
    struct model_logs none;
    char *empty;
};

static void forget_logs(struct show_logs *v)
{
    logs_free(v->logs);
    log_apart_free(v->apart);
    logs_of_release(&v->of);
    mem_free(v->empty);
    v->logs = NULL;
    v->apart = NULL;
    v->empty = NULL;
}

void show_logs_release(struct show *w)
{
    if (!w->logs)
        return;
    forget_logs(w->logs);
    log_formats_release(&w->logs->formats);
    mem_free(w->logs);
    w->logs = NULL;
}

/* ---- opening ----------------------------------------------------------------------------------------------------------- */

static const struct log_finding *only_finding(struct show *w)
{
    const struct incident *inc = w->session->inc;
    bool is_at_hand = inc && memcmp(inc->id, w->logs->incident, sizeof w->logs->incident) == 0;
    const struct run *run = is_at_hand && w->logs->of.run ? incident_find_run(inc, w->logs->of.run) : NULL;
    return run ? findings_log(&w->findings, w->session, run) : NULL;
}

/* One look has found all that is known of these files; else a look at all of them together is begun. */
static void look_apart(struct show *w)
{
    struct show_logs *v = w->logs;
    struct err e = {0};
    struct log_scan_options options = {
        .look = {.rule = log_rule_usual, .since = TIME_NONE, .until = TIME_NONE}, .formats = &v->formats, .zone = &w->session->zone,
        .now = clock_now(), .is_full = true, .with_rotated = true};
    if (!only_finding(w))
        v->apart = log_apart_start(v->of.name.v, v->of.name.n, &options, &e);
}

static void open_logs(struct show *w)
{
    struct show_logs *v = w->logs;
    const struct log_finding *f = only_finding(w);
    struct err e = {0};
    struct logs_how how = {.formats = &v->formats, .zone = &w->session->zone, .with_rotated = true, .since = f ? f->from : TIME_NONE, .until = TIME_NONE};
    v->logs = logs_open(v->of.name.v, v->of.name.n, &how, &e);
    if (v->logs)
        look_apart(w);
    else
        v->empty = mem_strdup(e.text);
}

static void say_empty(struct show_logs *v)
{
    struct str text = {0};
    if (v->of.step)
        str_addf(&text, _("No log has been looked at yet. The step '%s' does that: g goes there, r runs it."), v->of.step);
    else
        str_add(&text, _("No step of this flow looks at a log."));
    str_add(&text, " ");
    str_add(&text, _("Enter names a file to look into."));
    v->empty = str_take(&text);
}

static bool is_as_before(const struct logs_of *a, const struct logs_of *b)
{
    bool is_same = a->name.n == b->name.n;
    for (size_t i = 0; is_same && i < a->name.n; i++)
        is_same = strcmp(a->name.v[i], b->name.v[i]) == 0;
    return is_same;
}

static void open_page(struct show *w, const char *file)
{
    struct show_logs *v = w->logs;
    struct logs_of of = {0};
    if (file && *file)
        *vec_push(&of.name) = arena_strdup(&of.arena, file);
    else
        logs_of(w->session, &w->findings, &of);
    if (v->logs && (is_as_before(&v->of, &of) || !of.name.n)) { /* one comes back to what one looked at */
        if (of.run) {
            log_apart_free(v->apart);
            v->apart = NULL;
            v->of.run = of.run;
        }
        logs_of_release(&of);
        return;
    }
    forget_logs(v);
    v->of = of;
    if (of.name.n)
        open_logs(w);
    else
        say_empty(v);
}

static struct show_logs *at_hand(struct show *w)
{
    struct problems ps = {0};
    if (w->logs && memcmp(w->logs->incident, w->session->inc->id, sizeof w->logs->incident) != 0)
        show_logs_release(w);
    if (w->logs)
        return w->logs;
    w->logs = mem_alloc(sizeof *w->logs);
    memcpy(w->logs->incident, w->session->inc->id, sizeof w->logs->incident);
    log_formats_load(&w->logs->formats, w->session->paths, &ps);
    problems_release(&ps); /* `triage logs --formats` says them */
    return w->logs;
}

/* ---- evidence ---------------------------------------------------------------------------------------------------------- */

struct pinned {
    struct logs_place place;
    const char *line;
    size_t n;
};

static int by_time(const void *a, const void *b)
{
    const struct pinned *x = a, *y = b;
    return x->place.at < y->place.at ? -1 : x->place.at > y->place.at;
}

static bool record_pin(struct session *s, const struct pinned *p, struct err *e)
{
    struct event ev = {.kind = EVENT_pinned};
    char *line = mem_strndup(p->line, p->n);
    ev.as.pinned = (struct event_pinned){.text = line, .source = p->place.path, .offset = (int64_t)p->place.offset, .digest = p->place.digest};
    bool ok = str_blank(line) || record_event(s, &ev, e);
    mem_free(line);
    return ok;
}

static bool pin(struct show *w, const struct wish *wish, struct err *e)
{
    VEC(struct pinned) list = {0};
    const char *keys = wish->id;
    bool ok = true;
    for (const char *line = wish->text; *line;) {
        size_t n = strcspn(line, "\n");
        char *rest;
        struct pinned p = {.line = line, .n = n};
        if (logs_place_of(w->logs->logs, strtoll(keys, &rest, 10), &p.place))
            *vec_push(&list) = p;
        keys = rest;
        line += n + (line[n] == '\n');
    }
    if (list.n)
        qsort(list.v, list.n, sizeof *list.v, by_time);
    for (size_t i = 0; ok && i < list.n; i++)
        ok = record_pin(w->session, &list.v[i], e);
    if (ok && list.n > 1)
        session_say(w->session, ngettext("%zu line pinned as evidence.", "%zu lines pinned as evidence.", (unsigned long)list.n), list.n);
    vec_release(&list);
    return ok;
}

/* ---- wishes ------------------------------------------------------------------------------------------------------------ */

static void clear_status(struct session *s)
{
    mem_free(s->status);
    s->status = NULL;
}

/* A search says what came of it, when it has. */
static void pass_on_said(struct show *w)
{
    const char *said;
    if (!logs_said(w->logs->logs, &said))
        return;
    if (said)
        session_say(w->session, "%s", said);
    else
        clear_status(w->session);
}

/* All of their lines, wherever they are: what was filtered before does not hide any. */
static bool follow_id(struct show *w, const char *id, struct err *e)
{
    return !w->logs->logs || logs_wish(w->logs->logs, &(struct wish){.kind = WISH_LOG_FILTER, .id = "id", .text = id}, e);
}

static bool open_wish(struct show *w, const struct wish *wish, struct err *e)
{
    if (wish->id && !*wish->id)
        return err_set(e, ERR_USAGE, _("No id of a request or a trace stands in this."));
    open_page(w, wish->text);
    return !wish->id || follow_id(w, wish->id, e);
}

bool show_logs_wish(struct show *w, const struct wish *wish)
{
    struct err e = {0};
    bool ok = true;
    if (wish->kind != WISH_LOGS && wish->kind != WISH_LOG_GO && wish->kind != WISH_LOG_FIND && wish->kind != WISH_LOG_FILTER &&
        wish->kind != WISH_LOG_PIN)
        return false;
    if (!w->session->inc || w->session->is_away)
        return true;
    struct show_logs *v = at_hand(w);
    if (wish->kind != WISH_LOG_GO || strcmp(wish->id, "near") != 0)
        clear_status(w->session);
    if (w->session->trial)
        ok = err_set(&e, ERR_REFUSED, _("This is a try: no logs are read."));
    else if (wish->kind == WISH_LOGS)
        ok = open_wish(w, wish, &e);
    else if (v->logs && wish->kind == WISH_LOG_PIN)
        ok = pin(w, wish, &e);
    else if (v->logs)
        ok = logs_wish(v->logs, wish, &e);
    if (!ok)
        session_say(w->session, "%s", e.text);
    else if (v->logs && wish->kind != WISH_LOG_PIN)
        pass_on_said(w);
    show_logs_step(w, 20000);
    return true;
}

/* ---- steps and the model ----------------------------------------------------------------------------------------------- */

enum logs_news show_logs_step(struct show *w, int64_t budget_us)
{
    struct show_logs *v = w->logs;
    if (!v || !v->logs)
        return LOGS_NOTHING;
    bool is_found = v->apart && log_apart_step(v->apart);
    logs_set_finding(v->logs, v->apart ? log_apart_finding(v->apart) : only_finding(w));
    enum logs_news news = logs_step(v->logs, budget_us);
    pass_on_said(w);
    return is_found && news == LOGS_NOTHING ? LOGS_PROGRESS : news;
}

/* Rows that are wanted, and a whole finding. */
static bool is_settled(const struct show_logs *v)
{
    const struct log_finding *f = v->apart ? log_apart_finding(v->apart) : NULL;
    bool is_looking = v->apart && log_apart_fd(v->apart) >= 0 && (!f || f->is_partial);
    return !is_looking && !logs_is_busy(v->logs);
}

void show_logs_settle(struct show *w)
{
    int64_t end = clock_ticks() + SETTLE_MOST;
    while (w->logs && w->logs->logs && !is_settled(w->logs) && clock_ticks() < end) {
        show_logs_step(w, 50000);
        struct pollfd fd = {.fd = w->logs->apart ? log_apart_fd(w->logs->apart) : -1, .events = POLLIN};
        if (!logs_is_busy(w->logs->logs))
            poll(&fd, 1, 50);
    }
    show_logs_step(w, 0);
}

bool show_logs_is_busy(const struct show *w)
{
    return w->logs && w->logs->logs && logs_is_busy(w->logs->logs);
}

void show_logs(struct show *w)
{
    struct show_logs *v = w->logs;
    w->model.logs = NULL;
    if (!v || !w->model.incident || memcmp(v->incident, w->model.incident->id, sizeof v->incident) != 0)
        return;
    if (v->logs) {
        logs_set_finding(v->logs, v->apart ? log_apart_finding(v->apart) : only_finding(w));
        w->model.logs = logs_model(v->logs);
        return;
    }
    v->none = (struct model_logs){.names = "", .filter = "", .share = 1, .empty = v->empty};
    w->model.logs = &v->none;
}
