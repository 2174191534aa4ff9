/* chart: a flow as something to draw: its steps in the lanes of their phases, and where each leads. Ways that end at the
 * same place are one, with the words of all the answers that take it. Built by chart_build from a flow that outlives it;
 * every text in it is cleaned (text/clean), one line, and still to be escaped for the format that it is drawn in. */
#ifndef DRAW_CHART_H
#define DRAW_CHART_H
#include "base/vec.h"
#include "flow/flow.h"

enum chart_word_kind {
    CHART_ANSWER,
    CHART_UNSURE, /* "not sure", where the author wrote no answer for it */
    CHART_ON,     /* there is nothing to answer */
    CHART_PASSED, /* the step is passed over, its condition does not hold */
    CHART_FIX,    /* a fix is chosen, or handing over instead */
};

struct chart_word {
    enum chart_word_kind kind;
    const char *id, *text; /* of an answer: its id as written, and its label; else NULL */
    size_t n_taken;        /* how often the incident went this way */
};

struct chart_way {
    int to;               /* index of a step; -1: it ends there, or, with OUTCOME_NONE, nothing is below */
    enum outcome outcome;
    VEC(struct chart_word) words;
    size_t n_taken;
};

struct chart_step {
    const struct flow_step *step;
    const char *id, *title, *call, *when; /* call, when: NULL where there is none */
    VEC(struct chart_way) ways;           /* in the order of the answers */
    bool lists_fixes;     /* besides, it leads to every fix of the chart */
    size_t n_visits;      /* of the incident */
    size_t n_chosen;      /* how often the incident chose this fix from the list */
    bool is_here;         /* the incident stands there */
};

struct chart {
    struct arena arena;
    const struct flow *flow;
    const char *id, *title;
    VEC(struct chart_step) steps; /* in the order of the flow */
    VEC(int) fixes;               /* those that are listed, where any step lists them */
    size_t n_lists;               /* steps that list the fixes */
    bool has_walk;                /* the path of an incident is marked */
    const char *incident;         /* "INC-42", with a walk */
    VEC(const char *) path;       /* ids of the steps as they were entered */
    enum outcome outcome;         /* how the incident left this flow, or OUTCOME_NONE */
};

void chart_build(struct chart *c, const struct flow *flow);
void chart_release(struct chart *c);

struct walk_map; /* incident/walk.h */
/* Marks what the incident of the map did in the chart's flow: steps are found by their ids, also where the flow has been changed since,
 * and in whichever call of it. What it did in steps that the chart does not have is in none of the marks. */
void chart_mark(struct chart *c, const struct walk_map *map, const char *incident);

/* "Symptom", "1 min": words that all formats share. */
const char *chart_phase(enum phase p);
const char *chart_outcome(enum outcome o); /* "resolved"; of OUTCOME_NONE "nothing is below" */
const char *chart_word(const struct chart_word *w);
void chart_minutes(int64_t length, struct str *out);
#endif
