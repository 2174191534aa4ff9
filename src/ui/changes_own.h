/* changes_own: what the files of the page of changes share. */
#ifndef UI_CHANGES_OWN_H
#define UI_CHANGES_OWN_H
#include "ui/view.h"

/* changes_shown.c: those that pass the filter of the page, in the order in which they are listed. */
struct changes_shown {
    const struct model_change **row; /* borrowed, in a list of our own */
    size_t n;
};
void changes_shown_make(const struct ui *ui, const struct model *m, struct changes_shown *out);
/* The same by a choice that is no page's: for who reads lines. */
void changes_pick(const struct changes_page *page, bool by_time, const struct model_changes *c, struct changes_shown *out);
void changes_shown_release(struct changes_shown *s);
bool changes_by_time(const struct ui *ui);
/* Do these words stand in it, as far as letters' case matters not? */
bool changes_holds(const struct change *c, const char *words);
/* What it has of a kind by which one may choose, as it is kept; NULL: nothing. */
const char *changes_value(const struct change *c, enum changes_by by);
/* The same for people: "configuration". */
const char *changes_word(enum changes_by by, const char *value);
void changes_choose(struct ui *ui, enum changes_by by, const char *value);
/* "packages", "before the onset": what the filter leaves, "" for all. */
void changes_filter_said(const struct ui *ui, struct str *out);

/* The line that is pinned of it. */
void changes_as_evidence(const struct change *c, struct str *out);

/* changes_options.c: what there is to choose from */
enum { CHANGES_OPTIONS_EACH = 12, CHANGES_OPTIONS_MOST = 80 };
struct changes_option {
    enum changes_by by;
    const char *value; /* borrowed from the changes; "" for those that need none */
    size_t n;
};
struct changes_options {
    struct changes_option v[CHANGES_OPTIONS_MOST];
    size_t n, left_out[CHANGES_WORDS + 1];
};
void changes_options_make(const struct model_changes *c, struct changes_options *o);
const char *changes_option_label(const struct changes_option *o);
const char *changes_option_heading(enum changes_by by);

/* changes_rows.c: the list. Of a row whether it has two lines; where ▸ stands among those that are shown, as far down as
 * it was where its own is gone. */
bool changes_has_second(const struct model_change *row);
int changes_place(const struct ui *ui, const struct model *m, const struct changes_shown *shown);
void changes_build_list(const struct ui *ui, const struct model *m, const struct changes_shown *shown, struct sheet *s);

/* changes_head.c: the errors, and the digits of the changes under them */
int changes_head_lines(const struct ui *ui, int rows, int columns);
void changes_paint_head(const struct ui *ui, const struct model *m, struct frame *f);
bool changes_has_chart(const struct model *m);
void changes_zoom(struct ui *ui, const struct model *m, enum action a);
#endif
