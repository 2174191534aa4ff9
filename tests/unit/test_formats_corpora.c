/* formats, corpora: logs that others wrote are taken for what they are, and their errors are those that grep counts. Needs
 * $TRIAGE_CORPORA (default ../shared/corpora beside the project); says so where it is absent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats_at_hand.h"

/* Where no format is named none shall fit: text, and logs that only their own program writes. Some are read by their times alone
 * (iso, times): W3C logs with fields of their own, Bro, strace, OpenAM. */
static const struct {
    const char *file, *format;
    size_t read;   /* lines; the others belong to the record before them */
    size_t errors; /* level error or status 500, and above */
} logs[] = {
    {"lnav-test/logfile_access_log.0", "combined", 3, 0},
    {"lnav-test/logfile_access_log.1", "combined", 1, 0},
    {"lnav-test/logfile_access_log_dupe.0", "combined", 3, 0},
    {"lnav-test/logfile_ansi.0", "iso", 1, 0},
    {"lnav-test/logfile_ansi.1", "syslog", 10, 0},
    {"lnav-test/logfile_bad_access_log.0", "combined", 2, 0},
    {"lnav-test/logfile_bad_syslog.0", "syslog", 4, 0},
    {"lnav-test/logfile_block.1", "times", 2, 0},
    {"lnav-test/logfile_block.2", "times", 2, 0},
    {"lnav-test/logfile_blued.0", "syslog", 6, 0},
    {"lnav-test/logfile_bro_conn.log.0", "times", 92, 0},
    {"lnav-test/logfile_bro_http.log.0", "times", 197, 0},
    {"lnav-test/logfile_bunyan.0", "json", 10, 0},
    {"lnav-test/logfile_caddy_log.0", "compose", 39, 0},
    {"lnav-test/logfile_caddy_log.1", "json", 4, 0},
    {"lnav-test/logfile_cloudflare.1", "json", 15, 1},
    {"lnav-test/logfile_cloudflare.json", "json", 1, 0},
    {"lnav-test/logfile_crlf.0", "iso", 2, 0},
    {"lnav-test/logfile_cxx.0", "syslog", 1, 0},
    {"lnav-test/logfile_docker_compose.0", "compose", 12, 0},
    {"lnav-test/logfile_docker_compose_with_noise.0", "compose", 12, 0},
    {"lnav-test/logfile_docker_compose_with_ts.0", "compose", 22, 0},
    {"lnav-test/logfile_dst.0", "syslog", 10, 0},
    {"lnav-test/logfile_ecs_log.json", "json", 5, 2},
    {"lnav-test/logfile_empty.0", NULL, 0, 0},
    {"lnav-test/logfile_epoch.0", "times", 2, 0},
    {"lnav-test/logfile_epoch.1", "iso", 2, 0},
    {"lnav-test/logfile_filter.0", "syslog", 13, 0},
    {"lnav-test/logfile_filter.1", "syslog", 1, 0},
    {"lnav-test/logfile_for_join.0", "syslog", 10, 0},
    {"lnav-test/logfile_generic.0", "iso", 2, 0},
    {"lnav-test/logfile_generic.1", "iso", 2, 1},
    {"lnav-test/logfile_generic.2", "iso", 2, 2},
    {"lnav-test/logfile_generic.3", "iso", 2, 0},
    {"lnav-test/logfile_generic_nanos.0", "iso", 2, 0},
    {"lnav-test/logfile_generic_with_header.0", "iso", 2, 0},
    {"lnav-test/logfile_glog.0", "klog", 7, 2},
    {"lnav-test/logfile_grafana.0", "logfmt", 5, 0},
    {"lnav-test/logfile_haproxy.0", "syslog", 17, 0},
    {"lnav-test/logfile_invalid_json.json", "json", 4, 0},
    {"lnav-test/logfile_invalid_json2.json", "json", 2, 0},
    {"lnav-test/logfile_invalid_tz.0", "iso", 2, 0},
    {"lnav-test/logfile_invalid_utf8.0", "python", 1, 0},
    {"lnav-test/logfile_java.0", "log4j", 20, 0},
    {"lnav-test/logfile_java.1", "log4j", 20, 0},
    {"lnav-test/logfile_journald.json", "journald", 2, 1},
    {"lnav-test/logfile_json.json", "json", 14, 3},
    {"lnav-test/logfile_json2.json", "json", 3, 2},
    {"lnav-test/logfile_json3.json", "json", 3, 1},
    {"lnav-test/logfile_json_invalid.json", "json", 12, 3},
    {"lnav-test/logfile_json_subsec.json", "json", 2, 0},
    {"lnav-test/logfile_jsonid.json", "json", 2, 0},
    {"lnav-test/logfile_laravel.0", "monolog", 82, 82},
    {"lnav-test/logfile_laravel.1", "monolog", 4, 2},
    {"lnav-test/logfile_leveltest.0", "iso", 8, 1},
    {"lnav-test/logfile_logfmt.0", "logfmt", 5, 2},
    {"lnav-test/logfile_mixed_json2.json", "json", 13, 3},
    {"lnav-test/logfile_mongodb.0", "mongodb", 3, 0},
    {"lnav-test/logfile_multiline.0", "iso", 2, 1},
    {"lnav-test/logfile_mux_zookeeper.0", "iso", 1, 0},
    {"lnav-test/logfile_muxed_syslog.0", "json", 14, 0},
    {"lnav-test/logfile_mysql_error.0", "mysql-error", 4, 0},
    {"lnav-test/logfile_mysql_gen.0", "mysql-general", 14, 0},
    {"lnav-test/logfile_mysql_slow.0", "mysql-slow", 6, 0},
    {"lnav-test/logfile_nested_json.json", "json", 13, 3},
    {"lnav-test/logfile_nextcloud.0", "nextcloud", 5, 0},
    {"lnav-test/logfile_openam.0", "iso", 2, 0},
    {"lnav-test/logfile_otel_collector.jsonl", "json", 6, 1},
    {"lnav-test/logfile_partitions.0", "syslog", 82, 0},
    {"lnav-test/logfile_pino.0", "json", 1, 0},
    {"lnav-test/logfile_plain.0", NULL, 0, 0},
    {"lnav-test/logfile_postgres.0", "postgres", 20, 1},
    {"lnav-test/logfile_postgres.1", "postgres", 5, 2},
    {"lnav-test/logfile_postgres.2", "postgres", 2, 2},
    {"lnav-test/logfile_pretty.0", "syslog", 6, 0},
    {"lnav-test/logfile_procstate.0", NULL, 0, 0},
    {"lnav-test/logfile_regexp_access_log.0", "vhost", 2, 0},
    {"lnav-test/logfile_rollover.0", "times", 6, 0},
    {"lnav-test/logfile_rollover.1", "syslog", 5, 0},
    {"lnav-test/logfile_rollover.2", "syslog", 375, 0},
    {"lnav-test/logfile_rust_tracing.0", "json", 5, 1},
    {"lnav-test/logfile_shop_access_log.0", "combined", 1000, 0},
    {"lnav-test/logfile_spark.0", "log4j", 399, 0},
    {"lnav-test/logfile_spark_dupe.0", "log4j", 399, 0},
    {"lnav-test/logfile_strace_log.0", "times", 9, 0},
    {"lnav-test/logfile_strace_log.1", NULL, 0, 0},
    {"lnav-test/logfile_strace_log.2", NULL, 0, 0},
    {"lnav-test/logfile_syslog.0", "syslog", 4, 0},
    {"lnav-test/logfile_syslog.1", "syslog", 4, 0},
    {"lnav-test/logfile_syslog.2", "syslog", 3, 0},
    {"lnav-test/logfile_syslog.3", "syslog", 7, 0},
    {"lnav-test/logfile_syslog_fr.0", "syslog-local", 1, 0},
    {"lnav-test/logfile_syslog_with_access_log.0", "syslog", 5, 0},
    {"lnav-test/logfile_syslog_with_header.0", "syslog", 4, 0},
    {"lnav-test/logfile_syslog_with_mixed_times.0", "syslog", 13, 0},
    {"lnav-test/logfile_tai64n.0", "times", 10, 0},
    {"lnav-test/logfile_tcf.0", NULL, 0, 0},
    {"lnav-test/logfile_tcf.1", NULL, 0, 0},
    {"lnav-test/logfile_tcsh_history.0", NULL, 0, 0},
    {"lnav-test/logfile_ts_value.0", "iso", 2, 0},
    {"lnav-test/logfile_uwsgi.0", "uwsgi", 18, 0},
    {"lnav-test/logfile_vami.0", "python", 1, 0},
    {"lnav-test/logfile_vdsm.0", "python", 5, 1},
    {"lnav-test/logfile_vmw_log.0", "iso", 3, 0},
    {"lnav-test/logfile_vpxd.0", "iso", 12, 0},
    {"lnav-test/logfile_w3c.0", "iis", 1, 0},
    {"lnav-test/logfile_w3c.1", NULL, 0, 0},
    {"lnav-test/logfile_w3c.2", "times", 14, 0},
    {"lnav-test/logfile_w3c.3", "iis", 3, 0},
    {"lnav-test/logfile_w3c.4", NULL, 0, 0},
    {"lnav-test/logfile_w3c.5", "iis", 1, 0},
    {"lnav-test/logfile_w3c.6", "iis", 1, 0},
    {"lnav-test/logfile_w3c_big.0", "iis", 210, 0},
    {"lnav-test/logfile_with_a_really_long_name_to_test_a_bug_with_long_names.0", NULL, 0, 0},
    {"lnav-test/logfile_with_zones.0", "iso", 3, 0},
    {"lnav-test/logfile_xml_msg.0", "iso", 3, 0},
    {"lnav-test/logfile_yday.0", "times", 2, 0},
    {"lnav-test/logfile_zap_console.0", "iso", 3, 1},
    {"beats-nginx/access.log", "combined", 7, 0},
    {"beats-nginx/error.log", "nginx-error", 4, 4},
    {"elastic-examples/Common Data Formats/apache_logs/apache_logs", "combined", 10000, 3},
    {"elastic-examples/Common Data Formats/nginx_json_plus_logs/nginxplus_json_logs", "json", 500, 0},
    {"elastic-examples/Machine Learning/Security Analytics Recipes/suspicious_login_activity/data/auth.log", "syslog", 7121, 193},
    {"elastic-examples/Miscellaneous/docker/full_stack_example/.kitchen/logs/kitchen.log", "rails", 29, 29},
    {"fluent-bit/tests/runtime/data/tail/log/dockermode.log", "docker-json", 3, 0},
    {"fluent-bit/tests/runtime/data/tail/log/dockermode_firstline_detection.log", "docker-json", 9, 0},
    {"fluent-bit/tests/runtime/data/tail/log/dockermode_multiple_lines.log", "docker-json", 6, 0},
    {"fluent-bit/tests/runtime/data/tail/log/dockermode_splitted_line.log", "docker-json", 6, 0},
    {"fluent-bit/tests/runtime/data/tail/log/dockermode_splitted_multiple_lines.log", "docker-json", 8, 0},
    {"fluent-bit/tests/runtime/data/tail/log/multiline_001.log", "json", 6, 0},
};

