/* step_probes: what is looked at: to come, running, found, or what became of a command whose end nobody saw. */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "incident/why.h"
#include "ui/step_looked.h"
#include "ui/step_own.h"
#include "ui/words.h"

enum { NAME_MIN = 8, NAME_MAX = 16, BAR_WIDTH = 40 };

static int64_t entered_at(const struct model *m)
{
    for (size_t i = m->incident->visits.n; i > 0; i--)
        if (strcmp(m->incident->visits.v[i - 1].step, m->step->path) == 0)
            return m->incident->visits.v[i - 1].seq;
    return 0;
}

const struct run *step_run(const struct model *m, const char *id, bool this_visit_only)
{
    const struct run *r = incident_last_run(m->incident, m->step->path, id);
    return r && (!this_visit_only || r->seq > entered_at(m)) ? r : NULL;
}

const struct model_live *step_live(const struct model *m, int64_t run)
{
    for (size_t i = 0; i < m->n_live; i++)
        if (m->live[i].run == run)
            return &m->live[i];
    return NULL;
}

bool step_has_run(const struct model *m)
{
    const struct flow_step *step = m->step->step;
    for (size_t i = 0; i < step->n_probes; i++)
        if (step_run(m, step->probe[i].id, true))
            return true;
    return false;
}

int step_text_column(const struct model *m)
{
    const struct flow_step *step = m->step->step;
    size_t widest = NAME_MIN - 2;
    for (size_t i = 0; i < step->n_probes; i++)
        widest = strlen(step->probe[i].id) > widest ? strlen(step->probe[i].id) : widest;
    for (size_t i = 0; i < step->n_actions; i++)
        widest = strlen(step->action[i].id) > widest ? strlen(step->action[i].id) : widest;
    if (step->n_inputs) /* under the values of the form */
        return STEP_VALUE;
    return STEP_LABEL + (int)(widest > NAME_MAX ? NAME_MAX : widest) + 2;
}

void step_put_name(struct sheet *s, int column, unsigned style, const char *glyph, const char *id)
{
    sheet_put(s, 2, style, glyph);
    sheet_put(s, STEP_LABEL, STYLE_PLAIN, id);
    sheet_end(s, column - 1);
}

static const char *field_of(const struct flow_probe *p, const char *name)
{
    for (size_t i = 0; i < p->n_fields; i++)
        if (str_eq(p->field[i].name, name) && p->field[i].value.n)
            return p->field[i].value.v[0];
    return NULL;
}

/* "GET $url, 20 times, beside $staging_url" */
static void describe_http(const struct flow_probe *p, struct str *out)
{
    const char *method = field_of(p, "method"), *url = field_of(p, "url"), *repeat = field_of(p, "repeat"), *other = field_of(p, "compare.url");
    struct str text = {0}, more = {0};
    str_addf(&text, "%s %s", method ? method : "GET", url ? url : "");
    if (repeat)
        str_addf(&more, _("%s, %s times"), str_get(&text), repeat);
    else
        str_add(&more, str_get(&text));
    if (other)
        str_addf(out, _("%s, beside %s"), str_get(&more), other);
    else
        str_add(out, str_get(&more));
    str_release(&text);
    str_release(&more);
}

/* What a probe is, in a line, before it ran. */
static void describe_probe(const struct flow_probe *p, struct str *out)
{
    if (p->kind == PROBE_HTTP) {
        describe_http(p, out);
        return;
    }
    if (p->kind == PROBE_RUN) {
        const char *line;
        size_t n;
        flow_command_says(p->run, &line, &n);
        str_add_n(out, line, n);
        return;
    }
    str_add(out, probe_kind_name(p->kind));
    for (size_t i = 0; i < p->n_fields && i < 2; i++) {
        str_addf(out, " %s", p->field[i].name);
        for (size_t j = 0; j < p->field[i].value.n; j++)
            str_addf(out, " %s", p->field[i].value.v[j]);
    }
}

static void describe_placed(const struct model *m, size_t i, struct str *out)
{
    const char *host = m->step->host ? m->step->host[i] : NULL;
    struct str text = {0};
    describe_probe(&m->step->step->probe[i], &text);
    if (host)
        str_addf(out, _("on %s: %s"), host, str_get(&text));
    else
        str_add(out, str_get(&text));
    str_release(&text);
}

/* ---- running ---- */

