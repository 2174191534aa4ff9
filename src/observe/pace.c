/* pace: a token, and a wait that doubles. */
#include "observe/pace.h"

#include "base/time.h"

#define FIRST_WAIT (TIME_SECOND / 2)
#define LONGEST_WAIT (10 * TIME_SECOND)
enum { REFUSALS_MOST = 5 };

void pace_init(struct pace *p, double rate)
{
    *p = (struct pace){.rate = rate > 0 ? rate : PACE_RATE, .next = INT64_MIN, .patience = 30 * TIME_SECOND};
}

/* As long as can be counted: what is more than a number holds would be no wait at all. */
static int64_t apart(double rate)
{
    double us = (double)TIME_SECOND / rate;
    return us < (double)TIME_DAY ? (int64_t)us : TIME_DAY;
}

int64_t pace_take(struct pace *p, int64_t now)
{
    int64_t at = p->next > now ? p->next : now;
    p->next = at + apart(p->rate);
    return at;
}

bool pace_heed(struct pace *p, int status, int64_t retry_after, double chance, int64_t now)
{
    if (status != 429 && status != 503) {
        p->refused = 0;
        return true;
    }
    int64_t wait = FIRST_WAIT << (p->refused < 10 ? p->refused : 10);
    wait = wait > LONGEST_WAIT ? LONGEST_WAIT : wait;
    wait = wait / 2 + (int64_t)((double)(wait / 2) * chance); /* half of it is certain */
    p->refused++;
    if (retry_after > wait)
        wait = retry_after;
    if (wait > p->patience || p->refused > REFUSALS_MOST)
        return false;
    if (now + wait > p->next)
        p->next = now + wait;
    return true;
}
