/* shell: texts as a shell takes them for one word, whatever is in them. */
#ifndef BASE_SHELL_H
#define BASE_SHELL_H
#include "base/str.h"

/* The word as it is where nothing in it means anything to a shell, else quoted; an empty one is ''. That it is no option of the
 * program that gets it, is the caller's to see to: `--` before it, or `./`. */
void shell_add_word(struct str *out, const char *word);
/* In quotes, whatever it is. */
void shell_add_quoted(struct str *out, const char *word);
#endif
