/* fixture_logs: the model of the page of logs. */
#ifndef TESTS_SCREENS_FIXTURE_LOGS_H
#define TESTS_SCREENS_FIXTURE_LOGS_H
#include "fixture.h"

void fixture_logs(struct fixture *f);         /* errors at the onset */
void fixture_logs_none(struct fixture *f);    /* no log is known */
void fixture_logs_nothing(struct fixture *f); /* nothing passes the filter */
#endif
