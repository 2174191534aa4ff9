/* A Markdown runbook as a flow: what its parts become. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "runbook/fence.h"
#include "runbook_at_hand.h"

static struct runbook_at_hand at_hand;

static const struct flow *import_as(const char *file, const char *text)
{
    const char *first = NULL;
    struct err e = {0};
    take_runbook(&at_hand, file, text, strlen(text));
    assert_non_null(at_hand.flow);
    if (!problems_none(&at_hand.problems, &e))
        fail_msg("%s\n%s", e.text, at_hand.yaml.s);
    if (words_lost(&at_hand, &first))
        fail_msg("lost: %s\n%s", first, at_hand.yaml.s);
    return at_hand.flow;
}

static const struct flow *import(const char *text)
{
    return import_as("alerts/DiskFillingUp.md", text);
}

static int leave(void **state)
{
    (void)state;
    leave_runbook(&at_hand);
    return 0;
}

static const struct flow_step *step(const struct flow *f, const char *id)
{
    const struct flow_step *s = flow_find_step(f, id);
    if (!s)
        fail_msg("no step %s in\n%s", id, at_hand.yaml.s);
    return s;
}

static const struct flow_action *action(const struct flow *f, size_t i)
{
    for (size_t k = 0; k < f->n_observers; k++)
        if (f->observer[k].action && i-- == 0)
            return f->observer[k].action;
    fail_msg("too few actions in\n%s", at_hand.yaml.s);
    return NULL;
}

/* ---- parts ---- */

static const char whole[] = "# DiskFillingUp\n\n## Meaning\n\nIt fills.\n\n## Impact\n\nWrites fail.\n\n"
                            "## Diagnosis\n\nLook at it:\n\n```console\n$ df -h\nFilesystem Size\n```\n\n"
                            "## Mitigation\n\nOne of:\n\n### Delete\n\nOld things.\n\n### Resize\n\nMake it larger.\n";

static void meaning_and_impact_are_one_step(void **state)
{
    (void)state;
    const struct flow *f = import(whole);
    assert_string_equal(f->step[0].title, "DiskFillingUp");
    assert_non_null(strstr(f->step[0].text, "**Meaning:** It fills."));
    assert_non_null(strstr(f->step[0].text, "**Impact:** Writes fail."));
    assert_int_equal(f->step[1].phase, PHASE_LOGS);
}

static void an_alerts_name_starts_the_flow(void **state)
{
    (void)state;
    const struct flow *f = import(whole);
    assert_string_equal(f->id, "DiskFillingUp");
    assert_int_equal(f->n_matches, 1);
    assert_string_equal(f->match[0].label[0].glob, "DiskFillingUp");
}

static void headings_under_mitigation_are_alternatives(void **state)
{
    (void)state;
    const struct flow *f = import(whole);
    assert_true(step(f, "mitigation")->answers_fixes);
    assert_true(step(f, "delete")->is_fix);
    assert_true(step(f, "resize")->is_fix);
    assert_int_equal(step(f, "delete")->next, flow_step_index(f, "gone"));
}

static void one_heading_under_mitigation_is_no_choice(void **state)
{
    (void)state;
    const struct flow *f = import("# DiskFillingUp\n\n## Mitigation\n\nText.\n\n### Recommended actions\n\nMore.\n");
    assert_false(step(f, "mitigation")->answers_fixes);
    assert_true(step(f, "mitigation")->is_fix);
    assert_int_equal(at_hand.figures.fixes, 1);
}

static void it_asks_whether_the_alert_is_gone(void **state)
{
    (void)state;
    const struct flow_step *s = step(import(whole), "gone");
    assert_string_equal(s->title, "Is DiskFillingUp gone?");
    assert_int_equal(s->phase, PHASE_VERIFY);
    assert_int_equal(s->answer[0].outcome, OUTCOME_RESOLVED);
    assert_int_equal(s->answer[0].fix, FIX_HELPED);
    assert_int_equal(s->answer[1].next, flow_step_index(at_hand.flow, "mitigation"));
}

static void a_page_without_such_parts_goes_by_its_headings(void **state)
{
    (void)state;
    const struct flow *f = import_as("manual/purge-cache.html.md", "---\ntitle: Purge the cache\nowner_slack: \"#team\"\nsection: CDN\n---\n\n"
                                                                   "## Automatic\n\nNothing to do.\n\n## By hand\n\n`varnish` it.\n");
    assert_string_equal(f->id, "purge-cache");
    assert_string_equal(f->title, "Purge the cache");
    assert_string_equal(f->escalate.to, "#team");
    assert_int_equal(f->n_matches, 0);
    assert_string_equal(f->step[0].title, "Automatic");
    assert_non_null(strstr(at_hand.yaml.s, "# section: CDN"));
    assert_string_equal(step(f, "finished")->title, "Is it done?");
}

