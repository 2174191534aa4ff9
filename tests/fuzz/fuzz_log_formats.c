/* Any bytes as a format of logs in YAML, and what stands behind a line of "%%%" as lines to be read by it: what is no format
 * is refused with a problem, and what is one reads anything. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "logs/format.h"
#include "logs/format_tell.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void read_lines(struct log_formats *set, const char *s, size_t n)
{
    struct log_clock clock = {.newest = INT64_C(1772348400000000)};
    struct log_scratch *quickly = log_scratch_new(), *slowly = log_scratch_new();
    struct log_detection d;
    struct log_record a, b;
    for (const char *end = s + n; s < end;) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        size_t length = (size_t)((newline ? newline : end) - s);
        bool is_read = log_format_parse(set->list.v[0], &clock, s, length, quickly, &a);
        assert(is_read == log_format_parse_slowly(set->list.v[0], &clock, s, length, slowly, &b));
        assert(!is_read || (a.at == b.at && a.level == b.level && a.status == b.status));
        log_detect(set, s, length, &d);
        s += length + 1;
    }
    log_scratch_free(quickly);
    log_scratch_free(slowly);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct log_formats set = {0}, later = {0};
    struct problems ps = {0};
    struct log_detection d;
    struct str out = {0};
    const char *s = (const char *)bytes, *mark = n ? memmem(s, n, "%%%\n", 4) : NULL;
    size_t head = mark ? (size_t)(mark - s) : n;
    bool is_one = log_formats_add(&set, "fuzz.yaml", s, head, &ps);
    assert(is_one || ps.n_errors);
    assert(set.list.n == is_one);
    if (is_one) {
        log_formats_wake(&set, &ps);
        log_format_check(set.list.v[0], &ps);
        log_formats_list(&set, &out);
    }
    if (is_one && mark)
        read_lines(&set, mark + 4, n - head - 4);
    if (log_formats_add_later(&later, "fuzz.yaml", s, head, &ps) && mark)
        log_detect_first(&later, mark + 4, n - head - 4, &d);
    log_formats_wake(&later, &ps);
    log_formats_release(&later);
    str_release(&out);
    problems_release(&ps);
    log_formats_release(&set);
    return 0;
}
