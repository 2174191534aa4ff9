/* view_logs: what the logs say: when it failed over the records, the records in the order of time, the lists beside them. */
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/logs_own.h"
#include "ui/move.h"
#include "ui/words.h"

enum { NAMES_FROM = 60 /* columns */ };

/* ---- row 2 ------------------------------------------------------------------------------------------------------------- */

/* Where everything is shown nothing has to be found, but it is counted all the same: by the look at all of it. */
static double share_known(const struct model_logs *l)
{
    const struct log_finding *f = l->finding;
    bool is_counting = l->share >= 1 && f && f->is_partial && f->bytes_total && l->hits == l->lines;
    return is_counting ? (double)f->bytes / (double)f->bytes_total : l->share;
}

static void put_count(const struct model_logs *l, struct str *out)
{
    struct str hits = {0}, lines = {0};
    double share = share_known(l);
    words_count(l->hits, &hits);
    words_count(l->lines, &lines);
    str_add(out, " · ");
    if (share < 1 && l->is_coming)
        str_addf(out, _("%s so far, more comes"), str_get(&hits));
    else if (share < 1)
        str_addf(out, _("%s so far, %d%% looked at"), str_get(&hits), (int)(share * 100));
    else if (l->lines && l->hits != l->lines)
        str_addf(out, _("%s of %s lines"), str_get(&hits), str_get(&lines));
    else
        str_addf(out, ngettext("%s line", "%s lines", (unsigned long)l->hits), str_get(&hits));
    str_release(&hits);
    str_release(&lines);
}

static void put_onset(const struct model *m, const struct log_onset *onset, struct str *out)
{
    struct str clock = {0};
    char within[TIME_TEXT];
    words_clock(m, onset->at, &clock);
    time_format_length(onset->within, within);
    str_addf(out, _("onset %s, within %s"), str_get(&clock), within);
    str_release(&clock);
}

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    const struct model_logs *l = m->logs;
    str_addf(out, "%s\t", _("Logs"));
    if (!l || l->empty)
        return;
    bool is_narrow = ui->columns < NAMES_FROM; /* then what is shown says more than whose lines they are */
    str_addf(out, is_narrow ? "%s%s" : "%s · %s", is_narrow ? "" : l->names, l->filter);
    put_count(l, out);
    if (l->follows)
        str_addf(out, " · %s", _("follows"));
    if (ui->columns >= PANEL_FROM && l->finding && l->finding->onset.is_found)
        put_onset(m, &l->finding->onset, right);
}

/* ---- keys -------------------------------------------------------------------------------------------------------------- */

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    logs_build_rows(ui, m, s);
}

static void enter(struct ui *ui, const struct model *m, struct row_id at, struct wish *w)
{
    const struct model_log_row *row = logs_row_at(m, at);
    (void)w;
    if (row)
        logs_unfold(ui, row);
    else if (at.kind == ROW_ADD)
        ask_open(ui, ASK_LOG_FILE, NULL, NULL, 0, NULL);
}

/* What is shown as one line is pinned as it was logged. */
static void take_row(struct ui *ui, const struct model_log_row *row, enum action a, struct wish *w)
{
    struct line_meant line = {{ROW_LOG, row->key}, 0, row->raw};
    if (a == ACTION_mark) {
        ui_mark(ui, &line);
        return;
    }
    ui_pin(ui, &line, w);
    w->kind = WISH_LOG_PIN;
}

static void copy(struct ui *ui, const struct model_log_row *row, struct wish *w)
{
    struct str text = {0};
    marks_text(&ui->marks, ROW_LOG, 0, &text, NULL);
    if (!text.n) {
        str_add(&text, row->raw);
        for (size_t i = 0; i < row->n_more; i++)
            str_addf(&text, "\n%s", row->more[i]);
    }
    *w = (struct wish){.kind = WISH_COPY, .text = ui_say(ui, 0, str_get(&text))};
    str_release(&text);
}

static bool act_on_row(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct model_log_row *row = logs_row_at(m, ui_place(ui)->at);
    bool is_mine = a == ACTION_mark || a == ACTION_pin || a == ACTION_copy || a == ACTION_this_id;
    if (!is_mine || !row)
        return is_mine;
    if (a == ACTION_copy)
        copy(ui, row, w);
    else if (a == ACTION_this_id)
        *w = (struct wish){.kind = WISH_LOG_FILTER, .id = "id", .text = row->id ? row->id : "", .number = row->key};
    else
        take_row(ui, row, a, w);
    return true;
}

