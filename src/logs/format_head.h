/* format_head: what can be said of a format before its file is read as YAML: by the single lines at its top. Reading YAML and
 * compiling patterns of all formats that ship takes longer than looking at a small log, and few of them are asked. */
#ifndef LOGS_FORMAT_HEAD_H
#define LOGS_FORMAT_HEAD_H
#include <stdbool.h>
#include <stddef.h>

#include "logs/record.h"

enum { HEAD_TEXTS = 12 };

struct log_head_texts { /* as they stand there, without quotes */
    struct log_text v[HEAD_TEXTS];
    size_t n;
};

struct log_head {
    struct log_text id;
    int specific;
    bool is_json, is_inside_only;
    struct log_head_texts begins, needs;
};

/* Texts point into the file's. False: something of it is written in another way than on one line; then the YAML says it. */
bool log_head_read(const char *text, size_t n, struct log_head *head);
/* False: the format cannot read this line. True says nothing. */
bool log_head_may_fit(const struct log_head *head, const char *line, size_t n);
#endif
