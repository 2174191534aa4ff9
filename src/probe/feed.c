/* feed: a pipe that is written without waiting. */
#include "probe/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool feed_open(struct feed *f, int *theirs)
{
    int ends[2];
    if (pipe(ends) < 0)
        return false;
    *theirs = ends[0];
    f->fd = ends[1];
    fcntl(f->fd, F_SETFL, O_NONBLOCK);
    return true;
}

void feed_close(struct feed *f)
{
    if (f->fd >= 0)
        close(f->fd);
    f->fd = -1;
    f->n = 0;
}

void feed_more(struct feed *f)
{
    ssize_t n = f->n ? write(f->fd, f->bytes, f->n) : 0;
    if (n > 0)
        f->bytes += n, f->n -= (size_t)n;
    else if (n < 0 && errno != EAGAIN && errno != EINTR)
        feed_close(f);
}

/* If all before it is said: without its text the shell there has nothing that it could go or stop with. */
static void say(struct feed *f, const char *word)
{
    if (f->fd >= 0 && !f->n)
        (void)!write(f->fd, word, strlen(word));
}

void feed_go(struct feed *f)
{
    f->is_let_go = f->stream.has_begun = true;
    say(f, REMOTE_GO);
}

void feed_stop(struct feed *f)
{
    say(f, REMOTE_STOP);
    feed_close(f);
}

void feed_is_over(struct feed *f, int left_ms)
{
    feed_close(f);
    f->left_ms = left_ms;
}

bool feed_hear(struct feed *f, const char *bytes, size_t n, struct output *output)
{
    if (f->host)
        remote_take(&f->stream, bytes, n, output);
    else
        output_add(output, bytes, n);
    return f->stream.has_ended;
}

void feed_settle(const struct feed *f, struct keeper_end *end)
{
    if (!f->host || end->report.started_errno)
        return;
    if (f->stream.has_ended) {
        end->report.wait_status = f->stream.exit_status << 8; /* as of one that ended by itself */
        return;
    }
    end->outcome = f->is_let_go ? "unknown" : "not_started";
    if (f->is_let_go)
        why_host(WHY_SSH_LOST, f->host, NULL, end->why);
    else
        why_host(WHY_SSH_CLOSED, f->host, NULL, end->why);
}
