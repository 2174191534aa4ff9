/* tcp: can a connection be made? */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/look_command.h"
#include "probe/net_tcp.h"

static bool look(const struct command_line *line, int64_t timeout, struct observation *o, struct err *e)
{
    int64_t port = 0;
    const char *send = look_option(line, "send");
    struct net_tcp_options options = {.target = line->arg[0], .banner = look_option(line, "banner"), .timeout = timeout};
    char *text = send ? mem_strdup(send) : NULL;
    options.send = text;
    options.n_send = text ? net_tcp_unescape(text) : 0;
    bool ok = look_number(line, "port", 1, 65535, &port, e);
    options.port = (int)port;
    ok = ok && net_tcp_look(&options, o, e);
    mem_free(text);
    return ok;
}

static int run(const struct command_line *line)
{
    return look_command_run(&(struct look_command){OBSERVE_TCP, line->arg[0], 10 * TIME_SECOND, look}, line);
}

static const struct option_row options[] = {
    {0, "port", "PORT", N_("the port, where the argument is a HOST alone")},
    {0, "send", "TEXT", N_("send this once it connects; \\r \\n \\t \\0 \\\\ \\xNN mean what they mean in C")},
    {0, "banner", "PATTERN", N_("what it says has to match this, a regular expression")},
    {0, "at-most", "TIME", N_("it has to connect within this: 200ms")},
    LOOK_OPTIONS,
};

const struct command command_tcp = {
    .name = "tcp",
    .args = "HOST:PORT",
    .summary = N_("can a TCP connection be made, and what does the other side say"),
    .details = N_("Looks the name up and connects, IPv6 and IPv4 in turn, a quarter of a second apart, until one stands. Then it reads what "
                  "the other side says by itself within 0.3 seconds, or what answers --send, and closes. Exit status 0: it connects, and what "
                  "was wanted is so; 1: not."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
