/* err: a refusal in words. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    e->code = (int)code;
    vsnprintf(e->text, sizeof e->text, fmt, ap);
    va_end(ap);
    return false;
}

bool err_sys(struct err *e, enum err_code code, const char *fmt, ...)
{
    int why = errno;
    va_list ap;
    va_start(ap, fmt);
    e->code = (int)code;
    int n = vsnprintf(e->text, sizeof e->text, fmt, ap);
    va_end(ap);
    if (n >= 0 && (size_t)n < sizeof e->text)
        snprintf(e->text + n, sizeof e->text - (size_t)n, ": %s", strerror(why));
    return false;
}

bool err_where(struct err *e, const char *fmt, ...)
{
    char was[sizeof e->text];
    memcpy(was, e->text, sizeof was);
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(e->text, sizeof e->text, fmt, ap);
    va_end(ap);
    if (n >= 0 && (size_t)n < sizeof e->text)
        snprintf(e->text + n, sizeof e->text - (size_t)n, ": %.*s", (int)(sizeof e->text - (size_t)n), was);
    return false;
}

int err_exit_status(const struct err *e)
{
    static const int status[] = {
        [ERR_NONE] = 0,  [ERR_USAGE] = 64, [ERR_INPUT] = 65, [ERR_ABSENT] = 66, [ERR_SERVICE] = 69,
        [ERR_BUG] = 70,  [ERR_OS] = 71,    [ERR_WRITE] = 73, [ERR_IO] = 74,     [ERR_BUSY] = 75,
        [ERR_DENIED] = 77, [ERR_CONFIG] = 78, [ERR_REFUSED] = 69,
    };
    bool known = e->code >= 0 && (size_t)e->code < sizeof status / sizeof *status;
    return known ? status[e->code] : 70;
}
