/* fixture_changes: what changed before INC-42, and what its probes found, as the step shows it. */
#ifndef TESTS_SCREENS_FIXTURE_CHANGES_H
#define TESTS_SCREENS_FIXTURE_CHANGES_H
#include "fixture.h"

/* The list, its suspects, one of them ruled out, beside the errors of fixture_logs. */
void fixture_changes(struct fixture *f);
void fixture_changes_many(struct fixture *f, size_t n);
void fixture_changes_none(struct fixture *f);
/* The findings of the runs spread and errlog; while they run when `live`. */
void fixture_looked(struct fixture *f, int64_t spread, int64_t errlog, bool live);
#endif
