/* view_causes: the board of causes: which are open, supported, out; what moved each, by which factor, who says so and when. */
#include <string.h>

#include "base/i18n.h"
#include "incident/finding.h"
#include "incident/path.h"
#include "ui/ask.h"
#include "ui/causes_own.h"
#include "ui/past.h"
#include "ui/words.h"

enum {
    SHARE_END = 45,
    BAR_COLUMN = 47,
    BAR_WIDTH = 16,
    STANDING = 65,
    MOVE_SHARE_END = 20,
    MOVE_FACTOR_END = 27,
    MOVE_TEXT = 29,
    MOVE_WHO = 58,
    ROWS_A_PATH = 12 /* on a wide page so many rows make room for one more path */
};

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    (void)ui;
    str_addf(out, "%s\t", _("Causes"));
    if (!m->diagnosis || !m->diagnosis->n) {
        str_add(out, _("what could it be, and why"));
        return;
    }
    causes_count(m->diagnosis, out);
    past_say_learned(m->diagnosis, right);
}

/* ---- the path of one ------------------------------------------------------------------------------------------------------- */

static void put_share(struct sheet *s, double share, int end, unsigned style)
{
    char text[8];
    diagnosis_format_share(share, text);
    sheet_right(s, end - 6, style, text);
    sheet_end(s, end);
}

struct path_line {
    const char *word, *factor, *what, *who;
    double share; /* below 0: none is shown */
};

static void put_path(struct sheet *s, const struct path_line *line)
{
    sheet_line(s);
    sheet_put(s, 6, STYLE_DIM, line->word);
    if (line->share >= 0)
        put_share(s, line->share, MOVE_SHARE_END, STYLE_PLAIN);
    if (line->factor) {
        sheet_right(s, MOVE_SHARE_END + 1, STYLE_DIM, line->factor);
        sheet_end(s, MOVE_FACTOR_END);
    }
    sheet_put(s, MOVE_TEXT, STYLE_PLAIN, line->what);
    sheet_end(s, line->who ? MOVE_WHO - 2 : s->width);
    sheet_put(s, MOVE_WHO, STYLE_DIM, line->who);
}

static void say_who(const struct model *m, const char *actor, int64_t at, struct str *out)
{
    str_addf(out, "%s ", actor ? actor : "?");
    words_clock(m, at, out);
}

static void put_move(const struct model *m, const struct diagnosis_move *move, double before, struct sheet *s)
{
    const struct flow_step *step = move->kind == MOVE_ANSWERED && move->step ? flow_find_step(m->flow, path_last(move->step)) : NULL;
    struct str who = {0}, what = {0};
    char factor[8];
    causes_say_move(move, &what);
    if (step)
        str_addf(&what, " · %s", step->title);
    say_who(m, move->actor, move->at, &who);
    diagnosis_format_factor(diagnosis_factor(move), factor);
    put_path(s, &(struct path_line){move->share >= before ? _("up to") : _("down to"), factor, str_get(&what), str_get(&who), move->share});
    str_release(&who);
    str_release(&what);
}

static void put_ruling(const struct model *m, const struct ruling *r, const char *word, struct sheet *s)
{
    struct str who = {0};
    say_who(m, r->actor, r->at, &who);
    put_path(s, &(struct path_line){word, NULL, str_blank(r->reason) ? _("no reason given") : r->reason, str_get(&who), -1});
    str_release(&who);
}

static void build_path(const struct model *m, const struct diagnosis_cause *c, struct sheet *s)
{
    const struct ruling *out = c->is_ruled_out ? incident_find_ruling(m->incident, c->name) : NULL;
    double before = c->prior;
    struct str first = {0};
    causes_say_first(m, c, &first);
    put_path(s, &(struct path_line){_("at first"), NULL, str_get(&first), m->flow->id, c->prior});
    for (size_t i = 0; i < c->n_moves; i++) {
        put_move(m, &c->move[i], before, s);
        before = c->move[i].share;
    }
    if (out)
        put_ruling(m, out, _("out"), s);
    str_release(&first);
}

/* ---- a cause ------------------------------------------------------------------------------------------------------------------ */

static bool is_unfolded(const struct ui *ui, const struct diagnosis *d, size_t i)
{
    const struct place *p = ui_place_const(ui);
    if (ui->columns >= PANEL_FROM && ui->rows >= 40 && i < (size_t)ui->rows / ROWS_A_PATH && p->subject != -2 - d->cause[i].cause)
        return d->cause[i].cause >= 0 && !d->cause[i].is_ruled_out;
    return p->subject > 0 ? p->subject == d->cause[i].cause + 1 : p->subject == 0 && i == 0;
}

