/* bench_screen: what a screen costs. Two homes are made: one as after the first start, one with a journal of 100,000
 * events, 10,000 articles and a flow of 10,000 steps. The program is ./triage, or the one that is named; TRIAGE_DATADIR
 * says where its flows are, README what less shows.
 *
 *   first frame   from exec to the last byte of the first screen, against `less README.md` in turns with it
 *   a move        bytes and writes when only the mark moves; and its time where everything is large
 *   a page        of an article
 *   idle          bytes and writes in a minute in which nothing happens but the minute itself */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "large.h"
#include "line.h"
#include "measure.h"

enum { ROUNDS = 31, MOVES = 25, A_MINUTE_MS = 60500 };

#define DOWN "\033OB"
#define UP "\033OA"

static const char *program = "./triage";

/* ---- two homes ---- */

static void make_directories(const char *home)
{
    static const char *const parts[] = {"", "/.local", "/.local/share", "/.local/share/triage", "/.local/share/triage/flows",
                                        "/.local/share/triage/kb", "/.local/state", "/.local/state/triage"};
    char path[600];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(path, sizeof path, "%s%s", home, parts[i]);
        mkdir(path, 0700);
    }
}

static void write_flow(const char *home, const struct str *flow)
{
    char path[600];
    snprintf(path, sizeof path, "%s/.local/share/triage/flows/large.yaml", home);
    FILE *f = fopen(path, "w");
    if (!f || fwrite(flow->s, 1, flow->n, f) != flow->n || fclose(f) != 0)
        perror(path), exit(1);
}

/* A step to stand at: answers to move between, an article to read. */
static void start_small(const char *home)
{
    char path[600];
    snprintf(path, sizeof path, "%s/.local/share/triage/flows/small.yaml", home);
    FILE *f = fopen(path, "w");
    if (!f)
        perror(path), exit(1);
    fputs("triage: 1\nid: small\ntitle: A small flow\nsteps:\n  - id: look\n    title: What does it say?\n"
          "    articles: [kb_010]\n    answers:\n      - {id: this, label: This, next: end}\n      - {id: that, label: That, next: end}\n"
          "  - {id: end, title: The end, outcome: resolved}\n", f);
    fclose(f);
    struct line l;
    line_start(&l, (char *[]){(char *)program, (char *)"start", (char *)"small", (char *)"--detach", NULL}, false);
    line_await(&l);
    line_end(&l);
}

/* As an operator's first look does it: the journal and the index of the articles are there then. */
static void warm_up(const char *home)
{
    struct line l;
    setenv("HOME", home, 1);
    line_start(&l, (char *[]){(char *)program, (char *)"kb", (char *)"list", NULL}, false);
    line_await(&l);
    line_end(&l);
    line_start(&l, (char *[]){(char *)program, NULL}, false);
    line_await(&l);
    line_press(&l, "q"); /* a home that was left, not killed */
    line_end(&l);
}

static void fill(const char *home)
{
    struct str flow = {0};
    char path[600];
    large_flow(&flow);
    write_flow(home, &flow);
    snprintf(path, sizeof path, "%s/.local/share/triage/kb", home);
    large_articles(path, LARGE_ARTICLES);
    snprintf(path, sizeof path, "%s/.local/state/triage/journal.db", home);
    large_journal(path, &flow);
    str_release(&flow);
}

/* ---- the first frame ---- */

static void sample_first_frame(const char *home, char *const argv[], struct samples *to)
{
    struct line l;
    setenv("HOME", home, 1);
    line_start(&l, argv, false);
    struct burst b = line_await(&l);
    samples_add(to, b.at - *l.began);
    line_press(&l, "q");
    line_end(&l);
}

