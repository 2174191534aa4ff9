/* key: one thing that was pressed or pasted, free of any terminal. Names are those of the key table ("Enter", "Ctrl-L",
 * "PgDn", "a"): tests, action.def and the manual write keys with them. */
#ifndef UI_KEY_H
#define UI_KEY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_kind {
    PRESS_NONE,
    PRESS_TEXT, /* a character: cp */
    PRESS_CTRL, /* Ctrl and a letter: cp is the small letter */
    PRESS_ENTER,
    PRESS_TAB,
    PRESS_BACKTAB,
    PRESS_ESC,
    PRESS_BACKSPACE,
    PRESS_DELETE,
    PRESS_UP,
    PRESS_DOWN,
    PRESS_LEFT,
    PRESS_RIGHT,
    PRESS_HOME,
    PRESS_END,
    PRESS_PAGE_UP,
    PRESS_PAGE_DOWN,
    PRESS_F1,
    PRESS_PASTE, /* text, n: what a bracketed paste brought; borrowed until the next key is read */
};

struct key {
    enum key_kind kind;
    uint32_t cp;
    const char *text;
    size_t n;
};

/* Reads a name of the key table, or one character; "Space" is ' '. */
bool key_parse(const char *name, struct key *k);
/* The name of a key into out; a paste is "Paste". */
void key_format(const struct key *k, char out[16]);
bool key_equal(const struct key *a, const struct key *b);
#endif
