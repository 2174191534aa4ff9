/* screen: one turn of the wheel after another. */
#include "app/screen.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "app/clipboard.h"
#include "app/clock.h"
#include "app/editor.h"
#include "app/learn.h"
#include "app/parts.h"
#include "app/show.h"
#include "app/signals.h"
#include "app/trial.h"
#include "app/turn.h"
#include "base/i18n.h"
#include "ui/ui.h"

enum { LOOK_FOR_OTHERS_MS = 1000, LOOK_FOR_GROWTH_MS = 250, LOGS_SLICE_US = 10000, SPECIAL_FDS = 2 };

struct screen {
    struct session *session;
    struct term *term;
    struct ui *ui;
    struct show show;
    struct frame frame;
    bool is_over, has_caught_up; /* with the courses of what has ended */
    int64_t painted_at; /* ticks: a flood of output paints at most ten times a second */
};

/* ---- painting ----------------------------------------------------------------------------------------------------------- */

static void paint(struct screen *sc)
{
    int rows, columns;
    term_size(sc->term, &rows, &columns);
    if (sc->frame.rows != rows || sc->frame.columns != columns) {
        frame_release(&sc->frame);
        frame_init(&sc->frame, rows, columns, term_is_ascii(sc->term));
    }
    show_fill(&sc->show);
    ui_sync(sc->ui, &sc->show.model);
    ui_paint(sc->ui, &sc->show.model, &sc->frame);
    if (ui_wants_empty_queue(sc->ui)) /* before the question is seen: whoever sees it is heard */
        term_empty_queue(sc->term);
    term_paint(sc->term, &sc->frame);
    sc->painted_at = clock_ticks();
}

/* ---- wishes that are the screen's own ------------------------------------------------------------------------------------ */

static void lend(void *who)
{
    term_lend(((struct screen *)who)->term);
}

static void take_back(void *who)
{
    term_take_back(((struct screen *)who)->term);
}

static void edit(struct screen *sc, const char *text)
{
    struct err e = {0};
    lend(sc);
    char *edited = editor_run(text, &e);
    take_back(sc);
    if (e.code)
        session_say(sc->session, "%s", e.text);
    ui_edited(sc->ui, edited);
    mem_free(edited);
}

/* The incident that is shown; at home none is, although commands of one may run on. */
static const struct incident *shown(const struct screen *sc)
{
    return sc->session->is_away ? NULL : sc->session->inc;
}

/* What the operator opened is shown at once. */
static void show_page_of(struct screen *sc, const struct wish *w, const struct incident *before)
{
    if ((w->kind == WISH_CLOSE || w->kind == WISH_ALERT_LEAVE) && !shown(sc))
        ui_show(sc->ui, PAGE_HOME);
    else if (w->kind == WISH_OPEN_ARTICLE && sc->show.article.document)
        ui_show(sc->ui, PAGE_ARTICLE);
    else if (w->kind == WISH_SEE_CHANGE && sc->show.output_run)
        ui_show(sc->ui, PAGE_OUTPUT);
    else if (shown(sc) && shown(sc) != before)
        ui_show(sc->ui, PAGE_STEP);
    if (w->kind == WISH_EXPORT_PAGE && w->number && sc->show.has_export)
        ui_show(sc->ui, PAGE_EXPORT);
}

static void do_wish(struct screen *sc, const struct wish *w)
{
    const struct incident *before = shown(sc);
    switch ((int)w->kind) {
    case WISH_QUIT:
        sc->is_over = true;
        return;
    case WISH_SUSPEND:
        term_suspend(sc->term);
        return;
    case WISH_REDRAW:
        term_redraw(sc->term);
        return;
    case WISH_EDITOR:
        edit(sc, w->text ? w->text : "");
        return;
    case WISH_COPY:
        clipboard_copy(sc->session, w->text ? w->text : "");
        return;
    case WISH_CLOSE:
        session_go_home(sc->session);
        break;
    default:
        if (!show_wish(&sc->show, w) && !session_wish(sc->session, w))
            ui_refused(sc->ui, &sc->show.model, w);
    }
    show_page_of(sc, w, before);
}

static void take_keys(struct screen *sc)
{
    struct key key;
    while (!sc->is_over && term_key(sc->term, &key)) {
        struct wish w = {0};
        ui_key(sc->ui, &sc->show.model, &key, &w);
        if (w.kind != WISH_NONE)
            do_wish(sc, &w);
        paint(sc);
    }
    if (term_is_gone(sc->term))
        sc->is_over = sc->session->is_cut_off = true;
}

