/* loopback: servers for tests, on this machine alone: a socket that listens, and a child that answers as it is told. */
#ifndef TESTS_UNIT_LOOPBACK_H
#define TESTS_UNIT_LOOPBACK_H
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

struct loopback {
    int fd;
    int port;
    char address[32]; /* 127.0.0.1:PORT */
    pid_t server;     /* 0: nobody answers */
};

static inline struct loopback loopback_open(int type, int backlog)
{
    struct loopback l = {.fd = socket(AF_INET, type, 0)};
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t n = sizeof at;
    if (l.fd < 0 || bind(l.fd, (struct sockaddr *)&at, n) != 0 || (type == SOCK_STREAM && listen(l.fd, backlog) != 0) ||
        getsockname(l.fd, (struct sockaddr *)&at, &n) != 0)
        abort();
    l.port = ntohs(at.sin_port);
    snprintf(l.address, sizeof l.address, "127.0.0.1:%d", l.port);
    return l;
}

static inline void loopback_serve(struct loopback *l, void (*answer)(int fd))
{
    l->server = fork();
    if (l->server)
        return;
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    answer(l->fd);
    _exit(0);
}

static inline void loopback_close(struct loopback *l)
{
    if (l->server > 0) {
        kill(l->server, SIGKILL);
        waitpid(l->server, NULL, 0);
    }
    close(l->fd);
}
#endif
