/* unruly: starts and ends tests/tools/unruly, for unit tests. */
#ifndef TESTS_UNRULY_H
#define TESTS_UNRULY_H
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct unruly {
    pid_t pid;
    int input; /* closing it ends the server */
    char url[64]; /* "http://127.0.0.1:PORT" */
    int port;
};

static inline bool unruly_start(struct unruly *u)
{
    int in[2], out[2];
    char path[4096], said[16] = "";
    const char *top = getenv("top_builddir");
    snprintf(path, sizeof path, "%s/tests/tools/unruly", top ? top : ".");
    if (pipe(in) || pipe(out) || (u->pid = fork()) < 0)
        return false;
    if (u->pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(in[1]), close(out[0]), close(in[0]), close(out[1]);
        execl(path, path, (char *)NULL);
        _exit(127);
    }
    close(in[0]), close(out[1]);
    u->input = in[1];
    ssize_t n = read(out[0], said, sizeof said - 1);
    close(out[0]);
    u->port = n > 0 ? (int)strtol(said, NULL, 10) : 0;
    snprintf(u->url, sizeof u->url, "http://127.0.0.1:%d", u->port);
    return u->port > 0;
}

static inline void unruly_end(struct unruly *u)
{
    close(u->input);
    waitpid(u->pid, NULL, 0);
}
#endif
