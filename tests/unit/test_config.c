/* Where things are, what is set, who works, what time it is there, and files that are whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/actor.h"
#include "store/config.h"
#include "store/disk.h"
#include "store/files.h"
#include "store/liveness.h"
#include "store/zone.h"

struct home {
    char dir[64];
};

static int make_home(void **state)
{
    struct home *h = calloc(1, sizeof *h);
    static const char *const variables[] = {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME",
                                            "TRIAGE_JOURNAL",  "TRIAGE_OPERATOR", "TRIAGE_DATADIR"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        unsetenv(variables[i]);
    snprintf(h->dir, sizeof h->dir, "/tmp/triage-home-XXXXXX");
    *state = h;
    return h && mkdtemp(h->dir) ? setenv("HOME", h->dir, 1) : -1;
}

static int drop_home(void **state)
{
    struct home *h = *state;
    char command[128];
    static const char *const files[] = {".config/triage/config.yaml", ".config/triage", ".config", "f", "p", "l", "d/e/f", "d/e", "d", ""};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(command, sizeof command, "%s/%s", h->dir, files[i]);
        (void)remove(command);
    }
    free(h);
    return 0;
}

static void write_config(const struct home *h, const char *text)
{
    char path[128];
    struct err e = {0};
    snprintf(path, sizeof path, "%s/.config/triage", h->dir);
    assert_true(files_make_directory(path, 0700, &e));
    snprintf(path, sizeof path, "%s/.config/triage/config.yaml", h->dir);
    assert_true(files_write(path, text, strlen(text), 0600, &e));
}

static void paths_follow_home_and_xdg(void **state)
{
    struct home *h = *state;
    struct paths p;
    struct err e = {0};
    char want[128];
    setenv("XDG_CACHE_HOME", "/var/cache/ann/", 1);
    setenv("XDG_CONFIG_HOME", "not/absolute", 1);
    setenv("TRIAGE_DATADIR", "/tree", 1);
    assert_true(paths_find(&p, &e));
    snprintf(want, sizeof want, "%s/.local/state/triage", h->dir);
    assert_string_equal(p.state, want);
    snprintf(want, sizeof want, "%s/.config/triage", h->dir);
    assert_string_equal(p.config, want);
    assert_string_equal(p.cache, "/var/cache/ann/triage");
    assert_string_equal(p.shipped, "/tree");
    char *a = paths_expand(&p, "~/x", NULL), *b = paths_shorten(&p, a), *c = paths_expand(&p, "y/z", "/base");
    assert_string_equal(b, "~/x");
    assert_string_equal(c, "/base/y/z");
    mem_free(a);
    mem_free(b);
    mem_free(c);
    paths_release(&p);
    unsetenv("HOME"); /* then the password file knows, and nothing lands in / */
    assert_true(paths_find(&p, &e));
    assert_int_equal(p.home[0], '/');
    paths_release(&p);
}

static void every_value_says_where_it_comes_from(void **state)
{
    struct home *h = *state;
    struct paths p;
    struct config c;
    struct err e = {0};
    char want[160];
    write_config(h, "# mine\noperator: ann\nplain: true\nflows: [/srv/flows, more]\narticles: ~/kb\njournal: j.db\ntheme:\n");
    setenv("TRIAGE_OPERATOR", "bob", 1);
    assert_true(paths_find(&p, &e));
    if (!config_load(&c, &p, &e))
        fail_msg("%s", e.text);
    assert_true(c.has_file);
    assert_string_equal(config_text(&c, CONFIG_OPERATOR), "bob");
    assert_string_equal(c.item[CONFIG_OPERATOR].source, "$TRIAGE_OPERATOR");
    assert_true(config_flag(&c, CONFIG_PLAIN));
    assert_string_equal(c.item[CONFIG_PLAIN].source, "~/.config/triage/config.yaml:3");
    assert_null(c.item[CONFIG_THEME].source);
    assert_string_equal(config_text(&c, CONFIG_THEME), "default");
    snprintf(want, sizeof want, "%s/.config/triage/j.db", h->dir);
    assert_string_equal(config_text(&c, CONFIG_JOURNAL), want);
    assert_true(config_set(&c, &p, CONFIG_JOURNAL, "/tmp/other.db", "--journal", &e));
    assert_string_equal(config_text(&c, CONFIG_JOURNAL), "/tmp/other.db");
    const struct config_place *places;
    assert_int_equal(config_places(&c, &p, CONFIG_KIND_FLOWS, &places), 5);
    assert_string_equal(places[1].path, "/srv/flows");
    snprintf(want, sizeof want, "%s/.config/triage/more", h->dir);
    assert_string_equal(places[2].path, want);
    assert_string_equal(places[4].path, PKGDATADIR "/data/flows");
    assert_string_equal(places[4].origin, "shipped");
    assert_int_equal(config_places(&c, &p, CONFIG_KIND_ARTICLES, &places), 4);
    snprintf(want, sizeof want, "%s/kb", h->dir);
    assert_string_equal(places[1].path, want);
    config_release(&c);
    paths_release(&p);
}

