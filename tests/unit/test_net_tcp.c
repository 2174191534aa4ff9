/* A look at a port, against real sockets of this machine: each way in which a service can be wrong has its word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <netdb.h>
#include <poll.h>

#include "loopback.h"
#include "observe/say.h"
#include "probe/net_address.h"
#include "probe/net_tcp.h"
#include "probe/tool.h"

static void look_at(struct observation *o, const char *target, struct net_tcp_options options)
{
    struct err e = {0};
    options.target = target;
    options.timeout = options.timeout ? options.timeout : 20 * TIME_SECOND;
    observation_init(o, OBSERVE_TCP, target);
    assert_true(net_tcp_look(&options, o, &e));
    observation_judge(o);
}

#define WORD(o) observation_get_text(o, "trouble")

/* ---- servers ------------------------------------------------------------------------------------------------------------------- */

static void greet(int fd)
{
    int c = accept(fd, NULL, NULL);
    if (write(c, "SSH-2.0-Test\x1b[2J\r\nmore\r\n", 24) < 0)
        abort();
    pause();
}

static void say_nothing(int fd)
{
    if (accept(fd, NULL, NULL) >= 0)
        pause();
}

static void close_at_once(int fd)
{
    close(accept(fd, NULL, NULL));
    pause();
}

static void reset(int fd)
{
    int c = accept(fd, NULL, NULL);
    struct linger hard = {1, 0};
    setsockopt(c, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close(c);
    pause();
}

static void flood(int fd)
{
    static char block[64 * 1024];
    int c = accept(fd, NULL, NULL);
    memset(block, 'x', sizeof block);
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < 160 && write(c, block, sizeof block) > 0; i++)
        ;
    pause();
}

static void pong(int fd)
{
    char got[16] = "";
    int c = accept(fd, NULL, NULL);
    if (read(c, got, sizeof got - 1) == 6 && strcmp(got, "PING\r\n") == 0 && write(c, "+PONG\r\n", 7) < 0)
        abort();
    pause();
}

/* ---- what is found ---------------------------------------------------------------------------------------------------------------- */

static void a_greeting_is_read_cleaned_and_cut(void **state)
{
    struct loopback l = loopback_open(SOCK_STREAM, 8);
    struct observation o;
    struct str text = {0};
    (void)state;
    loopback_serve(&l, greet);
    look_at(&o, l.address, (struct net_tcp_options){0});
    assert_true(o.passed);
    assert_string_equal(observation_get_text(&o, "banner"), "SSH-2.0-Test^[[2J");
    assert_string_equal(observation_get_text(&o, "address"), l.address);
    assert_true(observation_get(&o, "connect_time")->us > 0);
    observation_sentence(&o, TIME_NONE, NULL, &text);
    assert_non_null(strstr(str_get(&text), ": SSH-2.0-Test"));
    observation_release(&o);
    loopback_close(&l);
    str_release(&text);
}

static void who_says_nothing_is_not_waited_for(void **state)
{
    struct loopback l = loopback_open(SOCK_STREAM, 8);
    struct observation o;
    (void)state;
    loopback_serve(&l, say_nothing);
    look_at(&o, l.address, (struct net_tcp_options){0});
    assert_true(o.passed);
    assert_false(observation_get(&o, "banner")->is_known);
    observation_release(&o);
    loopback_close(&l);
}

static void what_is_asked_is_answered(void **state)
{
    struct loopback l = loopback_open(SOCK_STREAM, 8);
    struct observation o;
    char ping[] = "PING\\r\\n";
    size_t n = net_tcp_unescape(ping);
    (void)state;
    loopback_serve(&l, pong);
    look_at(&o, l.address, (struct net_tcp_options){.send = ping, .n_send = n, .banner = "^\\+PONG"});
    assert_true(o.passed);
    assert_string_equal(observation_get_text(&o, "banner"), "+PONG");
    observation_release(&o);
    loopback_close(&l);
}

