/* marks: the lines that m marked, until p pins them. Each keeps its text as it was when it was marked: output that still
 * grows may lose lines, evidence may not change. A struct marks owns its texts; zeroed it is empty. */
#ifndef UI_MARKS_H
#define UI_MARKS_H
#include "base/str.h"
#include "ui/sheet.h"

struct marked {
    struct row_id row;
    int64_t of;        /* the run that a line stands in, 0 for an event */
    char *text;        /* one line */
};

struct marks {
    VEC(struct marked) list; /* in the order of their rows' keys */
};

void marks_release(struct marks *m);
/* Marks a row, or takes its mark away. */
void marks_toggle(struct marks *m, struct row_id row, int64_t of, const char *text);
bool marks_has(const struct marks *m, struct row_id row, int64_t of);
size_t marks_count(const struct marks *m, enum row_kind kind, int64_t of);
/* The marked texts, a line each, and the rows' keys separated by blanks (NULL: not wanted). */
void marks_text(const struct marks *m, enum row_kind kind, int64_t of, struct str *text, struct str *keys);
void marks_clear(struct marks *m, enum row_kind kind, int64_t of);
#endif
