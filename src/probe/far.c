/* far: the words between here and there. */
#include "probe/far.h"

#include <fcntl.h>
#include <unistd.h>

#include "probe/keeper.h"

bool far_open(struct far *f, const char *host, bool is_change, int *theirs)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return false;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    f->errors = ends[0];
    *theirs = ends[1];
    f->is_change = is_change;
    snprintf(f->host, sizeof f->host, "%s", host);
    remote_make_mark(f->stream.mark);
    return true;
}

static void order(int control, char what)
{
    (void)!write(control, &what, 1);
}

void far_take(struct far *f, const char *bytes, size_t n, int control, bool is_stopping, struct output *output)
{
    remote_take(&f->stream, bytes, n, output);
    if (f->stream.has_begun && !f->is_let_go && !is_stopping) {
        f->is_let_go = true;
        order(control, KEEPER_GO);
    }
    if (f->stream.has_ended && !f->is_over) {
        f->is_over = true;
        order(control, KEEPER_OVER);
    }
}

void far_read(struct far *f)
{
    char bytes[REMOTE_NOISE];
    ssize_t n = f->errors >= 0 ? read(f->errors, bytes, sizeof bytes) : -1;
    size_t room = REMOTE_NOISE - f->said.n;
    if (n > 0)
        str_add_n(&f->said, bytes, (size_t)n < room ? (size_t)n : room);
    else if (n == 0)
        close(f->errors), f->errors = -1;
}

enum run_outcome far_outcome(struct far *f, enum run_outcome had, struct output *output, int *exit_status, char why[WHY_TEXT])
{
    bool is_stopped = had == RUN_TIMED_OUT || had == RUN_CANCELLED;
    remote_take_rest(&f->stream, output);
    if (had == RUN_NOT_STARTED) /* not even ssh was */
        return had;
    if (f->stream.has_ended) {
        *exit_status = f->stream.exit_status;
        return is_stopped ? had : RUN_EXITED;
    }
    if (is_stopped && !(f->is_let_go && f->is_change)) /* what only reads is ended there too */
        return had;
    if (f->is_let_go) {
        why_host(WHY_SSH_LOST, f->host, NULL, why);
        return RUN_UNKNOWN;
    }
    remote_why(str_get(&f->said), str_get(&f->stream.noise), f->host, why);
    return RUN_NOT_STARTED;
}

void far_release(struct far *f)
{
    if (f->errors >= 0)
        close(f->errors);
    f->errors = -1;
    remote_release(&f->stream);
    str_release(&f->said);
}
