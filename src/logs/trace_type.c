/* trace: the type of an exception out of the line that names it. */
#include "logs/trace.h"

#include <string.h>

#include "logs/shape.h"

static const struct {
    const char *s;
    size_t n;
} ends[] = {
    {"Exception", 9}, {"Error", 5},   {"Throwable", 9}, {"Fault", 5},    {"Failure", 7},
    {"Interrupt", 9}, {"Warning", 7}, {"Panic", 5},     {"NotFound", 8}, {"Timeout", 7},
};

static bool ends_like_type(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (n >= ends[i].n && s[n - 1] == ends[i].s[ends[i].n - 1] && memcmp(s + n - ends[i].n, ends[i].s, ends[i].n) == 0)
            return true;
    return false;
}

/* "java.util.NoSuchElementException", "ActiveRecord::RecordNotFound", "App\Http\Denied", "System.X`2[T]" up to the tick. */
static size_t name_length(const char *s, const char *end)
{
    const char *at = s;
    while (at < end) {
        if ((shape_of(*at) & CLASS_ALNUM) || *at == '_' || *at == '.' || *at == '$' || *at == '\\')
            at++;
        else if (*at == ':' && end - at > 2 && at[1] == ':' && (shape_of(at[2]) & CLASS_ALNUM))
            at += 2;
        else
            break;
    }
    while (at > s && (at[-1] == '.' || at[-1] == '\\'))
        at--;
    return (size_t)(at - s);
}

/* The last part of a name, which is what people call it. */
static const char *last_part(const char *s, size_t n)
{
    const char *at = s + n;
    while (at > s && ((shape_of(at[-1]) & CLASS_ALNUM) || at[-1] == '_'))
        at--;
    return at;
}

static bool is_type(const char *s, size_t n)
{
    const char *last = last_part(s, n);
    return last < s + n && (shape_of(*last) & CLASS_UPPER) && ends_like_type(s, n);
}

/* A name with a package and a capital, and then its message or nothing: "com.shop.OutOfStock: 12". */
static bool is_qualified(const char *s, size_t n, const char *end)
{
    const char *last = last_part(s, n);
    return last > s && last < s + n && (shape_of(*last) & CLASS_UPPER) && (shape_of(*s) & (CLASS_HEX | CLASS_LETTER)) &&
           (s + n == end || (s[n] == ':' && (s + n + 1 == end || s[n + 1] == ' ')));
}

static const char *const openings[] = {"Uncaught exception '", "exception '", "Uncaught ", "Unhandled exception. ",
                                       "Caused by: ", "Caused by ", "Suppressed: ", "---> ", "[cause]: ", "Cause: ",
                                       "Wrapped by: ", "Thrown at: ", NULL};

static const char *skip_opening(const char *s, const char *end)
{
    while (s < end && (*s == ' ' || *s == '\t'))
        s++;
    static const char thread[] = "Exception in thread \""; /* and its name */
    const char *named = (size_t)(end - s) > sizeof thread && memcmp(s, thread, sizeof thread - 1) == 0
                            ? memmem(s + sizeof thread, (size_t)(end - s) - sizeof thread, "\" ", 2) : NULL;
    if (named)
        return named + 2;
    for (size_t i = 0; openings[i]; i++) {
        size_t n = strlen(openings[i]);
        if ((size_t)(end - s) > n && memcmp(s, openings[i], n) == 0)
            return s + n;
    }
    return s;
}

/* The type that a line begins with; its length, 0 none. Behind it comes its message, or nothing. */
static size_t leading_type(const char *s, const char *end)
{
    size_t n = name_length(s, end);
    bool is_named = n && (is_type(s, n) || is_qualified(s, n, end));
    return is_named && (s + n == end || strchr(":(' `[", s[n])) ? n : 0;
}

bool trace_begins_with_type(const char *s, size_t n)
{
    const char *start = skip_opening(s, s + n);
    return leading_type(start, s + n) > 0;
}

struct log_text trace_type(const char *s, size_t n, bool *at_start)
{
    const char *end = s + n, *at = skip_opening(s, end);
    for (const char *nested = at; (nested = memchr(nested, '>', (size_t)(end - nested))); nested++) /* C#: the innermost is last */
        if (nested - at >= 4 && end - nested > 2 && memcmp(nested - 4, " ---> ", 6) == 0)
            at = nested + 2;
    size_t leading = leading_type(at, end);
    *at_start = leading > 0;
    if (leading)
        return (struct log_text){at, leading};
    while (at < end) {
        size_t length = name_length(at, end);
        if (length && is_type(at, length))
            return (struct log_text){at, length};
        at += length ? length : 1;
    }
    return (struct log_text){s, 0};
}

struct log_text trace_type_python(const char *s, size_t n)
{
    const char *end = s + n;
    size_t length = name_length(s, end);
    bool whole = length && (s + length == end || s[length] == ':');
    return (struct log_text){s, whole ? length : 0};
}
