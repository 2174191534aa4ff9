/* format_head: a format that is not read yet is passed over only for lines that it cannot read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>

#include "formats_at_hand.h"
#include "logs/format_head.h"
#include "logs/format_own.h"

static struct log_formats formats;
static struct log_formats asleep;
static struct log_head *head; /* of each of them, by its place in the list; texts are those of `asleep` */

static uint64_t chance(uint64_t *state) /* xorshift */
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

static int wrong_about(const char *line, size_t n, struct log_scratch *scratch)
{
    struct log_clock clock = {.newest = INT64_C(1782864000) * TIME_SECOND};
    struct log_record r;
    int wrong = 0;
    for (size_t i = 0; i < formats.list.n; i++) {
        const struct log_format *f = formats.list.v[i];
        if (f->inside_only || log_head_may_fit(&head[i], line, n) || !log_format_parse(f, &clock, line, n, scratch, &r))
            continue;
        wrong++;
        print_error("%s reads what it does not begin like: %.*s\n", f->id, (int)n, line);
    }
    return wrong;
}

static int wrong_about_changed(const char *line, size_t n, struct log_scratch *scratch, uint64_t *state)
{
    enum { TURNS = 12, LONGEST = 4096 };
    static const char put[] = " 0:[]-T\"{}.,/|aZ\t";
    char changed[LONGEST];
    int wrong = 0;
    for (int turn = 0; turn < TURNS && n && n < LONGEST; turn++) {
        memcpy(changed, line, n);
        for (uint64_t k = chance(state) % 3; k < 3; k++)
            changed[chance(state) % n] = put[chance(state) % (sizeof put - 1)];
        size_t from = turn % 3 == 0 ? chance(state) % 8 % n : 0;
        wrong += wrong_about(changed + from, n - from, scratch);
    }
    return wrong;
}

static void no_format_reads_a_line_that_does_not_look_as_its_head_says(void **unused)
{
    struct log_scratch *scratch = log_scratch_new();
    uint64_t state = 88172645463325252u;
    int wrong = 0;
    (void)unused;
    for (size_t i = 0; i < formats.list.n; i++)
        for (size_t k = 0; k < formats.list.v[i]->n_samples; k++) {
            const struct yaml_node *line = formats.list.v[i]->sample[k].line;
            wrong += wrong_about(line->text, line->n, scratch);
            wrong += wrong_about_changed(line->text, line->n, scratch, &state);
        }
    log_scratch_free(scratch);
    assert_int_equal(wrong, 0);
}

static int wrong_about_file(const char *path, struct log_scratch *scratch)
{
    enum { MOST = 400 };
    struct str text = {0};
    int wrong = 0, lines = 0;
    if (read_whole(path, &text))
        for (const char *s = str_get(&text), *end = s + text.n; s < end && lines < MOST; lines++) {
            const char *newline = memchr(s, '\n', (size_t)(end - s)), *stop = newline ? newline : end;
            wrong += wrong_about(s, (size_t)(stop - s), scratch);
            s = stop + 1;
        }
    str_release(&text);
    return wrong;
}

static struct log_scratch *others_scratch;
static int n_others, n_wrong_others;

static int look_at_other(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
    (void)status;
    (void)ftw;
    if (type == FTW_F && n_wrong_others == 0)
        n_wrong_others += wrong_about_file(path, others_scratch);
    n_others += type == FTW_F;
    return 0;
}

static void nor_of_the_logs_of_others(void **unused)
{
    const char *corpora = getenv("TRIAGE_CORPORA"), *top = getenv("top_srcdir");
    struct str folder = {0};
    (void)unused;
    str_addf(&folder, "%s%s/logs", corpora ? corpora : top ? top : ".", corpora ? "" : "/../shared/corpora");
    others_scratch = log_scratch_new();
    (void)nftw(folder.s, look_at_other, 8, FTW_PHYS);
    log_scratch_free(others_scratch);
    str_release(&folder);
    print_message("%d logs of others (TRIAGE_CORPORA)\n", n_others);
    assert_int_equal(n_wrong_others, 0);
}

static size_t n_asleep(const struct log_formats *set)
{
    size_t n = 0;
    for (size_t i = 0; i < set->list.n; i++)
        n += set->list.v[i]->text != NULL;
    return n;
}

static const char *id_of(const struct log_detection *d)
{
    return d->format ? log_format_id(d->format) : "none";
}

static void formats_that_are_read_later_are_found_all_the_same(void **unused)
{
    struct log_formats later = {0};
    (void)unused;
    load_shipped_formats_by(&later, log_formats_add_later);
    assert_int_equal(later.list.n, formats.list.n);
    assert_int_equal(n_asleep(&later), formats.list.n); /* each head could be read: otherwise it is slow, and nobody notices */
    for (size_t i = 0; i < formats.list.n; i++) {
        assert_string_equal(later.list.v[i]->id, formats.list.v[i]->id);
        for (size_t k = 0; k < formats.list.v[i]->n_samples; k++) {
            const struct yaml_node *line = formats.list.v[i]->sample[k].line;
            struct log_detection now, then, first;
            log_detect(&formats, line->text, line->n, &now);
            log_detect(&later, line->text, line->n, &then);
            log_detect_first(&later, line->text, line->n, &first);
            assert_string_equal(id_of(&now), id_of(&then));
            assert_string_equal(id_of(&now), id_of(&first));
            assert_int_equal(now.n_also, then.n_also);
            assert_int_equal(now.fitted, first.fitted);
        }
    }
    log_formats_release(&later);
}

