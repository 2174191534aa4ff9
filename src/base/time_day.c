/* time: days as people type them. */
#include <string.h>
#include <strings.h>

#include "base/time.h"

/* The first three letters tell English and German months apart. */
static const char *const month_words[][2] = {{"jan", NULL},  {"feb", NULL}, {"mar", "mär"}, {"apr", NULL},  {"may", "mai"},  {"jun", NULL},
                                             {"jul", NULL},  {"aug", NULL}, {"sep", NULL},  {"oct", "okt"}, {"nov", NULL},   {"dec", "dez"}};
static const char *const day_words[][2] = {{"mon", NULL}, {"tue", "die"}, {"wed", "mit"}, {"thu", "don"}, {"fri", "fre"}, {"sat", "sam"}, {"sun", "son"}};

struct typed {
    const char *at;
    struct time_parts day, today;
};

static bool is_letter(char c)
{
    unsigned char u = (unsigned char)c;
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u >= 0x80;
}

static void skip_blanks(const char **s)
{
    *s += strspn(*s, " ,");
}

/* A word that begins like one of the list: its index, and past it; -1. */
static int take_word(const char **s, const char *const list[][2], int n)
{
    const char *end = *s;
    while (is_letter(*end))
        end++;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < 2 && list[i][k]; k++) {
            size_t length = strlen(list[i][k]);
            if ((size_t)(end - *s) < length || strncasecmp(*s, list[i][k], length) != 0)
                continue;
            *s = end + (*end == '.');
            return i;
        }
    return -1;
}

static bool take_digits(const char **s, int most, int *n)
{
    const char *start = *s;
    for (*n = 0; **s >= '0' && **s <= '9' && *s - start < most; (*s)++)
        *n = *n * 10 + (**s - '0');
    return *s > start;
}

static bool take_exactly(const char **s, const char *word)
{
    size_t n = strlen(word);
    if (strncasecmp(*s, word, n) != 0 || is_letter((*s)[n]))
        return false;
    *s += n;
    return true;
}

static int weekday_of(int64_t at) /* 0 is Monday; 1970-01-01 was a Thursday */
{
    int64_t days = at / TIME_DAY - (at % TIME_DAY < 0);
    return (int)(((days + 3) % 7 + 7) % 7);
}

static void add_days(struct typed *t, int n)
{
    t->day = time_split(time_join(&t->today, 0) + n * TIME_DAY, 0);
}

static bool take_weekday(struct typed *t)
{
    const char *s = t->at;
    int wanted = take_word(&s, day_words, 7), today = weekday_of(time_join(&t->today, 0));
    if (wanted < 0)
        return false;
    t->at = s;
    add_days(t, wanted > today ? wanted - today : wanted - today + 7);
    return true;
}

/* A year that is not said is this one, or the next where that day was already. */
static void take_year(struct typed *t)
{
    const char *s = t->at;
    int year;
    skip_blanks(&s);
    bool is_said = take_digits(&s, 4, &year) && s[-1] != ':' && *s != ':' && year >= 1970;
    t->day.year = is_said ? year : t->today.year;
    if (is_said)
        t->at = s;
    else if (t->day.month < t->today.month || (t->day.month == t->today.month && t->day.day < t->today.day))
        t->day.year++;
}

/* "2 Mar", "2. März 2027", "Mar 2", "2.3.", "2.3.2027" */
static bool take_date(struct typed *t)
{
    const char *s = t->at;
    int day, month;
    if (take_digits(&s, 2, &day)) {
        bool has_point = *s == '.';
        s += has_point;
        skip_blanks(&s);
        month = take_word(&s, month_words, 12);
        if (month < 0 && (!has_point || !take_digits(&s, 2, &month) || *s++ != '.' || month-- < 1 || month > 11))
            return false;
    } else {
        month = take_word(&s, month_words, 12);
        skip_blanks(&s);
        if (month < 0 || !take_digits(&s, 2, &day))
            return false;
    }
    t->at = s;
    t->day = (struct time_parts){.month = month + 1, .day = day};
    take_year(t);
    return true;
}

static bool take_iso(struct typed *t)
{
    const char *s = t->at;
    int n[3];
    for (int i = 0; i < 3; i++) {
        if (!take_digits(&s, i ? 2 : 4, &n[i]) || (i < 2 && *s++ != '-'))
            return false;
    }
    t->at = s;
    t->day = (struct time_parts){.year = n[0], .month = n[1], .day = n[2]};
    return true;
}

static bool take_day(struct typed *t)
{
    if (take_exactly(&t->at, "today") || take_exactly(&t->at, "heute"))
        return add_days(t, 0), true;
    if (take_exactly(&t->at, "tomorrow") || take_exactly(&t->at, "morgen"))
        return add_days(t, 1), true;
    return take_iso(t) || take_date(t) || take_weekday(t);
}

static bool take_hour(struct typed *t)
{
    skip_blanks(&t->at);
    t->day.hour = 23, t->day.minute = 59, t->day.second = t->day.micro = 0;
    if (!*t->at)
        return true;
    t->day.minute = 0;
    if (!take_digits(&t->at, 2, &t->day.hour) || t->day.hour > 23)
        return false;
    if (*t->at == ':' && (t->at++, !take_digits(&t->at, 2, &t->day.minute) || t->day.minute > 59))
        return false;
    return *t->at == '\0';
}

/* A day that there is none of, 31 April, comes back as another one. */
static bool is_day(const struct time_parts *p)
{
    struct time_parts back = time_split(time_join(p, 0), 0);
    return p->month >= 1 && p->month <= 12 && p->day >= 1 && back.month == p->month && back.day == p->day;
}

bool time_parse_day(const char *s, int64_t now, const struct time_zone *z, int64_t *at)
{
    struct typed t = {.at = s, .today = time_split(now, time_zone_offset(z, now))};
    t.today.hour = t.today.minute = t.today.second = t.today.micro = 0;
    skip_blanks(&t.at);
    if (!take_day(&t) || !take_hour(&t) || t.day.year < 1970 || t.day.year > 9999 || !is_day(&t.day))
        return false;
    int64_t guess = time_join(&t.day, time_zone_offset(z, now));
    *at = time_join(&t.day, time_zone_offset(z, guess));
    return true;
}
