/* unit_show: what `systemctl show -p ...` prints, lines of NAME=VALUE, as facts of a unit. */
#ifndef OBSERVE_UNIT_SHOW_H
#define OBSERVE_UNIT_SHOW_H
#include "observe/observation.h"

/* What is asked for, as one argument of -p. Times are by the clock that begins with the machine: the others are written in
 * the machine's zone and language. */
#define UNIT_SHOW_ASKED \
    "LoadState,ActiveState,SubState,Result,NRestarts,MainPID,ExecMainStatus,MemoryCurrent,UnitFileState,StateChangeTimestampMonotonic"

/* `booted`: the moment at which that clock stood at 0, us since 1970. Values of the first unit count. */
void unit_show_read(const char *text, size_t n, int64_t booted, struct observation *o);
/* May it be handed to systemctl as the name of one unit? Not with what it takes for a pattern, nor with blanks. */
bool unit_is_name(const char *name);
#endif
