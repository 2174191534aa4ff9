/* inspect_coverage: what the incidents of the journal went through of a flow. Reads only; a journal that is not there holds
 * none. */
#ifndef APP_INSPECT_COVERAGE_H
#define APP_INSPECT_COVERAGE_H
#include "app/inspect.h"
#include "incident/coverage.h"

/* Adds to what the coverage holds. An incident counts by the flow as it is in the files now; drills do not. An incident
 * that is damaged counts up to the damage. `in` is that of the file which the flow was read from. */
bool inspect_incidents(struct inspection *in, struct coverage *c, struct err *e);
#endif
