/* Any bytes as an alert: what is read has a title and a first alert, may be asked anything, and is beside a flow what it is. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "alert/alert.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void ask(struct alert *a)
{
    static const char *const names[] = {"alertname", "instance", "severity", "url", "/", "/alerts/0/labels", "/event/data/~0~1", "/00", ""};
    const struct alert_label *from = NULL;
    for (size_t one = 0; one <= a->one.n && one < 4; one++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            const struct alert_label *found = alert_find(a, one, names[i]);
            assert(!found || (!str_blank(found->value) && strlen(found->value) <= ALERT_MAX_VALUE));
            assert(!found || alert_glob("*", found->value));
            assert(!found || !strpbrk(found->value, "*?") || alert_glob(found->value, found->value));
            alert_differs(a, names[i]);
        }
    int level = alert_severity(a, 0, &from);
    assert(level >= 0 && level <= 4 && (level == 0) == (from == NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct alert a;
    struct err e = {0};
    if (alert_read((const char *)bytes, n, &a, &e)) {
        assert(e.code == 0 && a.source && !str_blank(a.title) && a.one.n >= 1 && a.one.n <= ALERT_MAX_ALERTS);
        assert((a.group == NULL) == (*a.key == '\0') && strlen(a.key) < ALERT_KEY);
        ask(&a);
        alert_release(&a);
    } else {
        assert(e.code && *e.text);
    }
    /* The first line as a pattern, the rest as a text: it ends. */
    const uint8_t *line = memchr(bytes, '\n', n);
    if (line && n < 4096) {
        char glob[4096], text[4096];
        size_t first = (size_t)(line - bytes);
        memcpy(glob, bytes, first), glob[first] = '\0';
        memcpy(text, line + 1, n - first - 1), text[n - first - 1] = '\0';
        alert_glob(glob, text);
    }
    return 0;
}
