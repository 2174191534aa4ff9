/* format_own: the insides of a format, for those who read lines by it. Whatever the syntax, a line first becomes parts (the
 * texts of its slots, as they stand there), and the parts become a record at one place: log_parts_finish. */
#ifndef LOGS_FORMAT_OWN_H
#define LOGS_FORMAT_OWN_H
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "logs/clf.h"
#include "logs/fast_app.h"
#include "logs/format.h"
#include "logs/format_head.h"
#include "logs/iso_minute.h"
#include "text/regex.h"
#include "text/yaml.h"

/* What a named group or a key can stand for: the fields of a record, and what is read further. The names are in
 * slot_words (format_load.c), the fields' own are those of log_field_name. */
enum log_slot {
    SLOT_TIME = N_LOG_FIELDS,
    SLOT_DATE,         /* of a time in two places: put before SLOT_TIME, with a blank */
    SLOT_LEVEL,        /* a word, or a number by its magnitude: 0 to 7 syslog, 10 to 60 pino, thousands logback */
    SLOT_LEVEL_SYSLOG, /* 0 to 7 */
    SLOT_LEVEL_PRI,    /* facility * 8 + 0 to 7 */
    SLOT_LEVEL_OTEL,   /* 1 to 24 */
    SLOT_STATUS,
    SLOT_TOOK,         /* with its unit ("12ms", "1m2.5s"); without one seconds */
    SLOT_TOOK_S,
    SLOT_TOOK_MS,
    SLOT_TOOK_US,
    SLOT_TOOK_NS,
    SLOT_FORWARDED,    /* X-Forwarded-For: its first address is the client */
    SLOT_STREAM,       /* stdout or stderr */
    SLOT_PARTIAL,      /* anything but "", "F", "false" and "0": the line goes on in the next one of its source */
    N_SLOTS
};

struct log_parts {
    struct log_text slot[N_SLOTS];
};

/* In pieces that are a few stores each: of the whole at once the compiler makes an instruction that takes as long as the rest. */
static inline void log_parts_clear(struct log_parts *parts)
{
    enum { PIECE = 5 };
    _Static_assert(N_SLOTS == 5 * PIECE, "all of them");
    memset(parts->slot, 0, PIECE * sizeof *parts->slot);
    memset(parts->slot + PIECE, 0, PIECE * sizeof *parts->slot);
    memset(parts->slot + 2 * PIECE, 0, PIECE * sizeof *parts->slot);
    memset(parts->slot + 3 * PIECE, 0, PIECE * sizeof *parts->slot);
    memset(parts->slot + 4 * PIECE, 0, PIECE * sizeof *parts->slot);
}

enum log_syntax { SYNTAX_PATTERN, SYNTAX_JSON, SYNTAX_LOGFMT };

struct log_pattern {
    struct regex *re;
    struct log_group {
        size_t number;
        enum log_slot slot;
    } *group;
    size_t n_groups, n_spans; /* spans to ask for: the highest number and one */
};

struct log_key { /* of JSON and logfmt: "http.status_code" */
    const char *name;
    enum log_slot slot; /* N_SLOTS: only asked whether it is there */
    uint32_t rank;      /* of several that are there the lowest counts, of equals the first */
    uint64_t needed;    /* its bit in `needs`, or 0 */
};

struct log_level_word {
    const char *word;
    enum log_level level;
};

struct log_sample {
    const struct yaml_node *node, *line, *expect;
    int64_t newest; /* of its clock; TIME_NONE: 1 July 2026 */
};

/* Reads a line into *out, the time by the clock. A fast path that is not sure says false: then the slow one is asked; so it
 * must be right about what it says yes to, and may be short. */
typedef bool (*log_parse)(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                          struct log_scratch *scratch, struct log_record *out);

