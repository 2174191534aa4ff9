/* zip: deflate, a bounded inflate, and gzip as a stream. */
#include "text/zip.h"

#include <stdint.h>
#define ZLIB_CONST
#include <zlib.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { CHUNK = 16384 };

void zip_pack(const void *p, size_t n, struct str *out)
{
    uLongf room = compressBound((uLong)n);
    unsigned char *packed = mem_alloc(room);
    if (compress2(packed, &room, p, (uLong)n, Z_DEFAULT_COMPRESSION) != Z_OK)
        mem_die("out of memory"); /* the only way it fails: the room is enough */
    str_add_n(out, (const char *)packed, room);
    mem_free(packed);
}

static bool inflate_all(z_stream *z, size_t limit, struct str *out)
{
    char chunk[CHUNK];
    size_t start = out->n;
    int rc = Z_OK;
    while (rc == Z_OK) {
        z->next_out = (Bytef *)chunk;
        z->avail_out = sizeof chunk;
        rc = inflate(z, Z_NO_FLUSH);
        size_t got = sizeof chunk - z->avail_out;
        if (out->n - start + got > limit)
            return false;
        str_add_n(out, chunk, got);
        if (got == 0 && rc == Z_OK && z->avail_in == 0)
            return false; /* cut short */
    }
    return rc == Z_STREAM_END && z->avail_in == 0;
}

bool zip_unpack(const void *p, size_t n, size_t limit, struct str *out, struct err *e)
{
    z_stream z = {.next_in = p, .avail_in = (uInt)n};
    size_t start = out->n;
    if (n > UINT32_MAX / 2 || inflateInit(&z) != Z_OK)
        return err_set(e, ERR_INPUT, _("packed bytes that cannot be read"));
    bool ok = inflate_all(&z, limit, out);
    inflateEnd(&z);
    if (ok)
        return true;
    if (out->s)
        str_cut(out, start);
    return err_set(e, ERR_INPUT, _("packed bytes are damaged, or hold more than %zu bytes"), limit);
}

struct zip_stream {
    z_stream z;
    bool is_between; /* members: input may end here */
    bool is_damaged;
};

struct zip_stream *zip_stream_new(void)
{
    enum { GZIP_ONLY = MAX_WBITS + 16 };
    struct zip_stream *s = mem_alloc(sizeof *s);
    if (inflateInit2(&s->z, GZIP_ONLY) != Z_OK)
        mem_die("out of memory");
    s->is_between = true;
    return s;
}

/* False: only padding is left of this input. */
static bool begin_member(struct zip_stream *s)
{
    while (s->z.avail_in > 0 && *s->z.next_in == 0) {
        s->z.next_in++;
        s->z.avail_in--;
    }
    if (s->z.avail_in == 0)
        return false;
    s->is_between = false;
    return inflateReset(&s->z) == Z_OK;
}

static enum unpack_result inflate_some(struct zip_stream *s)
{
    while (s->z.avail_in > 0 || s->z.avail_out > 0) {
        if (s->is_between && !begin_member(s))
            return UNPACK_WHOLE;
        int rc = inflate(&s->z, Z_NO_FLUSH);
        if (rc == Z_BUF_ERROR)
            return UNPACK_ON; /* it wants more input, or more room */
        s->is_between = rc == Z_STREAM_END;
        s->is_damaged = rc != Z_OK && rc != Z_STREAM_END;
        if (s->is_damaged)
            return UNPACK_DAMAGED;
    }
    return s->is_between ? UNPACK_WHOLE : UNPACK_ON;
}

enum unpack_result zip_stream_step(struct zip_stream *s, struct unpack_step *step)
{
    enum { AT_ONCE = 1 << 30 };
    uInt in = step->n_in > AT_ONCE ? AT_ONCE : (uInt)step->n_in, room = step->room > AT_ONCE ? AT_ONCE : (uInt)step->room;
    if (s->is_damaged)
        return UNPACK_DAMAGED;
    s->z.next_in = (const Bytef *)step->in;
    s->z.avail_in = in;
    s->z.next_out = (Bytef *)step->out;
    s->z.avail_out = room;
    enum unpack_result result = inflate_some(s);
    unpack_moved(step, in - s->z.avail_in, room - s->z.avail_out);
    return result;
}

void zip_stream_free(struct zip_stream *s)
{
    if (s)
        inflateEnd(&s->z);
    mem_free(s);
}

const char *zip_library_version(void)
{
    return zlibVersion();
}
