/* tty: the terminal's line: modes, size, whole writes, keys. */
#include "ui/tty.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { ESC_WAIT_MS = 25 };

/* Raw, byte by byte, and no translation of what curses worked out. */
static void choose_modes(struct tty *t)
{
    t->ours = t->found;
    t->ours.c_iflag &= (tcflag_t) ~(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON);
    t->ours.c_oflag &= (tcflag_t)~OPOST;
    t->ours.c_lflag &= (tcflag_t) ~(ECHO | ICANON | IEXTEN | ISIG);
    t->ours.c_cflag |= CS8;
    t->ours.c_cc[VMIN] = 1;
    t->ours.c_cc[VTIME] = 0;
}

bool tty_init(struct tty *t, int in, int out)
{
    *t = (struct tty){.in = in, .out = out};
    if (!isatty(in) || !isatty(out) || tcgetattr(in, &t->found) != 0)
        return false;
    choose_modes(t);
    return true;
}

void tty_release(struct tty *t)
{
    input_release(&t->input);
}

void tty_take(struct tty *t)
{
    tcsetattr(t->in, TCSADRAIN, &t->ours);
}

void tty_give_back(struct tty *t)
{
    tcsetattr(t->in, t->is_gone ? TCSANOW : TCSADRAIN, &t->found); /* what it does not take is not waited for */
}

void tty_size(const struct tty *t, int *rows, int *columns)
{
    struct winsize w = {0};
    bool is_known = ioctl(t->out, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 && w.ws_col > 0;
    *rows = is_known ? w.ws_row : 24;
    *columns = is_known ? w.ws_col : 80;
}

/* We are told to end, and the terminal has no room: nobody will see what is still to be painted. */
static bool takes_nothing(const struct tty *t)
{
    enum { PATIENCE_MS = 300 };
    return t->wants_end && t->wants_end() && poll(&(struct pollfd){.fd = t->out, .events = POLLOUT}, 1, PATIENCE_MS) == 0;
}

void tty_send(struct tty *t, const char *s, size_t n)
{
    while (n > 0 && !t->is_gone) {
        ssize_t done = write(t->out, s, n);
        if (done < (ssize_t)n && takes_nothing(t)) {
            t->is_gone = true;
            return;
        }
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0 && errno == EAGAIN) {
            poll(&(struct pollfd){.fd = t->out, .events = POLLOUT}, 1, -1);
            continue;
        }
        if (done < 0) {
            t->is_gone = true;
            return;
        }
        s += done;
        n -= (size_t)done;
    }
}

static bool is_readable(const struct tty *t, int wait_ms)
{
    return poll(&(struct pollfd){.fd = t->in, .events = POLLIN}, 1, wait_ms) > 0;
}

/* Reads what is there. A terminal that says it has something and has nothing is closed. */
static bool read_more(struct tty *t, int wait_ms)
{
    char block[4096];
    if (!is_readable(t, wait_ms))
        return false;
    ssize_t n = read(t->in, block, sizeof block);
    if (n > 0)
        input_feed(&t->input, block, (size_t)n);
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        t->is_gone = true;
    return n > 0;
}

bool tty_key(struct tty *t, struct key *k)
{
    for (;;) {
        if (input_next(&t->input, false, k))
            return true;
        if (read_more(t, input_is_cut(&t->input) ? ESC_WAIT_MS : 0))
            continue;
        return input_is_cut(&t->input) && input_next(&t->input, true, k);
    }
}

void tty_empty_queue(struct tty *t)
{
    tcflush(t->in, TCIFLUSH);
    input_forget(&t->input);
}