/* By whom and why it was ruled out. */
static void put_ruled_out(const struct model *m, const struct diagnosis_cause *c, struct sheet *s)
{
    const struct ruling *r = incident_find_ruling(m->incident, c->name);
    if (r)
        sheet_putf(s, 41, STYLE_DIM, _("ruled out by %s: %s"), r->actor ? r->actor : "?", r->reason ? r->reason : "");
}

static void put_figures(const struct diagnosis_cause *c, struct sheet *s)
{
    put_share(s, c->share, s->is_compact ? s->width : SHARE_END, STYLE_BOLD);
    if (s->is_compact)
        return;
    sheet_bar(s, BAR_COLUMN, BAR_WIDTH, c->share);
    if (c->cause >= 0)
        sheet_put(s, STANDING, c->standing == HYPOTHESIS_SUPPORTED ? STYLE_PLAIN : STYLE_DIM, causes_standing(c));
}

static void put_title(const struct diagnosis_cause *c, struct sheet *s)
{
    sheet_line(s);
    if (c->is_pinned)
        sheet_put(s, 1, STYLE_BOLD, "*");
    if (c->is_ruled_out || c->cause < 0)
        sheet_row(s, ROW_CAUSE, c->cause, -1);
    else
        sheet_numbered(s, ROW_CAUSE, c->cause);
    if (c->is_ruled_out)
        sheet_put(s, 2, STYLE_BAD, "✗");
    sheet_put(s, 4, c->is_ruled_out ? STYLE_DIM : c->is_pinned ? STYLE_BOLD : STYLE_PLAIN, words_cause(c));
    sheet_end(s, s->is_compact ? s->width - 6 : SHARE_END - 5);
}

static void build_cause(const struct ui *ui, const struct model *m, size_t i, struct sheet *s)
{
    const struct diagnosis_cause *c = &m->diagnosis->cause[i];
    const struct ruling *pin = c->is_pinned ? incident_find_pin(m->incident, c->name) : NULL;
    put_title(c, s);
    if (c->is_ruled_out)
        put_ruled_out(m, c, s);
    else
        put_figures(c, s);
    if (s->is_compact)
        return;
    if (pin)
        put_ruling(m, pin, _("it is this"), s);
    if (c->cause >= 0 && is_unfolded(ui, m->diagnosis, i))
        build_path(m, c, s);
}

/* ---- facts, where no panel shows them -------------------------------------------------------------------------------------------- */

static void put_fact(const struct model *m, size_t i, struct sheet *s)
{
    const struct fact *f = &m->incident->facts.v[i];
    struct str text = {0};
    sheet_line(s);
    sheet_row(s, ROW_FACT, (int64_t)i, -1);
    sheet_put(s, 4, STYLE_DIM, f->name);
    sheet_end(s, 28);
    words_value(m, f->name, &f->value, &text);
    sheet_put(s, 29, STYLE_PLAIN, str_get(&text));
    sheet_end(s, MOVE_WHO - 1);
    str_clear(&text);
    say_who(m, f->source, f->at, &text);
    sheet_put(s, MOVE_WHO, STYLE_DIM, str_get(&text));
    str_release(&text);
}

static void build_facts(const struct model *m, struct sheet *s)
{
    bool is_first = true;
    for (size_t i = 0; i < m->incident->facts.n; i++) {
        const struct fact *f = &m->incident->facts.v[i];
        if (!value_is_known(&f->value) || finding_is_of_every_run(f->name))
            continue;
        if (is_first) {
            sheet_space(s);
            sheet_line(s);
            sheet_put(s, 2, STYLE_BOLD, _("Facts"));
            sheet_put(s, sheet_after(s, 9), STYLE_DIM, _("= corrects one"));
        }
        is_first = false;
        put_fact(m, i, s);
    }
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct diagnosis *d = m->diagnosis;
    if (!m->incident || !m->flow)
        return;
    for (size_t i = 0; d && i < d->n; i++)
        build_cause(ui, m, i, s);
    if (!d || d->n == 0) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_PLAIN, _("This flow names no causes."));
        sheet_space(s);
    }
    sheet_line(s);
    sheet_row(s, ROW_ADD, 0, -1);
    sheet_put(s, 2, STYLE_PLAIN, "+");
    sheet_put(s, 4, STYLE_PLAIN, _("Another cause: add it"));
    if (ui->columns < PANEL_FROM)
        build_facts(m, s);
}

