/* place: a directory of its own for a test, and files in it. */
#ifndef TESTS_UNIT_PLACE_H
#define TESTS_UNIT_PLACE_H
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The current directory from now on; emptied and removed by place_end. */
static char place[PATH_MAX];

static int place_begin(void **state)
{
    const char *tmp = getenv("TMPDIR");
    (void)state;
    snprintf(place, sizeof place, "%s/triage-logs-XXXXXX", tmp ? tmp : "/tmp");
    return mkdtemp(place) && chdir(place) == 0 ? 0 : -1;
}

static int place_remove(const char *path, const struct stat *st, int flag, struct FTW *at)
{
    (void)st, (void)flag, (void)at;
    return remove(path);
}

static int place_end(void **state)
{
    (void)state;
    return chdir("/") == 0 && nftw(place, place_remove, 8, FTW_DEPTH | FTW_PHYS) == 0 ? 0 : -1;
}

static void place_write_n(const char *path, const char *bytes, size_t n, const char *mode)
{
    FILE *f = fopen(path, mode);
    if (!f || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
        abort();
}

static inline void place_write(const char *path, const char *text)
{
    place_write_n(path, text, strlen(text), "w");
}

static inline void place_append(const char *path, const char *text)
{
    place_write_n(path, text, strlen(text), "a");
}
#endif
