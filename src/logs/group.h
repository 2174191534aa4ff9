/* group: which lines belong together, told line by line. A frame, an indented line, "Caused by:" go on with what is there;
 * some languages need to be remembered: Python names the exception after its frames, Go's functions are not indented. */
#ifndef LOGS_GROUP_H
#define LOGS_GROUP_H
#include <stdbool.h>
#include <stddef.h>

enum group_state {
    GROUP_PLAIN,   /* no trace yet */
    GROUP_MESSAGE, /* a trace has begun, and lines of its message may come before the frames */
    GROUP_CAUSE,   /* the same behind "Caused by:", which has its type already */
    GROUP_FRAMES,
    GROUP_PYTHON,  /* in a traceback: indented lines, then the exception */
    GROUP_RAISED,  /* the exception was named */
    GROUP_CHAINED, /* another traceback will follow */
    GROUP_PANIC,   /* Go: a dump will follow */
    GROUP_DUMP,
    GROUP_SOURCE,  /* Node: the failing line of code, then the error */
};

struct log_group {
    enum group_state state;
    int left; /* lines of a message that may still come */
};

/* The line begins a record. */
void log_group_begin(struct log_group *g, const char *line, size_t n);

/* Does the line go on with the record? Asked of lines that are not blank; blank ones belong to it when the next one does.
 * `may` are bits of what else than frames and the like may: of a log without a format nothing, every other line begins
 * something new; a line that does not fit the format its log has goes on with the record before it. */
enum {
    GROUP_HEADS = 1, /* a trace that begins, when there is none yet: an error and the exception behind it are one record */
    GROUP_TEXT = 2,  /* any text */
    GROUP_TYPES = 4, /* of what begins a trace only an exception's type, as a logger of Java prints it: log.info("x", e) */
};
bool log_group_takes(struct log_group *g, unsigned may, const char *line, size_t n);
/* Does the line, one that no trace has prepared for, begin a trace by itself ("panic: ", "Traceback", a type)? */
bool log_group_is_head(const char *line, size_t n);
#endif
