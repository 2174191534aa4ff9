/* Any bytes as the small texts of a log: a time and its layout, a length of time, a level, a path, a message, a line of a trace. The
 * first line is the layout. */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "logs/fold.h"
#include "logs/format_own.h"
#include "logs/signature.h"
#include "logs/trace.h"
#include "text/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void read_time(const char *layout, const char *s, size_t n)
{
    static const struct time_zone zone = {.shift = {{INT64_MIN, 3600}, {INT64_C(1774746000000000), 7200}, {INT64_C(1792890000000000), 3600}}, .n = 3};
    struct log_clock clock = {.zone = n % 2 ? &zone : NULL, .newest = INT64_C(1772348400000000)};
    struct iso_minute minute = {.start = 0};
    struct clf_minute clf = {.start = 0};
    int64_t at, again;
    size_t used;
    if (stamp_is_layout(layout) && stamp_parse(s, n, layout, &clock, &at, &used))
        assert(used <= n);
    for (int turn = 0; turn < 2; turn++) {
        if (iso_minute_read(&minute, s, n, &clock, &again))
            assert(stamp_iso(s, n, &clock, &at, &used) && used == n && at == again);
        if (n >= CLF_BYTES && clf_read(&clf, s, &clock, &again))
            assert(stamp_clf(s, CLF_BYTES, &clock, &at, &used) && used == CLF_BYTES && at == again);
    }
}

static void read_words(const char *s, size_t n)
{
    int64_t us;
    char out[FOLD_MAX];
    if (log_took_parse(s, n, 1e3, &us))
        assert(us >= 0);
    assert(log_level_parse(s, n) < N_LEVELS && log_level_guess(s, n) < N_LEVELS);
    size_t length = fold_message(s, n, out);
    assert(length == strlen(out) && length < FOLD_MAX);
    length = fold_endpoint((struct log_text){"GET", 3}, (struct log_text){s, n}, out);
    assert(length == strlen(out) && length < FOLD_MAX);
}

static void read_trace(const char *s, size_t n)
{
    struct trace_frame frame;
    bool at_start;
    trace_mark(s, n);
    trace_type(s, n, &at_start);
    trace_type_python(s, n);
    trace_frame_read_rust(s, n, &frame);
    if (trace_frame_read(s, n, &frame))
        trace_is_own(&frame);
    trace_place_read(s, n, &frame);
}

/* The rest is also what a record says, with and without what stands behind its first line. */
static void sign(const char *s, size_t n)
{
    const char *newline = n ? memchr(s, '\n', n) : NULL;
    size_t first = newline ? (size_t)(newline - s) : n;
    struct log_record r = {.raw = {s, first}, .n_lines = newline ? 2 : 1, .took = -1};
    struct log_signature sign;
    r.field[FIELD_MESSAGE] = r.raw;
    if (newline)
        r.field[FIELD_STACK] = (struct log_text){newline + 1, n - first - 1};
    log_signature(&r, &sign);
    assert(sign.n == strlen(sign.key) && sign.n_frames <= FRAMES_MAX);
    assert(strlen(sign.title) < SIGNATURE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const char *newline = n ? memchr(bytes, '\n', n) : NULL;
    if (!newline)
        return 0;
    size_t head = (size_t)(newline - (const char *)bytes), rest = n - head - 1;
    char *layout = strndup((const char *)bytes, head), *s = malloc(rest ? rest : 1);
    memcpy(s, newline + 1, rest);
    read_time(layout, s, rest);
    read_words(s, rest);
    read_trace(s, rest);
    sign(s, rest);
    free(layout);
    free(s);
    return 0;
}
