/* obeyed: names of environment variables that change how commands run. A value that comes from an alert or a log must
 * never be handed over under such a name. */
#ifndef FLOW_OBEYED_H
#define FLOW_OBEYED_H
#include <stdbool.h>

bool name_is_obeyed(const char *name);
#endif
