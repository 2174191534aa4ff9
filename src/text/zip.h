/* zip: bytes made smaller and back, by zlib (RFC 1950), and gzip read as a stream (RFC 1952); no other file sees zlib.h.
 * What comes back is bounded: a few stored bytes can claim to be gigabytes. */
#ifndef TEXT_ZIP_H
#define TEXT_ZIP_H
#include "base/err.h"
#include "base/str.h"
#include "text/unpack.h"

/* Adds to the caller's str. */
void zip_pack(const void *p, size_t n, struct str *out);
/* ERR_INPUT when it is not what zip_pack made, or is larger than limit; then nothing was added. */
bool zip_unpack(const void *p, size_t n, size_t limit, struct str *out, struct err *e);

/* Gzip, one member after another (`cat a.gz b.gz`), with the zeros that a tape leaves behind. The caller bounds it. */
struct zip_stream;
struct zip_stream *zip_stream_new(void);
enum unpack_result zip_stream_step(struct zip_stream *z, struct unpack_step *step);
void zip_stream_free(struct zip_stream *z);

const char *zip_library_version(void); /* "1.2.13" */
#endif
