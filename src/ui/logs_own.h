/* logs_own: what the files of the page of logs share. */
#ifndef UI_LOGS_OWN_H
#define UI_LOGS_OWN_H
#include "ui/model_logs.h"
#include "ui/view.h"

enum { LISTS_COLUMN = 82, LISTS_WIDE = 118 /* the lists of a wide screen end there */ };

/* logs_rows.c: the records, and what stands in their place where there are none */
void logs_build_rows(const struct ui *ui, const struct model *m, struct sheet *s);
const struct model_log_row *logs_row_at(const struct model *m, struct row_id row);
/* 0 folded, 1 its first lines, 2 all of it */
int logs_stage(const struct ui *ui, int64_t key);
void logs_unfold(struct ui *ui, const struct model_log_row *row);

/* logs_head.c: the chart and the kinds, over the records */
int logs_head_lines(const struct ui *ui, int rows, int columns);
void logs_paint_head(const struct ui *ui, const struct model *m, struct frame *f);
void logs_zoom(struct ui *ui, const struct model *m, enum action a);

/* logs_lists.c: what there is to choose from */
enum choice_heading { CHOICE_SHOW, CHOICE_KINDS, CHOICE_ENDPOINTS, CHOICE_STATUSES, CHOICE_CLIENTS, CHOICE_USERS, N_CHOICE_HEADINGS };
struct choice {
    enum choice_heading of;
    const char *filter, *value; /* id and text of WISH_LOG_FILTER; filter NULL: a condition is typed */
    const char *label, *brief; /* brief: where there is little room, or NULL */
    uint64_t n;
    bool is_new;
};
enum { CHOICES_MAX = 128 };
size_t logs_choices(const struct model_logs *l, struct choice out[CHOICES_MAX]);
/* From that column on: in the body, or at the side, where they are shorter. */
void logs_build_lists(const struct model *m, int column, int room, struct sheet *s);

/* logs_settle.c: what stays where it is on the screen while the rows of the model are others */
void logs_settle(struct ui *ui, const struct model *m, const struct sheet *s, int length);
/* After a key: what is first in sight; and the wish for more rows, where ▸ comes near the last that are here. */
void logs_after_key(struct ui *ui, const struct model *m, struct wish *w);
#endif
