/* cost: fork, wait4. */
#include "cost.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "measure.h"

static double ms_of(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static struct cost await(pid_t child, double start)
{
    struct rusage used;
    int status = 0;
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        perror("bench");
        exit(1);
    }
    return (struct cost){
        .cpu_ms = ms_of(used.ru_utime) + ms_of(used.ru_stime),
        .wall_ms = now_ms() - start,
        .peak_kib = (double)used.ru_maxrss,
        .is_there = WIFEXITED(status) && WEXITSTATUS(status) <= 1, /* 1: grep found nothing */
    };
}

static _Noreturn void become(const char *const *argv, const char *output)
{
    int to = open(output ? output : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600), from = open("/dev/null", O_RDONLY);
    int silent = open("/dev/null", O_WRONLY);
    if (to < 0 || from < 0 || silent < 0)
        _exit(126);
    dup2(from, STDIN_FILENO);
    dup2(to, STDOUT_FILENO);
    dup2(silent, STDERR_FILENO);
    char *copy[32];
    size_t n = 0;
    for (; argv[n] && n + 1 < sizeof copy / sizeof *copy; n++)
        copy[n] = strdup(argv[n]);
    copy[n] = NULL;
    execvp(copy[0], copy);
    _exit(127);
}

struct cost cost_program(const char *const *argv, const char *output)
{
    double start = now_ms();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        become(argv, output);
    return await(child, start);
}

struct cost cost_function(void (*work)(void *of), void *of)
{
    double start = now_ms();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        work(of);
        _exit(0);
    }
    return await(child, start);
}

struct cost cost_least(struct cost a, struct cost b)
{
    if (!a.is_there || !b.is_there)
        return a.is_there ? a : b;
    return (struct cost){
        .cpu_ms = a.cpu_ms < b.cpu_ms ? a.cpu_ms : b.cpu_ms,
        .wall_ms = a.wall_ms < b.wall_ms ? a.wall_ms : b.wall_ms,
        .peak_kib = a.peak_kib < b.peak_kib ? a.peak_kib : b.peak_kib,
        .is_there = true,
    };
}

bool cost_can_run(const char *program)
{
    const char *path = getenv("PATH");
    for (const char *s = path ? path : "/usr/bin"; *s;) {
        char name[4096];
        size_t n = strcspn(s, ":");
        snprintf(name, sizeof name, "%.*s/%s", (int)n, s, program);
        if (access(name, X_OK) == 0)
            return true;
        s += n + (s[n] == ':');
    }
    return false;
}
