/* data/secrets: the rules that ship are what is compiled in, and each sample is taken out or stays as it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "text/redact.h"
#include "text/redact_load.h"

static char *read_all(const char *path, size_t *n)
{
    struct str text = {0};
    char block[4096];
    size_t got;
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while ((got = fread(block, 1, sizeof block, f)) > 0)
        str_add_n(&text, block, got);
    fclose(f);
    *n = text.n;
    return str_take(&text);
}

static int is_yaml(const struct dirent *d)
{
    return str_ends(d->d_name, ".yaml");
}

static void load_shipped(struct redact_set *set, struct problems *ps)
{
    struct dirent **entry;
    struct str dir = {0};
    str_addf(&dir, "%s/data/secrets", getenv("top_srcdir"));
    int n = scandir(dir.s, &entry, is_yaml, alphasort);
    assert_true(n > 4);
    for (int i = 0; i < n; i++) {
        struct str path = {0};
        size_t size;
        str_addf(&path, "%s/%s", dir.s, entry[i]->d_name);
        char *text = read_all(path.s, &size);
        redact_load(set, path.s, text, size, ps);
        mem_free(text);
        str_release(&path);
        free(entry[i]);
    }
    free(entry);
    str_release(&dir);
}

static void print_problems(const struct problems *ps)
{
    for (size_t i = 0; i < ps->list.n; i++) {
        struct str line = {0};
        problem_print(&ps->list.v[i], &line);
        print_message("# %s\n", line.s);
        str_release(&line);
    }
}

static void every_sample_is_as_it_says(void **state)
{
    struct redact_set set = {0};
    struct problems ps = {0};
    (void)state;
    load_shipped(&set, &ps);
    redact_check_samples(&set, &ps);
    print_problems(&ps);
    assert_int_equal(ps.list.n, 0);
    for (size_t i = 0; i < set.rule.n; i++) {
        size_t n_positive = 0;
        for (size_t k = 0; k < set.rule.v[i].sample.n; k++)
            n_positive += set.rule.v[i].sample.v[k].is_positive;
        if (n_positive == 0 || n_positive == set.rule.v[i].sample.n)
            fail_msg("%s:%u: a rule has samples of both kinds", set.rule.v[i].file, set.rule.v[i].mark.line);
    }
    redact_set_release(&set);
    problems_release(&ps);
}

static void assert_same(const char *a, const char *b)
{
    if (a && b)
        assert_string_equal(a, b);
    else
        assert_true(a == b);
}

/* Read by libyaml and by the awk script that made the table. */
static void what_is_compiled_in_is_what_the_files_say(void **state)
{
    struct redact_set set = {0};
    struct problems ps = {0};
    size_t at = 0;
    (void)state;
    load_shipped(&set, &ps);
    assert_int_equal(set.piece.n, n_redact_pieces);
    for (size_t i = 0; i < set.piece.n; i++) {
        assert_string_equal(set.piece.v[i].name, redact_pieces[i].name);
        assert_string_equal(set.piece.v[i].text, redact_pieces[i].text);
    }
    for (size_t i = 0; i < set.rule.n; i++) {
        const struct redact_rule *a = &set.rule.v[i].rule, *b = &redact_rules[at];
        if (set.rule.v[i].reader)
            continue;
        assert_true(at++ < n_redact_rules);
        assert_string_equal(a->kind, b->kind);
        assert_string_equal(set.rule.v[i].written, b->pattern);
        assert_same(a->each, b->each);
        assert_same(a->needs, b->needs);
        assert_int_equal(a->flags, b->flags);
        assert_int_equal(a->reach, b->reach);
        assert_int_equal(a->entropy, b->entropy);
        size_t k = 0;
        for (; a->literals[k]; k++)
            assert_same(a->literals[k], b->literals[k]);
        assert_null(b->literals[k]);
    }
    assert_int_equal(at, n_redact_rules);
    redact_set_release(&set);
    problems_release(&ps);
}

