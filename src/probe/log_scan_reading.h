/* log_scan_reading: one piece of a log, or a pipe, while it is read record by record. */
#ifndef PROBE_LOG_SCAN_READING_H
#define PROBE_LOG_SCAN_READING_H
#include "probe/log_scan_own.h"
#include "probe/log_source.h"

struct scan_reading {
    struct scan *scan;
    struct scan_log *log;
    uint32_t number;
    struct log_source *source;
    struct log_reader *reader;
    uint64_t at;       /* as on disk, counted already */
    bool is_known_text;
};

/* Makes the reader; format NULL: it is detected. */
void scan_begin(struct scan_reading *g, const struct log_format *f);
/* A record of that time is in the log; outside of the window it is not noted. */
void scan_note_time(struct scan_log *l, const struct log_look_options *o, int64_t at);
void scan_count_bytes(struct scan_reading *g); /* how far reading has come on the disk */
void scan_feed(struct scan_reading *g, const char *bytes, size_t n, uint64_t offset);
void scan_end(struct scan_reading *g);   /* the last record goes out; the reader is gone */
void scan_close(struct scan_reading *g); /* the source is gone, its trouble said */
#endif
