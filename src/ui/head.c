/* head: where am I, how bad is it, is it saved. */
#include "ui/head.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/words.h"

enum { SMALL_COLUMNS = 72 };

/* ---- row 1 ---- */

struct words_row { /* where the next word goes, and how far the words may go */
    struct frame *f;
    int column, end;
};

static void put_word(struct words_row *row, unsigned style, const char *text, bool with_dot)
{
    if (!text || !text[0])
        return;
    if (with_dot)
        row->column = frame_put(row->f, 0, row->column, row->end, STYLE_PLAIN, " · ");
    row->column = frame_put(row->f, 0, row->column, row->end, style, text);
}

/* Where a change is confirmed, it is said that nobody knows where. */
static bool is_about_a_change(const struct model *m)
{
    return m->question != NULL;
}

/* A long title ends in dots before what follows it, how bad it is, would be lost. */
static void put_service(const struct model *m, struct words_row *row)
{
    enum { LEFT_TO_STATE = 36 }; /* columns */
    struct str text = {0}, environment = {0};
    words_fact(m, "service", &text);
    words_fact(m, "environment", &environment);
    bool is_known = environment.n > 0;
    if (!is_known && is_about_a_change(m))
        str_add(&environment, _("environment unknown"));
    int end = row->end - LEFT_TO_STATE + 2 - (environment.n ? (int)utf8_columns(environment.s, environment.n) + 3 : 0);
    row->column = frame_put_fit(row->f, 0, row->column, end, STYLE_PLAIN, text.n ? str_get(&text) : m->incident->title);
    if (environment.n)
        put_word(row, is_known ? STYLE_BOLD : STYLE_WARN, str_get(&environment), true);
    str_release(&text);
    str_release(&environment);
}

static void put_state(const struct model *m, struct words_row *row)
{
    struct str text = {0};
    size_t deferred = incident_n_left(m->incident);

    if (m->incident->severity) {
        str_addf(&text, "SEV%d", m->incident->severity);
        put_word(row, STYLE_PLAIN, str_get(&text), true);
        str_clear(&text);
    }
    if (deferred) {
        str_addf(&text, "⚑ %zu", deferred);
        put_word(row, STYLE_WARN, str_get(&text), true);
    }
    if (m->is_readonly)
        put_word(row, STYLE_WARN, _("read-only"), true);
    if (m->second && !m->second->hindrance) {
        str_clear(&text);
        str_addf(&text, _("? %s asks"), m->second->asker);
        put_word(row, STYLE_WARN, str_get(&text), true);
    }
    str_release(&text);
}

/* "since 03:01 · 9 min", or how it stands once it is over. */
static void since(const struct model *m, bool is_short, struct str *out)
{
    const struct incident *inc = m->incident;
    int64_t from = inc->since ? inc->since : inc->opened_at;

    if (inc->status == STATUS_RESOLVED || inc->status == STATUS_CLOSED) {
        str_add(out, status_word(inc->status));
        str_add(out, " ");
        words_minute(m, inc->status == STATUS_CLOSED ? inc->closed_at : inc->resolved_at, out);
        return;
    }
    if (!is_short) {
        struct str clock = {0};
        words_minute(m, from, &clock);
        str_addf(out, _("since %s"), str_get(&clock));
        str_add(out, " · ");
        str_release(&clock);
    }
    if (m->now - from < TIME_MINUTE) /* seconds would have to be painted anew each second */
        str_add(out, _("0 min"));
    else
        words_short(m->now - from, out);
}

/* How long it lasts and whether it is recorded, at the right edge and not left of `from`. What the left half says
 * matters more than the hour it began. */
