/* Documents made to keep a CommonMark parser busy (after the list in cmark's test/pathological_tests.py): each is shown,
 * parsed or raw, within the sandbox's limits, and none is blank. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "kb/layout.h"
#include "probe/sandbox_markdown.h"

/* head, then `before` so many times, middle, then `after` as many times. */
static const struct bomb {
    const char *name, *head, *before, *middle, *after;
    int times;
} bomb[] = {
    {"nested strong emphasis", "", "*a **a ", "b", " a** a*", 65000},
    {"closers without openers", "", "a_ ", "", "", 65000},
    {"openers without closers", "", "_a ", "", "", 65000},
    {"link closers", "", "a]", "", "", 65000},
    {"link openers", "", "[a", "", "", 65000},
    {"mismatched openers and closers", "", "*a_ ", "", "", 50000},
    {"multiples of three", "a**b", "c* ", "", "", 50000},
    {"link openers and emphasis closers", "", "[ a_", "", "", 50000},
    {"[ (](", "", "[ (](", "", "", 80000},
    {"![[]()", "", "![[]()", "", "", 160000},
    {"a hard case of links and emphasis", "**x [a*b**c*](d)", "", "", "", 0},
    {"nested brackets", "", "[", "a", "]", 50000},
    {"nested quotations", "", "> ", "a", "", 50000},
    {"unclosed links with <", "", "[a](<b", "", "", 30000},
    {"unclosed links", "", "[a](b", "", "", 30000},
    {"unclosed comments", "</", "<!--", "", "", 300000},
    {"unclosed processing instructions", "x ", "<?", "", "", 300000},
    {"unclosed declarations", "x ", "<!A ", "", "", 200000},
    {"unclosed CDATA", "x ", "<![CDATA[", "", "", 100000},
    {"empty lines in deep lists", "", "- ", "x", "\n", 30000},
    {"empty lines in deep lists in a quotation", "> ", "- ", "x\n", ">\n", 30000},
    {"emphasis in a deep quotation", "", ">", "", "a*", 100000},
    {"one endless word", "", "x", "", "", 3000000},
    {"one table of many columns", "", "|x", "|\n", "|-", 50000},
    {"tables in a deep quotation", "", ">", "|a|\n", "|-|\n|b|\n", 20000},
};

static void repeat(struct str *out, const char *s, int times)
{
    for (int i = 0; *s && i < times; i++)
        str_add(out, s);
}

static void lay_out(const struct document *d, struct arena *arena)
{
    struct layout layout;
    struct layout_options options = {.width = 40};
    layout_document(d, &options, arena, &layout);
    assert_true(layout.n_lines > 0);
    for (size_t i = 0; i < layout.n_lines; i++)
        assert_true(layout.line[i].columns <= 40);
}

static void assert_shown(const char *name, const struct str *source)
{
    struct arena arena = {0};
    struct document d;
    struct str text = {0};
    sandbox_markdown(source->s, source->n, &arena, &d);
    document_text(&d, &text);
    printf("# %s: %zu blocks, %s\n", name, d.n_blocks, d.warning ? d.warning : "parsed");
    assert_true(d.n_blocks > 0);
    assert_false(str_blank(text.s));
    if (d.warning)
        assert_true(text.n >= source->n);
    lay_out(&d, &arena);
    str_release(&text);
    arena_release(&arena);
}

static void repeated_patterns(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bomb / sizeof *bomb; i++) {
        const struct bomb *b = &bomb[i];
        struct str s = {0};
        str_add(&s, b->head);
        repeat(&s, b->before, b->times);
        str_add(&s, b->middle);
        repeat(&s, b->after, b->times);
        assert_shown(b->name, &s);
        str_release(&s);
    }
}

static void backticks_of_every_length(void **state)
{
    (void)state;
    struct str s = {0};
    for (size_t i = 1; i < 5000; i++) {
        str_add_char(&s, 'e');
        str_add_repeat(&s, '`', i);
    }
    assert_shown("backticks", &s);
    str_release(&s);
}

static void lists_a_thousand_deep(void **state)
{
    (void)state;
    struct str s = {0};
    for (size_t i = 0; i < 1000; i++) {
        str_add_repeat(&s, ' ', 2 * i);
        str_add(&s, "* a\n");
    }
    assert_shown("nested lists", &s);
    str_release(&s);
}

static void references_without_end(void **state)
{
    (void)state;
    struct str s = {0};
    for (int i = 0; i < 50000; i++)
        str_addf(&s, "[%d]: u\n", i);
    repeat(&s, "[0] ", 50000);
    assert_shown("references", &s);
    str_clear(&s);
    str_add(&s, "[a]: <");
    str_add_repeat(&s, 'u', 20000);
    str_add(&s, ">\n\n");
    repeat(&s, "[a]", 50000);
    assert_shown("one long reference many times", &s);
    str_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repeated_patterns),
        cmocka_unit_test(backticks_of_every_length),
        cmocka_unit_test(lists_a_thousand_deep),
        cmocka_unit_test(references_without_end),
    };
    return cmocka_run_group_tests_name("pathological", tests, NULL, NULL);
}
