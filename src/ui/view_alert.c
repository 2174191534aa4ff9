/* view_alert: what fires, what it would open and why, what it fills in and from where. */
#include "ui/alert.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/ask.h"
#include "ui/words.h"

enum { REMARK_COLUMN = 38, VALUE_COLUMN = 18, SOURCE_COLUMN = 50, STATE_COLUMN = 46 };

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    const struct model_alert *a = m->alert;
    (void)ui, (void)right;
    str_addf(out, "%s\t", _("New from an alert"));
    if (a && a->number)
        str_addf(out, _("INC-%lld is open for it"), (long long)a->number);
    else if (a && a->is_over)
        str_add(out, _("it is over; nothing is open for it"));
    else
        str_add(out, _("nothing is open for it yet"));
}

void alert_state(const struct model *m, bool is_short, struct str *out)
{
    const struct model_alert *a = m->alert;
    struct str clock = {0};
    if (a->is_over) {
        str_add(out, _("no longer firing"));
        return;
    }
    if (!a->since) {
        str_add(out, _("firing"));
        return;
    }
    words_clock(m, a->since, &clock);
    str_addf(out, _("firing since %s"), str_get(&clock));
    if (!is_short) {
        str_add(out, " · ");
        words_short(m->now - a->since, out);
    }
    str_release(&clock);
}

static void build_head(const struct model *m, struct sheet *s)
{
    struct str state = {0};
    const struct model_alert *a = m->alert;
    alert_state(m, false, &state);
    int from = s->width - (int)utf8_columns(str_get(&state), state.n);
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, a->title);
    sheet_end(s, s->is_compact ? s->width : from - 2);
    if (s->is_compact)
        sheet_line(s);
    sheet_right(s, s->is_compact ? 2 : from, a->is_over ? STYLE_PLAIN : STYLE_BOLD, str_get(&state));
    str_release(&state);
    if (s->is_compact)
        return;
    if (a->summary)
        sheet_wrap(s, 2, s->width, STYLE_PLAIN, a->summary, false);
    sheet_wrap(s, 2, s->width, STYLE_DIM, a->about, false);
    sheet_space(s);
}

/* ---- what it would open ------------------------------------------------------------------------------------------------- */

static void put_remark(const struct model_alert_choice *c, struct sheet *s)
{
    if (s->is_compact)
        return;
    sheet_end(s, REMARK_COLUMN - 2);
    if (c->is_proposed) {
        sheet_put(s, REMARK_COLUMN, STYLE_PLAIN, "~");
        sheet_putf(s, REMARK_COLUMN + 2, STYLE_PLAIN, _("proposed: %s"), c->remark ? c->remark : "");
    } else if (c->remark) {
        sheet_put(s, REMARK_COLUMN, STYLE_DIM, c->remark);
    }
}

static void build_choice(const struct model_alert_choice *c, size_t i, struct sheet *s)
{
    sheet_line(s);
    sheet_numbered(s, ROW_CHOICE, (int64_t)i);
    vec_last(&s->lines)->is_place = i == 0;
    if (c->flow)
        sheet_put(s, 4, STYLE_PLAIN, c->label);
    else
        sheet_putf(s, 4, STYLE_BOLD, _("Go on in INC-%lld"), (long long)c->number);
    put_remark(c, s);
}

static void build_choices(const struct ui *ui, const struct model_alert *a, struct sheet *s)
{
    size_t shown = ui_place_const(ui)->is_unfolded ? a->n_choices : a->n_first;
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, _("Open it as"));
    for (size_t i = 0; i < shown; i++)
        build_choice(&a->choice[i], i, s);
    if (!a->n_choices && !a->has_unsure)
        sheet_wrap(s, 4, s->width, STYLE_PLAIN, _("There is no flow yet; triage config shows where they are looked for."), false);
    if (shown < a->n_choices) {
        sheet_line(s);
        sheet_row(s, ROW_ALL, 0, -1);
        sheet_putf(s, 4, STYLE_DIM, ngettext("%zu more flow", "%zu more flows", (unsigned long)(a->n_choices - shown)), a->n_choices - shown);
    }
    if (a->has_unsure) {
        sheet_line(s);
        sheet_row(s, ROW_UNSURE, 0, 0);
        sheet_put(s, 2, STYLE_PLAIN, "0");
        sheet_put(s, 4, STYLE_PLAIN, _("Not sure: find out by questions"));
    }
    sheet_space(s);
}

/* ---- what it fills in --------------------------------------------------------------------------------------------------- */

void alert_value_text(const struct model *m, const struct model_alert_value *v, struct str *out)
{
    if (v->at)
        words_clock(m, v->at, out);
    else
        str_add(out, v->value);
}

const char *alert_value_name(const struct model_alert_value *v, struct str *room)
{
    if (strcmp(v->id, "since") == 0)
        return _("since when");
    if (strcmp(v->id, "runbook") == 0)
        return _("runbook");
    if (strcmp(v->id, "severity") == 0)
        return _("severity");
    words_name(v->id, room);
    return str_get(room);
}

