/* reasons: an explanation, in words and figures, before it is shown: headings, sentences, small tables. Written once for
 * the page behind `w` and for plain lines. Texts are kept; the owner releases it. */
#ifndef UI_REASONS_H
#define UI_REASONS_H
#include "base/arena.h"
#include "base/vec.h"
#include "ui/sheet.h"

enum { REASON_CELLS = 4 };

enum reason_kind {
    REASON_HEAD,
    REASON_SAY,
    REASON_PAIR,    /* a name, and what it is */
    REASON_COLUMNS, /* what the columns of the rows below are called */
    REASON_ROW,     /* a label, and up to four short cells */
    REASON_NOTE,    /* of the row above it */
};

struct reason {
    enum reason_kind kind;
    const char *text;
    const char *cell[REASON_CELLS]; /* NULL or "": empty */
};

struct reasons {
    struct arena arena;
    VEC(struct reason) list;
};

void reasons_release(struct reasons *r);
void reasons_head(struct reasons *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void reasons_say(struct reasons *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void reasons_note(struct reasons *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void reasons_pair(struct reasons *r, const char *label, const char *text);
void reasons_columns(struct reasons *r, const char *label, const char *a, const char *b, const char *c, const char *d);
void reasons_row(struct reasons *r, const char *label, const char *a, const char *b, const char *c, const char *d);
/* Cells: kept texts. */
const char *reasons_share(struct reasons *r, double share);    /* "79%" */
const char *reasons_minutes(struct reasons *r, int64_t length); /* whole ones, at least 1: more is not known */
const char *reasons_tenths(struct reasons *r, int64_t length);  /* "14.2 min": for telling two apart */

void reasons_show(const struct reasons *r, struct sheet *s);
/* The same as lines, with what they are called before the figures: "Regression: if so 56%, now 30%, then 41%". */
typedef void reason_line(void *to, const char *line);
void reasons_tell(const struct reasons *r, reason_line *say, void *to);
#endif
