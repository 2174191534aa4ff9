/* finding_own: which members of a finding its JSON has, for finding_json.c, which prints them, and finding_read.c, which
 * reads them back. */
#ifndef LOGS_FINDING_OWN_H
#define LOGS_FINDING_OWN_H
#include <stddef.h>

enum { FINDING_VERSION = 1, FINDING_TEXT = 4096 };

/* Most entries of each list. */
enum { FINDING_ROWS = 50, FINDING_KINDS = 40, FINDING_SOURCES = 256, FINDING_SAID = 64, FINDING_COUNTS = 64, FINDING_LISTED = 64 };

enum finding_type {
    TYPE_KEY,    /* const char *, never shown */
    TYPE_TEXT,   /* one line */
    TYPE_LINES,
    TYPE_COUNT,  /* uint64_t */
    TYPE_TIME,   /* int64_t; left out when it is TIME_NONE */
    TYPE_SHIFT,  /* int64_t, of either sign; 0 when it is not there */
    TYPE_LENGTH, /* int64_t, not negative */
    TYPE_FLAG,
    TYPE_NUMBER, /* double */
    TYPE_SIZE,   /* size_t */
    TYPE_INDEX,  /* uint32_t */
};

struct finding_field {
    const char *key; /* NULL: the end */
    enum finding_type type;
    size_t at;
};

extern const struct finding_field finding_totals[], finding_onset[], finding_list[], finding_row[], finding_latency[],
    finding_kind[], finding_count[], finding_source[];

/* Clean, cut between characters to what fits; NULL is "". */
void finding_clean_copy(char *to, size_t size, const char *s);
#endif
