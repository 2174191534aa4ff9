/* view_causes: what could it be, and why: shares, the path that led to each, and the facts below. */
#include <string.h>

#include "base/i18n.h"
#include "incident/finding.h"
#include "ui/ask.h"
#include "ui/past.h"
#include "ui/view.h"
#include "ui/words.h"

enum { SHARE_END = 45, BAR_COLUMN = 47, BAR_WIDTH = 24, MOVE_SHARE_END = 20, MOVE_TEXT = 22, MOVE_WHO = 58 };

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    (void)ui;
    str_addf(out, "%s\t%s", _("Causes"), _("what could it be, and why"));
    if (m->diagnosis && m->diagnosis->n)
        past_say_learned(m->diagnosis, right);
}

static void put_share(struct sheet *s, double share, int end, unsigned style)
{
    char text[8];
    diagnosis_format_share(share, text);
    sheet_right(s, end - 6, style, text);
    sheet_end(s, end);
}

static const char *likelihood(const struct flow *flow, int cause)
{
    double w = cause >= 0 && (size_t)cause < flow->n_causes ? flow->cause[cause].weight : 0;
    return w == 6   ? _("the flow says high")
           : w == 3 ? _("the flow says medium")
           : w == 1 ? _("the flow says low")
                    : _("the flow says so");
}

static void put_move(struct sheet *s, const char *word, double share, const char *what, const char *who)
{
    sheet_line(s);
    sheet_put(s, 6, STYLE_DIM, word);
    put_share(s, share, MOVE_SHARE_END, STYLE_PLAIN);
    sheet_put(s, MOVE_TEXT, STYLE_PLAIN, what);
    sheet_end(s, MOVE_WHO - 2);
    sheet_put(s, MOVE_WHO, STYLE_DIM, who);
}

/* What the observation was, in its words. */
static void say_move(const struct model *m, const struct diagnosis_move *move, struct str *out)
{
    const struct flow_step *step =
        move->step && m->flow && !strchr(move->step, '/') ? flow_find_step(m->flow, move->step) : NULL;
    if (move->kind == MOVE_FIX_FAILED)
        str_addf(out, _("%s did not help"), move->what);
    else if (move->kind == MOVE_FIX_HELPED)
        str_addf(out, _("%s helped"), move->what);
    else if (move->kind == MOVE_RULED_OUT)
        str_addf(out, _("%s is out"), move->what);
    else if (move->kind == MOVE_ADDED)
        str_addf(out, _("%s was added"), move->what);
    else
        str_addf(out, "%s%s%s", move->what, step ? " · " : "", step ? step->title : "");
}

static void build_path(const struct model *m, const struct diagnosis_cause *c, struct sheet *s)
{
    double before = c->prior;
    put_move(s, _("at first"), c->prior, likelihood(m->flow, c->cause), m->flow->id);
    for (size_t i = 0; i < c->n_moves; i++) {
        const struct diagnosis_move *move = &c->move[i];
        struct str who = {0}, what = {0};
        say_move(m, move, &what);
        str_addf(&who, "%s ", move->actor ? move->actor : "");
        words_clock(m, move->at, &who);
        put_move(s, move->share >= before ? _("up to") : _("down to"), move->share, str_get(&what), str_get(&who));
        before = move->share;
        str_release(&who);
        str_release(&what);
    }
}

/* By whom and why it was ruled out, from the event that says so. */
static void put_ruled_out(const struct model *m, const struct diagnosis_cause *c, struct sheet *s)
{
    for (size_t i = m->incident->events.n; i > 0; i--) {
        const struct event *ev = &m->incident->events.v[i - 1];
        if (ev->kind != EVENT_cause_ruled_out || !str_eq(ev->as.cause_ruled_out.cause, c->id))
            continue;
        sheet_putf(s, 41, STYLE_DIM, _("ruled out by %s: %s"), ev->actor ? ev->actor : "?",
                   ev->as.cause_ruled_out.reason ? ev->as.cause_ruled_out.reason : "");
        return;
    }
}

static bool is_unfolded(const struct ui *ui, const struct diagnosis *d, size_t i)
{
    const struct place *p = ui_place_const(ui);
    if (ui->columns >= 100 && ui->rows >= 40)
        return i < 3;
    return p->subject ? p->subject == d->cause[i].cause + 1 : i == 0;
}

static void build_cause(const struct ui *ui, const struct model *m, size_t i, struct sheet *s)
{
    const struct diagnosis_cause *c = &m->diagnosis->cause[i];
    sheet_line(s);
    if (c->is_ruled_out) {
        sheet_row(s, ROW_CAUSE, c->cause, -1);
        sheet_put(s, 2, STYLE_BAD, "✗");
    } else if (c->cause < 0) {
        sheet_row(s, ROW_CAUSE, c->cause, -1);
    } else {
        sheet_numbered(s, ROW_CAUSE, c->cause);
    }
    sheet_put(s, 4, c->is_ruled_out ? STYLE_DIM : STYLE_PLAIN, words_cause(c));
    sheet_end(s, s->is_compact ? s->width - 6 : SHARE_END - 5);
    if (c->is_ruled_out) {
        put_ruled_out(m, c, s);
        return;
    }
    put_share(s, c->share, s->is_compact ? s->width : SHARE_END, STYLE_BOLD);
    if (s->is_compact)
        return;
    sheet_bar(s, BAR_COLUMN, BAR_WIDTH, c->share);
    if (c->cause >= 0 && is_unfolded(ui, m->diagnosis, i))
        build_path(m, c, s);
}

