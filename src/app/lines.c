/* lines: a turn is a line. */
#include "app/lines.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "app/clock.h"
#include "app/show.h"
#include "app/signals.h"
#include "app/trial.h"
#include "app/turn.h"
#include "base/i18n.h"
#include "ui/plain.h"

enum { LOOK_FOR_OTHERS_MS = 1000, LOOK_FOR_SAVES_MS = 250, SPECIAL_FDS = 2, LINE_MOST = 1 << 20 };

struct lines {
    struct session *session;
    struct plain *plain;
    struct show show;
    struct str in; /* read and not yet a whole line */
    bool has_ended_input, is_over;
    struct err deaf; /* why nobody hears what is said, code 0 when somebody does */
};

/* Who cannot be heard does not go on: the next lines may be answers to what was never seen. */
static void put(struct lines *l, const struct str *out)
{
    for (size_t at = 0; at < out->n;) {
        ssize_t n = write(STDOUT_FILENO, out->s + at, out->n - at);
        if (n <= 0 && (errno != EINTR || signals_want_end())) {
            err_sys(&l->deaf, ERR_IO, _("standard output"));
            l->is_over = true;
            return;
        }
        at += n > 0 ? (size_t)n : 0;
    }
}

static void say(struct lines *l)
{
    struct str out = {0};
    show_fill(&l->show);
    plain_said(l->plain, &l->show.model, &out);
    plain_sync(l->plain, &l->show.model, &out);
    put(l, &out);
    str_release(&out);
}

static void listen_anew(struct lines *l)
{
    mem_free(l->session->status);
    l->session->status = NULL;
    plain_listen(l->plain);
}

static void obey(struct lines *l, const char *line)
{
    struct wish w;
    struct str out = {0};
    bool is_about_logs = false;
    if (!isatty(STDIN_FILENO))
        str_addf(&out, "%s\n", line); /* what a terminal would have echoed behind the prompt */
    plain_line(l->plain, &l->show.model, line, &w, &out);
    put(l, &out);
    str_release(&out);
    if (w.kind != WISH_NONE)
        listen_anew(l);
    if (w.kind != WISH_NONE && l->deaf.code == 0)
        is_about_logs = show_logs_wish(&l->show, &w);
    if (is_about_logs)
        show_logs_settle(&l->show);
    else if (w.kind == WISH_QUIT || l->deaf.code)
        l->is_over = true;
    else if (w.kind == WISH_CLOSE)
        session_go_home(l->session);
    else if (w.kind != WISH_NONE && !show_wish(&l->show, &w))
        session_wish(l->session, &w);
    if (!l->is_over)
        say(l);
}

static void read_input(struct lines *l)
{
    char bytes[4096];
    ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
    if (n > 0)
        str_add_n(&l->in, bytes, (size_t)n);
    else if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
        l->has_ended_input = true;
}

/* A script's next line waits until what it started has ended: lines are read as fast as they can be answered. */
static bool take_line(struct lines *l, char **line)
{
    char *end = l->in.n ? memchr(l->in.s, '\n', l->in.n) : NULL;
    if (l->session->runs.list.n || l->session->queue.n)
        return false;
    if (!end && !(l->has_ended_input && l->in.n) && l->in.n < LINE_MOST)
        return false;
    size_t n = end ? (size_t)(end - l->in.s) : l->in.n, whole = end ? n + 1 : n;
    *line = mem_strndup(l->in.s, n);
    memmove(l->in.s, l->in.s + whole, l->in.n - whole);
    str_cut(&l->in, l->in.n - whole);
    return true;
}

static void take_lines(struct lines *l)
{
    char *line;
    while (!l->is_over && take_line(l, &line)) {
        size_t n = strlen(line);
        if (n && line[n - 1] == '\r')
            line[n - 1] = '\0';
        obey(l, line);
        mem_free(line);
    }
    if (l->has_ended_input && !l->in.n && !l->session->runs.list.n && !l->session->queue.n)
        l->is_over = true;
}

static int wait_ms(const struct lines *l)
{
    int64_t at = runs_wake_at(&l->session->runs), now = clock_ticks(), most = trial_is_watching(l->session) ? LOOK_FOR_SAVES_MS : LOOK_FOR_OTHERS_MS;
    if (at == INT64_MAX || at - now > most * 1000)
        return (int)most;
    return at <= now ? 0 : (int)((at - now) / 1000 + 1);
}

static void wait(struct lines *l, int signals)
{
    size_t most = SPECIAL_FDS + CHILD_FDS * l->session->runs.list.n;
    struct pollfd *fds = mem_array(most, sizeof *fds);
    fds[0] = (struct pollfd){.fd = l->has_ended_input || l->in.n >= LINE_MOST ? -1 : STDIN_FILENO, .events = POLLIN};
    fds[1] = (struct pollfd){.fd = signals, .events = POLLIN};
    size_t n = SPECIAL_FDS + runs_fds(&l->session->runs, fds + SPECIAL_FDS, most - SPECIAL_FDS);
    if (poll(fds, (nfds_t)n, wait_ms(l)) > 0 && fds[0].revents)
        read_input(l);
    mem_free(fds);
}

bool lines_run(struct session *s, struct err *e)
{
    struct lines l = {.session = s, .plain = plain_new()};
    int signals = signals_open();
    show_init(&l.show, s);
    if (s->start_with)
        show_start(&l.show, s->start_with);
    say(&l);
    while (!l.is_over) {
        wait(&l, signals);
        struct signals seen = signals_take();
        if (seen.interrupted && (s->runs.list.n || s->queue.n))
            session_wish(s, &(struct wish){.kind = WISH_CANCEL_RUN});
        l.is_over |= seen.ended;
        s->is_cut_off |= seen.hung_up;
        if (session_step(s) && !s->runs.list.n)
            say(&l);
        take_lines(&l);
    }
    show_release(&l.show);
    str_release(&l.in);
    plain_free(l.plain);
    if (l.deaf.code)
        *e = l.deaf;
    return l.deaf.code == 0;
}
