/* disk: statfs, and what its numbers mean. */
#include "store/disk.h"

#include <stddef.h>
#include <sys/statvfs.h>
#if HAVE_SYS_STATFS_H && defined __linux__
#include <sys/statfs.h>
#endif

/* Numbers of linux/magic.h and the file systems' own sources. FUSE counts as network: sshfs and its like are FUSE. */
static const struct kind {
    uint32_t magic;
    const char *name;
    bool is_network;
} kinds[] = {
    {0xEF53, "ext4", false},      {0x58465342, "xfs", false},   {0x9123683E, "btrfs", false}, {0x01021994, "tmpfs", false},
    {0x794C7630, "overlay", false}, {0x2FC12FC1, "zfs", false}, {0xF2F52010, "f2fs", false},  {0x4D44, "vfat", false},
    {0xCA451A4E, "bcachefs", false}, {0x858458F6, "ramfs", false}, {0x73717368, "squashfs", false}, {0x9660, "iso9660", false},
    {0x6969, "NFS", true},        {0xFF534D42, "CIFS", true},   {0xFE534D42, "SMB", true},    {0x517B, "SMB", true},
    {0x5346414F, "AFS", true},    {0x00C36400, "Ceph", true},   {0x01021997, "9p", true},     {0x65735546, "FUSE", true},
    {0x0BD00BD0, "Lustre", true}, {0x47504653, "GPFS", true},   {0x01161970, "GFS2", true},   {0x7461636F, "OCFS2", true},
    {0x73757245, "Coda", true},   {0x786F4256, "vboxsf", true}, {0x19830326, "BeeGFS", true}, {0x6A656A63, "virtiofs", true},
};

static void look_at_kind(const char *path, struct disk *d)
{
#if HAVE_SYS_STATFS_H && defined __linux__
    struct statfs fs;
    if (statfs(path, &fs) != 0)
        return;
    d->name = "another kind";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].magic == (uint32_t)fs.f_type) {
            d->name = kinds[i].name;
            d->is_network = kinds[i].is_network;
        }
#else
    (void)path, (void)kinds;
#endif
}

bool disk_look(const char *path, struct disk *d)
{
    struct statvfs fs;
    *d = (struct disk){.name = "unknown"};
    look_at_kind(path, d);
    if (statvfs(path, &fs) != 0)
        return false;
    d->is_read_only = (fs.f_flag & ST_RDONLY) != 0;
    d->free_bytes = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
    d->all_bytes = (int64_t)fs.f_blocks * (int64_t)fs.f_frsize;
    return true;
}
