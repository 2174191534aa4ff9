/* status_row: row 23. */
#include "ui/status_row.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/ask.h"
#include "ui/move.h"
#include "ui/words.h"

/* The line over the one that is typed: a word of help, or the question itself. */
static void paint_hint(const struct ui *ui, const struct model *m, struct frame *f)
{
    enum ask ask = ui->prompt.ask;
    struct str text = {0};
    unsigned style = STYLE_DIM;
    if (m->question && (ask == ASK_CHANGE || ask == ASK_DESTROY)) {
        confirm_question(m->question, &text);
        if (m->question->by_hand && m->status) /* that it was copied */
            str_clear(&text), str_add(&text, m->status);
        style = STYLE_BOLD;
    } else if (ask == ASK_SECOND) {
        second_question(m, &text);
        style = STYLE_BOLD;
    } else if (ui->is_refused && m->status) {
        str_add(&text, m->status);
        style = STYLE_WARN;
    } else if (ask_taken_out(ui, m, &text)) {
        style = STYLE_WARN;
    } else {
        ask_hint(ui, m, &text);
    }
    if (text.n && (f->rows >= SCREEN_FULL_ROWS || style != STYLE_DIM)) {
        frame_clear_row(f, f->rows - 3, 0, f->columns);
        frame_put_fit(f, f->rows - 3, 2, f->columns - 2, style, str_get(&text));
    }
    str_release(&text);
}

static void paint_prompt(const struct ui *ui, const struct model *m, struct frame *f)
{
    const char *label = str_get(&ui->prompt.label);
    int at = f->rows - 2, end = f->columns - 2;
    bool is_close = strcmp(label, ":") == 0 || strcmp(label, "/") == 0;

    paint_hint(ui, m, f);
    frame_clear_row(f, at, 0, f->columns);
    int column = frame_put(f, at, 2, end - 12, STYLE_BOLD, label);
    prompt_paint(&ui->prompt, f, at, column + (is_close ? 0 : 2), end);
}

/* What the field that is being typed is about. */
static void paint_field(const struct ui *ui, const struct model *m, struct frame *f)
{
    const struct flow_input *input = m->flow ? flow_find_input(m->flow, str_get(&ui->prompt.about)) : NULL;
    struct str text = {0};
    if (ui->is_refused && m->status) {
        frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_WARN, m->status);
        return;
    }
    if (!input || !input->ask)
        return;
    words_name(input->id, &text);
    str_addf(&text, ": %s", input->ask);
    for (size_t i = 0; i < input->choices.n && i < 9; i++)
        str_addf(&text, "%s%zu %s", i ? "   " : " · ", i + 1, input->choices.v[i]);
    frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_DIM, str_get(&text));
    str_release(&text);
}

/* The newest event, but for who came and went: that says nothing of what was done last. */
static const struct event *newest_told(const struct model *m)
{
    for (size_t i = m->incident ? m->incident->events.n : 0; i > 0; i--) {
        const struct event *ev = &m->incident->events.v[i - 1];
        if (ev->kind != EVENT_joined && ev->kind != EVENT_departed)
            return ev;
    }
    return NULL;
}

static void paint_newest(const struct model *m, struct frame *f)
{
    const struct event *ev = newest_told(m);
    struct str text = {0}, clock = {0}, sentence = {0};
    if (!ev)
        return;
    words_clock(m, ev->recorded_at ? ev->recorded_at : ev->at, &clock);
    words_event(m, ev, &sentence);
    if (m->trial)
        str_add(&text, str_get(&sentence));
    else
        str_addf(&text, _("%lld recorded %s: %s"), (long long)ev->seq, str_get(&clock), str_get(&sentence));
    frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_DIM, str_get(&text));
    str_release(&text);
    str_release(&clock);
    str_release(&sentence);
}

static void paint_marked(const struct ui *ui, struct frame *f)
{
    struct str text = {0};
    str_addf(&text,
             ngettext("%zu marked. p pins it to the incident as evidence.",
                      "%zu marked. p pins them to the incident as evidence.", (unsigned long)ui->n_marked),
             ui->n_marked);
    frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_PLAIN, str_get(&text));
    str_release(&text);
}

static void paint_missed(const struct ui *ui, struct frame *f)
{
    struct str text = {0};
    str_addf(&text, _("\"%s\" stands nowhere on this page."), str_get(&ui->find));
    frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_PLAIN, str_get(&text));
    str_release(&text);
}

/* A mistake in the watched file: its place and sentence may need two lines, and the one above is free. */
static void paint_notice(const char *notice, struct frame *f)
{
    size_t room = (size_t)f->columns - 4, n = utf8_fit(notice, strlen(notice), room), at = n;
    while (notice[n] && at && notice[at] != ' ')
        at--;
    bool is_long = notice[n] && at && f->rows >= SCREEN_FULL_ROWS;
    if (is_long) {
        char *first = mem_strndup(notice, at);
        frame_clear_row(f, f->rows - 3, 0, f->columns);
        frame_put_fit(f, f->rows - 3, 2, f->columns - 2, STYLE_WARN, first);
        mem_free(first);
    }
    frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_WARN, is_long ? notice + at + 1 : notice);
}

void status_row_paint(const struct ui *ui, const struct model *m, struct frame *f)
{
    enum page page = ui_page(ui);
    if (ui_is_typing(ui) && ui->prompt.ask != ASK_FIELD)
        paint_prompt(ui, m, f);
    else if (ui_is_typing(ui))
        paint_field(ui, m, f);
    else if (page == PAGE_HELP)
        frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_PLAIN,
                  _("Cursor seen: letters are typed. No cursor: letters are keys."));
    else if (page == PAGE_TROUBLE && m->trouble && m->trouble->foot)
        frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_DIM, m->trouble->foot);
    else if (ui->n_marked)
        paint_marked(ui, f);
    else if (ui->is_missed)
        paint_missed(ui, f);
    else if (m->status && m->trial && m->trial->notice == m->status)
        paint_notice(m->status, f);
    else if (m->status)
        frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_PLAIN, m->status);
    else if (page == PAGE_ALERT)
        frame_put_fit(f, f->rows - 2, 2, f->columns - 2, STYLE_DIM, _("Opening it records the alert. It runs nothing."));
    else if (page != PAGE_HOME)
        paint_newest(m, f);
}