/* ---- keys -------------------------------------------------------------------------------------------------------------------------- */

static const struct diagnosis_cause *chosen(const struct ui *ui, const struct model *m)
{
    struct row_id at = ui_place_const(ui)->at;
    for (size_t i = 0; at.kind == ROW_CAUSE && m->diagnosis && i < m->diagnosis->n; i++)
        if (m->diagnosis->cause[i].cause == at.key)
            return &m->diagnosis->cause[i];
    return NULL;
}

static const struct fact *chosen_fact(const struct ui *ui, const struct model *m)
{
    struct row_id at = ui_place_const(ui)->at;
    return at.kind == ROW_FACT && m->incident && (size_t)at.key < m->incident->facts.n ? &m->incident->facts.v[at.key] : NULL;
}

static bool is_unfolded_now(const struct ui *ui, const struct model *m, int64_t cause)
{
    for (size_t i = 0; m->diagnosis && i < m->diagnosis->n; i++)
        if (m->diagnosis->cause[i].cause == cause)
            return is_unfolded(ui, m->diagnosis, i);
    return false;
}

/* -1: all folded; on a wide page, where several are unfolded, -2 and less: all but that one. */
static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    struct place *p = ui_place(ui);
    (void)w;
    if (row.kind == ROW_ADD)
        ask_open(ui, ASK_ADD_CAUSE, NULL, NULL, 0, NULL);
    else if (row.kind == ROW_FACT)
        ui_push(ui, PAGE_WHY);
    else if (row.kind == ROW_CAUSE && row.key >= 0)
        p->subject = !is_unfolded_now(ui, m, row.key) ? row.key + 1 : ui->columns >= PANEL_FROM ? -2 - row.key : -1;
}

static void rule_out(struct ui *ui, const struct diagnosis_cause *c, struct wish *w)
{
    if (c->is_ruled_out)
        *w = (struct wish){.kind = WISH_RESTORE, .id = c->name};
    else if (c->cause >= 0)
        ask_open(ui, ASK_OUT_WHY, c->title, c->name, 0, NULL);
}

/* A cause is said to be it, or no longer; a fact becomes evidence. */
static void pin(struct ui *ui, const struct model *m, struct wish *w)
{
    const struct diagnosis_cause *c = chosen(ui, m);
    const struct fact *f = chosen_fact(ui, m);
    struct str text = {0};
    if (c && c->is_pinned)
        *w = (struct wish){.kind = WISH_UNPIN_CAUSE, .id = c->name};
    else if (c && c->cause >= 0)
        ask_open(ui, ASK_PIN_CAUSE, c->title, c->name, 0, NULL);
    else if (f) {
        str_addf(&text, "%s = ", f->name);
        words_value(m, f->name, &f->value, &text);
        *w = (struct wish){.kind = WISH_PIN, .text = ui_say(ui, 0, str_get(&text))};
    }
    str_release(&text);
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct diagnosis_cause *c = chosen(ui, m);
    const struct fact *f = chosen_fact(ui, m);
    if (a == ACTION_why)
        ui_push(ui, PAGE_WHY);
    else if (a == ACTION_rule_out && c)
        rule_out(ui, c, w);
    else if (a == ACTION_restore_cause && c && c->is_ruled_out)
        rule_out(ui, c, w);
    else if (a == ACTION_pin)
        pin(ui, m, w);
    else if (a == ACTION_correct && f)
        ask_value(ui, m, f->name);
    else if (a == ACTION_go_to && m->diagnosis && m->diagnosis->n)
        ask_open(ui, ASK_CAUSE, NULL, NULL, 0, NULL);
    else
        return a == ACTION_restore_cause || (a == ACTION_rule_out && f) || a == ACTION_go_to;
    return true;
}

/* The same on every cause, folded or not: a move of the mark changes nothing else on the screen. */
static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    if (row.kind == ROW_CAUSE && row.key >= 0)
        return C_("cause", "path");
    return row.kind == ROW_ADD ? _("add") : row.kind == ROW_FACT ? _("why") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_why,     ACTION_pin,      ACTION_rule_out, ACTION_note, ACTION_correct, ACTION_logs,
                                       ACTION_changes, ACTION_timeline, ACTION_go_to,    ACTION_hand_over, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

const struct view view_causes = {
    .page = PAGE_CAUSES,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .footer = footer,
    .has_next = true,
    .has_panel = true,
};
