/* report_markdown: the page as CommonMark with pipe tables. Whatever a stranger wrote stays text: characters that could
 * mean something where they stand get a backslash, and no more than those, so that the file reads well as it is. Beyond
 * CommonMark that is what GitHub, GitLab, pandoc and site generators read into a text: bare links, strike-through,
 * formulas, templates. */
#include <string.h>

#include "base/i18n.h"
#include "report/section.h"
#include "report/writers.h"

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

/* The text, with line_break between its lines; spaces at either end of a line would mean something, and go. In a cell of
 * a table nothing begins a block. */
static void add_lines(struct str *out, const char *text, const char *line_break, bool is_cell)
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

static void add_text(struct str *out, const char *text, const char *line_break)
{
    add_lines(out, text, line_break, false);
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

static void add_code_span(struct str *out, const char *text)
{
    size_t fence = longest_run(text, '`') + 1, n = strlen(text);
    bool is_padded = text[0] == '`' || text[n - 1] == '`' || (text[0] == ' ' && text[n - 1] == ' ');
    str_add_repeat(out, '`', fence);
    str_add(out, is_padded ? " " : "");
    str_add(out, text);
    str_add(out, is_padded ? " " : "");
    str_add_repeat(out, '`', fence);
}

/* A bar in a code span parts cells for some readers and not for others: such a text is no code span. */
static void add_cell(struct str *out, const struct cell *cell)
{
    str_add(out, " ");
    if (cell->is_code && !strpbrk(cell->text, "|\n"))
        add_code_span(out, cell->text);
    else
        add_lines(out, cell->text, " ", true);
    str_add(out, " |");
}

static void add_table(struct str *out, const struct piece *piece)
{
    for (size_t i = 0; i < piece->cells.n; i++) {
        bool is_last = (i + 1) % piece->n_columns == 0;
        if (i % piece->n_columns == 0)
            str_add(out, "|");
        add_cell(out, &piece->cells.v[i]);
        if (is_last)
            str_add(out, "\n");
        if (i + 1 == piece->n_columns) {
            for (size_t j = 0; j < piece->n_columns; j++)
                str_add(out, j ? " --- |" : "| --- |");
            str_add(out, "\n");
        }
    }
}

static void add_code(struct str *out, const char *text)
{
    size_t fence = longest_run(text, '`') + 1, n = strlen(text);
    if (fence < 3)
        fence = 3;
    str_add_repeat(out, '`', fence);
    str_add(out, "\n");
    str_add(out, text);
    str_add(out, n && text[n - 1] != '\n' ? "\n" : "");
    str_add_repeat(out, '`', fence);
    str_add(out, "\n");
}

static void add_to_write(struct str *out, const char *what)
{
    struct str text = {0};
    str_addf(&text, _("To be written: %s"), what);
    str_add(out, "*");
    add_text(out, str_get(&text), " ");
    str_add(out, "*\n");
    str_release(&text);
}

static void add_piece(struct str *out, const struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_HEADING:
        str_add_repeat(out, '#', (size_t)piece->level);
        str_add(out, " ");
        add_text(out, piece->text, " ");
        str_add(out, "\n");
        break;
    case PIECE_PARAGRAPH:
        add_text(out, piece->text, "\\\n");
        str_add(out, "\n");
        break;
    case PIECE_ITEM:
        str_add(out, "- ");
        add_text(out, piece->text, " ");
        str_add(out, "\n");
        break;
    case PIECE_TO_WRITE: add_to_write(out, piece->text); break;
    case PIECE_CODE: add_code(out, piece->text); break;
    case PIECE_TABLE: add_table(out, piece); break;
    }
}

static void write_markdown(const struct report *r, struct str *out)
{
    struct page page = {0};
    section_page(r, &page);
    for (size_t i = 0; i < page.pieces.n; i++) {
        const struct piece *piece = &page.pieces.v[i];
        bool goes_on = i && piece->kind == PIECE_ITEM && piece[-1].kind == PIECE_ITEM;
        if (i && !goes_on)
            str_add(out, "\n");
        add_piece(out, piece);
    }
    page_release(&page);
}

const struct report_writer report_markdown = {"md", N_("Markdown"), "", write_markdown};
