/* coverage_text: what examples and incidents covered of a flow, for people and as JSON. */
#ifndef CLI_COVERAGE_TEXT_H
#define CLI_COVERAGE_TEXT_H
#include "incident/coverage.h"
#include "text/json.h"

void coverage_print(const struct coverage *c, const char *file);
/* The caller's. */
struct json *coverage_json(const struct coverage *c, const char *file);
#endif
