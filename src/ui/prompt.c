/* prompt: editing one line. */
#include "ui/prompt.h"

#include <string.h>

#include "base/utf8.h"
#include "text/clean.h"

void prompt_release(struct prompt *p)
{
    str_release(&p->text);
    str_release(&p->about);
    str_release(&p->label);
    for (int i = 0; i < 2; i++)
        str_release(&p->kept[i]);
    for (int i = 0; i < N_ASKS; i++)
        str_release(&p->draft[i]);
    *p = (struct prompt){0};
}

static void put(struct str *t, const char *s)
{
    struct str copy = {0}; /* s may point into t */
    str_add(&copy, s ? s : "");
    str_release(t);
    *t = copy;
}

void prompt_set(struct prompt *p, const char *text)
{
    put(&p->text, text);
    p->at = p->text.n;
}

void prompt_open(struct prompt *p, enum ask ask, const char *label, const char *about, int64_t number, const char *preset)
{
    p->ask = ask;
    p->number = number;
    put(&p->label, label);
    put(&p->about, about);
    prompt_set(p, p->draft[ask].n ? str_get(&p->draft[ask]) : preset);
    str_clear(&p->draft[ask]);
}

void prompt_close(struct prompt *p, bool keep_draft)
{
    if (keep_draft && p->ask != ASK_NONE && !p->is_hidden)
        put(&p->draft[p->ask], str_get(&p->text));
    p->ask = ASK_NONE;
    p->is_hidden = false;
    str_clear(&p->text);
    p->at = 0;
}

/* Start of the character before `at`, combining marks taken with it. */
static size_t before(const struct prompt *p, size_t at)
{
    while (at > 0) {
        uint32_t cp;
        do
            at--;
        while (at > 0 && ((unsigned char)p->text.s[at] & 0xc0) == 0x80);
        if (!utf8_decode(p->text.s + at, p->text.n - at, &cp) || utf8_width(cp) > 0)
            break;
    }
    return at;
}

static size_t after(const struct prompt *p, size_t at)
{
    size_t n = p->text.n - at;
    size_t step = n ? utf8_fit(p->text.s + at, n, 1) : 0;
    if (n && !step)
        step = utf8_fit(p->text.s + at, n, 2);
    return n && !step ? at + 1 : at + step;
}

static void cut(struct prompt *p, size_t from, size_t to)
{
    memmove(p->text.s + from, p->text.s + to, p->text.n - to);
    str_cut(&p->text, p->text.n - (to - from));
    p->at = from;
}

static void insert(struct prompt *p, const char *s, size_t n)
{
    if (p->text.n + n > PROMPT_MAX)
        n = PROMPT_MAX - p->text.n;
    struct str t = {0};
    str_add_n(&t, str_get(&p->text), p->at);
    str_add_n(&t, s, n);
    str_add(&t, str_get(&p->text) + p->at);
    str_release(&p->text);
    p->text = t;
    p->at += n;
}

/* Control characters of a paste never act; NUL is dropped, a line end becomes a space or stays. */
static void paste(struct prompt *p, const struct key *k, bool many_lines)
{
    struct str t = {0};
    for (size_t i = 0; i < k->n; i++) {
        char c = k->text[i];
        if (c == '\r' && i + 1 < k->n && k->text[i + 1] == '\n')
            continue;
        if (c == '\n' || c == '\r')
            c = many_lines ? '\n' : ' ';
        if (c)
            str_add_char(&t, c);
    }
    while (t.n && (t.s[t.n - 1] == '\n' || t.s[t.n - 1] == ' '))
        str_cut(&t, t.n - 1);
    insert(p, str_get(&t), t.n);
    str_release(&t);
}

static size_t word_before(const struct prompt *p)
{
    size_t at = p->at;
    while (at > 0 && p->text.s[at - 1] == ' ')
        at--;
    while (at > 0 && p->text.s[at - 1] != ' ')
        at--;
    return at;
}

static bool edit_with_ctrl(struct prompt *p, uint32_t letter)
{
    switch (letter) {
    case 'a':
        p->at = 0;
        return true;
    case 'e':
        p->at = p->text.n;
        return true;
    case 'u':
        cut(p, 0, p->at);
        return true;
    case 'k':
        cut(p, p->at, p->text.n);
        return true;
    case 'w':
        cut(p, word_before(p), p->at);
        return true;
    default:
        return false;
    }
}

static bool edit_text(struct prompt *p, uint32_t cp)
{
    char bytes[4];
    insert(p, bytes, utf8_encode(cp, bytes));
    return true;
}

bool prompt_edit(struct prompt *p, const struct key *k, bool many_lines)
{
    if (k->kind == PRESS_TEXT)
        return edit_text(p, k->cp);
    if (k->kind == PRESS_CTRL)
        return edit_with_ctrl(p, k->cp);
    if (k->kind == PRESS_PASTE)
        return paste(p, k, many_lines), true;
    if (k->kind == PRESS_BACKSPACE)
        return cut(p, before(p, p->at), p->at), true;
    if (k->kind == PRESS_DELETE)
        return cut(p, p->at, after(p, p->at)), true;
    size_t to = k->kind == PRESS_LEFT    ? before(p, p->at)
                : k->kind == PRESS_RIGHT ? after(p, p->at)
                : k->kind == PRESS_HOME  ? 0
                : k->kind == PRESS_END   ? p->text.n
                                         : SIZE_MAX;
    if (to != SIZE_MAX)
        p->at = to;
    return to != SIZE_MAX;
}

/* What is seen of the text from byte `from` to byte `to`. */
static void add_seen(const struct prompt *p, size_t from, size_t to, struct str *out)
{
    uint32_t cp;
    if (!p->is_hidden) {
        clean_add(out, str_get(&p->text) + from, to - from, CLEAN_LINE);
        return;
    }
    for (size_t step; from < to; from += step ? step : 1) {
        step = utf8_decode(p->text.s + from, to - from, &cp);
        str_add(out, "*");
    }
}

void prompt_window(const struct prompt *p, int columns, struct str *out, int *cursor)
{
    struct str head = {0}, tail = {0};
    size_t room = columns > 1 ? (size_t)columns - 1 : 1;

    add_seen(p, 0, p->at, &head);
    add_seen(p, p->at, p->text.n, &tail);
    size_t from = 0, wide = utf8_columns(str_get(&head), head.n);
    while (wide > room) {
        size_t step = utf8_fit(head.s + from, head.n - from, 1);
        step = step ? step : utf8_fit(head.s + from, head.n - from, 2);
        from += step ? step : 1;
        wide = utf8_columns(head.s + from, head.n - from);
    }
    str_add(out, str_get(&head) + from);
    str_add(out, str_get(&tail));
    *cursor = (int)wide;
    str_release(&head);
    str_release(&tail);
}

void prompt_paint(const struct prompt *p, struct frame *f, int row, int column, int end)
{
    struct str text = {0};
    int cursor;
    prompt_window(p, end - column, &text, &cursor);
    frame_put(f, row, column, end, STYLE_PLAIN, str_get(&text));
    frame_cursor(f, row, column + cursor);
    str_release(&text);
}
