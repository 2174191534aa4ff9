/* Any bytes as a finding of an HTTP request: what is one can be shown, and survives being printed and read again. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "observe/finding.h"
#include "text/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void show(const struct http_finding *f, bool is_long, int columns)
{
    struct http_text_options o = {columns, is_long, is_long};
    struct str out = {0};
    http_finding_say(f, is_long, &out);
    http_finding_text(f, &o, &out);
    assert(clean_is_clean(str_get(&out), out.n, CLEAN_TEXT));
    str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct http_finding f, back;
    struct str line = {0}, again = {0};
    struct err e = {0};
    if (http_finding_read((const char *)bytes, n, &f, &e)) {
        show(&f, true, 80);
        show(&f, false, 20);
        http_finding_print(&f, &line);
        assert(!memchr(str_get(&line), '\n', line.n));
        bool ok = http_finding_read(str_get(&line), line.n, &back, &e);
        assert(ok);
        http_finding_print(&back, &again);
        /* What had to be cleaned is longer afterwards, and may then be cut. */
        assert(line.n > 2000 || strpbrk(str_get(&line), "^\\") || str_eq(str_get(&line), str_get(&again)));
        http_finding_release(&back);
    }
    http_finding_release(&f);
    str_release(&line);
    str_release(&again);
    return 0;
}
