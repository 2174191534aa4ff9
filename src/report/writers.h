/* writers: the formats there are. One line here and one in writers.c for each. */
#ifndef REPORT_WRITERS_H
#define REPORT_WRITERS_H
#include "report/report.h"

extern const struct report_writer report_markdown;
extern const struct report_writer report_html;
extern const struct report_writer report_json;
#endif
