/* format_read: one line read by a format, and by those inside it. */
#include <string.h>

#include "base/mem.h"
#include "logs/format_own.h"
#include "logs/json_shape.h"

enum { INSIDE_MAX = 2 }; /* Docker around syslog around JSON is as deep as it gets */

/* ---- scratch ---- */

struct log_scratch *log_scratch_new(void)
{
    struct log_scratch *scratch = mem_alloc(sizeof *scratch);
    scratch->work = regex_work_new();
    return scratch;
}

void log_scratch_free(struct log_scratch *scratch)
{
    if (!scratch)
        return;
    for (int i = 0; i < N_SLOTS; i++)
        str_release(&scratch->text[i]);
    str_release(&scratch->plain);
    json_shapes_free(scratch->shapes[0]);
    json_shapes_free(scratch->shapes[1]);
    regex_work_free(scratch->work);
    log_scratch_free(scratch->inner);
    mem_free(scratch);
}

/* ---- a line ---- */

/* Escape sequences of colour and the like (ECMA-48, CSI): ESC [ parameters, a last byte from @ to ~. */
static void take_colours_off(const char *line, size_t n, struct str *out)
{
    str_clear(out);
    for (size_t i = 0; i < n; i++) {
        if (line[i] != '\x1b' || i + 1 == n || line[i + 1] != '[') {
            str_add_char(out, line[i]);
            continue;
        }
        for (i += 2; i < n && (line[i] < '@' || line[i] > '~'); i++)
            ;
    }
}

static bool parse_syntax(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch,
                         struct log_parts *parts)
{
    switch (f->syntax) {
    case SYNTAX_PATTERN:
        return log_parse_pattern(f, line, n, scratch, parts);
    case SYNTAX_JSON:
        return log_parse_json(f, line, n, scratch, parts);
    case SYNTAX_LOGFMT:
        return log_parse_logfmt(f, line, n, scratch, parts);
    }
    return false;
}

/* Is it worth a look? Most lines are tried with several formats, and JSON is told from the rest by how it begins. */
static bool may_fit(const struct log_format *f, const char *line, size_t n)
{
    size_t i = 0;
    while (f->syntax == SYNTAX_JSON && i < n && (line[i] == ' ' || line[i] == '\t' || line[i] == '\n' || line[i] == '\r'))
        i++;
    return f->syntax != SYNTAX_JSON || (i < n && (line[i] == '{' || line[i] == '\x1b'));
}

static bool parse_outside(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                          struct log_scratch *scratch, struct log_record *out)
{
    struct log_parts parts;
    const char *read = line;
    size_t n_read = n;
    if (!may_fit(f, line, n))
        return false;
    log_parts_clear(&parts);
    if (n && memchr(line, '\x1b', n)) {
        take_colours_off(line, n, &scratch->plain);
        read = str_get(&scratch->plain);
        n_read = scratch->plain.n;
    }
    return parse_syntax(f, read, n_read, scratch, &parts) &&
           log_parts_finish(f, clock, &parts, line, n, scratch, out);
}

struct reading { /* how, not what */
    const struct log_clock *clock;
    bool is_slow;
    int depth;
};

static bool read_line(const struct log_format *f, const struct reading *how, const char *line, size_t n,
                      struct log_scratch *scratch, struct log_record *out);

/* What wraps knows best when and where it was said, what is inside what was said. */
static void merge(struct log_record *r, const struct log_record *inner)
{
    bool is_timed = r->at != TIME_NONE;
    r->at = is_timed ? r->at : inner->at;
    r->level = inner->level ? inner->level : r->level;
    r->status = inner->status ? inner->status : r->status;
    r->took = inner->took >= 0 ? inner->took : r->took;
    for (int i = 0; i < N_LOG_FIELDS; i++) {
        bool is_place = i == FIELD_HOST || i == FIELD_SERVICE;
        if (inner->field[i].n && !(is_place && r->field[i].n))
            r->field[i] = inner->field[i];
    }
}

static bool read_inside(const struct log_format *f, const struct reading *how, struct log_scratch *scratch,
                        struct log_record *r)
{
    struct log_text text = r->field[FIELD_MESSAGE];
    struct log_record inner;
    struct reading deeper = {how->clock, how->is_slow, how->depth + 1};
    if (!text.n || how->depth == INSIDE_MAX)
        return false;
    if (memchr(text.s, '\n', text.n)) /* several lines: what reads by hand counts on one */
        deeper.is_slow = true;
    if (!scratch->inner)
        scratch->inner = log_scratch_new();
    for (size_t i = 0; i < f->n_inside; i++)
        if (f->inside[i] && read_line(f->inside[i], &deeper, text.s, text.n, scratch->inner, &inner)) {
            merge(r, &inner);
            return true;
        }
    return false;
}

static bool read_line(const struct log_format *f, const struct reading *how, const char *line, size_t n,
                      struct log_scratch *scratch, struct log_record *out)
{
    if (n && line[n - 1] == '\r')
        n--;
    if (n >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) /* a byte order mark before the first line of a file */
        line += 3, n -= 3;
    bool is_read = !how->is_slow && f->fast && f->fast(f, how->clock, line, n, scratch, out);
    if (!is_read && !parse_outside(f, how->clock, line, n, scratch, out))
        return false;
    if (!f->n_inside || out->is_partial)
        return true;
    return read_inside(f, how, scratch, out) || !f->must_fit_inside;
}

bool log_format_parse(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                      struct log_scratch *scratch, struct log_record *out)
{
    return read_line(f, &(struct reading){clock, false, 0}, line, n, scratch, out);
}

bool log_format_parse_slowly(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                             struct log_scratch *scratch, struct log_record *out)
{
    return read_line(f, &(struct reading){clock, true, 0}, line, n, scratch, out);
}

bool log_format_parse_piece(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                            struct log_scratch *scratch, struct log_record *out)
{
    return read_line(f, &(struct reading){clock, false, INSIDE_MAX}, line, n, scratch, out);
}

void log_format_read_inside(const struct log_format *f, const struct log_clock *clock, struct log_text whole,
                            struct log_scratch *scratch, struct log_record *r)
{
    r->field[FIELD_MESSAGE] = whole;
    r->is_partial = false;
    read_inside(f, &(struct reading){clock, false, 0}, scratch, r);
}
