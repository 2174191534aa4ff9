/* change_systemd: units that were started, restarted or failed, as journalctl has it. */
#include <stdio.h>
#include <unistd.h>

#include "base/i18n.h"
#include "probe/change_source.h"

enum { WORDS = 32 };

/* An empty answer may mean that nothing happened, or that nothing may be read. */
static const char *why_empty(void)
{
    static const char *const place[] = {"/var/log/journal", "/run/log/journal"};
    bool is_there = false;
    for (size_t i = 0; i < 2; i++) {
        if (access(place[i], R_OK | X_OK) == 0)
            return NULL;
        is_there = is_there || access(place[i], F_OK) == 0;
    }
    return is_there ? N_("no permission") : N_("no journal here");
}

static void gather(struct change_hunt *h)
{
    static const char *const start[] = {
        "journalctl", "-q", "--no-pager", "-o",
        "json",       "-n", "15000",      "--output-fields=MESSAGE_ID,UNIT,USER_UNIT,UNIT_RESULT"};
    enum { N_START = sizeof start / sizeof *start };
    const char *argv[WORDS] = {0};
    char since[40], until[40];
    size_t n = 0;
    struct tool_answer a;
    if (h->options->only_named)
        return;
    snprintf(since, sizeof since, "--since=@%lld", (long long)(h->options->since / TIME_SECOND));
    snprintf(until, sizeof until, "--until=@%lld", (long long)(h->options->until / TIME_SECOND));
    for (size_t i = 0; i < N_START; i++)
        argv[n++] = start[i];
    argv[n++] = since, argv[n++] = until;
    for (size_t i = 0; journal_message_id(i) && n < WORDS - 1; i++)
        argv[n++] = arena_printf(&h->arena, "MESSAGE_ID=%s", journal_message_id(i));
    bool ok = hunt_run(h, "systemd", N_("no journalctl here"), argv, HUNT_TOOL_MS, &a);
    const char *why = ok && !a.out.n ? why_empty() : NULL;
    if (why) {
        change_miss(h->list, "systemd", why);
    } else if (ok) {
        struct change_text t = hunt_text(h, &a.out, "systemd", NULL);
        hunt_say_odd(h, "systemd", parse_journal(&t, h->list));
        hunt_looked(h, "systemd");
    }
    tool_release(&a);
}

const struct change_source change_source_systemd = {"systemd", gather};
