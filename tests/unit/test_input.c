/* Keys out of bytes: sequences, pastes, and what is neither. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "ui/action.h"
#include "ui/input.h"

/* The names of all keys in these bytes, fed one by one, with a space between. */
static void names_of(const char *bytes, bool is_final, char out[400])
{
    struct input in = {0};
    struct key k;
    char name[16];
    out[0] = '\0';
    input_add_sequence(&in, "\033OA", PRESS_UP);
    for (size_t i = 0; bytes[i]; i++) {
        input_feed(&in, bytes + i, 1);
        while (input_next(&in, is_final && !bytes[i + 1], &k)) {
            key_format(&k, name);
            snprintf(out + strlen(out), 400 - strlen(out), "%s%s", out[0] ? " " : "", name);
            if (k.kind == PRESS_PASTE)
                snprintf(out + strlen(out), 400 - strlen(out), "(%.*s)", (int)k.n, k.text);
        }
    }
    input_release(&in);
}

static void known_sequences_are_keys(void **state)
{
    static const struct {
        const char *bytes, *keys;
    } cases[] = {
        {"q", "q"},
        {"\r", "Enter"},
        {"\n", "Enter"},
        {"\t", "Tab"},
        {"\033[Z", "Shift-Tab"},
        {"\177", "Backspace"},
        {"\033OA", "Up"},
        {"\033[A\033[B\033[C\033[D", "Up Down Right Left"},
        {"\033OB", "Down"},
        {"\033OP", "F1"},
        {"\033[[A", "F1"},
        {"\033[5~\033[6~\033[3~", "PgUp PgDn Delete"},
        {"\033[H\033[F\033[1~\033[4~", "Home End Home End"},
        {"\033[1;5A", "Up"},
        {"\003\017\014\032", "Ctrl-C Ctrl-O Ctrl-L Ctrl-Z"},
        {" ", "Space"}, {"\033[<64;10;5M\033[<65;10;5M", "Up Down"},
        {"\xc3\xa4\xe2\x82\xac", "\xc3\xa4 \xe2\x82\xac"},
    };
    char out[400];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        names_of(cases[i].bytes, true, out);
        assert_string_equal(out, cases[i].keys);
    }
}

static void unknown_sequences_are_swallowed_whole(void **state)
{
    char out[400];
    (void)state;
    names_of("\033[<0;3;4M\033[<0;3;4m\033[1;2;3;4yq\033[?62;cq\033O~q\xff"
             "q",
             true, out);
    assert_string_equal(out, "q q q q");
}

static void esc_alone_waits_until_nothing_comes(void **state)
{
    char out[400];
    (void)state;
    names_of("\033", false, out);
    assert_string_equal(out, "");
    names_of("\033", true, out);
    assert_string_equal(out, "Esc");
    names_of("\033q", true, out);
    assert_string_equal(out, "Esc q");
}

static void a_paste_is_one_key_whatever_is_in_it(void **state)
{
    char out[400];
    (void)state;
    names_of("a\033[200~r\rq\033[A\033[20\033[201~b", true, out);
    assert_string_equal(out, "a Paste(r\rq\033[A\033[20) b");
}

static void a_paste_too_long_is_cut_and_ends(void **state)
{
    struct input in = {0};
    struct key k;
    char block[1000];
    (void)state;
    memset(block, 'x', sizeof block);
    input_feed(&in, "\033[200~", 6);
    for (int i = 0; i < 300; i++) {
        input_feed(&in, block, sizeof block);
        assert_false(input_next(&in, false, &k));
    }
    input_feed(&in, "\033[201~q", 7);
    assert_true(input_next(&in, false, &k));
    assert_int_equal(k.kind, PRESS_PASTE);
    assert_int_equal(k.n, INPUT_PASTE_MAX);
    assert_true(input_next(&in, false, &k));
    assert_int_equal(k.cp, 'q');
    input_release(&in);
}

static void names_are_read_back(void **state)
{
    char name[16], list[200];
    struct key k, again;
    (void)state;
    for (int a = 0; a < N_ACTIONS; a++) {
        char *rest;
        snprintf(list, sizeof list, "%s", action_rows[a].keys);
        for (char *n = strtok_r(list, " ", &rest); n; n = strtok_r(NULL, " ", &rest)) {
            assert_true(key_parse(n, &k));
            key_format(&k, name);
            assert_true(key_parse(name, &again));
            assert_true(key_equal(&k, &again));
        }
    }
    assert_false(key_parse("Ctrl-", &k));
    assert_false(key_parse("nothing", &k));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_sequences_are_keys),
        cmocka_unit_test(unknown_sequences_are_swallowed_whole),
        cmocka_unit_test(esc_alone_waits_until_nothing_comes),
        cmocka_unit_test(a_paste_is_one_key_whatever_is_in_it),
        cmocka_unit_test(a_paste_too_long_is_cut_and_ends),
        cmocka_unit_test(names_are_read_back),
    };
    return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
