/* group: a small machine over the marks of lines (logs/trace). */
#include "logs/group.h"

#include <string.h>

#include "logs/shape.h"
#include "logs/trace.h"

enum { MESSAGE_LINES = 8, CAUSE_LINES = 2, PANIC_LINES = 2 };

static size_t indent_of(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && (s[i] == ' ' || s[i] == '\t'))
        i++;
    return i;
}

/* " NoMethodError (undefined method `x' for nil):", as Rails prints it, is indented and begins a trace all the same. */
static bool is_rails_head(const char *s, size_t n)
{
    if (n < 4 || s[n - 1] != ':' || s[n - 2] != ')' || !(shape_of(s[0]) & CLASS_UPPER))
        return false;
    size_t i = 0;
    while (i < n && ((shape_of(s[i]) & CLASS_ALNUM) || s[i] == ':'))
        i++;
    return i + 2 < n && s[i] == ' ' && s[i + 1] == '(';
}

/* "main.main.func1(0xc42)", "created by main.main", and the registers of a fatal signal: "rip    0x45". */
static bool is_in_dump(const char *s, size_t n)
{
    static const char created[] = "created by ";
    if (n > sizeof created && memcmp(s, created, sizeof created - 1) == 0)
        return true;
    if (s[n - 1] == ')' && memchr(s, '(', n) && (memchr(s, '.', n) || memcmp(s, "panic", 5) == 0))
        return true;
    return n > 6 && n < 40 && memmem(s, n, " 0x", 3) && !memchr(s, ':', n);
}

/* Of a line without a mark. */
static bool begins_plainly(const char *s, size_t n, size_t indent)
{
    return (indent < 2 && is_rails_head(s, n)) || (indent == 0 && trace_begins_with_type(s, n));
}

bool log_group_is_head(const char *line, size_t n)
{
    size_t indent = indent_of(line, n);
    const char *s = line + indent;
    switch (n > indent ? trace_mark(s, n - indent) : MARK_MORE) {
    case MARK_TRACEBACK:
    case MARK_PANIC:
    case MARK_UNHANDLED:
    case MARK_RUST:
    case MARK_UNCAUGHT:
        return true;
    case MARK_NONE:
        return begins_plainly(s, n - indent, indent);
    case MARK_FRAME:
    case MARK_CAUSE:
    case MARK_SUPPRESSED:
    case MARK_MORE:
    case MARK_CHAIN:
    case MARK_GOROUTINE:
    case MARK_SOURCE:
        break;
    }
    return false;
}

/* The state behind a line of that mark, whoever it belongs to. */
static void turn(struct log_group *g, enum trace_mark mark, const char *s, size_t n)
{
    static const struct {
        enum group_state state;
        int left;
    } behind[] = {
        [MARK_FRAME] = {GROUP_FRAMES, 0},           [MARK_CAUSE] = {GROUP_CAUSE, CAUSE_LINES},
        [MARK_SUPPRESSED] = {GROUP_FRAMES, 0},      [MARK_MORE] = {GROUP_FRAMES, 0},
        [MARK_TRACEBACK] = {GROUP_PYTHON, 0},       [MARK_CHAIN] = {GROUP_CHAINED, 0},
        [MARK_PANIC] = {GROUP_PANIC, PANIC_LINES},  [MARK_GOROUTINE] = {GROUP_DUMP, 0},
        [MARK_UNHANDLED] = {GROUP_MESSAGE, MESSAGE_LINES}, [MARK_RUST] = {GROUP_MESSAGE, 1},
        [MARK_UNCAUGHT] = {GROUP_PLAIN, 0},         [MARK_SOURCE] = {GROUP_SOURCE, 1},
        [MARK_NONE] = {GROUP_PLAIN, 0},
    };
    *g = (struct log_group){behind[mark].state, behind[mark].left};
    if (mark == MARK_MORE && memchr("})]", s[0], 3)) /* of a dump of any kind, not of a trace */
        g->state = GROUP_PLAIN;
    if (mark == MARK_RUST && s[n - 1] != ':') /* before 1.73 the message stands in the same line */
        g->left = 0;
}

