/* Documents at any width: every word is there, nothing but code is too wide. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "kb/layout.h"
#include "text/markdown.h"

static void expect_at(size_t width, const char *source, const char *wanted)
{
    struct arena arena = {0};
    struct document d;
    struct layout layout;
    struct str text = {0};
    struct layout_options options = {.width = width};
    markdown_parse(source, strlen(source), &arena, &d);
    layout_document(&d, &options, &arena, &layout);
    layout_text(&layout, &text);
    assert_string_equal(text.s, wanted);
    str_release(&text);
    arena_release(&arena);
}

static void prose_is_wrapped_at_words(void **state)
{
    (void)state;
    expect_at(20, "The quick brown fox jumps  \nover", "The quick brown fox\njumps\nover\n");
    expect_at(20, "# Head\n\ntext", "Head\n\ntext\n");
    expect_at(20, "a-word-of-more-than-twenty-columns ok", "a-word-of-more-than-\ntwenty-columns ok\n");
    expect_at(20, "x 漢字漢字漢字漢字漢字漢字", "x 漢字漢字漢字漢字漢\n字漢字\n");
    expect_at(20, "nineteen columns ab **c**d", "nineteen columns ab\ncd\n");
}

/* On the space where a line is parted there may be one, which would stand on nothing then. */
static void a_mark_never_begins_a_line(void **state)
{
    (void)state;
    expect_at(20, "123456789012345678 \u0301b", "123456789012345678 \u0301b\n");
    expect_at(20, "1234567890123456789 \u0301b", "1234567890123456789\n \u0301b\n");
    expect_at(20, "漢 \u030112345678901234567890", "漢\n \u03011234567890123456789\n0\n");
    expect_at(20, "*\u0301b*", "\\u{301}b\n");
}

static void links_are_numbered(void **state)
{
    (void)state;
    expect_at(40, "See [one](a) and [two](b \"T\").", "See one [1] and two [2].\n\n[1] a\n[2] b T\n");
    expect_at(20, "01234 6789 [abcdef](a)", "01234 6789\nabcdef [1]\n\n[1] a\n");
}

static void lists_are_indented_by_their_markers(void **state)
{
    (void)state;
    expect_at(32, "1. one two three four five six seven\n   - [ ] sub\n\n     more\n2. [x] y\n",
              "1. one two three four five six\n   seven\n   [ ] sub\n\n       more\n\n2. [x] y\n");
    expect_at(20, "-\n- a\n", "-\n- a\n");
    expect_at(20, "- a\n\n      code\n", "- a\n\n    code\n");
}

static void quotations_have_bars(void **state)
{
    (void)state;
    expect_at(20, "> one two three four five\n> > x\n", "│ one two three four\n│ five\n\n│ │ x\n");
    expect_at(20, "- a\n  > b\n", "- a\n\n  │ b\n");
    expect_at(20, "> - a\n", "│ - a\n");
}

static void code_is_never_wrapped(void **state)
{
    (void)state;
    expect_at(20, "```\nls -l    /a/very/long/path  \n\n  x\n```\n", "  ls -l    /a/very/long/path  \n  \n    x\n");
}

static void html_is_wrapped_with_its_indentation(void **state)
{
    (void)state;
    expect_at(20, "<div>\n  <p class=\"x\">one two\n</div>", "<div>\n  <p class=\"x\">one\n  two\n</div>\n");
}

static void tables_stand_side_by_side(void **state)
{
    (void)state;
    expect_at(40, "| a | long | c |\n|---|:-:|--:|\n| 1 | x | 22 |\n|| `y` | 3 |\n",
              "a  long   c\n─  ────  ──\n1   x    22\n    y     3\n");
    expect_at(30, "| it took | think of |\n|---|---|\n| a few ms | configuration, permissions, a crash |\n",
              "it took   think of\n────────  ────────────────────\na few ms  configuration,\n          permissions, a crash\n");
}

static void tables_that_do_not_fit_become_lists(void **state)
{
    (void)state;
    expect_at(20, "| one | two | three |\n|---|---|---|\n| abcdefgh | bcdefghi | cdefghij |\n| x | [y](u) ||\n",
              "one\n  two\n  three\n\nabcdefgh\n  two: bcdefghi\n  three: cdefghij\n\nx\n  two: y [1]\n\n[1] u\n");
}

/* ---- nothing is lost: properties over whatever is there ---- */

static void add_letters(struct str *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != ' ' && s[i] != '\n')
            str_add_char(out, s[i]);
}

static void count_letters(const char *s, size_t n, size_t count[256])
{
    for (size_t i = 0; i < n; i++)
        count[(unsigned char)s[i]]++;
}

