/* build: the lines of the page that is open, in as many degrees of brevity as it takes to fit the screen. */
#include "ui/move.h"
#include "ui/screen.h"
#include "ui/status_row.h"

enum { SQUEEZE_MAX = 5 };

/* What a squeezed page left free is the text's, which gave way first. */
static void give_room_to_text(const struct ui *ui, const struct model *m, int rows, struct sheet *s)
{
    struct sheet squeezed = *s;
    int left = rows - (int)s->lines.n;
    if (left < 1)
        return;
    sheet_init(s, squeezed.width, squeezed.is_compact);
    s->squeeze = squeezed.squeeze;
    s->is_brief = squeezed.is_brief;
    s->text_rows = left;
    sheet_release(&squeezed);
    view_of(ui_page(ui))->build(ui, m, s);
}

void ui_build(const struct ui *ui, const struct model *m, int rows, int columns, struct sheet *s)
{
    const struct view *v = view_of(ui_page(ui));
    int from, to;
    bool can_squeeze = v->page == PAGE_STEP || v->page == PAGE_CONFIRM || v->page == PAGE_SECOND;
    move_body(ui, rows, columns, &from, &to);
    for (int i = -1;; i++) { /* with all there is; then at each degree first with long reasons, then with brief ones */
        sheet_init(s, screen_width(columns), rows < SCREEN_FULL_ROWS || columns < SCREEN_FULL_COLUMNS);
        s->is_ample = i < 0;
        s->squeeze = i < 0 ? 0 : i / 2;
        s->is_brief = i > 0 && i % 2;
        v->build(ui, m, s);
        if (!can_squeeze || (int)s->lines.n <= to - from || i == 2 * SQUEEZE_MAX + 1)
            break;
        sheet_release(s);
    }
    if (v->page == PAGE_STEP && s->squeeze > 0)
        give_room_to_text(ui, m, to - from, s);
}
