/* view_left: what is left to do before it is resolved: what blocks first, what was passed over next, and the closing
 * itself, which says what it waits for. */
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/view.h"
#include "ui/words.h"

enum { OWNER_COLUMN = 50 };

static size_t unsettled(const struct model *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->incident->runs.n; i++) {
        const struct run *r = &m->incident->runs.v[i];
        n += r->kind == RUN_ACTION && r->outcome == RUN_UNKNOWN && !r->verdict;
    }
    return n;
}

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    size_t n = m->incident ? incident_n_left(m->incident) : 0;
    (void)ui, (void)right;
    str_addf(out, "%s\t", _("Left to do"));
    if (!m->incident)
        return;
    str_addf(out, "%s · ", status_word(m->incident->status));
    if (incident_is_complete_but_deferred(m->incident))
        str_addf(out, ngettext("COMPLETE EXCEPT %zu DEFERRED", "COMPLETE EXCEPT %zu DEFERRED", (unsigned long)n), n);
    else if (n)
        str_addf(out, ngettext("%zu deferred", "%zu deferred", (unsigned long)n), n);
    else
        str_add(out, _("nothing is deferred"));
}

/* ---- verified ---- */

/* Is it the newest run of that probe in its step? */
static bool is_newest(const struct model *m, const struct run *r)
{
    const struct run *last = incident_last_run(m->incident, r->step, r->id);
    return last && last->seq == r->seq;
}

static void build_verified(const struct model *m, struct sheet *s)
{
    size_t before = s->lines.n;
    for (size_t i = 0; i < m->incident->runs.n; i++) {
        const struct run *r = &m->incident->runs.v[i];
        struct str text = {0}, clock = {0};
        if (!r->is_soak || r->outcome != RUN_EXITED || !is_newest(m, r))
            continue;
        bool passed = r->soak.verdict == SOAK_PASSED;
        words_clock(m, r->ended, &clock);
        str_addf(&text, "%s %s: ", r->id, str_get(&clock));
        soak_say_result(&r->soak, &text);
        sheet_line(s);
        sheet_put(s, 2, passed ? STYLE_GOOD : STYLE_BAD, passed ? "✓" : "✗");
        sheet_put(s, 4, STYLE_PLAIN, str_get(&text));
        str_release(&text);
        str_release(&clock);
    }
    if (s->lines.n > before)
        sheet_space(s);
}

/* ---- put off ---- */

/* Whose it is, and until when; or when it ends by itself. Past that it is looked at: it may not have. */
static void say_whose(const struct model *m, const struct deferral *d, struct str *out)
{
    struct str clock = {0};
    if (d->ends && !d->how) {
        words_minute(m, d->ends, &clock);
        str_addf(out, d->ends > m->now ? _("ends by itself %s") : _("was to end %s: has it?"), str_get(&clock));
        str_release(&clock);
        return;
    }
    str_add(out, d->owner && d->owner[0] ? d->owner : _("nobody yet"));
    if (d->until) {
        words_until(m, d->until, &clock);
        str_addf(out, _(", by %s"), str_get(&clock));
        if (d->until < m->now)
            str_add(out, _(", overdue"));
    }
    str_release(&clock);
}

static void build_deferral(const struct model *m, const struct deferral *d, struct sheet *s)
{
    struct str text = {0};
    sheet_line(s);
    sheet_numbered(s, ROW_DEFERRED, d->seq);
    vec_last(&s->lines)->is_place = true;
    sheet_put(s, 4, STYLE_WARN, "⚑");
    sheet_put(s, 6, STYLE_PLAIN, d->title ? d->title : d->step ? d->step : "?");
    sheet_end(s, s->is_compact ? s->width : OWNER_COLUMN - 2);
    say_whose(m, d, &text);
    if (!s->is_compact)
        sheet_put(s, OWNER_COLUMN, STYLE_DIM, str_get(&text));
    str_release(&text);
}