void log_group_begin(struct log_group *g, const char *line, size_t n)
{
    size_t indent = indent_of(line, n);
    *g = (struct log_group){0};
    if (n > indent)
        turn(g, trace_mark(line + indent, n - indent), line + indent, n - indent);
}

/* A line without a mark, by what came before it. */
static bool goes_on_plainly(struct log_group *g, const char *s, size_t n, size_t indent)
{
    switch (g->state) {
    case GROUP_PYTHON:
        if (indent == 0)
            g->state = GROUP_RAISED;
        return true;
    case GROUP_DUMP:
        return indent || is_in_dump(s, n);
    case GROUP_MESSAGE:
    case GROUP_PANIC:
    case GROUP_SOURCE:
        return indent || g->left-- > 0;
    case GROUP_CAUSE:
    case GROUP_PLAIN:
    case GROUP_FRAMES:
    case GROUP_RAISED:
    case GROUP_CHAINED:
        break;
    }
    if (indent && memmem(s, n, "nested exception is", 19)) { /* of Java's mail: the next line names it */
        g->state = GROUP_MESSAGE;
        g->left = 1;
    }
    return indent || (g->state == GROUP_CAUSE && g->left-- > 0);
}

/* Does a trace that begins here belong to what is there? One that ends the program is a record of its own. */
static bool takes_head(struct log_group *g, unsigned may, enum trace_mark mark, const char *s, size_t n)
{
    bool is_prepared = (g->state == GROUP_CHAINED && mark == MARK_TRACEBACK) || (g->state == GROUP_PANIC && mark == MARK_PANIC) ||
                       g->state == GROUP_SOURCE;
    unsigned needs = mark == MARK_NONE ? GROUP_HEADS | GROUP_TYPES : mark == MARK_TRACEBACK ? GROUP_HEADS : 0;
    if (!is_prepared && (g->state != GROUP_PLAIN || !(may & needs)))
        return false;
    turn(g, mark, s, n);
    if (mark == MARK_NONE)
        g->state = GROUP_FRAMES;
    return true;
}

static bool takes_unmarked(struct log_group *g, unsigned may, const char *line, size_t n, size_t indent)
{
    bool is_expected = g->state == GROUP_PYTHON || (g->state == GROUP_MESSAGE && g->left > 0);
    if (!is_expected && begins_plainly(line + indent, n - indent, indent))
        return takes_head(g, may, MARK_NONE, line + indent, n - indent);
    return goes_on_plainly(g, line + indent, n - indent, indent) || (may & GROUP_TEXT);
}

/* Most lines of most traces are frames behind a tab, and need no closer look. */
static bool is_plain_frame(const struct log_group *g, const char *line, const char *s, const char *end)
{
    if (g->state == GROUP_DUMP || g->state == GROUP_PYTHON)
        return true;
    return g->state == GROUP_FRAMES && (line[0] == '\t' || (end - s > 3 && memcmp(s, "at ", 3) == 0));
}

bool log_group_takes(struct log_group *g, unsigned may, const char *line, size_t n)
{
    size_t indent = indent_of(line, n);
    const char *s = line + indent;
    if (indent && is_plain_frame(g, line, s, line + n))
        return true;
    enum trace_mark mark = n > indent ? trace_mark(s, n - indent) : MARK_NONE;
    switch (mark) {
    case MARK_NONE:
        return takes_unmarked(g, may, line, n, indent);
    case MARK_TRACEBACK:
    case MARK_PANIC:
    case MARK_UNHANDLED:
    case MARK_RUST:
    case MARK_UNCAUGHT:
        return indent || takes_head(g, may, mark, s, n - indent);
    case MARK_SOURCE:
        return indent || (may & GROUP_TEXT);
    case MARK_FRAME:
    case MARK_CAUSE:
    case MARK_SUPPRESSED:
    case MARK_MORE:
    case MARK_CHAIN:
    case MARK_GOROUTINE:
        break;
    }
    bool stays = mark == MARK_MORE && (g->state == GROUP_PYTHON || g->state == GROUP_DUMP || g->state == GROUP_PANIC);
    if (!stays && !(mark == MARK_FRAME && g->state == GROUP_PYTHON))
        turn(g, mark, s, n - indent);
    return true;
}