static void build_facts(const struct model *m, struct sheet *s)
{
    bool is_first = true;
    for (size_t i = 0; i < m->incident->facts.n; i++) {
        const struct fact *f = &m->incident->facts.v[i];
        struct str text = {0};
        if (!value_is_known(&f->value) || finding_is_of_every_run(f->name))
            continue;
        if (is_first) {
            sheet_space(s);
            sheet_line(s);
            sheet_put(s, 2, STYLE_BOLD, _("Facts"));
            sheet_put(s, sheet_after(s, 9), STYLE_DIM, _("= corrects one"));
        }
        is_first = false;
        sheet_line(s);
        sheet_put(s, 4, STYLE_DIM, f->name);
        sheet_end(s, 28);
        words_value(m, f->name, &f->value, &text);
        sheet_put(s, 29, STYLE_PLAIN, str_get(&text));
        sheet_end(s, MOVE_WHO - 1);
        str_clear(&text);
        str_addf(&text, "%s ", f->source ? f->source : "");
        words_clock(m, f->at, &text);
        sheet_put(s, MOVE_WHO, STYLE_DIM, str_get(&text));
        str_release(&text);
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

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    struct place *p = ui_place(ui);
    (void)m, (void)w;
    if (row.kind == ROW_ADD)
        ask_open(ui, ASK_ADD_CAUSE, NULL, NULL, 0, NULL);
    else if (row.kind == ROW_CAUSE && row.key >= 0)
        p->subject = p->subject == row.key + 1 ? -1 : row.key + 1;
}

static const struct diagnosis_cause *chosen(const struct ui *ui, const struct model *m)
{
    struct row_id at = ui_place_const(ui)->at;
    for (size_t i = 0; at.kind == ROW_CAUSE && m->diagnosis && i < m->diagnosis->n; i++)
        if (m->diagnosis->cause[i].cause == at.key)
            return &m->diagnosis->cause[i];
    return NULL;
}

static void say_path(const struct model *m, const struct diagnosis_cause *c, struct str *out)
{
    char share[8];
    double before = c->prior;
    diagnosis_format_share(c->share, share);
    str_addf(out, "%s %s", words_cause(c), share);
    if (c->cause < 0)
        return;
    diagnosis_format_share(c->prior, share);
    str_addf(out, ": %s %s, %s", _("at first"), share, likelihood(m->flow, c->cause));
    for (size_t i = 0; i < c->n_moves; i++) {
        diagnosis_format_share(c->move[i].share, share);
        str_addf(out, "; %s %s, ", c->move[i].share >= before ? _("up to") : _("down to"), share);
        say_move(m, &c->move[i], out);
        before = c->move[i].share;
    }
}

/* The path that led to its share; of one that is ruled out, that it is. */
static void pin(struct ui *ui, const struct model *m, const struct diagnosis_cause *c, struct wish *w)
{
    struct str text = {0};
    if (c->is_ruled_out)
        str_addf(&text, _("%s is out"), words_cause(c));
    else
        say_path(m, c, &text);
    *w = (struct wish){.kind = WISH_PIN, .text = ui_say(ui, 0, str_get(&text))};
    str_release(&text);
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct diagnosis_cause *c = chosen(ui, m);
    if (a == ACTION_why)
        enter(ui, m, ui_place(ui)->at, w);
    else if (a == ACTION_rule_out && c && c->cause >= 0 && !c->is_ruled_out)
        ask_open(ui, ASK_OUT_WHY, c->title, c->id, 0, NULL);
    else if ((a == ACTION_restore_cause || a == ACTION_rule_out) && c && c->is_ruled_out)
        *w = (struct wish){.kind = WISH_RESTORE, .id = c->id};
    else if (a == ACTION_pin && c)
        pin(ui, m, c, w);
    else if (a == ACTION_go_to && m->diagnosis && m->diagnosis->n)
        ask_open(ui, ASK_CAUSE, NULL, NULL, 0, NULL);
    else
        return a == ACTION_rule_out || a == ACTION_restore_cause || a == ACTION_pin || a == ACTION_go_to;
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    return row.kind == ROW_ADD ? _("add") : row.kind == ROW_CAUSE && row.key >= 0 ? _("why") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_pin,   ACTION_rule_out, ACTION_correct, ACTION_note,
                                       ACTION_go_to, ACTION_timeline, ACTION_undo,    ACTION_NONE};
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
    .has_panel = true,
};