/* ---- waiting ------------------------------------------------------------------------------------------------------------- */

static bool is_in_logs(const struct screen *sc)
{
    return ui_page(sc->ui) == PAGE_LOGS || ui_page(sc->ui) == PAGE_LISTS;
}

static int wait_ms(const struct screen *sc)
{
    int64_t at = runs_wake_at(&sc->session->runs), now = clock_ticks(), most = LOOK_FOR_OTHERS_MS;
    if (trial_is_watching(sc->session))
        most = LOOK_FOR_GROWTH_MS;
    if (!sc->has_caught_up)
        return 0;
    if (is_in_logs(sc) && show_logs_is_busy(&sc->show))
        return 0;
    if (is_in_logs(sc) && (at == INT64_MAX || at - now > LOOK_FOR_GROWTH_MS * 1000))
        return LOOK_FOR_GROWTH_MS;
    if (at == INT64_MAX || at - now > most * 1000)
        return (int)most;
    return at <= now ? 0 : (int)((at - now) / 1000 + 1);
}

static void wait(struct screen *sc, int signals)
{
    size_t most = SPECIAL_FDS + CHILD_FDS * sc->session->runs.list.n;
    struct pollfd *fds = mem_array(most, sizeof *fds);
    fds[0] = (struct pollfd){.fd = term_fd(sc->term), .events = POLLIN};
    fds[1] = (struct pollfd){.fd = signals, .events = POLLIN};
    size_t n = SPECIAL_FDS + runs_fds(&sc->session->runs, fds + SPECIAL_FDS, most - SPECIAL_FDS);
    poll(fds, (nfds_t)n, wait_ms(sc));
    mem_free(fds);
}

static void obey_signals(struct screen *sc)
{
    struct signals s = signals_take();
    if (s.resized || s.continued)
        term_on_resize(sc->term);
    sc->is_over |= s.ended;
    sc->session->is_cut_off |= s.hung_up;
    if (s.resized || s.continued)
        paint(sc);
}

/* The header shows minutes: it is painted when one has passed, counted as there, and while something runs twice a second. */
static bool is_due(const struct screen *sc)
{
    const struct incident *inc = sc->session->inc;
    int64_t age = clock_ticks() - sc->painted_at, since = !inc ? 0 : inc->since ? inc->since : inc->opened_at;
    bool has_passed = (clock_now() - since) / TIME_MINUTE != (sc->show.model.now - since) / TIME_MINUTE;
    return has_passed || (sc->session->runs.list.n && age >= TIME_SECOND / 2);
}

/* Logs are read between keys, a slice at a time: rows are shown as they come, a count twice a second. */
static bool step_logs(struct screen *sc)
{
    if (!is_in_logs(sc))
        return false;
    enum logs_news news = show_logs_step(&sc->show, LOGS_SLICE_US);
    return news == LOGS_ROWS || (news == LOGS_PROGRESS && clock_ticks() - sc->painted_at >= TIME_SECOND / 2);
}

static void keep_draft(struct screen *sc)
{
    enum { TRIES = 8 }; /* each waits as long for the journal as any event does */
    const char *draft = ui_draft(sc->ui);
    struct wish w = {.kind = WISH_NOTE, .text = draft};
    struct err e = {0};
    for (int i = 0; draft && *draft && sc->session->inc && i < TRIES; i++) {
        e = (struct err){0};
        if (tell_note(sc->session, &w, &e) || e.code != ERR_BUSY)
            break;
    }
}

int screen_run(struct session *s, struct term *t)
{
    struct screen sc = {.session = s, .term = t, .ui = ui_new()};
    int signals = signals_open();
    term_ends_when(t, signals_want_end);
    show_init(&sc.show, s);
    s->lend = lend;
    s->take_back = take_back;
    s->who = &sc;
    if (s->start_with)
        show_start(&sc.show, s->start_with);
    if (s->alert)
        ui_show(sc.ui, PAGE_ALERT);
    if (s->inc)
        ui_show(sc.ui, PAGE_STEP);
    paint(&sc);
    while (!sc.is_over) {
        wait(&sc, signals);
        obey_signals(&sc);
        take_keys(&sc);
        bool has_news = step_logs(&sc);
        if (!sc.has_caught_up)
            sc.has_caught_up = !learn_catch_up(s);
        if (session_step(s) || is_due(&sc) || has_news)
            paint(&sc);
    }
    keep_draft(&sc);
    show_release(&sc.show);
    frame_release(&sc.frame);
    ui_free(sc.ui);
    return 0;
}
