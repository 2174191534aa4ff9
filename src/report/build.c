/* build: a report from its source, section by section, and back to nothing. */
#include "report/collect.h"

const char *const report_milestone_names[N_MILESTONES] = {
    [MILESTONE_BEGAN] = "began",         [MILESTONE_ALERT] = "alert",       [MILESTONE_OPENED] = "opened",
    [MILESTONE_MITIGATED] = "mitigated", [MILESTONE_RESOLVED] = "resolved", [MILESTONE_CLOSED] = "closed",
};

const char *const report_words_names[N_WORDS] = {
    [WORDS_SUMMARY] = "summary",       [WORDS_IMPACT] = "impact",       [WORDS_TRIGGER] = "trigger",
    [WORDS_ROOT_CAUSE] = "root_cause", [WORDS_DETECTION] = "detection", [WORDS_LESSONS] = "lessons",
};

static void (*const collectors[])(struct collector *c) = {
    collect_places,  collect_header, collect_moments, collect_people,    collect_values, collect_timeline, collect_words, collect_answers,
    collect_causes,  collect_fixes,  collect_runs,    collect_outputs,   collect_deferrals, collect_passed, collect_evidence,
};

struct report *report_build(const struct report_source *source)
{
    struct report *r = mem_alloc(sizeof *r);
    struct collector c = {.source = source, .inc = source->incident, .r = r};
    for (size_t i = 0; i < sizeof collectors / sizeof *collectors; i++)
        collectors[i](&c);
    map_release(&c.place_by_step);
    map_release(&c.input_at);
    vec_release(&c.places);
    return r;
}

static void free_causes(struct report_causes *causes)
{
    for (size_t i = 0; i < causes->n; i++)
        vec_release(&causes->v[i].moves);
    vec_release(causes);
}

static void free_lists(struct report *r)
{
    free_causes(&r->causes);
    for (size_t i = 0; i < r->called.n; i++)
        free_causes(&r->called.v[i]);
    for (size_t i = 0; i < r->runs.n; i++)
        vec_release(&r->runs.v[i].names);
    for (size_t i = 0; i < r->outputs.n; i++)
        vec_release(&r->outputs.v[i].runs);
}

void report_free(struct report *r)
{
    if (!r)
        return;
    free_lists(r);
    vec_release(&r->spans);
    vec_release(&r->people);
    vec_release(&r->inputs);
    vec_release(&r->facts);
    vec_release(&r->timeline);
    vec_release(&r->updates);
    vec_release(&r->answers);
    vec_release(&r->called);
    vec_release(&r->runs);
    vec_release(&r->fixes);
    vec_release(&r->statuses);
    vec_release(&r->relapses);
    vec_release(&r->deferrals);
    vec_release(&r->passed);
    vec_release(&r->items);
    vec_release(&r->pins);
    vec_release(&r->articles);
    vec_release(&r->outputs);
    arena_release(&r->arena);
    mem_free(r);
}

bool report_is_to_write(const struct report *r, enum report_words words)
{
    if (r->words[words].text)
        return false;
    switch (words) {
    case WORDS_SUMMARY:
    case WORDS_IMPACT:
    case WORDS_ROOT_CAUSE: return true;
    case WORDS_LESSONS: return r->status == STATUS_RESOLVED || r->status == STATUS_CLOSED;
    case WORDS_TRIGGER:
    case WORDS_DETECTION:
    case N_WORDS: break;
    }
    return false;
}
