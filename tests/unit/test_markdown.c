/* Markdown becomes blocks, and no word is lost on the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/clean.h"
#include "text/markdown.h"

/* A document as one line a block: kind, indentation, text. *emphasis* !strong! `code` <link:index>. */
static void dump_spans(const struct spans *spans, struct str *out)
{
    for (size_t i = 0; i < spans->n; i++) {
        const struct span *s = &spans->v[i];
        assert_true(str_eq(s->text, "\n") || clean_is_clean(s->text, strlen(s->text), CLEAN_LINE));
        const char *mark = s->style & SPAN_CODE ? "`" : s->style & SPAN_STRONG ? "!" : s->style & SPAN_EMPHASIS ? "*" : "";
        str_addf(out, "%s%s%s", mark, str_eq(s->text, "\n") ? "\\n" : s->text, mark);
        if (s->link >= 0)
            str_addf(out, "<%d>", s->link);
    }
}

static void dump_table(const struct block *b, struct str *out)
{
    for (size_t c = 0; c < b->n_columns; c++)
        str_add_char(out, "lcr"[b->align[c]]);
    for (size_t i = 0; i < b->n_rows * b->n_columns; i++) {
        str_add(out, i % b->n_columns ? " | " : " / ");
        dump_spans(&b->cell[i], out);
    }
}

static void dump_block(const struct block *b, struct str *out)
{
    static const char kind[] = "HPICQT-X";
    str_addf(out, "%c%.*s", kind[b->kind], b->quote, ">>>>>>>>");
    str_addf(out, "%.*s", b->depth + b->continues, "........");
    if (b->kind == BLOCK_HEADING || b->ordinal)
        str_addf(out, "%d", b->level + b->ordinal);
    if (b->task)
        str_add(out, b->task == TASK_DONE ? "[x]" : "[ ]");
    str_add_char(out, ' ');
    dump_spans(&b->spans, out);
    if (b->code)
        str_addf(out, "(%s)%s", b->info ? b->info : "", b->code);
    if (b->kind == BLOCK_TABLE)
        dump_table(b, out);
    if (out->s[out->n - 1] != '\n')
        str_add_char(out, '\n');
}

static char *dump(const char *source)
{
    struct arena arena = {0};
    struct document d;
    struct str out = {0};
    markdown_parse(source, strlen(source), &arena, &d);
    for (size_t i = 0; i < d.n_blocks; i++)
        dump_block(&d.block[i], &out);
    for (size_t i = 0; i < d.n_links; i++)
        str_addf(&out, "[%zu] %s%s%s\n", i, d.link[i].target, d.link[i].title ? " = " : "",
                 d.link[i].title ? d.link[i].title : "");
    arena_release(&arena);
    return str_take(&out);
}

static void expect(const char *source, const char *wanted)
{
    char *got = dump(source);
    assert_string_equal(got, wanted);
    mem_free(got);
}

static void headings_and_paragraphs(void **state)
{
    (void)state;
    expect("", "");
    expect("# One *two*\n\ntext\nmore  \nlast\n\nSet\n===\n***\n", "H1 One *two*\nP text more\\nlast\nH1 Set\n- \n");
    expect("a **b *c*** `d\ne`", "P a !b !!c! `d e`\n");
}

static void lists_know_their_depth_and_number(void **state)
{
    (void)state;
    expect("- a\n\n  more\n  - b\n- c\n", "I a\nP. more\nI. b\nI c\n");
    expect("3. a\n4. b\n   - [ ] do\n   - [x] done\n", "I3 a\nI4 b\nI.[ ] do\nI.[x] done\n");
    expect("-\n- - x\n", "I \nI \nI. x\n");
    expect("1. # h\n2. ```\n   c\n   ```\n", "I1 \nH.1 h\nI2 \nC. ()c\n");
    expect("- [ ]not\n- [y] not\n", "I [ ]not\nI [y] not\n");
}

static void quotations_know_their_depth(void **state)
{
    (void)state;
    expect("> a\n> > b\n>\n> - c\n>\n>   d\n", "Q> a\nQ>> b\nI> c\nP>. d\n");
    expect("- a\n  > b\n", "I a\nQ>. b\n");
}

