/* The knowledge base finds what is there, sees what changed, and outlives its cache. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/db_open.h"
#include "store/kb_file.h"
#include "store/kb_index.h"

/* A place of its own for every test, with a user's and a team's directory. */
struct place {
    char root[64], user[80], team[80], cache[96];
    const char *dir[2];
    struct kb *kb;
    struct arena arena;
    struct kb_found found;
    struct err e;
};

static size_t n_read; /* files that went through the reader */

static void counting_reader(struct markdown_job *jobs, size_t n, struct arena *arena)
{
    n_read += n;
    markdown_read_all(jobs, n, arena);
}

static void open_kb(struct place *p, const char *lang, const char *cache)
{
    struct kb_options o = {.dir = p->dir, .n_dirs = 2, .cache = cache, .lang = lang, .read = counting_reader};
    kb_close(p->kb);
    p->kb = NULL;
    assert_true(kb_open(&o, &p->kb, &p->e));
    assert_true(kb_refresh(p->kb, &p->e));
}

static void write_file(const char *dir, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void remove_tree(const char *path)
{
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));) {
        char inner[512];
        snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
        if (!str_eq(e->d_name, ".") && !str_eq(e->d_name, ".."))
            remove_tree(inner);
    }
    if (d)
        closedir(d);
    remove(path);
}

