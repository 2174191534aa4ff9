/* input: escape sequences as keys, and bracketed pastes as one key. */
#include "ui/input.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const char paste_begin[] = "\033[200~", paste_end[] = "\033[201~";

/* Final byte, and the number before '~', of the sequences that all terminals of the xterm family share (ECMA-48). */
static const struct {
    char final;
    int number; /* 0: any */
    enum key_kind kind;
} csi_keys[] = {
    {'A', 0, PRESS_UP},     {'B', 0, PRESS_DOWN},    {'C', 0, PRESS_RIGHT},     {'D', 0, PRESS_LEFT},
    {'H', 0, PRESS_HOME},   {'F', 0, PRESS_END},     {'Z', 0, PRESS_BACKTAB},   {'P', 0, PRESS_F1},
    {'~', 1, PRESS_HOME},   {'~', 7, PRESS_HOME},    {'~', 4, PRESS_END},       {'~', 8, PRESS_END},
    {'~', 3, PRESS_DELETE}, {'~', 5, PRESS_PAGE_UP}, {'~', 6, PRESS_PAGE_DOWN}, {'~', 11, PRESS_F1},
};

void input_release(struct input *in)
{
    str_release(&in->bytes);
    str_release(&in->paste);
    *in = (struct input){0};
}

void input_add_sequence(struct input *in, const char *bytes, enum key_kind kind)
{
    struct input_sequence *s = &in->sequence[in->n_sequences];
    if (!bytes || !bytes[0] || strlen(bytes) >= sizeof s->bytes || in->n_sequences == INPUT_SEQUENCES)
        return;
    memcpy(s->bytes, bytes, strlen(bytes) + 1);
    s->kind = kind;
    in->n_sequences++;
}

void input_feed(struct input *in, const char *bytes, size_t n)
{
    str_add_n(&in->bytes, bytes, n);
}

static void drop(struct input *in, size_t n)
{
    memmove(in->bytes.s, in->bytes.s + n, in->bytes.n - n);
    str_cut(&in->bytes, in->bytes.n - n);
}

void input_forget(struct input *in)
{
    str_clear(&in->bytes);
    in->in_paste = false;
}

bool input_is_cut(const struct input *in)
{
    return in->bytes.n > 0 && !in->in_paste;
}

static bool give(struct input *in, size_t n, enum key_kind kind, uint32_t cp, struct key *k)
{
    drop(in, n);
    *k = (struct key){.kind = kind, .cp = cp};
    return kind != PRESS_NONE;
}

/* Keeps what belongs to the paste, without an end that may have come in part. */
static void keep(struct input *in, size_t n)
{
    size_t room = INPUT_PASTE_MAX - in->paste.n;
    str_add_n(&in->paste, in->bytes.s, n < room ? n : room);
    drop(in, n);
}

static bool next_paste(struct input *in, struct key *k)
{
    size_t n_end = strlen(paste_end);
    const char *end = in->bytes.n ? memmem(in->bytes.s, in->bytes.n, paste_end, n_end) : NULL;

    if (!end) {
        if (in->bytes.n >= n_end)
            keep(in, in->bytes.n - n_end + 1);
        return false;
    }
    keep(in, (size_t)(end - in->bytes.s));
    drop(in, n_end);
    in->in_paste = false;
    *k = (struct key){.kind = PRESS_PASTE, .text = str_get(&in->paste), .n = in->paste.n};
    return true;
}

/* A whole sequence of terminfo at the front: its length, else 0. */
static size_t known(const struct input *in, enum key_kind *kind)
{
    size_t best = 0;
    for (size_t i = 0; i < in->n_sequences; i++) {
        size_t n = strlen(in->sequence[i].bytes);
        if (n > best && n <= in->bytes.n && memcmp(in->bytes.s, in->sequence[i].bytes, n) == 0) {
            best = n;
            *kind = in->sequence[i].kind;
        }
    }
    return best;
}

