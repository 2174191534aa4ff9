/* keeper_record: a fresh triage, and a pipe to its standard input. */
#include "probe/keeper_record.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe/forked.h"

extern char **environ;

static void add_end(struct str *text, const struct keeper_end *end, const struct output *output)
{
    struct str said = {0};
    int status = end->report.wait_status;
    output_text(output, &said);
    will_add_text(text, "outcome", end->report.started_errno ? "not_started" : end->outcome);
    will_add_text(text, "why", end->why);
    will_add_number(text, "exit", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    will_add_number(text, "survivors", end->report.survivors);
    will_add_number(text, "took", end->took);
    will_add_number(text, "gone_at", end->gone_at);
    will_add_number(text, "bytes", (int64_t)output->bytes);
    will_add(text, "output", str_get(&said), said.n);
    str_release(&said);
}

static _Noreturn void become_triage(const struct will *will, int fd)
{
    forked_reset_signals();
    signal(SIGHUP, SIG_IGN);
    dup2(fd, 0);
    forked_close_from(3);
    execve(will->argv[0], will->argv, environ);
    _exit(127);
}

static void write_all(int fd, const struct str *text)
{
    for (size_t at = 0; at < text->n;) {
        ssize_t n = write(fd, text->s + at, text->n - at);
        if (n < 0 && errno != EINTR)
            return;
        at += n > 0 ? (size_t)n : 0;
    }
}

void keeper_record(const struct will *will, const struct keeper_end *end, const struct output *output)
{
    struct str text = {0};
    int ends[2];
    if (pipe(ends) < 0)
        return;
    str_add_n(&text, will->text, will->n);
    add_end(&text, end, output);
    signal(SIGCHLD, SIG_DFL);
    pid_t pid = fork();
    if (pid == 0)
        become_triage(will, ends[0]);
    close(ends[0]);
    if (pid > 0)
        write_all(ends[1], &text);
    close(ends[1]);
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    str_release(&text);
}
