/* record: one thing that a log says: a line, with the lines that belong to it (a stack trace, the rest of a split line).
 * Texts are borrowed: from the bytes that were read, or from the scratch of who parsed them; they hold until the next
 * record. Nothing in a record is clean: it goes through text/clean before it is seen. */
#ifndef LOGS_RECORD_H
#define LOGS_RECORD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ascending. What other programs call notice is info, fatal, alert and panic are critical. */
enum log_level { LEVEL_UNSAID, LEVEL_TRACE, LEVEL_DEBUG, LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR, LEVEL_CRITICAL, N_LEVELS };

enum log_field {
    FIELD_MESSAGE, /* what is said, without time, level and the like; the whole line where no format fits */
    FIELD_METHOD,
    FIELD_PATH,    /* as logged, query included */
    FIELD_CLIENT,  /* address; of several the first, the one that X-Forwarded-For names as the client */
    FIELD_USER,
    FIELD_REQUEST, /* request id */
    FIELD_TRACE,   /* trace id of distributed tracing */
    FIELD_HOST,    /* the machine, or the virtual host, that logged it */
    FIELD_SERVICE, /* program, unit, logger, container */
    FIELD_STACK,   /* a stack trace that came inside a field (JSON), or the lines that followed */
    N_LOG_FIELDS
};

struct log_text {
    const char *s; /* NULL: not logged ("-" in an access log is not logged too) */
    size_t n;
};

struct log_record {
    int64_t at;        /* us UTC, corrected by its source's clock offset; TIME_NONE unknown */
    uint64_t offset;   /* of its first byte in its source, as decompressed */
    struct log_text raw; /* its first line without the line end */
    uint32_t n_lines;  /* 1, and those that belong to it */
    int status;        /* HTTP; 0: none */
    int64_t took;      /* us; -1 unknown */
    enum log_level level;
    bool is_partial;       /* Docker or CRI split the line: it goes on in the next record of its stream */
    bool is_stderr;        /* of the two streams of a container */
    struct log_text field[N_LOG_FIELDS];
};

struct log_quiet { /* records of one second that say no more than how loud they are */
    int64_t from, to; /* the first and the last; none is older than the one before */
    uint64_t n, level[N_LEVELS];
};

/* What counts as an error; a record is one when any part says so. */
struct regex;
struct log_rule {
    int status;            /* from this HTTP status on; 0: no status counts */
    enum log_level level;  /* from this level on; LEVEL_UNSAID: no level counts */
    const struct regex *pattern; /* matches the raw line; NULL: none. When given, status and level do not count */
};
extern const struct log_rule log_rule_usual; /* status 500, level error; a stack trace without a level counts too */
bool log_is_error(const struct log_record *r, const struct log_rule *rule);

const char *log_level_name(enum log_level level); /* "error"; "" for unsaid */
const char *log_field_name(enum log_field field); /* "path", as conditions and formats write it */
/* Any usual word for it, any case: err, E, SEVERE, fatal, W... LEVEL_UNSAID where it is none. */
enum log_level log_level_parse(const char *s, size_t n);
/* Of a line that no format reads: the first word near its beginning that stands there as a level does ("ERROR", "[warn]",
 * "Fatal error:", "java.lang.IllegalStateException: ..."). LEVEL_UNSAID where none does. */
enum log_level log_level_guess(const char *s, size_t n);
#endif