/* Where more rows are to come than the window has, it is the app that knows the first and the last. */
static bool act_on_place(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    if (a == ACTION_first && m->logs && m->logs->more_before)
        *w = (struct wish){.kind = WISH_LOG_GO, .id = "first"};
    else if (a == ACTION_last && m->logs)
        *w = (struct wish){.kind = WISH_LOG_GO, .id = "last"};
    else if ((a == ACTION_next_place || a == ACTION_previous_place) && ui->find.n)
        *w = (struct wish){.kind = WISH_LOG_FIND, .text = str_get(&ui->find), .flag = a == ACTION_previous_place, .number = ui_place(ui)->at.key};
    else if (a == ACTION_next_place || a == ACTION_previous_place)
        *w = (struct wish){.kind = WISH_LOG_GO, .id = "kind", .number = a == ACTION_next_place ? 1 : -1};
    else
        return false;
    return true;
}

static bool act_on_view(struct ui *ui, const struct model *m, enum action a)
{
    struct place *p = ui_place(ui);
    if ((a == ACTION_earlier || a == ACTION_later) && p->is_other_way) {
        p->sideways += a == ACTION_later ? 8 : -8;
        p->sideways = p->sideways < 0 ? 0 : p->sideways;
    } else if (a == ACTION_zoom_in || a == ACTION_zoom_out || a == ACTION_earlier || a == ACTION_later) {
        logs_zoom(ui, m, a);
    } else if (a == ACTION_other_way) {
        p->is_other_way = !p->is_other_way;
        p->sideways = 0;
    } else {
        return false;
    }
    return true;
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    if (a == ACTION_filter && m->logs)
        ui_push(ui, m->logs->empty ? PAGE_LOGS : PAGE_LISTS);
    else if (a == ACTION_why)
        ui_push(ui, PAGE_WHY);
    else if (a == ACTION_go_to)
        ask_open(ui, ASK_LOG_TIME, NULL, NULL, 0, NULL);
    else if (a == ACTION_search)
        ask_open(ui, ASK_LOG_FIND, NULL, NULL, ui_place(ui)->at.key, NULL);
    else
        return act_on_row(ui, m, a, w) || act_on_view(ui, m, a) || act_on_place(ui, m, a, w);
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id at)
{
    const struct model_log_row *row = logs_row_at(m, at);
    if (!row)
        return at.kind == ROW_ADD ? _("name it") : NULL;
    int stage = logs_stage(ui, row->key);
    return stage == 0 || (stage == 1 && row->all_more > 4) ? _("unfold") : _("fold");
}

static const char *label(const struct ui *ui, enum action a)
{
    if (a == ACTION_next_place)
        return ui->find.n ? _("next hit") : _("next kind");
    return a == ACTION_other_way ? ui_place_const(ui)->is_other_way ? _("as read") : _("raw") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action narrow[] = {ACTION_next_place, ACTION_filter, ACTION_mark, ACTION_pin, ACTION_search, ACTION_NONE};
    static const enum action wide[] = {ACTION_next_place, ACTION_search, ACTION_filter,  ACTION_this_id,   ACTION_mark,
                                       ACTION_pin,        ACTION_go_to,  ACTION_zoom_in, ACTION_other_way, ACTION_NONE};
    static const enum action none[] = {ACTION_NONE};
    return !m->logs || m->logs->empty ? none : ui->columns >= PANEL_FROM ? wide : narrow;
}

/* The chart and the kinds over the records, and on a wide screen the lists beside them; these are another page's where
 * one chooses from them. */
static void paint(const struct ui *ui, const struct model *m, struct frame *f)
{
    struct sheet s;
    logs_paint_head(ui, m, f);
    if (f->columns < PANEL_FROM || ui_page(ui) != PAGE_LOGS || !m->logs || m->logs->empty)
        return;
    sheet_init(&s, (f->columns < LISTS_WIDE + 2 ? f->columns : LISTS_WIDE + 2) - 2, false);
    logs_build_lists(m, LISTS_COLUMN, f->rows - 6, &s);
    s.is_endless = true;
    sheet_paint(&s, f, 3, f->rows - 3, 0, (struct row_id){0});
    sheet_release(&s);
}

const struct view view_logs = {
    .page = PAGE_LOGS,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .label = label,
    .footer = footer,
    .head = logs_head_lines,
    .paint = paint,
};
