/* clean: a stranger's bytes made visible instead of obeyed. An allow-list over our own UTF-8 decoder: C0 and DEL become
 * ^X, C1 and bytes that are not UTF-8 \xNN, bidirectional controls, zero-width and tag characters, the soft hyphen and
 * U+2028/9 \u{...}; at most two combining marks stay on a character; a tab becomes spaces to the next multiple of eight.
 * Nothing reaches a screen, stderr or a report but through here. Sequences are never parsed, ESC is just ^[. */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H
#include "base/str.h"

enum clean_mode {
    CLEAN_LINE, /* one line: LF and CR are shown as ^J, ^M */
    CLEAN_TEXT, /* many lines: LF is kept, CR before LF dropped, other CR shown */
};

void clean_add(struct str *out, const char *s, size_t n, enum clean_mode mode);
char *clean_line(const char *s); /* the caller's */
char *clean_text(const char *s, size_t n);
/* Would it change anything? */
bool clean_is_clean(const char *s, size_t n, enum clean_mode mode);
#endif