static size_t split(const char *bytes, size_t n, struct log_text *line, size_t most)
{
    size_t lines = 0;
    for (size_t at = 0; at < n && lines < most;) {
        const char *end = memchr(bytes + at, '\n', n - at);
        line[lines] = (struct log_text){bytes + at, end ? (size_t)(end - bytes) - at : n - at};
        at += line[lines++].n + 1;
    }
    return lines;
}

static void count(const struct log_format *f, const struct str *text, size_t *read, size_t *errors)
{
    enum { MOST = 20000 };
    struct log_clock clock = {.newest = INT64_C(1782864000) * TIME_SECOND};
    struct log_scratch *scratch = log_scratch_new();
    struct log_text *line = calloc(MOST, sizeof *line);
    struct log_record r;
    size_t n = split(text->s, text->n, line, MOST);
    for (size_t i = 0; i < n; i++)
        if (log_format_parse(f, &clock, line[i].s, line[i].n, scratch, &r)) {
            ++*read;
            *errors += log_is_error(&r, &log_rule_usual);
        }
    free(line);
    log_scratch_free(scratch);
}

static bool is_as_expected(struct log_formats *set, size_t row, const struct str *text)
{
    struct log_detection d;
    size_t read = 0, errors = 0;
    log_detect(set, str_get(text), text->n, &d);
    const char *format = d.format ? log_format_id(d.format) : NULL;
    if (d.format)
        count(d.format, text, &read, &errors);
    if (str_eq(format, logs[row].format) && read == logs[row].read && errors == logs[row].errors)
        return true;
    print_error("%s: %s, %zu read, %zu errors; not %s, %zu and %zu\n", logs[row].file, format ? format : "none", read, errors,
                logs[row].format ? logs[row].format : "none", logs[row].read, logs[row].errors);
    return false;
}

static void logs_of_others_are_taken_for_what_they_are(void **state)
{
    struct log_formats set = {0};
    const char *corpora = getenv("TRIAGE_CORPORA"), *top = getenv("top_srcdir");
    size_t there = 0, wrong = 0;
    (void)state;
    load_shipped_formats(&set);
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        struct str path = {0}, text = {0};
        str_addf(&path, "%s%s/logs/%s", corpora ? corpora : top ? top : ".", corpora ? "" : "/../shared/corpora", logs[i].file);
        if (read_whole(path.s, &text)) {
            there++;
            wrong += !is_as_expected(&set, i, &text);
        }
        str_release(&path);
        str_release(&text);
    }
    log_formats_release(&set);
    if (there)
        print_message("%zu logs, %zu of them not as they should be\n", there, wrong);
    else
        print_message("no logs of others here (TRIAGE_CORPORA): nothing was read\n");
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(logs_of_others_are_taken_for_what_they_are)};
    return cmocka_run_group_tests_name("formats, corpora", tests, NULL, NULL);
}
