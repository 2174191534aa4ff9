/* shipped_formats: the log formats that ship, for targets that read lines by them; in the order of their names, so that a
 * number means the same one everywhere. */
#ifndef TESTS_FUZZ_SHIPPED_FORMATS_H
#define TESTS_FUZZ_SHIPPED_FORMATS_H
#include <assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "logs/format.h"

static inline void load_format(struct log_formats *formats, const char *name)
{
    static char text[1 << 16];
    struct problems ps = {0};
    FILE *file = fopen(name, "rb");
    size_t n = file ? fread(text, 1, sizeof text, file) : 0;
    if (file)
        fclose(file);
    bool ok = log_formats_add(formats, name, text, n, &ps);
    assert(ok);
    problems_release(&ps);
}

static inline int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static inline void load_shipped_formats(struct log_formats *formats)
{
    char folder[1024], name[2048];
    struct dirent **entry;
    snprintf(folder, sizeof folder, "%.*sdata/formats", (int)(strstr(__FILE__, "tests/fuzz") - __FILE__), __FILE__);
    int n = scandir(folder, &entry, NULL, by_name);
    assert(n > 2);
    for (int i = 0; i < n; i++) {
        snprintf(name, sizeof name, "%s/%s", folder, entry[i]->d_name);
        if (strstr(name, ".yaml"))
            load_format(formats, name);
        free(entry[i]);
    }
    free(entry);
    struct problems ps = {0};
    log_formats_wake(formats, &ps);
    assert(!ps.n_errors);
}
#endif