static void a_stub_says_where_the_runbook_is(void **state)
{
    (void)state;
    const struct flow *f = import("# DiskFillingUp\n\nMoved to [here](other/DiskFillingUp.md).\n");
    assert_true(at_hand.figures.is_stub);
    assert_string_equal(f->step[0].tip, "That runbook is here: triage start alerts/other/DiskFillingUp.md");
}

static void numbered_lists_are_checklists_but_for_what_has_commands(void **state)
{
    (void)state;
    const struct flow *f = import("# DiskFillingUp\n\n## Diagnosis\n\n1. Look.\n1. Think.\n1. Run this:\n\n   ```sh\n   df -h\n   ```\n\n- no task\n");
    const struct flow_step *s = step(f, "diagnosis");
    assert_int_equal(s->items.n, 2);
    assert_string_equal(s->items.v[0], "1. Look.");
    assert_string_equal(s->items.v[1], "2. Think.");
    assert_int_equal(s->n_actions, 1);
    assert_non_null(strstr(s->text, "3. Run this:"));
}

static void what_verifies_comes_with_the_question(void **state)
{
    (void)state;
    const struct flow *f = import("# DiskFillingUp\n\n## Mitigation\n\nDo.\n\n## Verification\n\nLook:\n\n```sh\ndf -h\n```\n");
    const struct flow_step *s = step(f, "verification");
    assert_string_equal(s->ask, "Is DiskFillingUp gone?");
    assert_int_equal(s->n_actions, 1);
    assert_int_equal(s->n_answers, 3);
}

/* ---- commands ---- */

static void every_command_is_an_action_of_unknown_way_back(void **state)
{
    (void)state;
    const struct flow *f = import(whole);
    const struct flow_step *s = step(f, "diagnosis");
    assert_string_equal(action(f, 0)->run, "df -h");
    assert_true(action(f, 0)->undo_unknown);
    assert_false(action(f, 0)->by_hand);
    assert_non_null(strstr(s->text, "Filesystem Size")); /* sample output stays text */
}

static const struct flow_action *command_of(const char *info, const char *code)
{
    char text[2000];
    snprintf(text, sizeof text, "# DiskFillingUp\n\n## Diagnosis\n\n```%s\n%s```\n", info, code);
    return action(import(text), 0);
}

static void lines_that_go_on_stay_together(void **state)
{
    (void)state;
    static const struct {
        const char *code, *run;
    } rows[] = {
        {"$ kubectl get pods \\\n    -n x\nNAME READY\n", "kubectl get pods \\\n    -n x"},
        {"$ cat <<EOF | kubectl apply -f -\nkind: Pod\nEOF\nok\n", "cat <<EOF | kubectl apply -f -\nkind: Pod\nEOF"},
        {"$ echo 'a\n> b'\n", "echo 'a\nb'"},
        {"$ cd /tmp\n$ ls\n", "cd /tmp\nls"},
        {"for i in 1 2; do\n  echo $i\ndone\n", "for i in 1 2; do\n  echo $i\ndone"},
        {"$ export NS=\"$(oc get ns)\"\n", "export NS=\"$(oc get ns)\"; echo \"${NS:?nothing was found}\""},
        {"$ export NS=$(oc get ns)\n$ oc get pods -n $NS\n", "export NS=$(oc get ns)\noc get pods -n $NS"},
        {"pvcName=$(oc get pvc)\noc describe $pvcName\n", "pvcName=$(oc get pvc)\noc describe $pvcName"},
        {"# which pods\nkubectl get pods\n", "# which pods\nkubectl get pods"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(command_of("bash", rows[i].code)->run, rows[i].run);
        assert_int_equal(at_hand.figures.commands, 1);
        leave_runbook(&at_hand);
    }
    import(whole);
}

static void what_is_no_command_is_text(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"console", "node_filesystem_free_bytes\n"},
        {"bash", "Warning  FailedScheduling  3m53s  default-scheduler\n"},
        {"sh", "sum(rate(x[5m])) by (y)\n"},
        {"", "NAME   READY   AGE\n"},
        {"yaml", "kubectl: get\n"},
        {"promql", "kubectl get pods\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[400];
        snprintf(text, sizeof text, "# DiskFillingUp\n\n## Diagnosis\n\n```%s\n%s```\n", rows[i][0], rows[i][1]);
        import(text);
        assert_int_equal(at_hand.figures.commands, 0);
        leave_runbook(&at_hand);
    }
    import(whole);
}