static void few_are_read_for_an_access_log(void **unused)
{
    static const char line[] = "127.0.0.1 - - [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.1\" 500 26 \"-\" \"-\"\n";
    struct log_formats later = {0};
    struct log_detection d;
    (void)unused;
    load_shipped_formats_by(&later, log_formats_add_later);
    log_detect_first(&later, line, strlen(line), &d);
    assert_string_equal(id_of(&d), "combined");
    assert_true(n_asleep(&later) + 5 >= later.list.n);
    log_formats_release(&later);
}

static void a_format_of_ones_own_replaces_one_that_is_not_read_yet(void **unused)
{
    static const char own[] = "id: iso\ntitle: Mine\nspecific: 99\npatterns: 'x(?<message>.*)'\nsamples: []\n";
    struct log_formats later = {0};
    struct problems ps = {0};
    struct log_detection d;
    (void)unused;
    load_shipped_formats_by(&later, log_formats_add_later);
    (void)log_format_find(&later, "cri"); /* which has it inside, and is read before */
    assert_true(log_formats_add(&later, "own.yaml", own, strlen(own), &ps));
    assert_int_equal(later.list.n, formats.list.n);
    assert_ptr_equal(later.list.v[0], log_format_find(&later, "iso"));
    assert_string_equal(log_format_title(log_format_find(&later, "iso")), "Mine");
    log_detect_first(&later, "xyz\n", 4, &d);
    assert_string_equal(id_of(&d), "iso");
    const struct log_format *cri = log_format_find(&later, "cri");
    bool is_new = false;
    for (size_t i = 0; i < cri->n_inside; i++)
        is_new |= cri->inside[i] == later.list.v[0];
    assert_true(is_new);
    problems_release(&ps);
    log_formats_release(&later);
}

static void one_that_is_wrong_after_all_reads_nothing_and_is_told_of(void **unused)
{
    static const char wrong[] = "id: bad\ntitle: Bad\nbegins: 'x'\npatterns: '(?<message>['\nsamples: []\n";
    struct log_formats later = {0};
    struct problems ps = {0};
    struct log_detection d;
    (void)unused;
    assert_true(log_formats_add_later(&later, "bad.yaml", wrong, strlen(wrong), &ps));
    assert_int_equal(ps.n_errors, 0);
    log_detect(&later, "xyz\n", 4, &d);
    assert_null(d.format);
    log_formats_release(&later);
    assert_true(log_formats_add_later(&later, "bad.yaml", wrong, strlen(wrong), &ps));
    log_formats_wake(&later, &ps);
    assert_int_equal(ps.n_errors, 1);
    problems_release(&ps);
    log_formats_release(&later);
}

static void what_is_not_on_one_line_is_read_as_yaml_at_once(void **unused)
{
    static const char *const tops[] = {"id: x\nbegins:\n  - 'a'\n", "id: \"x\"\n", "id: x\nbegins: [a,\n  b]\n", "id: x\nspecific: 1 # low\n",
                                       "id: x\nneeds: &it [a]\n", "title: x\n", "id: x\nbegins: 'it''s'\n", "id: x\nbegins: []\n", ""};
    static const char right[] = "id: x\r\nspecific: 7\nbegins: [ 'a, b' , c d ]\n";
    struct log_head h;
    (void)unused;
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
        assert_false(log_head_read(tops[i], strlen(tops[i]), &h));
    assert_true(log_head_read(right, strlen(right), &h));
    assert_int_equal(h.specific, 7);
    assert_int_equal(h.begins.n, 2);
    assert_int_equal(h.begins.v[0].n, 4);
    assert_int_equal(h.begins.v[1].n, 3);
}

static void a_mask_fits_where_it_says(void **unused)
{
    static const struct {
        const char *mask, *line;
        bool fits;
    } rows[] = {{"#a", "1a", true},  {"#a", "aa", false},   {"#a", "x1a", false}, {"#a", "1", false},   {"*#a", "x1a", true},  {"*#a", "1b1", false},
                {"?", "", false},    {"?", "x", true},      {"*", "*", true},     {"*", "x", false},    {"*# [", "a [1 [", true}, {"*##", "x", true},
                {"*a?b", "aab", true}, {"*a#b", "aabb", false}, {"*b #", "b 1", true}, {"*b #", " 1", false}, {"*] \"", "] ] \"", true}};
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct log_head h = {.begins = {{{rows[i].mask, strlen(rows[i].mask)}}, 1}};
        char *line = strdup(rows[i].line); /* at its exact size, for the sanitizer */
        if (log_head_may_fit(&h, line, strlen(line)) != rows[i].fits)
            print_error("%s in %s\n", rows[i].mask, line);
        assert_true(log_head_may_fit(&h, line, strlen(line)) == rows[i].fits);
        free(line);
    }
}

static int set_up(void **unused)
{
    (void)unused;
    load_shipped_formats(&formats);
    load_shipped_formats_by(&asleep, log_formats_add_later);
    head = calloc(asleep.list.n, sizeof *head);
    for (size_t i = 0; i < asleep.list.n; i++)
        head[i] = asleep.list.v[i]->head;
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
    log_formats_release(&formats);
    log_formats_release(&asleep);
    free(head);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_format_reads_a_line_that_does_not_look_as_its_head_says),
        cmocka_unit_test(nor_of_the_logs_of_others),
        cmocka_unit_test(formats_that_are_read_later_are_found_all_the_same),
        cmocka_unit_test(few_are_read_for_an_access_log),
        cmocka_unit_test(a_format_of_ones_own_replaces_one_that_is_not_read_yet),
        cmocka_unit_test(one_that_is_wrong_after_all_reads_nothing_and_is_told_of),
        cmocka_unit_test(what_is_not_on_one_line_is_read_as_yaml_at_once),
        cmocka_unit_test(a_mask_fits_where_it_says),
    };
    return cmocka_run_group_tests_name("format heads", tests, set_up, tear_down);
}
