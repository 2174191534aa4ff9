/* yaml: a tree with marks, and every limit with its own message. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "text/yaml.h"

static struct arena arena;
static struct problems problems;

static const struct yaml_node *read_n(const char *text, size_t n)
{
    arena_release(&arena);
    problems_release(&problems);
    return yaml_read(text, n, &arena, &problems);
}

static const struct yaml_node *read_text(const char *text)
{
    return read_n(text, strlen(text));
}

static void assert_mark(struct mark m, uint32_t line, uint32_t column)
{
    assert_int_equal(m.line, line);
    assert_int_equal(m.column, column);
}

static void assert_rule(const char *rule)
{
    assert_true(problems.list.n > 0);
    assert_string_equal(problems.list.v[0].rule, rule);
    assert_non_null(problems.list.v[0].remedy);
}

static void every_node_and_key_knows_its_place(void **state)
{
    (void)state;
    const struct yaml_node *root = read_text("a: 1\nbb:\n  - x\n  - {c: 'd'}\n");
    assert_non_null(root);
    assert_int_equal(problems.list.n, 0);
    assert_mark(yaml_find(root, "a")->mark, 1, 4);
    const struct yaml_node *list = yaml_find(root, "bb");
    assert_int_equal(list->n, 2);
    assert_mark(list->key->mark, 2, 1);
    assert_mark(list->first->mark, 3, 5);
    const struct yaml_node *c = yaml_find(list->first->next, "c");
    assert_mark(c->key->mark, 4, 6);
    assert_mark(c->mark, 4, 9);
    assert_string_equal(c->text, "d");
}

static void nothing_is_interpreted(void **state)
{
    (void)state;
    const struct yaml_node *root = read_text("a: no\nb: 1:30\nc: 1.10\nd:\n");
    assert_string_equal(yaml_find(root, "a")->text, "no");
    assert_string_equal(yaml_find(root, "b")->text, "1:30");
    assert_string_equal(yaml_find(root, "c")->text, "1.10");
    assert_true(yaml_is_empty(yaml_find(root, "d")));
    assert_false(yaml_is_empty(yaml_find(root, "a")));
}

static void an_empty_file_is_no_tree_and_no_error(void **state)
{
    (void)state;
    assert_null(read_text(""));
    assert_null(read_text("# only a comment\n"));
    assert_int_equal(problems.list.n, 0);
}

static void what_the_format_leaves_out_is_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rule;
        uint32_t line, column;
    } refused[] = {
        {"a: 1\na: 2\n", "yaml-duplicate", 2, 1}, {"a: &x 1\nb: 2\n", "yaml-anchor", 1, 4},
        {"b: *x\n", "yaml-alias", 1, 4},          {"a: !!str 1\n", "yaml-tag", 1, 4},
        {"<<: {a: 1}\n", "yaml-merge", 1, 1},     {"a: 1\n---\nb: 2\n", "yaml-documents", 2, 1},
        {"a: \"x\\0y\"\n", "yaml-nul", 1, 4},     {"[a]: 1\n", "yaml-key", 1, 1},
        {"a: [1\nb: 2\n", "yaml-syntax", 2, 2},   {"a: \x01\n", "yaml-syntax", 1, 4},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        read_text(refused[i].text);
        assert_rule(refused[i].rule);
        assert_mark(problems.list.v[0].mark, refused[i].line, refused[i].column);
    }
}

static void all_mistakes_that_leave_a_tree_come_in_one_run(void **state)
{
    (void)state;
    const struct yaml_node *root = read_text("a: &x 1\na: 2\nb: *x\nc: 3\n");
    assert_non_null(root);
    assert_int_equal(problems.n_errors, 3);
    assert_string_equal(yaml_find(root, "a")->text, "1");
    assert_string_equal(yaml_find(root, "c")->text, "3");
}

static void bytes_that_are_no_text_are_refused_with_their_place(void **state)
{
    (void)state;
    assert_null(read_n("a: b\nc\0d", 8));
    assert_rule("yaml-nul");
    assert_mark(problems.list.v[0].mark, 2, 2);
    assert_null(read_text("a: \xC3\xA4\xFF\n"));
    assert_rule("yaml-utf8");
    assert_mark(problems.list.v[0].mark, 1, 5);
    assert_null(read_n("\xFF\xFE"
                       "a\0",
                       4));
    assert_non_null(read_text("\xEF\xBB\xBF"
                              "a: b\n"));
}

static char *repeat(const char *what, size_t times, size_t *n)
{
    struct str t = {0};
    for (size_t i = 0; i < times; i++)
        str_add(&t, what);
    *n = t.n;
    return str_take(&t);
}

static void each_limit_has_its_own_message(void **state)
{
    (void)state;
    size_t n;
    char *deep = repeat("[", 40000, &n);
    assert_null(read_n(deep, n));
    assert_rule("yaml-depth");
    mem_free(deep);
    char *many = repeat("- a\n", YAML_MAX_NODES, &n);
    assert_null(read_n(many, n));
    assert_rule("yaml-nodes");
    assert_non_null(read_n(many, n - 4)); /* the list itself is one */
    mem_free(many);
    char *large = repeat("# 234567\n", YAML_MAX_BYTES / 9 + 1, &n);
    assert_null(read_n(large, n));
    assert_rule("yaml-bytes");
    mem_free(large);
}

