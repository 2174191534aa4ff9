/* What is promised of a reason: it is stored in no language, and shown as a sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "incident/why.h"

static void shows(const char *why, const char *sentence)
{
    struct str out = {0};
    why_show(why, &out);
    assert_string_equal(str_get(&out), sentence);
    str_release(&out);
}

static void a_refusal_of_the_system_is_kept_by_its_name(void **state)
{
    static const struct {
        enum why why;
        int os_error;
        const char *code, *sentence;
    } cases[] = {
        {WHY_NO_TERMINAL, ENOSPC, "no_terminal ENOSPC", "no terminal could be made for the command: "},
        {WHY_TERMINAL_CLOSED, EIO, "terminal_closed EIO", "no terminal could be opened for the command: "},
        {WHY_NO_PIPE, EMFILE, "no_pipe EMFILE", "no pipe could be made for the command: "},
        {WHY_NO_PROCESS, EAGAIN, "no_process EAGAIN", "no process could be made for the command: "},
        {WHY_NO_SHELL, ENOENT, "no_shell ENOENT", "/bin/sh: "},
        {WHY_NO_SHELL, EDOM, NULL, "/bin/sh: "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char why[WHY_SYSTEM_TEXT];
        struct str sentence = {0};
        why_system(cases[i].why, cases[i].os_error, why);
        if (cases[i].code)
            assert_string_equal(why, cases[i].code);
        str_addf(&sentence, "%s%s", cases[i].sentence, strerror(cases[i].os_error));
        shows(why, sentence.s);
        str_release(&sentence);
    }
}

static void what_could_not_be_read_is_kept_with_its_text(void **state)
{
    struct arena arena = {0};
    (void)state;
    const char *why = why_not_a("number", "current.n", "12 apples and a % sign", &arena);
    assert_string_equal(why, "not_a number current.n 12 apples and a % sign");
    shows(why, "current.n: '12 apples and a % sign' is not a number");
    shows(why_not_a("time", "a.b", "", &arena), "a.b: '' is not a time");
    shows(why_pattern(WHY_HARD_PATTERN, "(a+)+ %n", &arena), "the pattern '(a+)+ %n' needs more work than it is given");
    shows(why_pattern(WHY_BAD_PATTERN, "(", &arena), "the pattern '(' cannot be read");
    arena_release(&arena);
}

/* A journal of another triage, or one that somebody wrote into. */
static void what_is_no_code_is_shown_as_it_is(void **state)
{
    static const char *const texts[] = {"the connection dropped", "", "no_shell", "no_shell nonsense", "not_a", "not_a number",
                                        "not_a number current.n", "no_such_code ENOENT", " ", "no_pipe  EMFILE"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        shows(texts[i], texts[i]);
    shows(NULL, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refusal_of_the_system_is_kept_by_its_name),
        cmocka_unit_test(what_could_not_be_read_is_kept_with_its_text),
        cmocka_unit_test(what_is_no_code_is_shown_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
