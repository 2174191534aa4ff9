/* needs: what an action's author wants to be true just before it runs (`requires:`), looked at and put into words. */
#ifndef APP_NEEDS_H
#define APP_NEEDS_H
#include "app/session.h"

/* Each condition as it is now, in the arena: `shown` for people ("✓ diff.migrations = 0", "✗ ... : it is 3", "? ...: nobody
 * has looked"), `recorded` for the journal ("diff.migrations = 0 = true"). NULL when all hold, else the first that does not, as
 * a sentence: what is unknown does not hold either. */
const char *needs_look(struct place *p, const struct flow_action *action, struct arena *arena, struct names *shown, struct names *recorded);
#endif
