/* logs_request: what `triage logs` is asked for, read from its options. Owns what it points at. */
#ifndef CLI_LOGS_REQUEST_H
#define CLI_LOGS_REQUEST_H
#include "cli/command.h"
#include "probe/log_scan.h"
#include "probe/log_where.h"

enum { PATTERNS_MOST = 32 };

struct logs_request {
    const struct command_line *line;
    struct time_zone zone;
    struct log_formats formats;  /* loaded by the caller before reading */
    struct log_scan_options options;
    struct log_where *where;
    struct log_named_pattern count[PATTERNS_MOST];
    struct regex *pattern[PATTERNS_MOST];
    size_t n_patterns;
    struct log_offset_set offset[VALUES_MOST];
    const char *command[VALUES_MOST];
    struct arena arena;
    bool is_ascii;
};

extern const struct option_row logs_options[];

bool logs_request_read(struct logs_request *r, struct err *e);
void logs_request_release(struct logs_request *r);
#endif
