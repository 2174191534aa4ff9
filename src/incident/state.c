/* state: holding it, letting it go, and the questions that others ask of it. */
#include "incident/state.h"

#include <string.h>

#include "base/i18n.h"

void incident_init(struct incident *inc)
{
    memset(inc, 0, sizeof *inc);
}

void incident_release(struct incident *inc)
{
    for (size_t i = 0; i < inc->steps.n; i++)
        vec_release(&inc->steps.v[i].found);
    vec_release(&inc->facts);
    vec_release(&inc->answers);
    vec_release(&inc->runs);
    vec_release(&inc->fixes);
    vec_release(&inc->deferrals);
    vec_release(&inc->approvals);
    vec_release(&inc->rulings);
    vec_release(&inc->pins);
    vec_release(&inc->added);
    vec_release(&inc->alerts);
    vec_release(&inc->learned);
    vec_release(&inc->visits);
    vec_release(&inc->events);
    vec_release(&inc->steps);
    vec_release(&inc->path);
    vec_release(&inc->open_runs);
    vec_release(&inc->open_questions);
    name_set_release(&inc->ticked);
    name_set_release(&inc->skipped);
    map_release(&inc->fact_by_name);
    map_release(&inc->step_by_name);
    map_release(&inc->run_by_name);
    map_release(&inc->ruling_by_cause);
    arena_release(&inc->arena);
    memset(inc, 0, sizeof *inc);
}

const struct fact *incident_find_fact(const struct incident *inc, const char *name)
{
    uint32_t at = map_find(&inc->fact_by_name, name);
    return at == MAP_ABSENT ? NULL : &inc->facts.v[at];
}

struct value incident_value(const struct incident *inc, const char *name)
{
    const struct fact *f = incident_find_fact(inc, name);
    return f ? f->value : value_unknown();
}

const struct step_record *incident_find_step(const struct incident *inc, const char *step)
{
    uint32_t at = step ? map_find(&inc->step_by_name, step) : (uint32_t)MAP_ABSENT;
    return at == MAP_ABSENT ? NULL : &inc->steps.v[at];
}

const struct answer_given *incident_find_answer(const struct incident *inc, const char *step)
{
    const struct step_record *s = incident_find_step(inc, step);
    return s && s->answer >= 0 ? &inc->answers.v[s->answer] : NULL;
}

bool incident_is_ticked(const struct incident *inc, const char *step, const char *item)
{
    struct str key = {0};
    str_addf(&key, "%s\n%s", step, item);
    bool is_on = name_set_has(&inc->ticked, key.s);
    str_release(&key);
    return is_on;
}

const struct ruling *incident_find_ruling(const struct incident *inc, const char *cause)
{
    uint32_t at = map_find(&inc->ruling_by_cause, cause);
    return at != MAP_ABSENT && inc->rulings.v[at].is_on ? &inc->rulings.v[at] : NULL;
}

bool incident_is_ruled_out(const struct incident *inc, const char *cause)
{
    return incident_find_ruling(inc, cause) != NULL;
}

const struct ruling *incident_find_pin(const struct incident *inc, const char *cause)
{
    for (size_t i = 0; i < inc->pins.n; i++)
        if (inc->pins.v[i].is_on && str_eq(inc->pins.v[i].cause, cause))
            return &inc->pins.v[i];
    return NULL;
}

const struct learned_counts *incident_find_learned(const struct incident *inc, const char *flow)
{
    for (size_t i = 0; i < inc->learned.n; i++)
        if (str_eq(inc->learned.v[i].flow, flow))
            return &inc->learned.v[i];
    return NULL;
}

const struct event *incident_event(const struct incident *inc, int64_t seq)
{
    return &inc->events.v[seq - 1];
}

enum fix_verdict incident_fix_verdict(const struct incident *inc, const char *step)
{
    const struct step_record *s = incident_find_step(inc, step);
    return s && s->fix >= 0 ? inc->fixes.v[s->fix].verdict : FIX_NO_VERDICT;
}

