/* print_html: the card as one file for A4, in two columns on paper and on wide screens: no script, no picture, no font from anywhere.
 * Whatever a stranger wrote is text, never an attribute. */
#include <string.h>

#include "base/i18n.h"
#include "draw/print.h"
#include "text/html_text.h"

static const char head[] =
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";

static const char style[] =
    "<style>\n"
    "@page { size: A4; margin: 12mm 11mm 14mm }\n"
    "body { margin: 0; background: #fff; color: #111; font: 15px/1.35 system-ui, sans-serif }\n"
    "main { max-width: 75rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }\n"
    "h1 { font-size: 1.5rem; margin: 0 0 .75rem; padding-bottom: .4rem; border-bottom: 3px solid #111 }\n"
    "div.steps { column-gap: 2rem }\n"
    "@media (min-width: 62rem) { div.steps { columns: 2 } }\n"
    "h2 { font-size: .95rem; margin: 1.1rem 0 .5rem; padding: .15rem .5rem; background: #111; color: #fff;"
    " print-color-adjust: exact; -webkit-print-color-adjust: exact; break-after: avoid }\n"
    "h3 { display: flex; align-items: baseline; gap: .4rem; font-size: 1rem; margin: 1rem 0 .35rem; break-after: avoid }\n"
    "h3 .n { min-width: 1.4rem; font-weight: 800 } h3 .dots { flex: 1; border-bottom: 2px dotted #777; min-width: 1rem }\n"
    "h3 .t { font-weight: 400; white-space: nowrap }\n"
    "p { margin: .25rem 0 } p.tip { font-style: italic; color: #444 }\n"
    "p.task::before { content: \"\\2610\\00a0\" } p.item { padding-left: 1rem }\n"
    "p.if { font-weight: 700; break-after: avoid } p.if::before { content: \"\\25c6\\00a0\" }\n"
    "p.go::before { content: \"\\2192\\00a0\" } p.do { margin-top: .5rem; break-after: avoid }\n"
    ".d1, .d2, .d3 { border-left: 2px solid #111; padding-left: .7rem; margin-left: .35rem }\n"
    ".d2 { margin-left: 1.4rem } .d3 { margin-left: 2.45rem }\n"
    "pre { font: .82rem/1.35 ui-monospace, monospace; background: #f1f3f5; margin: .25rem 0 .5rem; padding: .35rem .5rem;"
    " white-space: pre-wrap; overflow-wrap: anywhere; print-color-adjust: exact; -webkit-print-color-adjust: exact }\n"
    "table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .88rem; column-span: all }\n"
    "th, td { text-align: left; vertical-align: top; padding: .2rem .5rem .2rem 0; border-bottom: 1px solid #bbb }\n"
    "table.pairs { font-size: .82rem } table.pairs th, table.pairs td { padding: .06rem .5rem .06rem 0 }\n"
    "table.pairs th { width: 9rem; font-weight: 600 } table.pairs th.code { font: .82rem/1.5 ui-monospace, monospace }\n"
    "@media print { body { font-size: 9.5pt } main { max-width: none; padding: 0 } div.steps { columns: 2; column-gap: 7mm }\n"
    " tr { break-inside: avoid } pre { font-size: 7.5pt } }\n"
    "</style>\n";

/* ---- rows ------------------------------------------------------------------------------------------------------------------- */

static void add_paragraph(const struct card_row *row, const char *class, struct str *out)
{
    int depth = row->depth > 3 ? 3 : row->depth;
    str_addf(out, "<p class=\"%s", class);
    if (depth)
        str_addf(out, " d%d", depth);
    str_add(out, "\">");
    if (row->kind == CARD_ITEM)
        str_addf(out, "%s ", row->mark);
    html_text_add(out, row->text, "<br>");
    str_add(out, "</p>\n");
}

static void add_code(const struct card_row *row, struct str *out)
{
    int depth = row->depth > 3 ? 3 : row->depth;
    if (depth)
        str_addf(out, "<div class=\"d%d\">", depth);
    str_add(out, "<pre><code>");
    html_text_add(out, row->text, "\n");
    str_add(out, depth ? "</code></pre></div>\n" : "</code></pre>\n");
}

