/* journal_alert: the open incident that an alert belongs to, and one alert at a time. */
#ifndef STORE_JOURNAL_ALERT_H
#define STORE_JOURNAL_ALERT_H
#include "store/journal.h"
#include "store/lock.h"

/* The newest open or mitigated incident with an alert of that key; *number is 0 when there is none. */
bool journal_find_alert(struct journal *j, const char *key, int64_t *number, struct err *e);

/* Held from the look for an incident to the alert in it: of two messages about the same that come at once the second finds
 * what the first has opened. lock_release ends it. Nothing in a journal that is only read. */
bool journal_hold_alerts(struct journal *j, struct lock *l, struct err *e);
#endif
