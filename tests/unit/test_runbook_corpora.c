/* Runbooks that nobody here wrote, as they are: each becomes a flow that can be walked, without an error, and no word of it is
 * lost. The corpora do not ship: without $TRIAGE_CORPORA there is nothing to do. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "runbook_at_hand.h"

static size_t n_files, n_lost, n_errors;

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct str text = {0};
    char piece[65536];
    assert_non_null(f);
    for (size_t got; (got = fread(piece, 1, sizeof piece, f)) > 0;)
        str_add_n(&text, piece, got);
    fclose(f);
    *n = text.n;
    return str_take(&text);
}

static void check_bytes(const char *path, const char *text, size_t n)
{
    struct runbook_at_hand h;
    const char *first = NULL;
    struct err e = {0};
    take_runbook(&h, path, text, n);
    assert_non_null(h.flow);
    size_t lost = words_lost(&h, &first);
    if (lost)
        print_error("%s: %zu words lost, '%s' among them\n%s", path, lost, first, str_eq(path, "random.md") ? text : "");
    if (!problems_none(&h.problems, &e))
        print_error("%s\n", e.text);
    n_lost += lost;
    n_errors += h.problems.n_errors;
    leave_runbook(&h);
}

static void check_file(const char *path)
{
    size_t n;
    char *text = read_file(path, &n);
    check_bytes(path, text, n);
    mem_free(text);
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)at;
    if (type == FTW_F && str_ends(path, ".md")) {
        check_file(path);
        n_files++;
    }
    return 0;
}

static void every_runbook_starts_and_loses_nothing(void **state)
{
    (void)state;
    const char *corpora = getenv("TRIAGE_CORPORA");
    char path[4096];
    if (!corpora)
        return;
    snprintf(path, sizeof path, "%s/runbooks", corpora);
    assert_int_equal(nftw(path, visit, 16, FTW_PHYS), 0);
    assert_int_equal(n_files, 596);
    snprintf(path, sizeof path, "%s/markdown/commonmark/spec.txt", corpora);
    check_file(path);
    snprintf(path, sizeof path, "%s/strings/blns/blns.txt", corpora);
    check_file(path);
    assert_int_equal(n_errors, 0);
    assert_int_equal(n_lost, 0);
}

static void random_marks_become_a_flow(void **state)
{
    (void)state;
    static const char *const piece[] = {"a", "bc ", " ", "\n", "\n\n", "- ", "1. ", "> ", "|", "|-|\n", "`", "*", "_", "[", "](x)", "\t", "    ", "# ",
                                        "## Mitigation\n", "### B\n", "$ kubectl get <x>", "\x1b", "\xff", "<b>", "```\n", "```sh\n",
                                        "- [ ] ", "\\", "'", "\"", "$(", "X='<y>'\n", "$NODE", "<<EOF\n", "---\n", "title: a\n", "\n{{< hint >}}\n", "&", "<!--"};
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        struct str s = {0};
        for (int i = 0; i < 60; i++) {
            seed = seed * 1664525u + 1013904223u;
            str_add(&s, piece[(seed >> 16) % (sizeof piece / sizeof *piece)]);
        }
        check_bytes("random.md", s.s, s.n);
        str_release(&s);
    }
    assert_int_equal(n_errors, 0);
    assert_int_equal(n_lost, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_marks_become_a_flow),
        cmocka_unit_test(every_runbook_starts_and_loses_nothing),
    };
    return cmocka_run_group_tests_name("runbook_corpora", tests, NULL, NULL);
}
