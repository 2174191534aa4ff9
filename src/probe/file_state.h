/* file_state: what stands at a path, and how much room its file system has. Nothing is opened but a plain file whose digest is
 * asked for: to open a pipe or a device would be to change something. */
#ifndef PROBE_FILE_STATE_H
#define PROBE_FILE_STATE_H
#include "observe/observation.h"

struct file_state_options {
    const char *const *path;
    size_t n_paths;      /* 1 to OBSERVE_MORE_MOST */
    bool wants_digest;
    int64_t timeout;     /* us, for all of them */
    int64_t now;         /* us since 1970: ages are counted to it */
};

/* `o` is set up with observation_init for the first path. Waits, at most `timeout`: a network file system that is gone does not
 * hold us up. */
void file_state_look(const struct file_state_options *options, struct observation *o);
#endif
