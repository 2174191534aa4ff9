/* finding_say: numbers as the sentences about a finding write them; for finding_text.c and finding_summary.c. */
#ifndef LOGS_FINDING_SAY_H
#define LOGS_FINDING_SAY_H
#include <stdint.h>

enum { SAY_NUMBER = 32 };

const char *say_count(uint64_t n, char out[SAY_NUMBER]);    /* "11,320" */
const char *say_share(double share, char out[SAY_NUMBER]);  /* "8.1%", "<0.1%", "45%", "0%" */
const char *say_rate(double per_minute, char out[SAY_NUMBER]); /* "104", "3.5", "<0.1" */
#endif
