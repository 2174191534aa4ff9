/* Questions and answers of the DNS: what is asked, what is read, and what a stranger cannot do with an answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "observe/dns_message.h"

struct message {
    unsigned char bytes[2048];
    size_t n;
};

static void add(struct message *m, const char *bytes, size_t n)
{
    memcpy(m->bytes + m->n, bytes, n);
    m->n += n;
}
#define ADD(m, text) add(m, text, sizeof(text) - 1)

/* The head and the question of an answer to `query`. */
static void begin(struct message *m, const unsigned char *query, unsigned flags, unsigned answers)
{
    size_t question = 12;
    *m = (struct message){.n = 12};
    memcpy(m->bytes, query, 2);
    m->bytes[2] = (unsigned char)(flags >> 8);
    m->bytes[3] = (unsigned char)flags;
    m->bytes[5] = 1;
    m->bytes[6] = (unsigned char)(answers >> 8);
    m->bytes[7] = (unsigned char)answers;
    while (query[question])
        question += query[question] + 1u;
    add(m, (const char *)query + 12, question + 5 - 12);
}

static enum dns_read read_it(const struct message *m, const unsigned char *query, size_t n, struct dns_answer *a)
{
    return dns_answer_read(m->bytes, m->n, query, n, a);
}

static void a_question_asks_what_it_should(void **state)
{
    static const char expected[] = "\x12\x34\x01\0\0\1\0\0\0\0\0\1\4shop\4test\0\0\x1c\0\1\0\0\x29\x04\xd0\0\0\0\0\0";
    unsigned char query[DNS_QUERY_MOST];
    (void)state;
    size_t n = dns_query_write("shop.test.", DNS_AAAA, 0x1234, query);
    assert_int_equal(n, sizeof expected);
    assert_memory_equal(query, expected, n);
}

static void names_are_what_dns_can_hold(void **state)
{
    char name[300];
    (void)state;
    assert_true(dns_is_name("a") && dns_is_name("a.b.") && dns_is_name("_x._tcp.a-b.test") && dns_is_name("-x"));
    assert_false(dns_is_name("") || dns_is_name(".") || dns_is_name("a..b") || dns_is_name(".a") || dns_is_name("a b") || dns_is_name("a\n"));
    memset(name, 'a', sizeof name);
    name[64] = '\0';
    assert_false(dns_is_name(name));
    name[63] = '\0';
    assert_true(dns_is_name(name));
    for (size_t i = 1; i < sizeof name; i += 2)
        name[i] = '.';
    name[63] = '.', name[64] = 'a';
    name[253] = '\0';
    assert_true(dns_is_name(name));
    name[253] = '.', name[254] = 'a', name[255] = '\0';
    assert_false(dns_is_name(name));
}

static void records_are_read_with_their_ttl(void **state)
{
    unsigned char query[DNS_QUERY_MOST];
    struct dns_answer a;
    struct message m;
    size_t n = dns_query_write("shop.test", DNS_A, 7, query);
    (void)state;
    begin(&m, query, 0x8180, 3);
    ADD(&m, "\xc0\x0c\0\5\0\1\0\0\1\x2c\0\6\3web\xc0\x0c");
    ADD(&m, "\3web\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x0a\0\0\5");
    ADD(&m, "\xc0\x0c\0\x10\0\1\0\0\0\x3c\0\2\1x"); /* nobody asked for a TXT */
    assert_int_equal(read_it(&m, query, n, &a), DNS_ANSWERED);
    assert_int_equal(a.rcode, 0);
    assert_int_equal(a.n_records, 2);
    assert_int_equal(a.record[0].type, DNS_CNAME);
    assert_string_equal(a.record[0].text, "web.shop.test");
    assert_int_equal(a.record[0].ttl, 300);
    assert_string_equal(a.record[1].text, "10.0.0.5");
    assert_int_equal(a.record[1].ttl, 60);
}

static const char *text_of(unsigned type, const char *data, size_t n_data, struct dns_answer *a)
{
    unsigned char query[DNS_QUERY_MOST];
    struct message m;
    size_t n = dns_query_write("shop.test", type, 7, query);
    char head[12] = {'\xc0', '\x0c', (char)(type >> 8), (char)type, 0, 1, 0, 0, 0, 60, 0, (char)n_data};
    begin(&m, query, 0x8180, 1);
    add(&m, head, sizeof head);
    add(&m, data, n_data);
    return read_it(&m, query, n, a) == DNS_ANSWERED && a->n_records == 1 ? a->record[0].text : "garbage";
}
#define TEXT_OF(type, data) text_of(type, data, sizeof(data) - 1, &a)

