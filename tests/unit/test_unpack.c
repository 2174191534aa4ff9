/* Packed streams, piece by piece: the same bytes come out whatever the pieces, several members are one stream, and damage
 * is seen. The packed bytes are what gzip and zstd wrote of the text below. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/str.h"
#include "text/zip.h"
#include "text/zstd.h"

/* printf 'one\ntwo\n' | gzip -n */
static const char two_lines[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\xcf\x4b\xe5\x2a\x29\xcf\xe7\x02\0\xe6\x0b\xba\x12\x08\0\0";
/* printf 'one\ntwo\n' | zstd */
static const char two_lines_zstd[] = "\x28\xb5\x2f\xfd\x04\x58\x41\0\0one\ntwo\n\xe6\xa6\x0e\x40";

struct unpacker {
    struct zip_stream *zip;
    struct zstd_stream *zstd;
};

static enum unpack_result step(struct unpacker *u, struct unpack_step *s)
{
    return u->zip ? zip_stream_step(u->zip, s) : zstd_stream_step(u->zstd, s);
}

/* Hands in `piece` bytes at a time, with room for `room`. */
static enum unpack_result unpack(struct unpacker u, const char *in, size_t n, size_t piece, size_t room, struct str *out)
{
    enum unpack_result r = UNPACK_ON;
    char buffer[64];
    str_clear(out);
    for (size_t at = 0; at < n && r <= UNPACK_WHOLE;) {
        struct unpack_step s = {in + at, n - at < piece ? n - at : piece, buffer, room};
        r = step(&u, &s);
        str_add_n(out, buffer, (size_t)(s.out - buffer));
        at = (size_t)(s.in - in);
    }
    for (size_t got = 1; got > 0 && r <= UNPACK_WHOLE;) { /* what is left in it */
        struct unpack_step s = {in + n, 0, buffer, room};
        r = step(&u, &s);
        got = (size_t)(s.out - buffer);
        str_add_n(out, buffer, got);
    }
    zip_stream_free(u.zip);
    zstd_stream_free(u.zstd);
    return r;
}

static struct unpacker gzip(void)
{
    return (struct unpacker){.zip = zip_stream_new()};
}

static struct unpacker zstd(void)
{
    return (struct unpacker){.zstd = zstd_stream_new()};
}

static void expect_any_pieces(struct unpacker (*begin)(void), const char *in, size_t n, const char *text)
{
    struct str out = {0};
    for (size_t piece = 1; piece <= n; piece++)
        for (size_t room = 1; room <= 64; room += 7) {
            assert_int_equal(unpack(begin(), in, n, piece, room, &out), UNPACK_WHOLE);
            assert_string_equal(str_get(&out), text);
        }
    str_release(&out);
}

static void pieces_do_not_matter(void **state)
{
    (void)state;
    expect_any_pieces(gzip, two_lines, sizeof two_lines, "one\ntwo\n");
    if (zstd_is_built_in())
        expect_any_pieces(zstd, two_lines_zstd, sizeof two_lines_zstd - 1, "one\ntwo\n");
}

static void members_are_one_stream(void **state)
{
    struct str in = {0};
    (void)state;
    str_add_n(&in, two_lines, sizeof two_lines);
    str_add_n(&in, two_lines, sizeof two_lines);
    str_add_n(&in, "\0\0\0\0\0", 5);
    expect_any_pieces(gzip, in.s, in.n, "one\ntwo\none\ntwo\n");
    str_clear(&in);
    str_add_n(&in, two_lines_zstd, sizeof two_lines_zstd - 1);
    str_add_n(&in, two_lines_zstd, sizeof two_lines_zstd - 1);
    if (zstd_is_built_in())
        expect_any_pieces(zstd, in.s, in.n, "one\ntwo\none\ntwo\n");
    str_release(&in);
}

static void an_early_end_is_no_whole_one(void **state)
{
    struct str out = {0};
    (void)state;
    for (size_t n = 1; n < sizeof two_lines; n++)
        assert_int_equal(unpack(gzip(), two_lines, n, n, 64, &out), UNPACK_ON);
    for (size_t n = 1; n < sizeof two_lines_zstd - 1 && zstd_is_built_in(); n++)
        assert_int_equal(unpack(zstd(), two_lines_zstd, n, n, 64, &out), UNPACK_ON);
    str_release(&out);
}

static void expect_damage(struct unpacker (*begin)(void), const char *in, size_t n)
{
    struct str out = {0};
    char bytes[64];
    memcpy(bytes, in, n);
    bytes[n - 6] ^= 1; /* in a checksum, or in what it sums up */
    assert_int_equal(unpack(begin(), bytes, n, n, 64, &out), UNPACK_DAMAGED);
    memcpy(bytes, in, n);
    memcpy(bytes + n, "xyzzy", 5);
    assert_int_equal(unpack(begin(), bytes, n + 5, n + 5, 64, &out), UNPACK_DAMAGED);
    assert_string_equal(str_get(&out), "one\ntwo\n");
    str_release(&out);
}

static void damage_is_seen(void **state)
{
    (void)state;
    expect_damage(gzip, two_lines, sizeof two_lines);
    if (zstd_is_built_in())
        expect_damage(zstd, two_lines_zstd, sizeof two_lines_zstd - 1);
}

/* A frame header that asks for a window of 2 GB. */
static void a_window_too_wide_is_refused(void **state)
{
    static const char wide[] = "\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00";
    struct str out = {0};
    (void)state;
    if (!zstd_is_built_in())
        return; /* not to be seen here */
    assert_int_equal(unpack(zstd(), wide, sizeof wide - 1, 9, 64, &out), UNPACK_WIDE);
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_do_not_matter),         cmocka_unit_test(members_are_one_stream),
        cmocka_unit_test(an_early_end_is_no_whole_one), cmocka_unit_test(damage_is_seen),
        cmocka_unit_test(a_window_too_wide_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
