/* show_changes: what changed, most suspect first, beside the errors. */
#include <string.h>

#include "app/parts.h"
#include "app/see.h"
#include "app/show.h"
#include "base/i18n.h"

/* ---- what they are measured against ------------------------------------------------------------------------------------- */

static void add_trace_files(struct show *w, const struct log_finding *log, struct change_case *against)
{
    const char **all = arena_array(&w->changes_arena, against->n_trace_files + log->n_trace_files + 1, sizeof *all);
    size_t n = 0;
    for (size_t i = 0; i < against->n_trace_files; i++)
        all[n++] = against->trace_file[i];
    for (size_t i = 0; i < log->n_trace_files; i++)
        all[n++] = log->trace_file[i];
    against->trace_file = all;
    against->n_trace_files = n;
}

/* Of two looks, the one whose onset is known; then the one of more requests, where an onset is best told. */
static bool is_better(const struct log_finding *a, const struct log_finding *b)
{
    if (a->onset.is_found != b->onset.is_found)
        return a->onset.is_found;
    return a->requests > b->requests;
}

/* The onset of the best look, the files that any trace names, and the service at hand. An earlier visit's are of another time. */
static const struct log_finding *fill_case(struct show *w, struct change_case *against)
{
    struct session *s = w->session;
    const struct log_finding *shown = NULL;
    *against = (struct change_case){.onset = TIME_NONE, .host = s->host};
    for (size_t i = s->inc->runs.n; i-- > 0;) {
        const struct run *run = &s->inc->runs.v[i];
        const struct log_finding *log = findings_counts(s, run) ? findings_log(&w->findings, s, run) : NULL;
        if (!log)
            continue;
        add_trace_files(w, log, against);
        if (!shown || is_better(log, shown))
            shown = log;
    }
    if (shown && shown->onset.is_found) {
        against->onset = shown->onset.at;
        against->onset_within = shown->onset.within;
    }
    const struct fact *service = incident_find_fact(s->inc, "service");
    if (service && service->value.kind == VALUE_TEXT && *service->value.text)
        against->service = service->value.text;
    return shown;
}

/* ---- rows ------------------------------------------------------------------------------------------------------------- */

static struct model_change row_of(struct show *w, const struct change *c, const struct change_suspect *suspect)
{
    struct model_change row = {.change = c, .why = suspect->why, .is_after = suspect->is_after};
    char distance[80] = "";
    change_distance(c, suspect, w->model.now, distance);
    row.distance = arena_strdup(&w->changes_arena, distance);
    row.id = arena_printf(&w->changes_arena, "change:%s", c->id ? c->id : c->what);
    row.ruling = incident_find_ruling(w->session->inc, row.id);
    return row;
}

static void fill_rows(struct show *w, const struct change_list *list, const struct change_case *against)
{
    size_t n = list->list.n, at = 0;
    struct change_suspect *suspect = arena_array(&w->changes_arena, n + 1, sizeof *suspect);
    struct model_change *row = arena_array(&w->changes_arena, n + 1, sizeof *row);
    change_rank(list, against, &w->changes_arena, suspect);
    for (int is_out = 0; is_out < 2; is_out++)
        for (size_t i = 0; i < n; i++) {
            row[at] = row_of(w, &list->list.v[suspect[i].change], &suspect[i]);
            at += (row[at].ruling != NULL) == is_out;
        }
    w->changes.row = row;
    w->changes.n = n;
}

/* The rollback that the flow has for what is suspected: the first fix of that phase. */
static const char *way_back(struct show *w)
{
    const struct flow *flow = w->model.flow;
    for (size_t i = 0; flow && i < flow->n_steps; i++) {
        const struct flow_step *step = &flow->step[i];
        char minutes[TIME_TEXT];
        if (!step->is_fix || step->phase != PHASE_ROLLBACK)
            continue;
        time_format_length(step->takes, minutes);
        return arena_printf(&w->changes_arena, _("step %s, about %s"), step->title, minutes);
    }
    return NULL;
}

/* The step that would look, where none has. */
static const struct flow_step *step_that_looks(const struct flow *flow)
{
    for (size_t i = 0; flow && i < flow->n_steps; i++)
        for (size_t k = 0; k < flow->step[i].n_probes; k++)
            if (flow->step[i].probe[k].kind == PROBE_CHANGES)
                return &flow->step[i];
    return NULL;
}

static void rank(struct show *w, const struct run *run, const struct change_list *list)
{
    struct change_case against;
    arena_release(&w->changes_arena);
    w->changes = (struct model_changes){.list = list, .onset = TIME_NONE};
    if (!list) {
        const struct flow_step *step = step_that_looks(w->model.flow);
        w->changes.step = step ? step->title : NULL;
        return;
    }
    w->changes.log = fill_case(w, &against);
    change_case_complete(&against, &list->asked);
    w->changes.onset = against.onset;
    w->changes.looked_at = run->ended ? run->ended : run->started;
    w->changes.way_back = way_back(w);
    fill_rows(w, list, &against);
}

/* What is kept of findings is what is asked for each time. */
static void ask_for_all(struct show *w)
{
    struct session *s = w->session;
    for (size_t i = 0; i < s->inc->runs.n; i++)
        if (findings_counts(s, &s->inc->runs.v[i]))
            (void)findings_log(&w->findings, s, &s->inc->runs.v[i]);
}

/* Thousands are not ranked at every key: anew when an event came or a look has found more, and with the minute, which
 * "12 min ago" goes by. */
void show_changes(struct show *w)
{
    const struct incident *inc = w->session->inc;
    if (!inc || w->session->is_away)
        return;
    const struct run *run = findings_newest(&w->findings, w->session, PROBE_CHANGES);
    const struct change_list *list = run ? findings_changes(&w->findings, w->session, run) : NULL;
    if (list)
        ask_for_all(w);
    struct reckoned now = {inc, inc->n_folds, inc->seq, w->model.now / TIME_MINUTE, w->model.flow, NULL};
    if (!reckoned_equal(&w->changes_of, &now) || w->changes_read != w->findings.n_read || w->changes.list != list)
        rank(w, run, list);
    w->changes_of = now;
    w->changes_read = w->findings.n_read;
    w->model.changes = &w->changes;
}

bool show_see_change(struct show *w, const char *id, struct err *e)
{
    int64_t run;
    w->output_run = 0; /* a refusal shows none */
    for (size_t i = 0; i < w->changes.n; i++)
        if (str_eq(w->changes.row[i].id, id)) {
            const struct run *found = findings_newest(&w->findings, w->session, PROBE_CHANGES);
            bool ok = see_change(w->session, w->changes.row[i].change, found ? found->host : NULL, &run, e);
            return ok && show_open_output(w, run);
        }
    return err_set(e, ERR_USAGE, _("That change is not in the list any more."));
}
