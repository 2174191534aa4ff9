/* The journal: what is appended comes back, in order, to everybody, without secrets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/mem.h"
#include "journal_place.h"
#include "store/db_open.h"
#include "store/actor.h"
#include "store/files.h"
#include "store/journal_alert.h"
#include "store/liveness.h"
#include "text/digest.h"

static void same_incident(const struct incident *a, const struct incident *b)
{
    assert_memory_equal(a->id, b->id, sizeof a->id);
    assert_int_equal(a->seq, b->seq);
    assert_int_equal(a->events.n, b->events.n);
    for (size_t i = 0; i < a->events.n; i++) {
        struct str x = {0}, y = {0};
        event_encode(&a->events.v[i], &x);
        event_encode(&b->events.v[i], &y);
        assert_int_equal(x.n, y.n);
        assert_memory_equal(str_get(&x), str_get(&y), x.n);
        assert_int_equal(a->events.v[i].at, b->events.v[i].at);
        assert_int_equal(a->events.v[i].recorded_at, b->events.v[i].recorded_at);
        str_release(&x);
        str_release(&y);
    }
}

static void what_was_recorded_comes_back_after_reopening(void **state)
{
    struct place *p = *state;
    struct incident inc, again;
    struct err e = {0};
    struct journal *j = open_journal(p);
    assert_true(journal_is_new(j) && !journal_is_read_only(j) && !journal_notice(j));
    open_incident(j, &inc);
    assert_int_equal(inc.number, 1);
    put(j, &inc, EV(entered, "scope", .title = "Which requests fail?", .phase = "logs", .how = "start"));
    struct event *note = EV(noted, "scope", .text = "bob looks at it", );
    note->at = 7;
    put(j, &inc, note);
    assert_int_equal(note->seq, 3);
    assert_int_equal(inc.events.v[2].at, 7); /* two times: when it happened */
    assert_true(inc.events.v[2].recorded_at > INT64_C(1767225600000000)); /* and when it was written down */
    journal_close(j);
    j = open_journal(p);
    assert_false(journal_is_new(j));
    assert_true(journal_load(j, "INC-1", &again, &e));
    same_incident(&inc, &again);
    assert_string_equal(again.step, "scope");
    incident_release(&inc);
    incident_release(&again);
    journal_close(j);
}