/* Own rules: what is wrong is said with its place, and the others are there all the same. */
static void a_broken_rule_leaves_the_others(void **state)
{
    static const struct { const char *yaml, *says; } broken[] = {
        {"rules:\n  - kind: x\n    literals: [abc]\n    pattern: '('\n", "own.yaml:4:14: "},
        {"rules:\n  - kind: x\n    literals: [abc]\n    pattern: 'abc'\n", "has no group"},
        {"rules:\n  - kind: x\n    literals: [ab]\n    pattern: '(ab)'\n", "less than three bytes"},
        {"rules:\n  - kind: X Y\n    literals: [abc]\n    pattern: '(abc)'\n", "a kind is a short word"},
        {"rules:\n  - kind: x\n    pattern: '(abc)'\n", "no literals"},
        {"rules:\n  - kind: x\n    literals: [abc]\n    patern: '(abc)'\n", "did you mean 'pattern'?"},
        {"rules:\n  - kind: x\n    literals: [abc]\n    pattern: '%{nothing}(abc)'\n", "there is no piece 'nothing'"},
        {"pieces: {loop: '%{loop}'}\nrules:\n  - kind: x\n    literals: [abc]\n    pattern: '%{loop}(abc)'\n", "too long with its pieces"},
        {"rules:\n  - kind: x\n    literals: [abc]\n    pattern: '(abc)'\n    positive: [abc]\n", "says what is secret in it"},
        {"rule:\n  - x\n", "there is no key 'rule'"},
        {"rules: [", "own.yaml:"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct redact_set set = {0};
        struct problems ps = {0};
        struct str all = {0};
        static const char good[] = "rules:\n  - kind: badge\n    literals: [badge-]\n    pattern: 'badge-(\\d{6})'\n    positive: ['badge-\xc2\xab""123456\xc2\xbb']\n";
        redact_load(&set, "good.yaml", good, sizeof good - 1, &ps);
        redact_load(&set, "own.yaml", broken[i].yaml, strlen(broken[i].yaml), &ps);
        for (size_t k = 0; k < ps.list.n; k++)
            problem_print(&ps.list.v[k], &all);
        if (!strstr(str_get(&all), broken[i].says))
            fail_msg("%s\nsays: %s", broken[i].yaml, str_get(&all));
        assert_int_equal(set.rule.n, 1);
        redact_set_release(&set);
        problems_release(&ps);
        str_release(&all);
    }
}

static void an_own_rule_and_its_samples_are_used(void **state)
{
    static const char yaml[] = "rules:\n  - kind: badge\n    literals: [BADGE-]\n    caseless: true\n    pattern: 'badge-(\\d{6})'\n"
                               "    positive: ['Badge-\xc2\xab""123456\xc2\xbb']\n    negative: [badge-x, badge-654321]\n";
    struct redact_set set = {0};
    struct problems ps = {0};
    struct redact_book book = {0};
    struct str out = {0};
    (void)state;
    redact_load(&set, "own.yaml", yaml, sizeof yaml - 1, &ps);
    assert_int_equal(ps.list.n, 0);
    redact_check_samples(&set, &ps);
    assert_int_equal(ps.list.n, 1);
    assert_int_equal(ps.list.v[0].mark.line, 7);
    struct redactor *r = redact_new();
    redact_add_rule(r, &set.rule.v[0].rule);
    assert_int_equal(redact_text(r, "BADGE-111111 badge-111111", 25, &book, &out), 2);
    assert_string_equal(out.s, "BADGE-<redacted:badge#1> badge-<redacted:badge#1>");
    redact_free(r);
    redact_book_release(&book);
    redact_set_release(&set);
    problems_release(&ps);
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample_is_as_it_says),
        cmocka_unit_test(what_is_compiled_in_is_what_the_files_say),
        cmocka_unit_test(a_broken_rule_leaves_the_others),
        cmocka_unit_test(an_own_rule_and_its_samples_are_used),
    };
    return cmocka_run_group_tests_name("secrets", tests, NULL, NULL);
}
