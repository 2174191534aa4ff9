/* Which change is the most suspect, and whether a list survives its one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "change/change.h"

static int64_t t(const char *clock)
{
    char text[40];
    int64_t at = 0;
    snprintf(text, sizeof text, "2026-03-01T%sZ", clock);
    assert_true(time_parse(text, &at));
    return at;
}

static const char *const r418_files[] = {"src/main/java/shop/Cart.java", "README.md", NULL};

/* What screen 8 of the storyboard shows, in the order of time. */
static void fill(struct change_list *l)
{
    const struct change all[] = {
        {t("01:12:44"), CHANGE_INFRASTRUCTURE, "unit app-worker restarted", NULL, "by itself, at its memory limit; steady since", "systemd",
         "journalctl -u app-worker", NULL, "app-worker", "web1", NULL, NULL, "unit:1"},
        {t("02:13:22"), CHANGE_PACKAGE, "package libssl3 3.0.13 -> 3.0.14", "unattended-upgrades", NULL, "dpkg", "dpkg -l libssl3",
         "apt-get install libssl3=3.0.13", NULL, "web1", NULL, (const char *const[]){"libssl3", NULL}, "package:libssl3:3.0.14"},
        {t("02:31:05"), CHANGE_CONFIG, "/etc/nginx/sites/shop.conf", "root", "2 lines", "files /etc/nginx", "diff -u a b", NULL, "nginx", "web1",
         (const char *const[]){"/etc/nginx/sites/shop.conf", NULL}, NULL, "file:shop"},
        {t("02:58:40"), CHANGE_RELEASE, "release r418", "deploy-bot", "14 commits", "releases", "diff -rq r417 r418", "ln -sfn r417 current",
         NULL, "web1", r418_files, NULL, "release:r418"},
        {t("03:03:10"), CHANGE_FLAG, "flag new-cart to 50%", "carol", NULL, "events", NULL, NULL, NULL, NULL, NULL, NULL, "flag:1"},
    };
    change_list_init(l, t("00:00:00"), t("03:12:00"));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_true(change_add(l, &all[i]));
    change_list_settle(l);
}

static const char *const trace[] = {"Cart.java", "Checkout.java"};

static struct change_case shop_case(void)
{
    return (struct change_case){t("03:01:12"), 20 * TIME_SECOND, "shop", "web1.example.org", trace, 2};
}

static void expect_rank(const struct change_list *l, const struct change_case *c, const char *const *what, const char *const *why)
{
    struct arena arena = {0};
    struct change_suspect *rank = arena_array(&arena, l->list.n + 1, sizeof *rank);
    change_rank(l, c, &arena, rank);
    for (size_t i = 0; i < l->list.n; i++) {
        assert_string_equal(l->list.v[rank[i].change].what, what[i]);
        if (why)
            assert_string_equal(rank[i].why, why[i]);
    }
    arena_release(&arena);
}

static void the_release_that_touched_the_failing_file_comes_first(void **state)
{
    (void)state;
    struct change_list l;
    struct change_case c = shop_case();
    fill(&l);
    expect_rank(&l, &c,
                (const char *const[]){"release r418", "/etc/nginx/sites/shop.conf", "package libssl3 3.0.13 -> 3.0.14",
                                      "unit app-worker restarted", "flag new-cart to 50%"},
                (const char *const[]){"Cart.java is in the failing trace", "the failing service, this host", "nothing that fails links to it",
                                      "", "it came later"});
    change_list_release(&l);
}

static void a_failing_file_beats_nearness(void **state)
{
    (void)state;
    struct change_list l;
    struct change_case c = shop_case();
    fill(&l);
    const struct change old = {.at = t("00:10:00"), .kind = CHANGE_RELEASE, .what = "commit 7f3a", .file = (const char *const[]){"lib/Checkout.java", NULL}};
    const struct change near = {.at = t("03:01:00"), .kind = CHANGE_RELEASE, .what = "release of another team"};
    change_add(&l, &old);
    change_add(&l, &near);
    change_list_settle(&l);
    expect_rank(&l, &c,
                (const char *const[]){"release r418", "commit 7f3a", "/etc/nginx/sites/shop.conf", "release of another team",
                                      "package libssl3 3.0.13 -> 3.0.14", "unit app-worker restarted", "flag new-cart to 50%"}, NULL);
    change_list_release(&l);
}

static void without_an_onset_the_newest_lead(void **state)
{
    (void)state;
    struct change_list l;
    struct change_case c = {.onset = TIME_NONE};
    fill(&l);
    expect_rank(&l, &c,
                (const char *const[]){"flag new-cart to 50%", "release r418", "/etc/nginx/sites/shop.conf", "package libssl3 3.0.13 -> 3.0.14",
                                      "unit app-worker restarted"},
                (const char *const[]){"", "", "", "", ""});
    change_list_release(&l);
}

