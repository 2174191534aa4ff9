/* line: a program at a pseudo-terminal, and what it sends down the line. A traced one is slower, and each of its
 * write(2) to the terminal is counted; reading alone cannot tell two writes from one. */
#ifndef BENCH_LINE_H
#define BENCH_LINE_H
#include <stdbool.h>
#include <sys/types.h>

struct line {
    int fd, children; /* children: says that a traced program stopped */
    pid_t pid;
    bool is_traced;
    long writes;      /* so far */
    double *began;    /* shared with the child: when it was about to exec */
};

struct burst { /* what came until it was quiet */
    long bytes, writes;
    double at; /* the last of it */
};

void line_start(struct line *l, char *const argv[], bool is_traced);
/* Listens for at least so long, and then until nothing has happened for some time. */
struct burst line_listen(struct line *l, double least_ms);
/* The same from the first byte on, however long that takes. */
struct burst line_await(struct line *l);
struct burst line_press(struct line *l, const char *keys);
/* Hangs up and waits for the end. */
void line_end(struct line *l);
#endif