static void paint_recorded(const struct model *m, struct frame *f, int from)
{
    const char *saved = m->is_recorded ? _("✓ recorded") : _("✗ NOT RECORDED");
    struct str text = {0};
    int end = f->columns - 2 - (int)utf8_columns(saved, strlen(saved));
    bool is_short = f->columns < SMALL_COLUMNS;

    since(m, is_short, &text);
    if (end - 2 - (int)utf8_columns(str_get(&text), text.n) < from + 2) {
        str_clear(&text);
        since(m, true, &text);
    }
    end -= is_short ? 3 : 2;
    frame_clear_row(f, 0, end - (int)utf8_columns(str_get(&text), text.n) - 1, f->columns);
    frame_put_right(f, 0, 2, end, STYLE_PLAIN, str_get(&text));
    frame_put_right(f, 0, 2, f->columns - 2, m->is_recorded ? STYLE_GOOD : STYLE_BAD | STYLE_BOLD, saved);
    str_release(&text);
}

/* Nothing of it is real: that stands where else the number and the record stand. */
static void paint_trial(const struct model *m, struct frame *f)
{
    const char *said = f->columns < SMALL_COLUMNS ? _("nothing runs") : _("nothing runs, nothing is recorded");
    int end = f->columns - 2 - (int)utf8_columns(said, strlen(said)) - 2;
    int column = frame_put(f, 0, 2, end, STYLE_WARN | STYLE_BOLD, _("TRY"));
    if (m->incident)
        frame_put_fit(f, 0, column + 2, end, STYLE_PLAIN, m->incident->title);
    frame_put_right(f, 0, 2, f->columns - 2, STYLE_WARN, said);
}

static void paint_incident(const struct model *m, struct frame *f)
{
    bool is_short = f->columns < SMALL_COLUMNS;
    struct words_row row = {f, 2, f->columns - 2};
    struct str text = {0};

    str_addf(&text, "INC-%" PRId64, m->incident->number);
    put_word(&row, STYLE_BOLD, str_get(&text), false);
    str_clear(&text);
    if (is_short && m->incident->severity) {
        str_addf(&text, " SEV%d", m->incident->severity);
        put_word(&row, STYLE_PLAIN, str_get(&text), false);
    } else if (!is_short) {
        row.column += 2;
        put_service(m, &row);
        put_state(m, &row);
    }
    paint_recorded(m, f, row.column);
    str_release(&text);
}

static void paint_home(const struct model *m, struct frame *f)
{
    struct str text = {0};
    char zone[TIME_TEXT];
    time_format_zone(m->now, m->zone, zone);
    str_addf(&text, _("%s on %s"), m->actor ? m->actor : "?", m->host ? m->host : "?");
    str_addf(&text, " · %s", zone);
    frame_put(f, 0, 2, f->columns, STYLE_BOLD, "triage");
    if (m->is_readonly)
        frame_put(f, 0, 8, f->columns, STYLE_WARN, _(" · read-only"));
    frame_put_right(f, 0, 9, f->columns - 2, STYLE_DIM, str_get(&text));
    str_release(&text);
}

/* ---- row 2: the phases ---- */

struct phase_state {
    bool is_there, is_entered, is_deferred;
};

/* The phase of a step of this flow, or NULL: it is another flow's. */
static struct phase_state *state_of(const struct model *m, const char *step, struct phase_state states[N_PHASES])
{
    const struct flow_step *s = step ? flow_find_step(m->flow, step) : NULL;
    return s ? &states[s->phase] : NULL;
}

/* Once over the steps, the visits and the deferrals: flows and incidents may be long. */
static void learn_phases(const struct model *m, struct phase_state states[N_PHASES])
{
    const struct incident *inc = m->incident;
    for (size_t i = 0; i < m->flow->n_steps; i++)
        states[m->flow->step[i].phase].is_there = true;
    for (size_t i = 0; i < inc->visits.n; i++) {
        struct phase_state *p = state_of(m, inc->visits.v[i].step, states);
        if (p)
            p->is_entered = true;
    }
    for (size_t i = 0; i < inc->deferrals.n; i++) {
        struct phase_state *p = inc->deferrals.v[i].how ? NULL : state_of(m, inc->deferrals.v[i].step, states);
        if (p)
            p->is_deferred = true;
    }
}

