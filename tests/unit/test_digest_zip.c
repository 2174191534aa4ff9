/* SHA-256 against the examples of the standard, and packing that survives hostile bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/digest.h"
#include "text/zip.h"

static void hex_of(const char *s, size_t n, char hex[DIGEST_HEX])
{
    unsigned char d[DIGEST_SIZE];
    digest_of(s, n, d);
    digest_hex(d, sizeof d, hex);
}

static void the_digest_is_sha_256(void **state)
{
    static const struct {
        const char *text, *hex;
    } cases[] = { /* FIPS 180-4 examples */
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char hex[DIGEST_HEX];
        hex_of(cases[i].text, strlen(cases[i].text), hex);
        assert_string_equal(hex, cases[i].hex);
    }
}

static void parts_digest_as_the_whole(void **state)
{
    char text[1000], whole[DIGEST_HEX], parts[DIGEST_HEX];
    unsigned char out[DIGEST_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 7);
    hex_of(text, sizeof text, whole);
    struct digest d;
    digest_init(&d);
    for (size_t i = 0; i < sizeof text; i += 125)
        digest_add(&d, text + i, 125);
    digest_end(&d, out);
    digest_hex(out, sizeof out, parts);
    assert_string_equal(whole, parts);
}

static void only_whole_hex_is_read_back(void **state)
{
    unsigned char out[4], same[4] = {0x00, 0x9f, 0xA0, 0xff};
    (void)state;
    assert_true(digest_unhex("009fA0ff", out, 4));
    assert_memory_equal(out, same, 4);
    assert_false(digest_unhex("009fA0f", out, 4));
    assert_false(digest_unhex("009fA0ff0", out, 4));
    assert_false(digest_unhex("009fA0fg", out, 4));
    assert_false(digest_unhex("", out, 4));
}

static void what_is_packed_comes_back(void **state)
{
    struct str text = {0}, packed = {0}, back = {0};
    struct err e = {0};
    (void)state;
    for (int i = 0; i < 20000; i++)
        str_addf(&text, "line %d of a log\n", i);
    str_add_n(&text, "\0\xff", 2);
    zip_pack(text.s, text.n, &packed);
    assert_true(packed.n < text.n / 3);
    assert_true(zip_unpack(packed.s, packed.n, text.n, &back, &e));
    assert_int_equal(back.n, text.n);
    assert_memory_equal(back.s, text.s, text.n);
    str_clear(&packed);
    str_clear(&back);
    zip_pack("", 0, &packed);
    assert_true(zip_unpack(packed.s, packed.n, 0, &back, &e) && back.n == 0);
    str_release(&text);
    str_release(&packed);
    str_release(&back);
}

static void a_bomb_and_damage_are_refused_and_leave_nothing(void **state)
{
    struct str zeros = {0}, packed = {0}, back = {0};
    struct err e = {0};
    (void)state;
    str_add_repeat(&zeros, 'a', 5 << 20);
    zip_pack(zeros.s, zeros.n, &packed);
    str_add(&back, "kept");
    assert_false(zip_unpack(packed.s, packed.n, (5 << 20) - 1, &back, &e));
    assert_string_equal(back.s, "kept");
    for (size_t i = 0; i < packed.n; i++)
        assert_false(zip_unpack(packed.s, i, 8 << 20, &back, &e));
    str_add(&packed, "x");
    assert_false(zip_unpack(packed.s, packed.n, 8 << 20, &back, &e));
    assert_false(zip_unpack("garbage", 7, 100, &back, &e));
    assert_string_equal(back.s, "kept");
    str_release(&zeros);
    str_release(&packed);
    str_release(&back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_digest_is_sha_256),
        cmocka_unit_test(parts_digest_as_the_whole),
        cmocka_unit_test(only_whole_hex_is_read_back),
        cmocka_unit_test(what_is_packed_comes_back),
        cmocka_unit_test(a_bomb_and_damage_are_refused_and_leave_nothing),
    };
    return cmocka_run_group_tests_name("digest and zip", tests, NULL, NULL);
}
