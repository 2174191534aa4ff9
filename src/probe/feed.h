/* feed: what a keeper says to a command on another machine, and, once triage is gone, hears of it: the text that is run there,
 * the words that let it begin and stop it, and how it ended (probe/remote.h). Of a command here it is all zero but for fd. */
#ifndef PROBE_FEED_H
#define PROBE_FEED_H
#include "probe/keeper_record.h"
#include "probe/remote.h"

struct feed {
    int fd;              /* -1: nothing, or no more */
    const char *bytes;   /* still to be said; borrowed */
    size_t n;
    int left_ms;         /* until what holds the connection is ended; -1: it has all its time */
    const char *host;    /* NULL: the command runs here */
    bool is_let_go;
    struct remote_stream stream;
};

/* *theirs is what the program reads. */
bool feed_open(struct feed *f, int *theirs);
void feed_close(struct feed *f);
void feed_more(struct feed *f); /* as much as can be said now */
void feed_go(struct feed *f);
void feed_stop(struct feed *f); /* and nothing more */
/* It is over there: what still holds the connection is given `left_ms`. */
void feed_is_over(struct feed *f, int left_ms);
/* What came since triage is gone; what the command printed is added to the output. True when it is over. */
bool feed_hear(struct feed *f, const char *bytes, size_t n, struct output *output);
/* How it ended, in place of how the program ended that carried it: for the record of a triage that is gone. */
void feed_settle(const struct feed *f, struct keeper_end *end);
#endif
