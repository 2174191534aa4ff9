/* reader_bytes: bytes to lines: across blocks, out of UTF-16, without the holes of NULs that an emptied log has. */
#include <string.h>

#include "base/mem.h"
#include "base/time.h"
#include "logs/reader_own.h"

enum { DETECT_BYTES = 64 << 10, FORCED_BYTES = 256 }; /* of the beginning, before it is decided how to read */

struct log_reader *log_reader_new(struct log_formats *formats, const struct log_format *forced,
                                  const struct log_clock *clock, log_take take, void *to)
{
    struct log_reader *r = mem_alloc(sizeof *r);
    *r = (struct log_reader){.formats = formats, .format = forced, .clock = *clock, .take = take, .to = to,
                             .is_forced = forced != NULL, .newest = TIME_NONE, .last_at = TIME_NONE};
    held_init(&r->slot[0]);
    held_init(&r->slot[1]);
    r->next = &r->slot[0];
    return r;
}

void log_reader_free(struct log_reader *r)
{
    if (!r)
        return;
    held_release(&r->slot[0]);
    held_release(&r->slot[1]);
    reader_join_release(r);
    str_release(&r->start);
    str_release(&r->line);
    str_release(&r->said);
    mem_free(r);
}

const struct log_detection *log_reader_detection(const struct log_reader *r)
{
    return r->is_decided ? &r->detection : NULL;
}

const struct log_reader_counts *log_reader_counts(const struct log_reader *r)
{
    return &r->counts;
}

/* ---- lines ---- */

/* A log that was emptied while its writer held it open begins with a hole: NULs up to where he goes on. */
static size_t leading_nuls(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && !s[i])
        i++;
    return i;
}

static void skip_hole(struct line *line)
{
    size_t hole = leading_nuls(line->s, line->n);
    line->s += hole;
    line->n -= hole;
    line->at += hole;
}

static void take_line(struct log_reader *r, struct line *line, bool may_have_nul, bool had_hole)
{
    r->counts.lines++;
    bool has_nul = may_have_nul && line->n && memchr(line->s, '\0', line->n);
    r->counts.binary += has_nul || had_hole;
    if (has_nul)
        skip_hole(line);
    if (line->n > LOG_LINE_MAX) {
        line->n = LOG_LINE_MAX;
        line->is_cut = true;
    }
    r->counts.cut += line->is_cut;
    while (line->n && line->s[line->n - 1] == '\r')
        line->n--;
    if (!r->is_stopped)
        reader_take_line(r, line);
}

static void end_line(struct log_reader *r)
{
    struct line line = {str_get(&r->line), r->line.n, r->line_at, r->line_is_cut};
    r->in_line = false;
    take_line(r, &line, true, r->line_had_hole);
}

/* A piece of a line that has no end yet: as much of it as is kept. */
static void begin_line(struct log_reader *r, const char *s, size_t n, uint64_t at)
{
    if (!r->in_line) {
        str_clear(&r->line);
        r->in_line = true;
        r->line_is_cut = r->line_had_hole = false;
        r->line_at = at;
    }
    size_t hole = r->line.n ? 0 : leading_nuls(s, n);
    if (hole)
        r->line_at = at + hole;
    size_t room = LOG_LINE_MAX - r->line.n, kept = n - hole < room ? n - hole : room;
    str_add_n(&r->line, s + hole, kept);
    r->line_is_cut |= kept < n - hole;
    r->line_had_hole |= hole > 0;
}

static void take_bytes(struct log_reader *r, const char *s, size_t n, uint64_t at)
{
    const char *end = s + n, *start = s;
    bool has_nul = memchr(s, '\0', n) != NULL;
    while (start < end && !r->is_stopped) {
        if (r->is_by_hand && !has_nul && !r->in_line)
            start += reader_take_requests(r, start, (size_t)(end - start), at + (uint64_t)(start - s));
        if (r->tell && r->is_glanced && !has_nul && !r->in_line)
            start += reader_pass_quiet(r, start, (size_t)(end - start));
        const char *stop = start < end ? memchr(start, '\n', (size_t)(end - start)) : NULL;
        if (!stop || r->is_stopped)
            break;
        struct line line = {start, (size_t)(stop - start), at + (uint64_t)(start - s), false};
        if (r->in_line) {
            begin_line(r, line.s, line.n, line.at);
            end_line(r);
        } else {
            take_line(r, &line, has_nul, false);
        }
        start = stop + 1;
    }
    if (r->now)
        held_keep(r->now);
    if (start < end && !r->is_stopped)
        begin_line(r, start, (size_t)(end - start), at + (uint64_t)(start - s));
}