static void a_mistake_is_named_with_its_place(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"plain: true\noperater: ann\n", "config.yaml:2:1: there is no setting 'operater'; did you mean 'operator'?"},
        {"plain: yes\n", "config.yaml:1:1: plain is true or false, not 'yes'"},
        {"theme: pink\n", "theme is one of: default mono"},
        {"operator: [a]\n", "operator is one value"},
        {"flows: {a: b}\nflows: x\n", "config.yaml:"},
        {"flows: [[a]]\n", "flows is a list of directories"},
        {"- a\n", "settings are lines"},
        {"plain: &x true\n", "config.yaml:1:"},
        {"\xff\n", "config.yaml"},
        {"unheard-of: 1\n", "triage config shows all"},
    };
    struct paths p;
    struct err e = {0};
    assert_true(paths_find(&p, &e));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct config c;
        e = (struct err){0};
        write_config(*state, cases[i].text);
        assert_false(config_load(&c, &p, &e));
        assert_int_equal(e.code, ERR_CONFIG);
        if (!strstr(e.text, cases[i].words))
            fail_msg("'%s' does not say '%s'", e.text, cases[i].words);
        config_release(&c);
    }
    paths_release(&p);
}

static void no_file_is_no_mistake(void **state)
{
    struct paths p;
    struct config c;
    struct err e = {0};
    (void)state;
    assert_true(paths_find(&p, &e) && config_load(&c, &p, &e));
    assert_false(c.has_file);
    assert_true(str_ends(config_text(&c, CONFIG_JOURNAL), "/.local/state/triage/journal.db"));
    config_release(&c);
    paths_release(&p);
}

static void the_actor_has_a_name_and_the_operator_beside_it(void **state)
{
    struct actor plain, shared;
    (void)state;
    actor_find(&plain, "");
    actor_find(&shared, "ann");
    assert_true(*plain.login && *plain.effective && *plain.host);
    assert_null(strchr(plain.host, '.'));
    assert_true(str_starts(plain.name, plain.login));
    assert_non_null(strstr(shared.name, " (ann)"));
    actor_release(&plain);
    actor_release(&shared);
}

static void the_zone_has_summer_and_winter(void **state)
{
    struct time_zone z;
    const int64_t now = INT64_C(1772373600000000); /* 2026-03-01T14:00:00Z */
    (void)state;
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    zone_load(&z, now);
    assert_int_equal(time_zone_offset(&z, now), 3600);
    assert_int_equal(time_zone_offset(&z, now + 60 * TIME_DAY), 7200);
    const int64_t change = INT64_C(1774746000000000); /* 2026-03-29T01:00:00Z */
    assert_int_equal(time_zone_offset(&z, change - TIME_SECOND), 3600);
    assert_int_equal(time_zone_offset(&z, change), 7200);
    setenv("TZ", "XYZ3:30", 1);
    zone_load(&z, now);
    assert_int_equal(time_zone_offset(&z, now), -12600);
    assert_int_equal(z.n, 1);
    unsetenv("TZ");
}

