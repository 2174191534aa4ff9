/* Any bytes as lines of one format (the first line is its id): the fast path and the slow one read the same, and what they
 * read lies within the line or the scratch (ASan sees to it). */
#include <stdint.h>

#include "logs/format_own.h"
#include "logs/reader.h"
#include "shipped_formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct log_formats formats;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    load_shipped_formats(&formats);
    return 0;
}

static bool is_same(struct log_text a, struct log_text b)
{
    return a.n == b.n && (a.s == NULL) == (b.s == NULL) && (!a.n || memcmp(a.s, b.s, a.n) == 0);
}

static void hold(const struct log_record *a, const struct log_record *b)
{
    assert(a->at == b->at && a->status == b->status && a->took == b->took && a->level == b->level);
    assert(a->n_lines == b->n_lines && a->is_partial == b->is_partial && a->is_stderr == b->is_stderr && is_same(a->raw, b->raw));
    assert(a->took >= -1 && a->level < N_LEVELS && (a->status == 0 || (a->status >= 100 && a->status <= 599)));
    for (int i = 0; i < N_LOG_FIELDS; i++)
        assert(is_same(a->field[i], b->field[i]));
}

struct reading {
    const struct log_format *format;
    struct log_clock clock;
    struct log_scratch *quickly, *slowly;
};

static void read_line(const struct reading *r, const char *line, size_t n)
{
    struct log_record a, b;
    char *exact = malloc(n ? n : 1);
    memcpy(exact, line, n);
    bool is_read = log_format_parse(r->format, &r->clock, exact, n, r->quickly, &a);
    bool is_read_slowly = log_format_parse_slowly(r->format, &r->clock, exact, n, r->slowly, &b);
    assert(is_read == is_read_slowly);
    if (is_read)
        hold(&a, &b);
    int64_t at;
    enum log_level level;
    /* A glance sees less: it may take a line that the pattern refuses further on. */
    if (log_format_glance(r->format, &r->clock, exact, n, r->quickly, &at, &level) && is_read)
        assert(at == b.at && level == b.level);
    free(exact);
}

static const struct log_format *format_of(const char *s, size_t n)
{
    char id[40];
    snprintf(id, sizeof id, "%.*s", (int)(n < 39 ? n : 39), s);
    const struct log_format *f = log_format_find(&formats, id);
    return f || !n ? f : formats.list.v[(unsigned char)s[0] % formats.list.n];
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const char *s = (const char *)bytes, *end = s + n, *newline = n ? memchr(s, '\n', n) : NULL;
    struct reading r = {.format = newline ? format_of(s, (size_t)(newline - s)) : NULL};
    if (!r.format)
        return 0;
    r.clock = (struct log_clock){.newest = INT64_C(1772348400000000), .offset = n % 2 ? 0 : 1500000};
    r.quickly = log_scratch_new();
    r.slowly = log_scratch_new();
    for (s = newline + 1; s <= end; s = newline + 1) {
        newline = s < end ? memchr(s, '\n', (size_t)(end - s)) : NULL;
        newline = newline ? newline : end;
        read_line(&r, s, (size_t)(newline - s));
        read_line(&r, s, (size_t)(newline - s)); /* now its shape is known */
    }
    log_scratch_free(r.quickly);
    log_scratch_free(r.slowly);
    return 0;
}
