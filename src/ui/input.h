/* input: bytes of a terminal into keys. Knows the common sequences and takes those of terminfo besides; a sequence that
 * it does not know is swallowed whole, so that no part of it acts as a letter. Owns its bytes; init by zeroing. */
#ifndef UI_INPUT_H
#define UI_INPUT_H
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "ui/key.h"

enum { INPUT_SEQUENCES = 24, INPUT_PASTE_MAX = 256 * 1024 };

struct input {
    struct str bytes;  /* read and not yet understood */
    struct str paste;  /* what is being pasted; then what the last PRESS_PASTE points at */
    bool in_paste;
    struct input_sequence {
        char bytes[12];
        enum key_kind kind;
    } sequence[INPUT_SEQUENCES];
    size_t n_sequences;
};

void input_release(struct input *in);
void input_add_sequence(struct input *in, const char *bytes, enum key_kind kind); /* NULL and too long: not added */
void input_feed(struct input *in, const char *bytes, size_t n);
/* The next whole key. False: there is none. With is_final no more bytes are on their way, so a lone ESC is the key. */
bool input_next(struct input *in, bool is_final, struct key *k);
bool input_is_cut(const struct input *in); /* bytes stand there that may become a key */
void input_forget(struct input *in);       /* drops what was not yet understood */
#endif
