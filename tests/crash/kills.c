/* kills: sessions that are killed at random moments, and whether what they had acknowledged is there afterwards.
 * usage: kills [-n ROUNDS] [-s SEED] FLOW. A round runs `triage note INC -`, fed with lines, or a session in lines that
 * looks, answers, notes and changes, or both at once on the same incident; each is killed (-9) after a random number of
 * acknowledgements and a random while. Then every acknowledged event number must be there, with its text, and the
 * incident must load; at the end the chain must verify. The choices follow from the seed; the machine adds its own. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"

enum { LINES_FED = 60, ROUNDS_PER_INCIDENT = 8, MOST_ACKS = 24, MOST_US_BEFORE = 100000, MOST_US_AFTER = 4000 };

struct ack { /* what a session said was durable */
    long seq;
    char *text; /* how what is recorded under that number ends */
};

struct victim {
    pid_t pid;
    int in, out;
    bool is_plain;
    int round;
    struct str said; /* read, not yet a whole line */
    long n_acks;
    VEC(struct ack) ack;
};

struct tally {
    long acks, checked, killed, ended;
};

static const char *triage;
static uint64_t state;

static uint64_t random_below(uint64_t n)
{
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return state % n;
}

static _Noreturn void fail(int round, const char *why, long number)
{
    fprintf(stderr, "round %d: %s (%ld)\n", round, why, number);
    exit(1);
}

/* ---- a session -------------------------------------------------------------------------------------------------------- */

static void start(struct victim *v, char *const *argv)
{
    int in[2], out[2];
    if (pipe(in) < 0 || pipe(out) < 0)
        fail(v->round, "no pipe", errno);
    fcntl(in[1], F_SETFD, FD_CLOEXEC), fcntl(out[0], F_SETFD, FD_CLOEXEC);
    v->pid = fork();
    if (v->pid == 0) {
        dup2(in[0], 0), dup2(out[1], 1);
        close(in[0]), close(out[1]);
        execv(triage, argv);
        _exit(127);
    }
    close(in[0]), close(out[1]);
    v->in = in[1], v->out = out[0];
}

static void start_notes(struct victim *v, const char *incident)
{
    char *const argv[] = {(char *)(size_t)triage, (char *)"note", (char *)(size_t)incident, (char *)"-", NULL};
    start(v, argv);
}

static void start_session(struct victim *v, const char *incident)
{
    char *const argv[] = {(char *)(size_t)triage, (char *)"--plain", (char *)"resume", (char *)(size_t)incident, NULL};
    start(v, argv);
}

static void feed_notes(struct victim *v)
{
    for (int i = 0; i < LINES_FED; i++)
        dprintf(v->in, "note-%d-%d\n", v->round, i);
}

/* What a person at a session in lines might say, over and over. */
static void feed_session(struct victim *v)
{
    static const char *const line[] = {"r", "1", "do 1", "y", "1", "n note-%d-%d", "2", "one more reason", "1", "b", "rule out that it is not"};
    for (int i = 0; i < LINES_FED; i++) {
        const char *l = line[i % (int)(sizeof line / sizeof *line)];
        if (l[0] == 'n')
            dprintf(v->in, "n note-%d-%d\n", v->round, i);
        else
            dprintf(v->in, "%s\n", l);
    }
}

/* "12" of a note; "7   Recorded 12 at 03:19:08: what happened" of a session. */
static void take_line(struct victim *v, char *line)
{
    char note[64], *at = v->is_plain ? strstr(line, "Recorded ") : line;
    if (!at || strncmp(line, "Step: ", 6) == 0)
        return;
    long seq = strtol(v->is_plain ? at + 9 : at, NULL, 10);
    char *text = v->is_plain ? strstr(at, ": ") : note;
    snprintf(note, sizeof note, "note-%d-%ld", v->round, v->n_acks);
    if (seq <= 0 || !text)
        return;
    v->n_acks++;
    *vec_push(&v->ack) = (struct ack){seq, mem_strdup(text)};
}

