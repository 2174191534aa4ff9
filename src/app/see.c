/* see: a change that was found is looked at: its own read-only command runs like a probe, and is recorded like one. */
#include "app/parts.h"

#include "app/see.h"
#include "base/i18n.h"
#include "change/see.h"

/* A probe of triage itself, by a name that no flow can give to one of its own: what a commit says is not to be read as what
 * a probe of the flow found. */
static const struct flow_probe look = {.id = "see-change", .kind = PROBE_RUN, .timeout = 30 * TIME_SECOND};

bool see_change(struct session *s, const struct change *change, const char *host, int64_t *run, struct err *e)
{
    struct place p;
    /* Nothing waits for keys, and a repository that has only a part of itself fetches no more. */
    const char *quiet[] = {"GIT_NO_LAZY_FETCH=1", "PAGER=cat", "SYSTEMD_PAGER=cat"};
    struct environment env = {.names = {quiet, sizeof quiet / sizeof *quiet}};
    struct live_run what = {.purpose = RUN_FOR_PROBE, .id = (char *)(size_t)look.id, .probe = &look};
    if (!change->see)
        return err_set(e, ERR_USAGE, _("Nothing here shows more of %s."), change->what);
    if (host && !str_eq(host, s->host))
        return err_set(e, ERR_USAGE, _("That was found on %s; in a shell there: %s"), host, change->see);
    if (!change_see_is_ours(change->see))
        return err_set(e, ERR_USAGE, _("That is no command of triage, so it is not run; in a shell: %s"), change->see);
    if (!place_now(s, &p))
        return err_set(e, ERR_USAGE, _("The flow has ended; in a shell: %s"), change->see);
    what.path = (char *)(size_t)p.path;
    what.command = (char *)(size_t)change->see;
    if (!run_read(s, &what, &env, look.id, e))
        return false;
    const struct run *newest = incident_last_run(s->inc, p.path, look.id);
    *run = newest ? newest->seq : 0;
    return true;
}