static int set_up(void **state)
{
    struct place *p = mem_alloc(sizeof *p);
    const char *tmp = getenv("TMPDIR");
    snprintf(p->root, sizeof p->root, "%s/kb-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
    assert_non_null(mkdtemp(p->root));
    snprintf(p->user, sizeof p->user, "%s/user", p->root);
    snprintf(p->team, sizeof p->team, "%s/team", p->root);
    snprintf(p->cache, sizeof p->cache, "%s/a/b/kb.db", p->root);
    p->dir[0] = p->user;
    p->dir[1] = p->team;
    mkdir(p->user, 0700);
    mkdir(p->team, 0700);
    write_file(p->team, "disk.md", "---\nid: kb_1\ntitle: Disk full\nkeywords: [inodes, df]\ncategory: host\n---\n"
                                   "The volume has no room left.\n\n## What may go\n\nOld packages, old logs.\n");
    write_file(p->team, "pool.md", "---\nid: kb_2\ntitle: Connection pools\n---\nA full disk is not the reason here.\n");
    write_file(p->team, "plain.md", "# Without front matter\n\nNothing but text.\n");
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    struct place *p = *state;
    kb_close(p->kb);
    arena_release(&p->arena);
    remove_tree(p->root);
    mem_free(p);
    return 0;
}

/* The ids found, best first: "kb_1 kb_2". */
static const char *ids(struct place *p, const char *words)
{
    struct str s = {0};
    p->e = (struct err){0};
    assert_true(kb_search(p->kb, words, 10, &p->arena, &p->found, &p->e));
    assert_int_equal(p->e.code, ERR_NONE);
    for (size_t i = 0; i < p->found.n; i++)
        str_addf(&s, "%s%s", i ? " " : "", p->found.entry[i].id);
    const char *kept = arena_strdup(&p->arena, str_get(&s));
    str_release(&s);
    return kept;
}

static void what_was_read_leaves_no_log_behind(void **state)
{
    struct place *p = *state;
    struct stat st;
    open_kb(p, "", p->cache);
    assert_int_equal(stat(arena_printf(&p->arena, "%s-wal", p->cache), &st), 0);
    assert_int_equal(st.st_size, 0);
}

static void words_find_articles_the_best_first(void **state)
{
    struct place *p = *state;
    open_kb(p, "", p->cache);
    assert_false(kb_is_in_memory(p->kb));
    assert_string_equal(ids(p, "disk full"), "kb_1 kb_2");
    assert_string_equal(ids(p, "INODES"), "kb_1");
    assert_string_equal(ids(p, "kb_2"), "kb_2");
    assert_string_equal(ids(p, "host"), "kb_1");
    assert_string_equal(ids(p, "packages"), "kb_1");
    assert_non_null(strstr(p->found.entry[0].snippet, "Old packages, old logs."));
    assert_string_equal(ids(p, "nosuchword"), "");
    assert_string_equal(ids(p, ""), "kb_1 kb_2 plain");
    assert_int_equal(p->found.total, 3);
}

static void the_last_word_may_be_unfinished(void **state)
{
    struct place *p = *state;
    open_kb(p, "", p->cache);
    assert_string_equal(ids(p, "ino"), "kb_1");
    assert_string_equal(ids(p, "disk ful"), "kb_1 kb_2");
    assert_string_equal(ids(p, "dis ful"), "kb_1 kb_2");
}

static void a_typing_error_is_forgiven(void **state)
{
    struct place *p = *state;
    open_kb(p, "", p->cache);
    assert_string_equal(ids(p, "conection pools"), "kb_2");
    assert_string_equal(p->found.corrected, "connection pools");
    assert_string_equal(ids(p, "pakcages"), "kb_1");
    assert_string_equal(ids(p, "disk"), "kb_1 kb_2");
    assert_null(p->found.corrected);
    assert_string_equal(ids(p, "xf"), "");
}

static void no_query_is_an_error(void **state)
{
    struct place *p = *state;
    static const char *const query[] = {"\"", "\"\"", "*", "disk*", "NEAR(a b)", "title:disk", "a AND", "NOT", "^a", "{a b}:c",
                                        "(", "a + b", "-disk", "'; DROP TABLE words; --", "\x01\x1b[2J", "\xff\xfe", "disk\" OR \"",
                                        "ﬀ ﷽", "%s%n", "a b c d e f g h i j k l", "\xe2\x82", ",", "?1"};
    open_kb(p, "", p->cache);
    for (size_t i = 0; i < sizeof query / sizeof *query; i++)
        ids(p, query[i]);
    char *large = mem_alloc(100001);
    memset(large, 'x', 100000);
    assert_string_equal(ids(p, large), "");
    mem_free(large);
    assert_string_equal(ids(p, "disk\" full"), "kb_1 kb_2");
}

static void what_changes_is_seen_and_only_that_is_read(void **state)
{
    struct place *p = *state;
    n_read = 0;
    open_kb(p, "", p->cache);
    assert_int_equal(n_read, 3);
    open_kb(p, "", p->cache);
    assert_true(kb_refresh(p->kb, &p->e));
    assert_int_equal(n_read, 3);
    write_file(p->team, "pool.md", "---\nid: kb_2\ntitle: Connection pools\n---\nNow about sockets only.\n");
    write_file(p->team, "new.md", "# Brand new\n");
    assert_true(kb_refresh(p->kb, &p->e));
    assert_int_equal(n_read, 5);
    assert_string_equal(ids(p, "sockets"), "kb_2");
    assert_string_equal(ids(p, "reason"), "");
    assert_string_equal(ids(p, "brand"), "new");
    char path[256];
    snprintf(path, sizeof path, "%s/new.md", p->team);
    unlink(path);
    assert_true(kb_refresh(p->kb, &p->e));
    assert_string_equal(ids(p, "brand"), "");
    assert_int_equal(n_read, 5);
}

static void a_change_of_the_same_size_is_seen(void **state)
{
    struct place *p = *state;
    char path[256];
    struct timespec then[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000, .tv_nsec = 5}};
    open_kb(p, "", p->cache);
    snprintf(path, sizeof path, "%s/plain.md", p->team);
    write_file(p->team, "plain.md", "# Without front matter\n\nWords but text.\n..");
    assert_int_equal(utimensat(AT_FDCWD, path, then, 0), 0);
    assert_true(kb_refresh(p->kb, &p->e));
    write_file(p->team, "plain.md", "# Without front matter\n\nOther but text.\n..");
    then[1].tv_nsec = 6;
    assert_int_equal(utimensat(AT_FDCWD, path, then, 0), 0);
    assert_true(kb_refresh(p->kb, &p->e));
    assert_string_equal(ids(p, "other"), "plain");
}

static void the_first_directory_wins_and_gives_back(void **state)
{
    struct place *p = *state;
    open_kb(p, "", p->cache);
    write_file(p->user, "mine.md", "---\nid: kb_1\ntitle: My own disk\n---\nPersonal.\n");
    assert_true(kb_refresh(p->kb, &p->e));
    assert_string_equal(ids(p, "personal"), "kb_1");
    assert_string_equal(ids(p, "inodes"), "");
    assert_true(kb_list(p->kb, false, &p->arena, &p->found, &p->e));
    assert_int_equal(p->found.n, 3);
    assert_string_equal(p->found.entry[0].title, "My own disk");
    assert_true(kb_list(p->kb, true, &p->arena, &p->found, &p->e));
    assert_int_equal(p->found.n, 4);
    char path[256];
    snprintf(path, sizeof path, "%s/mine.md", p->user);
    unlink(path);
    assert_true(kb_refresh(p->kb, &p->e));
    assert_string_equal(ids(p, "inodes"), "kb_1");
    assert_string_equal(ids(p, "personal"), "");
}

