/* disk: on what kind of file system does a path lie, and how much room is there. Owns nothing. */
#ifndef STORE_DISK_H
#define STORE_DISK_H
#include <stdbool.h>
#include <stdint.h>

struct disk {
    const char *name;  /* "ext4", "NFS", "another kind"; static text */
    bool is_network;   /* shared between machines: no memory-mapped WAL there */
    bool is_read_only;
    int64_t free_bytes, all_bytes; /* free: for this user */
};

/* False when it cannot be seen; then *d says "unknown", not network. A path that is not there yet: ask its directory. */
bool disk_look(const char *path, struct disk *d);
#endif
