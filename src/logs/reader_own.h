/* reader_own: the insides of a reader, for its files: bytes become lines (reader_bytes), a line finds its record (reader_line), pieces
 * become one line (reader_join), and what a record is made of is held until the next one begins (reader_hold). */
#ifndef LOGS_READER_OWN_H
#define LOGS_READER_OWN_H
#include "base/str.h"
#include "logs/group.h"
#include "logs/reader.h"
#include "logs/utf16.h"

/* A record that may still grow. Its texts point into the block that is being read, until that goes: then into `first`. */
struct held {
    struct log_record r;
    struct log_scratch *scratch; /* what it was parsed with */
    struct str first;            /* its first line (and the last of its pieces behind it) */
    struct str joined;           /* the message of pieces put together */
    struct str rest;             /* the lines that followed, "\n" between them */
    struct log_group group;
    bool has_group;              /* group was begun with its message: only done when somebody asks */
    bool is_own;                 /* nothing points into the block */
    bool is_raw;                 /* no format fits it */
    bool is_cut;
    bool is_headed;              /* its first line says no more than when and where: the message stands in the next */
    uint32_t blanks;             /* blank lines since its last one */
};

struct piece { /* what a container's stream has said of a line that is not at its end */
    bool is_open, is_cut;
    struct str text, raw;        /* the messages so far; the first line as it stands */
    uint64_t offset;
    int64_t at;
    uint32_t n_lines;
};

struct line {
    const char *s;
    size_t n;
    uint64_t at;  /* offset */
    bool is_cut;
};

struct log_reader {
    struct log_formats *formats;
    const struct log_format *format; /* NULL: none fits */
    struct log_clock clock;
    log_take take;
    void *to;
    log_tell tell;            /* NULL: everything goes to take */
    enum log_level below;
    struct log_detection detection;
    bool is_forced, is_decided, is_wrapper, is_access, is_by_hand, is_glanced, is_stopped;
    struct log_reader_counts counts;

    struct str start;     /* the bytes before it is decided, from start_at */
    uint64_t start_at;
    struct str line;      /* a line that an earlier block began, from line_at */
    uint64_t line_at;
    bool in_line, line_is_cut, line_had_hole;
    bool is_utf16;
    struct utf16 utf16;

    struct held slot[2], *now, *next; /* now: NULL or one of the slots; next: the one that is free */
    struct str said;                  /* a line inside a wrapper, as it was before it was wrapped */
    struct piece piece[2];            /* standard output, standard error */
    int64_t newest, last_at;
};

/* ---- reader_hold ---- */
void held_init(struct held *h);
void held_release(struct held *h);
/* Nothing of what it holds may point into the block any more. */
void held_keep(struct held *h);
void held_begin_group(struct held *h);
/* The line goes on with it; it stood in so many lines of the source. */
void held_add(struct log_reader *r, struct held *h, struct log_text text, uint32_t n_lines);
void reader_hand_out(struct log_reader *r, const struct log_record *record);
/* Hands out what is held, if anything is. */
void reader_let_go(struct log_reader *r);
/* Hands out what is held, and holds what was read into `next` instead. */
void reader_hold_next(struct log_reader *r);

/* ---- reader_line ---- */
void reader_take_line(struct log_reader *r, const struct line *line);
/* A record that was read whole into `next`. */
void reader_take_record(struct log_reader *r);

/* ---- reader_inside ---- */
/* Does what was read into `next`, though it fits, go on with what is held? *said is then what to add. */
bool reader_goes_on_inside(struct log_reader *r, const struct log_record *next, struct log_text *said);

/* ---- reader_join ---- */
/* What was read into `next` is a piece: true when it went to the others. The last one makes `next` whole. */
bool reader_join(struct log_reader *r, const struct line *line);
/* Pieces whose last one never came become records as they are. */
void reader_join_end(struct log_reader *r);
void reader_join_release(struct log_reader *r);

/* ---- reader_quiet ---- */
/* Tells the quiet lines at the beginning. Returns how many bytes they are; 0: the first one has to be read. */
size_t reader_pass_quiet(struct log_reader *r, const char *s, size_t n);

/* ---- reader_requests ---- */
/* Of an access log: hands out the whole lines at the beginning that are read by hand, each a record that nothing goes on with.
 * Returns how many bytes they are; 0: the first one has to be looked at in the usual way. */
size_t reader_take_requests(struct log_reader *r, const char *s, size_t n, uint64_t at);
#endif
