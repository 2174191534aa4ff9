/* session_open: what one running triage needs, opened in order and closed in the other. */
#include <string.h>

#include "app/alert.h"
#include "app/clock.h"
#include "app/flows.h"
#include "app/parts.h"
#include "app/secrets.h"
#include "base/i18n.h"
#include "store/zone.h"

enum { WAIT_MS = 1500 }; /* for other writers: longer than ten of them need, shorter than a person waits in silence */

static bool open_journal(struct session *s, struct err *e)
{
    struct journal_options options = {
        .path = config_text(s->config, CONFIG_JOURNAL),
        .shared = config_flag(s->config, CONFIG_SHARED),
        .wait_ms = WAIT_MS,
    };
    struct problems ps = {0};
    secrets_load(&s->rules, s->paths, &ps);
    secrets_options(s->config, &s->rules, &options);
    if (ps.list.n)
        session_say(s, _("%s:%u: %s; triage doctor says more. The other rules hold."), ps.list.v[0].file ? ps.list.v[0].file : "secrets",
                    ps.list.v[0].mark.line, ps.list.v[0].text);
    problems_release(&ps);
    if (!journal_open(&options, &s->journal, e))
        return false;
    secrets_hide(s->config, s->journal);
    if (journal_is_read_only(s->journal))
        return true;
    if (!liveness_take(&s->alive, journal_live_directory(s->journal), journal_is_shared(s->journal), e))
        return false;
    s->liveness = s->alive.path;
    return true;
}

bool session_open(struct session *s, struct config *config, const struct paths *paths, struct err *e)
{
    *s = (struct session){.config = config, .paths = paths, .is_recorded = true, .alive.fd = -1};
    s->is_readonly = config_flag(config, CONFIG_READONLY);
    actor_find(&s->who_is_here, config_text(config, CONFIG_OPERATOR));
    ssh_init(&s->ssh, config_text(config, CONFIG_SSH));
    s->actor = s->who_is_here.name;
    s->host = s->who_is_here.host;
    zone_load(&s->zone, clock_now());
    if (!open_journal(s, e))
        return false;
    flows_open(&s->library, config, paths);
    return true;
}

void session_close(struct session *s)
{
    close_incident(s);
    alert_drop(s);
    ask_forget(s);
    environment_forget_secrets(s);
    for (size_t i = 0; i < s->queue.n; i++)
        mem_free(s->queue.v[i].path);
    for (size_t i = 0; i < s->owed.n; i++)
        runs_free(s->owed.v[i]);
    vec_release(&s->secrets);
    vec_release(&s->queue);
    vec_release(&s->looked);
    vec_release(&s->owed);
    runs_release(&s->runs);
    ssh_release(&s->ssh); /* a change that goes on keeps its connection */
    kept_release(&s->kept);
    mem_free(s->status);
    mem_free(s->now_text);
    library_release(&s->library);
    liveness_release(&s->alive);
    if (s->journal && !journal_is_read_only(s->journal))
        journal_rest(s->journal);
    journal_close(s->journal);
    redact_set_release(&s->rules);
    actor_release(&s->who_is_here);
    *s = (struct session){0};
}
