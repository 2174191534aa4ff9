/* step_http: how a step shows what a look by HTTP found: one line of finding, how long it took each time, what differs from
 * another route, and what it was before. */
#ifndef UI_STEP_HTTP_H
#define UI_STEP_HTTP_H
#include "ui/model.h"
#include "ui/sheet.h"

void step_put_http(const struct model *m, const struct model_looked *found, int column, struct sheet *s);
/* "before (14:02): 500 in 17 of 20 (64 to 95 %), median 212 ms"; nothing where there was no look before. */
void step_http_before(const struct model *m, const struct model_looked *found, struct str *out);
#endif
