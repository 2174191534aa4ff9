/* family: what is below the calling process, however far, also what called setsid: for a subreaper, which keeps it. */
#ifndef PROBE_FAMILY_H
#define PROBE_FAMILY_H
#include <stddef.h>

/* Signals all of it (0: none); returns how many there were. Where there is no /proc nothing is seen. */
size_t family_signal(int signal);
#endif
