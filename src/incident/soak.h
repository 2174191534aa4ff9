/* soak: a probe that is repeated (`every`, `for`): the samples that it took, and what they amount to. Evaluated, not
 * eyeballed: more failures than `allow`, or as many as `abort`, is failed; fewer samples than `at_least` (nine of ten of
 * those expected, where nothing is said) is too few; what was cut short has not passed, whatever came before. Pure: times
 * are handed in, in us of one clock that goes on while the machine sleeps.
 *
 * The pace. Samples are due each `every` from the first. One that takes longer than that delays the next; they never run
 * side by side, and what was missed (the machine slept, triage was stopped) is not made up for: it is a gap. */
#ifndef INCIDENT_SOAK_H
#define INCIDENT_SOAK_H
#include "base/str.h"
#include "flow/flow.h"

enum soak_verdict { SOAK_PASSED, SOAK_FAILED, SOAK_TOO_FEW, N_SOAK_VERDICTS };
enum { SOAK_KEPT = 1024 }; /* newest samples, for the median and the chart */

struct soak {
    int64_t began;           /* ticks of the first sample */
    int64_t due;             /* ticks of the one that is taken now, or comes next */
    int64_t samples, failures;
    int64_t last;            /* ticks at which the newest that counts began */
    int64_t longest_gap;     /* us, between two that count */
    int64_t took[SOAK_KEPT]; /* us; that of the n-th stands at n % SOAK_KEPT */
    bool failed[SOAK_KEPT];
};

struct soak_sample {
    int64_t began, took; /* ticks, us */
    bool passed;
};

struct soak_result {
    int64_t samples, failures;
    enum soak_verdict verdict;
    int64_t longest_gap, median; /* us */
};

bool soak_is(const struct flow_probe *p); /* is it repeated? */
int64_t soak_expected(const struct flow_probe *p); /* samples, when none is missed */
int64_t soak_needed(const struct flow_probe *p);   /* without which it is not judged */

void soak_begin(struct soak *s, int64_t ticks);
/* A sample has ended; `now` in ticks. True: another one is due, at s->due. */
bool soak_take(struct soak *s, const struct flow_probe *p, const struct soak_sample *sample, int64_t now);
/* Nobody was there to see how the present sample went: it does not count. True as above. */
bool soak_miss(struct soak *s, const struct flow_probe *p, int64_t now);
/* How many samples there may still be. */
int64_t soak_to_come(const struct soak *s, const struct flow_probe *p, int64_t now);
int64_t soak_gap(const struct soak *s, int64_t now); /* the longest, the present one included */
int64_t soak_median(const struct soak *s);           /* us; 0 of none */
int64_t soak_middle(const int64_t *v, size_t n);     /* the median of any; of an even number, the mean of the two in the middle */
struct soak_result soak_result(const struct soak *s, const struct flow_probe *p, int64_t now, bool was_cut_short);
/* For people, in their language: what has to be, and what it came to. */
void soak_say_passes_if(const struct flow_probe *p, struct str *out);      /* "healthy: at least 27 samples, all 200" */
void soak_say_result(const struct soak_result *r, struct str *out);        /* "30 samples, none failed" */
const char *soak_verdict_name(enum soak_verdict v); /* "passed" ...: the fact */
bool soak_verdict_parse(const char *s, enum soak_verdict *v);

/* One line a sample, for the record: "2026-03-01T03:27:10Z passed 85ms exit 0". `how` says how it ended. */
void soak_line(int64_t at, const struct soak_sample *sample, const char *how, struct str *out);
/* What such lines amount to; others are passed over. Ticks are then us UTC. */
void soak_recall(const char *lines, size_t n, struct soak *s);
/* The lines, with those in the middle of very many left out and counted. */
enum { SOAK_LINES_HALF = 400 };
void soak_cut_lines(const char *lines, size_t n, struct str *out);
#endif
