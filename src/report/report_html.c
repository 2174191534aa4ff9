/* report_html: the page as one file that needs nothing else: no script, no picture, no font from anywhere. It reads well
 * without its style too. Whatever a stranger wrote is text, never an attribute. */
#include <string.h>

#include "base/i18n.h"
#include "report/section.h"
#include "report/writers.h"
#include "text/html_text.h"

static const char head[] =
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";

static const char style[] =
    "<style>\n"
    ":root { color-scheme: light dark; --ink: #1d2126; --dim: #5c6670; --line: #d5dae0; --soft: #f4f6f8; --bar: #4a7ab0;"
    " --gap: #9a5b00; --page: #fff }\n"
    "@media (prefers-color-scheme: dark) { :root { --ink: #dfe3e8; --dim: #98a2ad; --line: #3a424b; --soft: #20262c;"
    " --bar: #6c9fd6; --gap: #e0a84a; --page: #16191d } }\n"
    "body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }\n"
    "main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem }\n"
    "h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem }\n"
    "h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line) }\n"
    "h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem }\n"
    "h4 { font-size: 1rem; margin: 1.5rem 0 .5rem; color: var(--dim) }\n"
    "p { max-width: 44rem } p.gap { color: var(--gap) }\n"
    "div.wide { overflow-x: auto }\n"
    "table { border-collapse: collapse; margin: .5rem 0 1rem; font-size: .94rem }\n"
    "th, td { text-align: left; vertical-align: top; padding: .25rem 1.25rem .25rem 0; border-bottom: 1px solid var(--line);"
    " overflow-wrap: anywhere; min-width: 4.5rem }\n"
    "td.whole { white-space: nowrap; font-variant-numeric: tabular-nums } table.pairs thead { display: none }\n"
    "thead th { color: var(--dim); font-weight: 600 } tbody th { font-weight: 600; white-space: nowrap }\n"
    "code, pre { font: .88rem/1.45 ui-monospace, monospace; background: var(--soft) }\n"
    "code { padding: .05rem .25rem; overflow-wrap: anywhere }\n"
    "pre { padding: .75rem 1rem; overflow-x: auto; border-left: 3px solid var(--line) }\n"
    ".bar { display: inline-block; width: 6rem; height: .6rem; margin-right: .6rem; background: var(--soft) }\n"
    ".bar i { display: block; height: 100%; background: var(--bar) }\n"
    "@media print { body { font-size: 10.5pt } main { max-width: none; padding: 0 } pre { white-space: pre-wrap }\n"
    " h2, h3, h4 { break-after: avoid } tr, pre { break-inside: avoid } .bar i { print-color-adjust: exact;"
    " -webkit-print-color-adjust: exact } div.wide { overflow: visible } }\n"
    "</style>\n";

static void add_element(struct str *out, const char *open, const char *text, const char *close)
{
    str_add(out, open);
    html_text_add(out, text, "<br>\n");
    str_add(out, close);
}

static void add_cell(struct str *out, const struct cell *cell, const char *open, const char *close)
{
    double share = cell->bar > 1 ? 1 : cell->bar;
    str_add(out, open);
    if (share >= 0)
        str_addf(out, "<span class=\"bar\"><i style=\"width:%d%%\"></i></span>", (int)(share * 100 + 0.5));
    if (cell->is_code)
        add_element(out, "<code>", cell->text, "</code>");
    else
        html_text_add(out, cell->text, "<br>");
    str_add(out, close);
}

static void add_row(struct str *out, const struct piece *piece, size_t row)
{
    str_add(out, "<tr>");
    for (size_t i = 0; i < piece->n_columns && row * piece->n_columns + i < piece->cells.n; i++) {
        const struct cell *cell = &piece->cells.v[row * piece->n_columns + i];
        if (row == 0)
            add_cell(out, cell, "<th scope=\"col\">", "</th>");
        else if (i == 0 && piece->has_row_heads)
            add_cell(out, cell, "<th scope=\"row\">", "</th>");
        else
            add_cell(out, cell, cell->is_time || cell->bar >= 0 ? "<td class=\"whole\">" : "<td>", "</td>");
    }
    str_add(out, "</tr>\n");
}

static void add_table(struct str *out, const struct piece *piece)
{
    str_add(out, piece->has_row_heads ? "<div class=\"wide\"><table class=\"pairs\">\n<thead>" : "<div class=\"wide\"><table>\n<thead>");
    add_row(out, piece, 0);
    str_add(out, "</thead>\n<tbody>\n");
    for (size_t row = 1; row * piece->n_columns < piece->cells.n; row++)
        add_row(out, piece, row);
    str_add(out, "</tbody>\n</table></div>\n");
}

static void add_to_write(struct str *out, const char *what)
{
    struct str text = {0};
    str_addf(&text, _("To be written: %s"), what);
    add_element(out, "<p class=\"gap\"><em>", str_get(&text), "</em></p>\n");
    str_release(&text);
}

static void add_piece(struct str *out, const struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_HEADING:
        str_addf(out, "<h%d>", piece->level);
        html_text_add(out, piece->text, " ");
        str_addf(out, "</h%d>\n", piece->level);
        break;
    case PIECE_PARAGRAPH: add_element(out, "<p>", piece->text, "</p>\n"); break;
    case PIECE_TO_WRITE: add_to_write(out, piece->text); break;
    case PIECE_ITEM: add_element(out, "<li>", piece->text, "</li>\n"); break;
    case PIECE_CODE:
        str_add(out, "<pre><code>");
        html_text_add(out, piece->text, "\n");
        str_add(out, "</code></pre>\n");
        break;
    case PIECE_TABLE: add_table(out, piece); break;
    }
}

static void add_pieces(struct str *out, const struct page *page)
{
    for (size_t i = 0; i < page->pieces.n; i++) {
        const struct piece *piece = &page->pieces.v[i];
        bool is_item = piece->kind == PIECE_ITEM;
        if (is_item && (i == 0 || piece[-1].kind != PIECE_ITEM))
            str_add(out, "<ul>\n");
        add_piece(out, piece);
        if (is_item && (i + 1 == page->pieces.n || piece[1].kind != PIECE_ITEM))
            str_add(out, "</ul>\n");
    }
}

static void write_html(const struct report *r, struct str *out)
{
    struct page page = {0};
    section_page(r, &page);
    str_add(out, "<!DOCTYPE html>\n<html lang=\"");
    /* TRANSLATORS: the code of your language, as in <html lang="de">. */
    html_text_add(out, _("en"), " ");
    str_add(out, "\">\n<head>\n");
    str_add(out, head);
    str_add(out, "<title>");
    html_text_add(out, page.pieces.v[0].text, " ");
    str_add(out, "</title>\n");
    str_add(out, style);
    str_add(out, "</head>\n<body>\n<main>\n");
    add_pieces(out, &page);
    str_add(out, "</main>\n</body>\n</html>\n");
    page_release(&page);
}

const struct report_writer report_html = {"html", N_("HTML"), N_("one file, charts, no script"), write_html};