static void another_host_is_less_suspect(void **state)
{
    (void)state;
    struct change_list l;
    struct change_case c = {.onset = t("03:00:00"), .host = "web1", .service = "nginx"};
    change_list_init(&l, t("00:00:00"), t("04:00:00"));
    const struct change here = {.at = t("02:40:00"), .kind = CHANGE_CONFIG, .what = "here", .host = "web1"};
    const struct change there = {.at = t("02:59:00"), .kind = CHANGE_CONFIG, .what = "there", .host = "db2"};
    const struct change unit = {.at = t("02:30:00"), .kind = CHANGE_INFRASTRUCTURE, .what = "unit restarted", .host = "web1", .service = "nginx.service"};
    change_add(&l, &here), change_add(&l, &there), change_add(&l, &unit);
    expect_rank(&l, &c, (const char *const[]){"unit restarted", "here", "there"},
                (const char *const[]){"the failing service, this host", "nothing that fails links to it", "on another host, db2"});
    change_list_release(&l);
}

static void what_packages_wrote_is_no_more_suspect_than_they_are(void **state)
{
    (void)state;
    struct change_list l;
    struct change_case c = {.onset = t("03:00:00")};
    change_list_init(&l, t("00:00:00"), t("04:00:00"));
    change_add(&l, &(struct change){.at = t("02:50:00"), .kind = CHANGE_PACKAGE, .what = "8 packages installed"});
    change_add(&l, &(struct change){.at = t("02:50:40"), .kind = CHANGE_CONFIG, .what = "/etc/group"});
    change_add(&l, &(struct change){.at = t("02:40:00"), .kind = CHANGE_CONFIG, .what = "/etc/hosts"});
    expect_rank(&l, &c, (const char *const[]){"/etc/hosts", "/etc/group", "8 packages installed"},
                (const char *const[]){"", "while packages were installed", ""});
    change_list_release(&l);
}

static size_t traced(const char *file, const char *frame)
{
    struct change_list l;
    struct arena arena = {0};
    struct change_suspect s;
    struct change_case c = {.onset = t("03:00:00"), .trace_file = &frame, .n_trace_files = 1};
    const struct change one = {.at = t("02:00:00"), .what = "x", .file = (const char *const[]){file, NULL}};
    change_list_init(&l, t("00:00:00"), t("04:00:00"));
    change_add(&l, &one);
    change_rank(&l, &c, &arena, &s);
    size_t found = s.score > 10;
    arena_release(&arena);
    change_list_release(&l);
    return found;
}

static void paths_are_one_file_when_one_ends_in_the_other(void **state)
{
    (void)state;
    assert_true(traced("src/main/java/shop/Cart.java", "Cart.java"));
    assert_true(traced("shop/cart.py", "/srv/app/releases/r418/shop/cart.py"));
    assert_true(traced("shop/cart.py", "/srv/app/shop/cart.py:42"));
    assert_true(traced("src/cart.js", "webpack:///./src/cart.js?1f2e:12:3"));
    assert_true(traced("internal/cart/cart.go", "/home/build/x/cart/cart.go"));
    assert_false(traced("shop/__init__.py", "/usr/lib/python3/json/__init__.py"));
    assert_false(traced("src/ShoppingCart.java", "Cart.java"));
    assert_false(traced("src/Cart.java", "Cart.jav"));
    assert_false(traced("Cart.java/", "") || traced("", "Cart.java") || traced(":1", ":1") || traced("///", "///"));
}

static void a_list_survives_its_line(void **state)
{
    (void)state;
    struct change_list l, back;
    struct change_case c = shop_case();
    struct str once = {0}, again = {0};
    struct err e = {0};
    fill(&l);
    change_miss(&l, "Kubernetes", "not installed here");
    change_miss(&l, "Kubernetes", "not installed here");
    change_looked(&l, "dpkg");
    change_list_print(&l, &c, &once);
    assert_null(memchr(str_get(&once), '\n', once.n));
    assert_true(change_list_read(str_get(&once), once.n, &back, &e));
    assert_int_equal(back.list.n, 5);
    assert_int_equal(back.missing.n, 1);
    assert_int_equal(back.asked.onset, c.onset);
    assert_string_equal(back.asked.service, "shop");
    change_list_print(&back, &back.asked, &again);
    assert_string_equal(str_get(&once), str_get(&again));
    assert_non_null(strstr(str_get(&once), "5 changes since 00:00; release r418, 2 min before the onset"));
    change_list_release(&l);
    change_list_release(&back);
    str_release(&once);
    str_release(&again);
}

