/* dns: what is a name? */
#include "base/i18n.h"
#include "cli/look_command.h"
#include "observe/dns_message.h"
#include "probe/net_dns.h"

static bool look(const struct command_line *line, int64_t timeout, struct observation *o, struct err *e)
{
    const char *type = look_option(line, "type");
    struct net_dns_options options = {.name = line->arg[0], .server = look_option(line, "server"), .timeout = timeout};
    options.type = type ? dns_type_find(type) : DNS_NO_TYPE;
    if (type && !options.type)
        return err_set(e, ERR_USAGE, _("--type: '%.60s' is none of A, AAAA, CNAME, MX, NS, TXT, SOA, PTR, SRV, CAA"), type);
    net_dns_look(&options, o);
    return true;
}

static int run(const struct command_line *line)
{
    return look_command_run(&(struct look_command){OBSERVE_DNS, line->arg[0], 10 * TIME_SECOND, look}, line);
}

static const struct option_row options[] = {
    {0, "type", "TYPE", N_("records of this type: A, AAAA, CNAME, MX, NS, TXT, SOA, PTR, SRV, CAA; addresses")},
    {0, "server", "ADDRESS", N_("ask this name server, ADDRESS or ADDRESS:PORT, and nobody else")},
    {0, "at-least", "COUNT", N_("there have to be so many records")},
    LOOK_OPTIONS,
};

const struct command command_dns = {
    .name = "dns",
    .args = "NAME",
    .summary = N_("what a name is: its addresses or records, and why it has none"),
    .details = N_("Says which addresses programs on this machine get for NAME, from the hosts file too, and asks the name servers for how long "
                  "they hold, or why there are none: no such name, none of this type, a server that fails, refuses or does not answer. With "
                  "--type or --server only the name server is asked. Exit status 0: found, and what was wanted is so; 1: not."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
