/* Any bytes as a log: the records are the same in whatever pieces they come (the first byte says which; the second the format,
 * or that it is to be found), they stay within their bounds, and each can be signed and folded. The formats that ship are loaded, so that lines may fit. */
#include <stdint.h>

#include "logs/reader.h"
#include "logs/signature.h"
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

static uint64_t mix(uint64_t h, const void *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ ((const unsigned char *)p)[i]) * UINT64_C(1099511628211);
    return h;
}

static bool take(void *to, const struct log_record *r)
{
    uint64_t *h = to;
    struct log_signature s;
    char out[FOLD_MAX];
    assert(r->raw.n <= LOG_LINE_MAX && r->n_lines > 0);
    *h = mix(*h, &r->offset, sizeof r->offset);
    *h = mix(*h, &r->at, sizeof r->at);
    *h = mix(*h, r->raw.s, r->raw.n);
    for (int i = 0; i < N_LOG_FIELDS; i++) {
        assert(r->field[i].n <= LOG_RECORD_MAX);
        *h = mix(*h, r->field[i].s, r->field[i].n);
    }
    log_signature(r, &s);
    assert(s.n == strlen(s.key) && s.n_frames <= FRAMES_MAX);
    size_t n = fold_endpoint(r->field[FIELD_METHOD], r->field[FIELD_PATH], out);
    assert(n == strlen(out));
    log_continues(r->raw.s, r->raw.n);
    return true;
}

static void hear(void *to, const struct log_quiet *quiet)
{
    (void)to;
    assert(quiet->n > 0 && quiet->to >= quiet->from);
}

static uint64_t read_in_pieces(const struct log_format *f, const uint8_t *bytes, size_t n, size_t piece,
                               struct log_reader_counts *counts, bool quietly)
{
    const struct log_clock clock = {.newest = INT64_C(1772348400000000)};
    uint64_t h = 14695981039346656037u;
    struct log_reader *r = log_reader_new(&formats, f, &clock, take, &h);
    if (quietly)
        log_reader_tell(r, LEVEL_ERROR, hear);
    for (size_t at = 0; at < n; at += piece) {
        size_t now = n - at < piece ? n - at : piece;
        char *exact = malloc(now);
        memcpy(exact, bytes + at, now);
        log_reader_feed(r, exact, now, at);
        free(exact);
    }
    log_reader_end(r);
    *counts = *log_reader_counts(r);
    log_reader_free(r);
    return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n < 3)
        return 0;
    size_t which = bytes[1] % (formats.list.n + 1);
    const struct log_format *f = which < formats.list.n ? formats.list.v[which] : NULL;
    struct log_reader_counts whole, pieces, quiet;
    uint64_t a = read_in_pieces(f, bytes + 2, n - 2, n, &whole, false);
    uint64_t b = read_in_pieces(f, bytes + 2, n - 2, 1 + bytes[0], &pieces, false);
    read_in_pieces(f, bytes + 2, n - 2, n, &quiet, true);
    assert(a == b && memcmp(&whole, &pieces, sizeof whole) == 0 && memcmp(&whole, &quiet, sizeof whole) == 0);
    return 0;
}