static double live_share(const struct model *m, const struct model_live *live)
{
    if (live->share >= 0)
        return live->share > 1 ? 1 : live->share;
    double share = live->timeout > 0 ? (double)(m->now - live->started) / (double)live->timeout : 0;
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

static void put_live(const struct model *m, const struct model_live *live, int column, struct sheet *s)
{
    struct str text = {0}, most = {0}, run = {0};
    if (live->share >= 0)
        str_addf(&text, "%d%% · ", (int)(live_share(m, live) * 100));
    words_short(live->timeout, &most);
    words_short(m->now - live->started, &run);
    str_addf(&text, _("%s of at most %s"), str_get(&run), str_get(&most));
    if (live->bytes) {
        str_add(&text, " · ");
        words_bytes(live->bytes, &text);
    }
    sheet_put(s, column, STYLE_PLAIN, str_get(&text));
    if (!s->is_compact && s->squeeze < 3) {
        if (live->share >= 0 || live == m->live) {
            sheet_line(s);
            sheet_bar(s, column, BAR_WIDTH, live_share(m, live));
        }
        if (live->newest) {
            sheet_line(s);
            sheet_put(s, column, STYLE_DIM, live->newest);
        }
    }
    str_release(&text);
    str_release(&most);
    str_release(&run);
}

/* ---- ended ---- */

/* Did it find what it should? The author's `expect` said so in the fact passed. */
static bool has_failed(const struct model *m, const struct run *r)
{
    char name[80];
    if (r->is_reported && r->kind == RUN_ACTION)
        return r->exit_status != 0; /* as a person said it; the fact may be of an earlier run */
    snprintf(name, sizeof name, "%.64s.passed", r->id);
    const struct fact *f = step_fact(m, name);
    return f && f->value.kind == VALUE_FLAG && !f->value.flag;
}

/* What a person said of it: whether it printed what it should is not known. */
static const char *glyph_of_verdict(const char *verdict, unsigned *style)
{
    bool is_good = str_eq(verdict, "took_effect"), is_bad = str_eq(verdict, "no_effect");
    *style = is_good ? STYLE_GOOD : is_bad ? STYLE_BAD : STYLE_WARN;
    return is_good ? "✓" : is_bad ? "✗" : "?";
}

const char *step_run_glyph(const struct model *m, const struct run *r, unsigned *style)
{
    if (r->outcome == RUN_UNKNOWN && r->verdict && r->kind != RUN_PROBE)
        return glyph_of_verdict(r->verdict, style);
    bool is_odd = r->outcome == RUN_UNKNOWN && !r->verdict;
    bool is_bad =
        r->outcome == RUN_TIMED_OUT || r->outcome == RUN_CANCELLED || r->outcome == RUN_NOT_STARTED || has_failed(m, r);
    *style = r->outcome == RUN_RUNNING ? STYLE_BOLD : is_odd ? STYLE_WARN : is_bad ? STYLE_BAD : STYLE_GOOD;
    return r->outcome == RUN_RUNNING ? "●" : is_odd ? "?" : is_bad ? "✗" : "✓";
}

/* What became of a run whose end nobody saw, as a person says it. */
const struct step_verdict step_verdicts[N_VERDICTS] = {{"took_effect", N_("It took effect")},
                                                       {"in_part", N_("Only in part")},
                                                       {"no_effect", N_("It did not; the step starts again")}};

static const char *verdict_of(const struct run *r)
{
    for (int i = 0; i < N_VERDICTS && r->verdict; i++)
        if (strcmp(r->verdict, step_verdicts[i].id) == 0)
            return _(step_verdicts[i].words);
    return NULL;
}

/* Of many samples what they amount to, not what the last one printed. */
static void soak_of(const struct run *r, struct str *out)
{
    char median[TIME_TEXT];
    if (r->outcome != RUN_EXITED)
        str_addf(out, "%s. ", words_outcome(r->outcome));
    soak_say_result(&r->soak, out);
    if (!r->soak.samples)
        return;
    time_format_length(r->soak.median, median);
    str_add(out, ", ");
    str_addf(out, _("median %s"), median);
}

static void finding_of(const struct run *r, struct str *out)
{
    char took[TIME_TEXT];
    const char *verdict = r->outcome == RUN_UNKNOWN ? verdict_of(r) : NULL;
    if (verdict) {
        str_add(out, verdict);
        return;
    }
    if (r->is_soak) {
        soak_of(r, out);
        return;
    }
    bool says_why = (r->outcome == RUN_NOT_STARTED || r->outcome == RUN_UNKNOWN) && r->why && r->why[0];
    if (r->outcome != RUN_EXITED && r->outcome != RUN_RUNNING && !says_why)
        str_addf(out, "%s. ", words_outcome(r->outcome));
    if (r->why && r->why[0])
        why_show(r->why, out);
    else if (r->summary && r->summary[0])
        str_add(out, r->summary);
    if (out->n)
        return;
    time_format_length(r->ended - r->started, took);
    str_addf(out, _("exit %d after %s"), (int)r->exit_status, took);
}

static void put_when(const struct model *m, const struct run *r, struct sheet *s)
{
    struct str text = {0};
    if (r->is_reported)
        str_add(&text, _("typed"));
    else if (r->ended)
        words_clock(m, r->ended, &text);
    sheet_right(s, 60, STYLE_DIM, str_get(&text));
    str_release(&text);
}

static void put_ended(const struct model *m, const struct run *r, int column, struct sheet *s)
{
    struct str text = {0};
    finding_of(r, &text);
    size_t wide = utf8_columns(str_get(&text), text.n);
    if (s->is_compact) {
        sheet_put(s, column, STYLE_PLAIN, str_get(&text));
    } else {
        bool is_short = (int)wide + column < s->width - 10;
        size_t before = s->lines.n;
        sheet_wrap(s, column, s->width, r->outcome == RUN_EXITED ? STYLE_BOLD : STYLE_PLAIN, str_get(&text), true);
        for (size_t i = before; i < s->lines.n; i++) /* the fact comes first, and only it is bold */
            s->lines.v[i].last->style = STYLE_PLAIN;
        size_t most = s->squeeze < 3 ? 2 : 0;
        if (s->lines.n > before + most)
            s->lines.n = before + most; /* all of it is one Enter away */
        if (is_short)
            put_when(m, r, s);
    }
    str_release(&text);
}

void step_put_run(const struct model *m, const struct run *r, int column, struct sheet *s)
{
    const struct model_live *live = step_live(m, r->seq);
    const struct model_looked *found = step_looked(m, r->seq);
    if (live && live->probe)
        step_put_soak(m, live, column, s);
    else if (live && found && found->log)
        step_put_looking(m, live, found, column, s);
    else if (found && !r->is_soak) /* of many samples the last one is not the finding */
        step_put_looked(m, found, column, s);
    else if (live)
        put_live(m, live, column, s);
    else if (r->outcome == RUN_RUNNING)
        sheet_put(s, column, STYLE_PLAIN, _("still running, started from another terminal"));
    else
        put_ended(m, r, column, s);
}

static void build_probe(const struct model *m, const struct flow_probe *p, size_t i, struct sheet *s)
{
    const struct run *r = step_run(m, p->id, true);
    int column = step_text_column(m);
    struct str text = {0};
    unsigned style = STYLE_PLAIN;

    sheet_line(s);
    sheet_row(s, ROW_PROBE, (int64_t)i, -1);
    vec_last(&s->lines)->is_place = r != NULL;
    if (!r) {
        step_put_name(s, column, STYLE_PLAIN, "○", p->id);
        describe_placed(m, i, &text);
        sheet_put(s, column, STYLE_DIM, str_get(&text));
        if (vec_last(&s->lines)->last->column == column)
            sheet_end(s, s->width - 14);
        sheet_right(s, s->width - 12, STYLE_DIM, _("r runs it"));
    } else {
        const char *glyph = step_run_glyph(m, r, &style);
        step_put_name(s, column, style, glyph, p->id);
        step_put_run(m, r, column, s);
    }
    str_release(&text);
}

static void build_look(const struct model *m, struct sheet *s)
{
    const struct flow_step *step = m->step->step;
    int column = step_text_column(m);
    sheet_line(s);
    sheet_row(s, ROW_LOOK, 0, -1);
    vec_last(&s->lines)->is_place = true;
    sheet_put(s, 2, STYLE_PLAIN, "○");
    sheet_put(s, STEP_LABEL, STYLE_BOLD, _("Look now"));
    sheet_putf(s, STEP_VALUE, STYLE_DIM,
               ngettext("%zu probe, read-only", "%zu probes, read-only", (unsigned long)step->n_probes), step->n_probes);
    for (size_t i = 0; i < step->n_probes && !s->is_compact && s->squeeze < 2; i++) {
        struct str text = {0};
        sheet_line(s);
        sheet_put(s, STEP_LABEL, STYLE_DIM, step->probe[i].id);
        describe_placed(m, i, &text);
        sheet_put(s, column < STEP_VALUE ? STEP_VALUE : column, STYLE_DIM, str_get(&text));
        str_release(&text);
    }
}

void step_build_probes(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct flow_step *step = m->step->step;
    if (step->n_probes == 0)
        return;
    if (!step_has_run(m))
        build_look(m, s);
    bool is_tight = s->is_compact && s->squeeze > 0;
    for (size_t i = 0; i < step->n_probes && step_has_run(m); i++)
        if (!is_tight || (ui_place_const(ui)->at.kind == ROW_PROBE ? (size_t)ui_place_const(ui)->at.key == i : i == 0))
            build_probe(m, &step->probe[i], i, s);
    sheet_space(s);
    if (!s->is_compact && s->squeeze < 2)
        step_build_passes_if(m, s);
}
