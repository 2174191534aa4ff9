/* detect: which format the beginning of a log is written in. */
#include <string.h>

#include "logs/format_load.h"

enum { LINES_MAX = 200, BYTES_MAX = 64 << 10, FORMATS_MAX = 256 };
/* A log of stack traces is made of lines that no format reads: one in fifty that one does read is enough. */
enum { FITTED_OF = 50 };

struct trial {
    const struct log_format *format;
    size_t fitted;
};

struct beginning {
    struct log_text line[LINES_MAX];
    size_t n;
};

static bool is_blank(struct log_text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.s[i] != ' ' && t.s[i] != '\t' && t.s[i] != '\r')
            return false;
    return true;
}

/* The last line of the bytes may be cut: it counts only when it is the only one. */
static void split(const char *bytes, size_t n, struct beginning *b)
{
    size_t at = 0;
    n = n > BYTES_MAX ? BYTES_MAX : n;
    while (at < n && b->n < LINES_MAX) {
        const char *end = memchr(bytes + at, '\n', n - at);
        struct log_text line = {bytes + at, end ? (size_t)(end - bytes) - at : n - at};
        if (!is_blank(line) && (end || !b->n || n < BYTES_MAX))
            b->line[b->n++] = line;
        at += line.n + 1;
    }
}

static bool may_fit(const struct log_format *f, const struct beginning *b)
{
    for (size_t i = 0; f->text && i < b->n; i++)
        if (log_head_may_fit(&f->head, b->line[i].s, b->line[i].n))
            return true;
    return !f->text;
}

static size_t count_fitted(const struct log_format *f, const struct beginning *b, struct log_scratch *scratch)
{
    struct log_clock clock = {.newest = INT64_C(4102444800) * TIME_SECOND}; /* 2100: whether it fits, not when it was */
    struct log_record r;
    size_t fitted = 0;
    if (f->inside_only)
        return 0;
    for (size_t i = 0; i < b->n; i++)
        fitted += log_format_parse(f, &clock, b->line[i].s, b->line[i].n, scratch, &r);
    for (size_t i = 0; i < b->n && fitted && f->n_follows; i++)
        fitted += log_follows(f, b->line[i].s, b->line[i].n, scratch);
    return fitted;
}

/* Keeps the list by falling counts, equals in the order of preference. */
static void note(struct log_detection *d, const struct log_format *f, size_t fitted)
{
    size_t room = sizeof d->also / sizeof *d->also, at = d->n_also;
    while (at && d->also[at - 1].fitted < fitted)
        at--;
    if (at == room)
        return;
    d->n_also += d->n_also < room;
    memmove(d->also + at + 1, d->also + at, (d->n_also - 1 - at) * sizeof *d->also);
    d->also[at] = (struct log_also){f, fitted};
}

static void drop(struct log_detection *d, const struct log_format *f)
{
    for (size_t i = 0; i < d->n_also; i++)
        if (d->also[i].format == f) {
            d->n_also--;
            memmove(d->also + i, d->also + i + 1, (d->n_also - i) * sizeof *d->also);
            return;
        }
}

/* How many lines each format reads. When one reads all of them, none behind it can be taken instead. */
static size_t try_each(struct log_formats *set, const struct beginning *b, bool is_first, size_t *fitted, struct log_detection *d)
{
    struct log_scratch *scratch = log_scratch_new();
    size_t best = 0;
    for (size_t i = 0; i < set->list.n && i < FORMATS_MAX && !(is_first && best && best == b->n); i++) {
        if (!may_fit(set->list.v[i], b))
            continue;
        log_format_settle(set, set->list.v[i]);
        fitted[i] = count_fitted(set->list.v[i], b, scratch);
        best = fitted[i] > best ? fitted[i] : best;
        if (fitted[i])
            note(d, set->list.v[i], fitted[i]);
    }
    log_scratch_free(scratch);
    return best;
}

static void choose(struct log_formats *set, const char *bytes, size_t n, bool is_first, struct log_detection *d)
{
    struct beginning b = {.n = 0};
    size_t fitted[FORMATS_MAX] = {0};
    *d = (struct log_detection){0};
    split(bytes, n, &b);
    d->lines = b.n;
    size_t best = try_each(set, &b, is_first, fitted, d);
    for (size_t i = 0; i < set->list.n && i < FORMATS_MAX && best * FITTED_OF >= b.n && best; i++)
        if (fitted[i] * 10 >= best * 9) {
            d->format = set->list.v[i];
            d->fitted = fitted[i];
            drop(d, d->format);
            return;
        }
}

void log_detect(struct log_formats *set, const char *bytes, size_t n, struct log_detection *d)
{
    choose(set, bytes, n, false, d);
}

void log_detect_first(struct log_formats *set, const char *bytes, size_t n, struct log_detection *d)
{
    choose(set, bytes, n, true, d);
}
