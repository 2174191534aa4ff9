/* The journal in bad company: tampered with, damaged, held, foreign, newer, on a full disk, in a directory that cannot be
 * written. It says what is wrong, loses nothing, and never guesses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "journal_place.h"
#include "store/db_open.h"
#include "store/files.h"
#include "store/journal_verify.h"
#include "store/spare.h"
#include "text/digest.h"

static void fill(struct place *p, struct incident *inc)
{
    struct journal *j = open_journal(p);
    struct err e = {0};
    char digest[65];
    open_incident(j, inc);
    put(j, inc, EV(entered, "scope", .title = "Which?", .phase = "logs", .how = "start"));
    put(j, inc, EV(probe_started, "scope", .probe = "scan", .command = "true"));
    assert_true(journal_put_blob(j, NULL, "500 500 500", 11, JOURNAL_REDACTED, digest, &e));
    put(j, inc, EV(probe_ended, "scope", .run = 3, .probe = "scan", .outcome = "exited", .output = digest, .summary = "3 errors"));
    put(j, inc, EV(noted, "scope", .text = "staging is down"));
    put(j, inc, EV(noted, NULL, .text = "bob looks at it"));
    journal_rest(j);
    journal_close(j);
}

/* As another program would: straight past everything the journal does. */
static void meddle(struct place *p, const char *sql)
{
    struct db_options o = {.path = p->file};
    struct db *db = NULL;
    struct err e = {0};
    if (!db_open(&o, NULL, &db, &e) || !db_run(db, sql, &e))
        fail_msg("%s: %s", sql, e.text);
    db_close(db);
}

static void keep_finding(const struct journal_finding *f, void *who)
{
    *(struct journal_finding *)who = *f;
}

static struct journal_finding verify(struct place *p)
{
    struct journal_finding f = {0};
    struct err e = {0};
    struct journal *j = open_journal(p);
    if (!journal_verify(j, NULL, keep_finding, &f, &e))
        fail_msg("%s", e.text);
    journal_close(j);
    return f;
}

static void an_untouched_journal_verifies(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    char head[65];
    int64_t n, bad;
    fill(p, &inc);
    struct journal_finding f = verify(p);
    assert_int_equal(f.touched, 0);
    assert_int_equal(f.n_events, 6);
    struct journal *j = open_journal(p);
    assert_true(journal_head(j, &inc, head, &e));
    assert_string_equal(head, f.head);
    assert_true(journal_verify_blobs(j, &n, &bad, &e) && n == 1 && bad == 0);
    assert_true(journal_count_strays(j, &n, &e) && n == 0);
    journal_close(j);
    incident_release(&inc);
}

