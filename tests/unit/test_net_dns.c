/* A look at a name, against a name server of the test's: each answer it can give, and none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>

#include "loopback.h"
#include "place.h"
#include "observe/dns_message.h"
#include "probe/net_dns.h"
#include "probe/tool.h"

#define WORD(o) observation_get_text(o, "trouble")

static void look_up(struct observation *o, const char *name, unsigned type, const char *server, int64_t timeout)
{
    struct net_dns_options options = {name, type, server, timeout, "resolv.conf"};
    observation_init(o, OBSERVE_DNS, name);
    net_dns_look(&options, o);
    observation_judge(o);
}

/* ---- name servers ---------------------------------------------------------------------------------------------------------------- */

struct datagram {
    unsigned char bytes[1500];
    ssize_t n;
    struct sockaddr_in from;
    socklen_t from_n;
};

static void receive(int fd, struct datagram *d)
{
    d->from_n = sizeof d->from;
    d->n = recvfrom(fd, d->bytes, 512, 0, (struct sockaddr *)&d->from, &d->from_n);
}

/* The question back with these flags, and what is added to it; EDNS is left out. */
static void reply(int fd, struct datagram *d, unsigned flags, unsigned answers, const char *more, size_t n_more)
{
    size_t question = 12;
    while (d->bytes[question])
        question += d->bytes[question] + 1u;
    question += 5;
    d->bytes[2] = (unsigned char)(flags >> 8), d->bytes[3] = (unsigned char)flags;
    d->bytes[7] = (unsigned char)answers;
    d->bytes[11] = 0;
    memcpy(d->bytes + question, more, n_more);
    sendto(fd, d->bytes, question + n_more, 0, (struct sockaddr *)&d->from, d->from_n);
}

static unsigned type_of(const struct datagram *d)
{
    size_t question = 12;
    while (d->bytes[question])
        question += d->bytes[question] + 1u;
    return (unsigned)d->bytes[question + 1] << 8 | d->bytes[question + 2];
}

#define A_RECORD "\xc0\x0c\0\1\0\1\0\0\1\x2c\0\4\x0a\0\0\5"

/* By the first letter of the name. */
static void serve(int fd)
{
    for (;;) {
        struct datagram d;
        receive(fd, &d);
        switch (d.bytes[13]) {
        case 'n':
            reply(fd, &d, 0x8183, 0, "", 0);
            break;
        case 's':
            reply(fd, &d, 0x8182, 0, "", 0);
            break;
        case 'r':
            reply(fd, &d, 0x8185, 0, "", 0);
            break;
        case 'x':
            reply(fd, &d, 0x818b, 0, "", 0);
            break;
        case 'e': /* it is there, and has nothing */
            reply(fd, &d, 0x8180, 0, "", 0);
            break;
        case 'g': /* says that there is more than comes */
            reply(fd, &d, 0x8180, 7, "\xc0", 1);
            break;
        case 'j': /* junk first, the answer after it */
            sendto(fd, "junk", 4, 0, (struct sockaddr *)&d.from, d.from_n);
            d.bytes[0] ^= 1;
            reply(fd, &d, 0x8183, 0, "", 0);
            d.bytes[0] ^= 1;
            reply(fd, &d, 0x8180, 1, A_RECORD, 16);
            break;
        case 'l': /* too long for a datagram */
            reply(fd, &d, 0x8380, 0, "", 0);
            break;
        case 't':
            break;
        default:
            reply(fd, &d, 0x8180, type_of(&d) == DNS_A, A_RECORD, type_of(&d) == DNS_A ? 16 : 0);
        }
    }
}

static struct loopback server;

static int begin(void **state)
{
    server = loopback_open(SOCK_DGRAM, 0);
    loopback_serve(&server, serve);
    return place_begin(state);
}

static int end(void **state)
{
    loopback_close(&server);
    return place_end(state);
}

/* ---- what is found ------------------------------------------------------------------------------------------------------------------- */

static void a_record_is_told_with_its_time_to_live(void **state)
{
    struct observation o;
    (void)state;
    look_up(&o, "web.test", DNS_A, server.address, 20 * TIME_SECOND);
    assert_true(o.passed);
    assert_string_equal(observation_get_text(&o, "first"), "10.0.0.5");
    assert_string_equal(observation_get_text(&o, "rcode"), "NOERROR");
    assert_string_equal(observation_get_text(&o, "server"), server.address);
    assert_true(observation_get(&o, "ttl")->us == 300 * TIME_SECOND);
    assert_int_equal(observation_get(&o, "addresses")->number, 1);
    observation_release(&o);
    look_up(&o, "web.test", DNS_NO_TYPE, server.address, 20 * TIME_SECOND); /* A and AAAA, of which there is none */
    assert_true(o.passed);
    assert_int_equal(observation_get(&o, "addresses")->number, 1);
    observation_release(&o);
}

