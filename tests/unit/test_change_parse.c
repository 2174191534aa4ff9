/* What tools print becomes changes; what they never would is passed over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "change/parse.h"
#include "change/when.h"

/* UTC+1, as in Berlin in winter. */
static const struct time_zone berlin = {.shift = {{INT64_MIN, 3600}}, .n = 1};

static struct change_text text_n(const char *bytes, size_t n)
{
    return (struct change_text){bytes, n, "test", "/srv/app", "web1", &berlin};
}

#define TEXT(bytes) text_n(bytes, sizeof(bytes) - 1)

static struct change_list any_time(void)
{
    struct change_list l;
    change_list_init(&l, INT64_MIN + 1, INT64_MAX);
    return l;
}

/* The list as lines, oldest first: TIME KIND WHAT|WHO|DETAIL */
static void expect(struct change_list *l, const char *wanted)
{
    struct str got = {0};
    char at[TIME_TEXT];
    change_list_settle(l);
    for (size_t i = l->list.n; i-- > 0;) {
        const struct change *c = &l->list.v[i];
        time_format_utc(c->at, at);
        str_addf(&got, "%s %s %s|%s|%s\n", at, change_kind_name(c->kind), c->what, c->who ? c->who : "", c->detail ? c->detail : "");
    }
    assert_string_equal(str_get(&got), wanted);
    str_release(&got);
    change_list_release(l);
}

static const char *when(const char *s)
{
    static char out[TIME_TEXT];
    int64_t at;
    if (!when_parse(s, strlen(s), &berlin, &at, NULL))
        return "none";
    time_format_utc(at, out);
    return out;
}