/* Once, under the first of them. */
static void build_ways(const struct model *m, const struct deferral *d, struct sheet *s)
{
    if (s->is_compact || s->squeeze > 0)
        return;
    sheet_line(s);
    if (d->ends && d->ends <= m->now)
        sheet_put(s, 6, STYLE_DIM, _("Look; Enter says it has ended · u undoes it · x waives it, with a reason"));
    else if (d->is_temporary)
        sheet_put(s, 6, STYLE_DIM, _("Enter undoes it · d gives it an owner · x waives it, with a reason"));
    else
        sheet_put(s, 6, STYLE_DIM, _("Enter opens it · d gives it an owner · x waives it, with a reason"));
}

static void build_blocking(const struct model *m, struct sheet *s)
{
    const struct incident *inc = m->incident;
    bool is_first = true;
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, inc->status >= STATUS_RESOLVED ? _("Before it is closed") : _("Before it is resolved"));
    for (size_t i = 0; i < inc->deferrals.n; i++) {
        if (inc->deferrals.v[i].how)
            continue;
        build_deferral(m, &inc->deferrals.v[i], s);
        if (is_first)
            build_ways(m, &inc->deferrals.v[i], s);
        is_first = false;
    }
    for (size_t i = 0; i < inc->runs.n; i++) {
        const struct run *r = &inc->runs.v[i];
        if (r->kind != RUN_ACTION || r->outcome != RUN_UNKNOWN || r->verdict)
            continue;
        sheet_line(s);
        sheet_numbered(s, ROW_RUN, r->seq);
        vec_last(&s->lines)->is_place = true;
        sheet_put(s, 4, STYLE_WARN, "?");
        sheet_putf(s, 6, STYLE_PLAIN, _("%s: outcome unknown"), r->id);
    }
    if (incident_n_blocking(inc) == 0 && unsettled(m) == 0) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_GOOD, "✓");
        sheet_put(s, 4, STYLE_PLAIN, _("nothing blocks it"));
    }
    sheet_space(s);
}

/* What somebody has taken over blocks nothing, and is not done. */
static void build_handed(const struct model *m, struct sheet *s)
{
    const struct incident *inc = m->incident;
    if (incident_n_left(inc) == incident_n_blocking(inc))
        return;
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, _("Handed over, still to be done"));
    for (size_t i = 0; i < inc->deferrals.n; i++)
        if (inc->deferrals.v[i].how && deferral_is_left(&inc->deferrals.v[i]))
            build_deferral(m, &inc->deferrals.v[i], s);
    sheet_space(s);
}

static const struct flow_step *step_of(const struct model *m, const char *path)
{
    return m->flow && !strchr(path, '/') ? flow_find_step(m->flow, path) : NULL;
}

static void build_skipped(const struct model *m, struct sheet *s)
{
    const struct incident *inc = m->incident;
    if (inc->skipped.n == 0)
        return;
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, _("Passed over (can wait)"));
    for (size_t i = 0; i < inc->skipped.n; i++) {
        const struct flow_step *step = step_of(m, inc->skipped.v[i]);
        sheet_line(s);
        sheet_numbered(s, ROW_SKIPPED, (int64_t)i);
        sheet_put(s, 4, STYLE_PLAIN, "○");
        sheet_put(s, 6, STYLE_PLAIN, step ? step->title : inc->skipped.v[i]);
    }
    sheet_space(s);
}

static void put_status(struct sheet *s, enum incident_status to, const char *label, const char *detail)
{
    sheet_line(s);
    sheet_numbered(s, ROW_STATUS, to);
    sheet_put(s, 4, STYLE_PLAIN, label);
    if (!s->is_compact)
        sheet_put(s, OWNER_COLUMN, STYLE_DIM, detail);
}

