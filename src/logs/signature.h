/* signature: which kind of error a record is. Of one with a stack trace: the exception's type and its topmost frames of the
 * program itself; of any other the template of its message. */
#ifndef LOGS_SIGNATURE_H
#define LOGS_SIGNATURE_H
#include "logs/fold.h"

enum { SIGNATURE_MAX = 512, FRAMES_MAX = 8 };

struct log_frame { /* one line of a stack trace */
    char function[128]; /* "shop.Cart.total", "" unknown */
    char file[160];     /* "Cart.java", "/srv/app/cart.py", as logged; "" unknown */
    int line;           /* 0 unknown */
};

struct log_signature {
    char key[SIGNATURE_MAX];   /* equal for equal kinds: what is tallied */
    char title[SIGNATURE_MAX]; /* for people: "NullPointerException in shop.Cart.total (Cart.java:88)", or the template */
    char kind[128];            /* the exception's type without its package; "" when there is none */
    struct log_frame frame[FRAMES_MAX]; /* innermost first */
    size_t n_frames;
    size_t n;                  /* of key */
};

void log_signature(const struct log_record *r, struct log_signature *out);
/* Does the line go on with the record before it (a frame, "Caused by:", an indented line, a closing brace of a dump)? Asked
 * of lines that do not fit the format; of a raw log without any format it decides alone. */
bool log_continues(const char *line, size_t n);
#endif