static void code_is_kept_to_the_letter(void **state)
{
    (void)state;
    expect("```sh\nls   -l | wc \\| x\n  *a*\n```\n", "C (sh)ls   -l | wc \\| x\n  *a*\n");
    expect("    \ta\tb\n", "C ()        a       b\n");
}

static void html_and_shortcodes_are_shown_as_written(void **state)
{
    (void)state;
    expect("<div class=x>\n*hi*\n</div>\n", "X ()<div class=x>\n*hi*\n</div>\n");
    expect("a <b>c</b><br>d", "P a <b>c</b>\\nd\n");
    expect("{{< note \"x_y\" >}}\n\ntext {{< a >}} more\n", "X (){{< note \"x_y\" >}}\nP text {{< a >}} more\n");
}

static void links_and_images_are_collected(void **state)
{
    (void)state;
    expect("[a *b*](u \"t\") [c][r] ![pic](p.png) [](e) <http://x>\n\n[r]: u2\n",
           "P a <0>*b*<0> c<1> pic<2> e<3> http://x<4>\n[0] u = t\n[1] u2\n[2] p.png\n[3] e\n[4] http://x\n");
    expect("[a](u) [b](u) [![alt](i)](t)", "P a<0> b<0> alt<2>t<1>\n[0] u\n[1] t\n[2] i\n");
}

static void tables(void **state)
{
    (void)state;
    expect("| a | b |\n|:-:|--:|\n| 1 | *2* |\n|3\n", "T cr / a | b / 1 | *2* / 3 | \n");
    expect("a|b\n-|-\n_x|y_\n", "T ll / a | b / _x | y_\n");
    expect("| a |\n|---|\n| `x \\| y` \\| z |\n", "T l / a / `x | y` | z\n");
    expect("| a | b |\n|---|---|\n| `x | y` | z |\n| 1 | 2 | 3 | 4 |\n", "T ll / a | b / `x | y` | z / 1 | 2 | 3 | 4\n");
    expect("| # a |\n|---|\n| - b |\n| [l] |\n\n[l]: to\n", "T l / # a / - b / l<0>\n[0] to\n");
    expect("text\n| a |\n|---|\n| b |\n\nafter", "P text\nT l / a / b\nP after\n");
}

static void tables_in_lists_and_quotations(void **state)
{
    (void)state;
    expect("- x\n\n  | a |\n  |---|\n  | b |\n- y\n", "I x\nT. l / a / b\nI y\n");
    expect("> | a |\n> |---|\n> | b |\n", "T> l / a / b\n");
    expect("1. | a |\n   |---|\n   | b |\n2. z\n", "I1 \nT. l / a / b\nI2 z\n");
    expect("> - | a |\n>   |---|\n>   | b |\n", "I> \nT>. l / a / b\n");
}

static void what_only_looks_like_a_table_stays_text(void **state)
{
    (void)state;
    expect("a | b\n|---|\n", "P a | b |---|\n");
    expect("    | a |\n    |---|\n", "C ()| a |\n|---|\n");
    expect("| a | b |\n| 1 | 2 |\n", "P | a | b | | 1 | 2 |\n");
}

static void nothing_hostile_gets_through(void **state)
{
    (void)state;
    expect("a\x1b[2J&#x1b;&#x202e;\xff", "P a^[[2J^[\\u{202e}\\xff\n");
    expect("[x](<\x1b&#27;>)", "P x<0>\n[0] ^[^[\n");
    expect("\xef\xb7\x91 a &#xfdd1; b", "P \\u{fdd1} a \\u{fdd1} b\n");
    expect("&#xfdd1; x\n\n| a |\n|---|\n", "T l / x\nP \\u{fdd1} a\n");
    expect("\xef\xbb\xbf# h\r\na\rb\r\n", "H1 h\nP a b\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_and_paragraphs),
        cmocka_unit_test(lists_know_their_depth_and_number),
        cmocka_unit_test(quotations_know_their_depth),
        cmocka_unit_test(code_is_kept_to_the_letter),
        cmocka_unit_test(html_and_shortcodes_are_shown_as_written),
        cmocka_unit_test(links_and_images_are_collected),
        cmocka_unit_test(tables),
        cmocka_unit_test(tables_in_lists_and_quotations),
        cmocka_unit_test(what_only_looks_like_a_table_stays_text),
        cmocka_unit_test(nothing_hostile_gets_through),
    };
    return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