static void a_file_is_read_whole_or_refused(void **state)
{
    struct home *h = *state;
    struct str out = {0};
    struct err e = {0};
    struct stat st;
    char f[96], p[96], l[96], d[96];
    snprintf(f, sizeof f, "%s/f", h->dir);
    snprintf(p, sizeof p, "%s/p", h->dir);
    snprintf(l, sizeof l, "%s/l", h->dir);
    snprintf(d, sizeof d, "%s/d/e/f", h->dir);
    assert_true(files_write_new(f, "hello", 5, 0600, &e));
    assert_false(files_write_new(f, "x", 1, 0600, &e));
    assert_int_equal(e.code, ERR_DENIED);
    assert_true(files_read(f, 5, &out, &e));
    assert_string_equal(out.s, "hello");
    assert_false(files_read(f, 4, &out, &e));
    assert_int_equal(out.n, 5);
    assert_int_equal(e.code, ERR_INPUT);
    str_clear(&out);
    assert_true(files_read_head(f, 2, &out, &e));
    assert_string_equal(out.s, "he");
    assert_int_equal(mkfifo(p, 0600), 0);
    assert_false(files_read(p, 100, &out, &e)); /* and does not wait for a writer */
    assert_false(files_read(h->dir, 100, &out, &e));
    assert_false(files_read("/nonexistent/x", 100, &out, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    assert_int_equal(symlink(f, l), 0);
    assert_true(files_write(l, "new", 3, 0640, &e)); /* the link becomes a file, what it led to stays */
    assert_true(lstat(l, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 0777) == 0640);
    str_clear(&out);
    assert_true(files_read(f, 5, &out, &e));
    assert_string_equal(out.s, "hello");
    assert_false(files_write("/nonexistent/x", "a", 1, 0600, &e));
    assert_true(files_make_directory(d, 0700, &e) && files_make_directory(d, 0700, &e));
    assert_false(files_make_directory(f, 0700, &e) || files_make_directory("", 0700, &e));
    str_release(&out);
}

static void a_liveness_file_is_held_until_it_is_released(void **state)
{
    struct home *h = *state;
    struct liveness l;
    struct err e = {0};
    char dir[96];
    snprintf(dir, sizeof dir, "%s/d", h->dir);
    assert_true(liveness_take(&l, dir, false, &e));
    char *path = mem_strdup(l.path);
    assert_false(liveness_is_free(path));
    liveness_release(&l);
    assert_true(liveness_is_free(path));
    assert_true(liveness_is_free("/dev/null")); /* no plain file: never opened */
    mem_free(path);
}

static char *make_old_file(const char *dir, const char *name, int64_t age)
{
    char path[160];
    struct err e = {0};
    struct timespec when[2] = {{.tv_sec = time(NULL) - (time_t)age}, {.tv_sec = time(NULL) - (time_t)age}};
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_true(files_write(path, "", 0, 0600, &e));
    assert_int_equal(utimensat(AT_FDCWD, path, when, 0), 0);
    return mem_strdup(path);
}

static void what_a_killed_triage_left_is_removed_after_a_day(void **state)
{
    struct home *h = *state;
    struct liveness l, other;
    struct err e = {0};
    char dir[96];
    snprintf(dir, sizeof dir, "%s/d", h->dir);
    assert_true(files_make_directory(dir, 0700, &e) && liveness_take(&other, dir, false, &e));
    struct timespec old[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    assert_int_equal(utimensat(AT_FDCWD, other.path, old, 0), 0); /* old, and held */
    char *forgotten = make_old_file(dir, "forgotten", 90000), *recent = make_old_file(dir, "recent", 3600);
    assert_true(liveness_take(&l, dir, false, &e));
    assert_false(files_exist(forgotten));
    assert_true(files_exist(recent) && files_exist(other.path));
    liveness_release(&l);
    liveness_release(&other);
    mem_free(forgotten);
    mem_free(recent);
}

static void a_disk_is_looked_at(void **state)
{
    struct disk d;
    (void)state;
    assert_true(disk_look("/tmp", &d));
    assert_true(d.all_bytes > 0 && d.free_bytes <= d.all_bytes && *d.name);
    assert_false(disk_look("/nonexistent", &d));
    assert_string_equal(d.name, "unknown");
}

#define HOME(f) cmocka_unit_test_setup_teardown(f, make_home, drop_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOME(paths_follow_home_and_xdg),
        HOME(every_value_says_where_it_comes_from),
        HOME(a_mistake_is_named_with_its_place),
        HOME(no_file_is_no_mistake),
        HOME(the_actor_has_a_name_and_the_operator_beside_it),
        HOME(the_zone_has_summer_and_winter),
        HOME(a_file_is_read_whole_or_refused),
        HOME(a_liveness_file_is_held_until_it_is_released),
        HOME(what_a_killed_triage_left_is_removed_after_a_day),
        HOME(a_disk_is_looked_at),
    };
    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