static void a_duplicate_among_many_keys_is_found(void **state)
{
    (void)state;
    struct str t = {0};
    for (int i = 0; i < 5000; i++)
        str_addf(&t, "k%d: 1\n", i);
    str_add(&t, "k4321: 2\nk3: 3\n");
    assert_non_null(read_text(str_get(&t)));
    assert_int_equal(problems.n_errors, 2);
    assert_mark(problems.list.v[0].mark, 5001, 1);
    str_release(&t);
}

static void all_or_nothing_is_one_sentence(void **state)
{
    (void)state;
    struct err e = {0};
    const struct yaml_node *root;
    assert_false(yaml_parse("a: 1\na: 2", 9, "x.yaml", &arena, &root, &e));
    assert_string_equal(e.text, "x.yaml:2:1: the key 'a' is here twice; keep one of them");
    assert_int_equal(e.code, ERR_INPUT);
}

/* Marks the Z of the value in the file and finds it again from its offset in the text. */
static void a_place_in_a_value_is_found_again_in_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        uint32_t line, column;
    } cases[] = {
        {"a: one Z", 1, 8},
        {"a: 'it''s Z'", 1, 11},
        {"a: \"\\u00e4\\n\\x41 Z\"", 1, 18},
        {"a: \"\xC3\xA4 Z\"", 1, 7},
        {"a: one\n  two\n  Z", 3, 3},
        {"a: one  \n\n\n  Z", 4, 3},
        {"a: |\n  one\n\n    two Z\n", 4, 9},
        {"a: >-\n  one\n  two Z\n", 3, 7},
        {"a: \"one \\\n   two Z\"", 2, 8},
        {"a: 'one\n\n  two Z'", 3, 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct yaml_node *a = yaml_find(read_text(cases[i].yaml), "a");
        size_t at = (size_t)(strchr(a->text, 'Z') - a->text);
        assert_mark(yaml_mark_inside(cases[i].yaml, strlen(cases[i].yaml), a, at), cases[i].line, cases[i].column);
    }
}

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    problems_release(&problems);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_node_and_key_knows_its_place),
        cmocka_unit_test(nothing_is_interpreted),
        cmocka_unit_test(an_empty_file_is_no_tree_and_no_error),
        cmocka_unit_test(what_the_format_leaves_out_is_refused_by_name),
        cmocka_unit_test(all_mistakes_that_leave_a_tree_come_in_one_run),
        cmocka_unit_test(bytes_that_are_no_text_are_refused_with_their_place),
        cmocka_unit_test(each_limit_has_its_own_message),
        cmocka_unit_test(a_duplicate_among_many_keys_is_found),
        cmocka_unit_test(all_or_nothing_is_one_sentence),
        cmocka_unit_test(a_place_in_a_value_is_found_again_in_the_file),
    };
    return cmocka_run_group_tests_name("yaml", tests, NULL, release);
}
