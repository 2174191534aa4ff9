/* watch_say: the lines of a watch, each with its time in UTC, flushed at once: fit for a log. */
#ifndef APP_WATCH_SAY_H
#define APP_WATCH_SAY_H
#include <stdbool.h>
#include <stdint.h>

void watch_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void watch_say_cannot(const char *probe, const char *why);
void watch_say_relapse(const char *probe, const char *summary, bool rings);
void watch_say_well(const char *probe);
void watch_say_samples(const char *probe, int64_t samples, int64_t failures, int64_t every);
bool watch_ask_reopen(int64_t number); /* always true: it is asked now */
#endif