static bool read_more(struct victim *v)
{
    char bytes[4096], *end;
    ssize_t n = read(v->out, bytes, sizeof bytes);
    if (n <= 0)
        return n < 0 && errno == EINTR;
    str_add_n(&v->said, bytes, (size_t)n);
    while ((end = memchr(v->said.s, '\n', v->said.n))) {
        size_t whole = (size_t)(end - v->said.s) + 1;
        *end = '\0';
        take_line(v, v->said.s);
        memmove(v->said.s, v->said.s + whole, v->said.n - whole);
        str_cut(&v->said, v->said.n - whole);
    }
    return true;
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Reads on until that moment; false when it ended by itself. */
static bool read_until(struct victim *v, int64_t until)
{
    for (int64_t left; (left = until - now_us()) > 0;) {
        struct pollfd p = {.fd = v->out, .events = POLLIN};
        struct timespec t = {left / 1000000, left % 1000000 * 1000};
        if (ppoll(&p, 1, &t, NULL) > 0 && !read_more(v))
            return false;
    }
    return true;
}

static bool read_acks(struct victim *v, long acks, int64_t until)
{
    bool lives = true;
    while (lives && v->n_acks < acks && now_us() < until) {
        struct pollfd p = {.fd = v->out, .events = POLLIN};
        if (poll(&p, 1, 1) > 0)
            lives = read_more(v);
    }
    return lives;
}

/* The moment: so many acknowledgements, and then a while; or only a while, which may be before the first. */
static void kill_somewhen(struct victim *v, struct tally *t)
{
    long acks = (long)random_below(MOST_ACKS);
    bool lives = true;
    if (random_below(4) == 0)
        lives = read_until(v, now_us() + (int64_t)random_below(MOST_US_BEFORE / 3));
    else
        lives = read_acks(v, acks, now_us() + MOST_US_BEFORE);
    if (lives)
        lives = read_until(v, now_us() + (int64_t)random_below(MOST_US_AFTER));
    kill(v->pid, SIGKILL);
    while (read_more(v))
        ;
    int status = 0;
    waitpid(v->pid, &status, 0);
    if (WIFSIGNALED(status))
        t->killed++;
    else
        t->ended++;
    t->acks += v->n_acks;
    close(v->in), close(v->out);
    v->in = v->out = -1;
}

static void release(struct victim *v)
{
    for (size_t i = 0; i < v->ack.n; i++)
        mem_free(v->ack.v[i].text);
    vec_release(&v->ack);
    str_release(&v->said);
}

/* ---- what is there ---------------------------------------------------------------------------------------------------- */

struct told { /* a line of the timeline: "93  03:19:08, 12: what happened" */
    long seq;
    char *text;
};
struct timeline {
    VEC(struct told) line;
};

static void read_timeline(FILE *f, struct timeline *t)
{
    char line[65536];
    while (fgets(line, sizeof line, f)) {
        char *comma = strstr(line, ", "), *end = NULL;
        long seq = comma ? strtol(comma + 2, &end, 10) : 0;
        line[strcspn(line, "\n")] = '\0';
        if (seq > 0 && end[0] == ':' && end[1] == ' ')
            *vec_push(&t->line) = (struct told){seq, mem_strdup(end)};
    }
}

static void release_timeline(struct timeline *t)
{
    for (size_t i = 0; i < t->line.n; i++)
        mem_free(t->line.v[i].text);
    vec_release(&t->line);
}

/* Whoever comes next, and asks for the timeline. */
static void look(const char *incident, int round, struct timeline *t)
{
    struct victim v = {.round = round, .is_plain = true};
    int status = 0;
    start_session(&v, incident);
    if (write(v.in, "t\n", 2) != 2)
        fail(round, "nobody listens", errno);
    close(v.in);
    FILE *f = fdopen(v.out, "r");
    read_timeline(f, t);
    fclose(f);
    waitpid(v.pid, &status, 0);
    if (status != 0)
        fail(round, "the incident does not load", status);
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static void check(const struct victim *v, const struct timeline *there, struct tally *t)
{
    for (size_t i = 0; i < v->ack.n; i++) {
        const struct told *found = NULL;
        for (size_t k = 0; k < there->line.n && !found; k++)
            if (there->line.v[k].seq == v->ack.v[i].seq)
                found = &there->line.v[k];
        if (!found)
            fail(v->round, "an acknowledged event is not there", v->ack.v[i].seq);
        if (!ends_with(found->text, v->ack.v[i].text))
            fail(v->round, v->ack.v[i].text, v->ack.v[i].seq);
        t->checked++;
    }
}

/* ---- rounds ------------------------------------------------------------------------------------------------------------ */

static void run_one(const char *const *argv, int round)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        if (!freopen("/dev/null", "w", stdout))
            _exit(126);
        execv(triage, (char *const *)(size_t)argv);
        _exit(127);
    }
    waitpid(pid, &status, 0);
    if (status != 0)
        fail(round, argv[1], status);
}

static void begin(struct victim *v, const char *incident, int round, bool is_plain)
{
    *v = (struct victim){.round = round, .is_plain = is_plain};
    if (is_plain) {
        start_session(v, incident);
        feed_session(v);
    } else {
        start_notes(v, incident);
        feed_notes(v);
    }
}

/* Returns how many were killed or ended. */
static int run_round(const char *incident, int round, struct tally *t)
{
    struct victim v[2];
    struct timeline there = {0};
    int kind = (int)random_below(4), n = kind == 3 ? 2 : 1;
    for (int i = 0; i < n; i++)
        begin(&v[i], incident, round * 2 + i, n == 2 ? i == 1 : kind != 0);
    for (int i = 0; i < n; i++)
        kill_somewhen(&v[i], t);
    look(incident, round, &there);
    for (int i = 0; i < n; i++) {
        check(&v[i], &there, t);
        release(&v[i]);
    }
    release_timeline(&there);
    return n;
}

int main(int argc, char **argv)
{
    int kills = 200, option, round = 0;
    struct tally t = {0};
    char incident[32] = "";
    unsigned long long seed = 1;
    while ((option = getopt(argc, argv, "n:s:")) != -1) {
        if (option == 'n')
            kills = (int)strtol(optarg, NULL, 10);
        else if (option == 's')
            seed = strtoull(optarg, NULL, 10);
        else
            return 64;
    }
    triage = getenv("TRIAGE");
    if (!triage || optind + 1 != argc)
        return fprintf(stderr, "kills: what is to be killed?\n"), 64;
    signal(SIGPIPE, SIG_IGN);
    state = seed * 0x9E3779B97F4A7C15u + 1;
    for (int done = 0; done < kills; round++) {
        if (round % ROUNDS_PER_INCIDENT == 0) {
            const char *const begin_one[] = {triage, "start", argv[optind], "--detach", NULL};
            run_one(begin_one, round);
            snprintf(incident, sizeof incident, "INC-%d", round / ROUNDS_PER_INCIDENT + 1);
        }
        done += run_round(incident, round, &t);
    }
    const char *const verify[] = {triage, "journal", "verify", NULL};
    run_one(verify, round);
    printf("seed %llu: %ld killed, %ld had ended; %ld events acknowledged, %ld found\n", seed, t.killed, t.ended, t.acks, t.checked);
    return t.killed * 10 >= (t.killed + t.ended) * 9 && t.acks == t.checked && t.acks > kills ? 0 : 1;
}
