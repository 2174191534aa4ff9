/* large: what an old, much used triage would hold, made for the occasion: a flow of 10,000 steps, 10,000 articles, a
 * journal of 100,000 events; and the directory that they lie in. */
#ifndef BENCH_LARGE_H
#define BENCH_LARGE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/journal.h"

enum { LARGE_STEPS = 10000, BUSY_STEPS = 4500, LARGE_ARTICLES = 10000, LARGE_EVENTS = 100000 };

/* Ends the program with its name and the sentence. */
_Noreturn void stop(const struct err *e);

/* Makes a directory below `base`, lets `work` have it, and removes it with all that is in it. */
void in_new_directory(const char *base, void (*work)(const char *dir));
/* Where writing costs nothing, for what is only read later. */
const char *fast_directory(void);

/* Steps in blocks, as people write them: a question with a condition and prose in every one. */
void large_flow(struct str *text);
void busy_flow(struct str *text); /* BUSY_STEPS with all that the rules look at */
/* DIR/0.md and so on; numbers are drawn from the same stream as the words, so that each run has the same ones. */
void large_articles(const char *dir, int n);
uint32_t draw(uint32_t below);

/* An incident like others, only long: the steps of large_flow are walked until it has n events; then it is closed. */
void long_incident(struct journal *j, const char *digest, int64_t n, bool is_over);
/* The journal: one open incident of half of the events in large_flow (INC-1), the rest in closed ones of 100 each. */
void large_journal(const char *path, const struct str *flow);

/* How often this process waited for its disk. While `is_free` it does not wait: to make what is measured later. */
struct syncs {
    long n;
    bool is_free;
};
extern struct syncs syncs;
#endif
