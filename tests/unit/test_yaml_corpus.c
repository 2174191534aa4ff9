/* yaml: nobody's file makes it crash: the official test suite and real rule files, whole, cut and flipped, read as YAML
 * and as a flow. Needs $TRIAGE_CORPORA (default ../shared/corpora beside the project); says so where it is absent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <string.h>

#include "base/mem.h"
#include "flow/check.h"
#include "text/yaml.h"

static size_t n_files, n_trees, n_refused;

static void read_tree(const char *bytes, size_t n)
{
    struct arena arena = {0};
    struct problems ps = {0};
    const struct yaml_node *root = yaml_read(bytes, n, &arena, &ps);
    n_trees += root != NULL;
    n_refused += ps.n_errors > 0;
    for (size_t i = 0; i < ps.list.n; i++) {
        assert_non_null(ps.list.v[i].remedy);
        assert_true(ps.list.v[i].mark.line > 0);
    }
    for (const struct yaml_node *c = root; c; c = c->first) /* every place within it can be found again */
        if (c->kind == YAML_TEXT)
            yaml_mark_inside(bytes, n, c, c->n / 2);
    arena_release(&arena);
    problems_release(&ps);
}

static void read_flow(const char *bytes, size_t n)
{
    struct problems ps = {0};
    struct flow *f = flow_load(bytes, n, "x.yaml", &ps);
    if (f)
        flow_check(f, NULL, &ps);
    else
        assert_true(ps.n_errors > 0);
    flow_free(f);
    problems_release(&ps);
}

/* Every line of the bytes, indented by four in the suite's own files, without it. */
static void read_unindented(const char *bytes, size_t n)
{
    struct str t = {0};
    for (const char *line = bytes, *end = bytes + n; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        if (stop - line > 4 && memcmp(line, "    ", 4) == 0)
            str_add_n(&t, line + 4, (size_t)(stop - line - 4));
        str_add_char(&t, '\n');
        line = stop + 1;
    }
    read_tree(str_get(&t), t.n);
    str_release(&t);
}

static int read_file(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)where;
    if (type != FTW_F || st->st_size > 1 << 20)
        return 0;
    size_t n = (size_t)st->st_size;
    char *bytes = mem_alloc(n + 1);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_int_equal(fread(bytes, 1, n, f), n);
    fclose(f);
    n_files++;
    read_tree(bytes, n);
    read_flow(bytes, n);
    read_unindented(bytes, n);
    for (size_t i = 1; i < 8; i++) {
        read_tree(bytes, n * i / 8);
        char was = bytes[n * i / 8];
        bytes[n * i / 8] = (char)(was ^ (1 << i));
        read_tree(bytes, n);
        bytes[n * i / 8] = was;
    }
    mem_free(bytes);
    return 0;
}

static void nobodys_file_makes_it_crash(void **state)
{
    (void)state;
    char path[4096];
    const char *corpora = getenv("TRIAGE_CORPORA"), *top = getenv("top_srcdir");
    snprintf(path, sizeof path, "%s%s/yaml", corpora ? corpora : top ? top : ".", corpora ? "" : "/../shared/corpora");
    if (nftw(path, read_file, 16, FTW_PHYS) != 0 || !n_files) {
        print_message("no files below %s: nothing was read\n", path);
        return;
    }
    print_message("%zu files, %zu readings gave a tree, %zu were refused\n", n_files, n_trees, n_refused);
    assert_true(n_trees > n_files && n_refused > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nobodys_file_makes_it_crash)};
    return cmocka_run_group_tests_name("yaml_corpus", tests, NULL, NULL);
}