static void each_type_has_its_text(void **state)
{
    struct dns_answer a;
    (void)state;
    assert_string_equal(TEXT_OF(DNS_AAAA, "\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"), "2001:db8::1");
    assert_string_equal(TEXT_OF(DNS_AAAA, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "::");
    assert_string_equal(TEXT_OF(DNS_AAAA, "\x20\1\0\0\0\1\0\1\0\1\0\1\0\0\0\0"), "2001:0:1:1:1:1::");
    assert_string_equal(TEXT_OF(DNS_MX, "\0\x0a\4mail\xc0\x0c"), "10 mail.shop.test");
    assert_string_equal(TEXT_OF(DNS_SRV, "\0\1\0\2\x14\x66\2db\0"), "1 2 5222 db");
    assert_string_equal(TEXT_OF(DNS_TXT, "\4a\"\x1b;\1b"), "\"a\\\"\\027;\" \"b\"");
    assert_string_equal(TEXT_OF(DNS_CAA, "\0\5issueca.test"), "0 issue \"ca.test\"");
    assert_string_equal(TEXT_OF(DNS_NS, "\0"), ".");
    assert_string_equal(TEXT_OF(DNS_SOA, "\1a\0\1b\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\5"), "a b 1 2 3 4 5");
    assert_string_equal(TEXT_OF(DNS_NS, "\3a.b\0"), "a\\.b");
    assert_string_equal(TEXT_OF(DNS_A, "\1\2\3"), "garbage");
    assert_string_equal(TEXT_OF(DNS_TXT, "\x7fx"), "garbage");
    assert_string_equal(TEXT_OF(DNS_NS, "\xc0\x2b"), "garbage"); /* a pointer to itself */
    assert_string_equal(TEXT_OF(DNS_NS, "\1a\xc0\x2b"), "garbage"); /* a circle */
    assert_string_equal(TEXT_OF(DNS_NS, "\xc0\xff"), "garbage"); /* ahead */
}

static void what_is_not_about_the_question_is_not_an_answer(void **state)
{
    unsigned char query[DNS_QUERY_MOST], other[DNS_QUERY_MOST];
    struct dns_answer a;
    struct message m;
    size_t n = dns_query_write("shop.test", DNS_A, 7, query);
    (void)state;
    begin(&m, query, 0x8183, 0);
    assert_int_equal(read_it(&m, query, n, &a), DNS_ANSWERED);
    assert_int_equal(a.rcode, 3);
    m.bytes[13] = 'S'; /* servers may change the case */
    assert_int_equal(read_it(&m, query, n, &a), DNS_ANSWERED);
    m.bytes[1] = 8;
    assert_int_equal(read_it(&m, query, n, &a), DNS_OTHER);
    dns_query_write("shop.tesu", DNS_A, 7, other);
    begin(&m, other, 0x8180, 0);
    assert_int_equal(read_it(&m, query, n, &a), DNS_OTHER);
    begin(&m, query, 0x0180, 0); /* a question is none */
    assert_int_equal(read_it(&m, query, n, &a), DNS_OTHER);
    begin(&m, query, 0x8180, 900);
    assert_int_equal(read_it(&m, query, n, &a), DNS_GARBAGE);
    begin(&m, query, 0x8380, 900); /* cut: to be asked for again by TCP */
    assert_int_equal(read_it(&m, query, n, &a), DNS_ANSWERED);
    assert_true(a.is_cut);
    for (size_t k = 0; k < m.n; k++)
        assert_int_not_equal(dns_answer_read(m.bytes, k, query, n, &a), DNS_ANSWERED);
}

static void more_records_than_are_kept_are_read_and_left(void **state)
{
    unsigned char query[DNS_QUERY_MOST];
    struct dns_answer a;
    struct message m;
    size_t n = dns_query_write("a", DNS_A, 7, query);
    (void)state;
    begin(&m, query, 0x8180, 100);
    for (int i = 0; i < 100; i++)
        ADD(&m, "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x0a\0\0\5");
    assert_int_equal(read_it(&m, query, n, &a), DNS_ANSWERED);
    assert_int_equal(a.n_records, DNS_RECORDS_MOST);
}

static void servers_are_found_where_the_system_finds_them(void **state)
{
    static const char text[] = "# nameserver 1.1.1.1\nsearch a.test\nnameserver\t10.0.0.2 \nnameserver fe80::1%eth0\r\nnameserverx 9\nnameserver ";
    char out[64];
    (void)state;
    assert_true(dns_server_of(text, sizeof text - 1, 0, out));
    assert_string_equal(out, "10.0.0.2");
    assert_true(dns_server_of(text, sizeof text - 1, 1, out));
    assert_string_equal(out, "fe80::1%eth0");
    assert_false(dns_server_of(text, sizeof text - 1, 2, out));
    assert_int_equal(dns_type_find("mx"), DNS_MX);
    assert_int_equal(dns_type_find("ANY"), DNS_NO_TYPE);
    assert_string_equal(dns_rcode_name(3, out), "NXDOMAIN");
    assert_string_equal(dns_rcode_name(11, out), "RCODE11");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_asks_what_it_should),
        cmocka_unit_test(names_are_what_dns_can_hold),
        cmocka_unit_test(records_are_read_with_their_ttl),
        cmocka_unit_test(each_type_has_its_text),
        cmocka_unit_test(what_is_not_about_the_question_is_not_an_answer),
        cmocka_unit_test(more_records_than_are_kept_are_read_and_left),
        cmocka_unit_test(servers_are_found_where_the_system_finds_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
