/* event_id: words, and what stands before them. */
#include "ui/event_id.h"

#include <string.h>
#include <strings.h>

#include "logs/shape.h"

enum { LEAST = 6, MOST = 128 /* bytes of an id */ };

struct word {
    const char *s;
    size_t n;
};

/* How sure it is, the most certain first. */
enum certainty { BEHIND_A_KEY, ANNOUNCED, A_UUID, HEX_DIGITS, NO_ID };

static bool is_of_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

static struct word next_word(const char **s)
{
    while (**s && !is_of_word(**s))
        ++*s;
    struct word w = {*s, 0};
    while (is_of_word(w.s[w.n]))
        w.n++;
    *s += w.n;
    return w;
}

static bool is_one_of(struct word w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(list[i]) == w.n && strncasecmp(list[i], w.s, w.n) == 0)
            return true;
    return false;
}

static bool is_key(struct word w)
{
    static const char *const keys[] = {"request_id", "request-id", "requestid", "req_id",   "reqid",          "x-request-id",
                                       "trace_id",   "trace-id",   "traceid",   "trace.id", "correlation_id", "correlation-id"};
    return is_one_of(w, keys, sizeof keys / sizeof *keys);
}

/* "request 7f3a9c failed" */
static bool announces(struct word w)
{
    static const char *const words[] = {"request", "req", "trace", "correlation", "rid", "reqId"};
    return is_one_of(w, words, sizeof words / sizeof *words);
}

/* "7f3a9c": digits and letters both; a status, a port or a word is none. */
static bool is_hex(struct word w)
{
    size_t digits = 0;
    for (size_t i = 0; i < w.n; i++) {
        if (!strchr("0123456789abcdefABCDEF", w.s[i]))
            return false;
        digits += w.s[i] <= '9';
    }
    return w.n >= LEAST && digits && digits < w.n;
}

static bool has_digit(struct word w)
{
    for (size_t i = 0; i < w.n; i++)
        if (w.s[i] >= '0' && w.s[i] <= '9')
            return true;
    return false;
}

static enum certainty judge(struct word before, struct word w)
{
    if (w.n > MOST)
        return NO_ID;
    if (before.n && is_key(before))
        return BEHIND_A_KEY;
    if (before.n && announces(before) && has_digit(w) && w.n >= LEAST)
        return ANNOUNCED;
    if (shape_uuid(w.s, w.n) == w.n)
        return A_UUID;
    return is_hex(w) ? HEX_DIGITS : NO_ID;
}

bool event_id_in(const char *line, struct str *out)
{
    enum certainty best = NO_ID;
    struct word found = {0}, before = {0};
    for (struct word w = next_word(&line); w.n; before = w, w = next_word(&line)) {
        enum certainty c = judge(before, w);
        if (c < best || (c == HEX_DIGITS && c == best)) {
            best = c;
            found = w;
        }
    }
    if (best != NO_ID)
        str_add_n(out, found.s, found.n);
    return best != NO_ID;
}

/* "page.request", "request_id", "spread.first_request" */
static bool is_named_for_id(const char *name)
{
    const char *dot = strrchr(name, '.');
    const char *last = dot ? dot + 1 : name;
    return is_key((struct word){last, strlen(last)}) || strcmp(last, "request") == 0 || strcmp(last, "first_request") == 0 ||
           strcmp(last, "trace") == 0;
}

static bool of_text(const char *text, struct str *out)
{
    str_add(out, text ? text : "");
    return text && *text;
}

static bool of_facts(const struct fact_pairs *facts, struct str *out)
{
    for (size_t i = 0; i < facts->n; i++)
        if (facts->v[i].value.kind == VALUE_TEXT && is_named_for_id(facts->v[i].name) && of_text(facts->v[i].value.text, out))
            return true;
    return false;
}

bool event_id(const struct event *ev, struct str *out)
{
    if (ev->kind == EVENT_given)
        return ev->as.given.input && is_named_for_id(ev->as.given.input) && of_text(ev->as.given.value, out);
    if (ev->kind == EVENT_probe_ended)
        return of_facts(&ev->as.probe_ended.facts, out);
    if (ev->kind == EVENT_probe_reported)
        return of_facts(&ev->as.probe_reported.facts, out);
    if (ev->kind == EVENT_fact_corrected)
        return of_facts(&ev->as.fact_corrected.facts, out);
    if (ev->kind == EVENT_pinned)
        return ev->as.pinned.text && event_id_in(ev->as.pinned.text, out);
    return ev->kind == EVENT_noted && ev->as.noted.text && event_id_in(ev->as.noted.text, out);
}
