/* log_scan_options: what a scan of logs is to look for, and where. */
#ifndef PROBE_LOG_SCAN_OPTIONS_H
#define PROBE_LOG_SCAN_OPTIONS_H
#include "logs/look.h"
#include "logs/reader.h"

struct log_scan_options {
    struct log_look_options look;
    struct log_formats *formats;
    const struct log_format *forced;  /* NULL: detected */
    const struct time_zone *zone;
    int64_t now;
    bool is_full;                     /* false: the quick way where it can be gone and pays; look.is_quick is the scan's to set */
    uint64_t quick_from;              /* bytes on the disk, of one log, from which it pays; 0 is the usual */
    bool with_rotated;
    int64_t follow;                   /* us: not what is there, but what comes from now on, for so long; -1 until `tell` says stop; 0: no */
    /* Keeps only records for which it is true (--where); NULL: all. Forces the full way. */
    bool (*keeps)(void *to, const struct log_record *r);
    void *keeps_to;
    /* Clock offsets that were set: by stream name, or the command; us. Of the others each is estimated from the request ids it
     * shares with one before it. */
    struct log_offset_set { const char *name; int64_t offset; } *offset;
    size_t n_offsets;
    const char *const *command;       /* each one more log */
    size_t n_commands;
    /* Called a few times a second with what is known, also while a pipe is silent; false: stop (the finding is then partial).
     * Clocks and formats are settled before the first call. NULL: never. */
    bool (*tell)(void *to, const struct log_finding *so_far);
    void *tell_to;
};
#endif
