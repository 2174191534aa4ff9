/* prose: blocks as CommonMark that reads as the same blocks again: what a runbook's text is carried in from its file to the
 * text of a step. Lines are wrapped where that changes nothing. */
#ifndef RUNBOOK_PROSE_H
#define RUNBOOK_PROSE_H
#include "text/block.h"

enum { PROSE_WIDTH = 72 };

/* The blocks [from, to), lists and quotations among them. Those before `tasks_to` that are numbered items of the outermost
 * list become `- [ ] 1. ...`. Nothing is added for no blocks; the last line ends with \n. */
void prose_write(const struct document *d, size_t from, size_t to, size_t tasks_to, struct str *out);
/* A block of code with its fence. */
void prose_code_write(const char *code, const char *info, struct str *out);
bool prose_may_be_task(const struct block *b);
/* Lines that the blocks take on a screen of that width, about. */
size_t prose_rows(const char *markdown);
#endif
