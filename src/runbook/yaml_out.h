/* yaml_out: scalars as a person would write them in YAML: plain where that is safe, else in single quotes, text of several
 * lines as a literal block. Whatever the text, text/yaml reads it back to the byte (but for what YAML cannot hold at all). */
#ifndef RUNBOOK_YAML_OUT_H
#define RUNBOOK_YAML_OUT_H
#include "base/str.h"

/* "key: value\n" with so many blanks before it. A text of several lines ends with one \n when it is read again. */
void yaml_out_entry(struct str *out, int indent, const char *key, const char *value);
/* The scalar on one line, as it may stand within { }. */
void yaml_out_scalar(struct str *out, const char *value);
#endif
