/* Every Markdown file is an article, whatever stands or does not stand at its top. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kb/article.h"
#include "text/markdown.h"

struct read {
    struct arena arena;
    struct article a;
};

static void read_as(struct read *r, const char *name, const char *text)
{
    struct document d;
    *r = (struct read){0};
    article_read(name, text, strlen(text), &r->arena, &r->a);
    markdown_parse(r->a.body, r->a.n_body, &r->arena, &d);
    article_finish(&r->a, &d, &r->arena);
}

static void all_fields_are_read(void **state)
{
    (void)state;
    struct read r;
    read_as(&r, "x.md", "---\nid: kb_1\ntitle: A title\ncategory: http\nkeywords: [\"500\", two words]\nowner: team\n"
                        "reviewed: 2026-01-02\nsummary: 'In short'\n---\n\n# Head\n");
    assert_string_equal(r.a.id, "kb_1");
    assert_string_equal(r.a.title, "A title");
    assert_string_equal(r.a.category, "http");
    assert_string_equal(r.a.keywords, "500, two words");
    assert_string_equal(r.a.owner, "team");
    assert_string_equal(r.a.reviewed, "2026-01-02");
    assert_string_equal(r.a.summary, "In short");
    assert_string_equal(r.a.body, "\n# Head\n");
    assert_true(r.a.says_id);
    assert_null(r.a.problem);
    arena_release(&r.arena);
}

static void foreign_keys_are_nobodys_mistake(void **state)
{
    (void)state;
    struct read r;
    read_as(&r, "alerts/disk.html.md",
            "\xef\xbb\xbf---\r\ntitle: Disk\r\nweight: 20\r\nowner_slack: \"#ops\"\r\nparent: {a: b}\r\nkeywords: a, b\r\n---\r\ntext\r\n");
    assert_string_equal(r.a.id, "alerts/disk");
    assert_string_equal(r.a.title, "Disk");
    assert_string_equal(r.a.keywords, "a, b");
    assert_null(r.a.owner);
    assert_false(r.a.says_id);
    assert_null(r.a.problem);
    assert_string_equal(r.a.body, "text\r\n");
    arena_release(&r.arena);
}

static void without_front_matter_the_heading_is_the_title(void **state)
{
    (void)state;
    struct read r;
    read_as(&r, "a/b.md", "text\n\n## The *first*\n\n# Second\n");
    assert_string_equal(r.a.id, "a/b");
    assert_string_equal(r.a.title, "The first");
    arena_release(&r.arena);
    read_as(&r, "no-heading.md", "");
    assert_string_equal(r.a.title, "no-heading");
    arena_release(&r.arena);
}

static void names_have_languages(void **state)
{
    (void)state;
    static const struct {
        const char *name, *stem, *lang;
    } rows[] = {
        {"a.md", "a", ""},           {"a.de.md", "a", "de"},       {"x/a.pt_BR.md", "x/a", "pt_BR"},
        {"a.html.md", "a", ""},      {"a.de.html.md", "a", "de"},  {"v1.2.md", "v1.2", ""},
        {".md", ".md", ""},          {"de.md", "de", ""},          {"a.markdown", "a", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {0};
        const char *stem, *lang;
        article_name(rows[i].name, &arena, &stem, &lang);
        assert_string_equal(stem, rows[i].stem);
        assert_string_equal(lang, rows[i].lang);
        arena_release(&arena);
    }
}

static void what_is_no_front_matter_is_text(void **state)
{
    (void)state;
    static const char *const whole[] = {"---\njust words\n---\nmore\n", "---\n\ntext\n", "---\n", "-----\na: b\n---\n",
                                        "---\n- a\n---\n", "text\n---\na: b\n---\n"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        struct read r;
        read_as(&r, "x.md", whole[i]);
        assert_ptr_equal(r.a.body, whole[i]);
        assert_int_equal(r.a.n_body, strlen(whole[i]));
        arena_release(&r.arena);
    }
}

static void a_broken_front_matter_is_said_and_shown(void **state)
{
    (void)state;
    struct read r;
    read_as(&r, "x.md", "---\ntitle: [a\n---\ntext\n");
    assert_non_null(r.a.problem);
    assert_non_null(strstr(r.a.problem, "x.md:"));
    assert_string_equal(r.a.id, "x");
    assert_int_equal(r.a.n_body, 23);
    arena_release(&r.arena);
    read_as(&r, "x.md", "---\ntitle: one\ntitle: two\n---\ntext\n");
    assert_non_null(strstr(r.a.problem, "x.md:3"));
    assert_string_equal(r.a.body, "text\n");
    arena_release(&r.arena);
}

static void nothing_hostile_gets_through(void **state)
{
    (void)state;
    struct read r;
    read_as(&r, "\x1b.md", "---\ntitle: \"a\\e[2J\\u202e\"\n---\n");
    assert_string_equal(r.a.id, "^[");
    assert_string_equal(r.a.title, "a^[[2J\\u{202e}");
    arena_release(&r.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_fields_are_read),
        cmocka_unit_test(foreign_keys_are_nobodys_mistake),
        cmocka_unit_test(without_front_matter_the_heading_is_the_title),
        cmocka_unit_test(names_have_languages),
        cmocka_unit_test(what_is_no_front_matter_is_text),
        cmocka_unit_test(a_broken_front_matter_is_said_and_shown),
        cmocka_unit_test(nothing_hostile_gets_through),
    };
    return cmocka_run_group_tests_name("article", tests, NULL, NULL);
}
