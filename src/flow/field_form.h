/* field_form: whether what stands at a key of a small look can be what it means there: a size, a duration, a count. What the command
 * would refuse in the middle of an incident is refused when the flow is read. */
#ifndef FLOW_FIELD_FORM_H
#define FLOW_FIELD_FORM_H
#include "flow/flow.h"

/* NULL: it can, or is a value of the incident ($name), or the key takes any text. Else what the key takes, translated. */
const char *field_form_remedy(enum probe_kind kind, const char *key, const char *text);
#endif
