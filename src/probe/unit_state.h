/* unit_state: how a unit of systemd is, by `systemctl show`, which is made for programs. */
#ifndef PROBE_UNIT_STATE_H
#define PROBE_UNIT_STATE_H
#include "observe/observation.h"

struct unit_state_options {
    const char *name;
    bool is_user;     /* of the user's own manager */
    int64_t timeout;  /* us */
    int64_t now;      /* us since 1970 */
};

/* `o` is set up with observation_init. Waits. */
void unit_state_look(const struct unit_state_options *options, struct observation *o);
#endif