static void each_kind_of_wrong_has_its_word(void **state)
{
    static const struct {
        void (*server)(int fd);
        const char *banner, *word;
    } cases[] = {
        {close_at_once, NULL, "closed"},  {close_at_once, "^220", "closed"}, {reset, NULL, "reset"},
        {greet, "^220 ", "banner"},       {say_nothing, "^220 ", "silent"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loopback l = loopback_open(SOCK_STREAM, 8);
        struct observation o;
        loopback_serve(&l, cases[i].server);
        look_at(&o, l.address, (struct net_tcp_options){.banner = cases[i].banner, .timeout = 300000});
        assert_string_equal(WORD(&o), cases[i].word);
        assert_true(cases[i].server == reset || observation_get(&o, "connected")->flag); /* the reset may come first */
        assert_false(o.passed);
        observation_release(&o);
        loopback_close(&l);
    }
}

static void a_flood_is_cut(void **state)
{
    struct loopback l = loopback_open(SOCK_STREAM, 8);
    struct observation o;
    (void)state;
    loopback_serve(&l, flood);
    look_at(&o, l.address, (struct net_tcp_options){.banner = "never"});
    assert_string_equal(WORD(&o), "banner");
    assert_in_range(strlen(observation_get_text(&o, "banner")), 100, 600);
    observation_release(&o);
    loopback_close(&l);
}

static void nobody_there_is_refused(void **state)
{
    struct loopback l = loopback_open(SOCK_STREAM, 8);
    struct observation o;
    (void)state;
    loopback_close(&l);
    look_at(&o, l.address, (struct net_tcp_options){0});
    assert_string_equal(WORD(&o), "refused");
    assert_false(observation_get(&o, "connected")->flag);
    observation_release(&o);
}

/* A queue that is full drops what would begin a connection. */
static void who_does_not_answer_is_late(void **state)
{
    struct loopback l = loopback_open(SOCK_STREAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_port = htons((uint16_t)l.port)};
    struct observation o;
    int fd[16];
    (void)state;
    for (int i = 0; i < 16; i++) {
        fd[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (connect(fd[i], (struct sockaddr *)&at, sizeof at) != 0)
            poll(&(struct pollfd){fd[i], POLLOUT, 0}, 1, 20);
    }
    int64_t began = tool_clock();
    look_at(&o, l.address, (struct net_tcp_options){.timeout = TIME_SECOND / 2});
    assert_string_equal(WORD(&o), "timeout");
    assert_true(tool_clock() - began >= TIME_SECOND / 2);
    observation_release(&o);
    for (int i = 0; i < 16; i++)
        close(fd[i]);
    loopback_close(&l);
}

static void a_name_is_tried_at_each_address(void **state)
{
    struct loopback l = loopback_open(SOCK_STREAM, 8);
    struct observation o;
    char target[40];
    struct net_addresses found;
    (void)state;
    net_look_up("localhost", l.port, tool_clock() + 20 * TIME_SECOND, &found);
    if (!found.n) { /* skip() would count as a failure under TAP */
        print_message("# localhost is no name here\n");
        loopback_close(&l);
        return;
    }
    loopback_serve(&l, say_nothing);
    snprintf(target, sizeof target, "localhost:%d", l.port);
    look_at(&o, target, (struct net_tcp_options){0}); /* ::1 refuses where it is tried first */
    assert_true(o.passed);
    assert_string_equal(observation_get_text(&o, "address"), l.address);
    observation_release(&o);
    loopback_close(&l);
}

/* ---- words ------------------------------------------------------------------------------------------------------------------------------ */

static void targets_are_taken_apart(void **state)
{
    static const struct {
        const char *text;
        int given;
        const char *host; /* NULL: refused */
        int port;
    } cases[] = {
        {"db:5432", 0, "db", 5432},     {"10.0.0.1:80", 0, "10.0.0.1", 80}, {"[::1]:443", 0, "::1", 443}, {"::1", 25, "::1", 25},
        {"db", 5432, "db", 5432},       {"[::1]", 25, "::1", 25},           {"db:0", 0, NULL, 0},         {"db:65536", 0, NULL, 0},
        {"db:80x", 0, NULL, 0},         {":80", 0, NULL, 0},                {"", 80, NULL, 0},            {"a b:1", 0, NULL, 0},
        {"[::1]x:1", 0, NULL, 0},       {"db:", 0, NULL, 0},                {"a\nb:1", 0, NULL, 0},       {"-x:80", 0, "-x", 80},
    };
    struct net_target t;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool ok = net_target_read(cases[i].text, cases[i].given, &t);
        if (ok != (cases[i].host != NULL))
            fail_msg("'%s' is %s", cases[i].text, ok ? "taken" : "refused");
        if (ok) {
            assert_string_equal(t.host, cases[i].host);
            assert_int_equal(t.port, cases[i].port);
        }
    }
}

static void what_is_no_target_is_said(void **state)
{
    struct observation o;
    struct err e = {0};
    (void)state;
    look_at(&o, "nowhere", (struct net_tcp_options){0});
    assert_string_equal(WORD(&o), "bad_target");
    observation_release(&o);
    observation_init(&o, OBSERVE_TCP, "x");
    assert_false(net_tcp_look(&(struct net_tcp_options){.target = "127.0.0.1:1", .banner = "(", .timeout = TIME_SECOND}, &o, &e));
    observation_release(&o);
    assert_string_equal(net_name_word(EAI_NONAME, false), "no_name");
    assert_string_equal(net_name_word(EAI_AGAIN, false), "no_dns");
}

static void escapes_become_what_they_mean(void **state)
{
    char text[] = "a\\r\\n\\x41\\x4\\0b\\\\\\q\\";
    (void)state;
    assert_int_equal(net_tcp_unescape(text), 13);
    assert_memory_equal(text, "a\r\nA\\x4\0b\\\\q\\", 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_greeting_is_read_cleaned_and_cut),
        cmocka_unit_test(who_says_nothing_is_not_waited_for),
        cmocka_unit_test(what_is_asked_is_answered),
        cmocka_unit_test(each_kind_of_wrong_has_its_word),
        cmocka_unit_test(a_flood_is_cut),
        cmocka_unit_test(nobody_there_is_refused),
        cmocka_unit_test(who_does_not_answer_is_late),
        cmocka_unit_test(a_name_is_tried_at_each_address),
        cmocka_unit_test(targets_are_taken_apart),
        cmocka_unit_test(what_is_no_target_is_said),
        cmocka_unit_test(escapes_become_what_they_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
