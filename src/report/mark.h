/* mark: how far the record went, in one line that a program finds again in a file of any format: "triage-record 1 ID SEQ
 * HEAD". Nothing without a head. */
#ifndef REPORT_MARK_H
#define REPORT_MARK_H
#include "report/report.h"

void report_add_mark(const struct report *r, struct str *out);
#endif
