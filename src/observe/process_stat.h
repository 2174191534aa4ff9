/* process_stat: one line of /proc/PID/stat (proc_pid_stat(5)). The name in it may hold anything, ")" and newlines too: what
 * follows is found from the last ")" on. */
#ifndef OBSERVE_PROCESS_STAT_H
#define OBSERVE_PROCESS_STAT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct process_stat {
    char name[64]; /* the kernel keeps 15 bytes, of its own threads 63 */
    char state;    /* R S D Z T ... */
    int64_t threads;
    uint64_t started; /* clock ticks after boot */
    int64_t pages;    /* resident */
};

bool process_stat_read(const char *text, size_t n, struct process_stat *s);
/* Is that the name of a process whose first argument is `first`? The kernel's name is exact, but cut at 15 bytes: a longer one has
 * to be the last part of the first argument too. */
bool process_stat_is(const struct process_stat *s, const char *first, const char *name);
/* The seconds since 1970 at which the machine was started, from /proc/stat; 0: not there. */
int64_t process_boot_read(const char *text, size_t n);
#endif
