/* tls: the certificate of a service. */
#include "app/clock.h"
#include "base/i18n.h"
#include "cli/look_command.h"
#include "probe/net_tls.h"

static bool look(const struct command_line *line, int64_t timeout, struct observation *o, struct err *e)
{
    int64_t port = 443;
    struct net_tls_options options = {
        .target = line->arg[0],
        .name = look_option(line, "name"),
        .ca = look_option(line, "ca"),
        .timeout = timeout,
        .now = clock_now(),
    };
    if (!look_number(line, "port", 1, 65535, &port, e))
        return false;
    options.port = (int)port;
    net_tls_look(&options, o);
    return true;
}

static int run(const struct command_line *line)
{
    return look_command_run(&(struct look_command){OBSERVE_TLS, line->arg[0], 15 * TIME_SECOND, look}, line);
}

static const struct option_row options[] = {
    {0, "port", "PORT", N_("the port, where the argument is a HOST alone; 443")},
    {0, "name", "NAME", N_("the name that the certificate has to be for; the host")},
    {0, "ca", "FILE", N_("trust the authorities in this file instead of the system's")},
    {0, "days", "COUNT", N_("it has to be valid for so many days from now")},
    LOOK_OPTIONS,
};

const struct command command_tls = {
    .name = "tls",
    .args = "HOST[:PORT]",
    .summary = N_("is the certificate of a service valid, for how long, from whom"),
    .details = N_("Connects twice, once to see the certificates whatever they are, once as a client that checks them, and says what is wrong in "
                  "words: expired, signed by itself, for another name, from an authority that is not known here. Services that begin "
                  "without encryption (STARTTLS) are not spoken to. Exit status 0: valid, and for as long as was wanted; 1: not."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