static void the_readers_language_wins(void **state)
{
    struct place *p = *state;
    write_file(p->team, "disk.de.md", "---\nid: kb_1\ntitle: Platte voll\n---\nKein Platz.\n");
    write_file(p->team, "nur.de.md", "---\nid: kb_9\ntitle: Nur deutsch\n---\nText.\n");
    open_kb(p, "", p->cache);
    assert_string_equal(ids(p, "disk inodes"), "kb_1");
    assert_string_equal(ids(p, "deutsch"), "kb_9");
    open_kb(p, "de_AT", p->cache);
    assert_string_equal(ids(p, "platz"), "kb_1");
    assert_string_equal(ids(p, "inodes"), "");
    assert_string_equal(ids(p, "plain"), "plain");
    open_kb(p, "fr", p->cache);
    assert_string_equal(ids(p, "inodes"), "kb_1");
}

static void links_and_names_find_articles(void **state)
{
    struct place *p = *state;
    static const char *const name[] = {"kb_1", "KB_1", "disk", "disk.md", "../x/disk.md#may-go", "Disk.html", "/team/disk/"};
    struct kb_entry entry;
    open_kb(p, "", p->cache);
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        assert_true(kb_find(p->kb, name[i], &p->arena, &entry, &p->e));
        assert_string_equal(entry.id, "kb_1");
    }
    assert_false(kb_find(p->kb, "kb_099", &p->arena, &entry, &p->e));
    assert_int_equal(p->e.code, ERR_ABSENT);
    assert_string_equal(p->e.text, "article kb_099 is not there; triage kb list shows what is");
}

static void an_article_is_loaded_from_its_file(void **state)
{
    struct place *p = *state;
    struct kb_entry entry;
    struct article a;
    struct document d;
    open_kb(p, "", p->cache);
    assert_true(kb_find(p->kb, "kb_1", &p->arena, &entry, &p->e));
    assert_true(kb_load(markdown_read_all, entry.path, &p->arena, &a, &d, &p->e));
    assert_string_equal(a.title, "Disk full");
    assert_int_equal(d.n_blocks, 3);
    assert_false(kb_load(markdown_read_all, "/nonexistent.md", &p->arena, &a, &d, &p->e));
    assert_int_equal(p->e.code, ERR_ABSENT);
}

static void overwrite(const char *path, long offset, const char *bytes, size_t n)
{
    FILE *f = fopen(path, "r+");
    assert_non_null(f);
    fseek(f, offset, SEEK_SET);
    fwrite(bytes, 1, n, f);
    fclose(f);
}

/* Moves everything into the main file, where damage is not caught by the checksums of a -wal. */
static void fold_wal(struct place *p)
{
    struct db_options o = {.path = p->cache};
    struct db *db;
    assert_true(db_open(&o, NULL, &db, &p->e));
    assert_true(db_checkpoint(db, &p->e));
    db_close(db);
    unlink(arena_printf(&p->arena, "%s-wal", p->cache));
    unlink(arena_printf(&p->arena, "%s-shm", p->cache));
}

static void a_broken_cache_is_made_anew(void **state)
{
    struct place *p = *state;
    char junk[4096];
    memset(junk, 0x5a, sizeof junk);
    open_kb(p, "", p->cache);
    kb_close(p->kb);
    p->kb = NULL;
    fold_wal(p);
    overwrite(p->cache, 0, junk, 100); /* the header */
    open_kb(p, "", p->cache);
    assert_string_equal(ids(p, "inodes"), "kb_1");
    assert_false(kb_is_in_memory(p->kb));
}

static void a_foreign_cache_is_made_anew(void **state)
{
    struct place *p = *state;
    struct db_options o = {.path = p->cache, .create = true};
    struct db *db;
    mkdir(arena_printf(&p->arena, "%s/a", p->root), 0700);
    mkdir(arena_printf(&p->arena, "%s/a/b", p->root), 0700);
    assert_true(db_open(&o, NULL, &db, &p->e));
    assert_true(db_run(db, "CREATE TABLE article(rank); PRAGMA user_version=7", &p->e));
    db_close(db);
    open_kb(p, "", p->cache);
    assert_false(kb_is_in_memory(p->kb));
    assert_string_equal(ids(p, "inodes"), "kb_1");
}

