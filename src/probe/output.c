/* output: a head and a ring. */
#include "probe/output.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"

static void ring_add(struct output *o, const char *bytes, size_t n)
{
    if (!o->tail)
        o->tail = mem_alloc(OUTPUT_HALF);
    if (n > OUTPUT_HALF)
        bytes += n - OUTPUT_HALF, n = OUTPUT_HALF;
    size_t first = OUTPUT_HALF - o->tail_at < n ? OUTPUT_HALF - o->tail_at : n;
    memcpy(o->tail + o->tail_at, bytes, first);
    memcpy(o->tail, bytes + first, n - first);
    o->tail_at = (o->tail_at + n) % OUTPUT_HALF;
    o->tail_n = o->tail_n + n > OUTPUT_HALF ? OUTPUT_HALF : o->tail_n + n;
}

void output_add(struct output *o, const char *bytes, size_t n)
{
    size_t room = OUTPUT_HALF - o->head.n, first = n < room ? n : room;
    o->bytes += n;
    str_add_n(&o->head, bytes, first);
    if (n > first)
        ring_add(o, bytes + first, n - first);
}

static void ring_text(const struct output *o, size_t last, struct str *out)
{
    size_t n = last < o->tail_n ? last : o->tail_n, from = (o->tail_at + OUTPUT_HALF - n) % OUTPUT_HALF;
    size_t first = OUTPUT_HALF - from < n ? OUTPUT_HALF - from : n;
    if (!n)
        return;
    str_add_n(out, o->tail + from, first);
    str_add_n(out, o->tail, n - first);
}

void output_text(const struct output *o, struct str *out)
{
    uint64_t kept = o->head.n + o->tail_n;
    str_add_n(out, str_get(&o->head), o->head.n);
    if (kept < o->bytes)
        str_addf(out, "\n[... %" PRIu64 " bytes left out ...]\n", o->bytes - kept);
    ring_text(o, OUTPUT_HALF, out);
}

void output_tail(const struct output *o, size_t n, struct str *out)
{
    if (o->tail_n < n && o->head.n) {
        size_t more = n - o->tail_n < o->head.n ? n - o->tail_n : o->head.n;
        str_add_n(out, o->head.s + o->head.n - more, more);
    }
    ring_text(o, n, out);
}

void output_release(struct output *o)
{
    str_release(&o->head);
    mem_free(o->tail);
    *o = (struct output){0};
}
