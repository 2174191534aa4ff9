/* family: every process below this one, from /proc. */
#include "probe/family.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/vec.h"

struct process {
    pid_t pid, parent;
    bool ours;
};

struct processes {
    VEC(struct process) list;
};

#ifdef __linux__
static bool read_parent(const char *name, struct process *p)
{
    char path[64], text[512];
    size_t length = strlen(name);
    if (length > 20)
        return false;
    memcpy(path, "/proc/", 6);
    memcpy(path + 6, name, length);
    memcpy(path + 6 + length, "/stat", 6);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    if (n <= 0)
        return false;
    text[n] = '\0';
    const char *end = strrchr(text, ')'); /* "pid (name with anything) state ppid" */
    if (!end || strlen(end) < 5 || end[2] == 'Z')
        return false;
    *p = (struct process){.pid = (pid_t)strtol(name, NULL, 10), .parent = (pid_t)strtol(end + 4, NULL, 10)};
    return true;
}

static void list_processes(struct processes *all)
{
    struct process p;
    DIR *dir = opendir("/proc");
    for (struct dirent *d; dir && (d = readdir(dir));)
        if (d->d_name[0] >= '1' && d->d_name[0] <= '9' && read_parent(d->d_name, &p))
            *vec_push(&all->list) = p;
    if (dir)
        closedir(dir);
}
#else
static void list_processes(struct processes *all)
{
    (void)all;
}
#endif

/* Marks every process below us, a generation after the other. */
static size_t mark_descendants(struct process *list, size_t n)
{
    pid_t *family = mem_array(n + 1, sizeof *family);
    size_t count = 1;
    family[0] = getpid();
    for (size_t parent = 0; parent < count; parent++)
        for (size_t i = 0; i < n; i++)
            if (list[i].parent == family[parent] && !list[i].ours)
                list[i].ours = true, family[count++] = list[i].pid;
    mem_free(family);
    return count - 1;
}

size_t family_signal(int signal)
{
    struct processes all = {0};
    list_processes(&all);
    size_t count = mark_descendants(all.list.v, all.list.n);
    for (size_t i = 0; i < all.list.n && signal; i++)
        if (all.list.v[i].ours)
            kill(all.list.v[i].pid, signal);
    vec_release(&all.list);
    return count;
}
