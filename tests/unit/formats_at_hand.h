/* formats_at_hand: the formats that ship, for tests that read logs by them. */
#ifndef TESTS_FORMATS_AT_HAND_H
#define TESTS_FORMATS_AT_HAND_H
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "logs/format.h"
#include "text/clean.h"

static inline bool read_whole(const char *name, struct str *out)
{
    char block[8192];
    size_t n;
    FILE *file = fopen(name, "rb");
    if (!file)
        return false;
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        str_add_n(out, block, n);
    fclose(file);
    return true;
}

static inline void print_problems(const struct problems *ps)
{
    for (size_t i = 0; i < ps->list.n; i++) {
        struct str text = {0};
        problem_print(&ps->list.v[i], &text);
        char *clean = clean_line(str_get(&text));
        fprintf(stderr, "# %s\n", clean);
        free(clean);
        str_release(&text);
    }
}

static inline int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* From the source tree, or the test fails. */
static inline void load_shipped_formats_by(struct log_formats *set, bool (*add)(struct log_formats *set, const char *file, const char *text,
                                                                               size_t n, struct problems *ps))
{
    const char *top = getenv("top_srcdir");
    struct dirent **entry;
    char name[1024];
    struct problems ps = {0};
    snprintf(name, sizeof name, "%s/data/formats", top ? top : ".");
    int n = scandir(name, &entry, NULL, by_name);
    assert_true(n > 2);
    for (int i = 0; i < n; i++) {
        struct str text = {0};
        snprintf(name, sizeof name, "%s/data/formats/%s", top ? top : ".", entry[i]->d_name);
        if (strstr(entry[i]->d_name, ".yaml") && read_whole(name, &text))
            add(set, name, str_get(&text), text.n, &ps);
        str_release(&text);
        free(entry[i]);
    }
    free(entry);
    print_problems(&ps);
    assert_int_equal(ps.n_errors, 0);
    problems_release(&ps);
}

static inline void load_shipped_formats(struct log_formats *set)
{
    struct problems ps = {0};
    load_shipped_formats_by(set, log_formats_add);
    log_formats_wake(set, &ps);
}
#endif
