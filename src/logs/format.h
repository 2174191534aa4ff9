/* format: how the lines of a log are read, as data (YAML files in data/formats, and the operator's own). A format is a syntax
 * (a pattern with named groups, JSON with key aliases, logfmt), timestamp layouts, a map of levels and samples with what
 * is expected of them. Loaded once, constant afterwards. */
#ifndef LOGS_FORMAT_H
#define LOGS_FORMAT_H
#include "base/arena.h"
#include "base/vec.h"
#include "logs/bytes.h"
#include "logs/record.h"
#include "logs/stamp.h"
#include "text/problem.h"

struct log_format; /* logs/format_own.h */

/* In order of preference: a format that is more specific stands before a more general one. Formats know one another (what
 * is inside what), so all are added before the first line is read. One comes from log_format_find or log_detect, which see to
 * it that it is read; who takes it from the list calls log_formats_wake before. */
struct log_formats {
    struct arena arena;
    VEC(struct log_format *) list;
};

/* Adds the format in a file's text. False with problems (file:line:column, remedy) when it is not one. A format with the
 * id of one that is there replaces it: so an operator corrects one that ships. */
bool log_formats_add(struct log_formats *set, const char *file, const char *text, size_t n, struct problems *ps);
/* The same of one that is right in all likelihood (it ships): of its text only the top is looked at, and it is read when a
 * line may be of that format, or it is asked for by its id. When it is not right after all, it reads nothing. */
bool log_formats_add_later(struct log_formats *set, const char *file, const char *text, size_t n, struct problems *ps);
/* Reads all that were put off; before the list is looked at. */
void log_formats_wake(struct log_formats *set, struct problems *ps);
void log_formats_release(struct log_formats *set);

const char *log_format_id(const struct log_format *f);    /* "combined" */
const char *log_format_title(const struct log_format *f); /* "access log, combined (nginx, Apache)" */
const struct log_format *log_format_find(struct log_formats *set, const char *id); /* NULL: none */
/* Do its lines come from an access log whose time stands in [dd/Mon/yyyy...] and whose status follows the request? Then
 * logs/quick may look at it. */
bool log_format_is_access(const struct log_format *f);
/* Do its lines wrap those of another program (Docker, CRI, journald, syslog)? Then a stack trace comes line by line, each
 * wrapped, and whether a line belongs to the one before it is asked of its message. */
bool log_format_is_wrapper(const struct log_format *f);

/* Memory that parsing needs (unescaped JSON, match data): one for each reader, released by it. */
struct log_scratch;
/* Does the format say of this line, which it does not read, that it goes with the record before it? */
bool log_format_follows(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch);
struct log_scratch *log_scratch_new(void);
void log_scratch_free(struct log_scratch *scratch);

/* One line, without its end, to a record: fields, level, status, time. False: it does not fit this format. offset and
 * n_lines are the reader's. `raw` is the line. */
bool log_format_parse(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                      struct log_scratch *scratch, struct log_record *out);
/* Of an access log, where the end of the line and its quotes are known already (bytes_read_line): by hand alone. False: ask
 * log_format_parse. log_format_is_by_hand: are there any that it reads? */
bool log_format_is_by_hand(const struct log_format *f);
bool log_format_parse_by_hand(const struct log_format *f, const struct log_clock *clock, const char *line,
                              const struct bytes_line *marks, struct log_scratch *scratch, struct log_record *out);
/* The same by pattern alone, without the fast paths: what they are held equal to. */
bool log_format_parse_slowly(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                             struct log_scratch *scratch, struct log_record *out);

/* Do lines of the format tell at their very beginning when they were said and how loud? Then a line that does is a record of
 * its own, and nothing else is needed to count it. */
bool log_format_glances(const struct log_format *f);
/* False: it does not begin so, or not surely. It may fit all the same. */
bool log_format_glance(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                       struct log_scratch *scratch, int64_t *at, enum log_level *level);
/* A line of a wrapper without what is inside: the last of several pieces, whose message is no line of its own. */
bool log_format_parse_piece(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                            struct log_scratch *scratch, struct log_record *out);
/* Of a wrapper whose line came in pieces (is_partial): r is the record of one of them, `whole` the messages put together. Reads
 * what is inside and puts it into r, whose texts then point into `whole` or the scratch. */
void log_format_read_inside(const struct log_format *f, const struct log_clock *clock, struct log_text whole,
                            struct log_scratch *scratch, struct log_record *r);

/* Runs the format's samples; each that is not read as it says adds a problem. Returns how many samples there were. */
size_t log_format_check(const struct log_format *f, struct problems *ps);

/* ---- which one ---- */

struct log_detection {
    const struct log_format *format; /* NULL: none fits; every line is a message */
    size_t lines;     /* of the beginning that were looked at, blank ones not counted */
    size_t fitted;    /* that the format reads */
    struct log_also { /* the others that fitted some lines, best first: for --explain */
        const struct log_format *format;
        size_t fitted;
    } also[8];
    size_t n_also;
};

/* By the first lines (up to 200, and 64 KiB). The one that reads most; one that is more specific and reads nearly as many
 * (nine tenths) comes before it. A file of text gets none. */
void log_detect(struct log_formats *set, const char *bytes, size_t n, struct log_detection *d);
/* The same format, and of the others only those that were tried before it was clear. */
void log_detect_first(struct log_formats *set, const char *bytes, size_t n, struct log_detection *d);
#endif