static void times_of_all_tools_are_read(void **state)
{
    (void)state;
    assert_string_equal(when("2026-03-01 03:13:22 upgrade"), "2026-03-01T02:13:22Z");
    assert_string_equal(when("2026-03-01  03:13:22"), "2026-03-01T02:13:22Z");
    assert_string_equal(when("2026-03-01T02:13:22+0000 SUBDEBUG"), "2026-03-01T02:13:22Z");
    assert_string_equal(when("2026-03-01 03:13:22 +0100 CET"), "2026-03-01T02:13:22Z");
    assert_string_equal(when("2026-03-01 02:13:22.5 +0000 UTC"), "2026-03-01T02:13:22.500000Z");
    assert_string_equal(when("2026-03-01T02:13Z"), "2026-03-01T02:13:00Z");
    assert_string_equal(when("2026/03/01 03:13]"), "2026-03-01T02:13:00Z");
    assert_string_equal(when("1772331202"), "2026-03-01T02:13:22Z");
    assert_string_equal(when("1772331202123"), "2026-03-01T02:13:22.123000Z");
    assert_string_equal(when("1772331202123456"), "2026-03-01T02:13:22.123456Z");
    assert_string_equal(when("1772331202123456789"), "2026-03-01T02:13:22.123456Z");
    static const char *const none[] = {"", "2026", "2026-02-30 00:00:00", "2026-03-01", "2026-03-01 25:00", "12345678", "99999999999999999999", "x"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_string_equal(when(none[i]), "none");
}

#define GIT_SHOWS "git -C /srv/app --no-pager -c core.fsmonitor=false -c log.showSignature=false "
#define H1 "1111111111111111111111111111111111111111"
#define H2 "2222222222222222222222222222222222222222"
#define H3 "3333333333333333333333333333333333333333"

static void commits_tell_what_they_touched(void **state)
{
    (void)state;
    struct change_list l = any_time();
    static const char log[] = "\0" H1 "\0" "1772331202\0carol\0" H2 " " H3 "\0HEAD -> main, tag: v1.2\0Merge x\0\0\nsrc/Cart.java\0b c\0"
                              "\0" H2 "\0" "1772331200\0ann\0" H3 "\0\0\0\0"
                              "\0" H3 "\0" "1772331100\0bob\0\0\0add a column\0\0\ndb/migrations/7.rb\0"
                              "\0" "4444444444444444444444444444444444444444\0" "1772331000\0bob\0\0\0more memory\0\0\ndeploy/shop.yaml\0";
    struct change_text t = TEXT(log);
    assert_int_equal(parse_git_log(&t, &l), 0);
    change_list_settle(&l);
    assert_string_equal(l.list.v[0].see, GIT_SHOWS "show --no-ext-diff --no-textconv --submodule=short --stat -p -m --first-parent 1111111111");
    assert_string_equal(l.list.v[0].undo, "git -C /srv/app revert -m 1 1111111111");
    assert_string_equal(l.list.v[0].file[1], "b c");
    assert_string_equal(l.list.v[1].see, GIT_SHOWS "show --no-ext-diff --no-textconv --submodule=short --stat -p 2222222222");
    expect(&l, "2026-03-01T02:10:00Z config commit 4444444444 more memory|bob|1 file\n"
               "2026-03-01T02:11:40Z data commit 3333333333 add a column|bob|1 file\n"
               "2026-03-01T02:13:20Z release commit 2222222222 |ann|\n"
               "2026-03-01T02:13:22Z release release v1.2, commit 1111111111 Merge x|carol|2 files\n");
}

static void a_file_cannot_pass_for_a_commit(void **state)
{
    (void)state;
    struct change_list l = any_time();
    static const char log[] = "\0" H1 "\0" "1772331202\0x\x1b[2J\0\0\0a\nb\x1e\0\0\n" H2 "\0" "1772331000\0forged\0"
                              "\0nonsense\0" H3 "\0not a time\0x\0\0\0y\0\0";
    struct change_text t = TEXT(log);
    assert_true(parse_git_log(&t, &l) > 0);
    expect(&l, "2026-03-01T02:13:22Z release commit 1111111111 a^Jb^^|x^[[2J|3 files\n");
}

static void the_working_tree_moves(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct git_move move[4];
    struct change_list l = any_time();
    struct change_text t = TEXT("HEAD@{1772331300}\t" H1 "\tann\tcommit: more\nHEAD@{1772331202}\t" H2 "\tdeploy\tpull: Fast-forward\n"
                                "HEAD@{1772331100}\t" H3 "\tann\tcommit: less\nbroken\n");
    struct change_text files = TEXT("src/Cart.java\0README\0");
    assert_int_equal(parse_git_moves(&t, &arena, move, 4), 1);
    assert_string_equal(move[0].from, H3);
    struct change_text rebase = TEXT("HEAD@{1772331302}\t" H1 "\tann\tcheckout: moving from a to b\n"
                                     "HEAD@{1772331301}\t" H1 "\tann\trebase (finish): returning to x\nHEAD@{1772331300}\t" H1 "\tann\trebase (pick): y\n"
                                     "HEAD@{1772331202}\t" H2 "\tann\trebase (start): checkout main\nHEAD@{1772331100}\t" H3 "\tann\tcommit: z\n");
    assert_int_equal(parse_git_moves(&rebase, &arena, move, 4), 1);
    assert_true(move[0].at == 1772331301 * TIME_SECOND);
    assert_string_equal(move[0].from, H3);
    assert_int_equal(parse_git_moves(&t, &arena, move, 4), 1);
    parse_git_moved(&files, &move[0], &l);
    assert_string_equal(l.list.v[0].see, GIT_SHOWS "diff --no-ext-diff --no-textconv --submodule=short --stat -p 3333333333 2222222222");
    assert_string_equal(l.list.v[0].undo, "git -C /srv/app checkout 3333333333");
    expect(&l, "2026-03-01T02:13:22Z release working tree at 2222222222, pull: Fast-forward|deploy|2 files\n");
    arena_release(&arena);
    l = any_time();
    t = TEXT("1772331202\tv1.2\tann\t" H1 "\n1772331203\tv1.3\t\t" H2 "\n\tv\t\t\nx\n");
    assert_int_equal(parse_git_tags(&t, &l), 2);
    expect(&l, "2026-03-01T02:13:22Z release tag v1.2|ann|\n2026-03-01T02:13:23Z release tag v1.3||\n");
}

typedef size_t package_parser(const struct change_text *, struct package_steps *);

static struct change_list packages(const struct package_tool *tool, package_parser *first, struct change_text a, package_parser *second, struct change_text b)
{
    struct package_steps steps = {0};
    struct change_list l = any_time();
    first(&a, &steps);
    if (second)
        second(&b, &steps);
    package_changes(&a, tool, &steps, &l);
    package_steps_release(&steps);
    return l;
}

static const char dpkg[] = "2026-03-01 03:13:20 startup archives unpack\n"
                           "2026-03-01 03:13:22 upgrade libssl3:amd64 3.0.13-1 3.0.14-1\n"
                           "2026-03-01 03:13:22 status half-configured libssl3:amd64 3.0.13-1\n"
                           "2026-03-01 04:00:00 install nginx:amd64 <none> 1.26-1\n"
                           "2026-03-01 05:00:00 remove old:all 2:1.0 <none>\n"
                           "2026-03-01 06:00:00 upgrade\ngarbage\n\x1b[31m\n";

static void dpkg_says_what_and_apt_who(void **state)
{
    (void)state;
    struct change_text history = TEXT("Start-Date: 2026-03-01  03:13:21\nCommandline: /usr/bin/unattended-upgrade\n"
                                      "Upgrade: libssl3:amd64 (3.0.13-1, 3.0.14-1)\nEnd-Date: 2026-03-01  03:13:30\n\n"
                                      "Start-Date: 2026-03-01  03:59:58\nCommandline: apt-get install nginx\nRequested-By: ann (1000)\n"
                                      "Install: nginx:amd64 (1.26-1), nginx-common:amd64 (1.26-1, automatic)\nEnd-Date: 2026-03-01  04:00:02\n");
    struct change_list l = packages(&package_dpkg, parse_dpkg_log, TEXT(dpkg), parse_apt_history, history);
    change_list_settle(&l);
    assert_int_equal(l.list.n, 4);
    assert_string_equal(l.list.v[3].undo, "apt-get install libssl3=3.0.13-1");
    assert_string_equal(l.list.v[3].see, "dpkg -l libssl3");
    assert_string_equal(l.list.v[0].undo, "apt-get install old");
    expect(&l, "2026-03-01T02:13:21Z package package libssl3 3.0.13-1 -> 3.0.14-1|unattended-upgrade|\n"
               "2026-03-01T02:59:58Z package package nginx-common 1.26-1 installed|ann|\n"
               "2026-03-01T02:59:58Z package package nginx 1.26-1 installed|ann|\n"
               "2026-03-01T04:00:00Z package package old 2:1.0 removed||\n");
}

static void many_packages_are_one_change(void **state)
{
    (void)state;
    struct str log = {0};
    for (int i = 0; i < 40; i++)
        str_addf(&log, "2026-03-01 03:13:%02d upgrade lib%d:amd64 1 2\n", i, i);
    struct change_list l = packages(&package_dpkg, parse_dpkg_log, text_n(log.s, log.n), NULL, TEXT(""));
    assert_int_equal(l.list.n, 1);
    assert_string_equal(l.list.v[0].part[39], "lib39");
    expect(&l, "2026-03-01T02:13:00Z package 40 packages upgraded||lib0, lib1, lib2, lib3 and 36 more\n");
    str_release(&log);
}

/* rpm and its like run commands that an option names. */
static void an_option_is_no_package(void **state)
{
    (void)state;
    struct change_list l = packages(&package_rpm, parse_dnf_log,
                                    TEXT("2026-03-01T02:13:22+0000 SUBDEBUG Upgrade: --pipe=sh-1:3.0.7-25.el9.x86_64\n"
                                         "2026-03-01T02:13:23+0000 SUBDEBUG Upgrade: -E-1:3.0.7-25.el9.x86_64\n"
                                         "2026-03-01T02:20:00+0000 SUBDEBUG Installed: nginx-1:1.20-1.el9.x86_64\n"),
                                    NULL, TEXT(""));
    assert_int_equal(l.list.n, 1);
    assert_string_equal(l.list.v[0].see, "rpm -qi nginx");
    expect(&l, "2026-03-01T02:20:00Z package package nginx 1:1.20-1.el9 installed||\n");
}

static void other_package_managers_are_read_too(void **state)
{
    (void)state;
    struct change_list l = packages(&package_rpm, parse_dnf_log,
                                    TEXT("2026-03-01T02:13:22+0000 SUBDEBUG Upgrade: openssl-libs-1:3.0.7-25.el9.x86_64\n"
                                         "2026-03-01T02:13:23+0000 SUBDEBUG Upgraded: openssl-libs-1:3.0.7-24.el9.x86_64\n"
                                         "2026-03-01T02:20:00+0000 SUBDEBUG Installed: nginx-1:1.20-1.el9.x86_64\n2026-03-01T02:21:00+0000 INFO --- x\n"),
                                    NULL, TEXT(""));
    expect(&l, "2026-03-01T02:13:22Z package package openssl-libs 1:3.0.7-25.el9 upgraded||\n"
               "2026-03-01T02:20:00Z package package nginx 1:1.20-1.el9 installed||\n");
    l = packages(&package_rpm, parse_rpm_query, TEXT("1772331202\tnginx\t1.20-1.el9\n(none)\tx\ty\n"), NULL, TEXT(""));
    expect(&l, "2026-03-01T02:13:22Z package package nginx 1.20-1.el9 upgraded||\n");
    l = packages(&package_apk, parse_apk_log,
                 TEXT("\nRunning `apk add nginx at night` at 2026-03-01 03:13:22\n(1/3) Upgrading libssl3 (3.0.13-r0 -> 3.0.14-r0)\n"
                      "(2/3) Installing nginx (1.26-r0)\n(3/3) Purging foo (1.0-r0)\nOK: 7 MiB\n"), NULL, TEXT(""));
    expect(&l, "2026-03-01T02:13:22Z package package nginx 1.26-r0 installed||\n2026-03-01T02:13:22Z package package libssl3 3.0.13-r0 -> 3.0.14-r0||\n"
               "2026-03-01T02:13:22Z package package foo 1.0-r0 removed||\n");
    l = packages(&package_pacman, parse_pacman_log,
                 TEXT("[2026-03-01T03:13:22+0100] [ALPM] upgraded openssl (3.0.7-2 -> 3.0.8-1)\n[2026-03-01T03:13:22+0100] [PACMAN] Running 'pacman -Syu'\n"
                      "[2026-03-01 04:13] [ALPM] removed foo (1.0-1)\n[2026-03-01T03:13:22+0100] [ALPM] upgraded\n"), NULL, TEXT(""));
    expect(&l, "2026-03-01T02:13:22Z package package openssl 3.0.7-2 -> 3.0.8-1||\n2026-03-01T03:13:00Z package package foo 1.0-1 removed||\n");
}

#define J(second, id, unit, more) \
    "{\"__REALTIME_TIMESTAMP\":\"17723312" #second "000000\",\"MESSAGE_ID\":\"" id "\",\"UNIT\":\"" unit "\"" more "}\n"
#define STARTED "39f53479d3a045ac8e11786248231fbf"
#define STOPPED "9d1aaa27d60140bd96365438aad20286"
#define ENDED "7ad2d189f7e94e70a38c781354912448"
#define FAILED "d9b373ed55a64feb8242e02dbe79a49c"
#define SCHEDULED "5eb03494b6584870a536b337290809b2"
#define OOM "fe6faa94e7774663a0da52717891d8ef"

static void units_restart_fail_and_come_back(void **state)
{
    (void)state;
    struct change_list l = any_time();
    struct change_text t = TEXT(
        J(02, OOM, "app-worker.service", "") J(03, FAILED, "app-worker.service", ",\"UNIT_RESULT\":\"oom-kill\"")
        J(04, SCHEDULED, "app-worker.service", "") J(04, STOPPED, "app-worker.service", "") J(05, STARTED, "app-worker.service", "")
        J(10, STOPPED, "nginx.service", "") J(11, STARTED, "nginx.service", "")
        J(20, STARTED, "backup.service", "") J(21, ENDED, "backup.service", "")
        J(30, STARTED, "new.service", "") J(40, FAILED, "db.service", ",\"UNIT_RESULT\":\"exit-code\"")
        J(50, STARTED, "session-7.scope", "") J(51, STARTED, "systemd-tmpfiles-clean.service", "")
        J(60, FAILED, "loop.service", "") J(61, SCHEDULED, "loop.service", "") J(62, STARTED, "loop.service", "")
        J(63, FAILED, "loop.service", "") J(64, SCHEDULED, "loop.service", "") J(64, STOPPED, "loop.service", "") J(65, STARTED, "loop.service", "")
        J(66, FAILED, "loop.service", "") J(67, SCHEDULED, "loop.service", "") J(68, STARTED, "loop.service", "")
        J(70, STOPPED, "gone.service", "") "not json\n{}\n[1]\n{\"MESSAGE_ID\":[1,2]}\n");
    assert_int_equal(parse_journal(&t, &l), 4);
    change_list_settle(&l);
    for (size_t i = 0; i < l.list.n; i++)
        if (str_eq(l.list.v[i].service, "gone.service"))
            assert_string_equal(l.list.v[i].undo, "systemctl start gone.service");
    expect(&l, "2026-03-01T02:13:25Z infrastructure unit app-worker restarted||by itself, at its memory limit; steady since\n"
               "2026-03-01T02:13:31Z infrastructure unit nginx restarted||\n"
               "2026-03-01T02:13:50Z infrastructure unit new started||\n"
               "2026-03-01T02:14:00Z infrastructure unit db failed||result: exit-code\n"
               "2026-03-01T02:14:22Z infrastructure unit loop restarted||by itself, 3 times\n"
               "2026-03-01T02:14:30Z infrastructure unit gone stopped||\n");
}

static void a_boot_is_one_change(void **state)
{
    (void)state;
    struct change_list l = any_time();
    struct change_text t = TEXT(J(02, STARTED, "ssh.service", ",\"_BOOT_ID\":\"a\"") J(10, STARTED, "nginx.service", ",\"_BOOT_ID\":\"b\"")
        J(11, STARTED, "db.service", ",\"_BOOT_ID\":\"b\"") J(20, "b07a249cd024414a82dd00cd181378ff", "", ",\"_BOOT_ID\":\"b\"")
        J(30, STARTED, "late.service", ",\"_BOOT_ID\":\"b\""));
    assert_int_equal(parse_journal(&t, &l), 0);
    expect(&l, "2026-03-01T02:13:22Z infrastructure unit ssh started||\n2026-03-01T02:13:40Z infrastructure the machine was started||\n"
               "2026-03-01T02:13:50Z infrastructure unit late started||\n");
}

#define RS(revision, time, image) \
    "{\"kind\":\"ReplicaSet\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"checkout-x\",\"creationTimestamp\":\"" time "\",\"annotations\":" \
    "{\"deployment.kubernetes.io/revision\":\"" revision "\"},\"ownerReferences\":[{\"kind\":\"Deployment\",\"name\":\"checkout\",\"controller\":true}]}," \
    "\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"image\":\"" image "\"}]}}}}"

static void rollouts_tell_the_images(void **state)
{
    (void)state;
    struct change_list l = any_time();
    struct change_text t = TEXT("{\"items\":[" RS("12", "2026-03-01T02:58:40Z", "shop:r418") "," RS("11", "2026-02-20T00:00:00Z", "shop:r417")
                                ",{\"metadata\":{\"creationTimestamp\":\"2026-03-01T00:00:00Z\"}},{},7,"
                                "{\"metadata\":{\"creationTimestamp\":\"2026-03-01T01:00:00Z\",\"ownerReferences\":[{\"kind\":\"StatefulSet\",\"name\":\"db\"}]},"
                                "\"revision\":3,\"data\":{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"image\":\"pg:16\"}]}}}}}]}");
    assert_int_equal(parse_kubernetes(&t, &l), 2);
    change_list_settle(&l);
    assert_string_equal(l.list.v[0].see, "kubectl -n shop rollout history --revision=12 -- deployment/checkout");
    assert_string_equal(l.list.v[0].undo, "kubectl -n shop rollout undo deployment/checkout --to-revision=11");
    expect(&l, "2026-02-20T00:00:00Z release deployment shop/checkout revision 11||shop:r417\n"
               "2026-03-01T01:00:00Z release statefulset default/db revision 3||pg:16\n"
               "2026-03-01T02:58:40Z release deployment shop/checkout revision 12||shop:r417 -> shop:r418\n");
    l = any_time();
    t = TEXT("{\"items\":[" RS("12", "2026-03-01T02:58:40Z", "shop:r418") "," RS("13", "2026-02-20T00:00:00Z", "shop:r417")
             ",{\"kind\":\"Deployment\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"checkout\",\"annotations\":"
             "{\"deployment.kubernetes.io/revision\":\"13\"}},\"status\":{\"conditions\":[{\"type\":\"Available\",\"lastUpdateTime\":\"2026-01-01T00:00:00Z\"},"
             "{\"type\":\"Progressing\",\"lastUpdateTime\":\"2026-03-01T03:20:00Z\"}]}}]}");
    assert_int_equal(parse_kubernetes(&t, &l), 0);
    expect(&l, "2026-03-01T02:58:40Z release deployment shop/checkout revision 12||shop:r418\n"
               "2026-03-01T03:20:00Z release deployment shop/checkout went back, revision 13||shop:r418 -> shop:r417\n");
    l = any_time();
    t = TEXT("Error from server");
    assert_int_equal(parse_kubernetes(&t, &l), 1);
    expect(&l, "");
}

static void containers_and_images(void **state)
{
    (void)state;
    struct change_list l = any_time();
    struct change_text t = TEXT("{\"ID\":\"abc\",\"Names\":\"shop; rm -rf\",\"Image\":\"shop:r418\",\"CreatedAt\":\"2026-03-01 03:58:40 +0100 CET\",\"Status\":\"Up 3 hours\"}\n{}\n");
    assert_int_equal(parse_docker_ps(&t, &l), 1);
    assert_string_equal(l.list.v[0].see, "docker inspect -- 'shop; rm -rf'");
    t = TEXT("{\"ID\":\"sha\",\"Repository\":\"shop\",\"Tag\":\"r418\",\"CreatedAt\":\"2026-03-01 01:00:00 +0000 UTC\"}\nx\n");
    assert_int_equal(parse_docker_images(&t, &l), 1);
    expect(&l, "2026-03-01T01:00:00Z release image shop:r418 built||\n"
               "2026-03-01T02:58:40Z release container shop; rm -rf made of shop:r418||now: Up 3 hours\n");
}

static void events_of_all_shapes(void **state)
{
    (void)state;
    struct change_list l = any_time();
    struct change_text t = TEXT(
        "{\"routing_key\":\"k\",\"payload\":{\"summary\":\"Deploy of checkout\",\"timestamp\":\"2026-03-01T02:58:40.000+0000\",\"source\":\"ci\","
        "\"custom_details\":{\"user\":\"carol\"}},\"links\":[{\"href\":\"https://ci.example.org/7\"}]}\n"
        "{\"context\":{\"version\":\"0.3.0\",\"id\":\"1\",\"type\":\"dev.cdevents.service.deployed.0.1.1\",\"timestamp\":\"2026-03-01T02:00:00Z\"},"
        "\"subject\":{\"id\":\"checkout\",\"content\":{\"environment\":{\"id\":\"production\"},\"artifactId\":\"pkg:oci/shop@r418\"}}}\n"
        "{\"specversion\":\"1.0\",\"type\":\"dev.cdevents.change.merged\",\"data\":{\"context\":{\"id\":\"2\",\"type\":\"dev.cdevents.change.merged.0.1.2\","
        "\"timestamp\":\"2026-03-01T01:00:00Z\"},\"subject\":{\"id\":\"pr-7\"}}}\n"
        "{\"context\":{\"id\":\"3\",\"type\":\"dev.cdevents.testcaserun.finished.0.1.0\",\"timestamp\":\"2026-03-01T01:30:00Z\"},\"subject\":{\"id\":\"t\"}}\n"
        "{\"time\":1772331202,\"what\":\"terraform apply\",\"kind\":\"infrastructure\",\"who\":\"bob\"}\n"
        "# a comment\n2026-03-01 04:03:10\tflag new-cart to 50%\tcarol\n2026-03-01T03:04:00Z migration 7 \x1b[2J\nyesterday\tsomething\n\x00\x01\n");
    assert_int_equal(parse_events(&t, &l), 2);
    expect(&l, "2026-03-01T01:00:00Z release change pr-7 merged||\n"
               "2026-03-01T02:00:00Z release service checkout deployed||pkg:oci/shop@r418, in production\n"
               "2026-03-01T02:13:22Z infrastructure terraform apply|bob|\n"
               "2026-03-01T02:58:40Z release Deploy of checkout|carol|https://ci.example.org/7\n"
               "2026-03-01T03:03:10Z flag flag new-cart to 50%|carol|\n"
               "2026-03-01T03:04:00Z data migration 7 ^[[2J||\n");
    l = any_time();
    t = TEXT("{\"change_events\":[{\"type\":\"change_event\",\"summary\":\"config of nginx\",\"timestamp\":\"2026-03-01T02:00:00Z\","
             "\"services\":[{\"summary\":\"shop\"}]},{}]}");
    assert_int_equal(parse_events(&t, &l), 1);
    assert_string_equal(l.list.v[0].service, "shop");
    expect(&l, "2026-03-01T02:00:00Z config config of nginx||\n");
}

/* Every parser, given every prefix of every sample and then the sample with every byte struck by a few values, ends and stays in
 * its bounds (the sanitizers look). */
static void broken_input_is_survived(void **state)
{
    (void)state;
    static const char sample[] = "\0" H1 "\0" "1772331202\0ann\0\0\0s\0\0\nf\0" "2026-03-01 03:13:22 upgrade a:b 1 2\nStart-Date: 2026-03-01  03:13:21\n"
                                 "Upgrade: a:b (1, 2), c (3\n[2026-03-01 03:13] [ALPM] upgraded a (1 -> 2)\nRunning `x` at 2026-03-01 03:13:22\n(1/1) Upgrading a (1 -> 2)\n"
                                 "2026-03-01T02:13:22+0000 X Upgrade: a-1-2.x\n1772331202\ta\t" H1 "\tx\n" J(02, FAILED, "a.service", "") "2026-03-01 03:13\tx\ty\n";
    static const char strikes[] = {0, '\n', '(', '-', (char)0xff};
    for (size_t i = 0; i < sizeof sample; i++)
        for (size_t k = 0; k <= sizeof strikes; k++) {
            size_t n = k == sizeof strikes ? i : sizeof sample;
            char *copy = mem_alloc(n + (n == 0));
            memcpy(copy, sample, n);
            if (k < sizeof strikes)
                copy[i] = strikes[k];
            struct change_text t = text_n(copy, n);
            struct change_list l = any_time();
            struct package_steps p = {0};
            struct arena arena = {0};
            struct git_move move[4];
            parse_git_log(&t, &l), parse_git_tags(&t, &l), parse_git_moves(&t, &arena, move, 4), parse_journal(&t, &l), parse_events(&t, &l);
            parse_kubernetes(&t, &l), parse_docker_ps(&t, &l), parse_docker_images(&t, &l);
            parse_dpkg_log(&t, &p), parse_apt_history(&t, &p), parse_rpm_query(&t, &p), parse_dnf_log(&t, &p), parse_apk_log(&t, &p), parse_pacman_log(&t, &p);
            package_changes(&t, &package_dpkg, &p, &l);
            change_list_settle(&l);
            package_steps_release(&p);
            arena_release(&arena);
            change_list_release(&l);
            mem_free(copy);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_of_all_tools_are_read),
        cmocka_unit_test(commits_tell_what_they_touched),
        cmocka_unit_test(a_file_cannot_pass_for_a_commit),
        cmocka_unit_test(the_working_tree_moves),
        cmocka_unit_test(dpkg_says_what_and_apt_who),
        cmocka_unit_test(many_packages_are_one_change),
        cmocka_unit_test(an_option_is_no_package),
        cmocka_unit_test(other_package_managers_are_read_too),
        cmocka_unit_test(units_restart_fail_and_come_back),
        cmocka_unit_test(a_boot_is_one_change),
        cmocka_unit_test(rollouts_tell_the_images),
        cmocka_unit_test(containers_and_images),
        cmocka_unit_test(events_of_all_shapes),
        cmocka_unit_test(broken_input_is_survived),
    };
    return cmocka_run_group_tests_name("change_parse", tests, NULL, NULL);
}
