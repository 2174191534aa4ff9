/* formats: what ships reads what it says it reads, and what a user writes is checked before it is used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats_at_hand.h"
#include "logs/format_own.h"
#include "logs/format_tell.h"

static void the_samples_of_every_shipped_format_are_read_as_they_say(void **state)
{
    struct log_formats *set = *state;
    struct problems ps = {0};
    for (size_t i = 0; i < set->list.n; i++)
        assert_true(log_format_check(set->list.v[i], &ps) > 0);
    print_problems(&ps);
    assert_int_equal(ps.n_errors, 0);
    problems_release(&ps);
}

static void every_sample_alone_is_detected_as_its_format(void **state)
{
    struct log_formats *set = *state;
    int wrong = 0;
    for (size_t i = 0; i < set->list.n; i++) {
        const struct log_format *f = set->list.v[i];
        for (size_t k = 0; k < f->n_samples && !f->inside_only; k++) {
            struct log_detection d;
            log_detect(set, f->sample[k].line->text, f->sample[k].line->n, &d);
            if (d.format == f)
                continue;
            wrong++;
            fprintf(stderr, "# %s: sample %zu is taken for %s\n", f->id, k + 1, d.format ? d.format->id : "none");
        }
    }
    assert_int_equal(wrong, 0);
}

static int set_up(void **state)
{
    static struct log_formats set;
    load_shipped_formats(&set);
    *state = &set;
    return 0;
}

static int tear_down(void **state)
{
    log_formats_release(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_samples_of_every_shipped_format_are_read_as_they_say),
        cmocka_unit_test(every_sample_alone_is_detected_as_its_format),
    };
    return cmocka_run_group_tests_name("formats", tests, set_up, tear_down);
}
