/* trace: what a line is to a trace, by how it begins. */
#include "logs/trace.h"

#include <string.h>

#include "logs/shape.h"

static const struct begin {
    const char *text;
    enum trace_mark mark;
} begins[] = {
    {"Caused by: ", MARK_CAUSE},
    {"Caused by ", MARK_CAUSE},
    {"---> ", MARK_CAUSE},
    {"[cause]: ", MARK_CAUSE},
    {"Wrapped by: ", MARK_CAUSE},
    {"Suppressed: ", MARK_SUPPRESSED},
    {"... ", MARK_MORE},
    {"--- End of ", MARK_MORE},
    {"End of stack trace", MARK_MORE},
    {"Stack trace:", MARK_MORE},
    {"Stacktrace:", MARK_MORE},
    {"stack backtrace:", MARK_MORE},
    {"note: ", MARK_MORE},
    {"[signal ", MARK_MORE},
    {"exit status 2", MARK_MORE},
    {"<asynchronous suspension>", MARK_MORE},
    {"thrown in ", MARK_MORE},
    {"PHP Stack trace:", MARK_MORE},
    {"PHP   ", MARK_MORE},
    {"Node.js v", MARK_MORE},
    {"Thrown at:", MARK_MORE},
    {"[SQL: ", MARK_MORE},
    {"[parameters: ", MARK_MORE},
    {"(Background on this error", MARK_MORE},
    {"DETAIL: ", MARK_MORE},
    {"HINT: ", MARK_MORE},
    {"SUMMARY: ", MARK_MORE},
    {"SIGQUIT: ", MARK_MORE},
    {"runtime stack:", MARK_MORE},
    {"Backtrace:", MARK_MORE},
    {"Call Trace:", MARK_MORE},
    {"Call trace:", MARK_MORE},
    {"Traceback (most recent call last):", MARK_TRACEBACK},
    {"During handling of the above exception", MARK_CHAIN},
    {"The above exception was the direct cause", MARK_CHAIN},
    {"panic: ", MARK_PANIC},
    {"fatal error: ", MARK_PANIC},
    {"unexpected fault address", MARK_PANIC},
    {"goroutine ", MARK_GOROUTINE},
    {"Unhandled exception:", MARK_UNHANDLED},
    {"Unhandled Exception:", MARK_UNHANDLED},
    {"Unhandled exception. ", MARK_UNCAUGHT},
    {"Exception in thread \"", MARK_UNCAUGHT},
    {"PHP Fatal error: ", MARK_UNCAUGHT},
    {"PHP Parse error: ", MARK_UNCAUGHT},
    {"Fatal error: Uncaught ", MARK_UNCAUGHT},
    {"Uncaught ", MARK_UNCAUGHT},
    {"terminate called after throwing", MARK_UNCAUGHT},
    {"thread '", MARK_RUST},
};

static bool has(const char *s, size_t n, const char *text)
{
    return memmem(s, n, text, strlen(text)) != NULL;
}

/* Table rows that need a second look. */
static bool is_so(enum trace_mark mark, const char *s, size_t n)
{
    if (mark == MARK_GOROUTINE)
        return n > 12 && s[n - 1] == ':' && s[n - 2] == ']';
    return mark != MARK_RUST || has(s, n, " panicked at ");
}

/* "}", "});", "]": the end of something printed over several lines. */
static bool is_closing(const char *s, size_t n)
{
    if (n > 4 || !strchr("})]", s[0]))
        return false;
    for (size_t i = 1; i < n; i++)
        if (!s[i] || !strchr("})];,", s[i]))
            return false;
    return true;
}

/* "/srv/app.js:12", "node:internal/modules/run_main:129", and no more. */
static bool is_source(const char *s, size_t n)
{
    struct trace_frame place;
    if (!(s[0] == '/' || s[0] == 'n' || s[0] == 'f') || memchr(s, ' ', n) || !trace_place_read(s, n, &place))
        return false;
    return has(s, n, ".js:") || has(s, n, ".mjs:") || has(s, n, ".cjs:") || has(s, n, ".ts:") || (n > 5 && memcmp(s, "node:", 5) == 0);
}

enum trace_mark trace_mark(const char *s, size_t n)
{
    struct trace_frame frame;
    if (!n)
        return MARK_NONE;
    for (const struct begin *b = begins; b < begins + sizeof begins / sizeof *begins; b++)
        if (b->text[0] == s[0] && strlen(b->text) <= n && memcmp(b->text, s, strlen(b->text)) == 0 && is_so(b->mark, s, n))
            return b->mark;
    if (trace_frame_read(s, n, &frame))
        return MARK_FRAME;
    if (is_closing(s, n))
        return MARK_MORE;
    return is_source(s, n) ? MARK_SOURCE : MARK_NONE;
}
