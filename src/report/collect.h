/* collect: how the model is filled, a section a function. For report_build alone. Text enters a report only through
 * collect_line and collect_text, which clean it. */
#ifndef REPORT_COLLECT_H
#define REPORT_COLLECT_H
#include "base/map.h"
#include "report/model.h"

struct collect_place { /* a step as the operator saw it */
    const char *title; /* cleaned */
    enum phase phase;  /* N_PHASES: unknown */
};

struct collector {
    const struct report_source *source;
    const struct incident *inc; /* source->incident */
    struct report *r;
    struct map place_by_step;
    VEC(struct collect_place) places;
    struct map input_at; /* names that were given, to tell them from what was found */
};

/* Copies into the report, cleaned: one line, or many. NULL and blank text give NULL. */
const char *collect_line(struct collector *c, const char *s);
const char *collect_text(struct collector *c, const char *s);

/* The step at a path ("scope", in a called flow "database/reach"), or NULL where no flow tells. */
const struct flow_step *collect_find_step(const struct collector *c, const char *path);
/* What the operator saw of it; without a record the flow's word, without a flow the path. */
struct collect_place collect_place(struct collector *c, const char *path);
/* The event of that number, or NULL. */
const struct event *collect_find_event(const struct collector *c, int64_t seq);

void collect_places(struct collector *c); /* first: the others ask for titles */
void collect_header(struct collector *c);
void collect_moments(struct collector *c); /* milestones and the spans between them */
void collect_people(struct collector *c);
void collect_values(struct collector *c);
void collect_timeline(struct collector *c); /* after the moments */
void collect_words(struct collector *c);
void collect_answers(struct collector *c);
void collect_causes(struct collector *c);
void collect_fixes(struct collector *c);
void collect_runs(struct collector *c);
void collect_outputs(struct collector *c); /* after the runs */
void collect_deferrals(struct collector *c);
void collect_passed(struct collector *c);
void collect_evidence(struct collector *c); /* pins, action items, articles */
#endif
