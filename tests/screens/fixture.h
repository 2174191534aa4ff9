/* fixture: models for screens without a world: an incident at the moments that the pages are about, folded from real
 * events over a flow that is built here. One at a time; everything it hands out lives until fixture_release. */
#ifndef TESTS_SCREENS_FIXTURE_H
#define TESTS_SCREENS_FIXTURE_H
#include <stdbool.h>

#include "incident/advice.h"
#include "logs/series.h"
#include "ui/model.h"

struct fixture {
    struct model model;
    struct incident incident;
    struct diagnosis diagnosis;
    struct fixes fixes;
    struct advice advice;
    struct model_step step;
    struct arena arena;
    struct log_series series; /* of the logs */
};

/* False: there is none of that name. */
/* The language of $TRIAGE_LOCALEDIR and $LANGUAGE; English when they are not set. */
void fixture_speak(void);
bool fixture_init(struct fixture *f, const char *name);
void fixture_release(struct fixture *f);
/* The n-th name, NULL past the last one. */
const char *fixture_name(unsigned n);
#endif
