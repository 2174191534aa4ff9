/* log_index_own: what the files of log_index share. */
#ifndef PROBE_LOG_INDEX_OWN_H
#define PROBE_LOG_INDEX_OWN_H
#include "probe/log_index.h"

struct stretch {         /* of one file; its records are those that begin in it */
    int64_t first;       /* time of the first one that has any, once it was asked for */
    uint32_t hits;
    bool is_seen, has_first;
};

struct spot {
    uint64_t offset;
    int64_t at;          /* its own time, or that of the one before it */
};

struct loaded {          /* the hits of one stretch */
    size_t of;           /* SIZE_MAX: none */
    VEC(struct spot) list;
};

struct head {            /* what a file has next for the window, in one direction */
    enum { HEAD_STALE, HEAD_ROW, HEAD_WANTS, HEAD_END } kind;
    struct spot spot;    /* HEAD_ROW; of HEAD_WANTS `at`: nothing older (newer) is to come. TIME_NONE: unknown */
    size_t stretch;      /* HEAD_WANTS: that one was not looked at */
};

struct index_file {
    VEC(struct stretch) stretch;
    uint64_t each;       /* bytes of a stretch */
    uint64_t bytes;      /* as the stretches have them */
    unsigned generation;
    size_t n_seen, next; /* from there on the rest is looked at */
    struct loaded ahead, behind;
    uint64_t low, high;  /* the window holds the hits in [low, high) */
    struct head after, before;
};

struct log_index {
    struct log_stock *stock;
    struct log_filter filter;
    struct log_index_limits limits;
    VEC(struct index_file) file;
    VEC(struct log_hit) row;
    size_t here, back_to; /* back_to: where it was before rows were taken out that are looked at again; 0 else */
    bool follows_end;    /* `here` stays behind the last row */
    bool wants, wants_ahead; /* the window needs a stretch that was not looked at */
    size_t want_file, want_stretch;
    bool turn;           /* which side it was last, where both want something */
    bool ends_before, ends_after;
    uint64_t hits;
    bool is_unsorted;
    char *block;
};

enum { INDEX_BLOCK = 512 << 10 };

/* log_index_stretch.c: counts what passes in a stretch, and lists it where `to` is wanted. */
void stretch_look(struct log_index *ix, size_t file, size_t k, struct loaded *to);
/* The time of its first record. */
int64_t stretch_first(struct log_index *ix, size_t file, size_t k);
/* It is to be looked at again. */
void stretch_forget(struct log_index *ix, size_t file, size_t k);
/* The stretches of a file follow its size; true when it changed. */
bool stretch_refresh(struct log_index *ix, size_t file);

/* log_index_window.c: as many rows as the window should have; true when some came. */
bool window_fill(struct log_index *ix);
void window_place(struct log_index *ix, size_t file, uint64_t offset);
void window_clear(struct log_index *ix);
/* The file has grown: its last record may be another one by now, and is looked at again. */
void window_drop_last_of(struct log_index *ix, size_t file);
void window_drop_file(struct log_index *ix, size_t file);
#endif