/* Outside of tables the letters of the document come in their order; of tables, as many of each as there were. */
static void assert_nothing_lost(const struct document *d, const struct layout *layout)
{
    struct document one = {.n_blocks = 1};
    struct str wanted = {0}, got = {0};
    size_t in_tables[256] = {0}, shown[256] = {0};
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct str text = {0};
        one.block = &d->block[i];
        document_text(&one, &text);
        if (d->block[i].kind == BLOCK_TABLE)
            count_letters(text.s, text.n, in_tables);
        else
            add_letters(&wanted, text.s, text.n);
        str_release(&text);
    }
    for (size_t i = 0; i < layout->n_lines; i++) {
        const struct line *line = &layout->line[i];
        for (size_t r = 0; r < line->n_runs; r++) {
            if (line->kind == LINE_TABLE)
                count_letters(line->run[r].text, line->run[r].n, shown);
            else if (!(line->run[r].style & RUN_ADDED) && line->block < d->n_blocks)
                add_letters(&got, line->run[r].text, line->run[r].n);
        }
    }
    assert_string_equal(str_get(&got), str_get(&wanted));
    for (int c = '!'; c < 256; c++)
        assert_true(shown[c] >= in_tables[c]);
    str_release(&wanted);
    str_release(&got);
}

static void assert_fits(const struct layout *layout)
{
    size_t widest = 0;
    for (size_t i = 0; i < layout->n_lines; i++) {
        const struct line *line = &layout->line[i];
        size_t columns = 0;
        for (size_t r = 0; r < line->n_runs; r++)
            columns += utf8_columns(line->run[r].text, line->run[r].n);
        assert_int_equal(columns, line->columns);
        assert_true(columns <= layout->width || line->kind == LINE_CODE);
        assert_true(columns <= LAYOUT_PROSE || line->kind == LINE_CODE || line->kind == LINE_TABLE ||
                    (line->run[line->n_runs - 1].style & RUN_QUIET));
        widest = columns > widest ? columns : widest;
    }
    assert_int_equal(widest, layout->widest);
}

static void check(const char *source, size_t n)
{
    static const size_t width[] = {0, 20, 40, 80, 200};
    struct arena arena = {0};
    struct document d;
    markdown_parse(source, n, &arena, &d);
    for (size_t i = 0; i < sizeof width / sizeof *width; i++) {
        struct layout layout;
        struct layout_options options = {.width = width[i]};
        layout_document(&d, &options, &arena, &layout);
        assert_nothing_lost(&d, &layout);
        assert_fits(&layout);
    }
    assert_true(document_minutes(&d) >= 1);
    arena_release(&arena);
}

static void check_file(const char *path)
{
    struct str text = {0};
    char bytes[8192];
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, f)) > 0;)
        str_add_n(&text, bytes, n);
    fclose(f);
    check(str_get(&text), text.n);
    str_release(&text);
}

static size_t check_tree(const char *dir)
{
    size_t n = 0;
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[4096];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (e->d_name[0] == '.' || stat(path, &st) < 0)
            continue;
        if (S_ISDIR(st.st_mode))
            n += check_tree(path);
        else if (str_ends(path, ".md"))
            check_file(path), n++;
    }
    if (d)
        closedir(d);
    return n;
}

static void the_articles_that_ship_fit_every_width(void **state)
{
    (void)state;
    char path[4096];
    const char *top = getenv("TRIAGE_DATADIR");
    snprintf(path, sizeof path, "%s/kb", top ? top : ".");
    assert_true(check_tree(path) > 0);
}

static void the_corpora_fit_every_width(void **state)
{
    (void)state;
    const char *corpora = getenv("TRIAGE_CORPORA");
    char path[4096];
    if (!corpora)
        return; /* they do not ship */
    snprintf(path, sizeof path, "%s/runbooks", corpora);
    assert_int_equal(check_tree(path), 596);
    snprintf(path, sizeof path, "%s/markdown/commonmark/spec.txt", corpora);
    check_file(path);
    snprintf(path, sizeof path, "%s/strings/blns/blns.txt", corpora);
    check_file(path);
}

static void random_marks_lose_nothing(void **state)
{
    (void)state;
    static const char *const piece[] = {"a", "bc ", " ", "\n", "\n\n", "- ", "1. ", "> ", "|", "|-|\n", "`", "*", "_", "[",
                                        "](x)", "\t", "    ", "# ", "漢", "\xcc\x81", "\x1b", "\xff", "<b>", "```\n", "- [ ] ", "\\"};
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        struct str s = {0};
        for (int i = 0; i < 60; i++) {
            seed = seed * 1664525u + 1013904223u;
            str_add(&s, piece[(seed >> 16) % (sizeof piece / sizeof *piece)]);
        }
        check(s.s, s.n);
        str_release(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prose_is_wrapped_at_words),
        cmocka_unit_test(a_mark_never_begins_a_line),
        cmocka_unit_test(links_are_numbered),
        cmocka_unit_test(lists_are_indented_by_their_markers),
        cmocka_unit_test(quotations_have_bars),
        cmocka_unit_test(code_is_never_wrapped),
        cmocka_unit_test(html_is_wrapped_with_its_indentation),
        cmocka_unit_test(tables_stand_side_by_side),
        cmocka_unit_test(tables_that_do_not_fit_become_lists),
        cmocka_unit_test(the_articles_that_ship_fit_every_width),
        cmocka_unit_test(the_corpora_fit_every_width),
        cmocka_unit_test(random_marks_lose_nothing),
    };
    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
