/* logs: looking into logs: which records there are, where one looks, what is known of all of them, as the ui's model. The
 * same in an incident (show.c) and for logs alone (logs_alone.c). A step at a time from the caller's loop; nothing waits. */
#ifndef APP_LOGS_H
#define APP_LOGS_H
#include "base/time.h"
#include "probe/log_index.h"
#include "ui/model_logs.h"
#include "ui/wish.h"

struct logs_how {
    struct log_formats *formats; /* outlive the logs, as all that is pointed at */
    const struct log_format *forced;
    const struct time_zone *zone;
    const struct log_rule *rule;       /* NULL: the usual one */
    const char *where;                 /* shown from the start, or NULL */
    int64_t since, until;              /* us; TIME_NONE or 0: open */
    bool with_rotated;
    struct log_stock_offset *offset;   /* by a stream's name */
    size_t n_offsets;
    const char *const *command;        /* what they print is one more log each */
    size_t n_commands;
};

struct logs;
/* False in *e when nothing of it can be read. */
struct logs *logs_open(const char *const *names, size_t n, const struct logs_how *how, struct err *e);
void logs_free(struct logs *l); /* NULL is fine */
const struct log_stock *logs_stock(const struct logs *l);
/* What is known of all of it: borrowed, held by the caller as long as it is set. NULL: nothing yet. Until a key was pressed
 * the records at the onset are shown as soon as it is known. */
void logs_set_finding(struct logs *l, const struct log_finding *f);

/* WISH_LOG_GO, FIND, FILTER. False in *e: why not. */
bool logs_wish(struct logs *l, const struct wish *w, struct err *e);
/* Works for about so long; what it changed. */
enum logs_news { LOGS_NOTHING, LOGS_PROGRESS, LOGS_ROWS };
enum logs_news logs_step(struct logs *l, int64_t budget_us);
/* More is to be read at once; else a step now and then sees what grows. */
bool logs_is_busy(const struct logs *l);
/* Renews the model, which holds until the next call; `now` is for times that a person typed. */
const struct model_logs *logs_model(struct logs *l);
/* True once for each: what came of a search, a sentence, or NULL when the one before no longer holds. */
bool logs_said(struct logs *l, const char **said);

struct logs_place { /* of one record, for who pins it */
    const char *path;
    uint64_t offset;
    int64_t at;
    char digest[65]; /* SHA-256 of its lines, as they are now */
};
bool logs_place_of(struct logs *l, int64_t key, struct logs_place *place);
#endif
