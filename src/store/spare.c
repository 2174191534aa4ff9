/* spare: really allocated bytes, not a hole. */
#include "store/spare.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/disk.h"
#include "store/files.h"

enum { SPARE = 1 << 20, ROOM = 64 << 20 };

static bool has_room(const char *path)
{
    struct disk d;
    char *dir = files_directory_of(path);
    bool ok = disk_look(dir, &d) && d.free_bytes > ROOM;
    mem_free(dir);
    return ok;
}

void spare_keep(const char *path, bool shared)
{
    struct stat st;
    if ((stat(path, &st) == 0 && st.st_size == SPARE) || !has_room(path))
        return;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, shared ? 0660 : 0600);
    if (fd < 0)
        return;
    if (posix_fallocate(fd, 0, SPARE) != 0)
        unlink(path);
    close(fd);
}

bool spare_release(const char *path)
{
    return unlink(path) == 0;
}

bool spare_is_there(const char *path)
{
    return files_exist(path);
}
