/* zip: deflate and a bounded inflate. */
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

const char *zip_library_version(void)
{
    return zlibVersion();
}