static void interactive_ones_and_what_follows_are_for_copying(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        bool first, second;
    } rows[] = {
        {"$ oc rsh pod\n$ df -h\n", true, true},
        {"$ oc debug node/x\n$ chroot /host\n", true, true},
        {"$ kubectl exec -it pod -- bash\n$ ls\n", true, true},
        {"$ kubectl edit pod\n$ kubectl get pods\n", true, false},
        {"$ ssh web-1\n$ uptime\n", true, true},
        {"$ ssh web-1 uptime\n$ uptime\n", false, false},
        {"$ kubectl exec pod -- ls\n$ kubectl get pods\n", false, false},
        {"$ tail -f /var/log/x\n$ ls\n", true, false},
        {"sh-5.1# ls\nsh-5.1# df\n", true, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(command_of("console", rows[i].code)->by_hand, rows[i].first);
        assert_int_equal(action(at_hand.flow, 1)->by_hand, rows[i].second);
        leave_runbook(&at_hand);
    }
    import(whole);
}

/* ---- values ---- */

static void what_is_left_open_is_an_input(void **state)
{
    (void)state;
    static const struct {
        const char *code, *run, *input, *ask, *label;
    } rows[] = {
        {"$ kubectl -n <my-namespace> get pods\n", "kubectl -n \"$my_namespace\" get pods", "my_namespace", "my-namespace", "namespace"},
        {"$ oc get node/<node>\n", "oc get node/\"$node\"", "node", "node", "node"},
        {"$ NODE_NAME='<instance label from alert>'\n$ oc get $NODE_NAME\n", "oc get \"$node_name\"", "node_name", "instance label from alert", "instance"},
        {"$ oc get \"$POD\"\n", "oc get \"${pod}\"", "pod", "POD", "pod"},
        {"$ oc get ${POD}\n", "oc get \"$pod\"", "pod", "POD", "pod"},
        {"$ oc get --name '<vm>'\n", "oc get --name \"$vm\"", "vm", "vm", NULL},
        {"$ echo `oc get <pvc>`\n", "echo `oc get \"$pvc\"`", "pvc", "pvc", "persistentvolumeclaim"},
        {"$ PORT=8080\n$ curl localhost:$PORT\n", "curl localhost:\"$port\"", "port", "PORT", NULL},
        {"$ gds aws ${environment?}\n", "gds aws \"$environment\"", "environment", "environment", NULL},
        {"$ pvcName='<the claim>'\n$ oc get $pvcName\n", "oc get \"$pvc_name\"", "pvc_name", "the claim", "persistentvolumeclaim"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct flow_action *a = command_of("bash", rows[i].code);
        assert_string_equal(a->run, rows[i].run);
        assert_false(a->edit);
        assert_int_equal(at_hand.flow->n_inputs, 1);
        assert_string_equal(at_hand.flow->input[0].id, rows[i].input);
        assert_string_equal(at_hand.flow->input[0].ask, rows[i].ask);
        if (rows[i].label)
            assert_string_equal(at_hand.flow->input[0].label, rows[i].label);
        else
            assert_null(at_hand.flow->input[0].label);
        leave_runbook(&at_hand);
    }
    import(whole);
}

static void where_a_shell_puts_no_value_the_line_is_edited(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "$ jq '.name == \"<name>\"' x\n",
        "$ ssh host \"ls <dir>\"\n",
        "$ bash -c \"echo <what>\"\n",
        "$ cat <<EOF\nname: <name>\nEOF\n",
        "$ oc get pods ... -o yaml\n",
        "$ aws rds ${db-instance-name}\n",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(command_of("bash", rows[i])->edit);
        leave_runbook(&at_hand);
    }
    import(whole);
}

static void what_is_no_placeholder_stays(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"$ sort < list > out\n", "sort < list > out"},
        {"$ awk '{print $1}' x\n", "awk '{print $1}' x"},
        {"$ diff <(ls a) <(ls b)\n", "diff <(ls a) <(ls b)"},
        {"$ echo $HOME $x\n", "echo $HOME $x"},
        {"$ for X in a b; do echo $X; done\n", "for X in a b; do echo $X; done"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct flow_action *a = command_of("bash", rows[i][0]);
        assert_string_equal(a->run, rows[i][1]);
        assert_int_equal(at_hand.flow->n_inputs, 0);
        assert_false(a->edit);
        leave_runbook(&at_hand);
    }
    import(whole);
}

