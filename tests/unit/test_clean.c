/* What reaches a screen: nothing that is obeyed, nothing that is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "text/clean.h"

static void expect(const char *in, size_t n, enum clean_mode mode, const char *wanted)
{
    struct str out = {0};
    clean_add(&out, in, n, mode);
    assert_string_equal(str_get(&out), wanted);
    assert_int_equal(out.n, strlen(wanted));
    assert_int_equal(clean_is_clean(in, n, mode), n == out.n && memcmp(in, wanted, n) == 0);
    assert_true(clean_is_clean(out.s, out.n, mode));
    str_release(&out);
}

#define LINE(in, wanted) expect(in, sizeof(in) - 1, CLEAN_LINE, wanted)
#define TEXT(in, wanted) expect(in, sizeof(in) - 1, CLEAN_TEXT, wanted)

static void what_is_harmless_stays(void **state)
{
    (void)state;
    LINE("", "");
    LINE("plain ~ text", "plain ~ text");
    LINE("Größe ▸ 漢字 🚒", "Größe ▸ 漢字 🚒");
    LINE("cafe\xcc\x81", "cafe\xcc\x81");
}

static void escape_sequences_are_letters(void **state)
{
    (void)state;
    LINE("\x1b[2J\x1b[H", "^[[2J^[[H");
    LINE("\x1b]52;c;aGk=\x07", "^[]52;c;aGk=^G");
    LINE("\x1bP+q\x1b\\", "^[P+q^[\\");
    LINE("\xc2\x9b" "2J", "\\x9b2J");
    LINE("\x9b" "2J", "\\x9b2J");
    LINE("a\x08\x7f\0b", "a^H^?^@b");
}

static void bad_utf8_is_spelt_byte_by_byte(void **state)
{
    (void)state;
    LINE("\xff\xc0\xaf", "\\xff\\xc0\\xaf");
    LINE("\xed\xa0\x80", "\\xed\\xa0\\x80");
    LINE("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
    LINE("\xe2\x82", "\\xe2\\x82");
}

static void what_hides_is_named(void **state)
{
    (void)state;
    LINE("a\u202e" "b", "a\\u{202e}b");
    LINE("a\u200b" "b", "a\\u{200b}b");
    LINE("so\u00ad" "ft", "so\\u{ad}ft");
    LINE("\ufeff" "x", "\\u{feff}x");
    LINE("\U000e0041", "\\u{e0041}");
    LINE("a\u2028" "b\u2029", "a\\u{2028}b\\u{2029}");
    LINE("\u2066x\u2069", "\\u{2066}x\\u{2069}");
    LINE("\ue000\U0010fffd", "\\u{e000}\\u{10fffd}");
}

static void two_marks_stay_on_a_character(void **state)
{
    (void)state;
    LINE("e\u0301\u0302\u0303\u0304x\u0301", "e\u0301\u0302\\u{303}\\u{304}x\u0301");
    LINE("\u0301x", "\\u{301}x");
    LINE("\x1b\u0301", "^[\\u{301}");
    TEXT("a\n\u0301", "a\n\\u{301}");
}

static void lines_and_tabs(void **state)
{
    (void)state;
    LINE("a\nb\r", "a^Jb^M");
    TEXT("a\r\nb\rc\n", "a\nb^Mc\n");
    TEXT("a\tb\n\tc", "a       b\n        c");
    LINE("1234567\t8", "1234567 8");
    LINE("12345678\t9", "12345678        9");
    LINE("漢\tx", "漢      x");
}

static void the_callers_get_their_own(void **state)
{
    (void)state;
    char *line = clean_line("a\tb\n"), *text = clean_text("x\0y\n", 4);
    assert_string_equal(line, "a       b^J");
    assert_string_equal(text, "x^@y\n");
    mem_free(line);
    mem_free(text);
}

/* A property: whatever went in, what came out is valid, printable, and clean already. */
static void assert_fit_for_a_screen(const struct str *out)
{
    uint32_t cp;
    for (size_t i = 0, n; i < out->n; i += n) {
        n = utf8_decode(out->s + i, out->n - i, &cp);
        assert_int_not_equal(n, 0);
        assert_true(cp == '\n' || cp >= 0x20);
        assert_false(cp >= 0x7f && cp < 0xa0);
    }
    assert_true(clean_is_clean(out->s, out->n, CLEAN_TEXT));
}

static void random_bytes_come_out_clean(void **state)
{
    (void)state;
    uint32_t seed = 42;
    for (int round = 0; round < 20000; round++) {
        char in[24];
        for (size_t i = 0; i < sizeof in; i++) {
            seed = seed * 1664525u + 1013904223u;
            static const unsigned char lead[] = {0xe2, 0x80, 0xae, 0xcc, 0x81, 0xf3, 0xa0, 0x1b};
            in[i] = (char)(seed & 1u << 20 ? lead[seed >> 29] : seed >> 24);
        }
        struct str out = {0};
        clean_add(&out, in, sizeof in, CLEAN_TEXT);
        assert_fit_for_a_screen(&out);
        str_release(&out);
    }
}

static void naughty_strings_come_out_clean(void **state)
{
    (void)state;
    const char *corpora = getenv("TRIAGE_CORPORA");
    char path[4096], line[65536];
    snprintf(path, sizeof path, "%s/strings/blns/blns.txt", corpora ? corpora : "");
    FILE *f = fopen(path, "r");
    if (!f)
        return; /* the corpus does not ship */
    for (size_t n; (n = fread(line, 1, 1000, f)) > 0;) {
        struct str out = {0};
        clean_add(&out, line, n, CLEAN_TEXT);
        assert_fit_for_a_screen(&out);
        str_release(&out);
    }
    fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_harmless_stays),
        cmocka_unit_test(escape_sequences_are_letters),
        cmocka_unit_test(bad_utf8_is_spelt_byte_by_byte),
        cmocka_unit_test(what_hides_is_named),
        cmocka_unit_test(two_marks_stay_on_a_character),
        cmocka_unit_test(lines_and_tabs),
        cmocka_unit_test(the_callers_get_their_own),
        cmocka_unit_test(random_bytes_come_out_clean),
        cmocka_unit_test(naughty_strings_come_out_clean),
    };
    return cmocka_run_group_tests_name("clean", tests, NULL, NULL);
}