static void add_step(const struct card_row *row, struct str *out)
{
    str_addf(out, "<h3><span class=\"n\">%s</span><span>", row->mark);
    html_text_add(out, row->text, " ");
    str_add(out, "</span><span class=\"dots\"></span><span class=\"t\">");
    html_text_add(out, row->right ? row->right : "", " ");
    str_add(out, "</span></h3>\n");
}

static void add_cells(const char *tag, const char *const cell[6], struct str *out)
{
    str_add(out, "<tr>");
    for (int i = 0; i < 6; i++) {
        str_addf(out, "<%s>", tag);
        html_text_add(out, cell[i], " ");
        str_addf(out, "</%s>", tag);
    }
    str_add(out, "</tr>\n");
}

static void add_fixes(const struct card *card, struct str *out)
{
    const char *const heads[] = {"", _("Fix"), _("Against, and how often it helps then"), _("Chance"), _("Takes"), _("Way back")};
    str_add(out, "<table>\n");
    add_cells("th", heads, out);
    for (size_t i = 0; i < card->fixes.n; i++) {
        const struct card_fix *f = &card->fixes.v[i];
        const char *const cell[] = {f->number, f->title, f->against, f->chance, f->minutes, f->back};
        add_cells("td", cell, out);
    }
    str_add(out, "</table>\n");
}

static void add_pair(const struct card_row *row, struct str *out)
{
    str_add(out, row->mark[0] == '$' ? "<tr><th class=\"code\">" : "<tr><th>");
    html_text_add(out, row->mark, " ");
    str_add(out, "</th><td>");
    html_text_add(out, row->text, "<br>");
    str_add(out, "</td></tr>\n");
}

static void add_heading(const char *tag, const struct card_row *row, struct str *out)
{
    str_addf(out, "<%s>", tag);
    html_text_add(out, row->text, " ");
    str_addf(out, "</%s>\n", tag);
}

static void add_row(const struct card *card, const struct card_row *row, struct str *out)
{
    switch (row->kind) {
    case CARD_HEAD: add_heading("h1", row, out); break;
    case CARD_LANE: add_heading("h2", row, out); break;
    case CARD_STEP: add_step(row, out); break;
    case CARD_TEXT: add_paragraph(row, "text", out); break;
    case CARD_TIP: add_paragraph(row, "tip", out); break;
    case CARD_ITEM: add_paragraph(row, "item", out); break;
    case CARD_TASK: add_paragraph(row, "task", out); break;
    case CARD_IF: add_paragraph(row, "if", out); break;
    case CARD_GO: add_paragraph(row, "go", out); break;
    case CARD_DO: add_paragraph(row, "do", out); break;
    case CARD_COMMAND:
    case CARD_CODE: add_code(row, out); break;
    case CARD_PAIR: add_pair(row, out); break;
    case CARD_FIXES: add_fixes(card, out); break;
    }
}

/* ---- the page ----------------------------------------------------------------------------------------------------------------- */

static void add_rows(const struct card *card, struct str *out)
{
    bool has_steps = false;
    for (size_t i = 0; i < card->rows.n; i++) {
        const struct card_row *row = &card->rows.v[i];
        bool is_pair = row->kind == CARD_PAIR, is_begun = is_pair && row[-1].kind == CARD_PAIR;
        bool goes_on = is_pair && i + 1 < card->rows.n && row[1].kind == CARD_PAIR;
        if (is_pair && !is_begun)
            str_add(out, "<table class=\"pairs\">\n");
        if (row->kind == CARD_LANE && !has_steps) {
            str_add(out, "<div class=\"steps\">\n");
            has_steps = true;
        }
        add_row(card, row, out);
        if (is_pair && !goes_on)
            str_add(out, "</table>\n");
    }
    str_add(out, has_steps ? "</div>\n" : "");
}

static void write_html(const struct card *card, struct str *out)
{
    str_add(out, "<!DOCTYPE html>\n<html lang=\"");
    /* TRANSLATORS: the code of your language, as in <html lang="de">. */
    html_text_add(out, _("en"), " ");
    str_add(out, "\">\n<head>\n");
    str_add(out, head);
    str_add(out, "<title>");
    html_text_add(out, card->title, " ");
    str_add(out, "</title>\n");
    str_add(out, style);
    str_add(out, "</head>\n<body>\n<main>\n");
    add_rows(card, out);
    str_add(out, "</main>\n</body>\n</html>\n");
}

const struct print_format print_html = {"html", write_html};
