/* zip: bytes made smaller and back, by zlib (RFC 1950); no other file sees zlib.h. What comes back is bounded: a few
 * stored bytes can claim to be gigabytes. Adds to the caller's str. */
#ifndef TEXT_ZIP_H
#define TEXT_ZIP_H
#include "base/err.h"
#include "base/str.h"

void zip_pack(const void *p, size_t n, struct str *out);
/* ERR_INPUT when it is not what zip_pack made, or is larger than limit; then nothing was added. */
bool zip_unpack(const void *p, size_t n, size_t limit, struct str *out, struct err *e);
const char *zip_library_version(void); /* "1.2.13" */
#endif
