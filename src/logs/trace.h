/* trace: what single lines of a stack trace say, in the languages that a log may be in. No state: what lines make together
 * is logs/group (which belong to one record) and logs/signature (which error it is). Texts are borrowed from the line. */
#ifndef LOGS_TRACE_H
#define LOGS_TRACE_H
#include "logs/record.h"

/* What a line is to a trace; blanks before it do not count here. */
enum trace_mark {
    MARK_NONE,
    MARK_FRAME,      /* "at shop.Cart.total(Cart.java:88)", `File "cart.py", line 3, in total` */
    MARK_CAUSE,      /* "Caused by: ", " ---> ": another exception that led to this one */
    MARK_SUPPRESSED, /* Java: one that does not matter */
    MARK_MORE,       /* goes on with what is there: "... 12 more", "Stack trace:", "}" */
    MARK_TRACEBACK,  /* Python: frames follow, then the exception */
    MARK_CHAIN,      /* Python: between two tracebacks */
    MARK_PANIC,      /* Go: a goroutine dump follows */
    MARK_GOROUTINE,
    MARK_UNHANDLED,  /* "Unhandled exception:": what it is stands in the lines that follow */
    MARK_RUST,       /* "thread 'main' panicked at": likewise */
    MARK_UNCAUGHT,   /* says in one line that the program ends: "Exception in thread ...", "PHP Fatal error: " */
    MARK_SOURCE,     /* Node: "/srv/app.js:12", the failing line of code follows */
};
enum trace_mark trace_mark(const char *s, size_t n);
enum trace_mark trace_mark_unframed(const char *s, size_t n); /* the same of a line that is known to be no frame */

enum trace_family { FAMILY_NONE, FAMILY_JAVA, FAMILY_CSHARP, FAMILY_JS, FAMILY_PYTHON, FAMILY_GO, FAMILY_RUBY, FAMILY_PHP,
                    FAMILY_DART, FAMILY_RUST, FAMILY_NATIVE };

struct trace_frame {
    enum trace_family family;
    struct log_text function; /* without arguments; n 0 unknown */
    struct log_text file;
    int line;                 /* 0 unknown */
};
/* One line, without the blanks before it. False: it is no frame. */
bool trace_frame_read(const char *s, size_t n, struct trace_frame *out);
/* Frames in two lines. Go: a function, then its place. Rust: "4: shop::total", then "at src/cart.rs:3:5". */
bool trace_frame_read_go(struct log_text function, const char *place, size_t n, struct trace_frame *out);
bool trace_frame_read_rust(const char *s, size_t n, struct trace_frame *out);
/* "cart.py:12:5", "cart.php(12)" to file and line. False: no number is there. */
bool trace_place_read(const char *s, size_t n, struct trace_frame *out);
/* Is it the program's own, and not of a library or the language? By a table of where libraries lie. */
bool trace_is_own(const struct trace_frame *f);

/* The type of the exception in a line ("java.lang.NullPointerException", "NoMethodError"), n 0: none. *at_start: the line begins
 * with it, and its message may follow: a trace begins. */
struct log_text trace_type(const char *s, size_t n, bool *at_start);
/* The same of its beginning alone. */
bool trace_begins_with_type(const char *s, size_t n);
/* What Python prints last: "KeyError: 'a'", "KeyboardInterrupt": a name and no more is enough. */
struct log_text trace_type_python(const char *s, size_t n);
#endif
