/* report_markdown: the page as CommonMark with pipe tables. */
#include <string.h>

#include "base/i18n.h"
#include "report/section.h"
#include "report/writers.h"
#include "text/markdown_text.h"

/* A bar in a code span parts cells for some readers and not for others: such a text is no code span. */
static void add_cell(struct str *out, const struct cell *cell)
{
    str_add(out, " ");
    if (cell->is_code && !strpbrk(cell->text, "|\n"))
        markdown_text_add_code(out, cell->text);
    else
        markdown_text_add(out, cell->text, " ", true);
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
    size_t fence = markdown_text_fence(text), n = strlen(text);
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
    markdown_text_add(out, str_get(&text), " ", false);
    str_add(out, "*\n");
    str_release(&text);
}

static void add_piece(struct str *out, const struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_HEADING:
        str_add_repeat(out, '#', (size_t)piece->level);
        str_add(out, " ");
        markdown_text_add(out, piece->text, " ", false);
        str_add(out, "\n");
        break;
    case PIECE_PARAGRAPH:
        markdown_text_add(out, piece->text, "\\\n", false);
        str_add(out, "\n");
        break;
    case PIECE_ITEM:
        str_add(out, "- ");
        markdown_text_add(out, piece->text, " ", false);
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
