/* clean: every byte is either on the allow-list or spelt out. */
#include "text/clean.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { TAB_STOP = 8, MARKS_KEPT = 2 };

struct cleaner {
    struct str *out; /* NULL: only ask */
    enum clean_mode mode;
    size_t column;   /* on the present line, for tabs */
    int marks;       /* on the present character; MARKS_KEPT where there is none to stand on */
    bool changed;
};

/* What has no shape of its own or moves its neighbours: categories Cf, Zl, Zp, Cc above ASCII, the fillers, invisible
 * selectors, private use and noncharacters. Ascending. */
static const struct range {
    uint32_t first, last;
} hidden[] = {
    {0x80, 0x9f},       {0xad, 0xad},       {0x34f, 0x34f},     {0x600, 0x605},     {0x61c, 0x61c},
    {0x6dd, 0x6dd},     {0x70f, 0x70f},     {0x890, 0x891},     {0x8e2, 0x8e2},     {0x115f, 0x1160},
    {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e},   {0x2060, 0x206f},
    {0x3164, 0x3164},   {0xd800, 0xf8ff},   {0xfdd0, 0xfdef},   {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},
    {0xffa0, 0xffa0},   {0xfff0, 0xfffb},   {0xfffe, 0xffff},   {0x110bd, 0x110bd}, {0x110cd, 0x110cd},
    {0x13430, 0x1343f}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0x1fffe, 0x1ffff}, {0x2fffe, 0x2ffff},
    {0x3fffe, 0x10ffff},
};

static bool is_hidden(uint32_t cp)
{
    if (cp < hidden[0].first)
        return false;
    size_t low = 0, high = sizeof hidden / sizeof *hidden;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (hidden[mid].last < cp)
            low = mid + 1;
        else
            high = mid;
    }
    return low < sizeof hidden / sizeof *hidden && hidden[low].first <= cp;
}

static void keep(struct cleaner *c, const char *s, size_t n, size_t columns)
{
    if (c->out)
        str_add_n(c->out, s, n);
    c->column += columns;
}

/* What takes the place of a byte or a code point; it is no character to put marks on. */
__attribute__((format(printf, 2, 3))) static void spell(struct cleaner *c, const char *fmt, ...)
{
    char text[16];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    keep(c, text, (size_t)n, (size_t)n);
    c->marks = MARKS_KEPT;
    c->changed = true;
}

static void end_line(struct cleaner *c)
{
    keep(c, "\n", 1, 0);
    c->column = 0;
    c->marks = MARKS_KEPT;
}

static void tab(struct cleaner *c)
{
    size_t columns = TAB_STOP - c->column % TAB_STOP;
    keep(c, "        ", columns, columns);
    c->marks = 0;
    c->changed = true;
}

static void control(struct cleaner *c, unsigned char byte, bool before_newline)
{
    if (byte == '\t')
        tab(c);
    else if (byte == '\n' && c->mode == CLEAN_TEXT)
        end_line(c);
    else if (byte == '\r' && c->mode == CLEAN_TEXT && before_newline)
        c->changed = true;
    else
        spell(c, "^%c", byte ^ 0x40u);
}

static void character(struct cleaner *c, const char *s, size_t n, uint32_t cp)
{
    int columns = utf8_width(cp);
    if (is_hidden(cp) || (columns == 0 && c->marks >= MARKS_KEPT)) {
        if (cp < 0xa0)
            spell(c, "\\x%02x", cp);
        else
            spell(c, "\\u{%x}", cp);
        return;
    }
    c->marks = columns ? 0 : c->marks + 1;
    keep(c, s, n, (size_t)columns);
}

static size_t plain_run(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && s[i] >= 0x20 && s[i] < 0x7f)
        i++;
    return i;
}

static size_t step(struct cleaner *c, const char *s, size_t n)
{
    size_t run = plain_run(s, n);
    uint32_t cp;
    if (run) {
        keep(c, s, run, run);
        c->marks = 0;
        return run;
    }
    size_t length = utf8_decode(s, n, &cp);
    if (length == 0)
        spell(c, "\\x%02x", cp);
    else if (length == 1)
        control(c, (unsigned char)cp, n > 1 && s[1] == '\n');
    else
        character(c, s, length, cp);
    return length ? length : 1;
}

void clean_add(struct str *out, const char *s, size_t n, enum clean_mode mode)
{
    struct cleaner c = {.out = out, .mode = mode, .marks = MARKS_KEPT};
    str_add_n(out, "", 0); /* that `s` is never NULL afterwards */
    for (size_t i = 0; i < n;)
        i += step(&c, s + i, n - i);
}

char *clean_line(const char *s)
{
    struct str out = {0};
    clean_add(&out, s, strlen(s), CLEAN_LINE);
    return str_take(&out);
}

char *clean_text(const char *s, size_t n)
{
    struct str out = {0};
    clean_add(&out, s, n, CLEAN_TEXT);
    return str_take(&out);
}

bool clean_is_clean(const char *s, size_t n, enum clean_mode mode)
{
    struct cleaner c = {.mode = mode, .marks = MARKS_KEPT};
    for (size_t i = 0; i < n && !c.changed;)
        i += step(&c, s + i, n - i);
    return !c.changed;
}
