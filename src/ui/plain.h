/* plain: the same incident as numbered lines, for pipes, screen readers and terminals that cannot be addressed. It
 * shows the same struct model as the screens and wishes the same things; it keeps only what was said so far. Lines are
 * appended, never changed; no glyph, bar or colour. Digits and letters mean what they mean on the screens, then Enter;
 * Enter alone says the question again and never answers it. */
#ifndef UI_PLAIN_H
#define UI_PLAIN_H
#include "base/str.h"
#include "ui/model.h"
#include "ui/wish.h"

struct plain;

struct plain *plain_new(void);
void plain_free(struct plain *p);

/* Adds to out what is new in the model since the last call: events, the step, a question; and the prompt when it is the
 * operator's turn. Waiting (probes run and nothing can be asked) leaves the prompt away. */
void plain_sync(struct plain *p, const struct model *m, struct str *out);
/* What the model says next was said anew, even in the same words: something was asked for. */
void plain_listen(struct plain *p);
/* One line that was typed (without its newline). What is answered at once (help, again) goes to out. */
void plain_line(struct plain *p, const struct model *m, const char *line, struct wish *w, struct str *out);
/* The last wish was done or refused: says model.status where it has something to say, and what was looked up. */
void plain_said(struct plain *p, const struct model *m, struct str *out);
#endif
