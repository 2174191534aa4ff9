/* check: what is wrong with a flow that was read without a mistake: a step nobody reaches, a fix nobody verifies, a
 * condition that cannot hold, a value that a shell would take apart. Pure; every message has a place and a remedy. The
 * rules and an example of each message are in docs/flow-format.md, "Checks". */
#ifndef FLOW_CHECK_H
#define FLOW_CHECK_H
#include "flow/library.h"

void flow_check(const struct flow *f, const struct flow_library *library, struct problems *ps);
#endif
