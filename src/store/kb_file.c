/* kb_file: bytes from the disk, and what they say. */
#include "store/kb_file.h"

#include <string.h>

#include "store/files.h"

bool kb_load(markdown_reader *read, const char *path, struct arena *arena, struct article *a, struct document *d,
             struct err *e)
{
    struct str bytes = {0};
    const char *slash = strrchr(path, '/');
    if (!files_read_head(path, KB_LARGEST, &bytes, e)) {
        str_release(&bytes);
        return false;
    }
    const char *text = arena_strndup(arena, str_get(&bytes), bytes.n);
    article_read(slash ? slash + 1 : path, text, bytes.n, arena, a);
    str_release(&bytes);
    struct markdown_job job = {.text = a->body, .n = a->n_body};
    read(&job, 1, arena);
    article_finish(a, &job.document, arena);
    *d = job.document;
    return true;
}
