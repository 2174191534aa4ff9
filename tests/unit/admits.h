/* admits: an event that must be taken in, and one that must be refused with those words. */
#ifndef TEST_ADMITS_H
#define TEST_ADMITS_H
#include "incident/state.h"

static inline void yes(struct incident *inc, const struct event *ev)
{
    struct err e = {0};
    if (!incident_admits(inc, ev, &e))
        fail_msg("%s was refused: %s", event_shapes[ev->kind].name, e.text);
    incident_apply(inc, ev);
}

static inline void no(const struct incident *inc, const struct event *ev, const char *because)
{
    struct err e = {0};
    if (incident_admits(inc, ev, &e))
        fail_msg("%s was admitted, but: %s", event_shapes[ev->kind].name, because);
    assert_int_equal(e.code, ERR_REFUSED);
    if (!strstr(e.text, because))
        fail_msg("'%s' does not say '%s'", e.text, because);
}
#endif