static void build_value(const struct model *m, size_t i, struct sheet *s)
{
    const struct model_alert_value *v = &m->alert->value[i];
    struct str text = {0}, label = {0};
    sheet_line(s);
    if (!v->is_fixed)
        sheet_row(s, ROW_FIELD, (int64_t)i, -1);
    vec_last(&s->lines)->is_place = !v->is_fixed;
    sheet_put(s, 2, v->refused ? STYLE_BAD : STYLE_GOOD, v->refused ? "✗" : "✓");
    sheet_put(s, 4, STYLE_DIM, alert_value_name(v, &label));
    sheet_end(s, VALUE_COLUMN - 1);
    alert_value_text(m, v, &text);
    sheet_put(s, VALUE_COLUMN, STYLE_PLAIN, str_get(&text));
    bool has_room = !s->is_compact && utf8_columns(str_get(&text), text.n) < SOURCE_COLUMN - VALUE_COLUMN;
    if (has_room)
        sheet_put(s, SOURCE_COLUMN, STYLE_DIM, v->source);
    else if (!s->is_compact)
        sheet_line(s), sheet_put(s, SOURCE_COLUMN, STYLE_DIM, v->source);
    if (v->refused)
        sheet_wrap(s, 4, s->width, STYLE_WARN, v->refused, false);
    str_release(&text), str_release(&label);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_alert *a = m->alert;
    if (!a)
        return;
    build_head(m, s);
    build_choices(ui, a, s);
    if (!a->n_values)
        return;
    sheet_line(s);
    if (a->for_flow && a->choice[0].flow == NULL)
        sheet_putf(s, 2, STYLE_BOLD, _("Filled in from it for %s"), a->for_flow);
    else
        sheet_put(s, 2, STYLE_BOLD, _("Filled in from it"));
    for (size_t i = 0; i < a->n_values; i++)
        build_value(m, i, s);
}

/* ---- keys --------------------------------------------------------------------------------------------------------------- */

const struct model_alert_value *model_alert_find(const struct model_alert *a, const char *id)
{
    for (size_t i = 0; a && i < a->n_values; i++)
        if (strcmp(a->value[i].id, id) == 0)
            return &a->value[i];
    return NULL;
}

void alert_ask_value(struct ui *ui, const struct model *m, const char *id)
{
    const struct model_alert_value *v = model_alert_find(m->alert, id);
    struct str now = {0}, label = {0};
    if (v)
        alert_value_text(m, v, &now);
    ask_open(ui, ASK_VALUE, v ? alert_value_name(v, &label) : id, id, 0, str_get(&now));
    str_release(&now), str_release(&label);
}

static void correct(struct ui *ui, const struct model *m)
{
    struct row_id at = ui_place(ui)->at;
    if (at.kind == ROW_FIELD && (size_t)at.key < m->alert->n_values)
        alert_ask_value(ui, m, m->alert->value[at.key].id);
    else
        ask_open(ui, ASK_FACT, NULL, NULL, 0, NULL);
}

static void choose(const struct model_alert_choice *c, struct wish *w)
{
    if (c->flow)
        *w = (struct wish){.kind = WISH_START, .id = c->flow};
    else
        *w = (struct wish){.kind = WISH_OPEN, .number = c->number};
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    const struct model_alert *a = m->alert;
    if (!a)
        return;
    if (row.kind == ROW_CHOICE && (size_t)row.key < a->n_choices)
        choose(&a->choice[row.key], w);
    else if (row.kind == ROW_UNSURE)
        *w = (struct wish){.kind = WISH_START, .id = "unknown"};
    else if (row.kind == ROW_FIELD)
        correct(ui, m);
    else if (row.kind == ROW_ALL) {
        ui_place(ui)->is_unfolded = true;
        ui_place(ui)->at = (struct row_id){ROW_CHOICE, (int64_t)a->n_first};
    }
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    if (!m->alert)
        return false;
    if (a == ACTION_correct)
        correct(ui, m);
    else if (a == ACTION_why)
        ui_push(ui, PAGE_WHY);
    else if (a == ACTION_articles && m->alert->article)
        *w = (struct wish){.kind = WISH_OPEN_ARTICLE, .id = m->alert->article};
    else if (a == ACTION_leave)
        w->kind = WISH_ALERT_LEAVE;
    else
        return false;
    return true;
}

/* On what is proposed; where nothing is, on Not sure. */
static struct row_id arrive(struct ui *ui, const struct model *m, const struct sheet *s)
{
    const struct model_alert *a = m->alert;
    bool is_proposed = a && a->n_choices && (!a->choice[0].flow || a->choice[0].is_proposed);
    (void)ui, (void)s;
    return (struct row_id){a && a->has_unsure && !is_proposed ? ROW_UNSURE : ROW_CHOICE, 0};
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui;
    if (row.kind == ROW_FIELD)
        return _("correct");
    if (row.kind == ROW_ALL)
        return _("show");
    bool goes_on = m->alert && row.kind == ROW_CHOICE && (size_t)row.key < m->alert->n_choices && !m->alert->choice[row.key].flow;
    return row.kind == ROW_NONE ? NULL : goes_on ? _("go on") : C_("key", "open");
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_articles, ACTION_correct, ACTION_why, ACTION_palette, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

const struct view view_alert = {
    .page = PAGE_ALERT,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .arrive = arrive,
    .enter_label = enter_label,
    .footer = footer,
};
