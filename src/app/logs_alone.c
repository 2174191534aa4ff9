/* logs_alone: the page of logs, with nothing around it. */
#include "app/logs_alone.h"

#include <poll.h>
#include <string.h>

#include "app/clipboard.h"
#include "app/clock.h"
#include "app/logs_again.h"
#include "app/signals.h"
#include "base/i18n.h"
#include "store/actor.h"
#include "ui/ui.h"

enum { SLICE_US = 10000, LOOK_FOR_GROWTH_MS = 250, FDS = 3 };

struct alone {
    struct term *term;
    struct ui *ui;
    struct frame frame;
    struct model model;
    struct logs *logs;
    struct logs_again again;
    struct log_stock_offset *offset;
    struct actor actor;
    char *status;
    bool is_over;
    int64_t painted_at; /* ticks */
};

static void say(struct alone *a, const char *text)
{
    mem_free(a->status);
    a->status = text && *text ? mem_strdup(text) : NULL;
}

static void paint(struct alone *a)
{
    int rows, columns;
    term_size(a->term, &rows, &columns);
    if (a->frame.rows != rows || a->frame.columns != columns) {
        frame_release(&a->frame);
        frame_init(&a->frame, rows, columns, term_is_ascii(a->term));
    }
    a->model.now = clock_now();
    a->model.logs = logs_model(a->logs);
    a->model.status = a->status;
    ui_paint(a->ui, &a->model, &a->frame);
    term_paint(a->term, &a->frame);
    a->painted_at = clock_ticks();
}

/* ---- wishes ------------------------------------------------------------------------------------------------------------ */

static void look_into_logs(struct alone *a, const struct wish *w)
{
    struct err e = {0};
    const char *said;
    bool is_quiet = w->kind == WISH_LOG_GO && strcmp(w->id, "near") == 0;
    if (!is_quiet)
        say(a, NULL);
    if (!logs_wish(a->logs, w, &e))
        say(a, e.text);
    else if (logs_said(a->logs, &said))
        say(a, said);
    logs_step(a->logs, 2 * SLICE_US);
}

static void do_wish(struct alone *a, const struct wish *w)
{
    switch ((int)w->kind) {
    case WISH_NONE:
        return;
    case WISH_QUIT:
        a->is_over = true;
        return;
    case WISH_SUSPEND:
        term_suspend(a->term);
        return;
    case WISH_REDRAW:
        term_redraw(a->term);
        return;
    case WISH_COPY:
        say(a, clipboard_put(w->text ? w->text : ""));
        return;
    case WISH_LOG_GO:
    case WISH_LOG_FIND:
    case WISH_LOG_FILTER:
        look_into_logs(a, w);
        return;
    case WISH_LOG_PIN:
        say(a, _("No incident is open: there is nothing to pin it to. y copies it."));
        return;
    default:
        say(a, _("No incident is open here."));
    }
}

static void take_keys(struct alone *a)
{
    struct key key;
    while (!a->is_over && term_key(a->term, &key)) {
        struct wish w = {0};
        ui_key(a->ui, &a->model, &key, &w);
        do_wish(a, &w);
        a->is_over |= ui_page(a->ui) == PAGE_HOME; /* q: below the logs there is nothing */
        if (!a->is_over)
            paint(a);
    }
    a->is_over |= term_is_gone(a->term);
}

/* ---- waiting ----------------------------------------------------------------------------------------------------------- */

static void wait(struct alone *a, int signals)
{
    struct pollfd fds[FDS] = {{.fd = term_fd(a->term), .events = POLLIN},
                              {.fd = signals, .events = POLLIN},
                              {.fd = logs_again_fd(&a->again), .events = POLLIN}};
    poll(fds, FDS, logs_is_busy(a->logs) ? 0 : LOOK_FOR_GROWTH_MS);
}

static void obey_signals(struct alone *a)
{
    struct signals s = signals_take();
    if (s.resized || s.continued) {
        term_on_resize(a->term);
        paint(a);
    }
    a->is_over |= s.ended || s.hung_up;
}

/* Rows are shown as they come, a count twice a second. */
static void step(struct alone *a)
{
    const char *said;
    bool is_found = logs_again_step(&a->again);
    const struct log_finding *f = logs_again_finding(&a->again);
    if (is_found)
        logs_set_finding(a->logs, f);
    enum logs_news news = logs_step(a->logs, SLICE_US);
    if (logs_said(a->logs, &said)) {
        say(a, said);
        news = LOGS_ROWS;
    }
    if (news == LOGS_ROWS || ((is_found || news == LOGS_PROGRESS) && clock_ticks() - a->painted_at >= TIME_SECOND / 2) ||
        (is_found && !f->is_partial))
        paint(a);
}

/* ---- from first to last ------------------------------------------------------------------------------------------------ */

static bool open_all(struct alone *a, const struct logs_alone *what, struct err *e)
{
    const struct log_scan_options *scan = what->scan;
    a->offset = mem_array(scan->n_offsets + 1, sizeof *a->offset);
    for (size_t i = 0; i < scan->n_offsets; i++)
        a->offset[i] = (struct log_stock_offset){scan->offset[i].name, scan->offset[i].offset};
    struct logs_how how = {
        .formats = scan->formats, .forced = scan->forced, .zone = scan->zone, .rule = &scan->look.rule, .where = what->where,
        .since = scan->look.since, .until = scan->look.until, .with_rotated = scan->with_rotated, .offset = a->offset, .n_offsets = scan->n_offsets,
        .command = scan->command, .n_commands = scan->n_commands};
    a->logs = logs_open(what->name, what->n, &how, e);
    if (!a->logs)
        return false;
    logs_again_start(&a->again, logs_stock(a->logs), what->name, what->n, scan);
    return true;
}

static void close_all(struct alone *a)
{
    logs_again_release(&a->again);
    logs_free(a->logs);
    actor_release(&a->actor);
    frame_release(&a->frame);
    ui_free(a->ui);
    mem_free(a->status);
    mem_free(a->offset);
}

bool logs_alone_run(const struct logs_alone *what, struct term *t, struct err *e)
{
    struct alone a = {.term = t};
    if (!open_all(&a, what, e)) {
        close_all(&a);
        return false;
    }
    int signals = signals_open();
    actor_find(&a.actor, NULL);
    a.ui = ui_new();
    a.model = (struct model){.actor = a.actor.name, .host = a.actor.host, .zone = what->scan->zone, .is_recorded = true, .is_readonly = false};
    a.model.now = clock_now();
    logs_step(a.logs, SLICE_US);
    ui_show(a.ui, PAGE_LOGS);
    paint(&a);
    while (!a.is_over) {
        wait(&a, signals);
        obey_signals(&a);
        take_keys(&a);
        if (!a.is_over)
            step(&a);
    }
    close_all(&a);
    return true;
}
