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
    assert_null(command_of(PROBE_HTTP, field, 2, &arena));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_arguments_and_a_map_is_options),
        cmocka_unit_test(what_is_no_value_is_to_the_letter),
        cmocka_unit_test(a_command_is_one_option),
    };
    return cmocka_run_group_tests_name("probe_command", tests, NULL, NULL);
}
