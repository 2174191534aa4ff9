/* alert, corpora: payloads that others wrote are read for what they are. Needs $TRIAGE_CORPORA (default ../shared/corpora
 * beside the project); says so where it is absent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alert/alert.h"
#include "base/str.h"
#include "base/time.h"

static const struct {
    const char *file, *source, *title;
    size_t n_alerts, level; /* of severity */
    bool has_key, has_start;
} payloads[] = {
    {"alertmanager-webhook-prometheus_bot/testdata/production_example.json", "alertmanager", "LoadAverage_15MIN", 11, 2, true, true},
    {"alertmanager-webhook-prometheus_bot/testdata/noGenURL.json", "alertmanager", "node_down", 8, 2, true, true},
    {"alertmanager-webhook-prometheus_bot/testdata/emptyValue.json", "alertmanager", "empty_value", 1, 3, true, true},
    {"alertmanager-webhook-prometheus_bot/testdata/big_output.json", "alertmanager", "something_happend", 1, 3, true, true},
    {"alertmanager-webhook-prometheus_bot/testdata/simpe.json", "alertmanager", "something_happend", 1, 3, true, true},
    {"grafana-docs/webhook-notifier.json", "grafana", "High memory usage", 2, 0, true, true},
    {"alertmanager-webhook-msteams/examples/templates/card-grafana-inspired-payload.json", "alertmanager", "JustATestAlert_1", 3, 4, true, true},
    {"alertmanager-webhook-msteams/pkg/card/testdata/prom_post_request.json", "alertmanager", "high_memory_load", 1, 3, true, true},
    {"alertmanager-webhook-am-executor/examples/alert_payload.json", "alertmanager", "InstanceDown", 2, 0, true, true},
};

static bool read_whole(const char *path, struct str *text)
{
    char bytes[65536];
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, f)) > 0;)
        str_add_n(text, bytes, n);
    fclose(f);
    return true;
}

static bool is_as_expected(size_t row, const struct str *text)
{
    struct alert a;
    struct err e = {0};
    const struct alert_label *from = NULL;
    if (!alert_read(str_get(text), text->n, &a, &e)) {
        print_error("%s: %s\n", payloads[row].file, e.text);
        return false;
    }
    int level = alert_severity(&a, 0, &from);
    bool ok = str_eq(a.source, payloads[row].source) && str_eq(a.title, payloads[row].title) && a.one.n == payloads[row].n_alerts &&
              level == (int)payloads[row].level && (*a.key != '\0') == payloads[row].has_key && (a.starts != TIME_NONE) == payloads[row].has_start;
    if (!ok)
        print_error("%s: %s, %s, %zu alerts, level %d, key %s, starts %lld\n", payloads[row].file, a.source, a.title, a.one.n, level, a.key, (long long)a.starts);
    alert_release(&a);
    return ok;
}

static void payloads_of_others_are_read_for_what_they_are(void **state)
{
    const char *corpora = getenv("TRIAGE_CORPORA"), *top = getenv("top_srcdir");
    size_t there = 0, wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        struct str path = {0}, text = {0};
        str_addf(&path, "%s%s/alerts/%s", corpora ? corpora : top ? top : ".", corpora ? "" : "/../shared/corpora", payloads[i].file);
        if (read_whole(path.s, &text)) {
            there++;
            wrong += !is_as_expected(i, &text);
        }
        str_release(&path);
        str_release(&text);
    }
    if (there)
        print_message("%zu payloads, %zu of them not as they should be\n", there, wrong);
    else
        print_message("no payloads of others here (TRIAGE_CORPORA): nothing was read\n");
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(payloads_of_others_are_read_for_what_they_are)};
    return cmocka_run_group_tests_name("alert, corpora", tests, NULL, NULL);
}
