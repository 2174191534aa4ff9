/* zstd: Zstandard read as a stream (RFC 8878) by libzstd, where configure found it; no other file sees zstd.h of the
 * library. A frame whose window is larger than 32 MB (`zstd --ultra -20` and up, `--long`) is refused: memory is bounded. */
#ifndef TEXT_ZSTD_H
#define TEXT_ZSTD_H
#include <stdbool.h>

#include "text/unpack.h"

bool zstd_is_built_in(void);

/* Frame after frame. Only where it is built in. */
struct zstd_stream;
struct zstd_stream *zstd_stream_new(void);
enum unpack_result zstd_stream_step(struct zstd_stream *z, struct unpack_step *step);
void zstd_stream_free(struct zstd_stream *z);

const char *zstd_library_version(void); /* "1.5.4"; "" when it is not built in */
#endif
