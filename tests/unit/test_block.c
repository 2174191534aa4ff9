/* A document crosses from the child that parsed it as bytes; bytes that no document makes are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/markdown.h"

static const char SOURCE[] = "# Title\n\n- [x] one [l](u \"t\")\n\n  more\n\n> quoted\n\n```c\nx  \\y\n```\n\n"
                             "| a | b |\n|---|:-:|\n| 1 | `2` |\n\n---\n\n<i>\n\nend  \nbroken\n";

static void pack_source(struct str *packed)
{
    struct arena arena = {0};
    struct document d;
    markdown_parse(SOURCE, sizeof SOURCE - 1, &arena, &d);
    d.warning = "careful";
    document_pack(&d, packed);
    arena_release(&arena);
}

static void what_was_packed_comes_back(void **state)
{
    (void)state;
    struct str packed = {0}, again = {0};
    struct arena arena = {0};
    struct document d;
    struct err e = {0};
    pack_source(&packed);
    assert_true(document_unpack(packed.s, packed.n, &arena, &d, &e));
    document_pack(&d, &again);
    assert_int_equal(packed.n, again.n);
    assert_memory_equal(packed.s, again.s, packed.n);
    assert_string_equal(d.warning, "careful");
    str_release(&packed);
    str_release(&again);
    arena_release(&arena);
}

static bool unpacks(const char *bytes, size_t n);

static void the_smallest_blocks_come_back_too(void **state)
{
    (void)state;
    struct block rule[3] = {{.kind = BLOCK_RULE}, {.kind = BLOCK_PARAGRAPH}, {.kind = BLOCK_ITEM}};
    struct document d = {.block = rule, .n_blocks = 3};
    struct str packed = {0};
    document_pack(&d, &packed);
    assert_true(unpacks(packed.s, packed.n));
    str_release(&packed);
}

static bool unpacks(const char *bytes, size_t n)
{
    struct arena arena = {0};
    struct document d;
    struct err e = {0};
    char *copy = mem_strndup(bytes, n); /* on its own, so that a read past the end is seen */
    bool ok = document_unpack(copy, n, &arena, &d, &e);
    struct str again = {0};
    if (ok)
        document_pack(&d, &again);
    if (ok)
        assert_true(again.n == n && memcmp(again.s, copy, n) == 0);
    assert_int_equal(ok, e.code == ERR_NONE);
    str_release(&again);
    mem_free(copy);
    arena_release(&arena);
    return ok;
}

static void a_cut_document_is_refused(void **state)
{
    (void)state;
    struct str packed = {0};
    pack_source(&packed);
    for (size_t n = 0; n < packed.n; n++)
        assert_false(unpacks(packed.s, n));
    str_add_char(&packed, 'x');
    assert_false(unpacks(packed.s, packed.n));
    str_release(&packed);
}

/* A changed byte either makes another document, which packs to the same bytes, or is refused. */
static void a_changed_byte_does_no_harm(void **state)
{
    (void)state;
    static const unsigned char value[] = {0, 1, 2, 0x1b, 0x7f, 0x80, 0xff};
    struct str packed = {0};
    pack_source(&packed);
    size_t refused = 0;
    for (size_t i = 0; i < packed.n; i++) {
        char was = packed.s[i];
        for (size_t k = 0; k < sizeof value; k++) {
            packed.s[i] = (char)value[k];
            refused += !unpacks(packed.s, packed.n);
        }
        packed.s[i] = was;
    }
    assert_true(refused > packed.n);
    str_release(&packed);
}

static void a_control_sequence_is_refused(void **state)
{
    (void)state;
    struct document d = {.warning = "\x1b[2J"};
    struct str packed = {0};
    document_pack(&d, &packed);
    assert_false(unpacks(packed.s, packed.n));
    str_release(&packed);
}

static void raw_text_is_whole_and_clean(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct document d;
    struct str text = {0};
    document_raw("a\x1b\n\0b", 5, "too deep", &arena, &d);
    document_text(&d, &text);
    assert_string_equal(text.s, "a^[\n^@b\n");
    assert_string_equal(d.warning, "too deep");
    str_release(&text);
    arena_release(&arena);
}

static void the_text_has_every_part(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct document d;
    struct str text = {0};
    markdown_parse(SOURCE, sizeof SOURCE - 1, &arena, &d);
    document_text(&d, &text);
    assert_string_equal(text.s, "Title\none l\nmore\nquoted\nx  \\y\na\nb\n1\n2\n<i>\nend\nbroken\n");
    str_release(&text);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_smallest_blocks_come_back_too),
        cmocka_unit_test(what_was_packed_comes_back),    cmocka_unit_test(a_cut_document_is_refused),
        cmocka_unit_test(a_changed_byte_does_no_harm),   cmocka_unit_test(a_control_sequence_is_refused),
        cmocka_unit_test(raw_text_is_whole_and_clean),   cmocka_unit_test(the_text_has_every_part),
    };
    return cmocka_run_group_tests_name("block", tests, NULL, NULL);
}
