/* zoom: by halves around a moment, by quarters along. */
#include "ui/zoom.h"

#include "base/time.h"
#include "logs/finding.h"

#define LEAST (10 * TIME_SECOND)

bool zoom_has_chart(const struct log_finding *f)
{
    return f && f->series.n && f->from != TIME_NONE && f->to != TIME_NONE;
}

struct range zoom_whole(const struct log_finding *f)
{
    return (struct range){f->from, f->to > f->from ? f->to + 1 : f->from + TIME_SECOND};
}

struct range zoom_shown(struct range whole, struct range chosen)
{
    return chosen.from < chosen.to ? chosen : whole;
}

/* Inside the whole; all of it is no choice, so that it stays all of it when it grows. */
static struct range within(struct range whole, int64_t from, int64_t length)
{
    from = from + length > whole.to ? whole.to - length : from;
    from = from < whole.from ? whole.from : from;
    struct range r = {from, from + length < whole.to ? from + length : whole.to};
    return r.from - whole.from + whole.to - r.to < length / 1000 ? (struct range){0} : r;
}

struct range zoom_act(struct range whole, struct range chosen, int64_t around, enum action a)
{
    struct range r = zoom_shown(whole, chosen);
    int64_t length = r.to - r.from, middle = around >= r.from && around < r.to ? around : r.from + length / 2;
    if (a == ACTION_zoom_in && length / 2 >= LEAST)
        return within(whole, middle - length / 4, length / 2);
    if (a == ACTION_zoom_out)
        return within(whole, r.from - length / 2, 2 * length);
    if (a == ACTION_earlier || a == ACTION_later)
        return within(whole, r.from + (a == ACTION_earlier ? -length / 4 : length / 4), length);
    return chosen;
}