static void build_closing(const struct model *m, struct sheet *s)
{
    size_t waits = incident_n_blocking(m->incident) + unsettled(m);
    const char *detail =
        waits ? sheet_keep(s, ngettext("waits for %zu of these", "waits for %zu of these", (unsigned long)waits), waits)
              : NULL;
    if (m->incident->status == STATUS_OPEN)
        put_status(s, STATUS_MITIGATED, _("Mitigated: users are served again"), NULL);
    if (m->incident->status <= STATUS_MITIGATED)
        put_status(s, STATUS_RESOLVED, _("Resolve"), detail);
    if (m->incident->status == STATUS_RESOLVED)
        put_status(s, STATUS_CLOSED, _("Close: the write-up is done"), NULL);
    if (m->incident->status >= STATUS_RESOLVED)
        put_status(s, STATUS_OPEN, _("Reopen: it came back"), NULL);
    sheet_line(s);
    sheet_numbered(s, ROW_FORMAT, 0);
    sheet_put(s, 4, STYLE_PLAIN,
              m->incident->status >= STATUS_RESOLVED ? _("Export the write-up") : _("Export a draft now"));
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    (void)ui;
    if (!m->incident)
        return;
    build_verified(m, s);
    build_blocking(m, s);
    build_handed(m, s);
    build_skipped(m, s);
    build_closing(m, s);
}

static const struct deferral *deferral_at(const struct model *m, struct row_id row)
{
    for (size_t i = 0; row.kind == ROW_DEFERRED && i < m->incident->deferrals.n; i++)
        if (m->incident->deferrals.v[i].seq == row.key)
            return &m->incident->deferrals.v[i];
    return NULL;
}

static const char *skipped_at(const struct model *m, struct row_id row)
{
    bool is_there = row.kind == ROW_SKIPPED && (size_t)row.key < m->incident->skipped.n;
    return is_there ? m->incident->skipped.v[row.key] : NULL;
}

/* To do it: a change is undone, a step is gone to; once there, Enter again says that it is done. */
static void enter_deferral(const struct model *m, const struct deferral *d, struct wish *w)
{
    bool is_here = d->step && m->incident->step && strcmp(d->step, m->incident->step) == 0;
    bool should_have_ended = d->ends && d->ends <= m->now;
    if (!should_have_ended && d->run && incident_find_run(m->incident, d->run) && !incident_find_run(m->incident, d->run)->undone_by)
        *w = (struct wish){.kind = WISH_UNDO, .number = d->run};
    else if (!should_have_ended && d->step && !is_here)
        *w = (struct wish){.kind = WISH_GO, .id = d->step};
    else
        *w = (struct wish){.kind = WISH_DISCHARGE, .number = d->seq};
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    const struct deferral *d = deferral_at(m, row);
    if (d)
        enter_deferral(m, d, w);
    else if (row.kind == ROW_SKIPPED && skipped_at(m, row))
        *w = (struct wish){.kind = WISH_GO, .id = skipped_at(m, row)};
    else if (row.kind == ROW_RUN)
        *w = (struct wish){.kind = WISH_GO, .id = incident_find_run(m->incident, row.key)->step};
    else if (row.kind == ROW_STATUS)
        *w = (struct wish){.kind = WISH_STATUS, .id = status_name((enum incident_status)row.key), .reason = ""};
    else if (row.kind == ROW_FORMAT)
        ui_do(ui, m, ACTION_export, w);
    if (w->kind == WISH_GO)
        ui_pop(ui);
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    struct row_id at = ui_place(ui)->at;
    const struct deferral *d = m->incident ? deferral_at(m, at) : NULL;
    const char *skipped = m->incident ? skipped_at(m, at) : NULL;
    (void)w;
    if (a == ACTION_waive && (d || skipped))
        ask_open(ui, ASK_WAIVE, NULL, skipped, d ? d->seq : 0, NULL);
    else if (a == ACTION_defer && d)
        ask_open(ui, ASK_OWNER, m->actor, NULL, d->seq, NULL);
    else if (a == ACTION_defer && skipped)
        ask_open(ui, ASK_OWNER, m->actor, skipped, 0, NULL);
    else if (a == ACTION_why)
        ui_push(ui, PAGE_WHY);
    else
        return a == ACTION_waive || a == ACTION_defer;
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    return row.kind == ROW_NONE ? NULL : _("do it");
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_defer,  ACTION_waive,     ACTION_why,
                                       ACTION_export, ACTION_hand_over, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

const struct view view_left = {
    .page = PAGE_LEFT,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .footer = footer,
};
