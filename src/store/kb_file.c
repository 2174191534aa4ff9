/* kb_file: bytes from the disk, and what they say. */
#include "store/kb_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"

/* Not blocking, so that a pipe named like an article keeps nobody waiting. */
bool kb_read(const char *path, struct str *out, struct err *e)
{
    char bytes[16384];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return err_sys(e, errno == ENOENT ? ERR_ABSENT : ERR_OS, _("cannot read %s"), path);
    ssize_t n = 1;
    while (n > 0 && out->n < KB_LARGEST) {
        n = read(fd, bytes, sizeof bytes);
        if (n > 0)
            str_add_n(out, bytes, (size_t)n);
        else if (n < 0 && errno == EINTR)
            n = 1;
    }
    close(fd);
    str_add_n(out, "", 0);
    str_cut(out, KB_LARGEST);
    return n >= 0 || err_sys(e, ERR_OS, _("cannot read %s"), path);
}

bool kb_load(markdown_reader *read, const char *path, struct arena *arena, struct article *a, struct document *d,
             struct err *e)
{
    struct str bytes = {0};
    const char *slash = strrchr(path, '/');
    if (!kb_read(path, &bytes, e)) {
        str_release(&bytes);
        return false;
    }
    const char *text = arena_strndup(arena, bytes.s, bytes.n);
    article_read(slash ? slash + 1 : path, text, bytes.n, arena, a);
    str_release(&bytes);
    struct markdown_job job = {.text = a->body, .n = a->n_body};
    read(&job, 1, arena);
    article_finish(a, &job.document, arena);
    *d = job.document;
    return true;
}
