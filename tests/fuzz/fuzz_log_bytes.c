/* What a log's bytes and name say, and its unpacking, by anything: no crash, no read outside, no output without an end. The
 * first byte chooses. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "logs/rotation.h"
#include "logs/seek.h"
#include "logs/sniff.h"
#include "text/zip.h"
#include "text/zstd.h"

enum { ROOM = 4096, STEPS = 10000 };

struct bytes {
    const char *s;
    size_t n;
};

static void unpack(struct bytes b, struct zip_stream *zip, struct zstd_stream *zstd)
{
    char out[ROOM];
    for (int i = 0; i < STEPS; i++) {
        struct unpack_step s = {b.s, b.n < 7 ? b.n : 7, out, ROOM};
        size_t had = s.n_in;
        enum unpack_result r = zip ? zip_stream_step(zip, &s) : zstd_stream_step(zstd, &s);
        if (r > UNPACK_WHOLE || (had == s.n_in && s.room == ROOM))
            break;
        b.n -= had - s.n_in;
        b.s = s.in;
    }
    zip_stream_free(zip);
    zstd_stream_free(zstd);
}

static void name(struct bytes b)
{
    char *text = mem_strndup(b.s, b.n);
    struct rotation r, other;
    rotation_of(text, &r);
    rotation_of("access.log.1", &other);
    if (strlen(r.base) >= sizeof r.base || rotation_compare(&r, &other) * rotation_compare(&other, &r) > 0)
        abort();
    mem_free(text);
}

static ssize_t read_at(void *of, char *to, size_t room, uint64_t at)
{
    const struct bytes *b = of;
    size_t n = at < b->n ? b->n - (size_t)at : 0;
    n = n < room ? n : room;
    memcpy(to, b->s + (at < b->n ? at : 0), n);
    return (ssize_t)n;
}

static bool time_at(void *of, const char *line, size_t n, int64_t *at)
{
    (void)of;
    *at = n > 0 ? (int64_t)(unsigned char)line[0] * TIME_MINUTE : 0;
    return n > 1;
}

static void window(struct bytes b)
{
    struct seek_found f;
    struct seek_log log = {b.n, read_at, time_at, &b};
    seek_window(&log, 'b' * TIME_MINUTE, 'c' * TIME_MINUTE, &f);
    if (f.start > f.end || f.end > b.n || f.reads > SEEK_READS)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct bytes b = {(const char *)data + 1, n - 1};
    if (n == 0)
        return 0;
    if (log_sniff(b.s, b.n) > CONTENT_BINARY)
        abort();
    if (data[0] % 4 == 0)
        unpack(b, zip_stream_new(), NULL);
    else if (data[0] % 4 == 1 && zstd_is_built_in())
        unpack(b, NULL, zstd_stream_new());
    else if (data[0] % 4 == 2)
        name(b);
    else
        window(b);
    return 0;
}
