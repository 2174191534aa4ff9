/* trace: what a line is to a trace, by how it begins. */
#include "logs/trace.h"

#include <string.h>

#include "logs/shape.h"

#define TEXT(s) s, sizeof(s) - 1
static const struct begin {
    const char *text;
    size_t n;
    enum trace_mark mark;
} begins[] = {
    {TEXT("Caused by: "), MARK_CAUSE},
    {TEXT("Caused by "), MARK_CAUSE},
    {TEXT("---> "), MARK_CAUSE},
    {TEXT("[cause]: "), MARK_CAUSE},
    {TEXT("Wrapped by: "), MARK_CAUSE},
    {TEXT("Suppressed: "), MARK_SUPPRESSED},
    {TEXT("... "), MARK_MORE},
    {TEXT("--- End of "), MARK_MORE},
    {TEXT("End of stack trace"), MARK_MORE},
    {TEXT("Stack trace:"), MARK_MORE},
    {TEXT("Stacktrace:"), MARK_MORE},
    {TEXT("stack backtrace:"), MARK_MORE},
    {TEXT("note: "), MARK_MORE},
    {TEXT("[signal "), MARK_MORE},
    {TEXT("exit status 2"), MARK_MORE},
    {TEXT("<asynchronous suspension>"), MARK_MORE},
    {TEXT("thrown in "), MARK_MORE},
    {TEXT("PHP Stack trace:"), MARK_MORE},
    {TEXT("PHP   "), MARK_MORE},
    {TEXT("Node.js v"), MARK_MORE},
    {TEXT("Thrown at:"), MARK_MORE},
    {TEXT("[SQL: "), MARK_MORE},
    {TEXT("[parameters: "), MARK_MORE},
    {TEXT("(Background on this error"), MARK_MORE},
    {TEXT("DETAIL: "), MARK_MORE},
    {TEXT("HINT: "), MARK_MORE},
    {TEXT("SUMMARY: "), MARK_MORE},
    {TEXT("SIGQUIT: "), MARK_MORE},
    {TEXT("runtime stack:"), MARK_MORE},
    {TEXT("Backtrace:"), MARK_MORE},
    {TEXT("Call Trace:"), MARK_MORE},
    {TEXT("Call trace:"), MARK_MORE},
    {TEXT("Traceback (most recent call last):"), MARK_TRACEBACK},
    {TEXT("During handling of the above exception"), MARK_CHAIN},
    {TEXT("The above exception was the direct cause"), MARK_CHAIN},
    {TEXT("panic: "), MARK_PANIC},
    {TEXT("fatal error: "), MARK_PANIC},
    {TEXT("unexpected fault address"), MARK_PANIC},
    {TEXT("goroutine "), MARK_GOROUTINE},
    {TEXT("Unhandled exception:"), MARK_UNHANDLED},
    {TEXT("Unhandled Exception:"), MARK_UNHANDLED},
    {TEXT("Unhandled exception. "), MARK_UNCAUGHT},
    {TEXT("Exception in thread \""), MARK_UNCAUGHT},
    {TEXT("PHP Fatal error: "), MARK_UNCAUGHT},
    {TEXT("PHP Parse error: "), MARK_UNCAUGHT},
    {TEXT("Fatal error: Uncaught "), MARK_UNCAUGHT},
    {TEXT("Uncaught "), MARK_UNCAUGHT},
    {TEXT("terminate called after throwing"), MARK_UNCAUGHT},
    {TEXT("thread '"), MARK_RUST},
};
#undef TEXT

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

/* By its first byte most lines are none of them: the first bytes of the table. */
static enum trace_mark by_beginning(const char *s, size_t n)
{
    static const char firsts[] = "C-[WS.EnsePt<TNu(DHBUFgfp";
    if (!memchr(firsts, s[0], sizeof firsts - 1))
        return MARK_NONE;
    for (const struct begin *b = begins; b < begins + sizeof begins / sizeof *begins; b++)
        if (b->text[0] == s[0] && b->n <= n && memcmp(b->text, s, b->n) == 0 && is_so(b->mark, s, n))
            return b->mark;
    return MARK_NONE;
}

static enum trace_mark by_form(const char *s, size_t n)
{
    if (is_closing(s, n))
        return MARK_MORE;
    return is_source(s, n) ? MARK_SOURCE : MARK_NONE;
}

enum trace_mark trace_mark_unframed(const char *s, size_t n)
{
    enum trace_mark mark = n ? by_beginning(s, n) : MARK_NONE;
    return !n || mark ? mark : by_form(s, n);
}

enum trace_mark trace_mark(const char *s, size_t n)
{
    struct trace_frame frame;
    enum trace_mark mark = n ? by_beginning(s, n) : MARK_NONE;
    if (!n || mark)
        return mark;
    return trace_frame_read(s, n, &frame) ? MARK_FRAME : by_form(s, n);
}
