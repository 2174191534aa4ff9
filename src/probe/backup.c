/* backup: a table of endings, in the order of what is most likely the version before. */
#include "probe/backup.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

enum { DIFF_MS = 2000, DEEPEST = 4096 };

static const struct {
    const char *ending;
    bool is_package; /* the version that the package brings, not what was there before */
} endings[] = {
    {".bak", false},      {"~", false},        {".orig", false},    {".old", false},     {".save", false},
    {".dpkg-old", false}, {".rpmsave", false}, {".ucf-old", false}, {".pacsave", false}, {".dpkg-dist", true},
    {".dpkg-new", true},  {".rpmnew", true},   {".rpmorig", true},  {".ucf-dist", true}, {".pacnew", true},
};
enum { N_ENDINGS = sizeof endings / sizeof *endings };

bool backup_is_one(const char *path)
{
    for (size_t i = 0; i < N_ENDINGS; i++)
        if (str_ends(path, endings[i].ending))
            return true;
    return false;
}

/* The lines of `diff OLD NEW` that begin with < or >: a line that was rewritten is on both sides and counts once. */
static const char *count_lines(struct change_hunt *h, const char *old, const char *path)
{
    const char *argv[] = {"diff", "--", old, path, NULL};
    struct tool_call call = {argv, DIFF_MS, 1 << 20};
    struct tool_answer a;
    size_t gone = 0, come = 0, n;
    const char *line;
    tool_run(&call, &a);
    struct parse_lines lines = {str_get(&a.out), str_get(&a.out) + a.out.n};
    while (parse_next_line(&lines, &line, &n)) {
        gone += *line == '<';
        come += *line == '>';
    }
    size_t differ = gone > come ? gone : come;
    bool is_text = a.end == TOOL_DONE && (a.status == 0 || (a.status == 1 && differ));
    tool_release(&a);
    if (!is_text)
        return NULL;
    return differ ? arena_printf(&h->arena, differ == 1 ? "%zu line" : "%zu lines", differ) : N_("as it was before");
}

/* The directory above `path` that holds a .git (etckeeper keeps /etc so). */
static const char *find_repository(struct arena *arena, const char *path)
{
    char *dir = arena_strdup(arena, path);
    for (char *slash; *dir == '/' && (slash = strrchr(dir, '/')) != dir;) {
        *slash = '\0';
        if (access(arena_printf(arena, "%s/.git", dir), F_OK) == 0)
            return dir;
    }
    return NULL;
}

/* What not everybody may read, or is no text, is not to be printed into a record. */
static bool may_be_shown(const char *path)
{
    struct stat st;
    char head[1024];
    bool may = stat(path, &st) == 0 && (st.st_mode & S_IROTH);
    int fd = may ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) : -1;
    ssize_t n = fd >= 0 ? read(fd, head, sizeof head) : -1;
    if (fd >= 0)
        close(fd);
    return n >= 0 && !memchr(head, '\0', (size_t)n);
}

/* Not `git diff`: with the working tree it runs the filters that the repository's configuration names. */
static const char *differs_from_commit(struct arena *a, const char *top, const char *path)
{
    const char *committed = arena_printf(a, "HEAD:%s", path + strlen(top) + 1);
    const char *blob = command_make(a, (const char *const[]){"git", "-C", top, "cat-file", "blob", committed, NULL});
    return arena_printf(a, "%s | %s", blob, command_make(a, (const char *const[]){"diff", "-u", "--", "-", path, NULL}));
}

void backup_find(struct change_hunt *h, const char *path, bool compare, struct backup *b)
{
    struct arena *a = &h->arena;
    *b = (struct backup){0};
    for (size_t i = 0; i < N_ENDINGS && strlen(path) < DEEPEST; i++) {
        const char *old = arena_printf(a, "%s%s", path, endings[i].ending);
        if (access(old, F_OK) != 0)
            continue;
        b->see = may_be_shown(path) && may_be_shown(old)
                     ? command_make(a, (const char *const[]){"diff", "-u", "--", old, path, NULL})
                     : command_make(a, (const char *const[]){"ls", "-l", "--", old, path, NULL});
        b->undo = endings[i].is_package ? NULL : command_make(a, (const char *const[]){"cp", "-p", "--", old, path, NULL});
        b->detail = compare ? count_lines(h, old, path) : NULL;
        return;
    }
    const char *top = find_repository(a, path);
    bool is_shown = may_be_shown(path);
    if (top && is_shown) {
        b->see = differs_from_commit(a, top, path);
        b->undo = command_make(a, (const char *const[]){"git", "-C", top, "checkout", "HEAD", "--", path, NULL});
        return;
    }
    b->see = is_shown ? command_make(a, (const char *const[]){"cat", "--", path, NULL})
                      : command_make(a, (const char *const[]){"ls", "-l", "--", path, NULL});
}
