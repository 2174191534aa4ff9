/* sniff: what a file is, by its first bytes: a log, a packed one, or something that only looks like one by its name. */
#ifndef LOGS_SNIFF_H
#define LOGS_SNIFF_H
#include <stddef.h>

enum log_content {
    CONTENT_EMPTY,
    CONTENT_TEXT,
    CONTENT_GZIP,
    CONTENT_ZSTD,
    CONTENT_XZ,
    CONTENT_BZIP2,
    CONTENT_LZ4,
    CONTENT_ZIP,
    CONTENT_JOURNAL, /* of systemd */
    CONTENT_UTF16,
    CONTENT_BINARY,
};

enum { SNIFF_BYTES = 4096 };

/* By at most SNIFF_BYTES. A run of NULs is a hole (a log emptied while its writer held it open), not a sign of binary. */
enum log_content log_sniff(const char *bytes, size_t n);
/* The command that prints it as text, the file's name to follow: "xz -dc". NULL: there is none, or none is needed. */
const char *log_content_command(enum log_content content);
#endif