const char *incident_step_before(const struct incident *inc)
{
    return inc->path.n < 2 ? NULL : inc->steps.v[inc->path.v[inc->path.n - 2]].step;
}

size_t incident_n_blocking(const struct incident *inc)
{
    return inc->n_blocking;
}

size_t incident_n_left(const struct incident *inc)
{
    return inc->n_left;
}

bool deferral_is_left(const struct deferral *d)
{
    return !d->how || str_eq(d->how, "handed_over");
}

bool incident_is_complete_but_deferred(const struct incident *inc)
{
    return inc->status >= STATUS_MITIGATED && inc->n_left && !inc->open_questions.n;
}

size_t incident_n_running(const struct incident *inc)
{
    return inc->open_runs.n;
}

size_t incident_n_unsettled(const struct incident *inc)
{
    return inc->open_questions.n;
}

const struct deferral *incident_find_deferral(const struct incident *inc, int64_t seq)
{
    size_t low = 0, high = inc->deferrals.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (inc->deferrals.v[middle].seq < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low < inc->deferrals.n && inc->deferrals.v[low].seq == seq ? &inc->deferrals.v[low] : NULL;
}

/* ---- the undo list --------------------------------------------------------------------------------------------------- */
bool incident_is_in_effect(const struct run *run)
{
    if (run->kind != RUN_ACTION || run->undoes || run->undone_by || str_eq(run->verdict, "no_effect"))
        return false;
    return run->outcome != RUN_RUNNING && run->outcome != RUN_NOT_STARTED;
}

size_t incident_undo_list(const struct incident *inc, const struct run **list, size_t max)
{
    size_t n = 0;
    for (size_t i = inc->runs.n; i-- > 0 && n < max;)
        if (incident_is_in_effect(&inc->runs.v[i]))
            list[n++] = &inc->runs.v[i];
    return n;
}

size_t incident_n_undoable(const struct incident *inc)
{
    size_t n = 0;
    for (size_t i = 0; i < inc->runs.n; i++)
        n += incident_is_in_effect(&inc->runs.v[i]) && !str_blank(inc->runs.v[i].undo);
    return n;
}

/* ---- words of the format ---------------------------------------------------------------------------------------------- */
static const char *const status_words[] = {
    [STATUS_OPEN] = "open", [STATUS_MITIGATED] = "mitigated", [STATUS_RESOLVED] = "resolved", [STATUS_CLOSED] = "closed"};
static const char *const outcome_words[] = {
    [RUN_RUNNING] = "running",     [RUN_EXITED] = "exited",           [RUN_TIMED_OUT] = "timed_out",
    [RUN_CANCELLED] = "cancelled", [RUN_NOT_STARTED] = "not_started", [RUN_UNKNOWN] = "unknown"};

static int place_of_word(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; word && i < n; i++)
        if (strcmp(words[i], word) == 0)
            return (int)i;
    return -1;
}

const char *status_name(enum incident_status s)
{
    return status_words[s];
}

const char *status_word(enum incident_status s)
{
    static const char *const words[] = {
        [STATUS_OPEN] = N_("open"), [STATUS_MITIGATED] = N_("mitigated"), [STATUS_RESOLVED] = N_("resolved"), [STATUS_CLOSED] = N_("closed")};
    return _(words[s]);
}

bool status_parse(const char *s, enum incident_status *status)
{
    int i = place_of_word(s, status_words, sizeof status_words / sizeof *status_words);
    if (i >= 0)
        *status = (enum incident_status)i;
    return i >= 0;
}

const char *run_outcome_name(enum run_outcome o)
{
    return outcome_words[o];
}

bool run_outcome_parse(const char *s, enum run_outcome *o)
{
    int i = place_of_word(s, outcome_words, sizeof outcome_words / sizeof *outcome_words);
    if (i >= 0)
        *o = (enum run_outcome)i;
    return i >= 0;
}
