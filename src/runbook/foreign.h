/* foreign: what site generators put into Markdown (Hugo's shortcodes, HTML that folds text away), made readable. */
#ifndef RUNBOOK_FOREIGN_H
#define RUNBOOK_FOREIGN_H
#include "text/block.h"

/* {{< ref "X" >}} is X; {{< hint warning >}} a line "**Warning**", its end nothing; others stay as written. */
void foreign_write(const char *text, size_t n, struct str *out);
/* <details>, <summary> and the like: their tags go, what stands between them stays. Changes the blocks in place. */
void foreign_tidy(struct document *d, struct arena *arena);
#endif
