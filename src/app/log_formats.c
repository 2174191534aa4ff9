/* log_formats: directories of YAML files to a set of formats. */
#include "app/log_formats.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/files.h"
#include "text/yaml.h"

static int is_format_file(const struct dirent *d)
{
    return d->d_name[0] != '.' && (str_ends(d->d_name, ".yaml") || str_ends(d->d_name, ".yml"));
}

typedef bool (*adder)(struct log_formats *set, const char *file, const char *text, size_t n, struct problems *ps);

static void add_file(struct log_formats *set, const char *path, adder add, struct problems *ps)
{
    struct str text = {0};
    struct err e = {0};
    if (files_read(path, YAML_MAX_BYTES, &text, &e))
        add(set, path, str_get(&text), text.n, ps);
    else
        problem_error(ps, "unreadable", (struct mark){0, 0}, "%s", e.text);
    str_release(&text);
}

static void add_directory(struct log_formats *set, const char *parent, const char *name, adder add, struct problems *ps)
{
    struct dirent **entry = NULL;
    struct str path = {0};
    str_addf(&path, "%s/%s", parent, name);
    int n = scandir(str_get(&path), &entry, is_format_file, alphasort);
    for (int i = 0; i < n; i++) {
        struct str file = {0};
        str_addf(&file, "%s/%s", str_get(&path), entry[i]->d_name);
        add_file(set, str_get(&file), add, ps);
        str_release(&file);
        free(entry[i]); /* scandir's own */
    }
    free(entry);
    str_release(&path);
}

void log_formats_load(struct log_formats *set, const struct paths *paths, struct problems *ps)
{
    add_directory(set, paths->shipped, "data/formats", log_formats_add_later, ps);
    add_directory(set, paths->config, "formats", log_formats_add, ps);
}