static int present_phase(const struct model *m)
{
    if (m->step && m->step->step)
        return (int)m->step->step->phase;
    return -1;
}

static const char *phase_glyph(const struct phase_state *p, bool is_present, unsigned *style)
{
    *style = is_present ? STYLE_BOLD : p->is_deferred ? STYLE_WARN : p->is_entered ? STYLE_GOOD : STYLE_DIM;
    return is_present ? "●" : p->is_deferred ? "⚑" : p->is_entered ? "✓" : "○";
}

static int phases_width(const struct phase_state states[N_PHASES])
{
    int width = 0;
    for (int p = 0; p < N_PHASES; p++)
        if (states[p].is_there)
            width += 4 + (int)utf8_columns(words_phase((enum phase)p), strlen(words_phase((enum phase)p)));
    return width;
}

/* The flow's id; of one that is called, behind that of the incident's own. */
static bool say_flow(const struct model *m, struct str *out)
{
    bool is_called = m->flow && m->step && m->step->path && strchr(m->step->path, '/');
    if (is_called)
        str_addf(out, "%s / ", m->incident->flow);
    if (m->flow)
        str_add(out, m->flow->id);
    return is_called;
}

static void paint_phases(const struct model *m, struct frame *f)
{
    struct phase_state states[N_PHASES] = {{0}};
    struct str flow = {0};
    int column = 2, present = present_phase(m), end = f->columns - 2;

    if (m->flow)
        learn_phases(m, states);
    bool is_called = say_flow(m, &flow); /* then it is said, whatever the phases have to be cut to */
    int id = (int)utf8_columns(str_get(&flow), flow.n);
    bool has_room = phases_width(states) < end - 4 - (is_called ? id : 0);
    for (int p = 0; p < N_PHASES; p++) {
        unsigned style;
        if (!states[p].is_there)
            continue;
        const char *glyph = phase_glyph(&states[p], p == present, &style);
        column = frame_put(f, 1, column, end, style, glyph) + 1;
        if (has_room || p == present)
            column = frame_put(f, 1, column, end,
                               p == present         ? STYLE_BOLD
                               : style == STYLE_DIM ? STYLE_DIM
                                                    : STYLE_PLAIN,
                               words_phase((enum phase)p)) +
                     (has_room ? 2 : 1);
    }
    if (id && column + id <= end)
        frame_put_right(f, 1, column, end, STYLE_DIM, str_get(&flow));
    str_release(&flow);
}

/* False: the page has no name of its own now. */
static bool paint_name(const struct view *v, const struct ui *ui, const struct model *m, struct frame *f)
{
    struct str name = {0}, right = {0};
    int end = f->columns - 2;
    if (v->name)
        v->name(ui, m, &name, &right);
    bool is_named = name.n > 0;
    char *rest = is_named ? strchr(name.s, '\t') : NULL; /* the page's name, a tab, and what else there is to say */
    if (rest)
        *rest++ = '\0';
    size_t name_length = strlen(str_get(&name));
    bool has_room = (int)(utf8_columns(str_get(&name), name_length) + utf8_columns(str_get(&right), right.n)) < end - 4;
    if (right.n && has_room)
        end = frame_put_right(f, 1, 2, end, STYLE_DIM, str_get(&right)) - 1;
    int column = frame_put(f, 1, 2, end, STYLE_BOLD, str_get(&name));
    if (rest)
        frame_put(f, 1, column + 2, end, STYLE_PLAIN, rest);
    str_release(&name);
    str_release(&right);
    return is_named;
}

void head_paint(const struct ui *ui, const struct model *m, struct frame *f)
{
    const struct view *v = view_of(ui_page(ui));
    if (v->page == PAGE_PALETTE)
        v = view_of(ui_page_below(ui));
    if (m->trial)
        paint_trial(m, f);
    else if (m->incident && v->page != PAGE_HOME)
        paint_incident(m, f);
    else
        paint_home(m, f);
    if (!paint_name(v, ui, m, f) && m->incident)
        paint_phases(m, f);
    frame_rule(f, 2);
}
