/* logs_own: what the files of logs share. */
#ifndef APP_LOGS_OWN_H
#define APP_LOGS_OWN_H
#include "app/logs.h"
#include "base/arena.h"

struct logs_row { /* a record that is in the window, read */
    struct arena arena;
    struct model_log_row row;
};

struct logs_seek { /* the next record with certain words, or of a kind: looked for by an index of its own */
    struct log_index *index;
    char *what;      /* as said to people */
    bool is_back;
    bool is_active;
    bool has_turned; /* it began anew at the other end */
};

struct logs {
    struct logs_how how;
    struct log_stock *stock;
    struct log_index *index;
    struct log_filter filter;  /* as chosen */
    char *kind_title;          /* of the kind that is chosen */
    const struct log_finding *finding;
    struct logs_seek seek;
    bool has_grown;            /* the last record of a file may be another one */
    bool has_worked;           /* the last step found something to do */
    bool was_coming;           /* bytes, through a pipe or unpacked, when the order was looked at last: then, in ticks */
    int64_t ordered_at;
    VEC(struct logs_row *) row;
    VEC(struct model_log_row) flat;
    struct model_logs model;
    struct arena arena;        /* names, filter */
    struct str names, filter_text;
    char *said;
    bool has_said;             /* and nobody has asked */
    const char *told;          /* the trouble that was said last, or NULL */
    int64_t refreshed_at;      /* ticks */
    bool wants_jump, was_moved; /* ▸ is to go to where the window is; a person has gone somewhere */
    bool has_jumped_to_onset, follows;
    size_t kind;               /* that Tab went to last, 1 + its index */
};

int64_t logs_key(const struct log_hit *hit);
void logs_at_key(int64_t key, uint32_t *file, uint64_t *offset);

/* logs_row.c */
struct logs_row *logs_row_read(struct logs *l, const struct log_hit *hit);
void logs_row_free(struct logs_row *row);
/* The rows of the window, read; true when they are others than before. */
bool logs_rows_renew(struct logs *l);
/* They are to be read again. */
void logs_rows_forget(struct logs *l);
const struct model_log_row *logs_row_find(const struct logs *l, int64_t key);

/* logs_filter.c */
bool logs_choose(struct logs *l, const struct wish *w, struct err *e);
bool logs_filter_anew(struct logs *l, struct err *e);
void logs_filter_say(const struct logs *l, struct str *out);

/* logs_seek.c */
bool logs_find(struct logs *l, const struct wish *w, struct err *e);
bool logs_go_to_kind(struct logs *l, int step, struct err *e);
/* True when it changed something. */
bool logs_seek_step(struct logs *l, int64_t budget_us);
void logs_seek_stop(struct logs *l);

/* logs_order.c: while logs come that may be older than what is shown: puts the window in order again where it is not; true
 * when it did. */
bool logs_order_keep(struct logs *l);
/* More comes through a pipe, and nobody knows how much. */
bool logs_is_coming(const struct logs *l);

void logs_go_to_time(struct logs *l, int64_t at);
void logs_go_to_onset(struct logs *l);
void logs_say(struct logs *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
#endif
