/* log_scan: reads sources from beginning to end (or the window asked for) and looks: the engine behind `triage logs` and
 * the logs probe. Chooses the quick way or the full one, merges streams by time, estimates clock offsets by shared request
 * ids, tells its progress. */
#ifndef PROBE_LOG_SCAN_H
#define PROBE_LOG_SCAN_H
#include "logs/look.h"
#include "logs/reader.h"
#include "probe/log_source.h"

struct log_scan_options {
    struct log_look_options look;
    const struct log_formats *formats;
    const struct log_format *forced;  /* NULL: detected */
    const struct time_zone *zone;
    int64_t now;
    bool is_full;                     /* false: the quick way where it can be gone */
    bool with_rotated;
    /* Keeps only records for which it is true (--where); NULL: all. Forces the full way. */
    bool (*keeps)(void *to, const struct log_record *r);
    void *keeps_to;
    /* Clock offsets that were set: by stream name, us. */
    struct log_offset_set { const char *name; int64_t offset; } *offset;
    size_t n_offsets;
    const char *const *command;       /* each one more stream */
    size_t n_commands;
    /* Called a few times a second with what is known; false: stop (the finding is then partial). NULL: never. */
    bool (*tell)(void *to, const struct log_finding *so_far);
    void *tell_to;
};

/* False only when nothing could be read at all. */
bool log_scan(const char *const *names, size_t n, const struct log_scan_options *options, struct log_finding *out, struct err *e);
#endif
