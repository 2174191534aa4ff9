/* clf: the seconds by hand, the rest by stamp_clf when it changes. */
#include "logs/clf.h"

#include <string.h>

enum { SECONDS = 17, ZONE = 20 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_known(const struct clf_minute *known, const char *s, const struct log_clock *clock)
{
    return memcmp(s, known->text, SECONDS) == 0 && memcmp(s + ZONE, known->text + ZONE, CLF_BYTES - ZONE) == 0 &&
           known->offset == clock->offset;
}

bool clf_read(struct clf_minute *known, const char *s, const struct log_clock *clock, int64_t *at)
{
    size_t used;
    if (s[SECONDS] != ':' || !is_digit(s[18]) || !is_digit(s[19]) || s[18] > '5' || s[ZONE] != ' ')
        return false;
    int64_t seconds = ((s[18] - '0') * 10 + s[19] - '0') * TIME_SECOND;
    if (!is_known(known, s, clock)) {
        if (!stamp_clf(s, CLF_BYTES, clock, at, &used) || used != CLF_BYTES)
            return false;
        memcpy(known->text, s, CLF_BYTES);
        known->start = *at - seconds;
        known->offset = clock->offset;
    }
    *at = known->start + seconds;
    return true;
}
