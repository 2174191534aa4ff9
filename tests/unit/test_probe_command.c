/* A probe that triage itself is the engine of becomes a command in which no value stands as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/probe_command.h"

static const char *command_of(enum probe_kind kind, struct flow_field *field, size_t n, struct arena *arena)
{
    struct flow_probe probe = {.kind = kind, .field = field, .n_fields = n};
    return probe_command(&probe, arena);
}

static struct names one(const char **text)
{
    return (struct names){text, 1};
}

static void a_list_is_arguments_and_a_map_is_options(void **state)
{
    struct arena arena = {0};
    const char *paths[] = {"$access_log", "/var/log/app/*.log", "${app_log}"}, *since[] = {"2h"}, *count[] = {"pool timed out"};
    struct flow_field field[] = {{"paths", {paths, 3}}, {"since", one(since)}, {"count.db", one(count)}};
    (void)state;
    assert_string_equal(command_of(PROBE_LOGS, field, 3, &arena),
                        "triage logs --top --progress --since=2h --count='db=pool timed out' -- \"$access_log\" '/var/log/app/*.log' "
                        "\"${app_log}\"");
    arena_release(&arena);
}

static void what_is_no_value_is_to_the_letter(void **state)
{
    struct arena arena = {0};
    const char *paths[] = {"$a$(reboot)", "it's; `reboot`", "-rf", "", "$1", "${a"};
    struct flow_field field[] = {{"paths", {paths, 6}}};
    (void)state;
    assert_string_equal(command_of(PROBE_LOGS, field, 1, &arena),
                        "triage logs --top --progress --since=2h -- '$a$(reboot)' 'it'\\''s; `reboot`' -rf '' '$1' '${a'");
    arena_release(&arena);
}

static void a_command_is_one_option(void **state)
{
    struct arena arena = {0};
    const char *command[] = {"journalctl -u \"$service\" # all"}, *paths[] = {"a.log"};
    struct flow_field field[] = {{"command", one(command)}, {"paths", one(paths)}};
    (void)state;
    assert_string_equal(command_of(PROBE_LOGS, field, 2, &arena),
                        "triage logs --top --progress --since=2h --command='journalctl -u \"$service\" # all' -- a.log");
    assert_null(command_of(PROBE_RUN, field, 2, &arena));
    arena_release(&arena);
}

static void a_request_is_options_and_secrets_are_on_no_command_line(void **state)
{
    struct arena arena = {0};
    const char *url[] = {"$url"}, *auth[] = {"Bearer $token"}, *accept[] = {"it's"}, *agent[] = {"$user_agent"}, *repeat[] = {"20"},
               *other[] = {"https://staging/?q=$q"}, *status[] = {"2xx", "404"}, *db[] = {"up"};
    struct flow_field field[] = {{"url", one(url)},          {"headers.Authorization", one(auth)}, {"headers.Accept", one(accept)},
                                 {"user_agent", one(agent)}, {"repeat", one(repeat)},              {"compare.url", one(other)}};
    struct flow_field json[] = {{"/checks/db", one(db)}};
    struct flow_capture capture[] = {{.id = "v", .from = "/version"}, {.id = "n"}};
    struct flow_probe probe = {.kind = PROBE_HTTP, .field = field, .n_fields = 6, .timeout = 5000000, .every = 500000, .capture = capture, .n_captures = 2,
                               .expect = {.status = {status, 2}, .json = json, .n_json = 1, .latency = 800000}};
    (void)state;
    assert_string_equal(probe_command(&probe, &arena),
                        "triage http --progress --header-env='Authorization: Bearer $token' --header='Accept: it'\\''s' --user-agent=\"$user_agent\" "
                        "--repeat=20 --compare-env='https://staging/?q=$q' --every=500ms --timeout=5s --expect-status=2xx --expect-status=404 "
                        "--expect-json='/checks/db=up' --at-most=800ms --fact='v=/version' --fact='n=^n=(.*?)\\r?$' -- \"$url\"");
    assert_string_equal(probe_inner(&probe, &arena), "Bearer $token\nhttps://staging/?q=$q\n");
    arena_release(&arena);
}

static void a_url_with_a_value_in_it_is_filled_in_by_the_command(void **state)
{
    struct arena arena = {0};
    const char *url[] = {"https://shop.example/find?q=$what"}, *plain[] = {"https://shop.example/?a=1&b=2"};
    struct flow_field field[] = {{"url", one(url)}}, literal[] = {{"url", one(plain)}};
    (void)state;
    assert_string_equal(command_of(PROBE_HTTP, field, 1, &arena), "triage http --progress --url-env='https://shop.example/find?q=$what'");
    assert_string_equal(command_of(PROBE_HTTP, literal, 1, &arena), "triage http --progress -- 'https://shop.example/?a=1&b=2'");
    arena_release(&arena);
}

static void a_small_look_has_its_values_in_quotes_and_its_flags(void **state)
{
    struct arena arena = {0};
    const char *to[] = {"$host:$port"}, *odd[] = {"-x$(reboot)${a}b;'$h"}, *bound[] = {"10%"}, *yes[] = {"true"}, *no[] = {"false"},
               *path[] = {"$conf"};
    struct flow_field tcp[] = {{"to", one(to)}, {"at_most", one(path)}};
    struct flow_field file[] = {{"path", one(path)}, {"at_least_free", one(bound)}, {"digest", one(yes)}};
    struct flow_field plain[] = {{"path", one(odd)}, {"digest", one(no)}};
    struct flow_field mixed[] = {{"to", one(odd)}};
    (void)state;
    assert_string_equal(command_of(PROBE_TCP, tcp, 2, &arena), "triage tcp --json --at-most=\"$conf\" -- \"$host\":\"$port\"");
    assert_string_equal(command_of(PROBE_FILE, file, 3, &arena), "triage file --json --at-least-free=10% --digest -- \"$conf\"");
    assert_string_equal(command_of(PROBE_FILE, plain, 2, &arena), "triage file --json -- '-x$(reboot)${a}b;'\\''$h'");
    assert_string_equal(command_of(PROBE_TLS, mixed, 1, &arena), "triage tls --json -- -x'$(reboot)'\"${a}\"'b;'\\'''\"$h\"");
    struct flow_probe timed = {.kind = PROBE_UNIT, .field = tcp, .n_fields = 0, .timeout = 5000000};
    assert_string_equal(probe_command(&timed, &arena), "triage unit --json --timeout=5s");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_options_and_secrets_are_on_no_command_line),
        cmocka_unit_test(a_url_with_a_value_in_it_is_filled_in_by_the_command),
        cmocka_unit_test(a_list_is_arguments_and_a_map_is_options),
        cmocka_unit_test(what_is_no_value_is_to_the_letter),
        cmocka_unit_test(a_command_is_one_option),
        cmocka_unit_test(a_small_look_has_its_values_in_quotes_and_its_flags),
    };
    return cmocka_run_group_tests_name("probe_command", tests, NULL, NULL);
}
