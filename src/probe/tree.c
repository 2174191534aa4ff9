/* tree: a list of directories to go, newest first. */
#include "probe/tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "probe/tool.h"

enum { DEEPEST = 3000 }; /* bytes of a path */

struct going {
    struct tree_walk *w;
    VEC(char *) dirs;
    dev_t device;
};

static bool is_passed_over(const char *name)
{
    return str_eq(name, ".") || str_eq(name, "..") || str_eq(name, ".git") || str_eq(name, ".svn");
}

static void see_entry(struct going *g, DIR *dir, const char *path, const char *name)
{
    struct stat st;
    struct str full = {0};
    if (fstatat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return;
    str_addf(&full, "%s%s%s", path, str_ends(path, "/") ? "" : "/", name);
    if (!S_ISDIR(st.st_mode))
        g->w->see(g->w->to, str_get(&full), &st);
    else if (st.st_dev == g->device && full.n < DEEPEST)
        *vec_push(&g->dirs) = str_take(&full);
    str_release(&full);
}

static void see_directory(struct going *g, const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    const struct dirent *entry;
    if (!dir) {
        g->w->n_refused++;
        if (fd >= 0)
            close(fd);
        return;
    }
    while (g->w->left && (entry = readdir(dir))) {
        if (is_passed_over(entry->d_name))
            continue;
        g->w->left--;
        see_entry(g, dir, path, entry->d_name);
    }
    closedir(dir);
}

bool tree_walk(struct tree_walk *w, const char *top)
{
    struct stat st, direct;
    struct going g = {.w = w};
    if (stat(top, &st) < 0 || lstat(top, &direct) < 0)
        return false;
    if (!S_ISDIR(st.st_mode)) {
        w->see(w->to, top, &direct);
        return true;
    }
    char *real = realpath(top, NULL); /* a top that is a link is followed, once */
    g.device = st.st_dev;
    *vec_push(&g.dirs) = mem_strdup(real ? real : top);
    free(real);
    while (g.dirs.n) {
        char *path = g.dirs.v[--g.dirs.n];
        w->is_late = w->is_late || (w->ends && tool_clock() >= w->ends);
        if (w->left && !w->is_late)
            see_directory(&g, path);
        mem_free(path);
    }
    vec_release(&g.dirs);
    return w->left > 0 && !w->is_late;
}
