/* trace_scan: a whole trace, read for its root cause: the exception that went wrong first and where it was thrown. Of Java,
 * C# and JavaScript that is the last cause, of Python the first exception of the chain. Texts are borrowed. */
#ifndef LOGS_TRACE_SCAN_H
#define LOGS_TRACE_SCAN_H
#include "logs/trace.h"

enum { TRACE_FRAMES = 8 };

struct trace_section { /* of a trace: an exception and where it was thrown */
    struct log_text type, text; /* text: the line that names it */
    struct log_text first;      /* the first line before the frames */
    bool is_certain;            /* the line begins with the type */
    struct trace_frame own[TRACE_FRAMES], library[TRACE_FRAMES];
    size_t n_own, n_library;    /* counted on past TRACE_FRAMES */
    size_t far;                 /* frames of libraries since the last own one */
};

struct trace_scan {
    struct trace_section now, outer; /* the root cause when all is read; what it caused */
    bool is_trace, is_python, is_go, is_rust, is_done, is_panic;
    size_t suppressed;         /* indent of a suppressed section + 1; 0: in none */
    struct log_text before;    /* the line before */
    struct trace_frame thrown; /* PHP, Rust: where, said in words */
};

/* Starts as zeroes; takes the lines of a record, in one text or several. */
void trace_scan_text(struct trace_scan *c, struct log_text text);
/* The frames that tell where, innermost first: the root's own, or else those of what it caused, or else a library's. */
size_t trace_scan_frames(const struct trace_scan *c, struct trace_frame frame[TRACE_FRAMES]);
#endif
