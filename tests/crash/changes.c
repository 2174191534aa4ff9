/* changes: changes that are cut off at every moment, and what the journal says of them afterwards.
 * usage: changes [-n ROUNDS] [-s SEED] DIRECTORY. In a round a session in lines asks for changes and undoes them; it is killed
 * (-9) or loses its terminal (HUP) after a random number of acknowledgements and a random while, in one round of eight with the
 * keeper of the command. The commands write into DIRECTORY/log when they begin and when they are done. Then, with all ended:
 *   - nothing began whose intent is not recorded;
 *   - every intent has an end: what is said to have ended with exit 0 was done, and what was done is said to have ended so,
 *     or, where the keeper was killed too, to be unknown; nothing else is claimed.
 * The choices follow from the seed; the machine adds its own. */
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

#include "base/str.h"

enum { LINES_FED = 40, MOST_ACKS = 40, MOST_US_BEFORE = 1500000, MOST_US_AFTER = 30000, TRIES = 2000, ROUNDS_PER_INCIDENT = 10 };

struct counts { /* as the journal says, or the log */
    long started, worked, other, unknown;
    long began, done;
};

struct tally {
    long killed, hung_up, alone, started, worked, unknown;
};

static const char *triage, *place;
static uint64_t state;

static uint64_t random_below(uint64_t n)
{
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return state % n;
}

static _Noreturn void fail(int round, const char *why, long a, long b)
{
    fprintf(stderr, "round %d: %s (%ld, %ld)\n", round, why, a, b);
    exit(1);
}

static void pause_us(long us)
{
    struct timespec t = {us / 1000000, us % 1000000 * 1000};
    nanosleep(&t, NULL);
}

/* ---- a session ---------------------------------------------------------------------------------------------------------- */

static pid_t start(const char *incident, int *in, int *out)
{
    int to[2], from[2];
    if (pipe(to) < 0 || pipe(from) < 0)
        fail(0, "no pipe", errno, 0);
    fcntl(to[1], F_SETFD, FD_CLOEXEC), fcntl(from[0], F_SETFD, FD_CLOEXEC);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(to[0], 0), dup2(from[1], 1);
        close(to[0]), close(from[1]);
        execl(triage, triage, "--plain", "resume", incident, (char *)NULL);
        _exit(127);
    }
    close(to[0]), close(from[1]);
    *in = to[1], *out = from[0];
    return pid;
}

static void feed(int in)
{
    static const char *const line[] = {"do 1", "y", "u", "undo 1", "y", "do 2", "y", "do 3", "", "do 1", "y", "undo all", "y"};
    size_t n = sizeof line / sizeof *line, first = random_below(n);
    for (size_t i = 0; i < LINES_FED; i++)
        dprintf(in, "%s\n", line[(first + i) % n]);
}

/* How many acknowledgements stand in what was read; false when it has ended. */
static bool read_more(int out, struct str *said, long *acks)
{
    char bytes[4096];
    ssize_t n = read(out, bytes, sizeof bytes);
    if (n <= 0)
        return n < 0 && errno == EINTR;
    str_add_n(said, bytes, (size_t)n);
    *acks = 0;
    for (const char *at = str_get(said); (at = strstr(at, "Recorded ")); at++)
        ++*acks;
    return true;
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void await(int out, long acks_wanted)
{
    struct str said = {0};
    long acks = 0;
    bool lives = true;
    for (int64_t until = now_us() + MOST_US_BEFORE; lives && acks < acks_wanted && now_us() < until;) {
        struct pollfd p = {.fd = out, .events = POLLIN};
        if (poll(&p, 1, 1) > 0)
            lives = read_more(out, &said, &acks);
    }
    str_release(&said);
}

/* The commands that still run; their keepers are killed, if that is wanted. */
static long running(bool kills)
{
    char path[4096], line[256];
    long command, keeper, n = 0;
    snprintf(path, sizeof path, "%s/log", place);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f)) {
        if (sscanf(line, "b %ld %ld", &command, &keeper) != 2 || keeper <= 1 || kill((pid_t)command, 0) != 0)
            continue;
        n++;
        if (kills)
            kill((pid_t)keeper, SIGKILL);
    }
    if (f)
        fclose(f);
    return n;
}

static bool cut_off(const char *incident, struct tally *t)
{
    int in, out, status;
    pid_t pid = start(incident, &in, &out);
    bool is_hangup = random_below(3) == 0, alone = random_below(8) == 0;
    feed(in);
    await(out, (long)random_below(MOST_ACKS));
    pause_us((long)random_below(MOST_US_AFTER));
    kill(pid, is_hangup ? SIGHUP : SIGKILL);
    if (alone)
        running(true);
    close(in);
    if (is_hangup) /* nobody reads what it says: that must not hold it */
        close(out), t->hung_up++;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!is_hangup)
        close(out), t->killed++;
    t->alone += alone;
    return alone;
}

/* ---- what is said, and what was --------------------------------------------------------------------------------------------- */

static long count(const char *text, const char *what)
{
    long n = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        n++;
    return n;
}

