/* kb_file: one article from its file. */
#ifndef STORE_KB_FILE_H
#define STORE_KB_FILE_H
#include "base/err.h"
#include "kb/article.h"
#include "text/markdown.h"

enum { KB_LARGEST = 4 << 20 }; /* bytes of a file that are read; the rest is not */
/* The article of a file that may lie in no directory of the knowledge base. All of it lives in the arena. */
bool kb_load(markdown_reader *read, const char *path, struct arena *arena, struct article *a, struct document *d,
             struct err *e);
#endif
