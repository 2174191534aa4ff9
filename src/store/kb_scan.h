/* kb_scan: which articles lie in which directories, by name and stamp; nothing is opened. */
#ifndef STORE_KB_SCAN_H
#define STORE_KB_SCAN_H
#include <stdint.h>

#include "base/arena.h"

struct kb_file {
    size_t dir;       /* which directory, by its precedence */
    const char *name; /* the path inside it */
    int64_t size, mtime, inode; /* bytes, ns; a file with the same three is the same */
};

struct kb_files {
    struct kb_file *v;
    size_t n, cap; /* a vec */
};

/* Every Markdown file below the directories, by directory and name; hidden files, links to directories and what cannot
 * be read are left out, and so is what lies deeper than 16. A directory may be missing. Names live in the arena. */
void kb_scan(const char *const *dir, size_t n, struct arena *arena, struct kb_files *files);
#endif
