/* Any bytes as a finding's JSON: what is one can be shown, and survives being printed and read again. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "logs/finding.h"
#include "text/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void show(const struct log_finding *f, bool has_unicode)
{
    struct log_text_options o = {.now = INT64_C(1772348400000000), .columns = has_unicode ? 80 : 40, .has_unicode = has_unicode, .top = 50};
    struct str out = {0};
    log_finding_headline(f, o.now, NULL, &out);
    log_finding_spread(f, &out);
    log_finding_summary(f, &o, &out);
    assert(clean_is_clean(str_get(&out), out.n, CLEAN_TEXT));
    str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct log_finding f, back;
    struct err e = {0};
    struct str line = {0}, again = {0};
    bool is_one = log_finding_read((const char *)bytes, n, &f, &e);
    assert(is_one || *e.text);
    if (is_one) {
        show(&f, true);
        show(&f, false);
        log_finding_print(&f, &line);
        assert(line.n <= LOG_FINDING_BYTES && !memchr(line.s, '\n', line.n));
        bool ok = log_finding_read(line.s, line.n, &back, &e);
        assert(ok);
        log_finding_print(&back, &again);
        assert(str_eq(line.s, again.s));
        log_finding_release(&back);
    }
    log_finding_release(&f);
    str_release(&line);
    str_release(&again);
    return 0;
}
