/* rotation: what the name of a log says about its place in a rotated set. `access.log.2.gz`, `access.log-20261120`,
 * `app.2026-11-19.log` and `app.log.2026-11-19.1` are older pieces of `access.log` and `app.log`. */
#ifndef LOGS_ROTATION_H
#define LOGS_ROTATION_H
#include <stdbool.h>
#include <stddef.h>

struct rotation {
    char base[256];   /* the name of the newest piece; the name itself when it is no rotated piece */
    bool is_rotated;
    char date[18];    /* its digits, year first; "" none */
    unsigned number;  /* 0: none */
    bool is_inside;   /* the number stands before the ending: app.1.log. Only a piece where app.log is there too */
};

/* A file's name without its directory; a longer one than 255 bytes is no rotated piece. */
void rotation_of(const char *name, struct rotation *out);
/* Negative when a is older than b. A number counts away from now; behind a date it counts towards it. */
int rotation_compare(const struct rotation *a, const struct rotation *b);
#endif
