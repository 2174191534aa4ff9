/* step_answers: what there is to decide: answers, fixes, the checklist, ways on when a probe cannot. */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/step_own.h"
#include "ui/words.h"

/* Bytes of a reason that fit, whole facts where there is a comma between them. */
static size_t first_part(const char *text, size_t columns)
{
    size_t n = utf8_fit(text, strlen(text), columns);
    size_t comma = n, blank = n;
    while (comma > 0 && text[comma - 1] != ',')
        comma--;
    while (blank > 0 && text[blank - 1] != ' ')
        blank--;
    return comma ? comma : blank ? blank : n;
}

/* A reason too long for its line goes on in one more under its answer where there is room for that, or comes nearer to
 * its answer; w tells it whole. */
static void put_reason(struct sheet *s, int column, int column_min, const char *text)
{
    int wide = (int)utf8_columns(text, strlen(text));
    if (s->is_brief || column + wide <= s->width) {
        int near = s->width - wide > column_min ? s->width - wide : column_min;
        sheet_put(s, near < column ? near : column, STYLE_PLAIN, text);
        return;
    }
    size_t n = first_part(text, (size_t)(s->width - column));
    sheet_put(s, column, STYLE_PLAIN, sheet_keep(s, "%.*s", (int)n, text));
    sheet_line(s);
    sheet_put(s, column, STYLE_PLAIN, text + n + strspn(text + n, " "));
}

void step_put_proposed(struct sheet *s, const char *label, const char *because)
{
    int column_min = STEP_LABEL + (int)utf8_columns(label, strlen(label)) + 2;
    if (s->is_compact) {
        sheet_put(s, column_min < 24 ? 24 : column_min, STYLE_BOLD, _("~ proposed"));
        return;
    }
    int column = column_min < STEP_PROPOSED ? STEP_PROPOSED : column_min;
    if (because)
        put_reason(s, column, column_min, sheet_keep(s, _("~ proposed: %s"), because));
    else
        sheet_put(s, column, STYLE_PLAIN, _("~ proposed"));
}

/* ---- answers ---- */

static void put_given(const struct model *m, const struct answer_given *g, struct sheet *s)
{
    struct str text = {0};
    str_addf(&text, "✓ %s ", g->actor ? g->actor : "");
    words_clock(m, g->at, &text);
    if (g->is_stale)
        str_addf(&text, " · %s", _("on another path"));
    sheet_right(s, STEP_PROPOSED, STYLE_GOOD, str_get(&text));
    str_release(&text);
}

static void put_beside(const struct ui *ui, const struct model *m, const char *id, const char *label, bool is_first,
                       struct sheet *s)
{
    const struct answer_given *g = incident_find_answer(m->incident, m->step->path);
    const char *proposed = m->step->proposal.answer;
    bool is_given = g && !g->is_struck && strcmp(g->answer, id) == 0;
    (void)ui;
    if (proposed && strcmp(proposed, id) == 0)
        step_put_proposed(s, label, m->step->proposal.because);
    else if (is_first && m->step->waits && !s->is_compact)
        sheet_put(s, STEP_PROPOSED, STYLE_DIM, m->step->waits);
    else if (is_given)
        put_given(m, g, s);
}

static void build_unsure(const struct ui *ui, const struct model *m, const char *label, struct sheet *s)
{
    sheet_line(s);
    sheet_row(s, ROW_UNSURE, 0, 0);
    sheet_put(s, 2, STYLE_PLAIN, "0");
    sheet_put(s, STEP_LABEL, STYLE_PLAIN, label);
    if (m)
        put_beside(ui, m, "unsure", label, false, s);
}

static void build_go_on(const struct model *m, struct sheet *s)
{
    const struct flow_step *step = m->step->step;
    const struct flow_step *next = step->next >= 0 ? &m->flow->step[step->next] : NULL;
    sheet_line(s);
    sheet_numbered(s, ROW_GO_ON, 0);
    if (step->outcome != OUTCOME_NONE)
        sheet_putf(s, STEP_LABEL, STYLE_PLAIN, _("Finish: %s"), outcome_name(step->outcome));
    else if (next)
        sheet_putf(s, STEP_LABEL, STYLE_PLAIN, _("Go on: %s"), next->title);
    else
        sheet_put(s, STEP_LABEL, STYLE_PLAIN, _("Finish: nothing is below"));
}

/* A step that calls a flow is entered first of all; answering for it by hand is the other way. */
static void build_call(const struct flow_step *step, struct sheet *s)
{
    sheet_line(s);
    sheet_numbered(s, ROW_GO_ON, 0);
    sheet_putf(s, STEP_LABEL, STYLE_PLAIN, _("Open the flow %s"), step->call);
    sheet_space(s);
}

void step_build_answers(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct flow_step *step = m->step->step;
    const char *unsure = _("Not sure");

    if (step->n_answers == 0) {
        build_go_on(m, s);
        return;
    }
    if (step->call)
        build_call(step, s);
    if (step->ask && !s->is_compact) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_BOLD, step->ask);
    }
    for (size_t i = 0; i < step->n_answers; i++) {
        const struct flow_answer *a = &step->answer[i];
        if (strcmp(a->id, "unsure") == 0) {
            unsure = a->label;
            continue;
        }
        sheet_line(s);
        sheet_numbered(s, ROW_ANSWER, (int64_t)i);
        sheet_put(s, STEP_LABEL, STYLE_PLAIN, a->label);
        put_beside(ui, m, a->id, a->label, i == 0, s);
    }
    build_unsure(ui, m, unsure, s);
}

