/* err: why the world refused, as one sentence for a person. The caller owns the struct (on its stack, zeroed with
 * {0}); a function that returns true leaves it untouched. A message says what happened, where, and what to do. */
#ifndef BASE_ERR_H
#define BASE_ERR_H
#include <stdbool.h>
#include <stddef.h>

struct err {
    int code; /* one of enum err_code */
    char text[600];
};

/* What kind of refusal, for exit statuses (sysexits) and for the few callers that act on it. */
enum err_code {
    ERR_NONE,
    ERR_USAGE,   /* 64 the command line */
    ERR_INPUT,   /* 65 what was read is not what it should be */
    ERR_ABSENT,  /* 66 a file or thing that is not there */
    ERR_SERVICE, /* 69 something needed is not available */
    ERR_BUG,     /* 70 ours */
    ERR_OS,      /* 71 the operating system refused */
    ERR_WRITE,   /* 73 cannot create */
    ERR_IO,      /* 74 input/output, full disk */
    ERR_BUSY,    /* 75 try again later */
    ERR_DENIED,  /* 77 permission, read-only */
    ERR_CONFIG,  /* 78 configuration */
    ERR_REFUSED, /* an event that is not admitted: the state says no */
};

/* Always returns false, so that a refusal reads `return err_set(e, ERR_INPUT, "...")`. */
bool err_set(struct err *e, enum err_code code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* The same, with ": " and the text of errno behind it. */
bool err_sys(struct err *e, enum err_code code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Puts "WHERE: " before what is there already; returns false. */
bool err_where(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The exit status of sysexits.h that belongs to a refusal. */
int err_exit_status(const struct err *e);
#endif
