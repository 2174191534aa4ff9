/* print_md: the card as CommonMark. What depends on a condition is a list below it. */
#include <string.h>

#include "base/i18n.h"
#include "draw/print.h"
#include "text/markdown_text.h"

/* Is there an empty line at its end? (Its whole length is not looked through for that.) */
static bool ends_blank(const struct str *out)
{
    return out->n >= 2 && out->s[out->n - 1] == '\n' && out->s[out->n - 2] == '\n';
}

static void indent(const struct card_row *row, struct str *out)
{
    str_add_repeat(out, ' ', 2 * (size_t)row->depth);
}

static void add_point(const struct card_row *row, const char *before, struct str *out)
{
    indent(row, out);
    str_add(out, before);
    markdown_text_add(out, row->text, " ", false);
    str_add(out, "\n");
}

static void add_step(const struct card_row *row, struct str *out)
{
    str_addf(out, "\n### %s\\. ", row->mark);
    markdown_text_add(out, row->text, " ", false);
    if (row->right)
        str_addf(out, " (%s)", row->right);
    str_add(out, "\n\n");
}

static void add_pair(const struct card_row *row, struct str *out)
{
    str_add(out, "- ");
    if (row->mark[0] == '$') {
        markdown_text_add_code(out, row->mark);
    } else {
        str_add(out, "**");
        markdown_text_add(out, row->mark, " ", true);
        str_add(out, "**");
    }
    str_add(out, ": ");
    markdown_text_add(out, row->text, " ", true);
    str_add(out, "\n");
}

/* Within the list item above it, so two spaces deeper. */
static void add_code(const struct card_row *row, const char *language, struct str *out)
{
    size_t fence = markdown_text_fence(row->text);
    const char *line = row->text;
    indent(row, out);
    str_add(out, "  ");
    str_add_repeat(out, '`', fence);
    str_addf(out, "%s\n", language);
    for (bool is_over = false; !is_over; line += is_over ? 0 : strcspn(line, "\n") + 1) {
        size_t n = strcspn(line, "\n");
        if (n) {
            indent(row, out);
            str_add(out, "  ");
        }
        str_add_n(out, line, n);
        str_add(out, "\n");
        is_over = !line[n];
    }
    indent(row, out);
    str_add(out, "  ");
    str_add_repeat(out, '`', fence);
    str_add(out, "\n");
}

static void add_paragraph(const struct card_row *row, const char *around, struct str *out)
{
    if (!ends_blank(out))
        str_add(out, "\n");
    indent(row, out);
    str_add(out, around);
    markdown_text_add(out, row->text, " ", false);
    str_add(out, around);
    str_add(out, "\n\n");
}

static void add_fix_cell(struct str *out, const char *text)
{
    str_add(out, " ");
    markdown_text_add(out, text, " ", true);
    str_add(out, " |");
}

static void add_fixes(const struct card *card, struct str *out)
{
    if (!ends_blank(out))
        str_add(out, "\n");
    str_addf(out, "| | %s | %s | %s | %s | %s |\n| --- | --- | --- | --- | --- | --- |\n", _("Fix"), _("Against, and how often it helps then"),
             _("Chance"), _("Takes"), _("Way back"));
    for (size_t i = 0; i < card->fixes.n; i++) {
        const struct card_fix *f = &card->fixes.v[i];
        const char *const cell[] = {f->number, f->title, f->against, f->chance, f->minutes, f->back};
        str_add(out, "|");
        for (size_t k = 0; k < sizeof cell / sizeof *cell; k++)
            add_fix_cell(out, cell[k]);
        str_add(out, "\n");
    }
    str_add(out, "\n");
}

static void add_if(const struct card_row *row, struct str *out)
{
    indent(row, out);
    str_add(out, "- **");
    markdown_text_add(out, row->text, " ", false);
    str_add(out, "**\n");
}

static void add_row(const struct card *card, const struct card_row *row, struct str *out)
{
    switch (row->kind) {
    case CARD_HEAD: add_point(row, "# ", out), str_add(out, "\n"); break;
    case CARD_LANE: str_add(out, "\n"), add_point(row, "## ", out); break;
    case CARD_STEP: add_step(row, out); break;
    case CARD_TEXT: add_paragraph(row, "", out); break;
    case CARD_TIP: add_paragraph(row, "*", out); break;
    case CARD_ITEM: add_point(row, row->mark[0] == '-' ? "- " : "1. ", out); break;
    case CARD_TASK: add_point(row, "- [ ] ", out); break;
    case CARD_IF: add_if(row, out); break;
    case CARD_GO: add_point(row, "- → ", out); break;
    case CARD_DO: add_point(row, "- ", out); break;
    case CARD_COMMAND: add_code(row, "sh", out); break;
    case CARD_CODE: add_code(row, "", out); break;
    case CARD_PAIR: add_pair(row, out); break;
    case CARD_FIXES: add_fixes(card, out); break;
    }
}

static void write_md(const struct card *card, struct str *out)
{
    for (size_t i = 0; i < card->rows.n; i++)
        add_row(card, &card->rows.v[i], out);
}

const struct print_format print_md = {"md", write_md};