/* ---- what others put into Markdown ---- */

static void shortcodes_and_folds_are_readable(void **state)
{
    (void)state;
    const struct flow *f = import("# DiskFillingUp\n\n{{< hint warning >}}\nMind it.\n{{< /hint >}}\n\nSee [there]({{< ref \"./Other.md\" >}}).\n\n"
                                  "<details>\n<summary>Full context</summary>\n\nLong.\n\n</details>\n");
    const char *text = f->step[0].text;
    assert_non_null(strstr(text, "**warning**"));
    assert_non_null(strstr(text, "[there](./Other.md)"));
    assert_non_null(strstr(text, "**Full context**"));
    assert_null(strstr(text, "{{"));
    assert_null(strstr(text, "details"));
}

static void tables_stay_tables(void **state)
{
    (void)state;
    const struct flow *f = import("# DiskFillingUp\n\n## Diagnosis\n\n| a | b |\n|---|--:|\n| x `y|z` | **w** |\n");
    struct document d;
    const char *text = step(f, "diagnosis")->text;
    markdown_parse(text, strlen(text), &at_hand.arena, &d);
    assert_int_equal(d.block[0].kind, BLOCK_TABLE);
    assert_int_equal(d.block[0].n_columns, 2);
    assert_int_equal(d.block[0].align[1], ALIGN_RIGHT);
}

static void a_long_part_is_several_steps(void **state)
{
    (void)state;
    struct str text = {0};
    str_add(&text, "# DiskFillingUp\n\n## Diagnosis\n\n");
    for (int i = 0; i < 40; i++)
        str_addf(&text, "Paragraph %d says something.\n\n", i);
    const struct flow *f = import(str_get(&text));
    assert_true(f->n_steps > 4 && f->n_steps < 12);
    for (size_t i = 0; i < at_hand.problems.list.n; i++)
        assert_string_not_equal(at_hand.problems.list.v[i].rule, "text-tall");
    str_release(&text);
}

static void nothing_at_all_is_a_flow_too(void **state)
{
    (void)state;
    assert_int_equal(import_as("x.md", "")->n_steps, 1);
}

/* It is read outside of the sandbox, and an alert may name the runbook: work and memory stay near its size. */
static void a_block_of_beginnings_is_read_once(void **state)
{
    static const char *const lines[] = {"cat <<E\n", "cd x\n", "for x in 1\n", "echo \"a && \\\n"};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct str code = {0};
        struct arena arena = {0};
        struct fence f;
        while (code.n < 400000)
            str_add(&code, lines[i]);
        struct block b = {.kind = BLOCK_CODE, .info = "sh", .code = code.s};
        fence_read(&b, &arena, &f);
        assert_true(f.n_commands > 0);
        assert_true(arena.bytes < 64 * code.n);
        fence_release(&f);
        arena_release(&arena);
        str_release(&code);
    }
}

#define TEST(f) cmocka_unit_test_teardown(f, leave)

static void a_paragraph_of_beginnings_is_read_once(void **state)
{
    struct str text = {0};
    (void)state;
    str_add(&text, "# A\n\n");
    while (text.n < 300000)
        str_add(&text, "{{< x ");
    str_add(&text, "\n");
    import(str_get(&text));
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_block_of_beginnings_is_read_once),
        TEST(a_paragraph_of_beginnings_is_read_once),
        TEST(meaning_and_impact_are_one_step),
        TEST(an_alerts_name_starts_the_flow),
        TEST(headings_under_mitigation_are_alternatives),
        TEST(one_heading_under_mitigation_is_no_choice),
        TEST(it_asks_whether_the_alert_is_gone),
        TEST(a_page_without_such_parts_goes_by_its_headings),
        TEST(a_stub_says_where_the_runbook_is),
        TEST(numbered_lists_are_checklists_but_for_what_has_commands),
        TEST(what_verifies_comes_with_the_question),
        TEST(every_command_is_an_action_of_unknown_way_back),
        TEST(lines_that_go_on_stay_together),
        TEST(what_is_no_command_is_text),
        TEST(interactive_ones_and_what_follows_are_for_copying),
        TEST(what_is_left_open_is_an_input),
        TEST(where_a_shell_puts_no_value_the_line_is_edited),
        TEST(what_is_no_placeholder_stays),
        TEST(shortcodes_and_folds_are_readable),
        TEST(tables_stay_tables),
        TEST(a_long_part_is_several_steps),
        TEST(nothing_at_all_is_a_flow_too),
    };
    return cmocka_run_group_tests_name("runbook", tests, NULL, NULL);
}
