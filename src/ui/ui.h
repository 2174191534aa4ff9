/* ui: the operator's screen. It keeps what is on the screen and nothing else: the stack of pages, ▸ on each of them,
 * scrolling, the line being typed, drafts. Keys go in, wishes come out; the world is the app's. A struct ui owns all it
 * keeps.
 *
 *     ui_paint(ui, &model, &frame);  term_paint(term, &frame);
 *     if (ui_wants_empty_queue(ui)) term_empty_queue(term);
 *     ... poll ...
 *     while (term_key(term, &key)) { ui_key(ui, &model, &key, &wish);  do what it wishes, refill the model }
 */
#ifndef UI_UI_H
#define UI_UI_H
#include <stdbool.h>

#include "ui/frame.h"
#include "ui/key.h"
#include "ui/model.h"
#include "ui/page.h"
#include "ui/wish.h"

struct ui;

struct ui *ui_new(void);
void ui_free(struct ui *ui);

/* Paints all of the present page; the frame may have any size. The size is remembered: a page down is that long. */
void ui_paint(struct ui *ui, const struct model *m, struct frame *f);
/* One key. The wish is WISH_NONE when only the screen changed. */
void ui_key(struct ui *ui, const struct model *m, const struct key *k, struct wish *w);
/* After each new model and before painting: a question that came up gets its page, a page whose thing is gone is left,
 * the mark finds its row again. ui_key does this itself for the model it is given. */
void ui_sync(struct ui *ui, const struct model *m);
/* True once after a question was painted for the first time: what was typed before it does not count. */
bool ui_wants_empty_queue(struct ui *ui);

/* Goes to a page: PAGE_HOME and PAGE_STEP begin a new stack, the others are laid over what is there. */
void ui_show(struct ui *ui, enum page page);
enum page ui_page(const struct ui *ui);
/* A line is being typed: letters are text, and the terminal's cursor is seen. */
bool ui_is_typing(const struct ui *ui);
/* What was typed for this wish could not be taken; model.status will say why. It stands there again, to be set right. */
void ui_refused(struct ui *ui, const struct model *m, const struct wish *w);
/* What $EDITOR left; NULL keeps what was there. */
void ui_edited(struct ui *ui, const char *text);
/* What is typed and not yet sent: to be saved when the terminal is gone. NULL when there is nothing,
 * for what is typed unseen, and for what is no prose: a value, a name, words to search for. */
const char *ui_draft(const struct ui *ui);
#endif
