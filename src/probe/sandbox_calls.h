/* sandbox_calls: the system calls that pure work needs, and no others. */
#ifndef PROBE_SANDBOX_CALLS_H
#define PROBE_SANDBOX_CALLS_H

/* From here on the process can write to what is open, use memory and end; every other call fails with EPERM. Does
 * nothing where the kernel or the machine does not know how. */
void sandbox_restrict_calls(void);
#endif
