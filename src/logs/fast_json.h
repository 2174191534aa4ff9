/* fast_json: lines that are one JSON object each, read by their shape. A program writes the same keys in the same order: what
 * parse_json once found out about a line (which of its values go where) holds for every line that has the same bytes between its
 * values. So those are compared, and only the values are looked at. A line of a shape that is not known is read
 * by parse_json, and its shape is noted: the shapes are a tree, since most differ in few places. */
#ifndef LOGS_FAST_JSON_H
#define LOGS_FAST_JSON_H
#include "logs/format_own.h"

/* As log_parse has it. The shapes are the scratch's. */
bool fast_json_read(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                    struct log_scratch *scratch, struct log_record *out);
#endif
