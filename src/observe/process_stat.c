/* process_stat: fields by their number. */
#include "observe/process_stat.h"

#include <stdlib.h>
#include <string.h>

enum { KERNEL_NAME = 15, STATE = 3, THREADS = 20, STARTED = 22, PAGES = 24 }; /* fields count from 1; the name is the second */

static bool digits(const char *s, size_t n, int64_t *to)
{
    char copy[24];
    size_t sign = n && *s == '-';
    if (n <= sign || n >= sizeof copy || n - sign > 20)
        return false;
    memcpy(copy, s, n);
    copy[n] = '\0';
    *to = (int64_t)strtoll(copy, NULL, 10);
    return strspn(copy + sign, "0123456789") == n - sign;
}

static bool take_field(struct process_stat *s, int number, const char *text, size_t n)
{
    int64_t value = 0;
    if (number == STATE) {
        s->state = *text;
        return n == 1;
    }
    if (number != THREADS && number != STARTED && number != PAGES)
        return true;
    if (!digits(text, n, &value) || value < 0)
        return false;
    if (number == THREADS)
        s->threads = value;
    else if (number == STARTED)
        s->started = (uint64_t)value;
    else
        s->pages = value;
    return true;
}

bool process_stat_read(const char *text, size_t n, struct process_stat *s)
{
    *s = (struct process_stat){0};
    const char *open = n ? memchr(text, '(', n) : NULL, *close = n ? memrchr(text, ')', n) : NULL;
    if (!open || !close || close < open)
        return false;
    size_t name_n = (size_t)(close - open) - 1, at = (size_t)(close - text) + 1;
    if (name_n >= sizeof s->name)
        return false;
    memcpy(s->name, open + 1, name_n);
    for (int number = STATE; number <= PAGES; number++) {
        while (at < n && text[at] == ' ')
            at++;
        size_t length = 0;
        while (at + length < n && text[at + length] != ' ' && text[at + length] != '\n')
            length++;
        if (!length || !take_field(s, number, text + at, length))
            return false;
        at += length;
    }
    return true;
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool process_stat_is(const struct process_stat *s, const char *first, const char *name)
{
    size_t n = strlen(name);
    if (n <= KERNEL_NAME || strlen(s->name) > KERNEL_NAME)
        return strcmp(s->name, name) == 0;
    return strncmp(s->name, name, KERNEL_NAME) == 0 && strcmp(base_of(first), name) == 0;
}

int64_t process_boot_read(const char *text, size_t n)
{
    static const char key[] = "btime ";
    int64_t at = 0;
    for (size_t i = 0; i < n;) {
        const char *end = memchr(text + i, '\n', n - i);
        size_t length = end ? (size_t)(end - text) - i : n - i;
        if (length > sizeof key - 1 && memcmp(text + i, key, sizeof key - 1) == 0 &&
            digits(text + i + sizeof key - 1, length - (sizeof key - 1), &at))
            return at > 0 ? at : 0;
        i += length + 1;
    }
    return 0;
}