void step_build_without(struct sheet *s)
{
    if (s->lines.n && !vec_last(&s->lines)->first)
        s->lines.n--; /* it belongs to what stands above it */
    sheet_line(s);
    sheet_row(s, ROW_CANNOT, 3, -1);
    sheet_put(s, STEP_LABEL, STYLE_DIM, _("Answer without looking"));
}

/* ---- fixes ---- */

enum { DIGITS = 8 }; /* the ninth is for escalating */

static void put_way_back(const struct model_fix *fix, struct sheet *s)
{
    static const char *const words[] = {[FIX_UNDO] = N_("✓ undo"),
                                        [FIX_BY_HAND] = N_("by hand"),
                                        [FIX_NO_UNDO] = N_("✗ cannot be undone"),
                                        [FIX_OTHER_FLOW] = N_("another flow"),
                                        [FIX_UNDO_UNKNOWN] = N_("? undo unknown")};
    if (fix->not_now)
        sheet_putf(s, 57, STYLE_DIM, "✗ %s", fix->not_now);
    else
        sheet_put(s, 57,
                  fix->way_back == FIX_UNDO      ? STYLE_GOOD
                  : fix->way_back == FIX_NO_UNDO ? STYLE_BAD
                                                 : STYLE_PLAIN,
                  _(words[fix->way_back]));
}

static void put_length(struct sheet *s, int64_t takes)
{
    struct str text = {0};
    words_short(takes, &text);
    sheet_right(s, 46, STYLE_PLAIN, str_get(&text));
    sheet_end(s, 54);
    str_release(&text);
}

static void build_fix(const struct model_fix *fix, size_t i, bool knows_causes, struct sheet *s)
{
    char share[8];
    sheet_line(s);
    if (i < DIGITS)
        sheet_numbered(s, ROW_FIX, (int64_t)i);
    else
        sheet_row(s, ROW_FIX, (int64_t)i, -1);
    sheet_put(s, STEP_LABEL, fix->not_now ? STYLE_DIM : STYLE_PLAIN, fix->title);
    sheet_end(s, s->is_compact ? s->width - 5 : knows_causes ? 39 : 44);
    diagnosis_format_share(fix->helps, share);
    if (knows_causes)
        sheet_right(s, 35, STYLE_BOLD, share);
    sheet_end(s, s->is_compact ? s->width : 45);
    if (s->is_compact)
        return;
    put_length(s, fix->takes);
    put_way_back(fix, s);
}

void step_build_fixes(const struct model *m, struct sheet *s)
{
    for (size_t i = 0; i < m->step->n_fixes; i++)
        build_fix(&m->step->fix[i], i, m->flow->n_causes > 0, s);
    sheet_space(s);
    sheet_line(s);
    sheet_numbered(s, ROW_ESCALATE, 0);
    if (m->flow->escalate.to)
        sheet_putf(s, STEP_LABEL, STYLE_PLAIN, _("Escalate to %s"), m->flow->escalate.to);
    else
        sheet_put(s, STEP_LABEL, STYLE_PLAIN, _("Escalate"));
    if (!s->is_compact) {
        put_length(s, m->flow->escalate.takes);
        sheet_put(s, 57, STYLE_DIM, _("E, from any page"));
    }
    build_unsure(NULL, NULL, _("Not sure"), s);
}

/* ---- the checklist ---- */

void step_build_item(const struct model *m, size_t i, const char *words, struct sheet *s)
{
    const struct names *items = &m->step->step->items;
    bool is_on = incident_is_ticked(m->incident, m->step->path, items->v[i]);
    sheet_line(s);
    sheet_row(s, ROW_ITEM, (int64_t)i, -1);
    vec_last(&s->lines)->is_place = !is_on;
    sheet_put(s, 2, is_on ? STYLE_GOOD : STYLE_PLAIN, is_on ? "✓" : "○");
    sheet_wrap(s, STEP_LABEL, s->width < 74 ? s->width : 74, is_on ? STYLE_DIM : STYLE_PLAIN, words, true);
}

void step_build_items(const struct model *m, struct sheet *s)
{
    const struct names *items = &m->step->step->items;
    for (size_t i = 0; i < items->n; i++)
        step_build_item(m, i, items->v[i], s);
    if (items->n)
        sheet_space(s);
}

/* ---- when a probe cannot ---- */

bool step_cannot(const struct model *m)
{
    const struct flow_step *step = m->step->step;
    if (m->step->n_cannot == 0 || m->step->n_cannot < step->n_probes || step_missing_field(m) >= 0)
        return false;
    for (size_t i = 0; i < step->n_probes; i++) {
        const struct run *r = step_run(m, step->probe[i].id, true);
        if (r && r->is_reported)
            return false;
    }
    return true;
}

void step_build_cannot(const struct model *m, struct sheet *s)
{
    static const struct {
        const char *label, *detail;
    } ways[] = {
        {N_("Type what you find elsewhere"), N_("o; one fact is enough")},
        {N_("Take another value"), "="},
        {N_("Defer this step"), "d"},
        {N_("Answer without it"), N_("shows the answers")},
    };
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, _("What now?"));
    for (int i = 0; i < 4; i++) {
        sheet_line(s);
        sheet_numbered(s, ROW_CANNOT, i);
        sheet_put(s, STEP_LABEL, STYLE_PLAIN, _(ways[i].label));
        sheet_put(s, STEP_PROPOSED, STYLE_DIM, ways[i].detail[1] ? _(ways[i].detail) : ways[i].detail);
    }
    const char *elsewhere = m->step->cannot[0].elsewhere;
    if (!elsewhere || s->is_compact)
        return;
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, STYLE_DIM, _("Elsewhere"));
    sheet_put(s, 14, STYLE_PLAIN, _("on a host that can; y copies it:"));
    step_put_command(s, elsewhere, 2);
}