static void an_incident_is_found_by_number_id_and_as_the_newest_open(void **state)
{
    struct place *p = *state;
    struct incident a, b, found;
    struct err e = {0};
    char id[33];
    struct journal *j = open_journal(p);
    assert_false(journal_load(j, NULL, &found, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    incident_release(&found);
    open_incident(j, &a);
    open_incident(j, &b);
    digest_hex(a.id, 16, id);
    const char *const names[] = {"INC-1", "inc-1", "1", id};
    for (int i = 0; i < 5; i++) {
        if (i == 4)
            id[8] = '\0';
        assert_true(journal_load(j, i < 4 ? names[i] : id, &found, &e));
        assert_int_equal(found.number, 1);
        incident_release(&found);
    }
    assert_true(journal_load(j, NULL, &found, &e));
    assert_int_equal(found.number, 2);
    incident_release(&found);
    const char *const none[] = {"INC-3", "3", "", "xyz", "INC-", "-1", "99999999999999999999", "abcde", "' OR 1=1 --"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(journal_load(j, none[i], &found, &e));
        assert_int_equal(e.code, ERR_ABSENT);
        incident_release(&found);
    }
    incident_release(&a);
    incident_release(&b);
    journal_close(j);
}

static void an_alert_finds_the_open_incident_of_its_key(void **state)
{
    struct place *p = *state;
    struct incident a, b;
    struct err e = {0};
    int64_t number = 7;
    struct journal *j = open_journal(p);
    open_incident(j, &a);
    open_incident(j, &b);
    assert_true(journal_find_alert(j, "grafana 1", &number, &e) && number == 0);
    put(j, &a, EV(alerted, NULL, .title = "x", .status = "firing", .key = "grafana 1"));
    put(j, &a, EV(alerted, NULL, .title = "x", .status = "firing", .key = "grafana 1"));
    put(j, &b, EV(alerted, NULL, .title = "y", .status = "firing", .key = "grafana 2"));
    put(j, &b, EV(alerted, NULL, .title = "z", .status = "firing"));
    assert_true(journal_find_alert(j, "grafana 1", &number, &e) && number == 1);
    assert_true(journal_find_alert(j, "grafana 2", &number, &e) && number == 2);
    assert_true(journal_find_alert(j, "", &number, &e) && number == 0);
    put(j, &b, EV(alerted, NULL, .title = "x", .status = "firing", .key = "grafana 1"));
    assert_true(journal_find_alert(j, "grafana 1", &number, &e) && number == 2); /* the newest */
    put(j, &b, EV(status_set, NULL, .status = "mitigated"));
    assert_true(journal_find_alert(j, "grafana 1", &number, &e) && number == 2);
    put(j, &b, EV(status_set, NULL, .status = "resolved"));
    assert_true(journal_find_alert(j, "grafana 1", &number, &e) && number == 1);
    put(j, &b, EV(status_set, NULL, .status = "open"));
    assert_true(journal_find_alert(j, "grafana 1", &number, &e) && number == 2);
    incident_release(&a);
    incident_release(&b);
    journal_close(j);
}

static void alerts_wait_for_one_another(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct lock one, two = {.fd = -1};
    struct journal *j = open_journal(p);
    assert_true(files_make_directory(journal_live_directory(j), 0700, &e));
    assert_true(journal_hold_alerts(j, &one, &e));
    struct str path = {0};
    str_addf(&path, "%s/alerts", journal_live_directory(j));
    assert_true(lock_open(&two, path.s, 0600, &e));
    assert_false(lock_hold(&two, path.s, 1, &e));
    assert_int_equal(e.code, ERR_BUSY);
    lock_release(&one);
    e = (struct err){0};
    assert_true(lock_hold(&two, path.s, 1, &e));
    lock_release(&two);
    str_release(&path);
    journal_close(j);
}

static void secrets_never_reach_the_file(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    struct str file = {0}, back = {0};
    char digest[65];
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    const char *names[] = {"PGPASSWORD=hunter2secret", "service=checkout"};
    struct fact_pair fact = {"dsn", value_text("postgres://app:hunter2secret@db/shop")};
    put(j, &inc, EV(entered, "s", .title = "t"));
    put(j, &inc, EV(probe_started, "s", .probe = "p", .command = "psql password=hunter2secret", .names = {names, 2}));
    put(j, &inc, EV(probe_ended, "s", .run = 3, .probe = "p", .outcome = "exited", .facts = {&fact, 1}, .summary = "Authorization: Bearer hunter2secret"));
    put(j, &inc, EV(given, "s", .input = "pw", .value = "hunter2secret", .source = "asked", .secret = true));
    assert_true(journal_put_blob(j, NULL, "x password=hunter2secret\n", 25, JOURNAL_REDACTED, digest, &e));
    assert_true(journal_get_blob(j, digest, &back, &e));
    assert_string_equal(back.s, "x password=<redacted:password#1>\n");
    journal_rest(j);
    journal_close(j);
    assert_true(files_read(p->file, 1 << 20, &file, &e));
    assert_null(memmem(file.s, file.n, "hunter2secret", 13));
    assert_non_null(memmem(file.s, file.n, "<redacted:password#1>", 21));
    assert_non_null(memmem(file.s, file.n, "service=checkout", 16));
    assert_string_equal(inc.events.v[2].as.probe_started.names.v[0], "PGPASSWORD=<redacted:password#1>");
    str_release(&file);
    str_release(&back);
    incident_release(&inc);
}

static int64_t count_rows(struct place *p, const char *sql)
{
    static const struct db_schema *const any = NULL;
    struct db_options o = {.path = p->file, .read_only = true};
    struct db *db = NULL;
    struct err e = {0};
    bool row;
    assert_true(db_open(&o, any, &db, &e));
    struct db_query *q = db_prepare(db, sql, &e);
    assert_true(q && db_step(q, &row, &e) && row);
    int64_t n = db_int(q, 0);
    db_finish(q);
    db_close(db);
    return n;
}

static const char *last_note(const struct incident *inc)
{
    return inc->events.v[inc->events.n - 1].as.noted.text;
}

static void equal_secrets_have_one_number_in_an_incident(void **state)
{
    struct place *p = *state;
    struct incident a, b, other;
    struct err e = {0};
    struct str back = {0};
    char digest[65];
    struct journal *one = open_journal(p), *two = open_journal(p);
    open_incident(one, &a);
    open_incident(one, &other);
    put(one, &a, EV(noted, NULL, .text = "password=first password=second"));
    assert_true(journal_load(two, "1", &b, &e));
    put(two, &b, EV(noted, NULL, .text = "password=third password=second"));
    assert_string_equal(last_note(&b), "password=<redacted:password#3> password=<redacted:password#2>");
    put(one, &a, EV(noted, NULL, .text = "password=third"));
    assert_string_equal(last_note(&a), "password=<redacted:password#3>");
    assert_true(journal_put_blob(one, &a, "password=second password=fourth", 31, JOURNAL_REDACTED, digest, &e));
    assert_true(journal_get_blob(one, digest, &back, &e));
    assert_string_equal(back.s, "password=<redacted:password#2> password=<redacted:password#4>");
    put(one, &other, EV(noted, NULL, .text = "password=second"));
    assert_string_equal(last_note(&other), "password=<redacted:password#1>");
    /* a refused event takes its numbers back */
    assert_false(journal_append(one, &a, EV(answered, "nowhere", .answer = "a", .label = "password=fifth"), &e));
    put(one, &a, EV(noted, NULL, .text = "password=sixth"));
    assert_string_equal(last_note(&a), "password=<redacted:password#5>");
    assert_int_equal(count_rows(p, "SELECT count(*) FROM secret"), 6);
    /* closed: what could check a guess is gone, the numbers stay taken */
    put(one, &a, EV(status_set, NULL, .status = "resolved", .reason = "x"));
    put(one, &a, EV(status_set, NULL, .status = "closed", .reason = "x"));
    assert_int_equal(count_rows(p, "SELECT count(*) FROM secret_key"), 1);
    assert_int_equal(count_rows(p, "SELECT count(*) FROM secret WHERE print IS NOT NULL"), 1);
    put(one, &a, EV(status_set, NULL, .status = "open", .reason = "x"));
    put(one, &a, EV(noted, NULL, .text = "password=second"));
    assert_string_equal(last_note(&a), "password=<redacted:password#6>");
    str_release(&back);
    incident_release(&a);
    incident_release(&b);
    incident_release(&other);
    journal_close(one);
    journal_close(two);
}

/* A pass word may be any word, also one that the record itself needs. */
static void a_secret_called_like_a_word_of_the_record_breaks_nothing(void **state)
{
    struct place *p = *state;
    struct incident inc, again;
    struct err e = {0};
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    journal_hide(j, "word", "exited");
    journal_hide(j, "other", "main");
    put(j, &inc, EV(entered, "main", .title = "the main step", .how = "main"));
    put(j, &inc, EV(probe_started, "main", .probe = "main", .command = "echo main"));
    put(j, &inc, EV(probe_ended, "main", .run = 3, .probe = "main", .outcome = "exited", .summary = "it exited"));
    assert_string_equal(inc.events.v[3].as.probe_ended.outcome, "exited");
    assert_string_equal(inc.events.v[3].as.probe_ended.summary, "it <redacted:word#1>");
    assert_string_equal(inc.events.v[2].as.probe_started.command, "echo <redacted:other#1>");
    incident_release(&inc);
    assert_true(journal_load(j, "1", &again, &e));
    assert_int_equal(again.seq, 4);
    incident_release(&again);
    journal_close(j);
}

static void a_refused_event_leaves_nothing_behind(void **state)
{
    struct place *p = *state;
    struct incident inc, again;
    struct err e = {0};
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    assert_false(journal_append(j, &inc, EV(answered, "nowhere", .answer = "a", .label = "A"), &e));
    assert_int_equal(e.code, ERR_REFUSED);
    assert_int_equal(inc.seq, 1);
    assert_true(journal_load(j, "1", &again, &e));
    same_incident(&inc, &again);
    put(j, &inc, EV(noted, NULL, .text = "goes on"));
    incident_release(&inc);
    incident_release(&again);
    journal_close(j);
}

/* A limit on the size of files stands for the disk. The commit fails, after the event was applied: what is held of the
 * incident's texts holds still, and the event, made of them, is recorded once there is room. */
static void texts_outlive_an_event_that_is_taken_back(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    struct str text = {0};
    struct stat wal;
    char path[120];
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    put(j, &inc, EV(entered, "scope", .title = "Scope", .phase = "symptom", .how = "start"));
    const char *step = inc.step;
    snprintf(path, sizeof path, "%s-wal", p->file);
    assert_int_equal(stat(path, &wal), 0);
    struct rlimit was, full = {(rlim_t)wal.st_size + 20480, RLIM_INFINITY};
    getrlimit(RLIMIT_FSIZE, &was);
    full.rlim_max = was.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &full);
    str_add_repeat(&text, 'x', 60000);
    bool ok = journal_append(j, &inc, EV(noted, step, .text = text.s), &e);
    setrlimit(RLIMIT_FSIZE, &was);
    assert_false(ok);
    assert_int_equal(e.code, ERR_IO);
    assert_int_equal(inc.seq, 2);
    assert_string_equal(step, "scope");
    put(j, &inc, EV(noted, step, .text = "there is room"));
    assert_string_equal(inc.events.v[2].step, "scope");
    str_release(&text);
    incident_release(&inc);
    journal_close(j);
}

/* What could not be read back is not written. */
static void what_is_too_long_is_refused_before_it_is_recorded(void **state)
{
    struct place *p = *state;
    struct incident inc, again;
    struct err e = {0};
    struct str text = {0};
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    str_add_repeat(&text, 'x', 9 << 20);
    assert_false(journal_append(j, &inc, EV(noted, NULL, .text = text.s), &e));
    assert_int_equal(e.code, ERR_INPUT);
    str_cut(&text, 5000);
    struct event *ev = EV(noted, NULL, .text = "x");
    ev->actor = text.s;
    assert_false(journal_append(j, &inc, ev, &e));
    ev->actor = "ann";
    str_cut(&text, 4096);
    ev->host = text.s;
    put(j, &inc, ev);
    assert_true(journal_load(j, "1", &again, &e));
    assert_int_equal(again.seq, 2);
    str_clear(&text);
    while (text.n < (8 << 20) - 20)
        str_add(&text, "password=1 ");
    char digest[65];
    assert_true(journal_put_blob(j, NULL, text.s, text.n, JOURNAL_REDACTED, digest, &e));
    str_clear(&text);
    assert_true(journal_get_blob(j, digest, &text, &e));
    str_release(&text);
    incident_release(&inc);
    incident_release(&again);
    journal_close(j);
}

static void two_terminals_see_each_other_and_fork_nothing(void **state)
{
    struct place *p = *state;
    struct incident a, b;
    struct err e = {0};
    bool changed;
    struct journal *one = open_journal(p), *two = open_journal(p);
    open_incident(one, &a);
    assert_true(journal_load(two, "1", &b, &e));
    assert_true(journal_refresh(two, &b, &changed, &e) && !changed);
    put(one, &a, EV(noted, NULL, .text = "one"));
    assert_true(journal_refresh(two, &b, &changed, &e) && changed);
    assert_int_equal(b.seq, 2);
    assert_true(journal_refresh(two, &b, &changed, &e) && !changed);
    put(two, &b, EV(noted, NULL, .text = "two"));
    put(one, &a, EV(noted, NULL, .text = "three")); /* one had not looked: append reads first */
    assert_int_equal(a.seq, 4);
    assert_string_equal(a.events.v[2].as.noted.text, "two");
    assert_true(journal_refresh(two, &b, &changed, &e) && changed);
    same_incident(&a, &b);
    /* What the other did in the meantime can make an event inadmissible; then it is refused, not recorded. */
    put(one, &a, EV(entered, "s", .title = "t"));
    put(one, &a, EV(action_started, "s", .action = "x", .command = "true"));
    assert_false(journal_append(two, &b, EV(action_started, "s", .action = "x", .command = "true"), &e));
    assert_int_equal(e.code, ERR_REFUSED);
    assert_int_equal(b.seq, 6); /* and it has seen why */
    incident_release(&a);
    incident_release(&b);
    journal_close(one);
    journal_close(two);
}

static void append_many(struct place *p, int n)
{
    struct journal_options o = {.path = p->file};
    struct journal *j = NULL;
    struct incident inc;
    struct err e = {0};
    bool ok = journal_open(&o, &j, &e) && journal_load(j, "1", &inc, &e);
    for (int i = 0; ok && i < n; i++)
        ok = journal_append(j, &inc, EV(noted, NULL, .text = "x"), &e);
    if (!ok)
        fprintf(stderr, "%s\n", e.text);
    _exit(ok ? 0 : 1);
}

static void processes_that_write_at_once_all_get_through(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    pid_t child[4];
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    incident_release(&inc);
    journal_close(j); /* a connection must not cross fork */
    for (int i = 0; i < 4; i++)
        if ((child[i] = fork()) == 0)
            append_many(p, 40);
    for (int i = 0; i < 4; i++) {
        int status = 1;
        waitpid(child[i], &status, 0);
        assert_int_equal(status, 0);
    }
    j = open_journal(p);
    assert_true(journal_load(j, "1", &inc, &e));
    assert_int_equal(inc.seq, 161);
    incident_release(&inc);
    journal_close(j);
}

static bool keep_entry(const struct journal_entry *en, void *who)
{
    struct str *out = who;
    str_addf(out, "INC-%lld %s SEV%d %s %s/%s at %s; %lld deferred, %lld running, %lld unknown; %zu here", (long long)en->number,
             status_name(en->status), en->severity, en->title, en->service, en->environment, en->step_title,
             (long long)en->n_deferred, (long long)en->n_running, (long long)en->n_unknown, en->n_present);
    if (en->n_present)
        str_addf(out, ", %s on %s %s", en->present[0].actor, en->present[0].tty, en->present[0].is_live ? "alive" : "gone");
    str_add(out, "\n");
    return true;
}

static void the_list_tells_each_incidents_state_and_who_is_there(void **state)
{
    struct place *p = *state;
    struct incident inc, other;
    struct err e = {0};
    struct str list = {0};
    struct liveness l;
    char host[256];
    actor_host(host, sizeof host);
    struct journal *j = open_journal(p);
    struct journal_filter all = {0}, open = {.only_open = true}, ended = {.only_ended = true};
    open_incident(j, &other);
    open_incident(j, &inc);
    assert_true(liveness_take(&l, journal_live_directory(j), false, &e));
    struct event *joined = EV(joined, NULL, .liveness = l.path, .tty = "pts/3");
    joined->host = host;
    put(j, &inc, joined);
    put(j, &inc, EV(given, NULL, .input = "service", .value = "checkout", .source = "set"));
    put(j, &inc, EV(given, NULL, .input = "environment", .value = "production", .source = "set"));
    put(j, &inc, EV(severity_set, NULL, .level = 2));
    put(j, &inc, EV(entered, "s", .title = "Go back", .phase = "rollback"));
    put(j, &inc, EV(action_started, "s", .action = "x", .command = "true", .liveness = l.path));
    assert_true(journal_list(j, &open, keep_entry, &list, &e));
    assert_string_equal(list.s, "INC-2 open SEV2 HTTP 500 checkout/production at Go back; 0 deferred, 1 running, 0 unknown; 1 here, ann on pts/3 alive\n"
                                "INC-1 open SEV0 HTTP 500 / at ; 0 deferred, 0 running, 0 unknown; 0 here\n");
    char *gone = mem_strdup(l.path);
    liveness_release(&l);
    str_clear(&list);
    put(j, &inc, EV(action_ended, "s", .run = 7, .action = "x", .outcome = "unknown"));
    put(j, &other, EV(status_set, NULL, .status = "resolved", .reason = "test"));
    put(j, &other, EV(status_set, NULL, .status = "closed", .reason = "test"));
    assert_true(journal_list(j, &open, keep_entry, &list, &e));
    assert_string_equal(list.s, "INC-2 open SEV2 HTTP 500 checkout/production at Go back; 0 deferred, 0 running, 1 unknown; 1 here, ann on pts/3 gone\n");
    str_clear(&list);
    assert_true(journal_list(j, &ended, keep_entry, &list, &e));
    assert_string_equal(list.s, "INC-1 closed SEV0 HTTP 500 / at ; 0 deferred, 0 running, 0 unknown; 0 here\n");
    str_clear(&list);
    put(j, &inc, EV(departed, NULL, .liveness = gone, .how = "dropped"));
    assert_true(journal_list(j, &all, keep_entry, &list, &e));
    assert_non_null(strstr(list.s, "0 here\nINC-1 closed"));
    mem_free(gone);
    str_release(&list);
    incident_release(&inc);
    incident_release(&other);
    journal_close(j);
}

static void a_rest_empties_the_log_even_while_others_have_it_open(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    struct stat st;
    struct str log = {0};
    struct journal *other = open_journal(p), *j = open_journal(p);
    open_incident(j, &inc);
    str_addf(&log, "%s-wal", p->file);
    assert_true(stat(log.s, &st) == 0 && st.st_size > 0);
    journal_rest(j);
    journal_close(j);
    assert_true(stat(log.s, &st) == 0 && st.st_size == 0);
    incident_release(&inc);
    assert_true(journal_load(other, "1", &inc, &e));
    put(other, &inc, EV(noted, NULL, .text = "and it goes on"));
    journal_close(other);
    incident_release(&inc);
    str_release(&log);
}

static void the_number_of_changes_tells_own_and_others_events(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    int64_t before = 0, after = 0;
    struct journal *j = open_journal(p), *other = open_journal(p);
    open_incident(j, &inc);
    assert_true(journal_changes(j, &before, &e) && journal_changes(j, &after, &e));
    assert_int_equal(before, after);
    put(j, &inc, EV(noted, NULL, .text = "mine"));
    assert_true(journal_changes(j, &after, &e));
    assert_int_not_equal(before, after);
    incident_release(&inc);
    before = after;
    assert_true(journal_load(other, "1", &inc, &e));
    put(other, &inc, EV(noted, NULL, .text = "another terminal's"));
    assert_true(journal_changes(j, &after, &e));
    assert_int_not_equal(before, after);
    incident_release(&inc);
    journal_close(other);
    journal_close(j);
}

static void blobs_come_back_to_the_letter_or_not_at_all(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct str back = {0};
    char a[65], b[65], zero[65];
    struct journal *j = open_journal(p);
    memset(zero, '0', 64);
    zero[64] = '\0';
    assert_true(journal_put_blob(j, NULL, "password=stays\0\xff", 16, JOURNAL_EXACT, a, &e));
    assert_true(journal_put_blob(j, NULL, "password=stays\0\xff", 16, JOURNAL_EXACT, b, &e));
    assert_string_equal(a, b);
    assert_true(journal_get_blob(j, a, &back, &e));
    assert_int_equal(back.n, 16);
    assert_memory_equal(back.s, "password=stays\0\xff", 16);
    assert_true(journal_put_blob(j, NULL, NULL, 0, JOURNAL_REDACTED, a, &e));
    assert_string_equal(a, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    str_clear(&back);
    assert_true(journal_get_blob(j, a, &back, &e) && back.n == 0);
    assert_false(journal_get_blob(j, zero, &back, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    assert_false(journal_get_blob(j, "../../etc/passwd", &back, &e));
    char *large = calloc(1, 9 << 20);
    assert_false(journal_put_blob(j, NULL, large, 9 << 20, JOURNAL_EXACT, a, &e));
    free(large);
    str_release(&back);
    journal_close(j);
}

static void the_newest_text_of_a_flow_is_found(void **state)
{
    struct place *p = *state;
    struct incident inc;
    struct err e = {0};
    struct journal_flow found;
    char digest[65];
    struct journal *j = open_journal(p);
    assert_false(journal_find_flow(j, "disk", &found, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    for (int i = 0; i < 2; i++) {
        assert_true(journal_put_blob(j, NULL, i ? "new" : "old", 3, JOURNAL_EXACT, digest, &e));
        assert_true(journal_create(j, &inc, EV(opened, NULL, .flow = "disk", .title = "Disk", .digest = digest), &e));
        incident_release(&inc);
    }
    assert_true(journal_find_flow(j, "disk", &found, &e));
    assert_string_equal(found.digest, digest);
    assert_int_equal(found.number, 2);
    journal_close(j);
}

static void everybody_goes_along_when_the_journal_moves(void **state)
{
    struct place *p = *state;
    struct incident a, b, c;
    struct err e = {0};
    bool changed;
    char to[128], again[128];
    snprintf(to, sizeof to, "%s/elsewhere/new.db", p->dir);
    snprintf(again, sizeof again, "%s/third.db", p->dir);
    struct journal *one = open_journal(p), *two = open_journal(p);
    open_incident(one, &a);
    assert_true(journal_load(two, "1", &b, &e));
    put(one, &a, EV(noted, NULL, .text = "before"));
    if (!journal_move(one, to, &e))
        fail_msg("%s", e.text);
    assert_string_equal(journal_path(one), to);
    assert_non_null(strstr(journal_notice(one), "was moved to"));
    put(one, &a, EV(noted, NULL, .text = "in the new file"));
    assert_true(journal_refresh(two, &b, &changed, &e) && changed);
    assert_int_equal(b.seq, 3);
    assert_string_equal(journal_path(two), to);
    put(two, &b, EV(noted, NULL, .text = "too"));
    assert_false(journal_move(one, to, &e)); /* never over a file that is there */
    assert_int_equal(e.code, ERR_DENIED);
    assert_true(journal_move(one, again, &e));
    put(two, &b, EV(noted, NULL, .text = "without having looked"));
    journal_close(one);
    journal_close(two);
    one = open_journal(p); /* by the old name, over both moves */
    assert_string_equal(journal_path(one), again);
    assert_true(journal_load(one, "1", &c, &e));
    same_incident(&b, &c);
    incident_release(&a);
    incident_release(&b);
    incident_release(&c);
    journal_close(one);
}

/* Where everybody can make directories, one that was waiting could be anybody's. */
static void a_journal_does_not_move_where_others_write(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct incident inc;
    char dir[80], to[96];
    snprintf(dir, sizeof dir, "%s/waiting", p->dir);
    snprintf(to, sizeof to, "%s/journal.db", dir);
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_int_equal(chmod(dir, 0777), 0);
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    assert_false(journal_move(j, to, &e));
    assert_int_equal(e.code, ERR_DENIED);
    assert_string_equal(journal_path(j), p->file);
    assert_int_equal(access(to, F_OK), -1);
    put(j, &inc, EV(noted, NULL, .text = "stays"));
    assert_int_equal(chmod(dir, 0700), 0);
    e = (struct err){0};
    assert_true(journal_move(j, to, &e));
    incident_release(&inc);
    journal_close(j);
}

static void files_and_directory_are_private_or_the_groups(void **state)
{
    struct place *p = *state;
    struct stat st;
    struct incident inc;
    struct err e = {0};
    char path[160];
    struct journal *j = open_journal(p);
    open_incident(j, &inc);
    incident_release(&inc);
    static const char *const tails[] = {"", "-wal", "-shm", ".lock"};
    for (int shared = 0; shared < 2; shared++) {
        for (int i = 0; i < 4; i++) {
            snprintf(path, sizeof path, "%s/%s/journal.db%s", p->dir, shared ? "team" : "state", tails[i]);
            assert_int_equal(stat(path, &st), 0);
            assert_int_equal(st.st_mode & 0777, shared ? 0660 : 0600);
        }
        snprintf(path, sizeof path, "%s/%s", p->dir, shared ? "team" : "state");
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 07777, shared ? 02770 : 0700);
        journal_close(j);
        j = NULL;
        if (shared)
            break;
        snprintf(path, sizeof path, "%s/team/journal.db", p->dir);
        mode_t was = umask(077);
        struct journal_options o = {.path = path, .shared = true};
        assert_true(journal_open(&o, &j, &e));
        umask(was);
        assert_true(journal_is_shared(j));
        open_incident(j, &inc);
        incident_release(&inc);
    }
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(what_was_recorded_comes_back_after_reopening),
        PLACED(an_incident_is_found_by_number_id_and_as_the_newest_open),
        PLACED(an_alert_finds_the_open_incident_of_its_key),
        PLACED(alerts_wait_for_one_another),
        PLACED(secrets_never_reach_the_file),
        PLACED(a_secret_called_like_a_word_of_the_record_breaks_nothing),
        PLACED(equal_secrets_have_one_number_in_an_incident),
        PLACED(a_refused_event_leaves_nothing_behind),
        PLACED(texts_outlive_an_event_that_is_taken_back),
        PLACED(what_is_too_long_is_refused_before_it_is_recorded),
        PLACED(two_terminals_see_each_other_and_fork_nothing),
        PLACED(processes_that_write_at_once_all_get_through),
        PLACED(the_list_tells_each_incidents_state_and_who_is_there),
        PLACED(a_rest_empties_the_log_even_while_others_have_it_open),
        PLACED(the_number_of_changes_tells_own_and_others_events),
        PLACED(blobs_come_back_to_the_letter_or_not_at_all),
        PLACED(the_newest_text_of_a_flow_is_found),
        PLACED(everybody_goes_along_when_the_journal_moves),
        PLACED(a_journal_does_not_move_where_others_write),
        PLACED(files_and_directory_are_private_or_the_groups),
    };
    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
