/* show: one page of a fixture in a real terminal, for looking at it, for the terminal's own tests and for bench/.
 *   show FIXTURE [PAGE] [--ascii] [--crash | --die-at KEY] */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "fixture.h"
#include "ui/term.h"
#include "ui/ui.h"

static volatile sig_atomic_t was_resized;

static void on_winch(int sig)
{
    (void)sig;
    was_resized = 1;
}

static void last_words(const char *why)
{
    (void)why;
    term_restore_now();
}

static void paint(struct term *t, struct ui *ui, const struct model *m)
{
    struct frame f;
    int rows, columns;
    term_size(t, &rows, &columns);
    frame_init(&f, rows, columns, term_is_ascii(t));
    ui_paint(ui, m, &f);
    term_paint(t, &f);
    if (ui_wants_empty_queue(ui))
        term_empty_queue(t);
    frame_release(&f);
}

/* The stack runs out: its own crash, because the handler has none of it left. */
static int overflow(int n)
{
    volatile char block[4096] = {0};
    block[0] = (char)n;
    return n ? overflow(n + 1) + block[n % 4096] : 0;
}

static void crash_in_child(void)
{
    pid_t child = fork();
    if (child == 0)
        raise(SIGSEGV);
    waitpid(child, NULL, 0);
}

/* Only what belongs to the terminal; 'X' crashes, 'F' crashes in a child, 'O' overflows the stack, 'A' runs out of memory.
 */
static bool obey(struct term *t, const struct key *k, const struct wish *w)
{
    if (k->kind == PRESS_TEXT && k->cp == 'X')
        raise(SIGSEGV);
    if (k->kind == PRESS_TEXT && k->cp == 'F')
        crash_in_child();
    if (k->kind == PRESS_TEXT && k->cp == 'O')
        overflow(1);
    if (k->kind == PRESS_TEXT && k->cp == 'A')
        mem_die("asked for");
    if (w->kind == WISH_REDRAW)
        term_redraw(t);
    if (w->kind == WISH_SUSPEND)
        term_suspend(t);
    return w->kind != WISH_QUIT && !term_is_gone(t);
}

static void loop(struct term *t, struct ui *ui, const struct model *m)
{
    struct key k;
    struct wish w;
    bool is_on = true;
    sigset_t winch, none;
    sigemptyset(&none);
    sigemptyset(&winch);
    sigaddset(&winch, SIGWINCH);
    sigprocmask(SIG_BLOCK, &winch, NULL); /* it comes only while we wait, so none is missed between looking and waiting */
    paint(t, ui, m);
    while (is_on && !term_is_gone(t)) {
        ppoll(&(struct pollfd){.fd = term_fd(t), .events = POLLIN}, 1, NULL, &none);
        if (was_resized) {
            was_resized = 0;
            term_on_resize(t);
        }
        while (is_on && term_key(t, &k)) {
            ui_key(ui, m, &k, &w);
            is_on = obey(t, &k, &w);
        }
        if (is_on)
            paint(t, ui, m);
    }
}

static enum page page_named(const char *name)
{
    static const char *const names[N_PAGES] = {"home", "step",    "output", "logs", "lists", "changes", "change-lists", "causes",  "undo",  "timeline",
                                               "left", "export",  "search", "article", "codes", "trouble",
                                               "why",  "confirm", "second", "help",   "palette"};
    for (int p = 0; p < N_PAGES; p++)
        if (strcmp(names[p], name) == 0)
            return (enum page)p;
    return PAGE_HOME;
}

int main(int argc, char **argv)
{
    struct fixture f;
    struct term_options options = {.want_ascii = argc > 3 && strcmp(argv[3], "--ascii") == 0};
    struct err e = {0};

    fixture_speak();
    if (argc < 2 || !fixture_init(&f, argv[1])) {
        for (unsigned i = 0; fixture_name(i); i++)
            puts(fixture_name(i));
        return 64;
    }
    struct term *t = term_open(&options, &e);
    if (!t) {
        puts(e.text);
        return 69;
    }
    sigaction(SIGWINCH, &(struct sigaction){.sa_handler = on_winch}, NULL);
    mem_set_last_words(last_words);
    struct ui *ui = ui_new();
    ui_show(ui, f.model.incident ? PAGE_STEP : PAGE_HOME);
    if (argc > 2)
        ui_show(ui, page_named(argv[2]));
    loop(t, ui, &f.model);
    term_close(t);
    ui_free(ui);
    fixture_release(&f);
    return 0;
}
