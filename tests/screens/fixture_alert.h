/* fixture_alert: alerts that are not opened yet: the storyboard's, one whose group has an open incident, one that nobody
 * foresaw, with texts that want to be obeyed. */
#ifndef TESTS_SCREENS_FIXTURE_ALERT_H
#define TESTS_SCREENS_FIXTURE_ALERT_H
#include "fixture.h"

void fixture_alert(struct fixture *f);
void fixture_alert_open(struct fixture *f);
void fixture_alert_strange(struct fixture *f);
#endif