static void each_touched_column_is_found_and_its_event_named(void **state)
{
    static const struct {
        const char *sql;
        int touched;
        const char *why;
    } cases[] = {
        {"UPDATE event SET at=at+1 WHERE seq=2", 2, "its time"},
        {"UPDATE event SET recorded_at=recorded_at-1 WHERE seq=5", 5, "its time"},
        {"UPDATE event SET actor='bob' WHERE seq=5", 5, "actor"},
        {"UPDATE event SET actor='ann'||char(0)||'x' WHERE seq=5", 5, "damaged"},
        {"UPDATE event SET host='ops-2' WHERE seq=5", 5, "host"},
        {"UPDATE event SET step='other' WHERE seq=5", 5, "step"},
        {"UPDATE event SET step=NULL WHERE seq=5", 5, "step"},
        {"UPDATE event SET step='' WHERE seq=6", 6, "step"},
        {"UPDATE event SET kind='told' WHERE seq=6", 6, ""},
        {"UPDATE event SET kind='nonsense' WHERE seq=6", 6, "nonsense"},
        {"UPDATE event SET salt=randomblob(16) WHERE seq=4", 4, "not what was recorded"},
        {"UPDATE event SET body=(SELECT body FROM event WHERE seq=6) WHERE seq=5", 5, "not what was recorded"},
        {"UPDATE event SET body=x'' WHERE seq=6", 6, "not what was recorded"},
        {"UPDATE event SET body_hash=zeroblob(32) WHERE seq=3", 3, "not what was recorded"},
        {"UPDATE event SET prev=zeroblob(32) WHERE seq=3", 3, "does not follow"},
        {"UPDATE event SET hash=zeroblob(32) WHERE seq=3", 3, "hash was changed"},
        {"DELETE FROM event WHERE seq=3", 3, "missing"},
        {"DELETE FROM event WHERE seq=1", 1, "missing"},
        {"DELETE FROM event WHERE seq=6", 6, "there are 5"},
        {"UPDATE event SET seq=7 WHERE seq=6", 6, "missing"},
        {"INSERT INTO event SELECT incident, 7, at, recorded_at, actor, host, kind, step, salt, body, body_hash, prev, hash "
         "FROM event WHERE seq=6", 7, "does not follow"},
        {"DELETE FROM blob", 4, "not in the journal"},
        {"UPDATE incident SET head=zeroblob(32)", 7, "summary"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct incident inc;
        void *one;
        assert_int_equal(make_place(&one), 0);
        fill(one, &inc);
        meddle(one, cases[i].sql);
        struct journal_finding f = verify(one);
        if (f.touched != cases[i].touched || !strstr(f.why, cases[i].why))
            fail_msg("%s: event %d, '%s'", cases[i].sql, (int)f.touched, f.why);
        incident_release(&inc);
        drop_place(&one);
    }
    (void)state;
}

static void a_cut_tail_shows_against_what_an_export_saw(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    char head[65], id[33];
    fill(p, &inc);
    struct journal *j = open_journal(p);
    assert_true(journal_head(j, &inc, head, &e));
    digest_hex(inc.id, 16, id);
    assert_true(journal_verify_mark(j, id, 6, head, &e));
    journal_close(j);
    meddle(p, "DELETE FROM event WHERE seq=6; UPDATE incident SET seq=5, head=(SELECT hash FROM event WHERE seq=5)");
    assert_int_equal(verify(p).touched, 0); /* a chain alone cannot see it */
    j = open_journal(p);
    assert_false(journal_verify_mark(j, id, 6, head, &e));
    assert_non_null(strstr(e.text, "6 events, the journal has 5"));
    journal_close(j);
    incident_release(&inc);
}

static void an_event_that_cannot_follow_stops_the_reading_there(void **state)
{
    struct place *p = *state;
    struct incident inc, again;
    struct err e = {0};
    fill(p, &inc);
    meddle(p, "UPDATE event SET kind='opened', body=(SELECT body FROM event WHERE seq=1) WHERE seq=5");
    struct journal *j = open_journal(p);
    assert_false(journal_load(j, "1", &again, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_non_null(strstr(e.text, "INC-1: event 5 does not follow"));
    assert_int_equal(again.seq, 4); /* what came before is there to be read */
    assert_true(journal_is_read_only(j));
    assert_false(journal_append(j, &again, EV(noted, NULL, .text = "x"), &e));
    assert_int_equal(e.code, ERR_DENIED);
    journal_close(j);
    incident_release(&inc);
    incident_release(&again);
}

static void refuse(struct place *p, int code, const char *words)
{
    struct journal_options o = {.path = p->file, .wait_ms = 50};
    struct journal *j = NULL;
    struct err e = {0};
    if (journal_open(&o, &j, &e))
        fail_msg("it opened, but: %s", words);
    assert_int_equal(e.code, code);
    if (!strstr(e.text, words) || !strstr(e.text, p->file))
        fail_msg("'%s' does not say '%s'", e.text, words);
}

static void a_journal_of_the_first_version_is_brought_up_to_date(void **state)
{
    struct place *p = *state;
    struct incident inc, again;
    struct err e = {0};
    fill(p, &inc);
    meddle(p, "DROP INDEX incident_ended; DROP INDEX incident_past; DROP TABLE past; DROP TABLE alerted; DROP TABLE secret; DROP TABLE secret_key; PRAGMA user_version=1");
    struct journal *j = open_journal(p);
    assert_false(journal_is_read_only(j));
    assert_true(journal_load(j, "1", &again, &e));
    assert_int_equal(again.seq, inc.seq);
    journal_close(j);
    meddle(p, "DROP INDEX incident_ended");
    refuse(p, ERR_INPUT, "another program changed the file");
    incident_release(&again);
    incident_release(&inc);
}

static void foreign_newer_and_broken_files_are_named_as_such(void **state)
{
    struct place *p = *state;
    struct incident inc, again;
    struct err e = {0};
    struct str path = {0};
    fill(p, &inc);
    meddle(p, "PRAGMA user_version=5");
    struct journal *j = open_journal(p);
    assert_true(journal_is_read_only(j));
    assert_non_null(strstr(journal_notice(j), "newer triage"));
    assert_true(journal_load(j, "1", &again, &e));
    assert_false(journal_append(j, &again, EV(noted, NULL, .text = "x"), &e));
    assert_int_equal(e.code, ERR_DENIED);
    journal_close(j);
    incident_release(&again);
    meddle(p, "PRAGMA user_version=4; CREATE VIEW v AS SELECT 1");
    refuse(p, ERR_INPUT, "another program changed the file");
    meddle(p, "DROP VIEW v; DROP TRIGGER event_stays");
    refuse(p, ERR_INPUT, "event_stays");
    meddle(p, "PRAGMA application_id=1");
    refuse(p, ERR_INPUT, "another program");
    assert_true(files_write(p->file, "hello", 5, 0600, &e));
    str_addf(&path, "%s-wal", p->file);
    unlink(path.s);
    refuse(p, ERR_INPUT, "damaged or not a database");
    str_release(&path);
    incident_release(&inc);
}

static void a_file_held_by_another_program_is_waited_for_and_then_said(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    struct db_options o = {.path = p->file};
    struct db *other = NULL;
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    assert_true(db_open(&o, NULL, &other, &e) && db_run(other, "BEGIN IMMEDIATE", &e));
    assert_false(journal_append(j, &inc, EV(noted, NULL, .text = "held"), &e));
    assert_int_equal(e.code, ERR_BUSY);
    assert_int_equal(inc.seq, 1);
    assert_true(db_run(other, "ROLLBACK", &e));
    put(j, &inc, EV(noted, NULL, .text = "held"));
    assert_int_equal(inc.seq, 2);
    db_close(other);
    journal_close(j);
    incident_release(&inc);
}

static bool take_any(const struct journal_entry *en, void *who)
{
    struct str *out = who;
    str_addf(out, "%s %s %s %s", en->title, en->flow, en->step, en->phase);
    return true;
}

/* Whatever one flipped byte does, reading ends, and what comes out was checked. */
static void flipped_bytes_never_crash_a_reader(void **state)
{
    struct place *p = *state;
    struct incident inc, again;
    struct err e = {0};
    struct str file = {0}, path = {0};
    struct journal_filter all = {0};
    fill(p, &inc);
    str_addf(&path, "%s/flipped.db", p->dir);
    assert_true(files_read(p->file, 1 << 20, &file, &e));
    for (size_t at = 0; at < file.n; at += at < 8192 ? 7 : 61) {
        file.s[at] = (char)(file.s[at] ^ (1 << at % 8));
        assert_true(files_write(path.s, file.s, file.n, 0600, &e));
        file.s[at] = (char)(file.s[at] ^ (1 << at % 8));
        struct journal_options o = {.path = path.s, .read_only = true};
        struct journal *j = NULL;
        struct journal_finding f;
        struct str out = {0};
        int64_t n, bad;
        if (!journal_open(&o, &j, &e))
            continue;
        (void)journal_load(j, "1", &again, &e);
        incident_release(&again);
        (void)journal_list(j, &all, take_any, &out, &e);
        (void)journal_verify(j, NULL, keep_finding, &f, &e);
        (void)journal_verify_blobs(j, &n, &bad, &e);
        str_release(&out);
        journal_close(j);
    }
    str_release(&file);
    str_release(&path);
    incident_release(&inc);
}

static int in_child(int (*work)(struct place *), struct place *p)
{
    pid_t child = fork();
    if (child == 0)
        _exit(work(p));
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status;
}

#define MUST(x) do { if (!(x)) { fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #x, e.text); return 1; } } while (0)

/* The limit on file sizes stands for a full disk: writes fail in the middle of a transaction. */
static int work_on_a_full_disk(struct place *p)
{
    struct err e = {0};
    struct incident inc, again;
    struct stat st;
    struct str wal = {0};
    struct journal *j = open_journal(p);
    signal(SIGXFSZ, SIG_IGN);
    MUST(journal_load(j, "1", &inc, &e));
    MUST(journal_append(j, &inc, EV(noted, NULL, .text = "fits"), &e));
    str_addf(&wal, "%s-wal", p->file);
    MUST(stat(wal.s, &st) == 0);
    struct rlimit limit = {(rlim_t)st.st_size + 4096, RLIM_INFINITY}, none = {RLIM_INFINITY, RLIM_INFINITY};
    MUST(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    size_t recorded = inc.events.n;
    for (int i = 0; i < 3; i++) { /* and it does not get worse by trying */
        MUST(!journal_append(j, &inc, EV(noted, NULL, .text = "too much"), &e));
        MUST(e.code == ERR_IO && strstr(e.text, "full"));
        MUST(inc.events.n == recorded && inc.seq == (int64_t)recorded);
    }
    MUST(journal_load(j, "1", &again, &e) && again.seq == inc.seq); /* reading goes on */
    incident_release(&again);
    MUST(setrlimit(RLIMIT_FSIZE, &none) == 0);
    MUST(journal_append(j, &inc, EV(noted, NULL, .text = "space was made"), &e));
    MUST(journal_load(j, "1", &again, &e) && again.seq == inc.seq && inc.seq == (int64_t)recorded + 1);
    journal_close(j);
    str_release(&wal);
    incident_release(&inc);
    incident_release(&again);
    return 0;
}

static void a_full_disk_loses_nothing_and_says_so(void **state)
{
    struct place *p = *state;
    struct incident inc;
    fill(p, &inc);
    incident_release(&inc);
    assert_int_equal(in_child(work_on_a_full_disk, p), 0);
    assert_int_equal(verify(p).touched, 0);
}

static int work_on_a_tiny_disk(struct place *p)
{
    struct err e = {0};
    struct incident inc;
    struct str spare = {0}, filler = {0};
    char dir[96];
    snprintf(dir, sizeof dir, "%s/state", p->dir);
    if (mkdir(dir, 0700) != 0 || unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("tmpfs", dir, "tmpfs", 0, "size=128m") != 0) {
        fprintf(stderr, "# no tmpfs of its own here (%s): left out\n", strerror(errno));
        return 0;
    }
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    str_addf(&spare, "%s.spare", p->file);
    MUST(spare_is_there(spare.s));
    str_addf(&filler, "%s/filler", dir);
    FILE *f = fopen(filler.s, "w");
    static char block[4096];
    setvbuf(f, NULL, _IONBF, 0);
    while (fwrite(block, 1, sizeof block, f) == sizeof block)
        ;
    fclose(f);
    for (int i = 0; i < 20; i++) /* on the spare megabyte */
        MUST(journal_append(j, &inc, EV(noted, NULL, .text = "still recorded"), &e));
    MUST(!spare_is_there(spare.s));
    int more = 0;
    while (journal_append(j, &inc, EV(noted, NULL, .text = "until that is used up too"), &e))
        more++;
    MUST(e.code == ERR_IO && more > 20);
    struct incident there;
    char to[96];
    snprintf(to, sizeof to, "%s/elsewhere.db", p->dir);
    e = (struct err){0};
    MUST(journal_move(j, to, &e));
    MUST(journal_append(j, &inc, EV(noted, NULL, .text = "goes on there"), &e));
    MUST(journal_load(j, "1", &there, &e) && there.seq == inc.seq && inc.seq == 22 + more);
    incident_release(&there);
    journal_close(j);
    incident_release(&inc);
    str_release(&spare);
    str_release(&filler);
    return 0;
}

static void the_spare_megabyte_keeps_a_full_disk_recording(void **state)
{
    assert_int_equal(in_child(work_on_a_tiny_disk, *state), 0);
}

static int read_where_nothing_can_be_written(struct place *p)
{
    struct err e = {0};
    struct incident inc;
    struct journal_options o = {.path = p->file};
    struct journal *j = NULL;
    MUST(geteuid() != 0 || setuid(65534) == 0);
    MUST(journal_open(&o, &j, &e));
    MUST(journal_is_read_only(j) && journal_notice(j) && strstr(journal_notice(j), "reading only"));
    MUST(journal_load(j, "1", &inc, &e) && inc.seq == 6);
    MUST(!journal_append(j, &inc, EV(noted, NULL, .text = "x"), &e) && e.code == ERR_DENIED);
    MUST(inc.seq == 6);
    journal_close(j);
    incident_release(&inc);
    return 0;
}

static int read_what_lies_in_the_wal(struct place *p)
{
    struct err e = {0};
    struct journal_options o = {.path = p->file};
    struct journal *j = NULL;
    MUST(geteuid() != 0 || setuid(65534) == 0);
    if (journal_open(&o, &j, &e)) { /* a SQLite that can read a WAL without its -shm may */
        journal_close(j);
        return 0;
    }
    MUST(e.code == ERR_DENIED && strstr(e.text, "copy both files"));
    return 0;
}

static void a_directory_that_cannot_be_written_is_read(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct str wal = {0}, shm = {0}, dir = {0};
    fill(p, &inc);
    str_addf(&wal, "%s-wal", p->file);
    str_addf(&shm, "%s-shm", p->file);
    str_addf(&dir, "%s/state", p->dir);
    chmod(p->file, 0444);
    chmod(wal.s, 0444);
    unlink(shm.s);
    chmod(dir.s, 0555);
    chmod(p->dir, 0755);
    assert_int_equal(in_child(read_what_lies_in_the_wal, p), 0);
    chmod(dir.s, 0755);
    assert_int_equal(truncate(wal.s, 0), 0); /* checkpointed before: the file holds everything */
    chmod(dir.s, 0555);
    assert_int_equal(in_child(read_where_nothing_can_be_written, p), 0);
    chmod(dir.s, 0755);
    incident_release(&inc);
    str_release(&wal);
    str_release(&shm);
    str_release(&dir);
}

/* The program in docs/journal.md, as it stands there. */
static bool write_documented_program(const char *path)
{
    struct str doc = {0}, name = {0};
    struct err e = {0};
    str_addf(&name, "%s/docs/journal.md", getenv("top_srcdir") ? getenv("top_srcdir") : "..");
    bool ok = files_read(name.s, 1 << 20, &doc, &e);
    const char *from = ok ? strstr(doc.s, "```python\n") : NULL, *to = from ? strstr(from + 10, "```\n") : NULL;
    ok = to && files_write(path, from + 10, (size_t)(to - from) - 10, 0600, &e);
    str_release(&doc);
    str_release(&name);
    return ok;
}

static int run_documented_program(struct place *p)
{
    char program[96];
    snprintf(program, sizeof program, "%s/verify.py", p->dir);
    execlp("python3", "python3", program, p->file, (char *)NULL);
    return 127;
}

static void another_program_can_check_it_by_what_is_documented(void **state)
{
    struct place *p = *state;
    struct incident inc;
    char program[96];
    fill(p, &inc);
    incident_release(&inc);
    snprintf(program, sizeof program, "%s/verify.py", p->dir);
    assert_true(write_documented_program(program));
    int said = in_child(run_documented_program, p);
    if (said == 127) {
        fprintf(stderr, "# no python3: left out\n");
        return;
    }
    assert_int_equal(said, 0);
    meddle(p, "UPDATE event SET actor='bob' WHERE seq=5");
    assert_int_equal(in_child(run_documented_program, p), 1);
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(an_untouched_journal_verifies),
        cmocka_unit_test(each_touched_column_is_found_and_its_event_named),
        PLACED(a_cut_tail_shows_against_what_an_export_saw),
        PLACED(an_event_that_cannot_follow_stops_the_reading_there),
        PLACED(a_journal_of_the_first_version_is_brought_up_to_date),
        PLACED(foreign_newer_and_broken_files_are_named_as_such),
        PLACED(a_file_held_by_another_program_is_waited_for_and_then_said),
        PLACED(flipped_bytes_never_crash_a_reader),
        PLACED(a_full_disk_loses_nothing_and_says_so),
        PLACED(the_spare_megabyte_keeps_a_full_disk_recording),
        PLACED(a_directory_that_cannot_be_written_is_read),
        PLACED(another_program_can_check_it_by_what_is_documented),
    };
    return cmocka_run_group_tests_name("journal damage", tests, NULL, NULL);
}