/* The kind of the control sequence s[0..n): ESC [ numbers final. The wheel of an SGR mouse report moves the mark. */
static enum key_kind csi_kind(const char *s, size_t n)
{
    int number = (int)strtol(s + 2, NULL, 10);
    if (s[2] == '<' && s[n - 1] == 'M')
        return strncmp(s + 3, "64;", 3) == 0 ? PRESS_UP : strncmp(s + 3, "65;", 3) == 0 ? PRESS_DOWN : PRESS_NONE;
    for (size_t i = 0; i < sizeof csi_keys / sizeof *csi_keys; i++)
        if (csi_keys[i].final == s[n - 1] && (csi_keys[i].number == 0 || csi_keys[i].number == number))
            return csi_keys[i].kind;
    return PRESS_NONE;
}

/* Length of the sequence that begins with ESC at the front; 0: it is cut; 1: ESC stands alone. */
static size_t sequence_length(const char *s, size_t n)
{
    if (n < 2)
        return 0;
    if (s[1] == 'O')
        return n < 3 ? 0 : 3;
    if (s[1] != '[')
        return 1;
    if (n > 2 && s[2] == '[') /* the Linux console's F1: ESC [ [ A */
        return n < 4 ? 0 : 4;
    for (size_t i = 2; i < n; i++)
        if (s[i] >= 0x40 && s[i] <= 0x7e)
            return i + 1;
    return n > 64 ? n : 0;
}

static bool next_sequence(struct input *in, bool is_final, struct key *k)
{
    enum key_kind kind = PRESS_NONE;
    size_t n = known(in, &kind);
    if (n)
        return give(in, n, kind, 0, k);
    n = sequence_length(in->bytes.s, in->bytes.n);
    if (n == 0 && !is_final)
        return false;
    if (n <= 1)
        return give(in, n || in->bytes.n == 1 ? 1 : in->bytes.n, in->bytes.n == 1 || n ? PRESS_ESC : PRESS_NONE, 0, k);
    if (n == strlen(paste_begin) && memcmp(in->bytes.s, paste_begin, n) == 0) {
        drop(in, n);
        str_clear(&in->paste);
        in->in_paste = true;
        return false;
    }
    if (in->bytes.s[1] == 'O' || in->bytes.s[2] == '[') /* SS3 and the console: the same letters */
        kind = csi_kind((char[]){'\033', '[', in->bytes.s[n - 1] == 'A' && n == 4 ? 'P' : in->bytes.s[n - 1], 0}, 3);
    else
        kind = csi_kind(in->bytes.s, n);
    return give(in, n, kind, 0, k);
}

static bool next_character(struct input *in, bool is_final, struct key *k)
{
    unsigned char c = (unsigned char)in->bytes.s[0];
    uint32_t cp;
    size_t want = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

    if (in->bytes.n < want && !is_final)
        return false;
    size_t n = utf8_decode(in->bytes.s, in->bytes.n, &cp);
    return give(in, n ? n : 1, n ? PRESS_TEXT : PRESS_NONE, cp, k);
}

static bool next_control(struct input *in, struct key *k)
{
    unsigned char c = (unsigned char)in->bytes.s[0];
    switch (c) {
    case '\r':
    case '\n':
        return give(in, 1, PRESS_ENTER, 0, k);
    case '\t':
        return give(in, 1, PRESS_TAB, 0, k);
    case '\b':
    case 0x7f:
        return give(in, 1, PRESS_BACKSPACE, 0, k);
    default:
        return c && c <= 26 ? give(in, 1, PRESS_CTRL, (uint32_t)('a' + c - 1), k) : give(in, 1, PRESS_NONE, 0, k);
    }
}

/* One attempt at the front. False: nothing came of it; then either bytes went away or more of them are needed. */
static bool next_once(struct input *in, bool is_final, struct key *k)
{
    unsigned char c = (unsigned char)in->bytes.s[0];
    if (c == 0x1b)
        return next_sequence(in, is_final, k);
    return c < 0x20 || c == 0x7f ? next_control(in, k) : next_character(in, is_final, k);
}

bool input_next(struct input *in, bool is_final, struct key *k)
{
    size_t before;
    do {
        if (in->in_paste)
            return next_paste(in, k);
        if (in->bytes.n == 0)
            return false;
        before = in->bytes.n;
        if (next_once(in, is_final, k))
            return true;
    } while (in->bytes.n < before);
    return false;
}