struct log_format {
    const char *id, *title, *file;
    const char *text;      /* not NULL: not read yet; of all below there is only how specific it is */
    size_t n_text;
    struct log_head head;
    bool is_settled;       /* it is read, and all inside it */
    int specific;          /* higher stands before */
    bool is_access;
    enum log_syntax syntax;
    struct log_pattern *pattern;
    size_t n_patterns;
    struct log_pattern *follows; /* lines that go on with the record before them: not read, but no sign of another format */
    size_t n_follows;
    struct log_key *key;
    size_t n_keys;
    struct map keys;       /* name to index in key */
    uint64_t needs;        /* of JSON and logfmt: all these keys must be there */
    bool no_other_keys;    /* of JSON: a simple value of another key at the top, and it is not this format */
    const char **time;     /* layouts; none given: iso and %s */
    size_t n_times;
    struct log_level_word *level;
    size_t n_levels;
    const char **inside_id; /* formats that the message is read by again, the first that fits */
    const struct log_format **inside; /* NULL where no such format is loaded */
    size_t n_inside;
    bool must_fit_inside;  /* a line is only one when one of them reads it */
    bool is_utc;           /* a time without a zone is UTC, whatever the clock's zone */
    bool inside_only;      /* too general to be detected: read only inside others */
    bool ends_in_newline;  /* the message of a whole line does (Docker's json-file); one that does not is partial */
    log_parse fast;        /* NULL: none */
    struct log_sample *sample;
    size_t n_samples;
};

struct log_level_seen { /* what was read as a level last, and by what */
    const struct log_format *format; /* NULL: nothing */
    enum log_slot slot;
    enum log_level level;
    size_t n;
    char text[16];
};

struct log_scratch {
    struct regex_work *work;
    struct str text[N_SLOTS]; /* unescaped */
    struct str plain;         /* the line without its colours */
    struct clf_minute minute;
    struct app_second app;
    struct iso_minute iso;
    struct log_level_seen level;
    struct json_shapes *shapes[2]; /* of two formats; NULL none */
    struct log_scratch *inner; /* for what is inside: its texts must not overwrite the outer ones'. NULL: not needed yet */
};

/* ---- the syntaxes: a line to parts; texts point into the line or the scratch ---- */

bool log_parse_pattern(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch,
                       struct log_parts *parts);
bool log_parse_json(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch,
                    struct log_parts *parts);
/* The same, and *values (n is 0 before) are the simple values that it saw. */
struct json_values;
bool log_parse_json_noting(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch,
                           struct log_parts *parts, struct json_values *values);
/* A string as it stands between its quotes, unescaped into *plain where that is needed. */
struct log_text log_json_text(struct log_text text, bool is_escaped, struct str *plain);
bool log_parse_logfmt(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch,
                      struct log_parts *parts);

bool log_follows(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch);

/* Which key a name is; NULL when it is none of the format's. */
const struct log_key *log_key_find(const struct log_format *f, const char *name);
/* Notes which ones were found while a line is read. */
struct log_found {
    uint32_t rank[N_SLOTS]; /* 1 + rank of what is in the slot, 0 empty */
    uint64_t needed;
};
/* Is this value better than what the slot holds? Then it is noted, and the caller puts it there. */
bool log_found_take(struct log_found *found, const struct log_key *key);

/* ---- parts to record ---- */

/* Clears *out and fills it in. False: there is a time, and no layout reads it (a pattern's line is then none of it; of JSON
 * and logfmt the time is unknown). */
bool log_parts_finish(const struct log_format *f, const struct log_clock *clock, const struct log_parts *parts,
                      const char *line, size_t n, struct log_scratch *scratch, struct log_record *out);
/* "12ms", "1.5", "1h2m3.5s", "350µs" to us; unit is us per 1 where the text names none. False: it is no length. */
bool log_took_parse(const char *s, size_t n, double unit, int64_t *us);
enum log_level log_level_of(const struct log_format *f, enum log_slot slot, const char *s, size_t n);

enum log_slot log_slot_find(const char *name); /* N_SLOTS: none */
const char *log_slot_name(enum log_slot slot);

/* The fast paths by the names that formats call them by. */
log_parse log_fast_find(const char *name);
#endif
