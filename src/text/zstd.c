/* zstd: frames unpacked in bounded memory. */
#include "text/zstd.h"

#ifdef WITH_ZSTD
#include <zstd.h>
#include <zstd_errors.h>

#include "base/mem.h"

enum { WINDOW_LOG_MAX = 25 };

struct zstd_stream {
    ZSTD_DStream *z;
    bool is_between; /* frames: input may end here */
};

bool zstd_is_built_in(void)
{
    return true;
}

struct zstd_stream *zstd_stream_new(void)
{
    struct zstd_stream *s = mem_alloc(sizeof *s);
    s->z = ZSTD_createDStream();
    if (!s->z || ZSTD_isError(ZSTD_DCtx_setParameter(s->z, ZSTD_d_windowLogMax, WINDOW_LOG_MAX)))
        mem_die("out of memory");
    s->is_between = true;
    return s;
}

static enum unpack_result refusal(size_t rc)
{
    ZSTD_ErrorCode code = ZSTD_getErrorCode(rc);
    return code == ZSTD_error_frameParameter_windowTooLarge || code == ZSTD_error_memory_allocation ? UNPACK_WIDE : UNPACK_DAMAGED;
}

enum unpack_result zstd_stream_step(struct zstd_stream *s, struct unpack_step *step)
{
    ZSTD_inBuffer in = {step->in, step->n_in, 0};
    ZSTD_outBuffer out = {step->out, step->room, 0};
    size_t rc = 0, taken = 1;
    /* At the end of a frame the library would begin the next one without input: that is still an end. */
    while (taken > 0 && !ZSTD_isError(rc) && (in.pos < in.size || (out.pos < out.size && !s->is_between))) {
        size_t was = in.pos + out.pos;
        rc = ZSTD_decompressStream(s->z, &out, &in);
        taken = in.pos + out.pos - was;
        s->is_between = rc == 0;
    }
    unpack_moved(step, in.pos, out.pos);
    return ZSTD_isError(rc) ? refusal(rc) : s->is_between ? UNPACK_WHOLE : UNPACK_ON;
}

void zstd_stream_free(struct zstd_stream *s)
{
    if (s)
        ZSTD_freeDStream(s->z);
    mem_free(s);
}

const char *zstd_library_version(void)
{
    return ZSTD_versionString();
}
#else
#include <assert.h>
#include <stddef.h>

bool zstd_is_built_in(void)
{
    return false;
}

struct zstd_stream *zstd_stream_new(void)
{
    return NULL;
}

enum unpack_result zstd_stream_step(struct zstd_stream *s, struct unpack_step *step)
{
    (void)step;
    assert(s); /* there is none to step */
    return UNPACK_DAMAGED;
}

void zstd_stream_free(struct zstd_stream *s)
{
    (void)s;
}

const char *zstd_library_version(void)
{
    return "";
}
#endif