static void a_cache_damaged_anywhere_still_answers(void **state)
{
    struct place *p = *state;
    struct stat st;
    char junk[2000];
    size_t n_rebuilt = 0;
    memset(junk, 0x5a, sizeof junk);
    open_kb(p, "", p->cache);
    for (long page = 1; page < 40; page++) {
        kb_close(p->kb);
        p->kb = NULL;
        fold_wal(p);
        if (stat(p->cache, &st) < 0 || st.st_size <= page * 4096)
            break;
        overwrite(p->cache, page * 4096, junk, sizeof junk);
        n_read = 0;
        open_kb(p, "", p->cache);
        assert_true(kb_search(p->kb, "inodes", 10, &p->arena, &p->found, &p->e));
        n_rebuilt += n_read > 0;
        kb_close(p->kb);
        p->kb = NULL;
        unlink(p->cache);
        open_kb(p, "", p->cache);
    }
    assert_true(n_rebuilt > 3);
}

static void a_cache_that_cannot_be_written_is_left_for_memory(void **state)
{
    struct place *p = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/disk.md/kb.db", p->team); /* below a file */
    open_kb(p, "", path);
    assert_true(kb_is_in_memory(p->kb));
    assert_string_equal(ids(p, "inodes"), "kb_1");
    open_kb(p, "", NULL);
    assert_true(kb_is_in_memory(p->kb));
    assert_string_equal(ids(p, "inodes"), "kb_1");
}

static void odd_files_do_no_harm(void **state)
{
    struct place *p = *state;
    char path[256];
    snprintf(path, sizeof path, "%s/pipe.md", p->team);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(path, sizeof path, "%s/loop.md", p->team);
    assert_int_equal(symlink("loop.md", path), 0);
    snprintf(path, sizeof path, "%s/up", p->team);
    assert_int_equal(symlink("..", path), 0);
    write_file(p->team, "\x1b[2J.md", "---\ntitle: \"\\e[2Jx\"\n---\nescape\n");
    write_file(p->team, ".hidden.md", "hidden\n");
    write_file(p->team, "note.txt", "text\n");
    open_kb(p, "", p->cache);
    assert_true(kb_list(p->kb, true, &p->arena, &p->found, &p->e));
    assert_int_equal(p->found.n, 4);
    assert_string_equal(ids(p, "escape"), "^[[2J");
    assert_string_equal(p->found.entry[0].title, "^[[2Jx");
}

static void the_runbooks_are_all_found(void **state)
{
    struct place *p = *state;
    const char *corpora = getenv("TRIAGE_CORPORA");
    char path[4096];
    if (!corpora)
        return; /* they do not ship */
    snprintf(path, sizeof path, "%s/runbooks", corpora);
    p->dir[0] = path;
    open_kb(p, "", p->cache);
    assert_true(kb_list(p->kb, false, &p->arena, &p->found, &p->e));
    assert_int_equal(p->found.n, 596 + 3);
    ids(p, "etcd grpc requests slow");
    assert_true(p->found.n > 0);
    assert_non_null(strstr(p->found.entry[0].id, "etcdGRPCRequestsSlow"));
}

#define PLACED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(what_was_read_leaves_no_log_behind),
        PLACED(words_find_articles_the_best_first),
        PLACED(the_last_word_may_be_unfinished),
        PLACED(a_typing_error_is_forgiven),
        PLACED(no_query_is_an_error),
        PLACED(what_changes_is_seen_and_only_that_is_read),
        PLACED(a_change_of_the_same_size_is_seen),
        PLACED(the_first_directory_wins_and_gives_back),
        PLACED(the_readers_language_wins),
        PLACED(links_and_names_find_articles),
        PLACED(an_article_is_loaded_from_its_file),
        PLACED(a_broken_cache_is_made_anew),
        PLACED(a_foreign_cache_is_made_anew),
        PLACED(a_cache_damaged_anywhere_still_answers),
        PLACED(a_cache_that_cannot_be_written_is_left_for_memory),
        PLACED(odd_files_do_no_harm),
        PLACED(the_runbooks_are_all_found),
    };
    return cmocka_run_group_tests_name("kb_index", tests, NULL, NULL);
}
