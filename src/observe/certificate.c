/* certificate: dates, names and numbers of a stranger's certificate. */
#include "observe/certificate.h"

#include <stdio.h>
#include <string.h>

/* ---- times -------------------------------------------------------------------------------------------------------------------- */

static bool is_date(const struct time_parts *p)
{
    return p->year >= 1950 && p->year <= 9999 && p->month >= 1 && p->month <= 12 && p->day >= 1 && p->day <= 31 && p->hour >= 0 && p->hour < 24 &&
           p->minute >= 0 && p->minute < 60 && p->second >= 0 && p->second <= 60;
}

static int month_of(const char *name)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const char *found = strlen(name) == 3 ? strstr(months, name) : NULL;
    return found && (found - months) % 3 == 0 ? (int)(found - months) / 3 + 1 : 0;
}

bool certificate_time(const char *text, int64_t *at)
{
    struct time_parts p = {.year = 0};
    char month[4] = "", zone[4] = "";
    if (time_parse(text, at))
        return true;
    if (sscanf(text, "%3s %2d %2d:%2d:%2d %4d %3s", month, &p.day, &p.hour, &p.minute, &p.second, &p.year, zone) == 7)
        p.month = month_of(month);
    else if (sscanf(text, "%4d-%2d-%2d %2d:%2d:%2d %3s", &p.year, &p.month, &p.day, &p.hour, &p.minute, &p.second, zone) != 7)
        return false;
    if (!is_date(&p) || (strcmp(zone, "GMT") != 0 && strcmp(zone, "UTC") != 0))
        return false;
    *at = time_join(&p, 0);
    return true;
}

/* ---- what the check says --------------------------------------------------------------------------------------------------------- */

const char *certificate_word(long verified, const char *words)
{
    static const struct {
        long number;
        const char *word;
    } numbers[] = {
        {2, "unknown_authority"},  {9, "not_yet"},     {10, "expired"},           {18, "self_signed"},       {19, "unknown_authority"},
        {20, "unknown_authority"}, {21, "unknown_authority"}, {23, "revoked"},    {27, "unknown_authority"}, {62, "wrong_name"},
        {64, "wrong_name"},
    };
    static const struct {
        const char *part, *word;
    } parts[] = {
        {"subject name", "wrong_name"},  {"does not match", "wrong_name"}, {"expired", "expired"},       {"not yet", "not_yet"},
        {"self-signed", "self_signed"},  {"self signed", "self_signed"},   {"issuer", "unknown_authority"}, {"unknown CA", "unknown_authority"},
        {"revoked", "revoked"},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (verified == numbers[i].number)
            return numbers[i].word;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(words, parts[i].part))
            return parts[i].word;
    return verified || *words ? "invalid" : NULL;
}

/* ---- names ---------------------------------------------------------------------------------------------------------------------------- */

void certificate_names(const char *text, struct str *out)
{
    static const char *const kinds[] = {"DNS:", "IP Address:", "IP:", "DNSname:"};
    while (*text) {
        text += strspn(text, ", ");
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (str_starts(text, kinds[i])) {
                text += strlen(kinds[i]);
                break;
            }
        size_t n = strcspn(text, ",");
        if (n)
            str_addf(out, "%s", out->n ? ", " : "");
        str_add_n(out, text, n);
        text += n;
    }
}

/* ---- all of it --------------------------------------------------------------------------------------------------------------------------- */

static int64_t days_between(int64_t now, int64_t end)
{
    int64_t away = end - now;
    return away >= 0 ? away / TIME_DAY : -((-away + TIME_DAY - 1) / TIME_DAY);
}

void certificate_tell(const struct certificate *c, int64_t now, struct observation *o)
{
    int64_t at;
    struct str names = {0};
    if (c->start && certificate_time(c->start, &at))
        observation_us(o, "starts", at);
    if (c->end && certificate_time(c->end, &at)) {
        observation_us(o, "expires", at);
        observation_number(o, "days_left", (double)days_between(now, at));
    }
    if (c->issuer)
        observation_text(o, "issuer", c->issuer);
    if (c->subject)
        observation_text(o, "subject", c->subject);
    if (c->names)
        certificate_names(c->names, &names);
    if (names.n)
        observation_bytes(o, "names", names.s, names.n);
    str_release(&names);
}