/* Whoever comes next settles what is unknown ("it did not"), and asks for the timeline. */
static void look(const char *incident, int round, struct counts *c)
{
    struct str said = {0};
    int in, out, status = 0;
    long acks;
    pid_t pid = start(incident, &in, &out);
    dprintf(in, "3\nt\nq\n");
    close(in);
    while (read_more(out, &said, &acks))
        continue;
    close(out);
    waitpid(pid, &status, 0);
    if (status != 0)
        fail(round, "the incident does not load", status, 0);
    const char *timeline = strstr(str_get(&said), "Timeline,");
    timeline = timeline ? timeline : "";
    c->started = count(timeline, " started finish") + count(timeline, " started cut") + count(timeline, " started asks") +
                 count(timeline, " started to take back") - count(timeline, " started finish_");
    c->worked = count(timeline, "ended with exit 0\n") + count(timeline, "triage was gone, exit 0, recorded by its keeper");
    c->worked -= count(timeline, "finish_check ended with exit 0\n");
    c->other = count(timeline, "triage was gone, exit 1") + count(timeline, " was stopped after ") - count(timeline, "finish_before was stopped") -
               count(timeline, "finish_now was stopped") - count(timeline, "finish_left was stopped") - count(timeline, "finish_check was stopped");
    c->unknown = count(timeline, "nobody saw how it ended") - count(timeline, "finish_before: nobody") -
                 count(timeline, "finish_now: nobody") - count(timeline, "finish_left: nobody") - count(timeline, "finish_check: nobody");
    str_release(&said);
}

static void read_log(struct counts *c)
{
    char path[4096], line[256];
    snprintf(path, sizeof path, "%s/log", place);
    FILE *f = fopen(path, "r");
    c->began = c->done = 0;
    while (f && fgets(line, sizeof line, f))
        c->began += line[0] == 'b', c->done += line[0] == 'd';
    if (f)
        fclose(f);
}

/* Every intent has its end some time: its keeper sees to that, or whoever looks. */
static void settle(const char *incident, int round, struct counts *c)
{
    for (int i = 0; i < TRIES && running(false); i++) /* also those that no keeper watches any more */
        pause_us(5000);
    for (int i = 0; i < TRIES; i++) {
        look(incident, round, c);
        read_log(c);
        if (c->started == c->worked + c->other + c->unknown)
            return;
        pause_us(5000);
    }
    fail(round, "an intent has no end", c->started, c->worked + c->other + c->unknown);
}

/* The journal's numbers of this incident since the last round, the log's since the last round. */
static void check(int round, const struct counts *was, const struct counts *is, bool alone)
{
    long started = is->started - was->started, worked = is->worked - was->worked, unknown = is->unknown - was->unknown;
    long began = is->began - was->began, done = is->done - was->done;
    if (began > started)
        fail(round, "a change began and its intent is not recorded", began, started);
    if (worked > done)
        fail(round, "it is claimed to have worked, and did not", worked, done);
    if (!alone && worked < done)
        fail(round, "it was done, and the journal does not know", worked, done);
    if (done - worked > unknown)
        fail(round, "what was done is neither known nor unknown", done - worked, unknown);
}

static void run_one(const char *const *argv)
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
        fail(0, argv[1], status, 0);
}

static void play(int rounds, struct tally *t)
{
    struct counts was = {0}, is = {0};
    char incident[32] = "", here[4096];
    snprintf(here, sizeof here, "here=%s", place);
    for (int round = 0; round < rounds; round++) {
        if (round % ROUNDS_PER_INCIDENT == 0) {
            const char *const begin[] = {triage, "start", "change", "--set", here, "--detach", NULL};
            run_one(begin);
            snprintf(incident, sizeof incident, "INC-%d", round / ROUNDS_PER_INCIDENT + 1);
            was.started = was.worked = was.other = was.unknown = 0;
        }
        bool alone = cut_off(incident, t);
        settle(incident, round, &is);
        check(round, &was, &is, alone);
        t->started += is.started - was.started;
        t->worked += is.worked - was.worked;
        t->unknown += is.unknown - was.unknown;
        was = is;
    }
}

int main(int argc, char **argv)
{
    int rounds = 200, option;
    unsigned long long seed = 1;
    struct tally t = {0};
    while ((option = getopt(argc, argv, "n:s:")) != -1) {
        if (option == 'n')
            rounds = (int)strtol(optarg, NULL, 10);
        else if (option == 's')
            seed = strtoull(optarg, NULL, 10);
        else
            return 64;
    }
    triage = getenv("TRIAGE");
    if (!triage || optind + 1 != argc)
        return fprintf(stderr, "changes: what is to be cut off, and where?\n"), 64;
    place = argv[optind];
    signal(SIGPIPE, SIG_IGN);
    state = seed * 0x9E3779B97F4A7C15u + 1;
    play(rounds, &t);
    const char *const verify[] = {triage, "journal", "verify", NULL};
    run_one(verify);
    printf("seed %llu: %ld killed, %ld hung up, %ld with the keeper; %ld changes begun, %ld worked, %ld unknown\n", seed, t.killed,
           t.hung_up, t.alone, t.started, t.worked, t.unknown);
    return t.started > rounds / 4 && t.worked > 0 ? 0 : 1;
}