static void each_kind_of_no_has_its_word(void **state)
{
    static const struct {
        const char *name, *word, *rcode;
    } cases[] = {
        {"no.test", "nxdomain", "NXDOMAIN"}, {"sick.test", "servfail", "SERVFAIL"}, {"rude.test", "refused", "REFUSED"},
        {"empty.test", "no_data", "NOERROR"}, {"xodd.test", "rcode", "RCODE11"},    {"garbled.test", "garbage", ""},
        {"tarpit.test", "timeout", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct observation o;
        look_up(&o, cases[i].name, DNS_A, server.address, TIME_SECOND);
        assert_string_equal(WORD(&o), cases[i].word);
        assert_string_equal(observation_get_text(&o, "rcode"), cases[i].rcode);
        assert_false(o.passed || observation_get(&o, "found")->flag);
        observation_release(&o);
    }
}

static void junk_does_not_hide_the_answer(void **state)
{
    struct observation o;
    (void)state;
    look_up(&o, "junk.test", DNS_A, server.address, 20 * TIME_SECOND);
    assert_true(o.passed);
    assert_string_equal(observation_get_text(&o, "first"), "10.0.0.5");
    observation_release(&o);
}

static void nobody_there_is_not_waited_for(void **state)
{
    struct loopback gone = loopback_open(SOCK_DGRAM, 0);
    struct observation o;
    int64_t began = tool_clock();
    (void)state;
    loopback_close(&gone);
    look_up(&o, "shop.test", DNS_A, gone.address, 20 * TIME_SECOND);
    assert_string_equal(WORD(&o), "unreachable");
    assert_true(tool_clock() - began < 10 * TIME_SECOND);
    observation_release(&o);
}

/* The same port by TCP has the whole answer. */
static void serve_long(int fd)
{
    unsigned char length[2];
    struct datagram d;
    int c = accept(fd, NULL, NULL);
    if (recv(c, length, 2, MSG_WAITALL) != 2 || recv(c, d.bytes, length[1], MSG_WAITALL) != length[1])
        abort();
    size_t question = length[1] - 11u; /* without EDNS */
    d.bytes[2] = 0x81, d.bytes[3] = 0x80, d.bytes[7] = 40, d.bytes[11] = 0;
    unsigned char all[2000];
    size_t n = question;
    memcpy(all + 2, d.bytes, question);
    for (int i = 0; i < 40; i++, n += 16)
        memcpy(all + 2 + n, A_RECORD, 16);
    all[0] = (unsigned char)(n >> 8), all[1] = (unsigned char)n;
    if (send(c, all, n + 2, 0) < 0)
        abort();
    pause();
}

static void what_is_too_long_is_asked_for_by_tcp(void **state)
{
    struct loopback l = {.fd = socket(AF_INET, SOCK_STREAM, 0)};
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_port = htons((uint16_t)server.port)};
    struct observation o;
    (void)state;
    if (bind(l.fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(l.fd, 4) != 0) {
        print_message("# somebody else has that port\n"); /* skip() would count as a failure under TAP */
        close(l.fd);
        return;
    }
    loopback_serve(&l, serve_long);
    look_up(&o, "long.test", DNS_A, server.address, 20 * TIME_SECOND);
    assert_true(o.passed);
    assert_int_equal(observation_get(&o, "addresses")->number, 40);
    observation_release(&o);
    loopback_close(&l);
}

static void names_and_servers_that_are_none_are_said(void **state)
{
    struct observation o;
    (void)state;
    look_up(&o, "a..b", DNS_A, server.address, TIME_SECOND);
    assert_string_equal(WORD(&o), "bad_name");
    observation_release(&o);
    look_up(&o, "shop.test\n", DNS_NO_TYPE, NULL, TIME_SECOND);
    assert_string_equal(WORD(&o), "bad_name");
    observation_release(&o);
    look_up(&o, "shop.test", DNS_A, "dns.test", TIME_SECOND);
    assert_string_equal(WORD(&o), "bad_server");
    observation_release(&o);
    look_up(&o, "shop.test", DNS_A, NULL, TIME_SECOND); /* a machine without a resolv.conf */
    assert_string_equal(WORD(&o), "unreachable");
    observation_release(&o);
}

static void what_programs_get_needs_no_name_server(void **state)
{
    struct observation o;
    (void)state;
    place_write("resolv.conf", "nameserver 127.0.0.1\n"); /* nobody listens at port 53, or says that there is no localhost */
    look_up(&o, "127.0.0.1", DNS_NO_TYPE, NULL, 20 * TIME_SECOND);
    assert_true(o.passed);
    assert_string_equal(observation_get_text(&o, "first"), "127.0.0.1");
    observation_release(&o);
    look_up(&o, "localhost", DNS_NO_TYPE, NULL, 20 * TIME_SECOND);
    if (!o.passed) /* no /etc/hosts has it */
        print_message("# localhost is no name here\n");
    observation_release(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_told_with_its_time_to_live),
        cmocka_unit_test(each_kind_of_no_has_its_word),
        cmocka_unit_test(junk_does_not_hide_the_answer),
        cmocka_unit_test(nobody_there_is_not_waited_for),
        cmocka_unit_test(what_is_too_long_is_asked_for_by_tcp),
        cmocka_unit_test(names_and_servers_that_are_none_are_said),
        cmocka_unit_test(what_programs_get_needs_no_name_server),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
