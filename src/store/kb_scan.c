/* kb_scan: walking directories. */
#include "store/kb_scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"
#include "kb/article.h"

enum { DEEPEST = 16, MOST_FILES = 1000000 };

struct walk {
    struct kb_files *files;
    struct arena *arena;
    size_t dir;
};

static int64_t nanoseconds(const struct stat *st)
{
#ifdef __APPLE__
    return (int64_t)st->st_mtimespec.tv_sec * 1000000000 + st->st_mtimespec.tv_nsec;
#else
    return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
#endif
}

static void add_file(struct walk *w, const char *name, const struct stat *st)
{
    *vec_push(w->files) = (struct kb_file){
        .dir = w->dir, .name = name, .size = st->st_size, .mtime = nanoseconds(st), .inode = (int64_t)st->st_ino};
}

static void walk_open(struct walk *w, int fd, const char *prefix, int depth);

static void visit(struct walk *w, int at, const char *prefix, const char *entry, int depth)
{
    struct stat st;
    if (entry[0] == '.' || fstatat(at, entry, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return;
    if (S_ISLNK(st.st_mode) && (fstatat(at, entry, &st, 0) < 0 || S_ISDIR(st.st_mode)))
        return;
    if (S_ISREG(st.st_mode) && article_is_file(entry))
        add_file(w, arena_printf(w->arena, "%s%s", prefix, entry), &st);
    if (S_ISDIR(st.st_mode) && depth < DEEPEST)
        walk_open(w, openat(at, entry, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW),
                  arena_printf(w->arena, "%s%s/", prefix, entry), depth + 1);
}

/* Takes the descriptor over. */
static void walk_open(struct walk *w, int fd, const char *prefix, int depth)
{
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    if (!d) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (struct dirent *e; (e = readdir(d)) && w->files->n < MOST_FILES;)
        visit(w, dirfd(d), prefix, e->d_name, depth);
    closedir(d);
}

static int by_place(const void *a, const void *b)
{
    const struct kb_file *x = a, *y = b;
    return x->dir != y->dir ? x->dir < y->dir ? -1 : 1 : strcmp(x->name, y->name);
}

void kb_scan(const char *const *dir, size_t n, struct arena *arena, struct kb_files *files)
{
    struct walk w = {.files = files, .arena = arena};
    for (w.dir = 0; w.dir < n; w.dir++)
        walk_open(&w, open(dir[w.dir], O_RDONLY | O_DIRECTORY | O_CLOEXEC), "", 0);
    if (files->n)
        qsort(files->v, files->n, sizeof *files->v, by_place);
}
