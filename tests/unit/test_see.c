/* Only what has the shape of our own commands is run: whoever wrote the journal cannot have another one run by a key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "change/see.h"

#define GIT "git -C /srv/app --no-pager -c core.fsmonitor=false -c log.showSignature=false "
#define TAME " --no-ext-diff --no-textconv --submodule=short --stat"

static const char *const ours[] = {
    GIT "show" TAME " -p 7f3a9c41",
    GIT "show" TAME " -p -m --first-parent 7f3a9c41",
    GIT "show" TAME " v1.2",
    GIT "diff" TAME " -p 7f3a9c 91be02",
    "git -C '/srv/my app' cat-file blob 'HEAD:a b'\\''c' | diff -u -- - '/srv/my app/a b'\\''c'",
    "diff -u -- /etc/a.bak /etc/a",
    "diff -rq -- /srv/releases/r417 /srv/releases/r418",
    "ls -l -- /etc/a.bak /etc/a",
    "ls -lt -- /etc/nginx",
    "cat -- '/etc/$(reboot); x'",
    "dpkg -l libssl3 openssl",
    "journalctl --no-pager -u app.service --since=@1772330400",
    "journalctl --list-boots",
    "docker inspect -- shop_web_1",
    "kubectl -n shop rollout history --revision=3 -- deployment/web",
};

static const char *const others[] = {
    "",
    "touch /tmp/x",
    "cat -- /etc/a; reboot",
    "cat -- /etc/a | sh",
    "cat -- $(reboot)",
    "cat -- `reboot`",
    "cat -- /etc/a > /etc/b",
    "cat -- /etc/a\nreboot",
    "cat -- 'unfinished",
    "cat -- \"x\"",
    "cat -- a ",
    "cat /etc/a",
    "cat -- -n",
    "ls -l -- a --help",
    "git -C /srv/app show 7f3a9c",
    "git -C /srv/app -c diff.external=/tmp/x diff a b",
    GIT "show" TAME " --output=/etc/passwd",
    GIT "show --ext-diff --no-textconv --submodule=short --stat x",
    "git -C -x cat-file blob HEAD:a | diff -u -- - a",
    "git -C a cat-file blob HEAD:a | sh -u -- - a",
    "rpm -qi --pipe=reboot",
    "docker run -- x",
    "kubectl -n shop delete history --revision=3 -- deployment/web",
    "journalctl --no-pager -u app --vacuum-time=1s",
};

static void what_we_make_is_ours(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!change_see_is_ours(ours[i]))
            fail_msg("not ours: %s", ours[i]);
}

static void nothing_else_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (change_see_is_ours(others[i]))
            fail_msg("ours: %s", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_we_make_is_ours), cmocka_unit_test(nothing_else_is)};
    return cmocka_run_group_tests_name("see", tests, NULL, NULL);
}
