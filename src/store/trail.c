/* trail: a file that only grows. */
#include "store/trail.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static char *path_of(const char *liveness, int64_t run)
{
    struct str name = {0};
    str_addf(&name, "%s.%lld.samples", liveness, (long long)run);
    return str_take(&name);
}

/* What cannot be written here is still in memory, and is recorded at the end. */
void trail_add(const char *liveness, int64_t run, const char *bytes, size_t n)
{
    char *path = path_of(liveness, run);
    struct stat st;
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    bool has_room = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size + (off_t)n <= TRAIL_MOST;
    if (has_room)
        (void)!write(fd, bytes, n);
    if (fd >= 0)
        close(fd);
    mem_free(path);
}

void trail_read(const char *liveness, int64_t run, struct str *out)
{
    char *path = path_of(liveness, run), bytes[8192];
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool is_file = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    for (ssize_t n = 1, sum = 0; is_file && n > 0 && sum < TRAIL_MOST; sum += n) {
        n = read(fd, bytes, sizeof bytes);
        if (n > 0)
            str_add_n(out, bytes, (size_t)n);
        else if (n < 0 && errno == EINTR)
            n = 1;
    }
    if (fd >= 0)
        close(fd);
    mem_free(path);
}

void trail_remove(const char *liveness, int64_t run)
{
    char *path = path_of(liveness, run);
    unlink(path);
    mem_free(path);
}
