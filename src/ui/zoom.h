/* zoom: which part of a chart's time is in sight, and what + - Left and Right make of it. Pure. */
#ifndef UI_ZOOM_H
#define UI_ZOOM_H
#include <stdbool.h>
#include <stdint.h>

#include "ui/action.h"

struct range { /* us */
    int64_t from, to;
};

struct log_finding;

/* Whether a finding has times to draw errors over, and from when to when. */
bool zoom_has_chart(const struct log_finding *f);
struct range zoom_whole(const struct log_finding *f);
/* The part that is shown: all of it where none was chosen (both 0). */
struct range zoom_shown(struct range whole, struct range chosen);
/* The part to be chosen next; `around` is the moment that matters, or one outside what is shown: its middle then. */
struct range zoom_act(struct range whole, struct range chosen, int64_t around, enum action a);
#endif