static void the_line_is_bounded_whatever_it_holds(void **state)
{
    (void)state;
    struct change_list l, back;
    struct change_case c = {.onset = TIME_NONE};
    struct str line = {0};
    struct err e = {0};
    char name[600];
    const char *file[400] = {0};
    memset(name, '\x01', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (size_t i = 0; i < 399; i++)
        file[i] = name;
    change_list_init(&l, 0, 1000);
    for (int i = 0; i < 500; i++)
        change_add(&l, &(struct change){.at = i, .what = name, .detail = "\xff\xff", .see = name, .file = file});
    change_list_print(&l, &c, &line);
    assert_true(line.n < 1000 * 1000);
    assert_true(change_list_read(line.s, line.n, &back, &e));
    assert_true(back.n_dropped > 0 && back.n_dropped + back.list.n == 500);
    change_list_release(&l);
    change_list_release(&back);
    str_release(&line);
}

static void what_is_no_list_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "{}", "[]", "{\"since\": 1, \"until\": 2, \"changes\": []}", "{\"changes\": {}}", "nul"};
    struct change_list l;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = {0};
        assert_false(change_list_read(bad[i], strlen(bad[i]), &l, &e));
        assert_int_equal(e.code, ERR_INPUT);
    }
    static const char odd[] = "{\"since\":\"2026-03-01T00:00:00Z\",\"until\":\"2026-03-02T00:00:00Z\",\"changes\":[1,{},{\"at\":5},"
                              "{\"at\":\"2026-03-01T01:00:00Z\",\"kind\":\"no such\",\"what\":\"a\"},{\"at\":\"2026-03-01T01:00:00Z\",\"kind\":\"data\","
                              "\"what\":\"\\u001b[2Jb\",\"files\":[1,null]}],\"missing\":[[]],\"looked\":[{}]}";
    struct err e = {0};
    assert_true(change_list_read(odd, sizeof odd - 1, &l, &e));
    assert_int_equal(l.list.n, 1);
    assert_string_equal(l.list.v[0].what, "^[[2Jb");
    assert_null(l.list.v[0].file);
    change_list_release(&l);
}

static void facts_look_at_what_came_before(void **state)
{
    (void)state;
    struct change_list l;
    struct change_case c = shop_case(), nothing = {.onset = TIME_NONE};
    fill(&l);
    const struct change late = {.at = t("03:05:00"), .kind = CHANGE_RELEASE, .what = "release r417"};
    change_add(&l, &late);
    struct change_facts f = change_facts(&l, &c);
    assert_int_equal(f.count, 6);
    assert_int_equal(f.before_onset, 4);
    assert_true(f.last_change == t("03:05:00"));
    assert_true(f.last[CHANGE_RELEASE] == t("02:58:40"));
    assert_string_equal(f.ref[CHANGE_RELEASE], "release r418");
    assert_true(f.last[CHANGE_FLAG] == t("03:03:10"));
    assert_true(f.last[CHANGE_DATA] == TIME_NONE && !f.ref[CHANGE_DATA]);
    assert_string_equal(f.top_suspect, "release r418");
    assert_string_equal(f.suspect_kind, "release");
    f = change_facts(&l, &nothing);
    assert_string_equal(f.ref[CHANGE_RELEASE], "release r417");
    assert_int_equal(f.before_onset, 6);
    change_list_release(&l);
    change_list_init(&l, 0, 1);
    f = change_facts(&l, &c);
    assert_true(f.count == 0 && !f.top_suspect && f.last_change == TIME_NONE);
    change_list_release(&l);
}

static void the_same_change_is_listed_once(void **state)
{
    (void)state;
    struct change_list l;
    change_list_init(&l, 0, 100);
    const struct change a = {.at = 10, .what = "package a", .id = "package:a:2"}, b = {.at = 9, .what = "package a", .who = "ann", .id = "package:a:2"};
    const struct change outside = {.at = 101, .what = "later"}, nameless = {.at = 5, .what = "  "};
    assert_true(change_add(&l, &a) && change_add(&l, &b));
    assert_false(change_add(&l, &outside) || change_add(&l, &nameless));
    change_list_settle(&l);
    assert_int_equal(l.list.n, 1);
    assert_string_equal(l.list.v[0].who, "ann");
    change_list_release(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_release_that_touched_the_failing_file_comes_first),
        cmocka_unit_test(a_failing_file_beats_nearness),
        cmocka_unit_test(without_an_onset_the_newest_lead),
        cmocka_unit_test(another_host_is_less_suspect),
        cmocka_unit_test(what_packages_wrote_is_no_more_suspect_than_they_are),
        cmocka_unit_test(paths_are_one_file_when_one_ends_in_the_other),
        cmocka_unit_test(a_list_survives_its_line),
        cmocka_unit_test(the_line_is_bounded_whatever_it_holds),
        cmocka_unit_test(what_is_no_list_is_refused),
        cmocka_unit_test(facts_look_at_what_came_before),
        cmocka_unit_test(the_same_change_is_listed_once),
    };
    return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
