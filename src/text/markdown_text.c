/* markdown_text: backslashes where they are needed. */
#include "text/markdown_text.h"

#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || is_letter(c);
}

/* "12. " and "12) " begin a list when nothing but the digits stands before. */
static bool ends_ordinal(const char *line, const char *s)
{
    const char *digit = line;
    while (digit < s && *digit >= '0' && *digit <= '9')
        digit++;
    return digit == s && s > line && (s[1] == ' ' || s[1] == '\n' || !s[1]);
}

/* "&lt;" and "&#60;". */
static bool begins_entity(const char *s)
{
    const char *end = s + 1 + (s[1] == '#');
    while (is_word(*end))
        end++;
    return end > s + 1 && *end == ';';
}

static bool is_after_www(const char *line, const char *s)
{
    return s - line >= 3 && (s[-1] | 32) == 'w' && (s[-2] | 32) == 'w' && (s[-3] | 32) == 'w';
}

/* What can begin a block, where a line begins. */
static bool begins_block(const char *line, const char *s)
{
    switch (*s) {
    case '>': case '+': case '-': case '=': case ':': return s == line;
    case '.': case ')': return ends_ordinal(line, s);
    default: return false;
    }
}

/* Could the character at s, in a line that begins at `line`, mean something within a line? */
static bool is_active(const char *line, const char *s)
{
    char before = s > line ? s[-1] : ' ';
    switch (*s) {
    case '\\': case '`': case '*': case '[': case ']': case '|': case '~': case '$': return true;
    case '<': return is_letter(s[1]) || (s[1] && strchr("/!?", s[1]));
    case '_': return !is_word(before) || !is_word(s[1]);
    case '&': return begins_entity(s);
    case '#': return before == ' ' || before == '#';
    case ':': return s[1] == '/' && s[2] == '/';
    case '.': return is_after_www(line, s);
    case '{': return before == '{' || s[1] == '{' || s[1] == '%' || s[1] == '#';
    default: return false;
    }
}

static const char *skip_spaces(const char *s)
{
    return s + strspn(s, " ");
}

void markdown_text_add(struct str *out, const char *text, const char *line_break, bool is_cell)
{
    const char *line = skip_spaces(text);
    for (const char *s = line; *s; s++) {
        if (*s == '\n') {
            str_add(out, line_break);
            line = skip_spaces(s + 1);
            s = line - 1;
        } else if (*s != ' ' || (*skip_spaces(s) && *skip_spaces(s) != '\n')) {
            if (is_active(line, s) || (!is_cell && begins_block(line, s)))
                str_add_char(out, '\\');
            str_add_char(out, *s);
        }
    }
}

static size_t longest_run(const char *s, char c)
{
    size_t longest = 0, run = 0;
    for (; *s; s++) {
        run = *s == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

void markdown_text_add_code(struct str *out, const char *text)
{
    size_t fence = longest_run(text, '`') + 1, n = strlen(text);
    bool is_padded = text[0] == '`' || text[n - 1] == '`' || (text[0] == ' ' && text[n - 1] == ' ');
    str_add_repeat(out, '`', fence);
    str_add(out, is_padded ? " " : "");
    str_add(out, text);
    str_add(out, is_padded ? " " : "");
    str_add_repeat(out, '`', fence);
}

size_t markdown_text_fence(const char *text)
{
    size_t fence = longest_run(text, '`') + 1;
    return fence < 3 ? 3 : fence;
}