static void first_frames(const char *small, const char *large)
{
    struct samples ours = {0}, full = {0}, resumed = {0}, theirs = {0};
    const char *readme = getenv("README");
    char *home[] = {(char *)program, NULL}, *resume[] = {(char *)program, (char *)"resume", (char *)"1", NULL};
    char *less[] = {(char *)"less", (char *)(readme ? readme : "../README.md"), NULL};
    for (int i = 0; i < ROUNDS; i++) {
        sample_first_frame(small, less, &theirs);
        sample_first_frame(small, home, &ours);
        sample_first_frame(large, home, &full);
        if (i % 6 == 0)
            sample_first_frame(large, resume, &resumed);
    }
    double empty = samples_median(&ours);
    row_ratio("first frame", "ms", empty, "less README.md", samples_median(&theirs), 3);
    row_ratio("  100,000 events, 10,000 articles and steps", "ms", samples_median(&full), "the same, with nothing there", empty, 1.2);
    row_note("  resume in the incident of 50,000 of them", "ms", samples_median(&resumed), "read, replayed, its flow loaded");
    samples_release(&ours);
    samples_release(&full);
    samples_release(&resumed);
    samples_release(&theirs);
}

/* ---- on the line ---- */

static void say(const char *what, struct burst b, double most_bytes)
{
    char figure[80];
    snprintf(figure, sizeof figure, "%s, bytes", what);
    if (most_bytes > 0)
        row_limit(figure, "", (double)b.bytes, most_bytes);
    else
        row_note(figure, "", (double)b.bytes, "");
    row_limit("  write(2) calls", "", (double)b.writes, 1);
}

static void on_the_line(const char *home)
{
    struct line l;
    setenv("HOME", home, 1);
    line_start(&l, (char *[]){(char *)program, NULL}, true);
    line_await(&l);
    row_note("a move at home, bytes, incident to flow", "", (double)line_press(&l, DOWN).bytes, "the footer says start, not open");
    say("a move of the mark, at home", line_press(&l, DOWN), 60);
    line_press(&l, "q");
    line_end(&l);
    line_start(&l, (char *[]){(char *)program, (char *)"resume", (char *)"1", NULL}, true);
    line_await(&l);
    say("a move of the mark, at a step", line_press(&l, DOWN), 60);
    say("a minute in which nothing else happens", line_listen(&l, A_MINUTE_MS), 30);
    line_press(&l, "a");
    line_press(&l, "\r");
    line_listen(&l, 1000);
    say("a page of an article", line_press(&l, " "), 0);
    line_end(&l);
}

/* ---- a move, in time ---- */

static double time_moves(const char *home, char *const argv[])
{
    struct line l;
    struct samples took = {0};
    setenv("HOME", home, 1);
    line_start(&l, argv, false);
    line_await(&l);
    for (int i = 0; i < MOVES; i++) {
        double from = now_ms();
        double at = line_press(&l, i % 2 ? UP : DOWN).at;
        samples_add(&took, at - from);
    }
    line_end(&l);
    double median = samples_median(&took);
    samples_release(&took);
    return median;
}

static void moves(const char *small, const char *large)
{
    char *home[] = {(char *)program, NULL}, *resume[] = {(char *)program, (char *)"resume", (char *)"1", NULL};
    double step = time_moves(small, resume);
    row_note("a move of the mark, time to the last byte", "ms", step, "in a new incident");
    row_note("  in the incident of 50,000 events", "ms", time_moves(large, resume), "its flow has 10,000 steps");
    row_note("  at home, with 501 incidents", "ms", time_moves(large, home), "");
}

static void bench(const char *dir)
{
    char small[400], large[400];
    snprintf(small, sizeof small, "%s/small", dir);
    snprintf(large, sizeof large, "%s/large", dir);
    make_directories(small);
    make_directories(large);
    fill(large);
    warm_up(small);
    start_small(small);
    warm_up(large);
    first_frames(small, large);
    on_the_line(small);
    moves(small, large);
}

int main(int argc, char **argv)
{
    static const char *const own[] = {"TRIAGE_JOURNAL", "TRIAGE_OPERATOR", "XDG_STATE_HOME", "XDG_CONFIG_HOME",
                                      "XDG_CACHE_HOME", "XDG_DATA_HOME",   "NO_COLOR",       "LESS"};
    if (argc > 1)
        program = argv[1];
    if (access(program, X_OK) != 0) {
        fprintf(stderr, "bench_screen: %s is not built\n", program);
        return 1;
    }
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        unsetenv(own[i]);
    setenv("TERM", "xterm-256color", 1);
    in_new_directory(".", bench);
    return 0;
}