static void take_utf16(struct log_reader *r, const char *s, size_t n, uint64_t at)
{
    for (size_t i = 0; i < n && !r->is_stopped;) {
        bool ended;
        begin_line(r, "", 0, at + i);
        i += utf16_line(&r->utf16, s + i, n - i, &r->line, LOG_LINE_MAX, &ended);
        r->line_is_cut |= r->utf16.is_full;
        if (!ended)
            return;
        r->utf16.is_full = false;
        end_line(r);
        if (r->now)
            held_keep(r->now);
    }
}

static void take(struct log_reader *r, const char *s, size_t n, uint64_t at)
{
    if (n == 0)
        return;
    if (r->is_utf16)
        take_utf16(r, s, n, at);
    else
        take_bytes(r, s, n, at);
}

/* ---- the beginning ---- */

static void detect(struct log_reader *r, const char *s, size_t n)
{
    struct str text = {0};
    struct utf16 u = r->utf16;
    bool ended;
    for (size_t i = 0; r->is_utf16 && i < n;) {
        i += utf16_line(&u, s + i, n - i, &text, SIZE_MAX, &ended);
        if (ended)
            str_add_char(&text, '\n');
    }
    if (r->is_forced)
        r->detection = (struct log_detection){.format = r->format};
    else
        log_detect_first(r->formats, r->is_utf16 ? str_get(&text) : s, r->is_utf16 ? text.n : n, &r->detection);
    str_release(&text);
    r->format = r->detection.format;
    r->is_wrapper = r->format && log_format_is_wrapper(r->format);
    r->is_access = r->format && log_format_is_access(r->format);
    r->is_by_hand = r->is_access && !r->is_wrapper && log_format_is_by_hand(r->format);
    r->is_glanced = r->format && log_format_glances(r->format);
    r->is_decided = true;
}

/* The first bytes of a source; returns how many of them are a mark. */
static size_t see_encoding(struct log_reader *r, const char *s, size_t n)
{
    size_t mark = 0;
    bool is_big = false;
    r->is_utf16 = utf16_detect(s, n, &is_big, &mark);
    r->utf16 = (struct utf16){.is_big = is_big};
    return n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : mark;
}

/* By the first bytes, which are then read. */
static void decide(struct log_reader *r, const char *s, size_t n, uint64_t at)
{
    size_t mark = at == 0 ? see_encoding(r, s, n) : 0, looked_at = n < DETECT_BYTES ? n : DETECT_BYTES;
    detect(r, s + mark, looked_at - mark);
    take(r, s + mark, n - mark, at + mark);
}

static void decide_by_start(struct log_reader *r)
{
    struct str start = r->start;
    r->start = (struct str){0};
    decide(r, str_get(&start), start.n, r->start_at);
    str_release(&start);
}

static void begin(struct log_reader *r, const char *s, size_t n, uint64_t at)
{
    size_t needed = r->is_forced ? FORCED_BYTES : DETECT_BYTES, first = needed - r->start.n;
    if (!r->start.n && n >= needed) {
        decide(r, s, n, at);
        return;
    }
    if (!r->start.n)
        r->start_at = at;
    first = n < first ? n : first;
    str_add_n(&r->start, s, first);
    if (r->start.n < needed)
        return;
    decide_by_start(r);
    take(r, s + first, n - first, at + first);
}

bool log_reader_feed(struct log_reader *r, const char *bytes, size_t n, uint64_t at)
{
    r->counts.bytes += n;
    if (!n || r->is_stopped)
        return !r->is_stopped;
    size_t mark = r->is_decided && at == 0 && n > 3 ? see_encoding(r, bytes, n) : 0; /* another source */
    if (r->is_decided)
        take(r, bytes + mark, n - mark, at + mark);
    else
        begin(r, bytes, n, at);
    return !r->is_stopped;
}

bool log_reader_settle(struct log_reader *r)
{
    if (!r->is_decided && r->start.n)
        decide_by_start(r);
    reader_let_go(r);
    return !r->is_stopped;
}

bool log_reader_end(struct log_reader *r)
{
    if (!r->is_decided && r->start.n)
        decide_by_start(r);
    if (r->in_line)
        end_line(r);
    reader_join_end(r);
    reader_let_go(r);
    r->newest = r->last_at = TIME_NONE;
    return !r->is_stopped;
}
