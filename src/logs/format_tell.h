/* format_tell: which formats there are, and why one was chosen, as text for people. */
#ifndef LOGS_FORMAT_TELL_H
#define LOGS_FORMAT_TELL_H
#include "base/str.h"
#include "logs/format.h"

/* A line a format: id, title and the file it comes from, cleaned, the more specific ones first. */
void log_formats_list(const struct log_formats *set, struct str *out);
/* What was chosen and how many of the first lines it reads; which others read some, and why they were not taken. */
void log_detection_explain(const struct log_detection *d, struct str *out);
#endif
