/* finding: what is done to every one: giving it back, and making short texts safe to show. */
#include "logs/finding.h"

#include <string.h>

#include "logs/finding_own.h"
#include "text/clean.h"

void finding_clean_copy(char *to, size_t size, const char *s)
{
    struct str out = {0};
    clean_add(&out, s ? s : "", s ? strlen(s) : 0, CLEAN_LINE);
    size_t n = out.n < size ? out.n : size - 1;
    while (n < out.n && n > 0 && ((unsigned char)out.s[n] & 0xc0) == 0x80)
        n--;
    memcpy(to, str_get(&out), n);
    to[n] = '\0';
    str_release(&out);
}

void log_finding_release(struct log_finding *f)
{
    log_series_release(&f->series);
    arena_release(&f->arena);
    *f = (struct log_finding){0};
}
