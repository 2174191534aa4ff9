/* log_formats: the formats of logs that ship, and the operator's own, which stand before them. */
#ifndef APP_LOG_FORMATS_H
#define APP_LOG_FORMATS_H
#include "logs/format.h"
#include "store/paths.h"

/* Reads formats/ of the shipped files and of the configuration, in the order of their names. What cannot be read is a
 * problem with file, line and column; the others are there all the same. Of those that ship only the top is read yet. */
void log_formats_load(struct log_formats *set, const struct paths *paths, struct problems *ps);
#endif
