/* words: the format's words for enumerations, in the order of the enumeration, and the guess at what was meant. */
#ifndef FLOW_WORDS_H
#define FLOW_WORDS_H
#include "flow/flow.h"

struct words {
    const char *const *v;
    size_t n;
};

extern const struct words phase_words, input_type_words, probe_kind_words, effort_words, risk_words, hangup_words, verdict_words,
    outcome_words, likelihood_words, severity_words, kind_words;

int words_find(const struct words *w, const char *word); /* -1 */

/* "Did you mean": try every candidate, then best is the nearest that is near enough, or NULL. */
struct guess {
    const char *name;
    const char *best;
    unsigned distance;
};
void guess_try(struct guess *g, const char *candidate);
#endif
