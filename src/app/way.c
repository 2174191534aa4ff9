/* way: the host of a step, and ssh. */
#include "app/way.h"

#include <string.h>
#include <unistd.h>

#include "base/i18n.h"

bool way_where(const struct session *s, const struct place *p, const char *host, struct arena *arena, const char **name)
{
    const char *given = host ? host : p->flow->host;
    const char *there = given ? scope_expand(&p->scope, given, arena) : NULL;
    *name = NULL;
    if (given && !there) {
        *name = given;
        return false;
    }
    bool is_here = !there || !*there || str_eq(there, "here") || str_eq(there, "localhost") || str_eq(there, s->host);
    *name = is_here ? NULL : there;
    return true;
}

const char *way_of_run(const struct session *s, const struct run *run, const struct place *p, const struct flow_action *action,
                       struct arena *arena)
{
    const char *host;
    if (!str_blank(run->host))
        return str_eq(run->host, s->host) ? NULL : run->host;
    (void)way_where(s, p, action->host, arena, &host);
    return host;
}

enum way way_to(const struct session *s, const char *host, bool wants_terminal)
{
    if (!s->ssh.program)
        return WAY_NONE;
    if (!remote_is_name(host))
        return WAY_NO_NAME;
    return wants_terminal ? WAY_NO_TERMINAL : WAY_OPEN;
}

static bool has_terminal(const struct session *s)
{
    return isatty(STDIN_FILENO) && (s->lend || isatty(STDERR_FILENO));
}

bool way_open(struct session *s, const char *host, char why[WHY_TEXT])
{
    struct str says = {0};
    str_addf(&says, _("ssh opens a connection to %s. Ctrl-C gives it up."), host);
    struct ssh_terminal terminal = {has_terminal(s), str_get(&says), s->lend, s->take_back, s->who};
    bool ok = ssh_connect(&s->ssh, host, &terminal, why);
    str_release(&says);
    return ok;
}

void way_was_taken(struct session *s, const struct live_run *r)
{
    bool is_stopped = r->child.outcome == RUN_TIMED_OUT || r->child.outcome == RUN_CANCELLED;
    if (r->host && !r->child.far.stream.has_ended && (is_stopped || r->child.outcome == RUN_UNKNOWN))
        ssh_forget(&s->ssh, r->host);
}
